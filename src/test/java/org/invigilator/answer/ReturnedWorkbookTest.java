package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.RowFingerprint;
import org.invigilator.finding.SampleTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a workbook that a person filled in and sent back. */
class ReturnedWorkbookTest {
  private static final String TRUST = SampleTrust.index().trustName();
  private static final String ID = "F-000000000001";
  private static final String OTHER = "F-000000000002";

  @TempDir Path folder;

  private ReturnedWorkbook.Outcome read(TypedWorkbook workbook) {
    return read(workbook.save(folder.resolve("a.xlsx")));
  }

  private static ReturnedWorkbook.Outcome read(Path file) {
    return ReturnedWorkbook.read(
        new WorkbookFile(file, Optional.empty()), "a.xlsx", List.of("Its New Name", TRUST));
  }

  private static RowFingerprint stamp(String finding, Map<AnswerField, String> issued) {
    return RowFingerprint.of(TRUST, SampleTrust.DAY, finding, "e1", issued);
  }

  private static String stamp(String finding) {
    return stamp(finding, Map.of()).text();
  }

  private static List<String> whys(ReturnedWorkbook.Outcome outcome) {
    return outcome.lines().stream()
        .map(l -> String.join(" | ", l.source(), l.finding(), l.field(), l.why()))
        .toList();
  }

  private static TypedWorkbook workbook() {
    return TypedWorkbook.issued();
  }

  @Test
  void answerTypedOverTheStatusIsNotedAndNotRead() {
    TypedWorkbook workbook =
        new TypedWorkbook()
            .row("ID", "Status", "Decision", "Stamp")
            .row(ID, "Fixed 19/11", null, stamp(ID))
            .row(OTHER, "new", null, stamp(OTHER));
    ReturnedWorkbook.Outcome outcome = read(workbook);
    assertThat(outcome.replies()).isEmpty();
    assertThat(whys(outcome)).hasSize(1).first().asString().contains("over the status", "Decision");
  }

