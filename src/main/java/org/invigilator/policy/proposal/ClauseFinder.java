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
 * below them by letters, and paragraphs without a number by their heading. A line with a number is
 * a clause, unless it is the heading of a section. It is long because every way of numbering has
 * its own method on one state.
 */
public final class ClauseFinder {
  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:we|you|the|this|these|all|staff|in|for|it|they|users|what|how)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LEADS_ITEMS =
      Pattern.compile(
          "(?i)\\b(?:must|should|shall|will|may|can)(?: (?:not|never|only|always|also))?:$");

  private static final Pattern VERB =
      Pattern.compile("(?i)\\b(?:must|should|shall|will|may|can)\\b");

  private static final Pattern UNSAID =
      Pattern.compile("(?i)\\bdon[’']?ts?$|^unacceptable|^banned");

  private final List<Paragraph> all;
  private final Outline outline;
  private final List<Found> clauses = new ArrayList<>();
  private final Map<String, Integer> counters = new HashMap<>();
  private String section = "";
  private String sectionNumber = "";

  /** The section without the heading within it that begins each sentence. */
  private String whole = "";

  private String parent = "";
  private String parentText = "";

  /** What the numbers of a list of one part follow, and the sentence that leads to them. */
  private String list = "";

  private String listText = "";
  private boolean isListed;
  private int letters;
  private int inner;
  private boolean isLettered;
  private String letterText = "";
  private boolean inContents;
  private boolean isBegun;

  /**
   * A clause of the document.
   *
   * @param number as the document has it, or made from its heading
   * @param context the sentence that leads to it, where it is an item of a list
   */
  public record Found(String number, String section, String text, String context, String place) {}

  private ClauseFinder(List<Paragraph> all) {
    this.all = Marks.withDots(all);
    this.outline = Outline.of(this.all);
  }

  /** The clauses of a document, in their order. */
  public static List<Found> in(List<Paragraph> paragraphs) {
    ClauseFinder finder = new ClauseFinder(paragraphs);
    for (int i = 0; i < paragraphs.size(); i++) {
      finder.take(i);
    }
    return List.copyOf(finder.clauses);
  }

  private void take(int i) {
    Paragraph paragraph = all.get(i);
    String text = paragraph.text().strip();
    String next = outline.text(i + 1);
    if (FrontLine.isHistory(text) || Marks.isToBeFilledIn(text)) {
      return;
    }
    Matcher legal = Marks.LEGAL.matcher(text);
    if (legal.matches()) {
      if (!outline.isEntry(i, inContents)) {
        inContents = false;
        numbered(i, legal.group(1), legal.group(2).strip());
      }
      return;
    }
    if (inContents && outline.isStillContents(i)) {
      return;
    }
    inContents = false;
    if (text.toLowerCase(Locale.ROOT).matches("(table of )?contents:?|contents\\s+page")) {
      inContents = true;
      return;
    }
    Matcher section = Marks.SECTION.matcher(text);
    if (section.matches() && paragraph.depth() == 0 && !FrontLine.isDay(text)) {
      if (Marks.isContentsEntry(text)) {
        return;
      }
      if (outline.isSection(i)) {
        heading(section.group(1), section.group(2).strip());
        return;
      }
      if (isBegun || text.matches("(?s)1[.)].*")) {
        listed(section.group(1), section.group(2).strip(), paragraph);
        return;
      }
    }
    if (Marks.isLead(text)
        && isBegun
        && (paragraph.heading() || isHeading(text, next, paragraph))) {
      lead(text);
      return;
    }
    if (paragraph.heading() || isHeading(text, next, paragraph)) {
      heading("", text.replaceFirst("[:.]$", ""));
      return;
    }
    Matcher both = Marks.LETTER_AND_NUMBER.matcher(text);
    if (both.matches()) {
      letters = both.group(1).charAt(0) - 'a' + 1;
      isLettered = true;
      inner = Marks.roman(both.group(2));
      letterText = "";
      add(
          current() + "(" + both.group(1) + "." + both.group(2) + ")",
          both.group(3).strip(),
          parentText,
          paragraph);
      return;
    }
    Matcher letter = Marks.LETTER.matcher(text);
    if (letter.matches()) {
      lettered(letter.group(1), letter.group(2).strip(), paragraph);
      return;
    }
    item(paragraph, text);
  }

  private boolean isHeading(String text, String next, Paragraph paragraph) {
    return paragraph.depth() == 0
        && !paragraph.isRow()
        && !Marks.LETTER.matcher(text).matches()
        && !Marks.LETTER_AND_NUMBER.matcher(text).matches()
        && Marks.isShort(text)
        && !Marks.obliges(text)
        && !FrontLine.isField(text)
        && text.split("\\s+").length <= 8
        && Character.isUpperCase(text.charAt(0))
        && !text.endsWith(":")
        && (next.isBlank() || next.length() > text.length());
  }

  private void heading(String number, String title) {
    section = (number.isEmpty() ? "" : number + " ") + title;
    whole = "";
    sectionNumber = number;
    begin("", "");
    isListed = false;
    isBegun = true;
  }

  /**
   * A heading that is the beginning of each sentence below it; the items go on in their section.
   */
  private void lead(String text) {
    String words = text.replaceFirst("[:.]$", "");
    whole = whole.isEmpty() ? section : whole;
    section = whole + ": " + words;
    // A heading such as "Don'ts" forbids without a word that does.
    parentText = words + (UNSAID.matcher(words).find() ? " (must not):" : ":");
    isListed = false;
  }

  /** Whether a sentence only begins the items below it, and asks for nothing by itself. */
  private static boolean isOnlyLead(String text) {
    return LEADS_ITEMS.matcher(text).find() && !hasDutyOfItsOwn(text);
  }

  /** Whether a sentence that leads to items has a duty before them, as "two people, who must:". */
  static boolean hasDutyOfItsOwn(String lead) {
    return VERB.matcher(lead).results().count() > 1;
  }

  /** Makes a clause the one to which the items that follow belong. */
  private void begin(String number, String text) {
    parent = number;
    parentText = text;
    letters = 0;
    inner = 0;
    isLettered = false;
    letterText = "";
  }

  private void numbered(int i, String number, String text) {
    section = whole.isEmpty() ? section : whole;
    whole = "";
    begin(number, text);
    isListed = false;
    isBegun = true;
    if (outline.isTitle(i, number, text)) {
      section = number + " " + text;
      whole = "";
      sectionNumber = number;
      return;
    }
    add(number, text, "", all.get(i));
  }

  /** A clause whose number has one part, below a heading or a clause. */
  private void listed(String number, String text, Paragraph paragraph) {
    if (!isListed) {
      list = parent.isEmpty() && section.isEmpty() ? "" : current();
      listText = parentText;
    }
    isListed = true;
    isBegun = true;
    String whole = list.isEmpty() ? number : list + "." + number;
    add(whole, text, listText, paragraph);
    begin(whole, text);
  }

  private void lettered(String letter, String text, Paragraph paragraph) {
    if (isBelowALetter(letter)) {
      inner = Marks.roman(letter);
      add(
          current() + "(" + Marks.letter(letters) + "." + letter + ")",
          text,
          letterContext(),
          paragraph);
      return;
    }
    add(current() + "(" + letter + ")", text, parentText, paragraph);
    boolean isOne = letter.length() == 1;
    letters = isOne ? letter.charAt(0) - 'a' + 1 : 0;
    isLettered = isOne;
    inner = 0;
    letterText = text;
  }

  /** Whether i, v or x is a number below a letter and not the letter that follows. */
  private boolean isBelowALetter(String letter) {
    if (!isLettered || Marks.roman(letter) != inner + 1) {
      return false;
    }
    boolean isNext = letter.equals(Marks.letter(letters + 1));
    return !isNext || letterText.endsWith(":");
  }

  private String letterContext() {
    return letterText.endsWith(":") ? (parentText + " " + letterText).strip() : parentText;
  }

  private void item(Paragraph paragraph, String raw) {
    boolean isBullet = Marks.isBullet(raw) || paragraph.depth() > 0;
    String text = Marks.BULLET.matcher(raw).replaceFirst("");
    if (FrontLine.isField(text) && !isBullet) {
      return;
    }
    boolean isTitle =
        !isBullet
            && text.endsWith(":")
            && text.split("\\s+").length <= 6
            && !LEAD.matcher(text).find()
            && !Marks.obliges(text);
    if (!isBullet && isBegun && Marks.isLead(text)) {
      lead(text);
      return;
    }
    if (isTitle) {
      heading("", text.replaceFirst(":$", ""));
      return;
    }
    if (!isBullet && isListed) {
      begin(list.equals(base()) ? "" : list, listText);
      isListed = false;
    }
    boolean isLead = !isBullet && text.endsWith(":") && text.length() < 200;
    if (isLead && !parent.isEmpty() && whole.isEmpty() && isOnlyLead(text)) {
      // Below a clause too, such words begin the items that follow, and are none themselves.
      parentText = text;
      isListed = false;
      return;
    }
    if (isLead && (parent.isEmpty() || !whole.isEmpty())) {
      section = whole.isEmpty() ? section : whole;
      whole = "";
      parentText = text;
      return;
    }
    boolean isInner = isBullet && letters > 0 && (paragraph.depth() > 1 || isLettered);
    if (isInner) {
      inner++;
      add(
          current() + "(" + Marks.letter(letters) + "." + Marks.roman(inner) + ")",
          text,
          letterContext(),
          paragraph);
      return;
    }
    if (isBullet || !sectionNumber.isEmpty()) {
      letters++;
      inner = 0;
      isLettered = false;
      letterText = "";
      add(
          current() + "(" + Marks.letter(letters) + ")",
          text,
          isBullet ? parentText : "",
          paragraph);
      if (!isBullet && (text.endsWith(":") || LEADS_ITEMS.matcher(parentText).find())) {
        // The items that follow are led by this paragraph, and not by an earlier one.
        parentText = text;
      }
      return;
    }
    if (isBegun) {
      int n = counters.merge(current(), 1, Integer::sum);
      add(current() + "(p" + n + ")", text, "", paragraph);
    }
  }

  /** The clause to which items belong, or else their section. */
  private String current() {
    return parent.isEmpty() ? base() : parent;
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
}
