package org.invigilator.register.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Problem;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.SecretScan;

/**
 * Columns beside consents that no purpose is read from, and that may still say that consent was
 * refused, withdrawn or limited: a second parent, a status, an opt-out, remarks.
 */
final class UnreadConsents {
  /** Words of headings below which an answer may undo a consent. */
  private static final Pattern MAY_MATTER =
      Pattern.compile(
          "(?i)\\b(?:no|not|don'?t|never|status|active|current|superseded|parents?|parental|mother|father|mum|dad|carer|guardian|media|website|web site|press|prospectus|newsletter|publicity|publish)\\b|social|consent|permission|photo|image|video|picture|opt(?:ed|s)?[ -]?(?:in|out)|\\bname");

  /** Words of headings below which any entry may undo a consent. */
  private static final Pattern ENDS =
      Pattern.compile(
          "(?i)withdr[ae]w|revok|refus|remov|opt(?:ed|s)?[ -]?out|object|restrict|exclu|\\bdo not\\b|don'?t");

  /** Words with which a title is about consents that were given as well. */
  private static final Pattern BOTH =
      Pattern.compile(
          "(?i)\\b(?:given|granted|received|includ\\w*|yes|(?:and|&) (?:[\\p{L}]+ )?consents?|consents? (?:and|&)|permissions? (?:and|&))\\b");

  /** Words of headings below which people write remarks. */
  private static final Pattern REMARKS =
      Pattern.compile(
          "(?i)\\b(?:notes?|comments?|remarks?|further information|details?|restrictions?|exceptions?|conditions?|limits?|caveats?)\\b");

  /** What is behind a name: after a sign, in brackets, or in capitals. */
  private static final Pattern BEHIND_NAME =
      Pattern.compile(
          "\\s{0,5}(?:\\s[-–—*:]{1,3}\\s{0,5}|[(\\[*]\\s{0,5}|\\s(?=(?:NO|DO NOT|NOT) \\p{Lu}))([^()\\[\\]]{1,100})[)\\]*]{0,3}\\s{0,5}$");

  /** A running number, or whether a child is a boy or a girl. */
  private static final Pattern OTHER_MARK = Pattern.compile("(?i)\\d+|[fmt]");

  private static final int MOST_ROWS = 20;

  private UnreadConsents() {}

  /** Whether a heading is of a column in which answers may undo the consents of their rows. */
  static boolean mayBeAbout(String heading) {
    return !Recognition.isOtherPurpose(heading)
        && (ENDS.matcher(heading).find() || MAY_MATTER.matcher(heading).find());
  }

  /** Whether answers below a heading may undo the consents of their rows. */
  static boolean mayRefuse(SourceSheet sheet, String heading) {
    if (Recognition.isOtherPurpose(heading) || isRunningNumber(sheet, heading)) {
      return false;
    }
    boolean ends = ENDS.matcher(heading).find();
    return (ends || MAY_MATTER.matcher(heading).find())
        && cells(sheet, heading)
            .anyMatch(cell -> ends ? !RowConversion.isBlank(cell) : ConsentAnswer.isAnswer(cell));
  }

  /**
   * Why none of a sheet's consents may be read: a text gives the answers another meaning, or cells
   * that may be about them are below no heading.
   */
  static Optional<Problem> problem(SourceSheet sheet) {
    return legend(sheet)
        .or(() -> around(sheet))
        .or(() -> withoutHeading(sheet))
        .or(() -> behindName(sheet))
        .or(() -> AmericanDates.in(sheet));
  }

  private static Optional<Problem> behindName(SourceSheet sheet) {
    return sheet.headings().stream()
        .filter(SourceSheet::isOfNames)
        .flatMap(
            heading ->
                sheet.rows().stream()
                    .filter(row -> !sheet.isNoData(row))
                    .filter(row -> !remarkIn(sheet.text(row, heading)).isEmpty())
                    .limit(1)
                    .map(
                        row ->
                            new Problem(
                                sheet.source().label(),
                                row.number(),
                                heading,
                                "The name has a remark behind it that seems to limit a consent.",
                                "Enter the answer in the column of its purpose, and leave only the name here.")))
        .findFirst();
  }

