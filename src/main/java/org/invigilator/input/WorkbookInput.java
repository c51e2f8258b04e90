package org.invigilator.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.jspecify.annotations.Nullable;

/**
 * A file that should be a workbook, for registers and for answers alike: it is checked before
 * anything in it is read, because the library that reads it has no limits of its own.
 */
public final class WorkbookInput {
  private static final byte[] OLE2 = {(byte) 0xd0, (byte) 0xcf};
  private static final long UNPACKED = 2L << 30;
  private static final long SHARED_TEXTS = 256L << 20;
  private static final int PARTS = 20_000;

  /** How many times its size a large part may unpack to. */
  private static final int DENSEST = 200;

  /** A part up to this size may be as dense as it likes. */
  private static final long SMALL = 32L << 20;

  private final Path file;

  /** What was in an encrypted file; it is kept in memory only. */
  private final byte @Nullable [] decrypted;

  private List<String> merged = List.of();

  /** A workbook without a password. */
  public WorkbookInput(Path file) {
    this(file, null);
  }

  private WorkbookInput(Path file, byte @Nullable [] decrypted) {
    this.file = file;
    this.decrypted = decrypted;
  }

  /**
   * A workbook that was encrypted; nothing of it is written to a file.
   *
   * @param content what was in it
   */
  public static WorkbookInput decrypted(Path file, byte[] content) {
    return new WorkbookInput(file, content.clone());
  }

  /** Opens encrypted workbooks with the password it knows. */
  @FunctionalInterface
  public interface Decryption {
    /**
     * The content of an encrypted workbook.
     *
     * @throws GeneralSecurityException when it has another password
     * @throws IOException when it is not an encrypted workbook, or damaged, or too large
     */
    byte[] open(Path file) throws IOException, GeneralSecurityException;
  }

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
      try (InputStream in = opened()) {
        int length = in.readNBytes(head, 0, 8);
        if (length == 8 && head[0] == OLE2[0] && head[1] == OLE2[1]) {
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

  /**
   * Cells of several rows that are merged to one, such as C5:C9; known once it was checked. All but
   * the first of them are blank to whoever reads it.
   */
  public List<String> merged() {
    return merged;
  }

  /** Opens the workbook; only one that {@link #refusal} accepts may be opened. */
  public ReadableWorkbook open() throws IOException {
    ReadingOptions options = new ReadingOptions(true, false);
    Optional<byte[]> copy;
    try (ZipFile zip = zip()) {
      copy = WorkbookCopy.of(zip);
    }
    return copy.isEmpty() && decrypted == null
        ? new ReadableWorkbook(InputFile.check(file).toFile(), options)
        : new ReadableWorkbook(
            copy.<InputStream>map(ByteArrayInputStream::new).orElseGet(this::decryptedStream),
            options);
  }

  private InputStream decryptedStream() {
    return new ByteArrayInputStream(decrypted == null ? new byte[0] : decrypted);
  }

  private InputStream opened() throws IOException {
    return decrypted == null ? InputFile.open(file) : decryptedStream();
  }

  private ZipFile zip() throws IOException {
    return ZipFile.builder()
        .setSeekableByteChannel(
            decrypted == null
                ? Files.newByteChannel(InputFile.check(file))
                : new SeekableInMemoryByteChannel(decrypted))
        .get();
  }

  /** Whether the workbook counts its days from 1904, as older ones of the Mac do. */
  public boolean isFrom1904() throws IOException {
    try (ZipFile zip = zip()) {
      return WorkbookCopy.isFrom1904(zip);
    }
  }

  private static Optional<Refusal> refusal(Kind kind) {
    return Optional.of(new Refusal(kind, ""));
  }

  /** Unpacks everything once and keeps nothing, so that reading it later is known to be bounded. */
  private Optional<Refusal> checkContents() throws IOException {
    long all = 0;
    PartCheck check = new PartCheck();
    Set<String> names = new HashSet<>();
    if (decrypted == null) {
      // Counted before the library that reads it makes an object of each.
      try (java.util.zip.ZipFile counted = InputFile.zip(file)) {
        if (counted.size() > PARTS) {
          return refusal(Kind.TOO_LARGE);
        }
      }
    }
    try (ZipFile zip = zip()) {
      for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
        if (names.size() >= PARTS) {
          return refusal(Kind.TOO_LARGE);
        }
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
      merged = check.merged();
      return zip.getEntry("xl/workbook.xml") == null && zip.getEntry("xl\\workbook.xml") == null
          ? refusal(Kind.NOT_A_WORKBOOK)
          : Optional.empty();
    }
  }
}
