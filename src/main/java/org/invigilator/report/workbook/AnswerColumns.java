package org.invigilator.report.workbook;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Finding;
import org.invigilator.finding.RowFingerprint;
import org.invigilator.finding.Status;
import org.invigilator.report.ReportModel;

/**
 * The cells in which people answer, on every sheet that has them, and the hidden fingerprint that
 * tells which of them were changed.
 *
 * @param at the column of each field
 */
record AnswerColumns(
    ReportModel model, Styles styles, Map<AnswerField, Integer> at, int fingerprint) {

  /** Finds the columns by their headers. */
  static AnswerColumns in(List<Layout.Column> columns, ReportModel model, Styles styles) {
    List<String> headers = columns.stream().map(Layout.Column::header).toList();
    Map<AnswerField, Integer> at = new EnumMap<>(AnswerField.class);
    for (AnswerField field : AnswerField.values()) {
      at.put(field, headers.indexOf(field.header()));
    }
    return new AnswerColumns(model, styles, at, headers.indexOf(RowFingerprint.HEADER));
  }

  private int column(AnswerField field) {
    return at.getOrDefault(field, 0);
  }

  /** Offers lists to choose from, and hides the fingerprint. */
  void prepare(XSSFSheet sheet, int firstRow, int rows) {
    int last = firstRow + Math.max(1, rows) - 1;
    offer(sheet, Lists.PEOPLE, AnswerField.OWNER, firstRow, last);
    offer(sheet, Lists.PEOPLE, AnswerField.REQUESTED_BY, firstRow, last);
    offer(sheet, Lists.PEOPLE, AnswerField.APPROVED_BY, firstRow, last);
    offer(sheet, Lists.DECISIONS, AnswerField.DECISION, firstRow, last);
    DataValidationHelper helper = sheet.getDataValidationHelper();
    DataValidation date =
        helper.createValidation(
            helper.createDateConstraint(
                DataValidationConstraint.OperatorType.GREATER_OR_EQUAL,
                Integer.toString((int) DateUtil.getExcelDate(LocalDate.of(2020, 1, 1))),
                "",
                "dd/mm/yyyy"),
            range(AnswerField.DUE, firstRow, last));
    date.setShowErrorBox(true);
    date.createErrorBox("Due", "Type a date, for example 31/01/2027.");
    sheet.addValidationData(date);
    sheet.setColumnHidden(fingerprint, true);
  }

  private CellRangeAddressList range(AnswerField field, int first, int last) {
    return new CellRangeAddressList(first, last, column(field), column(field));
  }

  private void offer(XSSFSheet sheet, String list, AnswerField field, int first, int last) {
    DataValidationHelper helper = sheet.getDataValidationHelper();
    DataValidation choice =
        helper.createValidation(
            helper.createFormulaListConstraint(list), range(field, first, last));
    // In XSSF, true shows the arrow. Other texts are allowed because a date and a reason are added.
    choice.setSuppressDropDownArrow(true);
    choice.setErrorStyle(DataValidation.ErrorStyle.WARNING);
    choice.setShowErrorBox(field != AnswerField.DECISION);
    choice.createErrorBox(
        field.header(), "This person is not on the list. Choose someone from the people register.");
    choice.setShowPromptBox(field == AnswerField.DECISION);
    if (field == AnswerField.DECISION) {
      choice.createPromptBox(
          "Decision",
          "Choose one and complete it. A waiver needs an end date and a reason, a dismissal a reason. Then fill in Requested by and Approved by, with two different people.");
    }
    sheet.addValidationData(choice);
  }

  /** Writes the current answers of a finding, and its fingerprint. */
  void write(Row row, Finding f) {
    Map<AnswerField, String> values = new EnumMap<>(AnswerField.class);
    // What has run out is on the sheet of waivers, and is no answer any more.
    Optional<Decision> own =
        f.decision().filter(d -> d.finding().equals(f.id())).filter(d -> d.runsOn(model.asOf()));
    if (f.status() != Status.RESOLVED) {
      put(values, AnswerField.DUE, f.due().map(LocalDate::toString).orElse(""));
    }
    put(values, AnswerField.OWNER, f.owner().isEmpty() ? "" : model.staff().choice(f.owner()));
    put(values, AnswerField.NOTE, f.note());
    put(values, AnswerField.DECISION, own.map(Decision::inWords).orElse(""));
    put(values, AnswerField.REQUESTED_BY, own.map(d -> person(d.requestedBy())).orElse(""));
    put(values, AnswerField.APPROVED_BY, own.map(d -> person(d.approvedBy())).orElse(""));
    for (AnswerField field : AnswerField.values()) {
      if (field == AnswerField.DUE) {
        Layout.date(
            row,
            column(field),
            values.containsKey(field) ? f.due() : Optional.empty(),
            styles.inputDate);
      } else {
        Layout.text(row, column(field), values.getOrDefault(field, ""), styles.input);
      }
    }
    Layout.text(
        row,
        fingerprint,
        RowFingerprint.of(model.settings().name(), model.asOf(), f.id(), f.evidence(), values)
            .text(),
        styles.fingerprint);
  }

  private String person(String id) {
    return id.isEmpty() ? "" : model.staff().choice(id);
  }

  private static void put(Map<AnswerField, String> values, AnswerField field, String value) {
    if (!value.isEmpty()) {
      values.put(field, value);
    }
  }

  /** How to answer, in a line. */
  static String hint() {
    return "Type your answers into the yellow cells: "
        + Stream.of(AnswerField.values()).map(AnswerField::header).collect(Collectors.joining(", "))
        + ". Save the workbook in the trust's folder decisions; the next audit reads it. To sort, choose Review, Unprotect Sheet first; no password is needed.";
  }
}
