package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.policy.WrittenDate;

/**
 * What the front page and the signature page of a policy say: its title, who approved it and when,
 * when it is to be reviewed, who compiled and signs it.
 *
 * @param values of a pack, by key
 * @param fields each line that is such a field, as a clause of its own
 */
public record FrontPage(Map<String, String> values, List<Field> fields) {
  /** One line of the front page, and which details of a policy it gives. */
  public record Field(Kind kind, String text, String place) {}

  /** What a line gives. */
  public enum Kind {
    TITLE,
    LAST_REVIEW,
    APPROVED,
    REVIEW,
    EFFECTIVE,
    AUTHOR,
    OFFICER,
    SIGNED,
    DATED,
    VERSION
  }

  private static final Map<Kind, Pattern> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put(
        Kind.TITLE,
        Pattern.compile(
            "^(?:(?:policy|document) (?:title|name)|title(?: of policy)?|name of policy)\\s*:.*",
            Pattern.CASE_INSENSITIVE));
    KINDS.put(
        Kind.LAST_REVIEW,
        form("(date (of|for) )?(last|previous) (policy )?review(ed)?( date)?( on)?"));
    KINDS.put(
        Kind.REVIEW,
        form("(next |policy )?review( date| due)?|date (of|for) (next )?review|for review"));
    KINDS.put(
        Kind.EFFECTIVE,
        form(
            "effective( from| date)?|(date )?in force( from)?|(applies|valid|takes effect) from|(commencement|implementation) date"));
    KINDS.put(
        Kind.APPROVED,
        form(
            "(policy )?(approved|agreed|adopted|ratified|reviewed)( by| on)?|(approval|adoption) date|date (of )?(approved|approval|adopted|adoption|agreed|ratified|policy|issue)|(policy|issue) date|date issued"));
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

  private static final Pattern BY =
      Pattern.compile(
          "(?s)(?:\\b(?:by|meeting of)\\b\\s*:?\\s*|[–—:-]\\s*)(?:the\\s+)?(\\p{Lu}.*)");
  private static final Pattern ROLE =
      Pattern.compile(
          "(?i)\\b(?:director|head|headteacher|lead|leader|officer|manager|principal|ceo|executive|governors?|trustees?|board|committee|dsl|secretary|clerk|team)\\b");
  private static final Pattern TITLE =
      Pattern.compile("(?i).*\\b(?:policy|protocol|guidelines?|guidance|code of conduct)\\b.*");

  /** The forms and appendices of a policy have lines for dates and signatures of others. */
  private static final Pattern APPENDIX =
      Pattern.compile("^(?:appendix|annex|schedule)\\b", Pattern.CASE_INSENSITIVE);

  /** The dates that policies give in a sentence, by the key of a pack. */
  private static final Map<String, Pattern> IN_SENTENCES = new LinkedHashMap<>();

  private static final String A_DATE =
      "[^.;]{0,120}?\\b(?:\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}|[A-Za-z]{3,9},? \\d{4})";

  private static final Pattern APPROVED =
      Pattern.compile("(?i)\\b(?:approved|adopted|ratified|agreed)\\b(?! form)" + A_DATE);

  static {
    IN_SENTENCES.put("approved_on", APPROVED);
    IN_SENTENCES.put(
        "review_due_on",
        Pattern.compile(
            "(?i)\\b(?:(?:for|next|due for) review|review (?:date|due)|be reviewed)\\b" + A_DATE));
    IN_SENTENCES.put(
        "effective_from",
        Pattern.compile(
            "(?i)\\b(?:effective (?:from|date)|take(?:s)? effect|in(?:to)? force)\\b" + A_DATE));
  }

  /** What takes the place of a date while the rest of its line is read. */
  private static final String DAY = "\u0001";

  private static final int LONGEST = 120;
  private static final int LONGEST_SENTENCE = 240;
  private static final int FIRST_LINES = 15;

  private static final int YEAR = 12;
  private static final List<String> NUMBERS = List.of("two", "three", "four", "five", "six");

