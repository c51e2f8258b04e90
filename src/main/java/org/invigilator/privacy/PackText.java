package org.invigilator.privacy;

import java.util.ArrayList;
import java.util.List;
import org.invigilator.report.document.Block;
import org.jspecify.annotations.Nullable;

/** The blocks of the data protection pack while it is written. */
final class PackText {
  /** What only the trust can say stays visibly open. */
  static final String OPEN = "[to be filled in by the trust]";

  private final List<Block> blocks = new ArrayList<>();

  void heading(String text) {
    blocks.add(new Block.Heading(1, text));
  }

  void text(String text) {
    blocks.add(new Block.Text(text));
  }

  void points(List<String> lines) {
    blocks.add(new Block.Points(List.copyOf(lines)));
  }

  /** Adds a table; the first row names the columns. */
  @SafeVarargs
  final void table(List<Integer> widths, List<String>... rows) {
    table(widths, List.of(rows));
  }

  void table(List<Integer> widths, List<List<String>> rows) {
    blocks.add(new Block.Table(widths, List.copyOf(rows)));
  }

  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  static String or(@Nullable String given, String otherwise) {
    return isMissing(given) ? otherwise : String.valueOf(given);
  }

  static boolean isMissing(@Nullable String given) {
    return given == null || given.isBlank();
  }
}