  @Test
  void onlyCellsThatWereChangedAreAnswers() {
    RowFingerprint stamp =
        stamp(ID, Map.of(AnswerField.OWNER, "P-1", AnswerField.DUE, "2026-11-09"));
    ReturnedWorkbook.Outcome outcome =
        read(
            workbook()
                .row(
                    ID,
                    null,
                    LocalDate.of(2026, 11, 9),
                    " Asked IT ",
                    "fixed",
                    null,
                    null,
                    stamp.text())
                .row(OTHER, null, null, null, null, null, null, stamp(OTHER)));
    assertThat(outcome.lines()).isEmpty();
    assertThat(outcome.replies())
        .containsExactly(
            new Reply(
                "a.xlsx, Findings row 2",
                ID,
                Optional.of(stamp),
                Map.of(
                    AnswerField.DUE,
                    "2026-11-09",
                    AnswerField.NOTE,
                    "Asked IT",
                    AnswerField.DECISION,
                    "fixed"),
                Set.of(AnswerField.OWNER, AnswerField.NOTE, AnswerField.DECISION)));
    assertThat(outcome.replies().get(0).value(AnswerField.NOTE)).isEqualTo("Asked IT");
    assertThat(outcome.replies().get(0).value(AnswerField.OWNER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "x"})
  void rowWithoutItsStampAnswersOnlyWhatAPersonFillsIn(String stamp) {
    ReturnedWorkbook.Outcome outcome =
        read(workbook().row(ID, "P-2", "09/12/2026", "Soon", null, null, "P-9", stamp));
    assertThat(outcome.lines()).isEmpty();
    assertThat(outcome.replies()).hasSize(1);
    assertThat(outcome.replies().get(0).stamp()).isEmpty();
    assertThat(outcome.replies().get(0).touched())
        .containsExactlyInAnyOrder(AnswerField.NOTE, AnswerField.APPROVED_BY);
  }

  @Test
  void missingStampColumnIsNoted() {
    ReturnedWorkbook.Outcome outcome =
        read(new TypedWorkbook().row("ID", "Owner", "Decision").row(ID, "P-2", "fixed"));
    assertThat(outcome.replies())
        .extracting(Reply::touched)
        .containsExactly(Set.of(AnswerField.DECISION));
    assertThat(outcome.lines())
        .containsExactly(
            new AnswerLine(
                "a.xlsx, Findings",
                "",
                "Stamp",
                "",
                AnswerLine.Result.NOTED,
                "The column Stamp is missing, so changes to owners and due dates cannot be recognised and were not read."));
  }

  @Test
  void sheetWithoutItsIdsIsNotRead() {
    ReturnedWorkbook.Outcome outcome =
        read(new TypedWorkbook().row("Decision", "Stamp").row("fixed", stamp(ID)));
    assertThat(outcome.replies()).isEmpty();
    assertThat(whys(outcome))
        .containsExactly(
            "a.xlsx, Findings |  | ID | The column ID is missing, so this sheet was not read. Use a workbook that still has it.");
  }

  @ParameterizedTest
  @CsvSource({"ID, Note", "Number, Decision"})
  void workbookWithoutTheColumnsForAnswersIsRefused(String one, String other) {
    assertThat(whys(read(new TypedWorkbook().row(one, other).row(ID, "fixed"))))
        .containsExactly(
            "a.xlsx |  |  | No sheet has the columns ID and Decision. Write your answers into the newest workbook.");
  }

  @Test
  void columnsMayStandUpTo30RowsDownAndInAnyOrder() {
    TypedWorkbook workbook =
        new TypedWorkbook().row("decision ", "Mine", " id").row("fixed", "x", ID);
    assertThat(read(workbook.below(29)).replies())
        .extracting(Reply::source, Reply::finding)
        .containsExactly(tuple("a.xlsx, Findings row 31", ID));
    assertThat(whys(read(workbook.below(30).with(s -> s.createRow(0).createCell(0)))))
        .containsExactly(
            "a.xlsx |  |  | No sheet has the columns ID and Decision. Write your answers into the newest workbook.");
  }

  @Test
  void secondColumnOfANameIsAPersonsOwn() {
    ReturnedWorkbook.Outcome outcome =
        read(
            new TypedWorkbook()
                .row("ID", "ID", "Note", "Note", "Decision", "Stamp", "Stamp")
                .row(1.5, ID, "Ours", "Mine", null, stamp(ID), "x")
                .row(2.5, OTHER, null, null, "fixed", null, null));
    assertThat(outcome.replies())
        .extracting(Reply::finding, r -> r.value(AnswerField.NOTE))
        .containsExactly(tuple(ID, "Ours"), tuple("2.5", ""));
  }

  @Test
  void rowUnderAnotherIdIsRefusedAndTheOthersAreRead() {
    ReturnedWorkbook.Outcome outcome =
        read(
            workbook()
                .row("F".repeat(41), null, null, "Soon", null, null, null, stamp(ID))
                .row("F".repeat(40), null, null, "=1", null, null, null, stamp(ID))
                .row("F-3", null, null, null, null, null, null, stamp(ID))
                .row(OTHER, null, null, null, null, null, null, stamp(OTHER)));
    assertThat(outcome.replies()).isEmpty();
    assertThat(whys(outcome))
        .containsExactly(
            "a.xlsx, Findings row 2 | "
                + "F".repeat(40)
                + "… | ID | The ID is not the one this row was issued with. The row was not read.",
            "a.xlsx, Findings row 3 | "
                + "F".repeat(40)
                + " | ID | The ID is not the one this row was issued with. The row was not read.");
  }

  @Test
  void oneRowUnderAnotherIdIsNoOtherTrust() {
    assertThat(whys(read(workbook().row(OTHER, null, null, "x", null, null, null, stamp(ID)))))
        .containsExactly(
            "a.xlsx, Findings row 2 | "
                + OTHER
                + " | ID | The ID is not the one this row was issued with. The row was not read.");
  }

  @Test
  void workbookOfAnotherTrustIsRefusedAsAWhole() {
    ReturnedWorkbook.Outcome outcome =
        ReturnedWorkbook.read(
            new WorkbookFile(
                workbook()
                    .row(ID, null, null, "x", null, null, null, stamp(ID))
                    .row(OTHER, null, null, "x", null, null, null, stamp(OTHER))
                    .save(folder.resolve("a.xlsx")),
                Optional.empty()),
            "a.xlsx",
            List.of("Another Trust"));
    assertThat(outcome.replies()).isEmpty();
    assertThat(whys(outcome))
        .containsExactly(
            "a.xlsx |  |  | This workbook belongs to another trust. Nothing in it was read.");
  }

  @Test
  void mergedCellsAreNamedForOnlyTheirFirstRowIsRead() throws Exception {
    Path plain =
        workbook()
            .row(ID, null, null, null, "fixed", null, null, stamp(ID))
            .row(OTHER, null, null, null, null, null, null, stamp(OTHER))
            .save(folder.resolve("plain.xlsx"));
    Path merged = folder.resolve("a.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(plain));
        OutputStream out = Files.newOutputStream(merged)) {
      book.getSheetAt(0).addMergedRegion(CellRangeAddress.valueOf("E2:E3"));
      book.getSheetAt(0).addMergedRegion(CellRangeAddress.valueOf("J1:K1"));
      book.write(out);
    }
    assertThat(read(plain).lines()).isEmpty();
    ReturnedWorkbook.Outcome outcome = read(merged);
    assertThat(outcome.replies()).hasSize(1);
    assertThat(outcome.lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.entered()).isEqualTo("E2:E3");
              assertThat(line.why()).startsWith("These cells are merged");
            });
  }

  @Test
  void blankRowIsPassedOverAndAnswerWithoutAnIdIsNot() {
    ReturnedWorkbook.Outcome outcome =
        read(
            workbook()
                .row(null, null, null, " ", null, null, null, stamp(ID))
                .row(null, null, null, "x", null, null, null, null));
    assertThat(outcome.lines()).isEmpty();
    assertThat(outcome.replies()).extracting(Reply::finding).containsExactly("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=1+1 | The text begins with '=', which a spreadsheet may read as a formula. Begin with a letter.",
        "+44 | The text begins with '+', which a spreadsheet may read as a formula. Begin with a letter.",
        "-x | The text begins with '-', which a spreadsheet may read as a formula. Begin with a letter.",
        "@all | The text begins with '@', which a spreadsheet may read as a formula. Begin with a letter.",
      })
  void textThatASpreadsheetMayCalculateIsRefused(String note, String why) {
    ReturnedWorkbook.Outcome outcome =
        read(workbook().row(ID, "P-2", null, note, null, null, null, stamp(ID)));
    assertThat(whys(outcome))
        .containsExactly("a.xlsx, Findings row 2 | " + ID + " | Note | " + why);
    assertThat(outcome.replies())
        .extracting(Reply::touched)
        .containsExactly(Set.of(AnswerField.OWNER));
  }

  @Test
  void textOfMoreThan2000CharactersIsRefused() {
    ReturnedWorkbook.Outcome outcome =
        read(
            workbook()
                .row(ID, null, null, "x".repeat(2_001), null, null, null, stamp(ID))
                .row(OTHER, null, null, "x".repeat(2_000), null, null, null, stamp(OTHER)));
    assertThat(outcome.lines())
        .extracting(AnswerLine::why)
        .containsExactly("The text has 2,001 characters; at most 2,000 are allowed. Shorten it.");
    assertThat(outcome.replies()).extracting(Reply::finding).containsExactly(OTHER);
  }

  @Test
  void formulaOrErrorInACellIsRefused() {
    ReturnedWorkbook.Outcome outcome =
        read(
            workbook()
                .row(ID, null, null, null, null, null, null, stamp(ID))
                .row(OTHER, null, null, null, null, null, null, stamp(OTHER))
                .with(
                    sheet -> {
                      sheet.getRow(1).createCell(3).setCellFormula("1+1");
                      Cell text = sheet.getRow(1).createCell(4);
                      text.setCellFormula("\"fix\"&\"ed\"");
                      text.setCellValue("fixed");
                      sheet.getRow(2).createCell(3).setCellErrorValue(FormulaError.NA.getCode());
                    }));
    assertThat(outcome.lines())
        .extracting(AnswerLine::field, AnswerLine::why)
        .containsExactly(
            tuple("Note", "The cell contains a formula. Type the value itself."),
            tuple("Decision", "The cell contains a formula. Type the value itself."),
            tuple("Note", "The cell shows an error. Type the value itself."));
    assertThat(outcome.replies()).isEmpty();
  }

  @Test
  void numbersAndDatesAreReadAsTheyAreShown() {
    ReturnedWorkbook.Outcome outcome =
        read(
            workbook()
                .row(ID, 12.5, "9/12/2026", 44.5, "Line 1\n\tline 2", null, null, stamp(ID))
                .with(
                    sheet -> {
                      CellStyle money = sheet.getWorkbook().createCellStyle();
                      money.setDataFormat(sheet.getWorkbook().createDataFormat().getFormat("0.00"));
                      sheet.getRow(1).getCell(3).setCellStyle(money);
                    })
                .row(
                    OTHER,
                    LocalDate.of(2026, 11, 9),
                    LocalDate.of(2026, 12, 9),
                    "9/12/2026",
                    null,
                    null,
                    null,
                    stamp(OTHER)));
    assertThat(outcome.replies())
        .extracting(Reply::values)
        .containsExactly(
            Map.of(
                AnswerField.OWNER,
                "12.5",
                AnswerField.DUE,
                "2026-12-09",
                AnswerField.NOTE,
                "44.5",
                AnswerField.DECISION,
                "Line 1\n\tline 2"),
            Map.of(
                AnswerField.OWNER,
                "2026-11-09",
                AnswerField.DUE,
                "2026-12-09",
                AnswerField.NOTE,
                "9/12/2026"));
  }

  @Test
  void damagedWorkbookIsRefusedInOneLine() throws IOException {
    Path file = folder.resolve("a.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      zip.write("<workbook".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(whys(read(file)))
        .containsExactly("a.xlsx |  |  | This file is damaged. Save it again as .xlsx.");
  }

  @Test
  void nothingIsReadOfAWorkbookThatIsDamagedFurtherDown() throws IOException {
    Path whole =
        workbook()
            .row(ID, null, null, "Soon", "=1", null, null, stamp(ID))
            .with(sheet -> sheet.getWorkbook().createSheet("More"))
            .save(folder.resolve("whole.xlsx"));
    Path damaged = folder.resolve("a.xlsx");
    try (ZipFile parts = new ZipFile(whole.toFile());
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(damaged))) {
      for (ZipEntry part : Collections.list(parts.entries())) {
        zip.putNextEntry(new ZipEntry(part.getName()));
        zip.write(
            part.getName().endsWith("sheet3.xml")
                ? "<worksheet><sheetData><row".getBytes(StandardCharsets.UTF_8)
                : parts.getInputStream(part).readAllBytes());
      }
    }
    assertThat(read(whole).replies()).hasSize(1);
    ReturnedWorkbook.Outcome outcome = read(damaged);
    assertThat(outcome.replies()).isEmpty();
    assertThat(whys(outcome))
        .containsExactly("a.xlsx |  |  | This file is damaged. Save it again as .xlsx.");
  }

  @Test
  void fileThatIsNoWorkbookIsRefusedInOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("a.xlsx"), "F-1,fixed");
    assertThat(whys(read(file)))
        .containsExactly(
            "a.xlsx |  |  | This file is not a workbook. Save it as an Excel workbook (.xlsx).");
  }
}
