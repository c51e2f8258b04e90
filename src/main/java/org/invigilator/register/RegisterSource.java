package org.invigilator.register;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellAddress;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.CellValue;
import org.invigilator.input.InputLimits;
import org.invigilator.input.WorkbookInput;
import org.jspecify.annotations.Nullable;

/**
 * The source of a register: a CSV file or a sheet of a workbook, read row by row. It is long
 * because CSV files and sheets must give the same rows.
 */
public sealed interface RegisterSource {
  Path path();

  /** The file name, with the sheet if it is a workbook. */
  String label();

  /** What the keeper should know of how it was read; empty when nothing. */
  default Optional<String> note() throws IOException {
    return Optional.empty();
  }

  /** What the keeper calls a column, for messages. */
  default String heading(String column) {
    return column;
  }

  /** The day on which the content was exported, where the file states it. */
  default Optional<LocalDate> exportedOn() {
    return Optional.empty();
  }

  /**
   * Passes every row that is not blank to the reader, the header first, with clean cells; short
   * rows are not padded.
   */
  void rows(RowReader reader) throws IOException;

  /** Receives a row: its number in the spreadsheet, and its cells. */
  interface RowReader {
    void row(int number, String[] cells);

    /** What is expected in a cell of the next row; a text where nothing is known. */
    default Column.Type typeOf(int index) {
      return Column.Type.TEXT;
    }
  }

  /** Signals that a file does not have the format of its name; the message is for its keeper. */
  final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;
    private final int row;

    Unreadable(int row, String message) {
      super(message);
      this.row = row;
    }

