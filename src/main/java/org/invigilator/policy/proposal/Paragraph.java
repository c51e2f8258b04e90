package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One paragraph of a policy, as its document has it.
 *
 * @param text with its number or bullet, where that is a part of the text
 * @param depth of an item of a list from 1; 0 for any other paragraph
 * @param heading whether the document marks it as a heading
 * @param place where it is, such as a page or the number of the paragraph
 * @param indent how far the list it is in is set in
 */
public record Paragraph(String text, int depth, boolean heading, String place, int indent) {
  private static final Pattern NOISE =
      Pattern.compile("\\[bookmark:[^\\]]*\\]|<[^<>]{1,200}>|\\*\\*|\\\\(?=[.(])");
  private static final int WRAPPED = 110;

  /**
   * The paragraphs of a plain text or of Markdown; lines that were broken to a width are joined.
   */
  public static List<Paragraph> of(String document) {
    return of(document, "paragraph ");
  }

  /** The paragraphs of a page of a document whose lines are those of the print. */
  public static List<Paragraph> ofPage(String text, int page) {
    return of(text, "page " + page + ", paragraph ");
  }

  private static List<Paragraph> of(String document, String place) {
    List<String> lines = document.lines().toList();
    long filled = lines.stream().filter(l -> !l.isBlank()).count();
    boolean isWrapped =
        (place.startsWith("page")
                || lines.stream().mapToInt(String::length).max().orElse(0) <= WRAPPED)
            && filled > 0
            && lines.stream().filter(l -> l.length() > 60).count() * 3 > filled;
    List<Paragraph> all = new ArrayList<>();
    Set<String> repeated = repeated(lines);
    StringBuilder open = new StringBuilder();
    int number = 0;
    for (String line : lines) {
      if (repeated.contains(line.strip())) {
        continue;
      }
      boolean begins = !isWrapped || line.isBlank() || ClauseFinder.isMarked(line);
      if (begins && !open.toString().isBlank()) {
        add(all, open.toString(), place + ++number);
        open.setLength(0);
      }
      open.append(open.isEmpty() ? "" : " ").append(isWrapped ? line.strip() : line);
    }
    if (!open.toString().isBlank()) {
      add(all, open.toString(), place + ++number);
    }
    return all;
  }

  private static void add(List<Paragraph> all, String raw, String place) {
    String line = NOISE.matcher(raw.replace('\u00a0', ' ')).replaceAll("");
    if (line.isBlank()) {
      return;
    }
    boolean heading = line.strip().startsWith("#");
    int indent = line.length() - line.stripLeading().length();
    String text = line.strip().replaceFirst("^#+\\s*", "");
    int depth = 0;
    if (ClauseFinder.isBullet(text)) {
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
      String text = line.strip();
      if (!text.isEmpty()
          && text.split("\\s+").length > 2
          && text.length() < 90
          && !ClauseFinder.isMarked(text)
          && !FrontPage.isField(text)) {
        counts.merge(text, 1, Integer::sum);
      }
    }
    counts
        .entrySet()
        .removeIf(
            one ->
                one.getValue() < 2
                    || (one.getValue() < 3
                        && !one.getKey().toLowerCase(Locale.ROOT).contains("policy")));
    return counts.keySet();
  }
}
