package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Joins the lines of printed pages to paragraphs. A line begins a paragraph when it has a number or
 * a bullet, when a clear gap is above it, or when its first word had room on the line before.
 */
public final class PrintedText {
  private static final Pattern NUMBERED = Pattern.compile("\\d{1,2}[.)]\\s+\\S.*");
  private static final Pattern NUMBER_ALONE = Pattern.compile("\\d{1,2}\\s+\\p{Lu}.*");
  private static final Pattern HYPHEN = Pattern.compile("(?s).*\\p{L}[-\\u2010]");

  /** How much wider than usual a gap must be. */
  private static final double WIDER = 1.25;

  /** How much wider than usual the letters of a word may be. */
  private static final double WIDE = 1.25;

  /** How much larger than usual the letters of a heading are. */
  private static final double LARGER = 1.1;

  private final List<PrintedLine> lines;
  private final double usualGap;
  private final double usualSize;
  private final Map<Integer, Double> margins = new HashMap<>();
  private final String whole;

  private PrintedText(List<PrintedLine> lines) {
    this.lines = lines;
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      double gap = lines.get(i).y() - lines.get(i - 1).y();
      if (lines.get(i).page() == lines.get(i - 1).page() && gap > 0) {
        gaps.add(gap / lines.get(i).size());
      }
    }
    usualGap = gaps.stream().sorted().skip(gaps.size() / 3).findFirst().orElse(1.5);
    usualSize = commonest(lines);
    lines.forEach(line -> margins.merge(line.page(), line.end(), Math::max));
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(line.text().toLowerCase(Locale.ROOT)).append(' '));
    whole = all.toString();
  }

  private static double commonest(List<PrintedLine> lines) {
    Map<Double, Integer> letters = new HashMap<>();
    lines.forEach(line -> letters.merge(line.size(), line.text().length(), Integer::sum));
    return letters.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0.0);
  }

  /** The paragraphs of lines in the order in which they are read. */
  public static List<Paragraph> paragraphs(List<PrintedLine> lines) {
    return new PrintedText(lines).read();
  }

  private List<Paragraph> read() {
    List<Paragraph> all = new ArrayList<>();
    double left = lines.stream().mapToDouble(PrintedLine::x).min().orElse(0);
    StringBuilder text = new StringBuilder();
    PrintedLine first = lines.get(0);
    PrintedLine last = first;
    int number = 0;
    for (PrintedLine line : lines) {
      if (!text.isEmpty() && begins(last, line)) {
        add(all, text.toString(), first, left, ++number);
        text.setLength(0);
      }
      if (text.isEmpty()) {
        first = line;
        number = last.page() == line.page() ? number : 0;
      }
      join(text, line.text().replace("\u00ad", "\u2010"));
      last = line;
    }
    add(all, text.toString(), first, left, ++number);
    return all;
  }

  private void add(List<Paragraph> all, String text, PrintedLine first, double left, int number) {
    String indent = " ".repeat((int) Math.min(40, (first.x() - left) / 6));
    boolean isLarge = first.size() > usualSize * LARGER && Marks.isShort(text);
    Paragraph.add(
        all,
        (isLarge && !Marks.isMarked(text) ? "# " : indent) + text.replace('\u2010', '-'),
        "page " + first.page() + ", paragraph " + number);
  }

  private boolean begins(PrintedLine last, PrintedLine line) {
    String text = line.text();
    boolean hadRoom = hadRoom(last, line);
    if (Marks.isMarked(text) || (NUMBERED.matcher(text).matches() && !FrontLine.isDay(text))) {
      return true;
    }
    if (Math.abs(line.size() - last.size()) > 0.5
        || (NUMBER_ALONE.matcher(text).matches() && hadRoom && !FrontLine.isDay(text))) {
      return true;
    }
    boolean isSmall = Character.isLowerCase(text.charAt(0));
    if (last.page() != line.page() || line.y() < last.y()) {
      return !isSmall || last.text().matches(".*[.!?:;]");
    }
    if ((line.y() - last.y()) / line.size() > usualGap * WIDER) {
      return true;
    }
    return isSmall ? hadRoom && last.text().matches(".*[:;]") : hadRoom;
  }

  /** Whether the first word of a line had room at the end of the one before. */
  private boolean hadRoom(PrintedLine last, PrintedLine line) {
    int word = line.text().split("\\s+")[0].length() + 1;
    // Where a sentence has not ended, a word with wide letters may have had no room.
    double width = line.letter() * (last.text().matches(".*[.!?:;]") ? 1 : WIDE);
    return last.end() + word * width < margins.getOrDefault(last.page(), last.end());
  }

  /** Adds a line; a word that was divided at the end of the line before becomes whole. */
  private void join(StringBuilder text, String line) {
    boolean isDivided =
        HYPHEN.matcher(text).matches() && !line.isEmpty() && Character.isLowerCase(line.charAt(0));
    if (!isDivided) {
      text.append(text.isEmpty() ? "" : " ").append(line);
      return;
    }
    String before = text.toString().replaceFirst("(?s).*[^\\p{L}-](?=[\\p{L}-]*$)", "");
    String hyphened = (before + line.split("[^\\p{L}]")[0]).toLowerCase(Locale.ROOT);
    if (!whole.contains(hyphened)) {
      text.setLength(text.length() - 1);
    }
    text.append(line);
  }
}
