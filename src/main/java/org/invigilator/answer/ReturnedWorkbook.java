package org.invigilator.answer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.RowFingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Reads a workbook that was sent back. Columns are found by their headers and rows by their ids, so
 * that it may have been sorted, filtered, rearranged and saved by any program.
 */
final class ReturnedWorkbook {
  private static final int MOST_ANSWERS = 100_000;
  private static final int HEADER_WITHIN = 30;
  private static final int LONGEST_ID = 40;
  private static final int MOST_SHOWN = 5;
  private static final String ID = "ID";
  private static final String STATUS = "Status";

  /** What the column has by itself and what would read like a decision. */
  private static final Set<String> LABELS = Set.of("fixed", "waived", "dismissed");

  private final List<String> trusts;
  private final String name;
  private final List<Reply> replies = new ArrayList<>();
  private final List<AnswerLine> lines = new ArrayList<>();

  /** Rows that were issued with another id, or for another trust. */
  private final List<AnswerLine> foreign = new ArrayList<>();

  private boolean hasOwnRows;

  private ReturnedWorkbook(List<String> trusts, String name) {
    this.trusts = trusts;
    this.name = name;
  }

  /** The answers in a workbook, and what in it could not be read. */
  record Outcome(List<Reply> replies, List<AnswerLine> lines) {}

