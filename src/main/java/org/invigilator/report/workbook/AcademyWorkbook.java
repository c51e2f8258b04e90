package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.report.ReportModel;

/** {@code academies/<code>.xlsx}: the part of one academy, for its head to read and answer. */
public final class AcademyWorkbook {
  private AcademyWorkbook() {}

  /** Writes the workbook of an academy, or of the trust's own accounts. */
  public static void write(ReportModel whole, String academy, OutputStream out) throws IOException {
    ReportModel model = whole.forAcademy(academy);
    String name = model.staff().academy(academy);
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Styles styles = new Styles(book);
      FindingsSheet findings = new FindingsSheet(model, styles);
      Map<String, Integer> rows = findings.rows();
      ThisWeekSheet week =
          new ThisWeekSheet(
              book.createSheet(ThisWeekSheet.NAME), model, styles, rows, Optional.of(name));
      int end = week.write();
      book.setPrintArea(0, 0, 6, 0, end);
      ActionsSheet actions = new ActionsSheet(model, styles);
      actions.prepare(book.createSheet(ActionsSheet.NAME));
      findings.prepare(book.createSheet(FindingsSheet.NAME));
      AccountsSheet.ofAcademy(model, styles).write(book.createSheet("Accounts"));
      new ExposureSheet(model, styles).write(book.createSheet(ExposureSheet.NAME));
      new AttestationsSheet(model, styles).write(book.createSheet("Attestations"));
      Lists.write(book, model);
      AuditWorkbook.finish(book, model, "Social media audit of " + name, actions, findings, out);
    }
  }
}
