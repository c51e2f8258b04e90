package org.invigilator.connector.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.invigilator.input.InputFile;
import org.invigilator.register.LondonTime;

/** The files of an export: a ZIP as X delivers it, or the folder into which it was unpacked. */
sealed interface ArchiveFiles extends AutoCloseable {

  /**
   * A file of the export.
   *
   * @param name its path, with slashes, from the top
   * @param size as unpacked; negative when unknown
   * @param packed its size in the export
   * @param at when it was last written; a ZIP gives it without a zone, which is taken to be London
   */
  record Entry(String name, String original, long size, long packed, Instant at) {
    /** The same file by another path. */
    Entry called(String path) {
      return path.equals(name) ? this : new Entry(path, original, size, packed, at);
    }
  }

  /** Every file, in no order. */
  List<Entry> entries() throws IOException;

  InputStream open(Entry entry) throws IOException;

  @Override
  void close() throws IOException;

  /** Opens a ZIP file or a folder. */
  static ArchiveFiles of(Path path) throws IOException {
    return Files.isDirectory(path) ? new Folder(path) : new Zip(InputFile.zip(path));
  }

  /** Why an export could not be opened, in a phrase. */
  static String whyNot(Exception e) {
    return String.valueOf(e.getMessage()).contains("encrypted")
        ? "it has a password; save it again without one"
        : "it is not a ZIP file, or it is damaged";
  }

  /** Whether a name leads out of the export. */
  static boolean pointsOutside(String name) {
    return name.startsWith("/")
        || name.matches("[A-Za-z]:.*")
        || Stream.of(name.split("/")).anyMatch(".."::equals);
  }

  /** A ZIP file; programs of Windows write backslashes into it. */
  record Zip(ZipFile zip) implements ArchiveFiles {
    @Override
    public List<Entry> entries() {
      List<Entry> entries = new ArrayList<>();
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          entries.add(
              new Entry(
                  entry.getName().replace('\\', '/'),
                  entry.getName(),
                  entry.getSize(),
                  entry.getCompressedSize(),
                  writtenAt(entry)));
        }
      }
      return entries;
    }

    private static Instant writtenAt(ZipEntry entry) {
      return entry.getTimeLocal() == null
          ? Instant.EPOCH
          : entry.getTimeLocal().atZone(LondonTime.ZONE).toInstant();
    }

    @Override
    public InputStream open(Entry entry) throws IOException {
      return zip.getInputStream(zip.getEntry(entry.original()));
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /** A folder; links in it are not followed. */
  record Folder(Path folder) implements ArchiveFiles {
    private static final int DEPTH = 6;

    @Override
    public List<Entry> entries() throws IOException {
      List<Entry> entries = new ArrayList<>();
      try (Stream<Path> files = Files.walk(folder, DEPTH)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!Files.isSymbolicLink(file)) {
            long size = Files.size(file);
            String name = folder.relativize(file).toString().replace('\\', '/');
            Instant at = Files.getLastModifiedTime(file).toInstant();
            entries.add(new Entry(name, name, size, size, at));
          }
        }
      }
      return entries;
    }

    @Override
    public InputStream open(Entry entry) throws IOException {
      return InputFile.open(folder.resolve(entry.original()));
    }

    @Override
    public void close() {}
  }
}
