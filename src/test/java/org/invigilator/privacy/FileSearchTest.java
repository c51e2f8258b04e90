package org.invigilator.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches files for a text, wherever in them it is. */
class FileSearchTest {
  private static final String NAME = "Zoë Ådahl";
  private final FileSearch search = new FileSearch(text -> text.contains(NAME));
  @TempDir Path folder;

  private Path file(String content) throws Exception {
    return Files.writeString(folder.resolve("file.txt"), content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 500, 1024, 1030})
  void nameAcrossThePiecesOfAFileIsFound(int before) throws Exception {
    assertThat(search.isIn(file("x".repeat((1 << 20) - before) + NAME + "y".repeat(2000))))
        .isTrue();
  }

  @Test
  void otherFilesAreNotFound() throws Exception {
    assertThat(search.isIn(file("Zoë Adahl" + "x".repeat(3 << 20)))).isFalse();
    assertThat(search.isIn(file(""))).isFalse();
  }

  @Test
  void nameInAZippedFileIsFound() throws Exception {
    Path zip = folder.resolve("a.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream to = new ZipOutputStream(out)) {
      to.putNextEntry(new ZipEntry("inner.txt"));
      to.write(("x".repeat(2 << 20) + NAME).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(search.isIn(zip)).isTrue();
  }

  private static byte[] zip(String entry, byte[] content) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream to = new ZipOutputStream(bytes)) {
      to.putNextEntry(new ZipEntry(entry));
      to.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream to = new GZIPOutputStream(bytes)) {
      to.write(content);
    }
    return bytes.toByteArray();
  }

  /** A compressed file that has a name within. */
  private static byte[] named(String name) throws Exception {
    byte[] plain = gzip(new byte[] {1});
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    plain[3] = 8;
    bytes.write(plain, 0, 10);
    bytes.write(text);
    bytes.write(0);
    bytes.write(plain, 10, plain.length - 10);
    return bytes.toByteArray();
  }

  private static byte[] remarked(String remark) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream to = new ZipOutputStream(bytes)) {
      to.setComment(remark);
      to.putNextEntry(new ZipEntry("a.bin"));
      to.setLevel(0);
      to.write(new byte[40_000]);
    }
    return bytes.toByteArray();
  }

  private static byte[] mail(byte[] attachment, String name) throws Exception {
    MimeMessage mail = new MimeMessage((jakarta.mail.Session) null);
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(attachment, "application/octet-stream");
    part.setFileName(name);
    part.setHeader("Content-Transfer-Encoding", "base64");
    mail.setContent(new MimeMultipart(part));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    return bytes.toByteArray();
  }

  static Stream<Arguments> packed() throws Exception {
    byte[] utf8 = NAME.getBytes(StandardCharsets.UTF_8);
    byte[] book =
        zip(
            "xl/sharedStrings.xml",
            "<t>Zo&#235; </t><r>&#xC5;da</r><r>hl</r>".getBytes(StandardCharsets.UTF_8));
    return Stream.of(
        Arguments.of("a.txt", NAME.getBytes(StandardCharsets.UTF_16LE)),
        Arguments.of("a.txt", NAME.getBytes(StandardCharsets.UTF_16BE)),
        Arguments.of("a.txt", NAME.getBytes(StandardCharsets.UTF_16)),
        Arguments.of("a.xlsx", book),
        Arguments.of("a.zip", zip("b.xlsx", book)),
        Arguments.of("a.zip", zip("b.zip", zip("c.zip", zip("d.txt", utf8)))),
        Arguments.of("a.zip", zip(NAME + ".txt", new byte[0])),
        Arguments.of("a.zip", zip("a.txt", NAME.getBytes(StandardCharsets.UTF_16LE))),
        Arguments.of("a.ndjson.gz", gzip(utf8)),
        Arguments.of("a.gz", named(NAME)),
        Arguments.of("a.zip", remarked(NAME)),
        Arguments.of("a.zip", ("PK\u0003\u0004 " + NAME).getBytes(StandardCharsets.UTF_8)),
        Arguments.of("a.txt", ("PK of " + NAME).getBytes(StandardCharsets.UTF_8)),
        Arguments.of("a.eml", mail(utf8, "a.txt")),
        Arguments.of("a.eml", mail(book, "a.xlsx")),
        Arguments.of("a.eml", mail(new byte[] {1}, NAME + ".txt")),
        Arguments.of(
            "a.json", "{\"a\":\"Zo\\u00eb \\u00c5dahl\"}".getBytes(StandardCharsets.UTF_8)),
        Arguments.of("a.txt", "x?q=Zo%C3%AB%20%C3%85dahl".getBytes(StandardCharsets.UTF_8)),
        Arguments.of("a.txt", "Zo=C3=AB =\r\n=C3=85dahl".getBytes(StandardCharsets.UTF_8)),
        Arguments.of(
            "a.txt",
            ("data:" + Base64.getEncoder().encodeToString(utf8)).getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("packed")
  void nameIsFoundHoweverItIsPackedOrWritten(String name, byte[] content) throws Exception {
    Path file = Files.write(folder.resolve(name), content);
    assertThat(search.isIn(file)).isTrue();
    assertThat(new FileSearch(text -> text.contains("Zoe Adahl")).isIn(file)).isFalse();
  }

  @Test
  void nameInTheFileOfADatabaseIsFoundAsTheDatabaseWritesIt() throws Exception {
    try (Connection database =
            DriverManager.getConnection("jdbc:h2:" + folder.resolve("db"), "sa", "");
        Statement statement = database.createStatement()) {
      statement.execute("create table t (text varchar(200))");
      statement.execute("insert into t values ('by " + NAME + " of Ł\u00f3d\u017a')");
    }
    assertThat(search.isIn(folder.resolve("db.mv.db"))).isTrue();
    assertThat(
            new FileSearch(text -> text.contains("of \u0141\u00f3d\u017a"))
                .isIn(folder.resolve("db.mv.db")))
        .isTrue();
    assertThat(new FileSearch(text -> text.contains("Zoe Adahl")).isIn(folder.resolve("db.mv.db")))
        .isFalse();
  }

  @Test
  void nameOfAFileIsSearchedToo() throws Exception {
    assertThat(search.isIn(Files.writeString(folder.resolve(NAME + ".txt"), ""))).isTrue();
  }
}
