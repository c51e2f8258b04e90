package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.policy.PolicyPack;
import org.invigilator.report.ClauseMap;

/** The clause map of policies as a workbook of one sheet. */
public final class ClauseMapWorkbook {
  private static final List<Integer> WIDTHS = List.of(15, 18, 28, 60, 15, 18, 40, 40, 50);

  private ClauseMapWorkbook() {}

  /** Writes the workbook under another name first, so that an existing file is never cut short. */
  public static void write(List<PolicyPack> packs, Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try (XSSFWorkbook book = SharedTexts.workbook();
        OutputStream out = Files.newOutputStream(draft)) {
      Styles styles = new Styles(book);
      List<List<String>> rows = ClauseMap.rows(packs);
      List<Layout.Column> columns = new ArrayList<>();
      for (int i = 0; i < WIDTHS.size(); i++) {
        columns.add(new Layout.Column(rows.get(0).get(i), WIDTHS.get(i)));
      }
      XSSFSheet sheet = book.createSheet("Clauses");
      Layout.table(sheet, 0, "ClausesTable", columns, rows.size() - 1, styles);
      for (int r = 1; r < rows.size(); r++) {
        Row row = sheet.createRow(r);
        for (int c = 0; c < columns.size(); c++) {
          Layout.text(row, c, rows.get(r).get(c), c == 1 ? styles.strong : styles.text);
        }
        Layout.fit(row, columns);
      }
      book.write(out);
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
