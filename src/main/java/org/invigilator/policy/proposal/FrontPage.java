package org.invigilator.policy.proposal;

import java.time.DateTimeException;
import java.time.Month;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the front page and the signature page of a policy say: who approved it and when, when it is
 * to be reviewed, who compiled and signs it.
 *
 * @param values of a pack, by key
 * @param fields each line that is such a field, as a clause of its own
 */
public record FrontPage(Map<String, String> values, List<Field> fields) {
  /** One line of the front page, and which details of a policy it gives. */
  public record Field(Kind kind, String text, String place) {}

  /** What a line gives. */
  public enum Kind {
    APPROVED,
    REVIEW,
    AUTHOR,
    OFFICER,
    SIGNED,
    DATED,
    VERSION
  }

  private static final Map<Kind, Pattern> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put(
        Kind.REVIEW,
        form("(next |policy )?review( date| due)?|date (of|for) (next )?review|for review"));
    KINDS.put(
        Kind.APPROVED,
        form(
            "(policy )?(approved|agreed|adopted|ratified|reviewed)( by| on)?|date (approved|of approval)"));
    KINDS.put(
        Kind.OFFICER, form("responsible (officer|person|for this policy)|policy (owner|holder)"));
    KINDS.put(Kind.AUTHOR, form("compiled by|author|written by|prepared by"));
    KINDS.put(Kind.VERSION, form("version( number)?|issue( number)?"));
    KINDS.put(Kind.SIGNED, form("signed( by)?|signature"));
    KINDS.put(
        Kind.DATED,
        Pattern.compile(
            "^(?:date\\b.{0,40}|(?:\\d{1,2}\\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\\s+\\d{4})$",
            Pattern.CASE_INSENSITIVE));
  }

  private static final Pattern DATE =
      Pattern.compile(
          "(?:(\\d{1,2})(?:st|nd|rd|th)?\\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?,?\\s+(\\d{4})|(\\d{1,2})/(\\d{1,2})/(\\d{4})",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BY =
      Pattern.compile("(?:by (?:the )?|[–—-]\\s*)([A-Z][\\p{L} &']{3,60})");
  private static final int LONGEST = 120;

  private static Pattern form(String words) {
    return Pattern.compile("^(?:" + words + ")\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** Whether a short line is a field of the front page. */
  static boolean isField(String text) {
    return kind(text).isPresent();
  }

  private static Optional<Kind> kind(String text) {
    boolean isSentence = text.length() > LONGEST || text.matches("(?s).*[.!?]$");
    return isSentence
        ? Optional.empty()
        : KINDS.entrySet().stream()
            .filter(one -> one.getValue().matcher(text.strip()).matches())
            .map(Map.Entry::getKey)
            .findFirst();
  }

  /** Reads the fields of a document, wherever they are. */
  public static FrontPage of(List<Paragraph> paragraphs) {
    Map<String, String> values = new LinkedHashMap<>();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < paragraphs.size(); i++) {
      Paragraph one = paragraphs.get(i);
      Optional<Kind> kind = one.depth() > 0 ? Optional.empty() : kind(one.text());
      if (kind.isEmpty()) {
        continue;
      }
      String text = one.text();
      fields.add(new Field(kind.get(), text, one.place()));
      Optional<String> date = date(text);
      switch (kind.get()) {
        case APPROVED -> {
          date.ifPresent(d -> values.putIfAbsent("approved_on", d));
          Matcher by = BY.matcher(text);
          if (by.find() && !DATE.matcher(by.group(1)).find()) {
            values.putIfAbsent("approved_by", by.group(1).strip());
          }
        }
        case REVIEW -> date.ifPresent(d -> values.putIfAbsent("review_due_on", d));
        case SIGNED -> values.put("signature_block", "true");
        case VERSION -> {
          String version =
              text.replaceFirst("(?i)^(version|issue)( number)?\\s*:?\\s*", "").strip();
          if (!version.isEmpty()) {
            values.putIfAbsent("version", version);
          }
        }
        default -> {
          // A name is a person's, and stays in the document.
        }
      }
    }
    cycle(paragraphs).ifPresent(months -> values.put("review_cycle_months", months));
    return new FrontPage(values, fields);
  }

  /** A day, or a month where no day is given, as packs write it. */
  static Optional<String> date(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.find()) {
      return Optional.empty();
    }
    try {
      if (date.group(6) != null) {
        return Optional.of(
            java.time.LocalDate.of(
                    Integer.parseInt(date.group(6)),
                    Integer.parseInt(date.group(5)),
                    Integer.parseInt(date.group(4)))
                .toString());
      }
      String start = date.group(2).toUpperCase(Locale.ROOT);
      int month =
          Stream.of(Month.values())
              .filter(m -> m.name().startsWith(start))
              .findFirst()
              .orElseThrow()
              .getValue();
      String shown = String.format(Locale.ROOT, "%s-%02d", date.group(3), month);
      return Optional.of(
          date.group(1) == null
              ? shown
              : java.time.LocalDate.parse(
                      shown + String.format(Locale.ROOT, "-%02d", Integer.parseInt(date.group(1))))
                  .toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> cycle(List<Paragraph> paragraphs) {
    Pattern years =
        Pattern.compile(
            "review\\w*\\b.{0,60}\\b(annual|every (?:(two|three|2|3) )?years?|every year|yearly|(two|three)[- ]year)",
            Pattern.CASE_INSENSITIVE);
    for (Paragraph one : paragraphs) {
      Matcher found = years.matcher(one.text());
      if (found.find()) {
        String word = found.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(
            word.contains("two") || word.contains("2")
                ? "24"
                : word.contains("three") || word.contains("3") ? "36" : "12");
      }
    }
    return Optional.empty();
  }
}
