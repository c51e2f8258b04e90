package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** CSV as Excel, PowerShell, web pages and other programs write it. */
class CsvTextTest {
  private static final String TEXT = "name,town\r\nZo\u00eb,\"Long Eaton, Derby\"\r\nAnn,\r\n";
  private static final List<List<String>> ROWS =
      List.of(
          List.of("name", "town"), List.of("Zo\u00eb", "Long Eaton, Derby"), List.of("Ann", ""));

  @TempDir Path folder;

  private List<List<String>> rows(byte[] bytes) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    new RegisterSource.Csv(Files.write(folder.resolve("a.csv"), bytes))
        .rows((number, cells) -> rows.add(List.of(cells)));
    return rows;
  }

  private static byte[] bytes(String text, Charset charset, int... mark) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int one : mark) {
      out.write(one);
    }
    out.write(text.getBytes(charset));
    return out.toByteArray();
  }

  static Stream<Arguments> forms() throws Exception {
    Charset windows = Charset.forName("windows-1252");
    String quoted = TEXT.replace("name", "\"name\"");
    return Stream.of(
        Arguments.of("UTF-8", bytes(TEXT, StandardCharsets.UTF_8)),
        Arguments.of(
            "a mark before a quoted header",
            bytes(quoted, StandardCharsets.UTF_8, 0xef, 0xbb, 0xbf)),
        Arguments.of("UTF-16 with a mark", bytes(TEXT, StandardCharsets.UTF_16LE, 0xff, 0xfe)),
        Arguments.of("UTF-16, high byte first", bytes(TEXT, StandardCharsets.UTF_16BE, 0xfe, 0xff)),
        Arguments.of("UTF-16 without a mark", bytes(TEXT, StandardCharsets.UTF_16LE)),
        Arguments.of("UTF-16 BE without a mark", bytes(TEXT, StandardCharsets.UTF_16BE)),
        Arguments.of("Windows-1252", bytes(TEXT, windows)),
        Arguments.of("sep=", bytes("sep=,\r\n" + TEXT, StandardCharsets.UTF_8)),
        Arguments.of(
            "sep= in quotation marks", bytes("\"sep=,\"\n" + TEXT, StandardCharsets.UTF_8)),
        Arguments.of("#TYPE", bytes("#TYPE System.Object\r\n" + TEXT, StandardCharsets.UTF_8)),
        Arguments.of("carriage returns", bytes(TEXT.replace("\r\n", "\r"), StandardCharsets.UTF_8)),
        Arguments.of(
            "semicolons",
            bytes(
                TEXT.replace("name,", "name;")
                    .replace("\u00eb,", "\u00eb;")
                    .replace("Ann,", "Ann;"),
                StandardCharsets.UTF_8)),
        Arguments.of(
            "sep= and more lines", bytes("sep=,\r\n" + TEXT + "\r\n", StandardCharsets.UTF_8)),
        Arguments.of(
            "a separator that only the first line tells",
            bytes(
                "sep=:\n"
                    + TEXT.replace("name,", "name:")
                        .replace("\u00eb,", "\u00eb:")
                        .replace("Ann,", "Ann:"),
                StandardCharsets.UTF_8)),
        Arguments.of(
            "invisible characters and other blanks",
            bytes(
                TEXT.replace("Ann", "\u00a0A\u200bnn\u202f\u0000")
                    .replace("Long ", "\ufeffLong\u00a0"),
                StandardCharsets.UTF_8)),
        Arguments.of("rows of commas", bytes(TEXT + ",\r\n\u00a0,\r\n", StandardCharsets.UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void everyFormIsReadAsTheSameRows(String form, byte[] bytes) throws Exception {
    assertThat(rows(bytes)).as(form).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pupils whose photographs must NOT be published\\n;;;\\nName;Class;Reason\\nAbbott, Lily;3B;LAC | Abbott, Lily",
        "Consents, Greenfield, 2026\\nName;Class;Reason\\nAbbott, Lily;3B;LAC\\nBhatt, A;3B;x | Abbott, Lily",
        "Name,Consents\\nAbbott,Website; Social media; Press\\nBhatt,Website; Press | Abbott"
      })
  void separatorIsThatOfMostLines(String text, String first) throws Exception {
    List<String> cells = new ArrayList<>();
    new RegisterSource.Csv(Files.writeString(folder.resolve("a.csv"), text.replace("\\n", "\n")))
        .rows((number, row) -> cells.add(row[0]));
    assertThat(cells).contains(first);
  }

  @Test
  void rowsAreCountedAsASpreadsheetCountsThem() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    new RegisterSource.Csv(
            Files.writeString(
                folder.resolve("a.csv"),
                "sep=,\r\nname\r\n\r\nAnn\r\n\"Bob\r\nCarl\nDee\"\r\nEve\r\n"))
        .rows((number, cells) -> numbers.add(number));
    assertThat(numbers).containsExactly(2, 4, 5, 6);
  }

  @ParameterizedTest
  @CsvSource({"IBM850,code page 850", "x-MacRoman,older Mac", "windows-1252,Windows-1252"})
  void accentsAreReadInTheEncodingInWhichTheyAreLetters(String charset, String noted)
      throws Exception {
    Charset written = Charset.forName(charset);
    String text =
        "name,town\r\nZo\u00eb,Thrap\u00e9w\u00ebll\r\nRen\u00e9e,Fran\u00e7ois\r\nANDR\u00c9,Se\u00e1n\r\n";
    assertThat(rows(bytes(text, written)))
        .contains(List.of("Zo\u00eb", "Thrap\u00e9w\u00ebll"))
        .contains(List.of("Ren\u00e9e", "Fran\u00e7ois"))
        .contains(List.of("ANDR\u00c9", "Se\u00e1n"));
    assertThat(CsvText.of(folder.resolve("a.csv")).note())
        .hasValueSatisfying(note -> assertThat(note).contains(noted));
  }

  @Test
  void typographicSignsOfWindowsAreKept() throws Exception {
    String text =
        "name,days\r\nO\u2019Brien,Mon\u2013Fri\r\nAnn,the pupil\u2019s\u2026 \u00a35\r\nDirector (\u201cIT\u201d),O\u2019Penhallow\r\nThe \u201cGazette\u201d,caf\u00e9\u2122\r\n";
    assertThat(rows(bytes(text, Charset.forName("windows-1252"))))
        .contains(List.of("O\u2019Brien", "Mon\u2013Fri"))
        .contains(List.of("Director (\u201cIT\u201d)", "O\u2019Penhallow"))
        .contains(List.of("The \u201cGazette\u201d", "caf\u00e9\u2122"));
  }

  @Test
  void olderEncodingIsReported() throws Exception {
    Path file = folder.resolve("a.csv");
    Files.write(file, bytes(TEXT, Charset.forName("windows-1252")));
    assertThat(CsvText.of(file).note())
        .hasValueSatisfying(note -> assertThat(note).contains("Windows-1252"));
    Files.write(file, bytes(TEXT, StandardCharsets.UTF_8));
    assertThat(CsvText.of(file).note()).isEmpty();
  }

  @Test
  void fileThatWasCutOffInItsLastRowIsRefusedAndRowsWithoutTrailingBlanksAreNot() throws Exception {
    assertThatThrownBy(() -> rows("a,b,c\n1,2,3\n4,5".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RegisterSource.Unreadable.class)
        .hasMessageContaining("cut off");
    assertThat(rows("a,b,c\n1,2,3\n4,5\n".getBytes(StandardCharsets.UTF_8))).hasSize(3);
    assertThat(rows("a,b,c\n1,2\n4,5".getBytes(StandardCharsets.UTF_8))).hasSize(3);
    assertThat(rows("a,b,c\n1,2,3\n4,5,6".getBytes(StandardCharsets.UTF_8))).hasSize(3);
  }

  @Test
  void damagedUtf8IsRefusedRatherThanReadWithWrongNames() throws Exception {
    byte[] damaged = bytes(TEXT + "\u00e9?\r\n", StandardCharsets.UTF_8);
    damaged[damaged.length - 3] = (byte) 0xe9;
    assertThatThrownBy(() -> rows(damaged))
        .isInstanceOf(RegisterSource.Unreadable.class)
        .hasMessageContaining("damaged");
  }

  /** What is clean stays clean, and nothing that can be seen is lost. */
  @Property
  void cleaningIsDoneOnceAndLosesNothingVisible(@ForAll String cell) {
    String clean = Texts.clean(cell);
    assertThat(Texts.clean(clean)).isEqualTo(clean);
    assertThat(clean.codePoints().filter(Character::isLetterOrDigit).toArray())
        .isEqualTo(cell.codePoints().filter(Character::isLetterOrDigit).toArray());
  }
}
