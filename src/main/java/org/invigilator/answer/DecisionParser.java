package org.invigilator.answer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;
import org.invigilator.finding.Decision;
import org.invigilator.register.Cells;
import org.invigilator.register.DateHint;
import org.invigilator.register.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The text of a cell <i>Decision</i>, read.
 *
 * @param until the last day of a waiver, empty when it is missing or cannot be read; or that of a
 *     dismissal, which may have one
 * @param reason what follows because, or empty
 */
record DecisionParser(Decision.Kind kind, Optional<LocalDate> until, String reason) {
  /** The choices, for a reader. */
  static final String CHOICES =
      "fixed, in progress, waive until DD/MM/YYYY because …, not a pupil, false positive (both may end: until DD/MM/YYYY)";

  /** What people write who dismiss a finding, or leave it as it is, in words of their own. */
  private static final Pattern DISMISSED =
      Pattern.compile("(?i)(?:dismiss|ignore|reject|incorrect|wrong|mistake|error|not ours)");

  private static final Pattern LEFT =
      Pattern.compile(
          "(?i)(?:won['’]?t|will not|wont fix|leave (?:it|as)|no action|no change|tolerate)");

  /**
   * Which choice a text that is none of them may mean, in a sentence; empty where it is unclear.
   */
  static String hint(String text) {
    String typed = text.strip();
    if (DISMISSED.matcher(typed).lookingAt()) {
      return " If nothing is wrong, write 'false positive because …'.";
    }
    return LEFT.matcher(typed).lookingAt()
        ? " To leave it as it is for a time, write 'waive until 31/01/2027 because …'."
        : "";
  }

  /** Before the decision itself: "this has now been fixed". */
  private static final String LEAD =
      "(?:(?:this|it|now|all|has|have|is|was|been|already)\\s+){0,5}";

  private static final Pattern WAIVE =
      Pattern.compile(
          "(?i)"
              + LEAD
              + "(?:waived?|waiver|risk\\s+accepted|accept(?:ed)?(?:\\s+the)?(?:\\s+risk)?|exempt(?:ed|ion)?)"
              + "(?!\\p{L})[\\s,:–-]*(?:(?:until|till|to|up\\s+to)(?!\\p{L}))?");
  private static final Pattern COLON = Pattern.compile("[:;]\\s*");
  private static final Pattern BECAUSE =
      Pattern.compile("(?i)" + Texts.WORD_START + "(?:because|as|since|reason)\\b[\\s:,]*");

  /** A decision and what it is called by those who type it. */
  private record Name(Decision.Kind kind, Pattern words) {}

  private static final List<Name> NAMES =
      List.of(
          new Name(
              Decision.Kind.FIXED,
              named(
                  "fixed|done|completed|complete(?! \\p{L})|resolved|sorted out|sorted|actioned|finished|dealt with|rectified|taken down|(?:(?:the )?(?:post|posts|account|picture|photo) )?(?:deleted|removed|closed)(?: (?:the )?(?:post|posts|account|picture|photo)(?! \\p{L}))?")),
          new Name(
              Decision.Kind.IN_PROGRESS,
              named(
                  "in[ -]progress|work in progress|wip|ongoing|on-going|in hand|under way|underway|started|working on it|looking into it|being done|doing it|will do|(?:ticket |call )?(?:raised|logged)|awaiting|waiting for|chasing|chased")),
          new Name(
              Decision.Kind.NOT_A_PUPIL,
              named(
                  "not a pupil|not our pupil|not one of our pupils|no pupil|not a student|not (?:this|that|the(?: same)?) (?:pupil|student|child)|(?:a )?different (?:pupil|student|child)|another (?:pupil|student|child)")),
          new Name(
              Decision.Kind.FALSE_POSITIVE,
              named(
                  "false positive|false alarm|false match|not applicable|does not apply|n/a|n\\.a\\.|na|not an issue|not a breach")));

