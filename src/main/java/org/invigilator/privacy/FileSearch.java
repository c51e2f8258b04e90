package org.invigilator.privacy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.invigilator.report.mail.MailParts;

/**
 * Finds whether a file of any kind contains a text: in its name and its bytes, in UTF-8 and UTF-16,
 * and in whatever is zipped into it, attached to it or written in an escaped form.
 *
 * @param contains recognises the text
 */
record FileSearch(Predicate<String> contains) {
  private static final int PIECE = 1 << 20;
  private static final int OVERLAP = 1 << 10;

  /** What is packed deeper than that is not ours. */
  private static final int DEEPEST = 5;

  private static final int HEAD = 1 << 16;

  private static final int AROUND = 1 << 14;
  private static final int HEADER = 1 << 12;

  /** So many bytes tell an archive. */
  private static final int START = 4;

  /** The most of a packed file that is unpacked at once to look into it further. */
  private static final int MOST = 1 << 26;

  /** Bytes that can be read more than once. */
  private interface Bytes {
    InputStream open() throws IOException;
  }

  boolean isIn(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (contains.test(name)) {
      return true;
    }
    Bytes bytes = () -> Files.newInputStream(file);
    if (!name.endsWith(".mv.db")) {
      return isIn(bytes, name, 0);
    }
    try (Reader text = new H2Text(bytes.open())) {
      return isInText(text) || isInText(bytes, StandardCharsets.UTF_8);
    }
  }

  /** Whether bytes contain the text, such as a mail in the ledger. */
  boolean isIn(byte[] bytes, String name) throws IOException {
    return isIn(() -> new ByteArrayInputStream(bytes), name, 0);
  }

  private boolean isIn(Bytes bytes, String name, int depth) throws IOException {
    boolean isPacked;
    boolean isWide;
    try (BufferedInputStream in = new BufferedInputStream(bytes.open(), HEAD)) {
      byte[] start = head(in, START);
      isPacked = isArchive(start) || isMail(name);
      isWide = isWide(head(in, HEAD));
      if (isPacked && depth < DEEPEST) {
        if (isWithin(in, name, depth)) {
          return true;
        }
        if (isArchive(start)) {
          // What is packed was read; of the bytes themselves only names and remarks are text.
          return isAround(bytes);
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // Damaged: what can be read of its bytes is read below.
      isPacked = true;
      isWide = false;
    }
    return isInText(bytes, StandardCharsets.UTF_8)
        || (isWide
            && !isPacked
            && (isInText(bytes, StandardCharsets.UTF_16LE)
                || isInText(bytes, StandardCharsets.UTF_16BE)));
  }

  /** Whether the beginning or the end of an archive contains the text, where its remarks are. */
  private boolean isAround(Bytes bytes) throws IOException {
    try (InputStream in = bytes.open()) {
      byte[] before = in.readNBytes(AROUND);
      if (contains.test(
          new String(before, 0, Math.min(HEADER, before.length), StandardCharsets.UTF_8))) {
        return true;
      }
      byte[] last = before;
      for (byte[] next = in.readNBytes(AROUND); next.length > 0; next = in.readNBytes(AROUND)) {
        before = last;
        last = next;
      }
      int from = Math.max(0, last.length - HEADER);
      return contains.test(
          (last.length < HEADER ? new String(before, StandardCharsets.UTF_8) : "")
              + new String(last, from, last.length - from, StandardCharsets.UTF_8));
    }
  }

  private static byte[] head(BufferedInputStream in, int length) throws IOException {
    in.mark(length);
    byte[] head = in.readNBytes(length);
    in.reset();
    return head;
  }

  /** Whether a text may be written in characters of two bytes. */
  private static boolean isWide(byte[] head) {
    for (byte one : head) {
      if (one == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isArchive(byte[] start) {
    return isZip(start) || (start.length == START && start[0] == 0x1f && start[1] == (byte) 0x8b);
  }

  private static boolean isZip(byte[] start) {
    return start.length == START
        && start[0] == 'P'
        && start[1] == 'K'
        && start[2] == 3
        && start[3] == 4;
  }

  private static boolean isMail(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".eml");
  }

  /** Looks into what a file packs: an archive, a compressed file, or a mail with attachments. */
  private boolean isWithin(BufferedInputStream in, String name, int depth) throws IOException {
    byte[] start = head(in, START);
    if (!isArchive(start)) {
      return isInMail(in, depth);
    }
    if (!isZip(start)) {
      return isInPacked(new GZIPInputStream(in), name.replaceFirst("(?i)\\.gz$", ""), depth);
    }
    ZipInputStream zip = new ZipInputStream(in);
    ZipEntry entry = zip.getNextEntry();
    if (entry == null) {
      throw new ZipException("an archive of nothing, or none");
    }
    for (; entry != null; entry = zip.getNextEntry()) {
      if (contains.test(entry.getName()) || isInPacked(zip, entry.getName(), depth)) {
        return true;
      }
    }
    return false;
  }

  /** Reads what is packed as text, or in its turn as something that packs. */
  private boolean isInPacked(InputStream packed, String name, int depth) throws IOException {
    BufferedInputStream in = new BufferedInputStream(packed);
    byte[] start = head(in, START);
    if (isArchive(start) || isMail(name)) {
      byte[] bytes = in.readNBytes(MOST);
      return isIn(() -> new ByteArrayInputStream(bytes), name, depth + 1);
    }
    return isInText(
        new InputStreamReader(
            in,
            !isWide(start)
                ? StandardCharsets.UTF_8
                : start[0] == 0 || start[0] == (byte) 0xfe
                    ? StandardCharsets.UTF_16BE
                    : StandardCharsets.UTF_16LE));
  }

  private boolean isInMail(InputStream mail, int depth) throws IOException {
    for (MailParts.Decoded part : MailParts.of(mail)) {
      if (contains.test(part.name()) || isInPacked(part.content(), part.name(), depth)) {
        return true;
      }
    }
    return false;
  }

  private boolean isInText(Bytes bytes, Charset charset) throws IOException {
    // Decoded as one stream, so that no character is cut in half between two pieces.
    try (Reader reader = new InputStreamReader(bytes.open(), charset)) {
      return isInText(reader);
    }
  }

  /** Reads a text piece by piece, each together with the end of the piece before. */
  private boolean isInText(Reader reader) throws IOException {
    char[] buffer = new char[OVERLAP + PIECE];
    int kept = 0;
    for (int read = fill(reader, buffer, kept); read > 0; read = fill(reader, buffer, kept)) {
      int length = kept + read;
      String piece = new String(buffer, 0, length);
      if (EncodedTexts.of(piece).anyMatch(contains)) {
        return true;
      }
      kept = Math.min(OVERLAP, length);
      System.arraycopy(buffer, length - kept, buffer, 0, kept);
    }
    return false;
  }

  private static int fill(Reader reader, char[] buffer, int from) throws IOException {
    int end = from;
    for (int read = 0; read >= 0 && end < buffer.length; ) {
      read = reader.read(buffer, end, buffer.length - end);
      end += Math.max(read, 0);
    }
    return end - from;
  }
}
