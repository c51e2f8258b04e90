package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.invigilator.policy.Privacy;
import org.invigilator.report.workbook.EncryptedWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkbookFileTest {
  private static final int MEGABYTE = 1 << 20;
  private static final String TOO_LARGE =
      "This file is far larger than a workbook, so it was not opened. Send back the workbook itself.";

  @TempDir Path folder;

  private static String problem(Path file) {
    try (ReadableWorkbook book = new WorkbookFile(file, Optional.empty()).open().book()) {
      return book == null ? "" : "none";
    } catch (WorkbookFile.Refused e) {
      return String.valueOf(e.getMessage());
    } catch (IOException | RuntimeException e) {
      // What is refused is tested here; what the reader makes of the rest is not.
      return "none";
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d0cf11e0a1b11ae1 | This file has a password or is in Excel's old format.",
        "d0001111a1b11ae1 | This file is not a workbook.",
        "d0cf11e0a1b11a | This file is not a workbook.",
        "00cf11e0a1b11ae1 | This file is not a workbook.",
        "504b03 | This file is not a workbook.",
        "51 | This file is not a workbook.",
        "514b0304 | This file is not a workbook.",
        "50410304 | This file is not a workbook.",
        "504b0304 | This file is incomplete or damaged.",
        "504b030401020304 | This file is incomplete or damaged.",
      })
  void fileThatIsNoWholeWorkbookIsNotOpened(String bytes, String why) throws IOException {
    Path file = Files.write(folder.resolve("a.xlsx"), HexFormat.of().parseHex(bytes));
    assertThat(problem(file)).startsWith(why);
  }

  @Test
  void fileThatIsAbsentIsReported() {
    assertThat(problem(folder.resolve("none.xlsx")))
        .isEqualTo("This file is incomplete or damaged. Copy it here again.");
  }

  @Test
  void fileOfMoreThan200MegabytesIsNotOpened() throws IOException {
    Path file = folder.resolve("large.xlsx");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(200L * MEGABYTE + 1);
      assertThat(problem(file)).startsWith("This file is larger than 200 MB");
      sparse.setLength(200L * MEGABYTE);
      assertThat(problem(file)).startsWith("This file is not a workbook");
    }
  }

  /** A zip with a workbook and one more part. */
  private Path zip(String workbook, String part, byte[] contents, int level) throws IOException {
    Path file = folder.resolve("zip.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(level);
      zip.putNextEntry(new ZipEntry(workbook));
      zip.write("<workbook/>".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(part));
      zip.write(contents);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"xl/workbook.xml, none", "readme.txt, This file is not a workbook."})
  void zipIsAWorkbookWhenItContainsOne(String name, String why) throws IOException {
    assertThat(problem(zip(name, "x", new byte[1], Deflater.BEST_SPEED))).startsWith(why);
  }

  @Test
  void partThatUnpacksToManyTimesItsSizeIsNotRead() throws IOException {
    assertThat(problem(zip("xl/workbook.xml", "x", new byte[33 * MEGABYTE], Deflater.BEST_SPEED)))
        .isEqualTo(TOO_LARGE);
    assertThat(problem(zip("xl/workbook.xml", "x", new byte[32 * MEGABYTE], Deflater.BEST_SPEED)))
        .as("a part of 32 MB")
        .isEqualTo("none");
  }

  @Test
  void largePartThatIsNotUnusuallyDenseIsRead() throws IOException {
    byte[] contents = new byte[33 * MEGABYTE];
    byte[] noise = new byte[MEGABYTE];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, contents, 0, noise.length);
    Arrays.fill(contents, noise.length, contents.length, (byte) 'x');
    assertThat(problem(zip("xl/workbook.xml", "x", contents, Deflater.BEST_SPEED)))
        .isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"20000 | none", "20001 | " + TOO_LARGE})
  void fileWithMoreThan20000PartsIsNotRead(int parts, String why) throws IOException {
    Path file = folder.resolve("parts.xlsx");
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (int i = 1; i < parts; i++) {
        zip.putNextEntry(empty(String.valueOf(i)));
      }
      zip.putNextEntry(empty("xl/workbook.xml"));
    }
    assertThat(problem(file)).isEqualTo(why);
  }

  private static ZipEntry empty(String name) {
    ZipEntry part = new ZipEntry(name);
    part.setMethod(ZipEntry.STORED);
    part.setSize(0);
    part.setCrc(0);
    return part;
  }

  /** An encrypted workbook with one sheet. */
  private Path encrypted(String password) throws Exception {
    Path file = folder.resolve("safeguarding.xlsx");
    try (POIFSFileSystem container = new POIFSFileSystem();
        XSSFWorkbook book = new XSSFWorkbook()) {
      book.createSheet("Pupils").createRow(0).createCell(0).setCellValue("ID");
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword(password);
      try (OutputStream out = encryptor.getDataStream(container)) {
        book.write(out);
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        container.writeFilesystem(out);
      }
    }
    return file;
  }

  private static String refused(Path file, String password) throws IOException {
    try (ReadableWorkbook book =
        new WorkbookFile(
                file,
                EncryptedWorkbook.decryption(
                    password == null ? Map.of() : Map.of(Privacy.NAMES_PASSWORD, password)))
            .open()
            .book()) {
      return book.getFirstSheet().getName();
    } catch (WorkbookFile.Refused e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void encryptedWorkbookIsOpenedWithItsPasswordOnly() throws Exception {
    Path file = encrypted("correct horse");
    assertThat(refused(file, "correct horse")).isEqualTo("Pupils");
    assertThat(refused(file, "battery staple"))
        .startsWith(
            "This file has another password than INVIGILATOR_SAFEGUARDING_PASSWORD. Give safeguarding.xlsx that");
    assertThat(refused(file, null))
        .endsWith("leave its password and set INVIGILATOR_SAFEGUARDING_PASSWORD.");
  }

  @Test
  void containerThatIsCutOffOrIsNoWorkbookIsNotOpened() throws Exception {
    Path file = encrypted("correct horse");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 512; length < whole.length; length += 512) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(refused(file, "correct horse")).as("%d bytes", length).startsWith("This file is ");
    }
  }
}
