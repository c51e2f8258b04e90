package org.invigilator.report.document;

import java.util.List;

/** A part of a document, such as a heading or a table. */
public sealed interface Block {
  /** A heading; level 1 is the largest. */
  record Heading(int level, String text) implements Block {}

  /** A paragraph. */
  record Text(String text) implements Block {}

  /** A list of short lines. */
  record Points(List<String> lines) implements Block {}

  /** A table; the first row names the columns, and the widths are shares of the page in percent. */
  record Table(List<Integer> widths, List<List<String>> rows) implements Block {}
}
