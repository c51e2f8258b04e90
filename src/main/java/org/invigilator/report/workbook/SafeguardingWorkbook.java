package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.poi.openxml4j.util.ZipEntrySource;
import org.apache.poi.poifs.crypt.temp.AesZipFileZipEntrySource;
import org.apache.poi.poifs.crypt.temp.EncryptedTempData;
import org.apache.poi.poifs.crypt.temp.SheetDataWriterWithDecorator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.streaming.SheetDataWriter;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.finding.Finding;
import org.invigilator.finding.RowFingerprint;
import org.invigilator.match.Tier;
import org.invigilator.register.Pupil;
import org.invigilator.register.YearGroup;
import org.invigilator.report.ClauseTexts;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Safeguarding;
import org.invigilator.report.Wording;
import org.invigilator.rule.Catalogue;

/**
 * {@code safeguarding.xlsx}: the findings about pupils under the same ids, with their names. It is
 * encrypted (agile, AES), and so are the temporary files from which it is written. It is long
 * because everything with a name in it is written here and nowhere else.
 */
public final class SafeguardingWorkbook {
  private static final String NAME = "Pupils";
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("ID", 16),
          new Layout.Column("Severity", 10),
          new Layout.Column("Status", 11),
          new Layout.Column("Pupil", 14),
          new Layout.Column("Name", 24),
          new Layout.Column("Year", 7),
          new Layout.Column("Roll", 8),
          new Layout.Column("Known accounts", 24),
          new Layout.Column("Academy", 19),
          new Layout.Column("Account", 14),
          new Layout.Column("What is wrong", 24),
          new Layout.Column("Observed", 40),
          new Layout.Column("Link", 7),
          new Layout.Column("Clause", 30),
          new Layout.Column("How to fix", 34),
          new Layout.Column("First seen", 11),
          new Layout.Column("Due", 11),
          new Layout.Column("Owner", 22),
          new Layout.Column("Note", 24),
          new Layout.Column("Decision", 24),
          new Layout.Column("Requested by", 20),
          new Layout.Column("Approved by", 20),
          new Layout.Column("About", 26),
          new Layout.Column("Match", 11),
          new Layout.Column(RowFingerprint.HEADER, 8));

  private static final String PAGES = "By pupil";

  /** Excel allows no more page breaks on a sheet. */
  private static final int MOST_BREAKS = 1_026;

  private static final int MOST_ROWS = 1_000_000;
  private static final List<Layout.Column> PAGE =
      List.of(
          new Layout.Column("ID", 16),
          new Layout.Column("Severity", 10),
          new Layout.Column("Status", 11),
          new Layout.Column("Account", 24),
          new Layout.Column("What is wrong", 26),
          new Layout.Column("Observed", 46),
          new Layout.Column("How to fix", 40),
          new Layout.Column("Due", 11),
          new Layout.Column("Owner", 22));

  private final ReportModel model;
  private final Safeguarding safeguarding;
  private final Styles styles;
  private final AnswerColumns answers;
  private final ClauseTexts clauseTexts;

  private SafeguardingWorkbook(ReportModel model, Safeguarding safeguarding, Styles styles) {
    this.model = model;
    this.safeguarding = safeguarding;
    this.clauseTexts = new ClauseTexts(model);
    this.styles = styles;
    this.answers = AnswerColumns.in(COLUMNS, model, styles);
  }

  /** Writes the workbook, encrypted with its password. */
  public static void write(ReportModel model, Safeguarding safeguarding, OutputStream out)
      throws IOException {
    EncryptedWorkbook.write(
        safeguarding.password(), encrypted -> book(model, safeguarding, encrypted), out);
  }

  private static void book(ReportModel model, Safeguarding safeguarding, OutputStream out)
      throws IOException {
    try (XSSFWorkbook book = SharedTexts.workbook()) {
      SafeguardingWorkbook workbook =
          new SafeguardingWorkbook(model, safeguarding, new Styles(book));
      List<Finding> findings =
          model.findings().stream().filter(f -> !f.pupils().isEmpty()).toList();
      workbook.cover(book.createSheet("Read me"), findings.size());
      int rows = findings.stream().mapToInt(f -> f.pupils().size()).sum();
      XSSFSheet table = book.createSheet(NAME);
      Layout.table(table, 0, "PupilsTable", COLUMNS, rows, workbook.styles);
      workbook.answers.prepare(table, 1, rows);
      XSSFSheet pages = book.createSheet(PAGES);
      for (int i = 0; i < PAGE.size(); i++) {
        pages.setColumnWidth(i, PAGE.get(i).width() * 256);
      }
      Layout.print(pages, -1);
      Lists.write(book, model);
      AuditWorkbook.properties(book, model, "Safeguarding: " + model.settings().name());
      try (Sealed sealed = new Sealed(book)) {
        workbook.rows(sealed.getSheet(NAME), findings);
        workbook.pages(sealed.getSheet(PAGES), findings);
        sealed.write(out);
      }
    }
  }

  private void cover(XSSFSheet sheet, int findings) {
    sheet.setColumnWidth(0, 110 * 256);
    Layout.print(sheet, -1);
    List<String> lines =
        List.of(
            "For the safeguarding lead of " + model.settings().name(),
            Wording.count(findings, "finding")
                + (findings == 1 ? " is" : " are")
                + " about pupils, as of "
                + Wording.date(model.asOf())
                + ".",
            "This is the only file with pupils' names. Do not send it by mail, do not save it without its password, and delete it when it is no longer needed.",
            "To answer, type into the yellow cells of the sheet Pupils and save the workbook, with its password, in the trust's folder decisions; the next audit reads it. Write no name into an answer: others read it.",
            "The sheet By pupil has a page for each pupil, to be printed.");
    for (int i = 0; i < lines.size(); i++) {
      Layout.text(sheet.createRow(i), 0, lines.get(i), i == 0 ? styles.title : styles.text);
    }
  }

  private void rows(Sheet sheet, List<Finding> findings) {
    int next = 1;
    for (Finding finding : findings) {
      for (String pupil : finding.pupils()) {
        if (next > MOST_ROWS) {
          Layout.text(
              sheet.createRow(next),
              0,
              "and more, which do not fit on a sheet. The file findings.csv has them all.",
              styles.strong);
          return;
        }
        row(sheet.createRow(next++), finding, pupil);
      }
    }
    if (next == 1) {
      Layout.text(sheet.createRow(1), 0, "No finding is about a pupil.", styles.text);
    }
  }

  private void row(Row row, Finding f, String ref) {
    Optional<Pupil> pupil = safeguarding.pupil(ref);
    Layout.text(row, 0, f.id(), styles.text);
    Layout.text(row, 1, f.severity().toString(), styles.of(f.severity()));
    Layout.text(row, 2, Wording.status(f.status()), styles.text);
    Layout.text(row, 3, ref, styles.text);
    Layout.text(row, 4, nameOf(ref), styles.strong);
    Layout.text(
        row,
        5,
        pupil.flatMap(p -> p.yearGroupOn(model.asOf())).map(YearGroup::toString).orElse(""),
        styles.text);
    Layout.text(row, 6, pupil.map(Pupil::academy).orElse(""), styles.text);
    Layout.text(row, 7, accounts(pupil), styles.text);
    Layout.text(row, 8, model.staff().academyLabel(f.academy()), styles.text);
    Layout.text(row, 9, f.account(), styles.text);
    Layout.text(row, 10, ReportModel.title(f), styles.strong);
    Layout.text(row, 11, Wording.dates(f.observed()), styles.text);
    Layout.link(row, 12, f.subject().url(), "open", styles);
    Layout.text(row, 13, clauseTexts.of(f), styles.text);
    Layout.text(row, 14, Catalogue.require(f.rule()).fix(), styles.text);
    Layout.date(row, 15, Optional.of(f.firstSeen()), styles.date);
    answers.write(row, f);
    Layout.text(row, 22, Wording.subject(f.subject()), styles.quiet);
    Layout.text(row, 23, f.tier().map(Tier::label).orElse(""), styles.text);
    Layout.fit(row, COLUMNS);
  }

  /** A page for each pupil, the gravest finding first. */
  private void pages(Sheet sheet, List<Finding> findings) {
    Map<String, List<Finding>> byPupil = new LinkedHashMap<>();
    for (Finding finding : findings) {
      finding
          .pupils()
          .forEach(p -> byPupil.computeIfAbsent(p, k -> new ArrayList<>()).add(finding));
    }
    int next = 0;
    int breaks = 0;
    for (Map.Entry<String, List<Finding>> one : byPupil.entrySet()) {
      if (next > MOST_ROWS) {
        Layout.text(
            sheet.createRow(next + 1), 0, "The sheet Pupils has the others.", styles.strong);
        break;
      }
      if (next > 0 && breaks++ < MOST_BREAKS) {
        sheet.setRowBreak(next - 1);
      }
      next = page(sheet, next, one.getKey(), one.getValue());
    }
    if (byPupil.isEmpty()) {
      Layout.text(sheet.createRow(0), 0, "No finding is about a pupil.", styles.text);
    }
  }

  private int page(Sheet sheet, int first, String ref, List<Finding> findings) {
    Optional<Pupil> pupil = safeguarding.pupil(ref);
    Row title = sheet.createRow(first);
    title.setHeightInPoints(2 * Layout.LINE);
    Layout.text(title, 0, nameOf(ref), styles.title);
    String about =
        Stream.of(
                Optional.of(ref),
                pupil.flatMap(p -> p.yearGroupOn(model.asOf())).map(year -> "year " + year),
                pupil.map(p -> model.staff().academyLabel(p.academy())),
                Optional.of(accounts(pupil)))
            .flatMap(Optional::stream)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    Row subtitle = sheet.createRow(first + 1);
    subtitle.setHeightInPoints(1.5f * Layout.LINE);
    Layout.text(subtitle, 0, about, styles.heading);
    Row header = sheet.createRow(first + 2);
    for (int i = 0; i < PAGE.size(); i++) {
      Layout.text(header, i, PAGE.get(i).header(), styles.header);
    }
    int next = first + 3;
    for (Finding f : findings) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, f.id(), styles.text);
      Layout.text(row, 1, f.severity().toString(), styles.of(f.severity()));
      Layout.text(row, 2, Wording.status(f.status()), styles.text);
      Layout.text(
          row,
          3,
          Stream.of(f.account(), model.staff().academyLabel(f.academy()))
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining(", ")),
          styles.text);
      Layout.text(row, 4, ReportModel.title(f), styles.strong);
      Layout.text(row, 5, Wording.dates(f.observed()), styles.text);
      Layout.text(row, 6, Catalogue.require(f.rule()).fix(), styles.text);
      Layout.date(row, 7, f.due(), styles.date);
      Layout.text(row, 8, f.owner().isEmpty() ? "" : model.staff().owner(f.owner()), styles.text);
      Layout.fit(row, PAGE);
    }
    return next;
  }

  private String nameOf(String ref) {
    return safeguarding
        .pupil(ref)
        .map(SafeguardingWorkbook::name)
        .or(() -> safeguarding.nameOfPerson(ref))
        .orElse("not on the roll");
  }

  private static String accounts(Optional<Pupil> pupil) {
    return pupil.stream()
        .flatMap(p -> p.handles().stream())
        .map(h -> h.platform() + " " + h.handle())
        .collect(Collectors.joining("; "));
  }

  private static String name(Pupil pupil) {
    String called = pupil.knownAs().isBlank() ? "" : " (" + pupil.knownAs() + ")";
    return pupil.firstName() + called + " " + pupil.lastName();
  }

  /** A streaming workbook whose temporary files are encrypted. */
  private static final class Sealed extends SXSSFWorkbook {
    Sealed(XSSFWorkbook template) {
      super(template, 100);
      setZip64Mode(Zip64Mode.AsNeeded);
    }

    @Override
    protected SheetDataWriter createSheetDataWriter() throws IOException {
      return new SheetDataWriterWithDecorator();
    }

    @Override
    public void write(OutputStream out) throws IOException {
      flushSheets();
      EncryptedTempData aside = new EncryptedTempData();
      try {
        try (OutputStream into = aside.getOutputStream()) {
          getXSSFWorkbook().write(into);
        }
        try (InputStream in = aside.getInputStream();
            ZipEntrySource entries = AesZipFileZipEntrySource.createZipEntrySource(in)) {
          injectData(entries, out);
        }
      } finally {
        aside.dispose();
      }
    }
  }
}
