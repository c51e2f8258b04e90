package org.invigilator.answer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.finding.Finding;

/** A workbook with one sheet, as a person sends it back. */
final class TypedWorkbook {
  static final List<String> HEADER =
      List.of("ID", "Owner", "Due", "Note", "Decision", "Requested by", "Approved by", "Stamp");

  private final List<Object[]> rows = new ArrayList<>();
  private Consumer<Sheet> change = sheet -> {};
  private int above;

  static TypedWorkbook issued() {
    return new TypedWorkbook().row(HEADER.toArray());
  }

  /** Adds a row of texts, numbers and dates; null leaves a cell out. */
  TypedWorkbook row(Object... cells) {
    rows.add(cells);
    return this;
  }

  /** Adds the row of a finding that was issued without answers, with some columns filled in. */
  TypedWorkbook answer(Finding finding, Object... columnsAndTexts) {
    Object[] row = new Object[HEADER.size()];
    row[0] = finding.id();
    row[row.length - 1] = SampleAnswers.stamp(finding, Map.of()).text();
    for (int i = 0; i < columnsAndTexts.length; i += 2) {
      row[HEADER.indexOf(columnsAndTexts[i])] = columnsAndTexts[i + 1];
    }
    return row(row);
  }

  /** Leaves rows free above the first. */
  TypedWorkbook below(int free) {
    above = free;
    return this;
  }

  TypedWorkbook with(Consumer<Sheet> cells) {
    change = cells;
    return this;
  }

  Path save(Path file) {
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      CellStyle date = book.createCellStyle();
      date.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
      book.createSheet("Guide").createRow(0).createCell(0).setCellValue("How to answer");
      Sheet sheet = book.createSheet("Findings");
      for (int r = 0; r < rows.size(); r++) {
        Row row = sheet.createRow(above + r);
        Object[] cells = rows.get(r);
        for (int c = 0; c < cells.length; c++) {
          if (cells[c] != null) {
            fill(row.createCell(c), cells[c], date);
          }
        }
      }
      change.accept(sheet);
      book.write(out);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(Cell cell, Object value, CellStyle date) {
    if (value instanceof LocalDate day) {
      cell.setCellValue(day);
      cell.setCellStyle(date);
    } else if (value instanceof Number number) {
      cell.setCellValue(number.doubleValue());
    } else {
      cell.setCellValue(String.valueOf(value));
    }
  }
}
