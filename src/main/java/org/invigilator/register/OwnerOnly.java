package org.invigilator.register;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and folders that nobody but their owner may read, for they hold children's data. Where the
 * file system knows no such permissions, its own rules hold.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private static final Set<PosixFilePermission> ANYBODY =
      PosixFilePermissions.fromString("----w-rwx");

  private OwnerOnly() {}

  /** Makes a folder and those above it; one that is there keeps the permissions it has. */
  public static Path folder(Path folder) throws IOException {
    return knowsPermissions(folder)
        ? Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER))
        : Files.createDirectories(folder);
  }

  /** Opens a file to be written from its beginning. */
  public static OutputStream write(Path file) throws IOException {
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    FileAttribute<?>[] permissions =
        knowsPermissions(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
            : new FileAttribute<?>[0];
    return Channels.newOutputStream(Files.newByteChannel(file, options, permissions));
  }

  /** What a file is to hold. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file whole under another name and moves it into place, so that a reader finds the old
   * one or the new one; when writing fails the old one stays. The folder must be there.
   */
  public static void replace(Path file, Content content) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".new");
    try (OutputStream out = write(draft)) {
      content.writeTo(out);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes from everybody else the right to read a file that is there. */
  public static void keep(Path file) throws IOException {
    if (knowsPermissions(file)) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  /** Whether somebody else than its owner may read or change a file or a folder. */
  public static boolean isOpenToOthers(Path path) {
    return has(path, OTHERS);
  }

  /**
   * Whether anybody at all may read a file, or others than its owner change it; a group may read
   * it, as service managers hand secrets over.
   */
  public static boolean isOpenToAnybody(Path path) {
    return has(path, ANYBODY);
  }

  private static boolean has(Path path, Set<PosixFilePermission> any) {
    try {
      return knowsPermissions(path)
          && Files.getPosixFilePermissions(path).stream().anyMatch(any::contains);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean knowsPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
