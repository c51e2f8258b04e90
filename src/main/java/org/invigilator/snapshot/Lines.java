package org.invigilator.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputLimits;

/** The lines of a stream as slices of one buffer, so that a timeline is never kept in memory. */
final class Lines {
  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private boolean finished;
  private long lines;

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
   *
   * @throws BoundedStream.TooLarge when the line, or the number of lines, is more than a saved copy
   *     may have
   */
  int next() throws IOException {
    int scanned = start;
    while (true) {
      byte[] bytes = buffer;
      int stop = end;
      int i = scanned;
      while (i < stop && bytes[i] != '\n') {
        i++;
      }
      if (i < stop || finished) {
        return i > start || i < stop ? counted(i - start) : -1;
      }
      scanned = stop - fill();
    }
  }

  private int counted(int length) throws BoundedStream.TooLarge {
    if (++lines > InputLimits.SAVED_LINES) {
      throw new BoundedStream.TooLarge("too many lines");
    }
    return length;
  }

  void consume(int length) {
    start = Math.min(end, start + length + 1);
  }

  /** Reads more, and gives by how much what is buffered was moved to the front. */
  private int fill() throws IOException {
    int shift = 0;
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      shift = start;
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      if (buffer.length >= InputLimits.LINE) {
        throw new BoundedStream.TooLarge("a line is too long");
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
