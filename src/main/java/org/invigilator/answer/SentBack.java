package org.invigilator.answer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.RowFingerprint;
import org.invigilator.register.Cells;
import org.jspecify.annotations.Nullable;

/**
 * Reads a workbook that was sent back. Columns are found by their headers and rows by their ids, so
 * that it may have been sorted, filtered, rearranged and saved by any program.
 */
final class SentBack {
  private static final long LARGEST_FILE = 200L << 20;
  private static final long LARGEST_INFLATED = 2L << 30;
  private static final long LARGEST_TEXTS = 256L << 20;
  private static final int MOST_PARTS = 20_000;
  private static final int DENSEST = 200;
  private static final int LAST_ROW = 1_048_576;
  private static final int HEADER_WITHIN = 30;
  private static final int LONGEST = 2_000;
  private static final String ID = "ID";

  private final String trust;
  private final String name;
  private final List<Reply> replies = new ArrayList<>();
  private final List<AnswerLine> lines = new ArrayList<>();

  /** Rows that were issued with another id, or for another trust. */
  private final List<AnswerLine> strange = new ArrayList<>();

  private boolean own;

  private SentBack(String trust, String name) {
    this.trust = trust;
    this.name = name;
  }

  /** What stood in a workbook, and what in it could not be read. */
  record Outcome(List<Reply> replies, List<AnswerLine> lines) {}

