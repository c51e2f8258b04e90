package org.invigilator.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;

/**
 * A file that should be a workbook, for registers and for answers alike: it is checked before
 * anything in it is read, because the library that reads it has no limits of its own.
 */
public record WorkbookInput(Path file) {
  private static final long UNPACKED = 2L << 30;
  private static final long SHARED_TEXTS = 256L << 20;
  private static final int PARTS = 20_000;

  /** How many times its size a large part may unpack to. */
  private static final int DENSEST = 200;

  /** A part up to this size may be as dense as it likes. */
  private static final long SMALL = 32L << 20;

  /** What kind of problem it is. */
  public enum Kind {
    /** Not a regular file, or its name cannot be read; the details say which. */
    NOT_A_FILE,
    LARGE_FILE,
    PASSWORD_OR_OLD_FORMAT,
    NOT_A_WORKBOOK,
    DAMAGED,
    TOO_LARGE,
    /** A cell that no spreadsheet program can write; the details name it. */
    IMPOSSIBLE_CELL
  }

  /**
   * Why a file must not be opened.
   *
   * @param details a sentence, or an empty text
   */
  public record Refusal(Kind kind, String details) {}

  /** The reason why the file must not be opened, if there is one. */
  public Optional<Refusal> refusal() {
    try {
      Optional<String> notAFile = InputFile.problem(file);
      if (notAFile.isPresent()) {
        return Optional.of(new Refusal(Kind.NOT_A_FILE, notAFile.get()));
      }
      if (Files.size(file) > InputLimits.FILE) {
        return refusal(Kind.LARGE_FILE);
      }
      byte[] head = new byte[8];
      try (InputStream in = InputFile.open(file)) {
        int length = in.readNBytes(head, 0, 8);
        if (length == 8 && (head[0] & 0xff) == 0xd0 && (head[1] & 0xff) == 0xcf) {
          return refusal(Kind.PASSWORD_OR_OLD_FORMAT);
        }
        if (length < 4 || head[0] != 'P' || head[1] != 'K') {
          return refusal(Kind.NOT_A_WORKBOOK);
        }
      }
      return checkContents();
    } catch (PartCheck.Impossible e) {
      return Optional.of(new Refusal(Kind.IMPOSSIBLE_CELL, String.valueOf(e.getMessage())));
    } catch (BoundedStream.TooLarge e) {
      return refusal(Kind.TOO_LARGE);
    } catch (IOException | IllegalArgumentException e) {
      return refusal(Kind.DAMAGED);
    }
  }

  /** Opens the workbook; only one that {@link #refusal} accepts may be opened. */
  public ReadableWorkbook open() throws IOException {
    ReadingOptions options = new ReadingOptions(true, false);
    Optional<byte[]> copy = WorkbookCopy.of(file);
    return copy.isPresent()
        ? new ReadableWorkbook(new ByteArrayInputStream(copy.get()), options)
        : new ReadableWorkbook(InputFile.check(file).toFile(), options);
  }

  /** Whether the workbook counts its days from 1904, as older ones of the Mac do. */
  public boolean isFrom1904() throws IOException {
    return WorkbookCopy.isFrom1904(file);
  }

  private static Optional<Refusal> refusal(Kind kind) {
    return Optional.of(new Refusal(kind, ""));
  }

  /** Unpacks everything once and keeps nothing, so that reading it later is known to be bounded. */
  private Optional<Refusal> checkContents() throws IOException {
    long all = 0;
    PartCheck check = new PartCheck();
    Set<String> names = new HashSet<>();
    try (ZipFile zip = InputFile.zip(file)) {
      if (zip.size() > PARTS) {
        return refusal(Kind.TOO_LARGE);
      }
      for (Enumeration<? extends ZipEntry> parts = zip.entries(); parts.hasMoreElements(); ) {
        ZipEntry part = parts.nextElement();
        if (!names.add(part.getName())) {
          // Two libraries may each read another one of the two.
          return refusal(Kind.DAMAGED);
        }
        long most = Math.max(SMALL, DENSEST * Math.max(1, part.getCompressedSize()));
        most = Math.min(most, UNPACKED - all);
        if (part.getName().endsWith("sharedStrings.xml")) {
          most = Math.min(most, SHARED_TEXTS);
        }
        BoundedStream in =
            BoundedStream.ofPieces(zip.getInputStream(part), most, PartCheck.LARGEST_PIECE);
        try (in) {
          check.check(in);
        }
        all += in.count();
      }
      return zip.getEntry("xl/workbook.xml") == null && zip.getEntry("xl\\workbook.xml") == null
          ? refusal(Kind.NOT_A_WORKBOOK)
          : Optional.empty();
    }
  }
}
