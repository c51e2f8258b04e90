package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.policy.WrittenDate;

/**
 * What the front page and the signature page of a policy say: its title, who approved it and when,
 * when it is to be reviewed, who compiled and signs it. It is long because each detail is found in
 * its own way.
 *
 * @param values of a pack, by key
 * @param stated what its signature page gives, by field
 * @param fields each line that is such a field, as a clause of its own
 */
public record FrontPage(
    Map<String, String> values, List<Field> fields, Map<String, String> stated) {
  /** One line of the front page, and which details of a policy it gives. */
  public record Field(Kind kind, String text, String place) {}

  /** What a line gives. */
  public enum Kind {
    /** A detail of which a pack keeps nothing. */
    OTHER,
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

  private static final Pattern TERM =
      Pattern.compile("(?i)(?:spring|summer|autumn|winter|michaelmas|lent|trinity|hilary)\\b.*");

  private static final Pattern OWNER =
      Pattern.compile(
          "(?i)\\b(?:trust|federation|academies|partnership|school|college|academy|council|ysgol|coleg)\\b");

  /** What takes the place of a date while the rest of its line is read. */
  private static final String DAY = "\u0001";

  /** In place of a person's name, which stays in the document. */
  private static final String GIVEN = "as the document has it";

  private static final int LONGEST_SENTENCE = 240;
  private static final int FIRST_LINES = 15;

  /** A paragraph that is no field of its own, or what follows the first sentence of one that is. */
  private static String besides(String text) {
    if (FrontLine.kind(text).isEmpty()) {
      return text;
    }
    int end = text.indexOf(". ");
    return end < 0 ? "" : text.substring(end + 2);
  }

  /** Reads the fields of a document, wherever they are. */
  public static FrontPage of(List<Paragraph> paragraphs) {
    List<Field> fields = new ArrayList<>();
    boolean isForm = false;
    for (Paragraph one : paragraphs) {
      isForm |= APPENDIX.matcher(one.text()).find() && Marks.isShort(one.text());
      Optional<Kind> kind =
          one.depth() > 0 || isForm ? Optional.empty() : FrontLine.kind(one.text());
      kind.ifPresent(k -> fields.add(new Field(k, one.text(), one.place())));
    }
    Map<String, String> values = new LinkedHashMap<>();
    owner(paragraphs).ifPresent(name -> values.put("trust", name));
    approval(fields, values);
    history(paragraphs, values);
    reviewDue(fields).ifPresent(date -> values.put("review_due_on", date));
    fields.stream()
        .filter(field -> field.kind() == Kind.EFFECTIVE)
        .flatMap(field -> WrittenDate.in(field.text()).stream())
        .findFirst()
        .ifPresent(day -> values.put("effective_from", day));
    IN_SENTENCES.forEach(
        (key, form) ->
            paragraphs.stream()
                .filter(p -> !Marks.isMarked(p.text()) && !Marks.isSection(p.text()))
                .filter(p -> !FrontLine.isHistory(p.text()))
                .flatMap(p -> form.matcher(besides(p.text())).results())
                .flatMap(found -> WrittenDate.in(found.group()).stream())
                .findFirst()
                .ifPresent(day -> values.putIfAbsent(key, day)));
    paragraphs.stream()
        .map(Paragraph::text)
        .filter(text -> text.length() <= LONGEST_SENTENCE && FrontLine.kind(text).isEmpty())
        .filter(text -> !FrontLine.isHistory(text) && APPROVED.matcher(text).find())
        .flatMap(text -> approver(text).stream())
        .findFirst()
        .ifPresent(by -> values.putIfAbsent("approved_by", by));
    Map<String, String> stated = new TreeMap<>();
    boolean isApproved = false;
    for (Field field : fields) {
      String behind = field.text().replaceFirst("^[^:]*(?::|$)\\s*", "").strip();
      switch (field.kind()) {
        case SIGNED -> {
          values.put("signature_block", "true");
          if (behind.matches("(?s).*\\p{L}{2,}.*") && !behind.contains("___")) {
            stated.put("signed_by", GIVEN);
          }
        }
        case DATED -> {
          Optional<String> day = WrittenDate.in(field.text());
          String key = values.containsKey("signature_block") ? "signed_on" : "approved_on";
          if (key.equals("signed_on")) {
            day.ifPresent(d -> stated.putIfAbsent("signed_on", d));
          } else if (isApproved) {
            day.ifPresent(d -> values.putIfAbsent("approved_on", d));
          }
        }
        case AUTHOR -> {
          if (behind.matches("(?s).*\\p{L}{2,}.*")) {
            stated.put("compiled_by_role", ROLE.matcher(behind).find() ? behind : GIVEN);
          }
        }
        case APPROVED -> isApproved = true;
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
    ReviewCycle.in(paragraphs).ifPresent(months -> values.put("review_cycle_months", months));
    return new FrontPage(values, fields, stated);
  }

  /** What the latest row of a table of versions says of its approval. */
  private static void history(List<Paragraph> paragraphs, Map<String, String> values) {
    paragraphs.stream()
        .map(Paragraph::text)
        .filter(FrontLine::isHistory)
        .reduce((first, second) -> second)
        .ifPresent(
            row -> {
              FrontLine.HISTORY
                  .matcher(row)
                  .results()
                  .forEach(r -> values.putIfAbsent("version", r.group(1)));
              Matcher approved = APPROVED.matcher(row);
              if (approved.find()) {
                WrittenDate.in(approved.group())
                    .ifPresent(day -> values.putIfAbsent("approved_on", day));
                approver(approved.group()).ifPresent(by -> values.putIfAbsent("approved_by", by));
              }
            });
  }

  /** The trust or school whose policy it is, where a line of the front page is its name. */
  private static Optional<String> owner(List<Paragraph> paragraphs) {
    return paragraphs.stream()
        .limit(FIRST_LINES)
        .filter(p -> p.depth() == 0 && !FrontLine.isField(p.text()) && !Marks.isMarked(p.text()))
        .map(p -> p.text().strip())
        .filter(text -> Marks.isShort(text) && !Marks.hasVerb(text) && !text.contains(":"))
        .filter(text -> OWNER.matcher(text).find() && !TITLE.matcher(text).matches())
        .filter(text -> !Marks.isSection(text))
        .findFirst();
  }

  /** The title that a document gives itself; empty when no line looks like one. */
  public static Optional<String> title(List<Paragraph> paragraphs) {
    List<Paragraph> first = paragraphs.subList(0, Math.min(FIRST_LINES, paragraphs.size()));
    Optional<String> field =
        first.stream()
            .map(Paragraph::text)
            .filter(text -> FrontLine.kind(text).filter(Kind.TITLE::equals).isPresent())
            .map(text -> text.replaceFirst("^[^:]*:\\s*", "").strip())
            .filter(text -> !text.isEmpty())
            .findFirst();
    if (field.isPresent()) {
      return field;
    }
    Optional<String> line =
        first.stream()
            .filter(
                p -> p.depth() == 0 && !FrontLine.isField(p.text()) && !Marks.isMarked(p.text()))
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
        .flatMap(
            f ->
                WrittenDate.in(f.text()).isPresent()
                    ? several(f)
                    : f.text().matches("(?s).*\\b20\\d\\d\\b.*")
                        ? Stream.of(
                            "'"
                                + f.text()
                                + "' has no date that can be read; enter one on this sheet.")
                        : Stream.empty())
        .toList();
  }

  private static Stream<String> several(Field field) {
    String rest = WrittenDate.marked(field.text(), DAY).replaceFirst("(?s).*" + DAY, "");
    return WrittenDate.in(rest).isPresent() && !field.text().contains(" / ")
        ? Stream.of("'" + field.text() + "' has several dates; check the one on this sheet.")
        : Stream.empty();
  }

  /** Several roles; what is joined by and may also be one role. */
  private static String roles(String text) {
    List<String> roles = new ArrayList<>();
    for (String part : text.split("\\s*(?:&|,|;|\\band\\b)\\s*")) {
      if (roles.isEmpty() || ROLE.matcher(part).find()) {
        roles.add(part);
      } else {
        int last = roles.size() - 1;
        int from = text.indexOf(roles.get(last));
        roles.set(last, text.substring(from, text.indexOf(part, from) + part.length()));
      }
    }
    return "[\"" + String.join("\",\"", roles) + "\"]";
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
    return alone.length() < 3 || TERM.matcher(alone).matches()
        ? Optional.empty()
        : Optional.of(alone);
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
}
