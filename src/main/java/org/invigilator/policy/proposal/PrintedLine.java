package org.invigilator.policy.proposal;

/**
 * A line of a printed page.
 *
 * @param x where it begins, from the left
 * @param end where it ends
 * @param y how far down its letters are, from the top
 * @param size of its letters, in the same measure
 */
public record PrintedLine(String text, int page, double x, double end, double y, double size) {
  /** What two headers or footers have in common: everything but their numbers. */
  public String key() {
    return Marks.isMarked(text) || Marks.isSection(text) ? text : text.replaceAll("\\d+", "#");
  }

  /** Whether it is the number of a page and nothing else. */
  public boolean isPageNumber() {
    return text.matches("(?i)[-–\\s]*(?:page\\s+)?\\d{1,3}(?:\\s*(?:of|/)\\s*\\d{1,3})?[-–\\s]*");
  }

  /** How wide a letter is on average. */
  double letter() {
    return Math.max(1, (end - x) / Math.max(1, text.length()));
  }
}
