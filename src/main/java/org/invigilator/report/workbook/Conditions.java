package org.invigilator.report.workbook;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.poi.ss.usermodel.BorderFormatting;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.FontFormatting;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFSheetConditionalFormatting;
import org.invigilator.finding.Status;
import org.invigilator.policy.Severity;
import org.invigilator.report.Wording;

/** Colours that follow the text of a cell, also when someone edits or sorts the sheet. */
final class Conditions {
  private Conditions() {}

  /** Colours the severities of a column. */
  static void severities(XSSFSheet sheet, int first, int last, int column, Styles styles) {
    XSSFSheetConditionalFormatting all = sheet.getSheetConditionalFormatting();
    String cell = address(first, column);
    for (Severity severity : Severity.values()) {
      ConditionalFormattingRule rule =
          all.createConditionalFormattingRule(cell + "=\"" + severity + "\"");
      PatternFormatting fill = rule.createPatternFormatting();
      fill.setFillBackgroundColor(styles.fill(severity));
      fill.setFillPattern(PatternFormatting.SOLID_FOREGROUND);
      FontFormatting font = rule.createFontFormatting();
      font.setFontColor(styles.ink(severity));
      font.setFontStyle(false, true);
      all.addConditionalFormatting(range(first, last, column), rule);
    }
  }

  /** Marks past due dates, except where the finding is fixed, waived or dismissed. */
  static void overdue(
      XSSFSheet sheet, int first, int last, int column, int status, LocalDate asOf) {
    XSSFSheetConditionalFormatting all = sheet.getSheetConditionalFormatting();
    String due = address(first, column);
    String statusCell = address(first, status);
    long today = ChronoUnit.DAYS.between(LocalDate.of(1899, 12, 30), asOf);
    ConditionalFormattingRule rule =
        all.createConditionalFormattingRule(
            "AND(ISNUMBER("
                + due
                + "),"
                + due
                + "<"
                + today
                + ","
                + differs(statusCell, Status.RESOLVED)
                + ","
                + statusCell
                + "<>\""
                + Wording.GONE_BY_POLICY
                + "\""
                + ","
                + differs(statusCell, Status.WAIVED)
                + ","
                + differs(statusCell, Status.DISMISSED)
                + ")");
    FontFormatting font = rule.createFontFormatting();
    font.setFontStyle(false, true);
    font.setFontColor(Styles.colour("7A0C1E"));
    BorderFormatting border = rule.createBorderFormatting();
    border.setBorderLeft(org.apache.poi.ss.usermodel.BorderStyle.THICK);
    border.setLeftBorderColor(Styles.colour("7A0C1E"));
    all.addConditionalFormatting(range(first, last, column), rule);
  }

  private static String differs(String cell, Status status) {
    return cell + "<>\"" + Wording.status(status) + "\"";
  }

  private static String address(int row, int column) {
    return "$" + CellReference.convertNumToColString(column) + (row + 1);
  }

  private static CellRangeAddress[] range(int first, int last, int column) {
    return new CellRangeAddress[] {new CellRangeAddress(first, last, column, column)};
  }
}
