package org.invigilator.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.invigilator.input.WorkbookInput.Kind;
import org.invigilator.input.WorkbookInput.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkbookInputTest {
  @TempDir Path folder;

  private Path book(String rows) throws IOException {
    return zip(Map.of("xl/worksheets/sheet1.xml", sheet(rows)));
  }

  private static String sheet(String rows) {
    return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  }

  /** A workbook with one sheet and other parts, without formats. */
  private Path zip(Map<String, String> parts) throws IOException {
    Path file = folder.resolve("a.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(
          zip,
          "[Content_Types].xml",
          "<Types><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>"
              + "<Override PartName='/xl/styles.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml'/></Types>");
      put(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='One' sheetId='1' r:id='r1'/></sheets></workbook>");
      put(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>");
      put(
          zip,
          "xl/styles.xml",
          "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>");
      for (Map.Entry<String, String> part : parts.entrySet()) {
        put(zip, part.getKey(), part.getValue());
      }
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String refused(Path file) {
    return new WorkbookInput(file)
        .refusal()
        .map(r -> r.details().isEmpty() ? r.kind().toString() : r.details())
        .orElse("accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "1, A1, accepted",
    "1, XFD1, accepted",
    "1048576, XFD1048576, accepted",
    "1, XFE1, XFE1",
    "1, ZZZZZZ1, ZZZZZZ1",
    "1, ZZZZZZZZZZZZZZZZZZZZZ1, ZZZZ",
    "1, A1048577, A1048577",
    "1, A99999999999, A999",
    "1048577, A1, row 1048577",
    "99999999, A1, row 99999999",
    "99999999999, A1, row 99999999999",
    "-1, A1, row -1",
    "0, A1, row 0"
  })
  void cellIsInsideOfASheet(String row, String cell, String result) throws IOException {
    assertThat(refused(book("<row r='" + row + "'><c r='" + cell + "'><v>1</v></c></row>")))
        .contains(result);
  }

  @ParameterizedTest
  @CsvSource({
    "1, accepted",
    "0.1000000000000000055511151231257827, accepted",
    "1E+308, accepted",
    "2.2250738585072014E-308, accepted",
    "1E-00000000000000000000010, accepted",
    "1E+401, contains a number",
    "1E+99999999, contains a number",
    "1e-1000000000, contains a number",
    "1E+99999999999999999999, contains a number",
    "not a number E+9x, accepted"
  })
  void numberIsOneThatASpreadsheetCanShow(String number, String result) throws IOException {
    assertThat(refused(book("<row r='1'><c r='B1'><v>" + number + "</v></c></row>")))
        .contains(result);
    assertThat(refused(book("<row r='1'><c r='B1' t='n' s='1'><v>" + number + "</v></c></row>")))
        .contains(result);
  }

  @Test
  void numberOfManyDigitsIsRefusedAndALongTextIsNot() throws IOException {
    assertThat(refused(book("<row><c><v>" + "9".repeat(401) + "</v></c></row>")))
        .contains("in row 1 contains a number");
    assertThat(refused(book("<row><c t='str'><v>" + "9".repeat(401) + "</v></c></row>")))
        .isEqualTo("accepted");
  }

  @Test
  void textsAreLimitedWhereverTheyAre() throws IOException {
    String most = "x".repeat(InputLimits.CELL);
    for (String cell :
        List.of(
            "<row><c r='A1' t='inlineStr'><is><t>%s</t></is></c></row>",
            "<row><c r='A1' t='str'><v>%s</v></c></row>",
            "<row><c r='A1' t='str'><v><v/><c r='A1'/>%s</v></c></row>")) {
      assertThat(refused(book(String.format(cell, most)))).isEqualTo("accepted");
      assertThat(refused(book(String.format(cell, most + "x")))).contains("cell A1 is too long");
    }
    assertThat(refused(zip(Map.of("xl/other.xml", "<sst><si><t>" + most + "x</t></si></sst>"))))
        .contains("too long");
    assertThat(refused(book("<row><c r='A1'><f>" + "A".repeat(8193) + "</f><v>1</v></c></row>")))
        .contains("formula of cell A1");
  }

  @Test
  void rowsThatFillTheMemoryOrTakeForEverAreRefused() throws IOException {
    assertThat(refused(book("<row><c r='XFD1'/></row>".repeat(3000)))).isEqualTo("accepted");
    assertThat(refused(book("<row><c r='XFD1'/></row>".repeat(3100)))).isEqualTo("TOO_LARGE");
    assertThat(refused(book("<row>" + "<c/>".repeat(16_385) + "</row>")))
        .contains("in column 16385");
    String base =
        "<row><c r='A1'><f t='shared' si='0' ref='A1'>" + "A1+".repeat(2_000) + "</f></c>";
    assertThat(refused(book(base + "<c><f t='shared' si='0'/></c>".repeat(16_000) + "</row>")))
        .isEqualTo("TOO_LARGE");
    assertThat(
            refused(
                zip(
                    Map.of(
                        "xl/s.xml", "<styleSheet>" + "<xf/>".repeat(1_000_001) + "</styleSheet>"))))
        .isEqualTo("TOO_LARGE");
    assertThat(refused(book("<a>".repeat(300)))).isEqualTo("TOO_LARGE");
    assertThat(refused(book("<row x='" + "x".repeat(3 << 20) + "'/>"))).isEqualTo("TOO_LARGE");
  }

  @Test
  void partIsMeasuredAsItIsUnpackedNotAsItIsDeclared() throws IOException {
    Path file = book("<row/>" + " ".repeat(40 << 20));
    assertThat(refused(file)).isEqualTo("TOO_LARGE");
    byte[] bytes = Files.readAllBytes(file);
    // The size in the directory of the ZIP is a claim of whoever made it.
    byte[] declared = {0, 0, 0, 0};
    byte[] signature = {'P', 'K', 1, 2};
    for (int i = 0; i + 46 < bytes.length; i++) {
      if (java.util.Arrays.equals(bytes, i, i + 4, signature, 0, 4)) {
        System.arraycopy(declared, 0, bytes, i + 24, 4);
      }
    }
    Files.write(file, bytes);
    assertThat(new WorkbookInput(file).refusal().map(Refusal::kind))
        .hasValueSatisfying(k -> assertThat(k).isIn(Kind.TOO_LARGE, Kind.DAMAGED));
  }

  @Test
  void pipesFoldersAndNamesThatAreNotUtf8AreRefused() throws Exception {
    assertThat(refused(folder)).contains("a folder");
    Path pipe = Pipes.make(folder.resolve("p.xlsx"));
    assertThat(refused(pipe)).contains("a pipe");
    assertThat(refused(Files.createSymbolicLink(folder.resolve("l.xlsx"), pipe)))
        .contains("a pipe");
    assertThat(refused(folder.resolve("none.xlsx"))).isEqualTo("DAMAGED");
  }

  @ParameterizedTest
  @CsvSource({
    "46346, 2026-11-20",
    "46346.5, 2026-11-20T12:00",
    "2958465, 9999-12-31",
    "2958466, 2958466",
    "-1, -1",
    "1E+300, 1.00000E+300",
    "0.99999999999, 1900-01-01"
  })
  void dateIsOneOfTheCalendarOrElseANumber(String number, String shown) throws IOException {
    Path file = book("<row r='1'><c r='A1' s='1'><v>" + number + "</v></c></row>");
    assertThat(refused(file)).isEqualTo("accepted");
    try (ReadableWorkbook open = new WorkbookInput(file).open()) {
      Row row = open.getFirstSheet().read().get(0);
      assertThat(new CellValue(row.getCell(0), false).text()).isEqualTo(shown);
    }
  }
}
