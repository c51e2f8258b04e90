package org.invigilator.report.document;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A place in a document that a person must complete, marked so that it is seen and counted. */
public final class Gap {
  /** How a gap is written; nothing else in a document looks like it. */
  static final Pattern MARK = Pattern.compile("\\[To be completed by the trust: [^\\]]*\\]");

  private Gap() {}

  /**
   * The mark of a gap.
   *
   * @param what what a person must enter there
   */
  public static String of(String what) {
    return "[To be completed by the trust: " + what.replace('[', '(').replace(']', ')') + "]";
  }

  /** How many gaps some blocks contain. */
  public static int count(List<Block> blocks) {
    return (int)
        blocks.stream().flatMap(Gap::texts).flatMap(t -> MARK.matcher(t).results()).count();
  }

  private static Stream<String> texts(Block block) {
    if (block instanceof Block.Points points) {
      return points.lines().stream();
    }
    if (block instanceof Block.Table table) {
      return table.rows().stream().flatMap(List::stream);
    }
    return block instanceof Block.Text text ? Stream.of(text.text()) : Stream.empty();
  }
}
