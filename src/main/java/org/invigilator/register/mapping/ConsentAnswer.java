package org.invigilator.register.mapping;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.register.Register;
import org.invigilator.register.Vocabulary;

/** What the text of a cell says of consent; of several answers the first of these counts. */
enum ConsentAnswer {
  NO,
  UNCLEAR,
  YES,
  NONE;

  private static final Set<String> NOT_ANSWERED =
      Set.of(
          "notasked",
          "noresponse",
          "unknown",
          "pending",
          "notset",
          "notrecorded",
          "none",
          "awaiting",
          "awaitingresponse",
          "awaitingreply",
          "awaitingreturn",
          "notreturned",
          "notyetreturned",
          "formnotreturned",
          "noform",
          "outstanding",
          "chased",
          "tbc",
          "toconfirm",
          "tobeconfirmed",
          "notknown",
          "noreply");

  /** The same letters in small ones are "no" in Welsh. */
  private static final Pattern NOT_APPLICABLE = Pattern.compile("(?i:n[/.\\\\]a\\.?)|NA");

  /** An answer with its day, such as "Withdrawn 12/11/26" or "Yes (3 Sept 2026)". */
  private static final Pattern DATED =
      Pattern.compile(
          "(?i)(\\p{L}[\\p{L} ]{0,40}?)\\s{0,3}[\\s:,(–-]\\s{0,3}(?:on\\s{1,3})?(\\d{1,2}(?:st|nd|rd|th)?[/. -](?:\\d{1,2}|\\p{L}{3,9})[/. -]\\d{2,4}|\\d{4}-\\d{2}-\\d{2})\\)?");

  private static final Set<String> WITHDRAWN = Set.of("withdrawn", "revoked", "consentwithdrawn");

  /** The answer in a text, whether its day is behind it or not. */
  static ConsentAnswer of(String text) {
    Matcher dated = DATED.matcher(text.strip());
    ConsentAnswer plain = plain(text);
    return plain == UNCLEAR && dated.matches() ? plain(dated.group(1)) : plain;
  }

  private static ConsentAnswer plain(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    if (Vocabulary.isTick(text)) {
      return YES;
    }
    String folded = Vocabulary.fold(text);
    if (Vocabulary.isCross(text)) {
      return NO;
    }
    if (Vocabulary.isDoubtful(text) || folded.isEmpty()) {
      return UNCLEAR;
    }
    if (NOT_ANSWERED.contains(folded) || NOT_APPLICABLE.matcher(text.strip()).matches()) {
      return NONE;
    }
    return WITHDRAWN.contains(folded)
        ? NO
        : Vocabulary.word(Register.CONSENT, "decision", List.of("yes", "no"), text)
            .map(word -> word.equals("yes") ? YES : NO)
            .orElse(UNCLEAR);
  }

  /** Whether a text says that consent was given, refused or not asked for. */
  static boolean isDecision(String text) {
    return of(text) != UNCLEAR;
  }

  /** Whether a text is an answer, which a name or a date is not. */
  static boolean isAnswer(String text) {
    ConsentAnswer answer = of(text);
    return answer == YES || answer == NO;
  }

  /** Whether a text says that a consent was taken back. */
  static boolean isWithdrawal(String text) {
    return WITHDRAWN.contains(Vocabulary.fold(text));
  }

  /** The answer to the opposite question, on the same day. */
  static String negated(String text) {
    return of(text) != YES ? text : dated(text).map(one -> "no " + one.day()).orElse("no");
  }

  /**
   * An answer with its day.
   *
   * @param day in the form that registers have
   */
  record Dated(String answer, LocalDate day) {}

  /** An answer that has its day behind it, such as "Withdrawn 12/11/26"; empty for any other. */
  static Optional<Dated> dated(String text) {
    Matcher dated = DATED.matcher(text.strip());
    return dated.matches() && isDecision(dated.group(1))
        ? AccountText.date(dated.group(2))
            .map(day -> new Dated(dated.group(1), LocalDate.parse(day)))
        : Optional.empty();
  }
}
