package org.invigilator.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that fails once it has given more bytes than it may: in all, or since the last piece was
 * begun. What a ZIP entry says about its own size need not be true.
 */
public final class BoundedStream extends FilterInputStream {
  private final long most;
  private final long mostOfPiece;
  private final boolean piecesAreLines;
  private long all;
  private long piece;
  private long lines;

  private BoundedStream(InputStream in, long most, long mostOfPiece, boolean piecesAreLines) {
    super(in);
    this.most = most;
    this.mostOfPiece = mostOfPiece;
    this.piecesAreLines = piecesAreLines;
  }

  /** Signals that an input is larger than it may be. */
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    /** With what is too large, in a few words. */
    public TooLarge(String message) {
      super(message);
    }
  }

  /** A stream of so many bytes at most. */
  public static BoundedStream of(InputStream in, long most) {
    return new BoundedStream(in, most, most, false);
  }

  /** A stream of pieces; its reader says where each begins with {@link #beginPiece}. */
  public static BoundedStream ofPieces(InputStream in, long most, long mostOfPiece) {
    return new BoundedStream(in, most, mostOfPiece, false);
  }

  /** The unpacked lines of a saved copy. */
  public static BoundedStream ofSavedCopy(InputStream in) {
    return new BoundedStream(in, InputLimits.SAVED_COPY, InputLimits.LINE, true);
  }

  /** Begins the next piece; what the reader has buffered of it already is not counted. */
  public void beginPiece() {
    piece = 0;
  }

  /** How many bytes were read. */
  public long count() {
    return all;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    if (n > 0) {
      all += n;
      count(bytes, offset, n);
      if (all > most || piece > mostOfPiece || lines > InputLimits.SAVED_LINES) {
        throw new TooLarge(
            piecesAreLines && piece > mostOfPiece ? "a line is too long" : "too large");
      }
    }
    return n;
  }

  private void count(byte[] bytes, int offset, int n) {
    if (!piecesAreLines) {
      piece += n;
      return;
    }
    int end = offset + n;
    int begun = -1;
    int ended = 0;
    for (int i = offset; i < end; i++) {
      if (bytes[i] == '\n') {
        begun = i;
        ended++;
      }
    }
    lines += ended;
    piece = ended == 0 ? piece + n : end - begun - 1;
  }

  @Override
  public long skip(long n) throws IOException {
    long left = n;
    byte[] buffer = new byte[8192];
    while (left > 0) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return n - left;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
