package org.invigilator.report.document;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.w3c.dom.Element;

/**
 * The numbers and bullets that an OpenDocument text puts before its headings and the items of its
 * lists, which are not in their text (OpenDocument 1.3, part 3, sections 16.29 to 16.34).
 */
final class OpenDocumentNumbers {
  private static final int LEVELS = 10;
  private static final String HEADINGS = "text:outline-style";

  private final Map<String, Level[]> styles = new HashMap<>();
  private final Map<String, int[]> counters = new HashMap<>();

  /**
   * How one level of a list is labelled.
   *
   * @param pattern with %1% for the number of the first level
   */
  private record Level(boolean isBullet, String format, String pattern, int start) {}

  /** Takes the list styles and the numbering of headings that are declared in a part. */
  void declare(Element part) {
    for (Element style : OpenDocumentText.descendants(part, "list-style")) {
      styles.put(OpenDocumentText.attribute(style, "name"), levels(style));
    }
    for (Element style : OpenDocumentText.descendants(part, "outline-style")) {
      styles.put(HEADINGS, levels(style));
    }
  }

  private static Level[] levels(Element style) {
    Level[] levels = new Level[LEVELS];
    for (Element one : OpenDocumentText.children(style)) {
      int level = number(OpenDocumentText.attribute(one, "level"), 0) - 1;
      if (level < 0 || level >= LEVELS) {
        continue;
      }
      String format = OpenDocumentText.attribute(one, "num-format");
      boolean isBullet = !one.getLocalName().matches(".*(?:number|outline-level-style)");
      levels[level] =
          new Level(
              isBullet,
              format,
              pattern(one, level),
              number(OpenDocumentText.attribute(one, "start-value"), 1));
    }
    return levels;
  }

  private static String pattern(Element level, int number) {
    String written = OpenDocumentText.attribute(level, "num-list-format");
    if (!written.isEmpty()) {
      return written;
    }
    int shown = number(OpenDocumentText.attribute(level, "display-levels"), 1);
    StringBuilder pattern = new StringBuilder(OpenDocumentText.attribute(level, "num-prefix"));
    for (int i = Math.max(0, number + 1 - shown); i <= number; i++) {
      pattern.append('%').append(i + 1).append(i < number ? "%." : "%");
    }
    return pattern.append(OpenDocumentText.attribute(level, "num-suffix")).toString();
  }

  /** Begins the list of a style again with its first number. */
  void restart(String style) {
    counters.remove(style);
  }

  /** Makes a number the next one of a level. */
  void continueWith(String style, int level, int next) {
    counts(style)[level] = next - 1;
  }

  /**
   * What is before the next item of a list, with a space behind it; a hyphen for a list whose style
   * is not declared.
   *
   * @param level from 0
   */
  String item(String style, int level) {
    return styles.containsKey(style) ? label(style, level) : "- ";
  }

  /**
   * What is before the next heading; empty where headings have no numbers.
   *
   * @param level from 0
   */
  String heading(int level) {
    return styles.containsKey(HEADINGS) ? label(HEADINGS, level) : "";
  }

  private String label(String style, int depth) {
    int level = Math.min(LEVELS - 1, depth);
    Level[] levels = styles.getOrDefault(style, new Level[LEVELS]);
    Level own = levels[level];
    if (own == null) {
      return "";
    }
    if (own.isBullet()) {
      return "- ";
    }
    int[] counts = counts(style);
    counts[level] = counts[level] < 0 ? own.start() : counts[level] + 1;
    Arrays.fill(counts, level + 1, LEVELS, -1);
    if (own.format().isBlank()) {
      return "";
    }
    String text = own.pattern();
    for (int i = 0; i < LEVELS; i++) {
      String format = levels[i] == null ? "1" : levels[i].format();
      text = text.replace("%" + (i + 1) + "%", shown(format, Math.max(1, counts[i])));
    }
    return text.isBlank() ? "" : text.strip() + " ";
  }

  private int[] counts(String style) {
    return counters.computeIfAbsent(
        style,
        any -> {
          int[] counts = new int[LEVELS];
          Arrays.fill(counts, -1);
          return counts;
        });
  }

  private static String shown(String format, int count) {
    return switch (format) {
      case "a" -> ListNumber.letter(count);
      case "A" -> ListNumber.letter(count).toUpperCase(Locale.ROOT);
      case "i" -> ListNumber.roman(count);
      case "I" -> ListNumber.roman(count).toUpperCase(Locale.ROOT);
      case "" -> "";
      default -> Integer.toString(count);
    };
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
  }
}
