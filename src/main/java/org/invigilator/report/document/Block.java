package org.invigilator.report.document;

import java.util.List;

/** What a document is made of, in the order in which it is read. */
public sealed interface Block {
  /** A heading; 1 is the widest. */
  record Heading(int level, String text) implements Block {}

  /** A paragraph. */
  record Text(String text) implements Block {}

  /** A list of short lines. */
  record Points(List<String> lines) implements Block {}

  /** A table; the first row names the columns, and the widths are shares of the page in percent. */
  record Table(List<Integer> widths, List<List<String>> rows) implements Block {}
}