  private static Optional<Problem> legend(SourceSheet sheet) {
    Stream<String> around =
        Stream.of(
                sheet.titles().stream(),
                sheet.headings().stream(),
                sheet.rows().stream()
                    .filter(row -> row.filled() <= 2)
                    .map(
                        row ->
                            Stream.of(row.cells())
                                .filter(cell -> !cell.isEmpty())
                                .collect(Collectors.joining(" = "))))
            .flatMap(texts -> texts);
    return AnswerLegend.problem(sheet.source(), around);
  }

  /** A title above the answers, or a row between them, that refuses or limits those below it. */
  private static Optional<Problem> around(SourceSheet sheet) {
    return Stream.concat(sheet.titles().stream(), Stream.of(sheet.sheetName().replace('_', ' ')))
        .filter(title -> ConsentLimits.in(title) && !BOTH.matcher(title).find())
        .findFirst()
        .map(title -> turned(sheet, sheet.headerRow(), title))
        .or(
            () ->
                betweenRows(sheet)
                    .filter(row -> row.number() < lastAnswers(sheet))
                    .filter(row -> ConsentLimits.in(text(row)))
                    .findFirst()
                    .map(row -> turned(sheet, row.number(), text(row))));
  }

  /** Why a sheet without a profile stops the consents of its workbook: by its name it ends some. */
  static Optional<Problem> inName(RegisterSource source) {
    return source instanceof RegisterSource.Sheet sheet
            && ConsentLimits.in(sheet.sheet())
            && !BOTH.matcher(sheet.sheet()).find()
        ? Optional.of(
            new Problem(
                sheet.label(),
                0,
                "",
                "By its name this sheet refuses or ends consents of the others, and no profile in mappings/ reads it.",
                "Enter what it says in the answers of the other sheets and delete it, or run 'invigilator import' with this file again."))
        : Optional.empty();
  }

  private static Problem turned(SourceSheet sheet, int row, String text) {
    return new Problem(
        sheet.source().label(),
        row,
        "",
        "'"
            + text
            + "' seems to refuse or limit the consents below, which have no cell that says so.",
        "Say it in the answers of the rows that it is about, and delete it.");
  }

  /** What is written between or below the rows of a list, and is no row of it. */
  private static Stream<SourceSheet.Row> betweenRows(SourceSheet sheet) {
    return sheet.rows().stream()
        .filter(row -> row.filled() > 0)
        .filter(row -> sheet.isNoData(row) || row.filled() <= 2 && !sheet.hasName(row));
  }

  private static int lastAnswers(SourceSheet sheet) {
    return sheet.rows().stream()
        .filter(row -> row.filled() > 2 && !sheet.isNoData(row))
        .mapToInt(SourceSheet.Row::number)
        .max()
        .orElse(0);
  }

  private static String text(SourceSheet.Row row) {
    return Stream.of(row.cells()).filter(cell -> !cell.isEmpty()).collect(Collectors.joining(", "));
  }

