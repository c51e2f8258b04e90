package org.invigilator.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream as slices of one buffer, so that a timeline is never kept in memory. */
final class Lines {
  private static final int LONGEST = 8 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private boolean finished;

  Lines(InputStream in) {
    this.in = in;
  }

  byte[] buffer() {
    return buffer;
  }

  int offset() {
    return start;
  }

  /**
   * Moves to the next line and gives its length, or -1 at the end; call {@link #consume} before the
   * next.
   */
  int next() throws IOException {
    int scanned = start;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          return i - start;
        }
      }
      if (finished) {
        return end > start ? end - start : -1;
      }
      scanned = end;
      int shift = fill();
      scanned -= shift;
    }
  }

  void consume(int length) {
    start = Math.min(end, start + length + 1);
  }

  private int fill() throws IOException {
    int shift = 0;
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      shift = start;
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      if (buffer.length >= LONGEST) {
        throw new IOException("a line is longer than 8 MB");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      finished = true;
    } else {
      end += read;
    }
    return shift;
  }
}
