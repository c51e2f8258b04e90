package org.invigilator.privacy.dpia;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.report.document.Block;
import org.invigilator.report.document.Gap;
import org.jspecify.annotations.Nullable;

/** The blocks of the data protection pack while it is written. */
final class PackText {
  private final List<Block> blocks = new ArrayList<>();

  void step(String text) {
    blocks.add(new Block.Heading(1, text));
  }

  void section(String text) {
    blocks.add(new Block.Heading(2, text));
  }

  void topic(String text) {
    blocks.add(new Block.Heading(3, text));
  }

  void text(String... sentences) {
    blocks.add(new Block.Text(String.join(" ", sentences)));
  }

  /** States what the program does, one point for each statement. */
  void claims(Claim... claims) {
    if (claims.length == 1) {
      text(claims[0].text());
    } else {
      points(Stream.of(claims).map(Claim::text).toList());
    }
  }

  void points(List<String> lines) {
    blocks.add(new Block.Points(List.copyOf(lines)));
  }

  /** Adds a table; the first row names the columns. */
  void table(List<Integer> widths, List<List<String>> rows) {
    blocks.add(new Block.Table(widths, List.copyOf(rows)));
  }

  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  static String join(Claim... claims) {
    return Stream.of(claims).map(Claim::text).collect(Collectors.joining(" "));
  }

  /** What the trust gave, or the gap that asks for it. */
  static String orGap(@Nullable String given, String what) {
    return given == null || given.isBlank() ? Gap.of(what) : given.strip();
  }

  static String count(int number, String one, String many) {
    return String.format(Locale.UK, "%,d %s", number, number == 1 ? one : many);
  }

  static String number(long number) {
    return String.format(Locale.UK, "%,d", number);
  }
}