    public int row() {
      return row;
    }
  }

  /**
   * Rows of a file in the trust's own layout, already in the columns of a register.
   *
   * @param header the names of the columns, as the schema has them
   * @param headings what the file calls them
   * @param exportedOn the day that the file states
   */
  record Mapped(
      Path path,
      String label,
      List<String> header,
      Map<String, String> headings,
      Optional<LocalDate> exportedOn,
      List<MappedRow> mapped)
      implements RegisterSource {

    @Override
    public String heading(String column) {
      return headings.getOrDefault(column, column);
    }

    @Override
    public void rows(RowReader reader) {
      reader.row(1, header.toArray(String[]::new));
      mapped.forEach(row -> reader.row(row.number(), row.cells().clone()));
    }
  }

  /**
   * A row in the columns of a register.
   *
   * @param number the row of the file that it comes from
   */
  record MappedRow(int number, String[] cells) {}

  /** A CSV file in any of the forms that {@link CsvText} knows. */
  record Csv(Path path) implements RegisterSource {
    private static final String TOO_LARGE =
        "This file is larger than any register (200 MB, or 1,048,576 rows). Check whether it is the right one.";

    private static final String SWALLOWED =
        "A cell of this row contains whole rows of the table, because a quotation mark in it is not closed. Take the quotation mark out, or close it, and save the file as CSV again.";

    @Override
    public String label() {
      return path.getFileName().toString();
    }

    private static long breaks(String field) {
      return SwallowedRows.hasBreak(field)
          ? field.replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count()
          : 0;
    }

    @Override
    public Optional<String> note() throws IOException {
      return CsvText.of(path).note();
    }

    @Override
    public void rows(RowReader reader) throws IOException {
      CsvText file = CsvText.of(path);
      SwallowedRows swallowed = new SwallowedRows(file.separator());
      long rowNumber = 0;
      long breaks = 0;
      int rows = 0;
      int width = 0;
      boolean isShort = false;
      boolean wereAllWhole = true;
      long lastFilled = 0;
      try (Reader text = file.open();
          CsvReader<CsvRecord> csv =
              CsvReader.builder()
                  .fieldSeparator(file.separator())
                  .skipEmptyLines(true)
                  .allowMissingFields(true)
                  .allowExtraFields(true)
                  .ofCsvRecord(text)) {
        for (CsvRecord record : csv) {
          // A cell with line breaks is one row to whoever opens the file in a spreadsheet.
          rowNumber = record.getStartingLineNumber() + file.before() - breaks;
          breaks += record.getFields().stream().mapToLong(Csv::breaks).sum();
          if (++rows > InputLimits.ROWS) {
            throw new Unreadable((int) rowNumber, TOO_LARGE);
          }
          if (rows > 1 && swallowed.areIn(record.getFields())) {
            throw new Unreadable((int) rowNumber, SWALLOWED);
          }
          width = rows == 1 ? record.getFieldCount() : width;
          wereAllWhole &= !isShort;
          isShort = record.getFieldCount() < width;
          String[] cells = record.getFields().stream().map(Texts::clean).toArray(String[]::new);
          lastFilled = Stream.of(cells).filter(cell -> !cell.isEmpty()).count();
          if (Stream.of(cells).anyMatch(cell -> !cell.isEmpty())) {
            reader.row((int) rowNumber, cells);
          }
        }
        if (isShort && lastFilled > 1 && wereAllWhole && !file.endsWithLine()) {
          throw new Unreadable(
              (int) rowNumber,
              "The file ends in the middle of this row, so it seems to be cut off. Copy or export it again.");
        }
      } catch (UncheckedIOException | CsvParseException e) {
        if (e.getCause() instanceof BoundedStream.TooLarge) {
          throw new Unreadable(0, TOO_LARGE);
        }
        throw new Unreadable(
            (int) rowNumber + 1,
            e.getCause() instanceof CharacterCodingException
                ? "The text is damaged here. Save the file as 'CSV UTF-8'."
                : "The row cannot be read because a quotation mark is not closed or the row is too long. Save the file as CSV again.");
      }
    }
  }

  /**
   * A sheet of a workbook; numbers and dates are converted to the text that a person would type.
   */
  record Sheet(Path path, String sheet) implements RegisterSource {
    private static final String DAMAGED =
        "This is not a workbook that we can read; it may be damaged or need a password. Save it again as .xlsx without a password.";

    @Override
    public String label() {
      return path.getFileName() + " (" + sheet + ")";
    }

    @Override
    public void rows(RowReader reader) throws IOException {
      try (ReadableWorkbook book = open(path)) {
        var found = book.getSheets().filter(s -> s.getName().equals(sheet)).findFirst();
        if (found.isEmpty()) {
          return;
        }
        boolean from1904 = new WorkbookInput(path).isFrom1904();
        Formulas formulas = new Formulas();
        try (Stream<org.dhatim.fastexcel.reader.Row> rows = found.get().openStream()) {
          Iterator<org.dhatim.fastexcel.reader.Row> all = rows.iterator();
          for (var row = next(all); row.isPresent(); row = next(all)) {
            read(row.get(), from1904, reader, formulas);
          }
        }
        if (formulas.firstEmpty != null && !formulas.hasResult) {
          throw withoutResult(formulas.firstEmpty);
        }
      }
    }

    /** The next row; the library throws anything when a sheet is damaged. */
    private static Optional<org.dhatim.fastexcel.reader.Row> next(
        Iterator<org.dhatim.fastexcel.reader.Row> rows) throws Unreadable {
      try {
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
      } catch (RuntimeException e) {
        throw new Unreadable(0, DAMAGED);
      }
    }

    /**
     * The formulas of a sheet. Some programs write formulas alone: a result that is empty
     * everywhere was never calculated.
     */
    private static final class Formulas {
      private @Nullable CellAddress firstEmpty;
      private boolean hasResult;

      private void add(CellValue value, org.dhatim.fastexcel.reader.Row row, int column) {
        if (value.isEmptyFormula()) {
          firstEmpty =
              firstEmpty == null ? new CellAddress(row.getRowNum() - 1, column) : firstEmpty;
        } else {
          hasResult |= value.isFormula();
        }
      }
    }

    private static Unreadable withoutResult(CellAddress at) {
      return new Unreadable(
          at.getRow() + 1,
          "Cell "
              + SecretScan.address(at.getColumn(), at.getRow() + 1)
              + " has a formula without its result. Open the file in Excel and save it, then it has one.");
    }

    private static void read(
        org.dhatim.fastexcel.reader.Row row, boolean from1904, RowReader reader, Formulas formulas)
        throws Unreadable {
      String[] cells = new String[Math.max(row.getCellCount(), 0)];
      boolean filled = false;
      for (int i = 0; i < cells.length; i++) {
        CellValue value = new CellValue(row.getOptionalCell(i).orElse(null), from1904);
        if (value.isWithoutResult()) {
          throw withoutResult(new CellAddress(row.getRowNum() - 1, i));
        }
        formulas.add(value, row, i);
        cells[i] =
            Texts.clean(
                switch (reader.typeOf(i)) {
                  case DATE, DATE_OR_ONGOING -> value.asDate();
                  case LOCAL, INSTANT -> value.asDateAndTime();
                  case TEXT, LIST, HANDLES, URL, EMAIL -> value.text();
                  default -> value.plain();
                });
        filled |= !cells[i].isEmpty();
      }
      if (filled) {
        reader.row(row.getRowNum(), cells);
      }
    }

    /** The cells of several rows that are merged to one, such as C5:C9, in any sheet. */
    public static List<String> mergedRows(Path path) throws IOException {
      if (!Texts.lower(String.valueOf(path.getFileName())).endsWith(".xlsx")) {
        return List.of();
      }
      WorkbookInput input = new WorkbookInput(path);
      return input.refusal().isPresent() ? List.of() : input.merged();
    }

    /** The names of the sheets of a workbook, which is checked first. */
    public static List<String> names(Path path) throws IOException {
      return List.copyOf(visible(path).keySet());
    }

    /** The same in their order, with whether each can be seen or someone has hidden it. */
    public static Map<String, Boolean> visible(Path path) throws IOException {
      Optional<WorkbookInput.Refusal> refusal = new WorkbookInput(path).refusal();
      if (refusal.isPresent()) {
        throw new Unreadable(0, sentence(refusal.get()));
      }
      try (ReadableWorkbook book = open(path)) {
        Map<String, Boolean> sheets = new LinkedHashMap<>();
        book.getSheets()
            .forEach(
                sheet ->
                    sheets.put(sheet.getName(), sheet.getVisibility() == SheetVisibility.VISIBLE));
        return sheets;
      }
    }

    private static String sentence(WorkbookInput.Refusal refusal) {
      return switch (refusal.kind()) {
        case NOT_A_FILE -> refusal.details();
        case LARGE_FILE, TOO_LARGE ->
            "This workbook is far larger than a register, so it was not read. Copy the register alone into a new workbook.";
        case IMPOSSIBLE_CELL ->
            refusal.details()
                + " No part of this file was read. Copy the register into a new workbook.";
        case PASSWORD_OR_OLD_FORMAT, NOT_A_WORKBOOK, DAMAGED -> DAMAGED;
      };
    }

    private static ReadableWorkbook open(Path path) throws IOException {
      try {
        return new WorkbookInput(path).open();
      } catch (IOException | RuntimeException e) {
        throw new Unreadable(0, DAMAGED);
      }
    }
  }
}
