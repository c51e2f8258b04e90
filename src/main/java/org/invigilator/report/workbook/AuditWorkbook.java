package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;

/**
 * {@code audit.xlsx}: this week on a page, then what to do, every finding, what is for IT, account,
 * academy, pupils in posts, clause, yearly statement and waiver, what could not be checked, what to
 * fix in the registers, the history and the settings.
 */
public final class AuditWorkbook {
  private AuditWorkbook() {}

  /** Writes the workbook; the findings stream through so that memory does not grow with them. */
  public static void write(ReportModel model, OutputStream out) throws IOException {
    write(model, false, out);
  }

  /**
   * Writes the workbook for a mail, without the sheets whose texts people typed: they may be about
   * a pupil, and a register that is answered in a workbook must not come back without its texts.
   *
   * @param model the report without references to pupils
   */
  public static void writeForMail(ReportModel model, OutputStream out) throws IOException {
    write(model, true, out);
  }

  private static void write(ReportModel model, boolean isForMail, OutputStream out)
      throws IOException {
    try (StreamedWorkbook book = new StreamedWorkbook(model)) {
      Styles styles = new Styles(book.layout());
      FindingsSheet findings = new FindingsSheet(model, styles);
      Map<String, Integer> rows = findings.rows();
      XSSFSheet week = book.sheet(ThisWeekSheet.NAME);
      ThisWeekSheet thisWeek = new ThisWeekSheet(week, model, styles, rows, Optional.empty());
      int charts = thisWeek.write();
      // On paper a chart is not cut in two.
      week.setRowBreak(charts - 1);
      book.streamed(ActionsSheet.NAME, sheet -> new ActionsSheet(model, styles).write(sheet, rows));
      book.streamed(FindingsSheet.NAME, findings::write);
      book.streamed(ForItSheet.NAME, new ForItSheet(model, styles)::write);
      book.streamed("Accounts", AccountsSheet.ofTrust(model, styles)::write);
      XSSFSheet academies = book.sheet(AcademiesSheet.NAME);
      AcademiesSheet academiesSheet = new AcademiesSheet(model, styles);
      academiesSheet.write(academies);
      new ExposureSheet(model, styles).write(book.sheet(ExposureSheet.NAME));
      if (model.details().hasTrials() && !isForMail) {
        book.streamed(TrialSheet.NAME, new TrialSheet(model, styles)::write);
      }
      book.streamed("Clauses", new ClausesSheet(model, styles)::write);
      if (!isForMail) {
        book.streamed("Attestations", new AttestationsSheet(model, styles)::write);
        book.streamed("Waivers", new WaiversSheet(model, styles)::write);
      }
      book.streamed("Could not check", new NotCheckedSheet(model, styles)::write);
      if (!isForMail) {
        book.streamed("Register problems", new RegisterProblemsSheet(model, styles)::write);
      }
      HistorySheet historySheet = new HistorySheet(model, styles);
      book.streamed(HistorySheet.NAME, historySheet::write);
      XSSFSheet history = book.layout().getSheet(HistorySheet.NAME);
      new SettingsSheet(book.sheet("Settings"), model, styles).write();
      Lists.write(book, model);
      draw(
          new Charts(week, styles, charts),
          model,
          academies,
          academiesSheet,
          history,
          historySheet);
      book.layout().setPrintArea(0, 0, 6, 0, thisWeek.end());
      book.write("Social media audit of " + model.settings().name(), out);
    }
  }

  private static void draw(
      Charts charts,
      ReportModel model,
      XSSFSheet academies,
      AcademiesSheet academiesSheet,
      XSSFSheet history,
      HistorySheet historySheet) {
    String open =
        model.openBySeverity().entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    if (!academiesSheet.codes().isEmpty()) {
      charts.academies(
          academies,
          academiesSheet.codes(),
          "Stacked columns: open findings of each academy, by severity. In all "
              + (open.isEmpty() ? "none" : open)
              + ". The sheet Academies has the numbers.");
    }
    if (!historySheet.audits().isEmpty()) {
      charts.trend(
          history,
          historySheet.audits(),
          4,
          String.format(
              Locale.UK,
              "Lines: open findings at each of the last %d audits, by severity. The sheet History has the numbers.",
              historySheet.audits().size()));
    }
  }

  static void properties(XSSFWorkbook book, ReportModel model, String title) {
    var properties = book.getProperties().getCoreProperties();
    properties.setTitle(DocumentProperties.clean(title + ", " + Wording.date(model.asOf())));
    properties.setCreator("Invigilator");
    properties.setSubjectProperty(
        DocumentProperties.clean(
            model.packs().stream()
                .map(p -> model.details().policyName(p.id()))
                .collect(Collectors.joining(", "))));
    Date date = Date.from(model.asOf().atStartOfDay().toInstant(ZoneOffset.UTC));
    properties.setCreated(Optional.of(date));
    properties.setModified(Optional.of(date));
    var custom = book.getProperties().getCustomProperties();
    custom.addProperty("Invigilator trust", DocumentProperties.clean(model.settings().name()));
    custom.addProperty("Invigilator audit date", model.asOf().toString());
    custom.addProperty("Invigilator run", model.run().id());
  }
}
