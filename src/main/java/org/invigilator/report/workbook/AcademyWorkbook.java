package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.invigilator.report.ReportModel;

/** {@code academies/<code>.xlsx}: the part of one academy, for its head to read and answer. */
public final class AcademyWorkbook {
  private AcademyWorkbook() {}

  /** Writes the workbook of an academy, or of the trust's own accounts. */
  public static void write(ReportModel whole, String academy, OutputStream out) throws IOException {
    ReportModel model = whole.forAcademy(academy);
    String name = model.staff().academy(academy);
    try (StreamedWorkbook book = new StreamedWorkbook(model)) {
      Styles styles = new Styles(book.layout());
      FindingsSheet findings = new FindingsSheet(model, styles);
      Map<String, Integer> rows = findings.rows();
      ThisWeekSheet week =
          new ThisWeekSheet(book.sheet(ThisWeekSheet.NAME), model, styles, rows, Optional.of(name));
      int end = week.write();
      book.layout().setPrintArea(0, 0, 6, 0, end);
      book.streamed(ActionsSheet.NAME, sheet -> new ActionsSheet(model, styles).write(sheet, rows));
      book.streamed(FindingsSheet.NAME, findings::write);
      book.streamed("Accounts", AccountsSheet.ofAcademy(model, styles)::write);
      new ExposureSheet(model, styles).write(book.sheet(ExposureSheet.NAME));
      book.streamed("Attestations", new AttestationsSheet(model, styles)::write);
      Lists.write(book, model);
      book.write("Social media audit of " + name, out);
    }
  }
}
