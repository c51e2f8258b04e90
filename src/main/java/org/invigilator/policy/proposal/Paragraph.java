package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One paragraph of a policy, as its document has it.
 *
 * @param text with its number or bullet, where that is a part of the text
 * @param depth of an item of a list from 1; 0 for any other paragraph
 * @param heading whether the document marks it as a heading
 * @param place where it is, such as a page or the number of the paragraph
 * @param indent how far the list it is in is set in; {@link #ROW} for a row of a table
 */
public record Paragraph(String text, int depth, boolean heading, String place, int indent) {
  private static final Pattern NOISE =
      Pattern.compile("\\[bookmark:[^\\]]*\\]|<[^<>]{1,200}>|\\*\\*|\\\\(?=[.(])");
  private static final int WRAPPED = 110;

  /** The indent of a row of a table below its first one, which is no heading however short. */
  private static final int ROW = -1;

  /** Behind a text that its document shows as deleted, or does not show. */
  public static final String STRUCK = " [struck through or hidden in the document]";

  /** A line within a sentence: it begins with a small letter, or with a number before one. */
  private static final Pattern CONTINUED = Pattern.compile("\\s*(?:\\d{1,3}\\s+)?\\p{Ll}.*");

  /** No sentence ends with such a word. */
  private static final Pattern CUT =
      Pattern.compile(
          "(?is).*\\b(?:a|an|the|of|to|and|or|by|with|for|in|from|their|its|our|must|should|will)\\s*");

  private static final Pattern UNFINISHED = Pattern.compile("(?s).*[\\p{L}\\d,)(]\\s*");
  private static final Pattern NUMBERED = Pattern.compile("\\s*\\d{1,2}([.)]?)\\s+\\p{Lu}");
  private static final Pattern ENDED = Pattern.compile("[.!?:;][\"'\u2019\u201d)]?\\s*$");
  private static final Pattern NEXT_CLAUSE =
      Pattern.compile("(?<=[.;])\\s+(\\d{1,2}(?:\\.\\d{1,2})+)[.)]?\\s+(?=\\p{Lu})");
  private static final Pattern PAGE_NUMBER =
      Pattern.compile("(page\\s+)\\d+(?:\\s+of\\s+\\d+)?", Pattern.CASE_INSENSITIVE);

  /** A number with a sign or a word before it is read as the number. */
  public Paragraph {
    text = Marks.withPlainNumber(text);
  }

  /** A line of a row of a table with several cells, below its first row. */
  public static Paragraph row(String text, String place) {
    return new Paragraph(text, Marks.isBullet(text) ? 1 : 0, false, place, ROW);
  }

  boolean isRow() {
    return indent == ROW;
  }

  /** The same paragraph with another text. */
  Paragraph saying(String other) {
    return new Paragraph(other, depth, heading, place, indent);
  }

  /**
   * The paragraphs of a plain text or of Markdown; lines that were broken to a width are joined.
   */
  public static List<Paragraph> of(String document) {
    return of(document, "paragraph ");
  }

  /** One line, which is no item of a list. */
  public static Paragraph line(String text, String place) {
    boolean isItem = Marks.isBullet(text);
    return new Paragraph(text, isItem ? 1 : 0, false, place, 0);
  }

  /** A text with line breaks in it: a line that begins with a number or bullet is one by itself. */
  public static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      if (lines.isEmpty() || Marks.isMarked(line)) {
        lines.add(line);
      } else {
        lines.add(lines.remove(lines.size() - 1) + " " + line);
      }
    }
    return lines;
  }

  private static List<Paragraph> of(String document, String place) {
    List<String> lines =
        document.lines().map(Marks::withPlainNumber).flatMap(Paragraph::clauses).toList();
    long filled = lines.stream().filter(l -> !l.isBlank()).count();
    boolean isWrapped =
        lines.stream().mapToInt(String::length).max().orElse(0) <= WRAPPED
            && filled > 0
            && lines.stream().filter(l -> l.length() > 60).count() * 3 > filled;
    List<Paragraph> all = new ArrayList<>();
    Set<String> repeated = repeated(lines);
    StringBuilder open = new StringBuilder();
    int number = 0;
    String bullet = "";
    for (String raw : lines) {
      String line = raw.isBlank() || Marks.isMarked(raw) ? raw : bullet + raw;
      bullet = "";
      if (repeated.contains(withoutPage(line))) {
        continue;
      }
      if (line.strip().matches("[-•●▪]|\\p{Co}")) {
        bullet = line.stripTrailing() + " ";
        continue;
      }
      boolean begins =
          line.isBlank()
              || Marks.isMarked(line)
              || isNextSection(open, line)
              || !(isWrapped || continues(open, line) || isSetIn(open, line));
      if (begins && !open.toString().isBlank()) {
        add(all, open.toString(), place + ++number);
        open.setLength(0);
      }
      open.append(open.isEmpty() ? "" : " ")
          .append(open.isEmpty() && !isWrapped ? line : line.strip());
    }
    if (!open.toString().isBlank()) {
      add(all, open.toString(), place + ++number);
    }
    return all;
  }

  /** Whether a line has a number of its own, where the text before it has come to an end. */
  private static boolean isNextSection(CharSequence open, String line) {
    Matcher number = NUMBERED.matcher(line);
    return number.lookingAt()
        && (!number.group(1).isEmpty() || Marks.isShort(line.strip()))
        && !FrontLine.isDay(line.strip())
        && (ENDED.matcher(open).find() || Marks.isShort(open.toString()));
  }

  /** Whether a line goes on with a sentence that the line before it did not end. */
  private static boolean continues(CharSequence open, String line) {
    return CONTINUED.matcher(line).matches() && UNFINISHED.matcher(open).matches()
        || CUT.matcher(open).matches();
  }

  /** Whether a line is set in below the text of a clause whose number is further to the left. */
  private static boolean isSetIn(CharSequence open, String line) {
    return Marks.isMarked(open.toString())
        && indent(line) > indent(open.toString())
        && line.startsWith("  ");
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** The clauses of a line in which the next clause begins behind the end of one. */
  private static Stream<String> clauses(String line) {
    Matcher next = NEXT_CLAUSE.matcher(line);
    String number = Marks.legalNumber(line);
    while (!number.isEmpty() && next.find()) {
      int dot = number.lastIndexOf('.') + 1;
      String following = number.substring(0, dot) + (Integer.parseInt(number.substring(dot)) + 1);
      if (next.group(1).equals(following)) {
        return Stream.concat(
            Stream.of(line.substring(0, next.start())), clauses(line.substring(next.start(1))));
      }
    }
    return Stream.of(line);
  }

  private static String withoutPage(String line) {
    return PAGE_NUMBER.matcher(line.strip()).replaceAll("$1#");
  }

  /** Adds a paragraph, with the depth that its bullet has beside those before it. */
  static void add(List<Paragraph> all, String raw, String place) {
    String line = NOISE.matcher(raw.replace('\u00a0', ' ')).replaceAll("");
    if (line.isBlank() || line.strip().matches("\\|[-:|\\s]+\\|")) {
      return;
    }
    if (line.strip().matches("(?s)\\|.*\\|")) {
      String cells = line.strip();
      TableRow row = new TableRow(List.of(cells.substring(1, cells.length() - 1).split("\\|")));
      all.add(line(row.text(), place));
      return;
    }
    boolean heading = line.strip().startsWith("#");
    int indent = line.length() - line.stripLeading().length();
    String text = line.strip().replaceFirst("^#+\\s*", "");
    int depth = 0;
    if (Marks.isBullet(text)) {
      // An item that is set in further than the first one of its list is one level deeper.
      boolean isFirst = all.isEmpty() || all.get(all.size() - 1).depth() == 0;
      depth = isFirst || indent <= all.get(all.size() - 1).indent() ? 1 : 2;
      indent = isFirst || depth == 1 ? indent : all.get(all.size() - 1).indent();
    }
    all.add(new Paragraph(text, depth, heading, place, indent));
  }

  /** Headers and footers: short lines that come again on other pages. */
  private static Set<String> repeated(List<String> lines) {
    Map<String, Integer> counts = new HashMap<>();
    for (String line : lines) {
      String text = withoutPage(line);
      if (!text.isEmpty()
          && text.split("\\s+").length > 2
          && text.length() < 90
          && !text.startsWith("#")
          && !Marks.isLead(text)
          && !Marks.isMarked(text)
          && !FrontLine.isField(text)) {
        counts.merge(text, 1, Integer::sum);
      }
    }
    counts
        .entrySet()
        .removeIf(
            one ->
                one.getValue() < 2
                    || (one.getValue() < 3
                        && !one.getKey()
                            .toLowerCase(Locale.ROOT)
                            .matches(".*\\bpolicy\\b.*|.*\\btrust$|.*\\bpage #.*")));
    return counts.keySet();
  }
}