  /** Reads a workbook; a file that is none is one line that says why. */
  static Outcome read(Path file, String name, String trust) {
    SentBack reading = new SentBack(trust, name);
    Optional<String> unfit = unfit(file);
    if (unfit.isPresent()) {
      reading.refuse(reading.name, "", "", "", unfit.get());
    } else {
      try (ReadableWorkbook book =
          new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false))) {
        reading.read(book);
      } catch (IOException | RuntimeException e) {
        reading.replies.clear();
        reading.lines.clear();
        reading.refuse(
            reading.name, "", "", "", "It is damaged and cannot be read. Save it again as .xlsx.");
      }
    }
    return new Outcome(List.copyOf(reading.replies), List.copyOf(reading.lines));
  }

  /** Why a file is not to be opened at all. */
  private static Optional<String> unfit(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        return Optional.of("It is larger than 200 MB; no workbook of this program is.");
      }
      byte[] head = new byte[8];
      try (InputStream in = Files.newInputStream(file)) {
        int length = in.readNBytes(head, 0, 8);
        if (length == 8 && (head[0] & 0xff) == 0xd0 && (head[1] & 0xff) == 0xcf) {
          return Optional.of(
              "It needs a password, or is of Excel's old format. Save it as .xlsx without a password.");
        }
        if (length < 4 || head[0] != 'P' || head[1] != 'K') {
          return Optional.of("It is not a workbook. Save it as .xlsx.");
        }
      }
      return inflated(file);
    } catch (IOException e) {
      return Optional.of("It is cut off or damaged and cannot be read. Copy it here again.");
    }
  }

  /**
   * Unpacks everything once and keeps nothing, so that what is read later is known to be bounded.
   */
  private static Optional<String> inflated(Path file) throws IOException {
    long all = 0;
    byte[] buffer = new byte[1 << 16];
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_PARTS) {
        return Optional.of("It has far more parts than a workbook.");
      }
      for (Iterator<? extends ZipEntry> parts = zip.entries().asIterator(); parts.hasNext(); ) {
        ZipEntry part = parts.next();
        long size = 0;
        long most =
            part.getName().endsWith("sharedStrings.xml") ? LARGEST_TEXTS : LARGEST_INFLATED - all;
        try (InputStream in = zip.getInputStream(part)) {
          for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > most
                || (size > 32 << 20 && size > DENSEST * Math.max(1, part.getCompressedSize()))) {
              return Optional.of("Unpacked it is far larger than any workbook; it is not opened.");
            }
          }
        }
        all += size;
      }
      if (zip.getEntry("xl/workbook.xml") == null) {
        return Optional.of("It is not a workbook. Save it as .xlsx.");
      }
    }
    return Optional.empty();
  }

  private void read(ReadableWorkbook book) throws IOException {
    boolean answers = false;
    for (Sheet sheet : book.getSheets().toList()) {
      answers |= read(sheet);
    }
    if (!answers) {
      refuse(
          name,
          "",
          "",
          "",
          "No sheet has the columns ID and Decision. It is of another program, or of an older version of this one; write into the newest workbook.");
    }
    if (own || strange.size() == 1) {
      lines.addAll(strange);
    } else if (!strange.isEmpty()) {
      refuse(name, "", "", "", "It was written for another trust. Nothing in it was taken.");
    }
  }

  /** Where the columns of one sheet are. */
  private record Header(List<Integer> ids, int stamp, Map<AnswerField, Integer> answers) {}

  private boolean read(Sheet sheet) throws IOException {
    @Nullable Header header = null;
    try (Stream<Row> rows = sheet.openStream()) {
      for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
        Row row = all.next();
        if (row.getRowNum() > LAST_ROW) {
          throw new IOException("more rows than a sheet holds");
        }
        if (header != null) {
          row(row, sheet.getName(), header);
        } else if (row.getRowNum() <= HEADER_WITHIN) {
          header = header(row);
          if (header != null && !isWhole(header, sheet.getName())) {
            return true;
          }
        } else {
          return false;
        }
      }
    }
    return header != null;
  }

  private static @Nullable Header header(Row row) {
    List<Integer> ids = new ArrayList<>();
    int stamp = -1;
    Map<AnswerField, Integer> answers = new EnumMap<>(AnswerField.class);
    for (int i = 0; i < row.getCellCount(); i++) {
      String text = text(row.getOptionalCell(i).orElse(null));
      if (text.strip().equalsIgnoreCase(ID)) {
        ids.add(i);
      }
      stamp = stamp < 0 && text.strip().equalsIgnoreCase(RowFingerprint.HEADER) ? i : stamp;
      int column = i;
      AnswerField.of(text).ifPresent(field -> answers.putIfAbsent(field, column));
    }
    return answers.containsKey(AnswerField.DECISION) && (stamp >= 0 || !ids.isEmpty())
        ? new Header(List.copyOf(ids), stamp, answers)
        : null;
  }

  /** Whether a sheet still has what tells its rows apart; without their ids nothing is read. */
  private boolean isWhole(Header header, String sheet) {
    if (header.ids().isEmpty()) {
      refuse(
          name + ", " + sheet,
          "",
          ID,
          "",
          "The column ID is missing, so nothing on this sheet was read. Write into a workbook that has it.");
    } else if (header.stamp() < 0) {
      lines.add(
          new AnswerLine(
              name + ", " + sheet,
              "",
              RowFingerprint.HEADER,
              "",
              AnswerLine.Result.NOTED,
              "The column RowFingerprint is missing, so it cannot be told which owners and dates somebody typed; they were not read."));
    }
    return !header.ids().isEmpty();
  }

  /** The id of a row: of several columns of that name the one that its stamp is of. */
  private String finding(Row row, Header header, Optional<RowFingerprint> stamp) {
    List<String> found =
        header.ids().stream()
            .map(column -> text(row.getOptionalCell(column).orElse(null)).strip())
            .toList();
    return stamp
        .flatMap(s -> found.stream().filter(id -> s.isOf(trust, id)).findFirst())
        .orElse(found.get(0));
  }

  private void row(Row row, String sheet, Header header) {
    String source = name + ", " + sheet + " row " + row.getRowNum();
    Optional<RowFingerprint> stamp =
        header.stamp() < 0
            ? Optional.empty()
            : RowFingerprint.read(text(row.getOptionalCell(header.stamp()).orElse(null)));
    String finding = finding(row, header, stamp);
    Map<AnswerField, String> values = new EnumMap<>(AnswerField.class);
    Map<AnswerField, String> unfit = new EnumMap<>(AnswerField.class);
    header
        .answers()
        .forEach(
            (field, column) -> {
              @Nullable Cell cell = row.getOptionalCell(column).orElse(null);
              Optional<String> wrong = wrong(cell);
              if (wrong.isPresent()) {
                unfit.put(field, wrong.get());
              } else {
                String value = canonical(field, text(cell));
                if (!value.isEmpty()) {
                  values.put(field, value);
                }
              }
            });
    if (finding.isEmpty() && values.isEmpty() && unfit.isEmpty()) {
      return;
    }
    Set<AnswerField> touched = EnumSet.noneOf(AnswerField.class);
    for (AnswerField field : header.answers().keySet()) {
      String value = values.getOrDefault(field, "");
      boolean bare = !value.isEmpty() && field != AnswerField.OWNER && field != AnswerField.DUE;
      if (stamp.map(s -> !s.isUntouched(finding, field, value)).orElse(bare)) {
        touched.add(field);
      }
    }
    unfit.keySet().forEach(touched::remove);
    if (stamp.isPresent() && !stamp.get().isOf(trust, finding)) {
      if (!touched.isEmpty() || !unfit.isEmpty()) {
        strange.add(
            new AnswerLine(
                source,
                shortened(finding),
                "ID",
                "",
                AnswerLine.Result.REFUSED,
                "The id is not the one this row was issued with. Nothing in the row was taken."));
      }
      return;
    }
    own |= stamp.isPresent();
    unfit.forEach((field, why) -> refuse(source, finding, field.header(), "", why));
    if (!touched.isEmpty()) {
      replies.add(new Reply(source, finding, stamp, values, touched));
    }
  }

  /** Why a cell is not to be read as an answer. */
  private static Optional<String> wrong(@Nullable Cell cell) {
    if (cell == null) {
      return Optional.empty();
    }
    if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
      return Optional.of("The cell holds a formula. Type the value itself.");
    }
    if (cell.getType() == CellType.ERROR) {
      return Optional.of("The cell holds an error value.");
    }
    String text = text(cell).strip();
    if (text.length() > LONGEST) {
      return Optional.of(
          "The text has "
              + text.length()
              + " characters; at most "
              + LONGEST
              + " are read. Shorten it.");
    }
    if (!text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0) {
      return Optional.of(
          "The text begins with '"
              + text.charAt(0)
              + "', which a spreadsheet may take for a formula. Begin with a letter.");
    }
    return text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')
        ? Optional.of("The text holds characters that cannot be shown.")
        : Optional.empty();
  }

  private static String canonical(AnswerField field, String text) {
    String value = text.strip().replace("\r\n", "\n");
    return field == AnswerField.DUE ? Cells.date(value).map(Object::toString).orElse(value) : value;
  }

  private static String text(@Nullable Cell cell) {
    if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
      return "";
    }
    if (cell.getType() == CellType.NUMBER) {
      String format = cell.getDataFormatString();
      return format != null && format.chars().anyMatch(c -> "dDyY".indexOf(c) >= 0)
          ? cell.asDate().toLocalDate().toString()
          : cell.asNumber().toPlainString();
    }
    String raw = cell.getText();
    return raw == null ? "" : raw;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private void refuse(String source, String finding, String field, String said, String why) {
    lines.add(
        new AnswerLine(source, shortened(finding), field, said, AnswerLine.Result.REFUSED, why));
  }
}
