package org.invigilator.answer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A workbook in the hands of a person who fills it in and saves it. */
public final class AnsweredWorkbook {
  private final XSSFWorkbook book;
  private final String sheet;

  private AnsweredWorkbook(XSSFWorkbook book, String sheet) {
    this.book = book;
    this.sheet = sheet;
  }

  public static AnsweredWorkbook open(Path file) {
    return open(file, "Findings");
  }

  public static AnsweredWorkbook open(Path file, String sheet) {
    try (InputStream in = Files.newInputStream(file)) {
      return new AnsweredWorkbook(new XSSFWorkbook(in), sheet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types into the cells of a finding's row: column, text, column, text … */
  public AnsweredWorkbook answer(String finding, String... columnsAndTexts) {
    for (int i = 0; i < columnsAndTexts.length; i += 2) {
      cell(finding, columnsAndTexts[i]).setCellValue(columnsAndTexts[i + 1]);
    }
    return this;
  }

  public AnsweredWorkbook due(String finding, LocalDate date) {
    cell(finding, "Due").setCellValue(date);
    return this;
  }

  public String read(String finding, String column) {
    return new org.apache.poi.ss.usermodel.DataFormatter(java.util.Locale.UK)
        .formatCellValue(cell(finding, column));
  }

  public AnsweredWorkbook with(Consumer<Sheet> change) {
    change.accept(book.getSheet(sheet));
    return this;
  }

  public Cell cell(String finding, String column) {
    Sheet rows = book.getSheet(sheet);
    int id = column(rows, "ID");
    int wanted = column(rows, column);
    for (Row row : rows) {
      if (row.getCell(id) != null && row.getCell(id).toString().equals(finding)) {
        return row.getCell(wanted, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
      }
    }
    throw new NoSuchElementException(finding);
  }

  private static int column(Sheet rows, String header) {
    for (Row row : rows) {
      for (Cell cell : row) {
        if (cell.toString().equals(header)) {
          return cell.getColumnIndex();
        }
      }
    }
    throw new NoSuchElementException(header);
  }

  public Path save(Path file) {
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
      book.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
