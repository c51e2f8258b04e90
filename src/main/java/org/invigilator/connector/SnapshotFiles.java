package org.invigilator.connector;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputFile;
import org.invigilator.register.OwnerOnly;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;
import tools.jackson.core.JacksonException;

/**
 * The snapshot files of one account as a collector writes them: each under another name first, then
 * moved into place, so that a reader finds the old one or the new one.
 */
final class SnapshotFiles {
  private final Path folder;

  SnapshotFiles(Path folder) {
    this.folder = folder;
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT) + ".ndjson";
  }

  private Optional<Path> file(Part part) {
    Path plain = folder.resolve(name(part));
    Path zipped = folder.resolve(name(part) + ".gz");
    return Files.isRegularFile(plain)
        ? Optional.of(plain)
        : Files.isRegularFile(zipped) ? Optional.of(zipped) : Optional.empty();
  }

  /** Whether anything was ever written of a part. */
  boolean has(Part part) {
    return file(part).isPresent();
  }

  /** Whether a part is there and can be read completely. */
  boolean isThere(Part part) {
    Optional<Path> file = file(part);
    if (file.isEmpty() || !file.get().toString().endsWith(".gz")) {
      return file.isPresent();
    }
    try (InputStream in =
        BoundedStream.ofSavedCopy(new GZIPInputStream(InputFile.open(file.get())))) {
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The lines of a part whose ids are among some, by their ids. */
  Map<String, String> lines(Part part, Set<String> ids) {
    Map<String, String> lines = new LinkedHashMap<>();
    each(
        part,
        (line, head) -> {
          if (ids.contains(head.id())) {
            lines.putIfAbsent(head.id(), line);
          }
          return true;
        });
    return lines;
  }

  private interface Line {
    /** Takes a line; returns whether to continue. */
    boolean take(String line, LineHead head) throws IOException;
  }

  /** Reads the lines of a part; one that is not JSON is skipped. */
  private void each(Part part, Line taker) {
    Optional<Path> file = file(part);
    if (file.isEmpty()) {
      return;
    }
    try (InputStream raw = InputFile.open(file.get());
        InputStream in =
            BoundedStream.ofSavedCopy(
                file.get().toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      boolean more = true;
      for (String line = reader.readLine(); line != null && more; line = reader.readLine()) {
        try {
          more = line.isBlank() || taker.take(line, LineHead.of(line));
        } catch (JacksonException e) {
          // An unreadable line is not copied.
        }
      }
    } catch (ZipException | EOFException | BoundedStream.TooLarge e) {
      // A damaged file is copied as far as it can be read; it does not count as being there.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first ids in a file, at most so many. */
  Set<String> newestIds(Part part, int most) {
    Set<String> ids = new HashSet<>();
    each(
        part,
        (line, head) -> {
          ids.add(head.id());
          return ids.size() < most;
        });
    return ids;
  }

  /** The heads of the lines of a part from a moment on, by their ids. */
  Map<String, LineHead> heads(Part part, Optional<Instant> from) {
    Map<String, LineHead> heads = new LinkedHashMap<>();
    each(
        part,
        (line, head) -> {
          if (!isBefore(head, from)) {
            heads.putIfAbsent(head.id(), head);
          }
          return true;
        });
    return heads;
  }

  /**
   * Puts lines before those of the file; older copies of the same items are dropped.
   *
   * @param notBefore what is older than this is left out
   * @return how many lines the file has afterwards
   */
  long add(Part part, List<String> lines, Optional<Instant> notBefore) {
    return write(part, lines, (head) -> !isBefore(head, notBefore), notBefore);
  }

  /**
   * Replaces the lines of the file.
   *
   * @param from older posts than this were not requested, and stay
   * @return how many lines the file has afterwards
   */
  long replace(Part part, List<String> lines, Optional<Instant> from) {
    return write(part, lines, (head) -> from.isPresent() && isBefore(head, from), Optional.empty());
  }

  private static boolean isBefore(LineHead head, Optional<Instant> moment) {
    return moment.isPresent() && head.createdAt().map(moment.get()::isAfter).orElse(false);
  }

  private interface Keeps {
    boolean keeps(LineHead old);
  }

  private long write(Part part, List<String> lines, Keeps keeps, Optional<Instant> notBefore) {
    Set<String> seen = new HashSet<>();
    long[] count = {0};
    Path target = folder.resolve(name(part));
    inPlace(
        target,
        out -> {
          for (String line : lines) {
            LineHead head = LineHead.of(line);
            if (!isBefore(head, notBefore) && isNew(head, seen)) {
              seen.addAll(head.versions());
              out.write(line);
              out.write('\n');
              count[0]++;
            }
          }
          each(
              part,
              (line, head) -> {
                if (keeps.keeps(head) && isNew(head, seen)) {
                  out.write(line);
                  out.write('\n');
                  count[0]++;
                }
                return true;
              });
        });
    try {
      Files.deleteIfExists(folder.resolve(name(part) + ".gz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count[0];
  }

  private static boolean isNew(LineHead head, Set<String> seen) {
    return head.id().isEmpty() || seen.add(head.id());
  }

  /** Writes one of the small files. */
  void write(String name, String content) {
    inPlace(folder.resolve(name), out -> out.write(content));
  }

  /** Deletes everything that was written, since it was about another account. */
  void clear() {
    try {
      for (Part part : Part.values()) {
        Files.deleteIfExists(folder.resolve(name(part)));
        Files.deleteIfExists(folder.resolve(name(part) + ".gz"));
      }
      Files.deleteIfExists(folder.resolve("profile.json"));
      Files.deleteIfExists(folder.resolve("capture.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Content {
    void writeTo(Writer out) throws IOException;
  }

  private void inPlace(Path target, Content content) {
    try {
      OwnerOnly.folder(folder);
      OwnerOnly.replace(
          target,
          stream -> {
            // An unpaired surrogate, which JSON can contain, becomes a question mark.
            Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            content.writeTo(out);
            out.flush();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException("Cannot write to " + folder + ": " + e.getMessage()));
    }
  }
}
