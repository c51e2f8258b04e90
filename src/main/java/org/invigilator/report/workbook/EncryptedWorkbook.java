package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.input.WorkbookInput;
import org.invigilator.policy.Privacy;

/** The container of an encrypted workbook (MS-OFFCRYPTO, agile encryption with AES). */
public final class EncryptedWorkbook {
  /** How many rounds the hash of a password may take (MS-OFFCRYPTO 2.3.4.10). */
  private static final int MOST_ROUNDS = 10_000_000;

  private EncryptedWorkbook() {}

  /** What of a workbook is written into the container. */
  interface Content {
    void writeTo(OutputStream encrypted) throws IOException;
  }

  static void write(String password, Content content, OutputStream out) throws IOException {
    try (POIFSFileSystem container = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword(password);
      try (OutputStream encrypted = encryptor.getDataStream(container)) {
        content.writeTo(encrypted);
      }
      container.writeFilesystem(out);
    } catch (GeneralSecurityException e) {
      throw new IOException("The workbook for the safeguarding lead could not be encrypted.", e);
    }
  }

  /** How the safeguarding workbook is opened; empty where its password is not set. */
  public static Optional<WorkbookInput.Decryption> decryption(Map<String, String> environment) {
    return Privacy.namesPassword(environment).map(password -> file -> content(file, password));
  }

  private static byte[] content(Path file, String password)
      throws IOException, GeneralSecurityException {
    try (InputStream in = BoundedStream.of(InputFile.open(file), InputLimits.FILE);
        POIFSFileSystem container = new POIFSFileSystem(in)) {
      EncryptionInfo info = new EncryptionInfo(container);
      if (info.getVerifier().getSpinCount() > MOST_ROUNDS) {
        throw new IOException("more rounds than the format allows");
      }
      Decryptor decryptor = Decryptor.getInstance(info);
      if (!decryptor.verifyPassword(password)) {
        throw new GeneralSecurityException("another password");
      }
      try (InputStream content =
          BoundedStream.of(decryptor.getDataStream(container), InputLimits.FILE)) {
        return content.readAllBytes();
      }
    } catch (EncryptedDocumentException e) {
      throw new GeneralSecurityException(e);
    } catch (RuntimeException e) {
      throw new IOException("a damaged container", e);
    }
  }

  /** Whether a file is an encrypted workbook, such as a safeguarding workbook with answers. */
  public static boolean isIn(Path file) {
    try (InputStream in = FileMagic.prepareToCheckMagic(InputFile.open(file))) {
      if (FileMagic.valueOf(in) != FileMagic.OLE2) {
        return false;
      }
      try (POIFSFileSystem container = new POIFSFileSystem(InputFile.check(file).toFile(), true)) {
        return container.getRoot().hasEntryCaseInsensitive(Decryptor.DEFAULT_POIFS_ENTRY);
      }
    } catch (IOException | RuntimeException e) {
      // An empty or damaged file, or one that cannot be read, is reported by whoever needs it.
      return false;
    }
  }
}
