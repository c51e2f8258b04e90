package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the clauses of a policy with their numbers as the document has them: legal numbers, items
 * below them by letters, and paragraphs without a number by their heading.
 */
public final class ClauseFinder {
  private static final Pattern BULLET = Pattern.compile("^[-·•*●▪◦–o]\\s+(?=\\S)");
  private static final Pattern LEGAL =
      Pattern.compile(
          "^(?:[-·•*]\\s*)?(\\d{1,2}(?:\\.\\d{1,2})+)(?:\\.?\\s+|\\.(?=[A-Z]))(\\S.*)$",
          Pattern.DOTALL);
  private static final Pattern SECTION =
      Pattern.compile(
          "^(?:(?:section|part)\\s+)?(\\d{1,2})[.)]?\\s+(\\S.*)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern LETTER =
      Pattern.compile("^\\(?([a-z]|[ivx]{1,4})[.)]\\s+(\\S.*)$", Pattern.DOTALL);
  private static final Pattern PAGE = Pattern.compile(".*[\\t.…\\s]\\d{1,3}$");
  private static final int HEADING_WORDS = 12;
  private static final Pattern DUTY =
      Pattern.compile("\\b(must|should|shall|will|may|is|are|can|has|have)\\b");
  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:we|you|the|this|these|all|staff|in|for|it|they|users|what|how)\\b",
          Pattern.CASE_INSENSITIVE);

  private final List<Found> clauses = new ArrayList<>();
  private final Map<String, Integer> counters = new HashMap<>();
  private String section = "";
  private String sectionNumber = "";
  private String parent = "";
  private String parentText = "";
  private int letters;
  private int inner;
  private boolean inContents;
  private boolean isBegun;

  /** Whether a number before a short text makes it the heading of a section. */
  private boolean isSection;

  /**
   * A clause of the document.
   *
   * @param number as the document has it, or made from its heading
   * @param context the sentence that leads to it, where it is an item of a list
   */
  public record Found(String number, String section, String text, String context, String place) {}

  /** The clauses of a document, in their order. */
  public static List<Found> in(List<Paragraph> paragraphs) {
    ClauseFinder finder = new ClauseFinder();
    boolean hasLegal = paragraphs.stream().anyMatch(p -> isClause(p.text()));
    for (int i = 0; i < paragraphs.size(); i++) {
      String next = i + 1 < paragraphs.size() ? paragraphs.get(i + 1).text() : "";
      finder.isSection = !hasLegal || leads(paragraphs.subList(i, paragraphs.size()));
      finder.take(paragraphs.get(i), next);
    }
    return List.copyOf(finder.clauses);
  }

  private static boolean isClause(String text) {
    return LEGAL.matcher(text).matches() && !PAGE.matcher(text).matches();
  }

  /** Whether the first paragraph has a number under which a numbered clause follows. */
  private static boolean leads(List<Paragraph> from) {
    Matcher section = SECTION.matcher(from.get(0).text());
    if (!section.matches()) {
      return false;
    }
    for (Paragraph one : from.subList(1, from.size())) {
      Matcher legal = LEGAL.matcher(one.text());
      if (legal.matches() && !PAGE.matcher(one.text()).matches()) {
        return legal.group(1).startsWith(section.group(1) + ".");
      }
      if (SECTION.matcher(one.text()).matches() && !BULLET.matcher(one.text()).find()) {
        return false;
      }
    }
    return false;
  }

  /** Whether a line begins with a number, a letter or a bullet. */
  static boolean isMarked(String line) {
    String text = line.strip();
    return isBullet(text) || LEGAL.matcher(text).matches() || LETTER.matcher(text).matches();
  }

  static boolean isBullet(String text) {
    return BULLET.matcher(text).find() && !LEGAL.matcher(text).matches();
  }

  private void take(Paragraph paragraph, String next) {
    String text = paragraph.text().strip();
    Matcher legal = LEGAL.matcher(text);
    if (legal.matches()) {
      boolean isEntry = inContents || PAGE.matcher(text).matches();
      if (!isEntry) {
        numbered(legal.group(1), legal.group(2).strip(), paragraph);
      }
      return;
    }
    if (inContents && (text.length() < 90 && !text.endsWith(".")) && !isAfterContents(text, next)) {
      return;
    }
    inContents = false;
    if (text.toLowerCase(Locale.ROOT).matches("(table of )?contents:?|contents\\s+page")) {
      inContents = true;
      return;
    }
    Matcher section = SECTION.matcher(text);
    if (section.matches() && paragraph.depth() == 0) {
      if (isSection && isShort(section.group(2))) {
        heading(section.group(1), section.group(2).strip());
        return;
      }
      if (isBegun && !isSection) {
        String base = parent.isEmpty() ? base() : parent;
        add(base + "." + section.group(1), section.group(2).strip(), parentText, paragraph);
        return;
      }
    }
    if (paragraph.heading() || isHeading(text, next, paragraph)) {
      heading("", text.replaceFirst("[:.]$", ""));
      return;
    }
    item(paragraph, text);
  }

  /** A heading that is followed by running text, or by a numbered clause, ends the contents. */
  private static boolean isAfterContents(String text, String next) {
    return next.length() > 90
        || LEGAL.matcher(next.strip()).matches() && !PAGE.matcher(text).matches();
  }

  private static boolean isShort(String text) {
    return text.length() <= 90
        && text.split("\\s+").length <= HEADING_WORDS
        && !text.matches(".*[.;,]$");
  }

  private boolean isHeading(String text, String next, Paragraph paragraph) {
    return paragraph.depth() == 0
        && !LETTER.matcher(text).matches()
        && isShort(text)
        && !FrontPage.isField(text)
        && text.split("\\s+").length <= 8
        && Character.isUpperCase(text.charAt(0))
        && !text.endsWith(":")
        && (next.isBlank() || next.length() > text.length());
  }

  private void heading(String number, String title) {
    section = (number.isEmpty() ? "" : number + " ") + title;
    sectionNumber = number;
    parent = "";
    parentText = "";
    letters = 0;
    inner = 0;
    isBegun = true;
  }

  private void numbered(String number, String text, Paragraph paragraph) {
    inner = 0;
    letters = 0;
    parent = number;
    parentText = text;
    boolean isTitle = isShort(text) && !DUTY.matcher(text).find();
    if (isTitle) {
      section = number + " " + text;
      sectionNumber = number;
      return;
    }
    add(number, text, "", paragraph);
  }

  private void item(Paragraph paragraph, String raw) {
    boolean isBullet = isBullet(raw) || paragraph.depth() > 0;
    Matcher letter = LETTER.matcher(raw);
    String text = letter.matches() ? letter.group(2) : BULLET.matcher(raw).replaceFirst("");
    if (FrontPage.isField(text) && !isBullet) {
      return;
    }
    boolean isTitle =
        !isBullet
            && text.endsWith(":")
            && text.split("\\s+").length <= 6
            && !LEAD.matcher(text).find();
    if (isTitle) {
      heading("", text.replaceFirst(":$", ""));
      return;
    }
    boolean isLead = !isBullet && text.endsWith(":") && text.length() < 200;
    if (isLead && parent.isEmpty()) {
      parentText = text;
      return;
    }
    String base = parent.isEmpty() ? base() : parent;
    if (letter.matches()) {
      add(base + "(" + letter.group(1) + ")", text, parentText, paragraph);
      return;
    }
    if (isBullet && paragraph.depth() > 1 && letters > 0) {
      inner++;
      add(base + "(" + letter(letters) + "." + roman(inner) + ")", text, parentText, paragraph);
      return;
    }
    if (isBullet || !sectionNumber.isEmpty()) {
      letters++;
      inner = 0;
      add(base + "(" + letter(letters) + ")", text, isBullet ? parentText : "", paragraph);
      return;
    }
    if (isBegun) {
      int n = counters.merge(base, 1, Integer::sum);
      add(base + "(p" + n + ")", text, "", paragraph);
    }
  }

  /** The first telling word of a heading stands for a section without a number. */
  private String base() {
    if (!sectionNumber.isEmpty()) {
      return sectionNumber;
    }
    return Stream.of(section.split("[^\\p{L}]+"))
        .filter(word -> word.length() > 3)
        .findFirst()
        .orElse("Text");
  }

  private void add(String number, String text, String context, Paragraph paragraph) {
    clauses.add(new Found(number, section, text, context, paragraph.place()));
  }

  private static String letter(int n) {
    return n <= 26
        ? String.valueOf((char) ('a' + n - 1))
        : letter((n - 1) / 26) + letter((n - 1) % 26 + 1);
  }

  private static String roman(int n) {
    return List.of("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
        .get(Math.min(n, 10));
  }
}
