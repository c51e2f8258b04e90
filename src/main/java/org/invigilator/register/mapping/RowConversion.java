package org.invigilator.register.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Cells;
import org.invigilator.register.Column;
import org.invigilator.register.LondonTime;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.register.Vocabulary;
import org.invigilator.register.YearGroup;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of a file in the trust's own layout into rows of one register. What a register
 * needs and the file writes in another way is taken apart or put together here; what is not clear
 * is left as it is, so that the check of the register reports it.
 */
final class RowConversion {
  private static final Pattern CLASS =
      Pattern.compile("(?i)(?:year|yr|y)?\\s*0?(\\d{1,2})\\s*[\\p{L}/ .-].*");

  /** A class of two years, or a key stage, says nothing of one pupil's year. */
  private static final Pattern MIXED =
      Pattern.compile(
          "(?i)\\d\\s*(?:/|-|&|and|\\+)\\s*\\d|^(?:eyfs|ks ?\\d|key stage \\d|(?:sixth|6th) form|post[ -]?16)$");

  /** What databases and spreadsheets write for an empty date. */
  private static final Pattern NO_DAY =
      Pattern.compile(
          "(?:0{1,4}[/.-]0{1,2}[/.-]0{1,4}|(?:30|31)[/.-]12[/.-]1899|0?[01][/.-]0?1[/.-](?:0001|1753|1900|1970)|1899-12-3[01]|(?:0001|1753|1900|1970)-01-0[01])(?:[ T].*)?");

  /** What people type where they know nothing. */
  private static final Set<String> BLANK =
      Set.of("na", "tbc", "tba", "none", "notknown", "unknown", "nil", "notapplicable", "awaiting");

  private final Profile profile;
  private final SourceSheet sheet;
  private final References references;
  private final AccountConversion accounts;
  private final PersonConversion people;
  private final ConsentConversion consents;
  private final List<String> schoolHeadings;
  private final String schoolOfSheet;
  private String block = "";
  private String above = "";

  /**
   * @param readOn the day on which the file was written, where it does not state when it was
   *     exported
   */
  RowConversion(
      Profile profile,
      SourceSheet sheet,
      References references,
      Identifiers identifiers,
      LocalDate readOn) {
    this.profile = profile;
    this.sheet = sheet;
    this.references = references;
    this.accounts = new AccountConversion(this, profile, sheet);
    this.people = new PersonConversion(sheet, identifiers, sheet.exportedOn().orElse(readOn));
    this.consents = new ConsentConversion(profile, sheet, references, people);
    this.schoolHeadings =
        Headings.columns(Register.PUPILS, Recognition.written(sheet))
            .getOrDefault("academy_code", List.of());
    this.schoolOfSheet = schoolOfSheet(sheet, references);
  }

  /** A row of a register, with the row of the file that it comes from. */
  record Converted(int number, Map<String, String> cells, List<String> aliases) {
    String get(String column) {
      return cells.getOrDefault(column, "");
    }
  }

  /** The rows of a register that the file contains. */
  List<Converted> rows(Register register) {
    Map<String, ColumnSpec> columns = profile.byRegister().get(register);
    if (columns == null) {
      return List.of();
    }
    List<Converted> rows = new ArrayList<>();
    block = "block".equals(profile.school()) ? titled() : "";
    above = "";
    for (SourceSheet.Row row : sheet.rows()) {
      blockOf(register, row).ifPresent(school -> block = school);
      if (profile.isForm() || !sheet.isNoData(row)) {
        List<String> aliases =
            register == Register.PUPILS ? people.numbers(columns, row) : List.of();
        convert(register, columns, row)
            .forEach(cells -> rows.add(new Converted(row.number(), cells, aliases)));
      }
    }
    return rows;
  }

  /** A school that is written in the first row of several counts for the others. */
  private void carrySchool(Register register, Map<String, String> cells) {
    if (register == Register.ACCOUNTS && cells.containsKey("academy_code")) {
      String named = get(cells, "academy_code");
      if (named.isEmpty()) {
        cells.put("academy_code", above);
      } else {
        above = named;
      }
    }
  }

  /** The rows of a register that one row of the file makes. */
  List<Map<String, String>> convert(
      Register register, Map<String, ColumnSpec> columns, SourceSheet.Row row) {
    Map<String, String> cells = new LinkedHashMap<>();
    columns.forEach(
        (column, spec) -> {
          String text = profile.meant(column, spec.text(heading -> sheet.text(row, heading)));
          cells.put(column, typed(register, column, text));
        });
    boolean isEmpty =
        cells.values().stream().allMatch(String::isEmpty)
            && columns.values().stream()
                .filter(spec -> !spec.byWord().isEmpty())
                .flatMap(spec -> spec.headings().stream())
                .allMatch(heading -> sheet.text(row, heading).isEmpty());
    if (isEmpty) {
      return List.of();
    }
    carrySchool(register, cells);
    if (Schema.of(register).columns().containsKey("academy_code")
        && cells.getOrDefault("academy_code", "").isEmpty()) {
      cells.put("academy_code", profile.meant("academy_code", school()));
    }
    return switch (register) {
      case ACADEMIES -> List.of(academy(cells));
      case ACCOUNTS -> accounts.rows(columns, row, cells);
      case ACCOUNT_ROLES -> accounts.administrators(columns, row, cells);
      case PEOPLE -> PersonConversion.isPupil(cells) ? List.of() : List.of(people.person(cells));
      case ROLE_HOLDERS ->
          PersonConversion.isPupil(cells) ? List.of() : PersonConversion.roles(cells);
      case PUPILS -> List.of(people.pupil(columns, row, cells));
      case CONSENT -> consents.rows(columns, row, cells, schoolOf(row));
      default -> List.of(cells);
    };
  }

