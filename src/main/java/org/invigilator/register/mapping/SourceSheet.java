package org.invigilator.register.mapping;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.invigilator.register.Cells;
import org.invigilator.register.Column;
import org.invigilator.register.Problem;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.SecretScan;
import org.invigilator.register.Vocabulary;

/**
 * A CSV file, or a sheet of a workbook, as it came: what is above its header, the header, and its
 * rows. It is long because what makes a whole file unclear is recognised here.
 *
 * @param titles what is above the header
 * @param headerRow the row of the header; 0 when none was found
 * @param header the place of each heading, which is folded
 * @param headings the headings as written
 * @param longRows the rows of a CSV file that have more cells than the header
 * @param secrets cells that seem to contain a password; what was in them is not kept
 */
record SourceSheet(
    RegisterSource source,
    List<String> titles,
    int headerRow,
    Map<String, Integer> header,
    List<String> headings,
    List<Row> rows,
    List<Integer> longRows,
    List<SecretScan.SecretCell> secrets) {

  /** So many rows may be above the header. */
  private static final int MOST_TITLES = 40;

  private static final Pattern DATE =
      Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2} \\p{L}{3,9} \\d{4}");

  /** A heading over names. */
  private static final Pattern NAME =
      Pattern.compile("(?i)name|pupil|student|learner|child|forename|staff");

  /** How totals, footers and remarks begin. */
  private static final Pattern REMARK =
      Pattern.compile(
          "(?i)(?:(?:grand |sub ?)?totals?\\b|printed\\b|page \\d|updated\\b|notes?\\b|generated\\b|produced\\b|exported\\b|report\\b|count\\b|end of\\b|number of\\b|key\\b|source\\b|©|\\*(?!\\s*\\p{L}))(?!\\s*,\\s*\\p{L})");

  /** What can only be a footer, whatever is beside it. */
  private static final Pattern FOOTER =
      Pattern.compile(
          "(?i)(?:(?:report )?(?:printed|generated|produced|exported|updated|created|run) (?:on|by|at|from)\\b|(?:grand |sub ?)?totals?$|total (?:pupils|students|staff|rows|records|number)\\b|page \\d|end of\\b|number of\\b|©|\\*(?!\\s*\\p{L}))");

  private static final Pattern TOTAL = Pattern.compile("(?i)(?:grand |sub ?)?totals?:?");

  private static final Pattern NAME_OF_ONE =
      Pattern.compile("\\*?\\p{Lu}[\\p{L}'’ .-]{0,40},\\s*\\p{Lu}[\\p{L}'’ .()-]{0,60}");

  /** What is beside the word for a total: numbers and days. */
  private static final Pattern FIGURES = Pattern.compile("[\\d.,:/%£ -]+");

  /** What a row of its own says of the rows below it, though no column of theirs has it. */
  private static final Pattern SECTION =
      Pattern.compile(
          "(?i)\\b(?:closed|leavers?|left|former|inactive|deactivated|deleted|archived|not ours|unofficial|not official|do not|don'?t|no (?:\\p{L}+ )?(?:consents?|permissions?|photos?|photographs?|pictures?|images?|social media)|(?:have|has|did|do|does|are|is|was|were|must) not|not (?:consent\\w*|permitted|allowed|given|to be)|without (?:\\p{L}+ )?(?:consent|permission)|refus\\w*|declin\\w*|withdr\\w*|object\\w*|opt(?:ed)?[ -]?outs?|not on roll|off roll|no longer)\\b");

  /** What the name of a file or sheet, or a title above the header, says of all rows. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?<![\\p{L}])(?:leavers?|closed|former (?:pupils|students|staff)|withdrawn|withdrawals?|refus(?:ed|als?)|declined|opt(?:ed)?[ -]?outs?|no (?:[\\p{L}]+ )?(?:consents?|permissions?)|without (?:[\\p{L}]+ ){0,3}(?:consent|permission)|non[ -]?consent(?:ed)?|not returned|do not (?:publish|photograph|use|post)|archived?|inactive|(?:off|not on) roll)(?![\\p{L}])");

  /** Words with which such a name is about more than that. */
  private static final Pattern MORE =
      Pattern.compile(
          "(?i)\\b(?:exclud\\w*|includ\\w*|except|given|granted|current|open|all (?:pupils|students|staff|accounts))\\b");

  /** A row below the header. */
  record Row(int number, String[] cells) {
    String cell(int at) {
      return at < 0 || at >= cells.length ? "" : cells[at];
    }

    long filled() {
      return Stream.of(cells).filter(cell -> !cell.isEmpty()).count();
    }
  }

  /** Finds the header among the first rows, and gives the type of each column. */
  interface Layout {
    /**
     * Whether a row is the header.
     *
     * @param written its cells as they are written, by their folded form
     */
    boolean isHeader(Map<String, String> written);

    default Column.Type typeOf(String heading) {
      return Column.Type.TEXT;
    }
  }

  /** Reads a file whose header a layout recognises. */
  static SourceSheet read(RegisterSource source, Layout layout) throws IOException {
    Reading reading = new Reading(source, layout);
    source.rows(reading);
    return new SourceSheet(
        source,
        reading.titles,
        reading.headerRow,
        reading.header,
        reading.headings,
        reading.rows,
        reading.longRows,
        reading.secrets);
  }

  /** Reads a form: labels in one column, and what was entered to the right of each. */
  static SourceSheet readForm(RegisterSource source, Predicate<String> isLabel) throws IOException {
    List<Row> all = new ArrayList<>();
    List<SecretScan.SecretCell> secrets = new ArrayList<>();
    source.rows(
        (number, cells) -> {
          for (int i = 0; i < cells.length; i++) {
            boolean isAsked = i > 0 && SecretScan.isSecretHeader(cells[i - 1]);
            if (!cells[i].isBlank() && (isAsked || SecretScan.isSecretCell(cells[i]))) {
              secrets.add(secret(source, i, number));
              cells[i] = "";
            }
          }
          all.add(new Row(number, cells));
        });
    return new FormSheet(isLabel).table(source, all, secrets);
  }

  private static SecretScan.SecretCell secret(RegisterSource source, int column, int row) {
    return new SecretScan.SecretCell(source.label(), SecretScan.address(column, row));
  }

  static Map<String, Integer> positions(String[] cells) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      String folded = Vocabulary.fold(cells[i]);
      if (!folded.isEmpty() && positions.putIfAbsent(folded, i) != null) {
        // A heading that is there again has its number behind it.
        int again = 2;
        while (positions.containsKey(folded + again)) {
          again++;
        }
        positions.put(folded + again, i);
      }
    }
    return positions;
  }

  boolean hasHeader() {
    return headerRow > 0;
  }

  /** The text of a row under a heading. */
  String text(Row row, String heading) {
    return row.cell(header.getOrDefault(Vocabulary.fold(heading), -1));
  }

  /**
   * Why it cannot be known which cells are meant: a row has more of them than there are headings,
   * or a heading is there twice with different texts below. Empty when all is clear.
   *
   * @param used the headings that are read, folded
   * @param isSaidByColumn whether a column says of each row whether it still counts
   */
  Optional<Problem> contradiction(Set<String> used, boolean isSaidByColumn) {
    if (!longRows.isEmpty()) {
      return Optional.of(
          new Problem(
              source.label(),
              longRows.get(0),
              "",
              "This row has more cells than there are headings"
                  + (longRows.size() == 1 ? "" : ", and so have " + (longRows.size() - 1) + " more")
                  + ".",
              "Look for a comma in a cell that is not in quotation marks, and save the file as CSV again."));
    }
    Optional<String> named = isSaidByColumn ? Optional.empty() : name();
    if (named.isPresent() && !rows.isEmpty()) {
      return Optional.of(
          new Problem(
              source.label(),
              headerRow,
              "",
              "'"
                  + named.get()
                  + "' seems to be about the rows below, which have no cell that says so.",
              "Say it in a column of each of these rows, such as a decision, a status or a leaving date, or take them out of this file."));
    }
    // What is below all rows is a footer.
    int last = rows.stream().filter(row -> row.filled() > 1).mapToInt(Row::number).max().orElse(0);
    Optional<Row> section =
        rows.stream()
            .filter(row -> row.filled() == 1 && row.number() < last && header.size() > 2)
            .filter(row -> Stream.of(row.cells()).anyMatch(SourceSheet::isSection))
            .findFirst();
    if (section.isPresent()) {
      return Optional.of(
          new Problem(
              source.label(),
              section.get().number(),
              "",
              "'"
                  + String.join("", section.get().cells())
                  + "' is alone in its row. It seems to be about the rows below, which have no cell that says so.",
              "Say it in a column of each of these rows, such as a status, or take them out of this file."));
    }
    Optional<Problem> merged =
        IntStream.range(0, headings.size())
            .filter(at -> used.contains(Vocabulary.fold(headings.get(at))))
            .filter(at -> isOfNames(headings.get(at)) && isOverTwo(at))
            .mapToObj(
                at ->
                    new Problem(
                        source.label(),
                        headerRow,
                        headings.get(at),
                        "The column to the right of this one has no heading, and most rows have a text in it.",
                        "Write a heading over each column, such as Surname and Forename."))
            .findFirst();
    if (merged.isPresent()) {
      return merged;
    }
    for (int first = 0; first < headings.size(); first++) {
      String folded = Vocabulary.fold(headings.get(first));
      for (int again = first + 1; used.contains(folded) && again < headings.size(); again++) {
        int one = first;
        int other = again;
        Optional<Row> different =
            Vocabulary.fold(headings.get(again)).equals(folded)
                ? rows.stream().filter(row -> differ(row, one, other)).findFirst()
                : Optional.empty();
        if (different.isPresent()) {
          return Optional.of(
              new Problem(
                  source.label(),
                  different.get().number(),
                  headings.get(first),
                  "There are two columns with this heading, and their cells differ.",
                  "Rename or delete the column that should not be read."));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a heading is over names of people. */
  static boolean isOfNames(String heading) {
    return NAME.matcher(heading).find();
  }

  /** Whether most rows have letters in the column to the right, which has no heading. */
  private boolean isOverTwo(int at) {
    boolean hasHeading = at + 1 < headings.size() && !headings.get(at + 1).isBlank();
    long filled =
        rows.stream().filter(row -> row.cell(at + 1).chars().anyMatch(Character::isLetter)).count();
    return !hasHeading && filled > 1 && filled * 2 > rows.size();
  }

  /** The title, or the name of the sheet or file, that says what has become of all rows. */
  private Optional<String> name() {
    return Stream.concat(titles.stream(), Stream.of(sheetName()))
        .filter(
            name -> {
              String words = name.replace('_', ' ');
              return NAMED.matcher(words).find() && !MORE.matcher(words).find();
            })
        .findFirst();
  }

  private static boolean isSection(String cell) {
    return cell.length() < 60 && SECTION.matcher(cell).find() && !REMARK.matcher(cell).lookingAt();
  }

  private static boolean differ(Row row, int one, int other) {
    String first = Vocabulary.fold(row.cell(one));
    String second = Vocabulary.fold(row.cell(other));
    return !first.isEmpty() && !second.isEmpty() && !first.equals(second);
  }

  /** Whether a row repeats the header, or is a remark or a total below the table. */
  boolean isNoData(Row row) {
    List<String> filled = Stream.of(row.cells()).filter(cell -> !cell.isEmpty()).toList();
    boolean isRemark =
        filled.isEmpty()
            || FOOTER.matcher(filled.get(0).strip()).lookingAt()
            || (REMARK.matcher(filled.get(0)).lookingAt()
                && (filled.get(0).strip().endsWith(":")
                    || filled.stream()
                        .skip(1)
                        .allMatch(
                            cell ->
                                FIGURES.matcher(cell).matches()
                                    || REMARK.matcher(cell).lookingAt())));
    boolean isTotal =
        !filled.isEmpty()
            && TOTAL.matcher(filled.get(0).strip()).matches()
            && filled.stream().skip(1).allMatch(cell -> FIGURES.matcher(cell).matches());
    return (filled.size() <= 1 && header.size() > 2 && !hasName(row))
        || isTotal
        || (isRemark && filled.size() <= 3 && filled.size() < header.size())
        || SourceSheet.positions(row.cells()).keySet().equals(header.keySet());
  }

  /** Whether a row has a surname and a forename with a comma in the column of names. */
  boolean hasName(Row row) {
    return IntStream.range(0, headings.size())
        .filter(at -> isOfNames(headings.get(at)))
        .anyMatch(at -> NAME_OF_ONE.matcher(row.cell(at).strip()).matches());
  }

  /** The day of the export that is written above the header. */
  Optional<LocalDate> exportedOn() {
    // A title may name a period; it was exported at its end or later.
    return titles.stream()
        .flatMap(title -> DATE.matcher(title).results())
        .flatMap(date -> Cells.date(date.group()).stream())
        .max(LocalDate::compareTo);
  }

  /** The name of the sheet; the name of a CSV file without its ending. */
  String sheetName() {
    return source instanceof RegisterSource.Sheet sheet
        ? sheet.sheet()
        : String.valueOf(source.path().getFileName()).replaceFirst("\\.[^.]*$", "");
  }

  private static final class Reading implements RegisterSource.RowReader {
    private final RegisterSource source;
    private final Layout layout;
    private final Set<Integer> secretColumns = new HashSet<>();
    private final List<SecretScan.SecretCell> secrets = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Integer> longRows = new ArrayList<>();
    private Map<String, Integer> header = Map.of();
    private List<String> headings = List.of();
    private final List<Column.Type> types = new ArrayList<>();
    private int headerRow;
    private int above;

    private Reading(RegisterSource source, Layout layout) {
      this.source = source;
      this.layout = layout;
    }

    /** The columns of passwords are those that any row above, or the header, names so. */
    private void scan(int number, String[] cells) {
      for (int i = 0; i < cells.length; i++) {
        boolean isFilled = !cells[i].isBlank();
        boolean isLogin =
            headerRow > 0
                && i < headings.size()
                && SecretScan.isLoginHeader(headings.get(i))
                && SecretScan.looksLikePassword(cells[i]);
        if (isLogin
            || SecretScan.isSecretCell(cells[i])
            || (isFilled && secretColumns.contains(i))) {
          secrets.add(secret(source, i, number));
          cells[i] = "";
        } else if (headerRow == 0 && SecretScan.isSecretHeader(cells[i])) {
          secretColumns.add(i);
        }
      }
    }

    @Override
    public void row(int number, String[] cells) {
      scan(number, cells);
      if (headerRow > 0) {
        boolean isLong =
            source instanceof RegisterSource.Csv
                && Stream.of(cells).skip(headings.size()).anyMatch(cell -> !cell.isEmpty());
        if (isLong) {
          longRows.add(number);
        }
        rows.add(new Row(number, cells));
        return;
      }
      Map<String, Integer> positions = positions(cells);
      Map<String, String> written = new LinkedHashMap<>();
      positions.forEach((folded, at) -> written.put(folded, cells[at]));
      if (above < MOST_TITLES && layout.isHeader(written)) {
        headerRow = number;
        header = positions;
        headings = List.of(cells);
        headings.forEach(heading -> types.add(layout.typeOf(heading)));
      } else if (++above <= MOST_TITLES) {
        Stream.of(cells).filter(cell -> !cell.isEmpty()).forEach(titles::add);
      }
    }

    @Override
    public Column.Type typeOf(int index) {
      return index < types.size() ? types.get(index) : Column.Type.TEXT;
    }
  }
}