  /**
   * Reads a workbook; any other file gives one line that reports why.
   *
   * @param trusts the name of the trust, and those that it had before
   */
  static Outcome read(WorkbookFile file, String name, List<String> trusts) {
    ReturnedWorkbook workbook = new ReturnedWorkbook(trusts, name);
    try (WorkbookFile.Opened opened = file.open()) {
      workbook.read(opened.book());
      workbook.noteMerged(opened.merged());
    } catch (WorkbookFile.Refused e) {
      workbook.refuseFile(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      workbook.replies.clear();
      workbook.lines.clear();
      workbook.refuseFile("This file is damaged. Save it again as .xlsx.");
    }
    return new Outcome(List.copyOf(workbook.replies), List.copyOf(workbook.lines));
  }

  private void read(ReadableWorkbook book) throws IOException {
    boolean found = false;
    for (Sheet sheet : book.getSheets().toList()) {
      found |= read(sheet);
    }
    if (!found) {
      refuseFile(
          "No sheet has the columns ID and Decision. Write your answers into the newest workbook.");
    }
    if (hasOwnRows || foreign.size() == 1) {
      lines.addAll(foreign);
    } else if (!foreign.isEmpty()) {
      refuseFile("This workbook belongs to another trust. Nothing in it was read.");
    }
  }

  /** Merged cells look like several answers to people, and are one. */
  private void noteMerged(List<String> merged) {
    if (!merged.isEmpty() && !replies.isEmpty()) {
      lines.add(
          new AnswerLine(
              name,
              "",
              "",
              String.join(", ", merged.subList(0, Math.min(MOST_SHOWN, merged.size()))),
              AnswerLine.Result.REFUSED,
              "These cells are merged, so only the first row of each was read. Undo the merging, write the answer into every row, and send the workbook again."));
    }
  }

  /** Where the columns of one sheet are. */
  private record Header(
      List<Integer> ids, int stamp, int status, Map<AnswerField, Integer> answers) {

    Optional<RowFingerprint> stamp(Row row) {
      return stamp < 0 ? Optional.empty() : RowFingerprint.read(cell(row, stamp).text());
    }

    /** The id of a row: of several columns named ID the one that its stamp is about. */
    String finding(Row row, List<String> trusts) {
      List<String> found = ids.stream().map(column -> cell(row, column).text().strip()).toList();
      return stamp(row)
          .flatMap(s -> found.stream().filter(id -> isOf(s, trusts, id)).findFirst())
          .orElse(found.get(0));
    }
  }

  private static boolean isOf(RowFingerprint stamp, List<String> trusts, String finding) {
    return trusts.stream().anyMatch(trust -> stamp.isOf(trust, finding));
  }

  private static AnswerCell cell(Row row, int column) {
    return new AnswerCell(row.getOptionalCell(column).orElse(null));
  }

  /** Reads a sheet; returns whether it has the columns for answers. */
  private boolean read(Sheet sheet) throws IOException {
    @Nullable Header header = null;
    try (Stream<Row> rows = sheet.openStream()) {
      for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
        Row row = all.next();
        if (replies.size() + lines.size() + foreign.size() > MOST_ANSWERS) {
          throw new IOException("more answers than any workbook of ours has rows");
        }
        if (header != null) {
          read(row, sheet.getName(), header);
        } else if (row.getRowNum() <= HEADER_WITHIN) {
          header = header(row);
          if (header != null && !isUsable(header, sheet.getName())) {
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
    int status = -1;
    Map<AnswerField, Integer> answers = new EnumMap<>(AnswerField.class);
    for (int i = 0; i < row.getCellCount(); i++) {
      String text = cell(row, i).text();
      if (text.strip().equalsIgnoreCase(ID)) {
        ids.add(i);
      }
      stamp = stamp < 0 && text.strip().equalsIgnoreCase(RowFingerprint.HEADER) ? i : stamp;
      status = status < 0 && text.strip().equalsIgnoreCase(STATUS) ? i : status;
      int column = i;
      AnswerField.of(text).ifPresent(field -> answers.putIfAbsent(field, column));
    }
    return answers.containsKey(AnswerField.DECISION) && (stamp >= 0 || !ids.isEmpty())
        ? new Header(List.copyOf(ids), stamp, status, answers)
        : null;
  }

  /** Whether a sheet still has what identifies its rows; without their ids nothing is read. */
  private boolean isUsable(Header header, String sheet) {
    if (header.ids().isEmpty()) {
      refuse(
          name + ", " + sheet,
          "",
          ID,
          "The column ID is missing, so this sheet was not read. Use a workbook that still has it.");
    } else if (header.stamp() < 0) {
      lines.add(
          new AnswerLine(
              name + ", " + sheet,
              "",
              RowFingerprint.HEADER,
              "",
              AnswerLine.Result.NOTED,
              "The column "
                  + RowFingerprint.HEADER
                  + " is missing, so changes to owners and due dates cannot be recognised and were not read."));
    }
    return !header.ids().isEmpty();
  }

  private void read(Row row, String sheet, Header header) {
    String source = name + ", " + sheet + " row " + row.getRowNum();
    Optional<RowFingerprint> stamp = header.stamp(row);
    String finding = header.finding(row, trusts);
    Map<AnswerField, String> values = new EnumMap<>(AnswerField.class);
    Map<AnswerField, String> problems = new EnumMap<>(AnswerField.class);
    header
        .answers()
        .forEach(
            (field, column) -> {
              AnswerCell cell = cell(row, column);
              Optional<String> problem = cell.problem();
              if (problem.isPresent()) {
                problems.put(field, problem.get());
              } else if (!cell.value(field).isEmpty()) {
                values.put(field, cell.value(field));
              }
            });
    if (finding.isEmpty() && values.isEmpty() && problems.isEmpty()) {
      return;
    }
    Set<AnswerField> touched = touched(header, stamp, finding, values);
    touched.removeAll(problems.keySet());
    if (stamp.isPresent() && !isOf(stamp.get(), trusts, finding)) {
      if (!touched.isEmpty() || !problems.isEmpty()) {
        foreign.add(
            new AnswerLine(
                source,
                shortened(finding),
                ID,
                "",
                AnswerLine.Result.REFUSED,
                "The ID is not the one this row was issued with. The row was not read."));
      }
      return;
    }
    hasOwnRows |= stamp.isPresent();
    problems.forEach((field, why) -> refuse(source, finding, field.header(), why));
    if (stamp.isPresent() && !values.containsKey(AnswerField.DECISION)) {
      noteStatus(row, header, source, finding);
    }
    if (!touched.isEmpty()) {
      replies.add(new Reply(source, finding, stamp, values, touched));
    }
  }

  /** Says so where someone typed an answer over the status, which is not read. */
  private void noteStatus(Row row, Header header, String source, String finding) {
    String typed = header.status() < 0 ? "" : cell(row, header.status()).text().strip();
    if (!LABELS.contains(typed) && DecisionParser.of(typed).isPresent()) {
      lines.add(
          new AnswerLine(
              source,
              shortened(finding),
              STATUS,
              "",
              AnswerLine.Result.NOTED,
              "Something was written over the status, and it was not read. Write answers in the column Decision."));
    }
  }

  /** The fields that were changed; without a stamp, those that only a person fills in. */
  private static Set<AnswerField> touched(
      Header header,
      Optional<RowFingerprint> stamp,
      String finding,
      Map<AnswerField, String> values) {
    Set<AnswerField> touched = EnumSet.noneOf(AnswerField.class);
    for (AnswerField field : header.answers().keySet()) {
      String value = values.getOrDefault(field, "");
      boolean byHand = !value.isEmpty() && field != AnswerField.OWNER && field != AnswerField.DUE;
      if (stamp.map(s -> !s.isUntouched(finding, field, value)).orElse(byHand)) {
        touched.add(field);
      }
    }
    return touched;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_ID ? text : text.substring(0, LONGEST_ID) + "…";
  }

  private void refuseFile(String why) {
    refuse(name, "", "", why);
  }

  private void refuse(String source, String finding, String field, String why) {
    lines.add(
        new AnswerLine(source, shortened(finding), field, "", AnswerLine.Result.REFUSED, why));
  }
}
