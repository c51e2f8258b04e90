package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
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
  private static final int ROWS_HELD = 200;

  /**
   * Up to so many findings a text that many cells share is stored once, as spreadsheet programs do;
   * beyond that each cell has its own, since the table of shared texts is kept in memory.
   */
  private static final int MOST_SHARED = 2_000;

  private AuditWorkbook() {}

  /** Writes the workbook; the findings stream through so that memory does not grow with them. */
  public static void write(ReportModel model, OutputStream out) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Styles styles = new Styles(book);
      FindingsSheet findings = new FindingsSheet(model, styles);
      Map<String, Integer> rows = findings.rows();
      XSSFSheet week = book.createSheet(ThisWeekSheet.NAME);
      ThisWeekSheet thisWeek = new ThisWeekSheet(week, model, styles, rows, Optional.empty());
      int charts = thisWeek.write();
      // On paper a chart is not cut in two.
      week.setRowBreak(charts - 1);
      ActionsSheet actions = new ActionsSheet(model, styles);
      actions.prepare(book.createSheet(ActionsSheet.NAME));
      findings.prepare(book.createSheet(FindingsSheet.NAME));
      new ForItSheet(model, styles).write(book.createSheet(ForItSheet.NAME));
      AccountsSheet.ofTrust(model, styles).write(book.createSheet("Accounts"));
      XSSFSheet academies = book.createSheet(AcademiesSheet.NAME);
      AcademiesSheet academiesSheet = new AcademiesSheet(model, styles);
      academiesSheet.write(academies);
      new ExposureSheet(model, styles).write(book.createSheet(ExposureSheet.NAME));
      if (model.details().hasTrials()) {
        new TrialSheet(model, styles).write(book.createSheet(TrialSheet.NAME));
      }
      new ClausesSheet(model, styles).write(book.createSheet("Clauses"));
      new AttestationsSheet(model, styles).write(book.createSheet("Attestations"));
      new WaiversSheet(model, styles).write(book.createSheet("Waivers"));
      new NotCheckedSheet(model, styles).write(book.createSheet("Could not check"));
      new RegisterProblemsSheet(model, styles).write(book.createSheet("Register problems"));
      XSSFSheet history = book.createSheet(HistorySheet.NAME);
      HistorySheet historySheet = new HistorySheet(model, styles);
      historySheet.write(history);
      new SettingsSheet(book.createSheet("Settings"), model, styles).write();
      Lists.write(book, model);
      draw(
          new Charts(week, styles, charts),
          model,
          academies,
          academiesSheet,
          history,
          historySheet);
      book.setPrintArea(0, 0, 6, 0, thisWeek.end());
      finish(
          book, model, "Social media audit of " + model.settings().name(), actions, findings, out);
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

  /** Streams the findings into a workbook that has everything else, and writes it. */
  static void finish(
      XSSFWorkbook book,
      ReportModel model,
      String title,
      ActionsSheet actions,
      FindingsSheet findings,
      OutputStream out)
      throws IOException {
    properties(book, model, title);
    for (int i = 0; i < book.getNumberOfSheets(); i++) {
      Layout.protect(book.getSheetAt(i));
    }
    boolean shared = model.findings().size() <= MOST_SHARED;
    try (SXSSFWorkbook streaming = new Streaming(book, shared, model.asOf())) {
      actions.write(streaming.getSheet(ActionsSheet.NAME), findings.rows());
      findings.write(streaming.getSheet(FindingsSheet.NAME));
      // In this order, since the library would take the sheets in any, and number their texts so.
      streaming.getSheet(ActionsSheet.NAME).flushRows();
      streaming.getSheet(FindingsSheet.NAME).flushRows();
      streaming.write(out);
    }
  }

  /** A workbook whose rows are streamed; a large one is compressed for speed, not for size. */
  private static final class Streaming extends SXSSFWorkbook {
    private final boolean small;
    private final LocalDate on;

    Streaming(XSSFWorkbook template, boolean small, LocalDate on) {
      super(template, ROWS_HELD, false, small);
      this.small = small;
      this.on = on;
    }

    @Override
    protected ZipArchiveOutputStream createArchiveOutputStream(OutputStream out) {
      DatedZip zip = new DatedZip(out, on);
      if (!small) {
        zip.setLevel(Deflater.BEST_SPEED);
      }
      return zip;
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