  /** "Fixed by Friday" is not fixed. */
  private static final Pattern NOT_YET =
      Pattern.compile(
          "(?i)[\\s,.;:–-]*(?:by|next|tomorrow|soon|when|once|if|after|tbc|shortly|later|will|to be|should be|not yet|\\?)(?!\\p{L}).*",
          Pattern.DOTALL);

  /** When a dismissal ends, and why it was made. */
  private static final Pattern UNTIL =
      Pattern.compile(
          "(?is)(?:until|till|up\\s+to)\\s+(.{1,40}?)(?:[\\s,.;:–-]+because\\b[\\s:,]*(.*))?");

  private static final int LONGEST_DATE = 40;

  private static final Pattern ORDINAL =
      Pattern.compile("(?i)(?<=\\d)(?:st|nd|rd|th)\\b(?:\\s+of\\b)?");

  /** A month before the day, as in Dec 3 2026. */
  private static final Pattern MONTH_FIRST =
      Pattern.compile("(\\p{L}{3,9})\\.?\\s+(\\d{1,2}),?\\s+(\\d{4})");

  /** A dash between a date and the reason. */
  private static final Pattern DASH = Pattern.compile("(?<=\\d)\\s+[–—-]+\\s+");

  private static Pattern named(String names) {
    return Pattern.compile(
        "(?is)"
            + LEAD
            + "(?:"
            + names.replace(" ", "\\s+")
            + ")(?:[\\s,.;:!–-]+(?:because\\b[\\s:,]*)?(.*))?");
  }

  /** Reads a cell; empty when its text is not clearly one of the choices. */
  static Optional<DecisionParser> of(String text) {
    String stripped = text.strip();
    Matcher waive = WAIVE.matcher(stripped);
    if (waive.lookingAt()) {
      Matcher because = BECAUSE.matcher(stripped);
      boolean given =
          because.find(waive.end())
              || because.usePattern(COLON).find(waive.end())
              || because.usePattern(DASH).find(waive.end());
      int end =
          given ? Math.max(waive.end(), endOfDate(stripped, because.start())) : stripped.length();
      return Optional.of(
          new DecisionParser(
              Decision.Kind.WAIVER,
              date(stripped.substring(waive.end(), end).strip()),
              reason(given ? stripped.substring(because.end()) : null)));
    }
    for (Name name : NAMES) {
      Matcher typed = name.words().matcher(stripped);
      if (typed.matches()) {
        String rest = typed.group(1) == null ? "" : typed.group(1);
        Matcher until = UNTIL.matcher(rest);
        boolean isReason =
            BECAUSE.matcher(stripped.substring(0, stripped.length() - rest.length())).find();
        if (name.kind().isDismissal() && !isReason && until.matches()) {
          return date(until.group(1))
              .map(
                  day -> new DecisionParser(name.kind(), Optional.of(day), reason(until.group(2))));
        }
        boolean isClear = name.kind() != Decision.Kind.FIXED || !NOT_YET.matcher(rest).matches();
        return isClear
            ? Optional.of(new DecisionParser(name.kind(), Optional.empty(), reason(rest)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Where the date ends before the marks and blanks that lead to the reason. */
  private static int endOfDate(String stripped, int because) {
    int end = because;
    while (end > 0 && " \t\n\u000b\f\r,.;:".indexOf(stripped.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static String reason(@Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("^[…. ]+$", "");
  }

  /** A date in any form in which people write one; empty where it is not clear. */
  static Optional<LocalDate> date(String text) {
    if (text.length() > LONGEST_DATE) {
      return Optional.empty();
    }
    String plain =
        MONTH_FIRST
            .matcher(StringUtils.stripEnd(ORDINAL.matcher(text).replaceAll(""), ".,; "))
            .replaceFirst("$2 $1 $3");
    return Cells.date(plain).or(() -> DateHint.of(plain).flatMap(Cells::date));
  }
}