  private static Optional<Problem> withoutHeading(SourceSheet sheet) {
    for (SourceSheet.Row row : sheet.rows()) {
      for (int at = 0; at < row.cells().length && !sheet.isNoData(row); at++) {
        boolean hasHeading = at < sheet.headings().size() && !sheet.headings().get(at).isBlank();
        String cell = row.cell(at);
        if (!hasHeading
            && (ConsentLimits.in(cell)
                || ENDS.matcher(cell).find()
                || (ConsentAnswer.isAnswer(cell) && !OTHER_MARK.matcher(cell).matches()))) {
          return Optional.of(
              new Problem(
                  sheet.source().label(),
                  0,
                  SecretScan.address(at, row.number()),
                  "This cell seems to be about a consent, and its column has no heading.",
                  "Write a heading over the column, such as Withdrawn, or delete it. Headings that take two rows must be in one, such as Website: yes."));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isRunningNumber(SourceSheet sheet, String heading) {
    List<String> cells = cells(sheet, heading).toList();
    return cells.size() > 2
        && cells.stream().allMatch(cell -> cell.matches("\\d{1,5}"))
        && cells.stream().distinct().count() == cells.size();
  }

  /** The columns that must be explained before the consents of a file can be used. */
  static List<String> among(SourceSheet sheet, Collection<String> unread) {
    return unread.stream().filter(heading -> mayRefuse(sheet, heading)).toList();
  }

  /**
   * For each unread column whose remarks limit consents: the column and the rows, in a sentence.
   */
  static List<String> remarks(SourceSheet sheet, Collection<String> unread) {
    List<Integer> below =
        betweenRows(sheet)
            .filter(row -> row.number() > lastAnswers(sheet) && ConsentLimits.in(text(row)))
            .map(SourceSheet.Row::number)
            .toList();
    return Stream.concat(
            below.isEmpty()
                ? Stream.empty()
                : Stream.of(
                    "what is written in "
                        + shown(below)
                        + ", below the answers, seems to limit or end a consent. Enter it in the answers of the pupils that it is about."),
            ofColumns(sheet, unread))
        .toList();
  }

  private static Stream<String> ofColumns(SourceSheet sheet, Collection<String> unread) {
    return unread.stream()
        .flatMap(
            heading -> {
              List<Integer> rows =
                  sheet.rows().stream()
                      .filter(row -> ConsentLimits.in(sheet.text(row, heading)))
                      .map(SourceSheet.Row::number)
                      .toList();
              List<Integer> others =
                  REMARKS.matcher(heading).find()
                      ? sheet.rows().stream()
                          .filter(row -> !sheet.isNoData(row))
                          .filter(row -> !RowConversion.isBlank(sheet.text(row, heading)))
                          .map(SourceSheet.Row::number)
                          .filter(row -> !rows.contains(row))
                          .toList()
                      : List.of();
              return Stream.concat(
                  rows.isEmpty() ? Stream.empty() : Stream.of(sentence(heading, rows)),
                  others.isEmpty()
                      ? Stream.empty()
                      : Stream.of(
                          "the column '"
                              + heading
                              + "', which is not read, has a remark in "
                              + shown(others)
                              + ". Check that none of them limits a consent."));
            });
  }

  /** What a cell with a name says besides it that limits a consent; empty where it says nothing. */
  static String remarkIn(String cell) {
    Matcher remark = BEHIND_NAME.matcher(cell);
    return remark.find() && ConsentLimits.in(remark.group()) ? remark.group(1).strip() : "";
  }

  /** A cell with a name without such a remark. */
  static String withoutRemark(String cell) {
    return remarkIn(cell).isEmpty() ? cell : BEHIND_NAME.matcher(cell).replaceFirst("").strip();
  }

  private static String sentence(String heading, List<Integer> rows) {
    return "the column '"
        + heading
        + "', which is not read, seems to limit or end a consent in "
        + shown(rows)
        + ". Enter such an answer in the column of its purpose.";
  }

  private static String shown(List<Integer> rows) {
    String first =
        rows.stream().limit(MOST_ROWS).map(String::valueOf).collect(Collectors.joining(", "));
    return (rows.size() == 1 ? "row " : "rows ")
        + first
        + (rows.size() > MOST_ROWS ? " and " + (rows.size() - MOST_ROWS) + " more" : "");
  }

  private static Stream<String> cells(SourceSheet sheet, String heading) {
    return sheet.rows().stream()
        .filter(row -> !sheet.isNoData(row))
        .map(row -> sheet.text(row, heading))
        .filter(cell -> !cell.isEmpty());
  }
}
