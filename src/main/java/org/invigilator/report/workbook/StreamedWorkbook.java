package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.report.ReportModel;

/**
 * A workbook about a report, of sheets with layout in memory and rows that are written away, so
 * that memory does not grow with them. All cells but the answers are protected.
 */
final class StreamedWorkbook implements AutoCloseable {
  private static final int ROWS_HELD = 200;

  /**
   * Up to so many findings a text that many cells share is stored once, as spreadsheet programs do;
   * beyond that each cell has its own, since the table of shared texts is kept in memory.
   */
  private static final int MOST_SHARED = 2_000;

  private final XSSFWorkbook layout;
  private final SXSSFWorkbook rows;
  private final ReportModel model;

  StreamedWorkbook(ReportModel model) {
    this.model = model;
    this.layout = SharedTexts.workbook();
    this.rows = new Streaming(layout, model.findings().size() <= MOST_SHARED, model.asOf());
  }

  /** The workbook that has the layout. */
  XSSFWorkbook layout() {
    return layout;
  }

  /** Adds a sheet that is kept in memory, such as one that charts refer to. */
  XSSFSheet sheet(String name) {
    rows.createSheet(name);
    return layout.getSheet(name);
  }

  /** Adds a sheet and writes it. Texts are numbered in the order in which sheets are added. */
  void streamed(String name, Consumer<StreamedSheet> content) throws IOException {
    SXSSFSheet sheet = rows.createSheet(name);
    content.accept(new StreamedSheet(layout.getSheet(name), sheet));
    sheet.flushRows();
  }

  /** Protects the sheets and writes the workbook. */
  void write(String title, OutputStream out) throws IOException {
    AuditWorkbook.properties(layout, model, title);
    for (int i = 0; i < layout.getNumberOfSheets(); i++) {
      Layout.protect(layout.getSheetAt(i));
    }
    rows.write(out);
  }

  @Override
  public void close() throws IOException {
    rows.close();
    layout.close();
  }

  /** A large workbook is compressed for speed, not for size. */
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
}