  /** How often a policy is reviewed. */
  private static final Pattern CYCLE =
      Pattern.compile(
          "(?i)\\breview\\w*\\b.{0,60}?\\b(?:(?<second>every (?:other|second) year|biennial(?:ly)?)"
              + "|every (?<months>\\d{1,2}|six) months"
              + "|every (?<every>two|three|four|five|[2-5]) years"
              + "|(?<each>two|three|four|five|[2-5])[- ]year(?:s|ly)?\\b(?! \\d)"
              + "|annual(?:ly)?|every year|yearly)");

  /** Twice a year to some, and every two years to others. */
  private static final Pattern TWICE_OR_HALF = Pattern.compile("(?i)\\bbi-?(?:annual|yearly)");

  private static Pattern form(String words) {
    return Pattern.compile("^(?:" + words + ")\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** Whether a short line is a field of the front page. */
  static boolean isField(String text) {
    return kind(text).isPresent();
  }

  /** Whether a line is a day, such as 12 September 2025, and not a number with a text. */
  static boolean isDay(String text) {
    return WrittenDate.at(text) == 0;
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
    List<Field> fields = new ArrayList<>();
    boolean isForm = false;
    for (Paragraph one : paragraphs) {
      isForm |= APPENDIX.matcher(one.text()).find() && Marks.isShort(one.text());
      Optional<Kind> kind = one.depth() > 0 || isForm ? Optional.empty() : kind(one.text());
      kind.ifPresent(k -> fields.add(new Field(k, one.text(), one.place())));
    }
    Map<String, String> values = new LinkedHashMap<>();
    approval(fields, values);
    reviewDue(fields).ifPresent(date -> values.put("review_due_on", date));
    fields.stream()
        .filter(field -> field.kind() == Kind.EFFECTIVE)
        .flatMap(field -> WrittenDate.in(field.text()).stream())
        .findFirst()
        .ifPresent(day -> values.put("effective_from", day));
    IN_SENTENCES.forEach(
        (key, form) ->
            paragraphs.stream()
                .filter(p -> kind(p.text()).isEmpty())
                .filter(p -> !Marks.isMarked(p.text()) && !Marks.isSection(p.text()))
                .flatMap(p -> form.matcher(p.text()).results())
                .flatMap(found -> WrittenDate.in(found.group()).stream())
                .findFirst()
                .ifPresent(day -> values.putIfAbsent(key, day)));
    paragraphs.stream()
        .map(Paragraph::text)
        .filter(text -> text.length() <= LONGEST_SENTENCE && kind(text).isEmpty())
        .filter(text -> APPROVED.matcher(text).find())
        .flatMap(text -> approver(text).stream())
        .findFirst()
        .ifPresent(by -> values.putIfAbsent("approved_by", by));
    for (Field field : fields) {
      String behind = field.text().replaceFirst("^[^:]*(?::|$)\\s*", "").strip();
      switch (field.kind()) {
        case SIGNED -> values.put("signature_block", "true");
        case VERSION -> {
          String version =
              field.text().replaceFirst("(?i)^(version|issue)( number)?\\s*:?\\s*", "").strip();
          if (!version.isEmpty()) {
            values.putIfAbsent("version", version);
          }
        }
        case OFFICER -> {
          // A name is a person's, and stays in the document; a role is not.
          if (ROLE.matcher(behind).find() && !behind.contains("\"")) {
            values.putIfAbsent("responsible_roles", roles(behind));
          }
        }
        default -> {
          // Nothing of it belongs into a pack.
        }
      }
    }
    cycle(paragraphs).ifPresent(months -> values.put("review_cycle_months", months));
    return new FrontPage(values, fields);
  }

  /** The title that a document gives itself; empty when no line looks like one. */
  public static Optional<String> title(List<Paragraph> paragraphs) {
    List<Paragraph> first = paragraphs.subList(0, Math.min(FIRST_LINES, paragraphs.size()));
    Optional<String> field =
        first.stream()
            .map(Paragraph::text)
            .filter(text -> kind(text).filter(Kind.TITLE::equals).isPresent())
            .map(text -> text.replaceFirst("^[^:]*:\\s*", "").strip())
            .filter(text -> !text.isEmpty())
            .findFirst();
    if (field.isPresent()) {
      return field;
    }
    Optional<String> line =
        first.stream()
            .filter(p -> p.depth() == 0 && !isField(p.text()) && !Marks.isMarked(p.text()))
            .map(p -> p.text().strip())
            .filter(text -> Marks.isShort(text) && !Marks.hasVerb(text) && !text.endsWith(":"))
            .filter(text -> !Marks.isSection(text) && TITLE.matcher(text).matches())
            .findFirst();
    return line.or(
        () ->
            first.stream()
                .limit(1)
                .filter(p -> p.heading() && p.text().contains(" ") && !Marks.isSection(p.text()))
                .map(p -> p.text().strip())
                .findFirst());
  }

  /** Lines that should give a day and give something else, such as a term. */
  public List<String> doubts() {
    return fields.stream()
        .filter(f -> List.of(Kind.APPROVED, Kind.REVIEW, Kind.EFFECTIVE).contains(f.kind()))
        .filter(
            f -> WrittenDate.in(f.text()).isEmpty() && f.text().matches("(?s).*\\b20\\d\\d\\b.*"))
        .map(f -> "'" + f.text() + "' has no date that can be read; enter one on this sheet.")
        .toList();
  }

  private static String roles(String text) {
    return "[\"" + String.join("\",\"", text.split("\\s*(?:&|,|;|\\band\\b)\\s*")) + "\"]";
  }

  /** A line on a review counts as the approval only where no other line is. */
  private static void approval(List<Field> fields, Map<String, String> values) {
    for (boolean isReview : new boolean[] {false, true}) {
      for (Field field : fields) {
        boolean reviewed =
            field.text().toLowerCase(Locale.ROOT).matches("(?s)(policy )?reviewed.*");
        if (field.kind() == Kind.APPROVED && reviewed == isReview) {
          WrittenDate.in(field.text()).ifPresent(d -> values.putIfAbsent("approved_on", d));
          approver(field.text()).ifPresent(by -> values.putIfAbsent("approved_by", by));
        }
      }
    }
  }

  /** Who approved it, without the day that may follow. */
  static Optional<String> approver(String text) {
    Matcher by = BY.matcher(WrittenDate.marked(text, DAY));
    if (!by.find()) {
      return Optional.empty();
    }
    String alone =
        by.group(1)
            .replaceFirst("(?s)" + DAY + ".*", "")
            .replaceFirst(
                "(?:[\\s,;(–—-]|\\b(?:on|in|at|dated?|held|of|(?i:mon|tues|wednes|thurs|fri|satur|sun)day)\\b|:)+$",
                "")
            .strip();
    return alone.length() < 3 ? Optional.empty() : Optional.of(alone);
  }

  /** The date of a line that says next, or else the latest. */
  private static Optional<String> reviewDue(List<Field> fields) {
    List<Field> reviews = fields.stream().filter(f -> f.kind() == Kind.REVIEW).toList();
    Optional<String> next =
        reviews.stream()
            .filter(f -> f.text().toLowerCase(Locale.ROOT).contains("next"))
            .flatMap(f -> WrittenDate.in(f.text()).stream())
            .max(String::compareTo);
    return next.or(
        () ->
            reviews.stream()
                .flatMap(f -> WrittenDate.in(f.text()).stream())
                .max(String::compareTo));
  }

  private static Optional<String> cycle(List<Paragraph> paragraphs) {
    for (Paragraph one : paragraphs) {
      Matcher found = CYCLE.matcher(one.text());
      if (found.find() && !TWICE_OR_HALF.matcher(one.text()).find()) {
        return Optional.of(Integer.toString(months(found)));
      }
    }
    return Optional.empty();
  }

  private static int months(Matcher found) {
    if (found.group("months") != null) {
      return number(found.group("months"));
    }
    String years = found.group("every") == null ? found.group("each") : found.group("every");
    return found.group("second") != null ? 2 * YEAR : years == null ? YEAR : number(years) * YEAR;
  }

  private static int number(String word) {
    int known = NUMBERS.indexOf(word.toLowerCase(Locale.ROOT));
    return known >= 0 ? known + 2 : Integer.parseInt(word);
  }
}
