package org.invigilator.register;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;

/**
 * The text of a CSV file as other programs write it: in UTF-8, UTF-16 or an older encoding, with or
 * without a byte order mark, and with lines before the header that are for programs.
 *
 * @param charset how it is written
 * @param mark the bytes of the byte order mark
 * @param before how many lines for programs come before the header
 * @param separator between cells
 */
record CsvText(Path path, Charset charset, int mark, int before, char separator) {
  private static final int FIRST_LINES = 20;
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
  private static final int SAMPLE = 4096;
  private static final int BLOCK = 1 << 16;

  /** What a decoder puts in place of bytes that make no character. */
  private static final char REPLACEMENT = '\uFFFD';

  /** Finds out how a file is written. */
  static CsvText of(Path path) throws IOException {
    byte[] head;
    try (InputStream in = InputFile.open(path)) {
      head = in.readNBytes(SAMPLE);
    }
    CsvText text = withMark(path, head).orElseGet(() -> withoutMark(path, head));
    if (head.length > 0
        && text.charset().equals(StandardCharsets.UTF_8)
        && text.mark() == 0
        && text.isOlder()) {
      try (InputStream in =
          new java.io.BufferedInputStream(
              BoundedStream.of(InputFile.open(path), InputLimits.FILE))) {
        text = new CsvText(path, OlderEncoding.of(in), 0, 0, ',');
      }
    }
    return text.withLayout();
  }

  private static Optional<CsvText> withMark(Path path, byte[] head) {
    if (begins(head, 0xef, 0xbb, 0xbf)) {
      return Optional.of(new CsvText(path, StandardCharsets.UTF_8, 3, 0, ','));
    }
    if (begins(head, 0xff, 0xfe)) {
      return Optional.of(new CsvText(path, StandardCharsets.UTF_16LE, 2, 0, ','));
    }
    return begins(head, 0xfe, 0xff)
        ? Optional.of(new CsvText(path, StandardCharsets.UTF_16BE, 2, 0, ','))
        : Optional.empty();
  }

  private static boolean begins(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Without a mark, zeros in every other byte of plain letters show characters of two bytes. */
  private static CsvText withoutMark(Path path, byte[] head) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        even += i % 2 == 0 ? 1 : 0;
        odd += i % 2;
      }
    }
    int most = head.length / 4;
    Charset charset =
        head.length > 3 && odd > most && even == 0
            ? StandardCharsets.UTF_16LE
            : head.length > 3 && even > most && odd == 0
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    return new CsvText(path, charset, 0, 0, ',');
  }

  /**
   * Whether bytes above 127 never make a character of UTF-8. Where some do, the text is UTF-8 and
   * damaged, and is refused: read in another way its names would be wrong without a word.
   */
  private boolean isOlder() throws IOException {
    if (isPlain()) {
      return false;
    }
    boolean wrong = false;
    char[] block = new char[BLOCK];
    try (Reader in =
        new InputStreamReader(BoundedStream.of(InputFile.open(path), InputLimits.FILE), charset)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        for (int i = 0; i < read; i++) {
          if (block[i] > 127 && block[i] != REPLACEMENT) {
            return false;
          }
          wrong |= block[i] == REPLACEMENT;
        }
      }
    }
    return wrong;
  }

  /** Whether no byte is above 127, so that every encoding of one byte reads the same. */
  private boolean isPlain() throws IOException {
    byte[] block = new byte[BLOCK];
    try (InputStream in = BoundedStream.of(InputFile.open(path), InputLimits.FILE)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        for (int i = 0; i < read; i++) {
          if (block[i] < 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private Reader bytes(int skipped) throws IOException {
    InputStream in = BoundedStream.of(InputFile.open(path), InputLimits.FILE);
    in.skipNBytes(skipped);
    return new BufferedReader(
        new InputStreamReader(
            in,
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)),
        BLOCK);
  }

  /** The same text with the lines before the header counted, and its separator found. */
  private CsvText withLayout() throws IOException {
    int lines = 0;
    char found = 0;
    try (Reader in = bytes(mark)) {
      String line = line(in);
      while (isForPrograms(line)) {
        if (line.toLowerCase(Locale.ROOT).startsWith("sep=") && line.length() > 4) {
          found = line.charAt(4);
        }
        lines++;
        line = line(in);
      }
      List<String> first = new ArrayList<>(List.of(line));
      while (first.size() < FIRST_LINES && found == 0) {
        first.add(line(in));
      }
      return new CsvText(path, charset, mark, lines, found == 0 ? separator(first) : found);
    } catch (CharacterCodingException e) {
      return this;
    }
  }

  /** What Excel ({@code sep=;}) and PowerShell ({@code #TYPE …}) write above the header. */
  private static boolean isForPrograms(String line) {
    return line.toLowerCase(Locale.ROOT).matches("\"?sep=.\"?\\s*") || line.startsWith("#TYPE ");
  }

  /** What is in most of the first lines; a title above the header may have other signs in it. */
  private static char separator(List<String> lines) {
    char best = ',';
    for (char candidate : SEPARATORS) {
      if (score(lines, candidate) > score(lines, best)) {
        best = candidate;
      }
    }
    return best;
  }

  /** In how many lines a sign is, and among equals how often. */
  private static long score(List<String> lines, char sign) {
    long in = lines.stream().filter(line -> line.indexOf(sign) >= 0).count();
    return in << Integer.SIZE | lines.stream().mapToLong(line -> count(line, sign)).sum();
  }

  /** The first line, up to a length that no header has. */
  private static String line(Reader in) throws IOException {
    StringBuilder line = new StringBuilder();
    boolean quoted = false;
    for (int c = in.read(); c >= 0 && line.length() < InputLimits.CELL; c = in.read()) {
      quoted ^= c == '"';
      if (!quoted && (c == '\n' || c == '\r')) {
        break;
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private static long count(String text, char c) {
    return text.chars().filter(x -> x == c).count();
  }

  /** The text from the header on. */
  Reader open() throws IOException {
    Reader in = bytes(mark);
    for (int i = 0; i < before; i++) {
      line(in);
      in.mark(1);
      if (in.read() != '\n') {
        in.reset();
      }
    }
    return in;
  }

  /** Whether the last line is ended, as that of a file that was cut off is not. */
  boolean endsWithLine() throws IOException {
    char[] block = new char[BLOCK];
    char last = 0;
    try (Reader in = open()) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        last = read > 0 ? block[read - 1] : last;
      }
    }
    return last == '\n' || last == '\r';
  }

  /** What the keeper of the file should know of how it was read; empty when nothing. */
  Optional<String> note() {
    boolean isUnicode = charset.name().startsWith("UTF");
    return !isUnicode
        ? Optional.of(
            "the text is not UTF-8 and was read as "
                + (charset.equals(OlderEncoding.WINDOWS)
                    ? "Windows-1252, as older versions of Excel save CSV"
                    : charset.name().equals("IBM850")
                        ? "code page 850, as Excel saves 'CSV (MS-DOS)'"
                        : "that of an older Mac")
                + ". Check names with accents.")
        : Optional.empty();
  }
}