  /** A text as its column writes it, where the other form is clear. */
  private static String typed(Register register, String column, String text) {
    Column of = Schema.of(register).columns().get(column);
    if (of == null || text.isEmpty()) {
      return text;
    }
    return switch (of.type()) {
      case DATE, DATE_OR_ONGOING ->
          isBlank(text) || NO_DAY.matcher(text.strip()).matches() ? "" : date(column, text);
      case YEAR -> year(text);
      case INSTANT -> instant(text);
      default -> text;
    };
  }

  /** A moment in London time; of a day alone its beginning. */
  private static String instant(String text) {
    return Cells.instant(text).isPresent()
        ? text
        : Cells.local(text)
            .or(() -> AccountText.date(text).map(LocalDate::parse).map(LocalDate::atStartOfDay))
            .map(local -> local.atZone(LondonTime.ZONE).toOffsetDateTime().toString())
            .orElse(text);
  }

  /** Whether a text says that nothing is known. */
  static boolean isBlank(String text) {
    String folded = Vocabulary.fold(text);
    return BLANK.contains(folded)
        || (folded.isEmpty() && !Vocabulary.isTick(text) && !Vocabulary.isCross(text));
  }

  /**
   * Of a month or a year the first day counts where something begins, and the last where it ends.
   */
  static String date(String column, String text) {
    boolean isEnd =
        column.endsWith("_to") || column.startsWith("closed") || column.contains("until");
    return (isEnd ? AccountText.lastDay(text) : AccountText.firstDay(text)).orElse(text);
  }

  /** A year group, or the year of a class such as 9XY. */
  static String year(String text) {
    if (YearGroup.parse(text).isPresent()) {
      return text;
    }
    if (MIXED.matcher(text).find()) {
      return "";
    }
    Matcher group = CLASS.matcher(text.strip());
    return group.matches() && YearGroup.parse(group.group(1)).isPresent() ? group.group(1) : text;
  }

  /** The school that a row names for those below it: alone in the row. */
  private Optional<String> blockOf(Register register, SourceSheet.Row row) {
    Column column = Schema.of(Register.ACCOUNTS).columns().get("academy_code");
    boolean isInBlocks = "block".equals(profile.school()) || register == Register.CONSENT;
    if (row.filled() != 1 || column == null || !isInBlocks) {
      return Optional.empty();
    }
    return Stream.of(row.cells())
        .filter(cell -> !cell.isEmpty())
        .map(cell -> profile.meant("academy_code", cell))
        .filter(cell -> references.keyOrNamed(column, cell).isPresent())
        .findFirst();
  }

  /** The school of a whole sheet: its name, a title above its header, or what the profile says. */
  private String school() {
    String where = Optional.ofNullable(profile.school()).orElse("");
    if (where.equals("block")) {
      return block;
    }
    if (where.equals("sheet")) {
      return sheet.sheetName();
    }
    return where.equals("title") ? titled() : where;
  }

  /** The school that a title above the header names; empty where none does. */
  private String titled() {
    Column column = Schema.of(Register.ACCOUNTS).columns().get("academy_code");
    return sheet.titles().stream()
        .flatMap(title -> Stream.concat(Stream.of(title), ImportPart.schools(title)))
        .map(title -> profile.meant("academy_code", title))
        .filter(title -> column != null && references.keyOrNamed(column, title).isPresent())
        .findFirst()
        .orElse("");
  }

  /**
   * The code of the academy of whom a consent is about: of a column, of the row above some, or of
   * the whole sheet; empty where none is named.
   */
  private String schoolOf(SourceSheet.Row row) {
    Column column = Schema.of(Register.ACCOUNTS).columns().get("academy_code");
    if (column == null) {
      return "";
    }
    return Stream.concat(
            schoolHeadings.stream().map(heading -> sheet.text(row, heading)), Stream.of(block))
        .map(text -> profile.meant("academy_code", text))
        .flatMap(text -> references.keyOrNamed(column, text).stream())
        .filter(references.keysOf(Register.ACADEMIES)::contains)
        .findFirst()
        .orElse(schoolOfSheet);
  }

  /** The code of the academy that the sheet's name, a title or the file's name has. */
  private static String schoolOfSheet(SourceSheet sheet, References references) {
    return Stream.concat(
            Stream.concat(Stream.of(sheet.sheetName()), sheet.titles().stream()),
            Stream.of(String.valueOf(sheet.source().path().getFileName())))
        .flatMap(text -> references.academyIn(text).stream())
        .findFirst()
        .orElse("");
  }

  /** The code of the academy that a text names; the text itself when it names none. */
  String academyCode(String named) {
    Column column = Schema.of(Register.ACCOUNTS).columns().get("academy_code");
    return column == null ? named : references.keyOrNamed(column, named).orElse(named);
  }

  private static Map<String, String> academy(Map<String, String> cells) {
    String name = cells.getOrDefault("name", "");
    if (cells.getOrDefault("academy_code", "").isEmpty()) {
      cells.put("academy_code", AccountText.slug(name).replaceAll("[^\\p{L}\\p{N}]+", "-"));
    }
    if (name.isEmpty()) {
      cells.put("name", cells.get("academy_code"));
    }
    return cells;
  }

  static String get(Map<String, String> cells, String column) {
    @Nullable String text = cells.get(column);
    return text == null ? "" : text;
  }
}
