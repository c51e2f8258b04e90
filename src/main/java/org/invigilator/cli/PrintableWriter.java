package org.invigilator.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.invigilator.register.Texts;

/**
 * Writes to a terminal, where control characters and marks of direction in a text from outside
 * could hide or rewrite what is shown.
 */
final class PrintableWriter extends FilterWriter {

  PrintableWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), 0, 1);
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(Texts.printable(text.substring(offset, offset + length)));
  }
}
