package org.invigilator.register;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;

/** The source of a register: a CSV file or a sheet of a workbook, read row by row. */
sealed interface RegisterSource {
  Path path();

  /** The file name, with the sheet if it is a workbook. */
  String label();

  /** Passes every row to the reader, the header first; short rows are not padded. */
  void rows(RowReader reader) throws IOException;

  /** Whether a row may have fewer cells than the header because its last cells are blank. */
  boolean dropsTrailingBlanks();

  /** Receives a row: its number in the spreadsheet, and its cells. */
  interface RowReader {
    void row(int number, String[] cells);
  }

  /** Signals that a file does not have the format of its name; the message is for its keeper. */
  final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;
    private final int row;

    Unreadable(int row, String message) {
      super(message);
      this.row = row;
    }

    int row() {
      return row;
    }
  }

  /** A CSV file: UTF-8 with or without a BOM; comma, semicolon or tab. */
  record Csv(Path path) implements RegisterSource {

    @Override
    public String label() {
      return path.getFileName().toString();
    }

    @Override
    public boolean dropsTrailingBlanks() {
      return false;
    }

    @Override
    public void rows(RowReader reader) throws IOException {
      char separator = separator();
      long rowNumber = 0;
      try (Reader text = utf8();
          CsvReader<CsvRecord> csv =
              CsvReader.builder()
                  .fieldSeparator(separator)
                  .skipEmptyLines(true)
                  .allowMissingFields(true)
                  .allowExtraFields(true)
                  .ofCsvRecord(text)) {
        for (CsvRecord record : csv) {
          rowNumber = record.getStartingLineNumber();
          String[] cells = record.getFields().toArray(new String[0]);
          if (rowNumber == 1 && cells.length > 0 && cells[0].startsWith("\uFEFF")) {
            cells[0] = cells[0].substring(1);
          }
          if (Stream.of(cells).anyMatch(cell -> !cell.isBlank())) {
            reader.row((int) rowNumber, cells);
          }
        }
      } catch (UncheckedIOException | CsvParseException e) {
        throw new Unreadable(
            (int) rowNumber + 1,
            e.getCause() instanceof java.nio.charset.CharacterCodingException
                ? "The text is not UTF-8. Save the file as 'CSV UTF-8'."
                : "The row cannot be read because a quotation mark is not closed or the row is too long. Save the file as CSV again.");
      }
    }

    private Reader utf8() throws IOException {
      return new BufferedReader(
          new InputStreamReader(
              Files.newInputStream(path),
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT)),
          1 << 16);
    }

    private char separator() throws IOException {
      try (BufferedReader in = new BufferedReader(utf8())) {
        String header = in.readLine();
        char best = ',';
        for (char candidate : new char[] {',', ';', '\t'}) {
          if (header != null && count(header, candidate) > count(header, best)) {
            best = candidate;
          }
        }
        return best;
      } catch (java.nio.charset.CharacterCodingException e) {
        throw new Unreadable(1, "The text is not UTF-8. Save the file as 'CSV UTF-8'.");
      }
    }

    private static long count(String text, char c) {
      return text.chars().filter(x -> x == c).count();
    }
  }

  /**
   * A sheet of a workbook; numbers and dates are converted to the text that a person would type.
   */
  record Sheet(Path path, String sheet) implements RegisterSource {

    @Override
    public String label() {
      return path.getFileName() + " (" + sheet + ")";
    }

    @Override
    public boolean dropsTrailingBlanks() {
      return true;
    }

    @Override
    public void rows(RowReader reader) throws IOException {
      try (ReadableWorkbook book = open(path)) {
        var found =
            book.getSheets().filter(s -> s.getName().strip().equalsIgnoreCase(sheet)).findFirst();
        if (found.isEmpty()) {
          return;
        }
        try (Stream<org.dhatim.fastexcel.reader.Row> rows = found.get().openStream()) {
          Iterator<org.dhatim.fastexcel.reader.Row> all = rows.iterator();
          while (all.hasNext()) {
            org.dhatim.fastexcel.reader.Row row = all.next();
            String[] cells = new String[Math.max(row.getCellCount(), 0)];
            boolean filled = false;
            for (int i = 0; i < cells.length; i++) {
              cells[i] = text(row.getOptionalCell(i).orElse(null));
              filled |= !cells[i].isBlank();
            }
            if (filled) {
              reader.row(row.getRowNum(), cells);
            }
          }
        }
      }
    }

    /** The names of the sheets of a workbook. */
    static List<String> names(Path path) throws IOException {
      try (ReadableWorkbook book = open(path)) {
        return book.getSheets().map(org.dhatim.fastexcel.reader.Sheet::getName).toList();
      }
    }

    private static ReadableWorkbook open(Path path) throws IOException {
      try {
        return new ReadableWorkbook(path.toFile(), new ReadingOptions(true, false));
      } catch (IOException | RuntimeException e) {
        throw new Unreadable(
            0,
            "This is not a workbook that we can read; it may be damaged or need a password. Save it again as .xlsx without a password.");
      }
    }

    private static String text(@org.jspecify.annotations.Nullable Cell cell) {
      if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
        return "";
      }
      if (cell.getType() == CellType.NUMBER) {
        String format = cell.getDataFormatString();
        if (format != null && format.chars().anyMatch(c -> "dDyY".indexOf(c) >= 0)) {
          var date = cell.asDate();
          return date.toLocalTime().toSecondOfDay() == 0
              ? date.toLocalDate().toString()
              : date.toString();
        }
        // A spreadsheet keeps only 15 digits of a number, so a longer id is damaged; the check of
        // its
        // column reports it.
        return cell.asNumber().precision() > 15 || cell.asNumber().scale() < -2
            ? String.format(java.util.Locale.ROOT, "%.5E", cell.asNumber())
            : cell.asNumber().stripTrailingZeros().toPlainString();
      }
      String text = cell.getText();
      return text == null ? "" : text;
    }
  }
}
