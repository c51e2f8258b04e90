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
import java.util.Arrays;
import java.util.List;
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

  /** The most of a packed file that is unpacked at once to look into it further. */
  private static final int MOST = 1 << 26;

  boolean isIn(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (contains.test(name)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (isInText(in, StandardCharsets.UTF_8)) {
        return true;
      }
    }
    if (name.endsWith(".mv.db")) {
      try (Reader text = new H2Text(Files.newInputStream(file))) {
        return isInText(text);
      }
    }
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), HEAD)) {
      // What is packed is unpacked below; read as wide characters it would be noise.
      if (!isPacked(head(in, 4), name) && isWide(head(in, HEAD)) && isInWideText(file)) {
        return true;
      }
      return isWithin(in, name, 0);
    }
  }

  private boolean isInWideText(Path file) throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      try (InputStream in = Files.newInputStream(file)) {
        if (isInText(in, charset)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether bytes contain the text, such as a mail in the ledger. */
  boolean isIn(byte[] bytes, String name) throws IOException {
    if (isInText(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      return true;
    }
    boolean isPacked = isPacked(Arrays.copyOf(bytes, Math.min(4, bytes.length)), name);
    if (!isPacked
        && isWide(bytes)
        && (isInText(new ByteArrayInputStream(bytes), StandardCharsets.UTF_16LE)
            || isInText(new ByteArrayInputStream(bytes), StandardCharsets.UTF_16BE))) {
      return true;
    }
    return isWithin(new BufferedInputStream(new ByteArrayInputStream(bytes)), name, 0);
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

  private static boolean isPacked(byte[] head, String name) {
    return (head.length == 4 && head[0] == 'P' && head[1] == 'K')
        || (head.length == 4 && head[0] == (byte) 0x1f && head[1] == (byte) 0x8b)
        || name.toLowerCase(Locale.ROOT).endsWith(".eml");
  }

  /** Looks into what a file packs: an archive, a compressed file, or a mail with attachments. */
  private boolean isWithin(BufferedInputStream in, String name, int depth) throws IOException {
    byte[] head = head(in, 4);
    if (depth >= DEEPEST || !isPacked(head, name)) {
      return false;
    }
    try {
      if (head[0] == 'P' && head[1] == 'K') {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (contains.test(entry.getName()) || isInPacked(zip, entry.getName(), depth)) {
            return true;
          }
        }
        return false;
      }
      return head[0] == (byte) 0x1f
          ? isInPacked(new GZIPInputStream(in), name.replaceFirst("(?i)\\.gz$", ""), depth)
          : isInMail(in, depth);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // A damaged one: what can be read of it was read before.
      return false;
    }
  }

  /** Reads what is packed as text, or in its turn as something that packs. */
  private boolean isInPacked(InputStream packed, String name, int depth) throws IOException {
    BufferedInputStream in = new BufferedInputStream(packed);
    byte[] head = head(in, 4);
    return isPacked(head, name)
        ? isIn(in.readNBytes(MOST), name, depth + 1)
        : isInText(
            in,
            !isWide(head)
                ? StandardCharsets.UTF_8
                : head[0] == 0 || head[0] == (byte) 0xfe
                    ? StandardCharsets.UTF_16BE
                    : StandardCharsets.UTF_16LE);
  }

  private boolean isIn(byte[] bytes, String name, int depth) throws IOException {
    return isInText(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)
        || isWithin(new BufferedInputStream(new ByteArrayInputStream(bytes)), name, depth);
  }

  private boolean isInMail(InputStream mail, int depth) throws IOException {
    for (MailParts.Decoded part : MailParts.of(mail)) {
      if (contains.test(part.name()) || isInPacked(part.content(), part.name(), depth)) {
        return true;
      }
    }
    return false;
  }

  /** Reads a text piece by piece, each together with the end of the piece before. */
  private boolean isInText(InputStream in, Charset charset) throws IOException {
    // Decoded as one stream, so that no character is cut in half between two pieces.
    return isInText(new InputStreamReader(in, charset));
  }

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
