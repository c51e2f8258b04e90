package org.invigilator.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/** A buffered stream that computes the SHA-256 of what is written; read it after closing. */
final class HashingStream extends OutputStream {
  private final DigestOutputStream digest;
  private final BufferedOutputStream buffer;

  HashingStream(OutputStream out) {
    digest = new DigestOutputStream(out, DigestUtils.getSha256Digest());
    buffer = new BufferedOutputStream(digest, 1 << 16);
  }

  String hash() {
    return HexFormat.of().formatHex(digest.getMessageDigest().digest());
  }

  @Override
  public void write(int b) throws IOException {
    buffer.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    buffer.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    buffer.flush();
  }

  @Override
  public void close() throws IOException {
    buffer.close();
  }
}
