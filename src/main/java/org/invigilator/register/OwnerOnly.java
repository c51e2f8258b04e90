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
 * Writes files and folders that only their owner may read, because they contain children's data. On
 * a file system without such permissions its own rules apply.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private static final Set<PosixFilePermission> EVERYONE =
      PosixFilePermissions.fromString("----w-rwx");

  private OwnerOnly() {}

  /** Creates a folder and its parents; an existing one keeps its permissions. */
  public static Path folder(Path folder) throws IOException {
    return hasPosixPermissions(folder)
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
        hasPosixPermissions(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
            : new FileAttribute<?>[0];
    return Channels.newOutputStream(Files.newByteChannel(file, options, permissions));
  }

  /** Writes the content of a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a complete file under another name and moves it into place, so that readers see either
   * the old or the new file; if writing fails the old one stays. The folder must exist.
   */
  public static void replace(Path file, Content content) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".new");
    try (OutputStream out = write(draft)) {
      content.writeTo(out);
    } catch (IOException e) {
      Path folder = file.toAbsolutePath().getParent();
      IOException reason = DiskFull.explain(folder == null ? file : folder, e);
      Files.deleteIfExists(draft);
      throw reason;
    } catch (RuntimeException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the permissions of everyone but the owner from an existing file. */
  public static void keep(Path file) throws IOException {
    if (hasPosixPermissions(file)) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  /** Whether anyone but its owner may read or change a file or folder. */
  public static boolean isOpenToOthers(Path path) {
    return has(path, OTHERS);
  }

  /**
   * Whether everyone may read a file, or anyone but its owner may change it. A group may read it,
   * because service managers pass secrets that way.
   */
  public static boolean isUnsafeForSecrets(Path path) {
    return has(path, EVERYONE);
  }

  private static boolean has(Path path, Set<PosixFilePermission> any) {
    try {
      return hasPosixPermissions(path)
          && Files.getPosixFilePermissions(path).stream().anyMatch(any::contains);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasPosixPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
