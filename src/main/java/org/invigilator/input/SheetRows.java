package org.invigilator.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** The rows of one sheet of a small workbook as texts, as people typed them; dates as packs do. */
public final class SheetRows {
  private static final int MOST_ROWS = 20_000;

  private SheetRows() {}

  /**
   * Reads a sheet.
   *
   * @param name of the sheet, whatever its capitals
   * @return its rows, the header first; empty when there is no such sheet
   * @throws IOException with a sentence for a person when the file cannot be read
   */
  public static Optional<List<List<String>>> of(Path file, String name) throws IOException {
    Optional<WorkbookInput.Refusal> refusal = new WorkbookInput(file).refusal();
    if (refusal.isPresent()) {
      String details = refusal.get().details();
      throw new IOException(
          details.isEmpty()
              ? "This file is not a workbook that can be read. Save it as .xlsx without a password."
              : details);
    }
    boolean from1904 = new WorkbookInput(file).isFrom1904();
    try (ReadableWorkbook book = new WorkbookInput(file).open()) {
      Optional<Sheet> sheet =
          book.getSheets().filter(s -> s.getName().equalsIgnoreCase(name)).findFirst();
      return sheet.isEmpty() ? Optional.empty() : Optional.of(rows(sheet.get(), from1904));
    } catch (RuntimeException e) {
      throw new IOException("This file is damaged. Save it again as .xlsx.", e);
    }
  }

  /** The rows; those that the file leaves out are empty, so that each is at its number. */
  private static List<List<String>> rows(Sheet sheet, boolean from1904) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (Stream<Row> all = sheet.openStream()) {
      for (Row row : all.limit(MOST_ROWS).toList()) {
        while (rows.size() < Math.min(row.getRowNum() - 1, MOST_ROWS)) {
          rows.add(List.of());
        }
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.getCellCount(); i++) {
          cells.add(row.getOptionalCell(i).map(cell -> text(cell, from1904)).orElse(""));
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  private static String text(Cell cell, boolean from1904) {
    return new CellValue(cell, from1904).textOfDayOrMonth().replace("\r\n", "\n").strip();
  }

  /** The number of the column with a header, whatever its capitals; -1 when there is none. */
  public static int column(List<String> header, String name) {
    List<String> small = header.stream().map(h -> h.strip().toLowerCase(Locale.ROOT)).toList();
    return small.indexOf(name);
  }
}
