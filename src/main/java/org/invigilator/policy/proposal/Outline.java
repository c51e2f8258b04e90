package org.invigilator.policy.proposal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * The shape of a document: which of its numbered lines are headings or entries of contents.
 *
 * @param hasLegal whether it has clauses with a number of several parts
 * @param last where each number is for the last time
 */
record Outline(List<Paragraph> all, boolean hasLegal, Map<String, Integer> last) {
  /** A text longer than this is no item of a list. */
  private static final int RUNNING_TEXT = 60;

  static Outline of(List<Paragraph> all) {
    Map<String, Integer> last = new HashMap<>();
    boolean hasLegal = false;
    for (int i = 0; i < all.size(); i++) {
      String text = all.get(i).text();
      hasLegal |= Marks.isLegal(text) && !Marks.PAGE.matcher(text).matches();
      last.put(number(all.get(i)), i);
    }
    return new Outline(all, hasLegal, last);
  }

  private static String number(Paragraph one) {
    String legal = Marks.legalNumber(one.text());
    return legal.isEmpty() && one.depth() == 0 ? Marks.sectionNumber(one.text()) : legal;
  }

  /** The text of a paragraph; empty before the first and after the last. */
  String text(int i) {
    return i < 0 || i >= all.size() ? "" : all.get(i).text().strip();
  }

  /** Whether the number of a line comes again further down. */
  private boolean comesAgain(int i) {
    return last.getOrDefault(number(all.get(i)), i) > i;
  }

  /** Whether a line with a legal number is one of the contents, and comes again as a clause. */
  boolean isEntry(int i, boolean inContents) {
    String text = text(i);
    boolean looksSo = inContents || Marks.PAGE.matcher(text).matches() && !Marks.hasVerb(text);
    return Marks.isContentsEntry(text) || looksSo && comesAgain(i);
  }

  /** Running text, or a clause that does not come again, ends the contents. */
  boolean isStillContents(int i) {
    String text = text(i);
    String next = text(i + 1);
    boolean isFollowedByAClause =
        !Marks.legalNumber(next).isEmpty()
            && !isEntry(i + 1, true)
            && !Marks.PAGE.matcher(text).matches();
    boolean isNumbered = !Marks.sectionNumber(text).isEmpty();
    return text.length() < 90
        && !text.endsWith(".")
        && next.length() <= 90
        && !isFollowedByAClause
        && (!isNumbered || Marks.isContentsEntry(text) || comesAgain(i));
  }

  /** Whether a line with a legal number is a heading, with all its text in the clauses below. */
  boolean isTitle(int i, String number, String text) {
    if (!Marks.isShort(text) || (Marks.hasVerb(text) && !text.endsWith("?"))) {
      return false;
    }
    String next = text(i + 1);
    if (all.get(i).heading() && !next.isEmpty() && !Marks.isLegal(next)) {
      return true;
    }
    return all.subList(i + 1, all.size()).stream()
        .map(p -> Marks.legalNumber(p.text()))
        .filter(one -> !one.isEmpty())
        .findFirst()
        .map(one -> one.startsWith(number + "."))
        .orElse(false);
  }

  /** Whether a line with a number of one part is the heading of a section. */
  boolean isSection(int i) {
    Matcher line = Marks.SECTION.matcher(text(i));
    if (!line.matches() || !Marks.isShort(line.group(2))) {
      return false;
    }
    if (all.get(i).heading() || leads(i, line.group(1))) {
      return true;
    }
    String next = text(i + 1);
    boolean isInAList =
        Marks.isSection(next) || Marks.isSection(text(i - 1)) && next.length() <= RUNNING_TEXT;
    return !hasLegal && !next.isEmpty() && !isInAList && !Marks.obliges(line.group(2));
  }

  /** Whether a clause follows whose number begins with this one. */
  private boolean leads(int i, String number) {
    for (Paragraph one : all.subList(i + 1, all.size())) {
      String legal = Marks.legalNumber(one.text());
      if (!legal.isEmpty() && !Marks.isContentsEntry(one.text())) {
        return legal.startsWith(number + ".");
      }
      if (Marks.isSection(one.text()) && !Marks.isBullet(one.text())) {
        return false;
      }
    }
    return false;
  }
}
