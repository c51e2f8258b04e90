package org.invigilator.privacy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * The texts in a file of the H2 database, which writes letters above 127 in a form of its own: like
 * UTF-8, but without the marks in the bytes that follow.
 */
final class H2Text extends Reader {
  private final InputStream in;

  H2Text(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  @Override
  public int read(char[] buffer, int from, int length) throws IOException {
    int read = 0;
    while (read < length) {
      int first = in.read();
      if (first < 0) {
        return read == 0 ? -1 : read;
      }
      int letter =
          first >= 0xe0
              ? (first & 0x0f) << 12 | (in.read() & 0x3f) << 6 | in.read() & 0x3f
              : first >= 0xc0 ? (first & 0x1f) << 6 | in.read() & 0x3f : first;
      buffer[from + read++] = (char) letter;
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
