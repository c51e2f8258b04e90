package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workbooks as different programs write them are read as the same cells. */
class WorkbookFormsTest {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/";

  @TempDir Path folder;
  private final Map<String, String> parts = new LinkedHashMap<>();

  @BeforeEach
  void plain() {
    parts.put(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
            + "</Types>");
    parts.put(
        "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"rId1\" Type=\""
            + OFFICE
            + "relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    parts.put(
        "xl/workbook.xml",
        "<workbook xmlns=\""
            + MAIN
            + "\" xmlns:r=\""
            + OFFICE
            + "relationships\"><workbookPr/><sheets><sheet name=\"people\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    parts.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"rId1\" Type=\""
            + OFFICE
            + "relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
            + "<Relationship Id=\"rId2\" Type=\""
            + OFFICE
            + "relationships/styles\" Target=\"styles.xml\"/></Relationships>");
    parts.put(
        "xl/styles.xml",
        "<styleSheet xmlns=\""
            + MAIN
            + "\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"[Red]0\"/></numFmts>"
            + "<cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"38\"/></cellXfs></styleSheet>");
    sheet("s=\"1\"><v>42614</v>");
  }

  /** A sheet of one row: a date, and a number that is none. */
  private void sheet(String dateCell) {
    sheet(dateCell, "><v>7</v>");
  }

  private void sheet(String dateCell, String numberCell) {
    parts.put(
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\""
            + MAIN
            + "\"><sheetData><row r=\"1\"><c r=\"A1\" "
            + dateCell
            + "</c><c r=\"B1\" "
            + numberCell
            + "</c></row></sheetData></worksheet>");
  }

  private List<String> cells() throws IOException {
    return cells(Column.Type.DATE, Column.Type.YEAR);
  }

  private List<String> cells(Column.Type first, Column.Type second) throws IOException {
    Path file = folder.resolve("people.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(RegisterSource.Sheet.names(file)).containsExactly("people");
    List<String> cells = new ArrayList<>();
    new RegisterSource.Sheet(file, "people")
        .rows(
            new RegisterSource.RowReader() {
              @Override
              public void row(int number, String[] row) {
                cells.addAll(List.of(row));
              }

              @Override
              public Column.Type typeOf(int index) {
                return index == 0 ? first : second;
              }
            });
    return cells;
  }

  @Test
  void plainWorkbookIsRead() throws Exception {
    assertThat(cells()).containsExactly("2016-09-01", "7");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "><v>42614</v>",
        "s=\"1\" t=\"d\"><v>2016-09-01</v>",
        "s=\"1\" t=\"d\"><v>2016-09-01T00:00:00.000</v>",
        "s=\"1\"><v>42614.375</v>",
        "s=\"1\"><f>DATE(2016;9;1)</f><v>42614</v>",
        "><f>A2</f><v>42614</v>",
        "t=\"inlineStr\"><is><t>2016-09-01_x000D_</t></is>"
      })
  void dateIsReadByTheColumnAndNotByTheFormat(String cell) throws Exception {
    sheet(cell);
    assertThat(cells()).first().isEqualTo("2016-09-01");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void numberIsReadByTheColumnAndNotByTheFormat(String style) throws Exception {
    sheet("><v>42614</v>", "s=\"" + style + "\"><v>7</v>");
    assertThat(cells()).containsExactly("2016-09-01", "7");
  }

  @Test
  void dateInAColumnOfTextsIsWhatTheSheetShows() throws Exception {
    sheet("s=\"1\"><v>42614</v>", "s=\"2\"><v>7</v>");
    assertThat(cells(Column.Type.TEXT, Column.Type.TEXT)).containsExactly("2016-09-01", "7");
  }

  @ParameterizedTest
  @CsvSource({"2024", "0", "20160901", "7"})
  void numberThatIsHardlyADateStaysOneAndIsRefusedByItsColumn(String number) throws Exception {
    sheet("><v>" + number + "</v>");
    assertThat(cells()).first().isEqualTo(number);
    assertThat(Cells.date(number)).isEmpty();
  }

  @Test
  void daysOfAMacAreCountedFrom1904() throws Exception {
    parts.computeIfPresent(
        "xl/workbook.xml",
        (n, text) -> text.replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>"));
    sheet("s=\"1\"><v>41152</v>");
    assertThat(cells()).first().isEqualTo("2016-09-01");
  }

  @Test
  void strictOpenXmlIsRead() throws Exception {
    parts.replaceAll(
        (name, text) ->
            text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
                .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/"));
    sheet("t=\"d\"><v>2016-09-01</v>");
    parts.computeIfPresent(
        "xl/worksheets/sheet1.xml",
        (n, text) -> text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"));
    assertThat(cells()).containsExactly("2016-09-01", "7");
  }

  @Test
  void workbookWithoutStylesOrWithBackslashesIsRead() throws Exception {
    parts.remove("xl/styles.xml");
    parts.computeIfPresent(
        "[Content_Types].xml",
        (n, text) -> text.replaceAll("<Override PartName=\"/xl/styles[^>]*>", ""));
    sheet("><v>42614</v>");
    assertThat(cells()).containsExactly("2016-09-01", "7");
    Map<String, String> windows = new LinkedHashMap<>();
    parts.forEach((name, text) -> windows.put(name.replace('/', '\\'), text));
    parts.clear();
    parts.putAll(windows);
    assertThat(cells()).containsExactly("2016-09-01", "7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"<f>1+1</f><v></v>", "<f>1+1</f><v/>", "<f>1+1</f>"})
  void formulasAloneAreRefused(String cell) {
    sheet("s=\"1\"><v>42614</v>", ">" + cell);
    assertThatThrownBy(this::cells)
        .hasMessageContaining("Cell B1 has a formula without its result");
  }

  @Test
  void aFormulaMayHaveAnEmptyTextForItsResult() throws Exception {
    sheet("t=\"str\"><f>\"\"</f><v></v>", "><f>3+4</f><v>7</v>");
    assertThat(cells()).containsExactly("", "7");
  }
}
