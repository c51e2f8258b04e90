package org.invigilator.report.workbook;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
 * The cells in which people answer, wherever a sheet has them, and the stamp by which they are
 * known again.
 *
 * @param at the column of each field
 */
record AnswerColumns(ReportModel model, Styles styles, Map<AnswerField, Integer> at, int stamp) {

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

  /** Offers lists to choose from, and hides the stamp. */
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
    date.createErrorBox("Due", "Type a date such as 31/01/2027.");
    sheet.addValidationData(date);
    sheet.setColumnHidden(stamp, true);
  }

  private CellRangeAddressList range(AnswerField field, int first, int last) {
    return new CellRangeAddressList(first, last, column(field), column(field));
  }

  private void offer(XSSFSheet sheet, String list, AnswerField field, int first, int last) {
    DataValidationHelper helper = sheet.getDataValidationHelper();
    DataValidation choice =
        helper.createValidation(
            helper.createFormulaListConstraint(list), range(field, first, last));
    // XSSF means the arrow is shown; other texts are allowed, for a date and a reason belong there.
    choice.setSuppressDropDownArrow(true);
    choice.setErrorStyle(DataValidation.ErrorStyle.WARNING);
    choice.setShowErrorBox(field != AnswerField.DECISION);
    choice.createErrorBox(
        field.header(), "Nobody on the list. Only people of the people register are taken.");
    choice.setShowPromptBox(field == AnswerField.DECISION);
    if (field == AnswerField.DECISION) {
      choice.createPromptBox(
          "Decision",
          "Choose, and complete it: all but fixed and in progress need a reason, a waiver a last day, too. Then say who asks for it and who else agrees.");
    }
    sheet.addValidationData(choice);
  }

  /** Writes the answers of a finding as they stand, and its stamp. */
  void write(Row row, Finding f) {
    Map<AnswerField, String> values = new EnumMap<>(AnswerField.class);
    Optional<Decision> own = f.decision().filter(d -> d.finding().equals(f.id()));
    if (f.status() != Status.RESOLVED) {
      put(values, AnswerField.DUE, f.due().map(LocalDate::toString).orElse(""));
    }
    put(values, AnswerField.OWNER, f.owner().isEmpty() ? "" : model.staff().label(f.owner()));
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
        stamp,
        RowFingerprint.of(model.settings().name(), model.asOf(), f.id(), f.evidence(), values)
            .text(),
        styles.stamp);
  }

  private String person(String id) {
    return id.isEmpty() ? "" : model.staff().label(id);
  }

  private static void put(Map<AnswerField, String> values, AnswerField field, String value) {
    if (!value.isEmpty()) {
      values.put(field, value);
    }
  }

  /** How the answers are to be filled in, in a line. */
  static String hint() {
    return "Yellow cells are for answers (to sort, take the protection off: Review, Unprotect Sheet). Save the workbook and put it into the trust's folder decisions; the next audit reads "
        + java.util.stream.Stream.of(AnswerField.values())
            .map(AnswerField::header)
            .collect(Collectors.joining(", "))
        + ".";
  }
}
