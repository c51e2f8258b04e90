package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.report.ReportModel;

/**
 * {@code audit.xlsx}: this week on a page, then every finding, account, clause and yearly
 * statement, and the settings that made them.
 */
public final class AuditWorkbook {
  private AuditWorkbook() {}

  /** Writes the workbook; the findings stream through so that memory does not grow with them. */
  public static void write(ReportModel model, OutputStream out) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Styles styles = new Styles(book);
      new ThisWeekSheet(model, styles).write(book.createSheet("This week"));
      FindingsSheet findings = new FindingsSheet(model, styles);
      findings.prepare(book.createSheet(FindingsSheet.NAME));
      new AccountsSheet(model, styles).write(book.createSheet("Accounts"));
      new CoverageSheet(model, styles).write(book.createSheet("Coverage"));
      new AttestationsSheet(model, styles).write(book.createSheet("Attestations"));
      new SettingsSheet(model, styles).write(book.createSheet("Settings"));
      properties(book, model);
      try (SXSSFWorkbook streaming = new SXSSFWorkbook(book, 200)) {
        findings.write(streaming.getSheet(FindingsSheet.NAME));
        streaming.write(out);
      }
    }
  }

  private static void properties(XSSFWorkbook book, ReportModel model) {
    var properties = book.getProperties().getCoreProperties();
    properties.setTitle("Social media audit of " + model.settings().name() + ", " + model.asOf());
    properties.setCreator("Invigilator");
    Date date = Date.from(model.asOf().atStartOfDay().toInstant(ZoneOffset.UTC));
    properties.setCreated(Optional.of(date));
    properties.setModified(Optional.of(date));
  }
}
