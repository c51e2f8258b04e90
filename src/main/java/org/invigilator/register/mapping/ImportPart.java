package org.invigilator.register.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterSource;

/** Sheets with the same headings of one file. */
final class ImportPart {
  private static final Pattern GENERIC =
      Pattern.compile(
          "(?i)(?:sheet|tab|page|table|tabelle|feuil)?\\s*\\d*|accounts?|data|export|report|register|social media|record sheet|.*\\d{4}.*|(?:all |current |our )?(?:pupils?|students?|staff|people|employees|teachers|consents?|contacts|parents|roll|list|main|results?|query\\d*)(?: list| data| export)?|(?:year|yr|y)\\s*(?:\\d+|r)|reception|nursery|(?:class|form|group)\\b.*");
  private static final Pattern SCHOOL =
      Pattern.compile(
          "(?i)\\b(?:school|academy|primary|infants?|juniors?|high|college|sixth form|nursery|grammar)\\b");

  private static final Pattern CALLED =
      Pattern.compile("(?i)\\b(?:school|academy|primary|infants|juniors|college|grammar)$");

  /** A longer text is no name of a school. */
  private static final int LONGEST = 60;

  final Path file;
  final List<Recognition> sheets = new ArrayList<>();
  final Map<Register, Map<String, ColumnSpec>> registers = new LinkedHashMap<>();
  final Map<String, Map<String, String>> values = new TreeMap<>();
  String school = "";

  ImportPart(Path file, Recognition first) {
    this.file = file;
    first.registers().forEach((r, columns) -> registers.put(r, new LinkedHashMap<>(columns)));
  }

  String label() {
    return String.valueOf(file.getFileName())
        + (sheets.size() > 1
            ? " (" + sheets.size() + " sheets)"
            : sheets.get(0).sheet().source() instanceof RegisterSource.Sheet s
                ? " (" + s.sheet() + ")"
                : "");
  }

  /** The headings from which nothing is taken. */
  List<String> unused() {
    Set<String> used =
        registers.values().stream()
            .flatMap(columns -> columns.values().stream())
            .flatMap(spec -> spec.headings().stream())
            .collect(Collectors.toSet());
    return sheets.get(0).sheet().headings().stream()
        .filter(heading -> !heading.isEmpty() && !used.contains(heading))
        .distinct()
        .toList();
  }

  /**
   * The headings that are known not to be needed: not those of columns that have no answers yet and
   * may undo a consent when they have.
   */
  List<String> neverUsed() {
    return unused().stream()
        .filter(
            heading ->
                !registers.containsKey(Register.CONSENT)
                    || !UnreadConsents.mayBeAbout(heading)
                    || sheets.stream()
                        .anyMatch(one -> UnreadConsents.mayRefuse(one.sheet(), heading)))
        .toList();
  }

  /** The texts under the headings of a column, in all sheets. */
  Set<String> texts(Register register, String column) {
    Set<String> texts = new LinkedHashSet<>();
    Map<String, ColumnSpec> columns = registers.get(register);
    ColumnSpec spec = columns == null ? null : columns.get(column);
    if (spec == null) {
      return texts;
    }
    for (Recognition one : sheets) {
      for (SourceSheet.Row row : one.sheet().rows()) {
        if (one.isForm() || !one.sheet().isNoData(row)) {
          if (!spec.byWord().isEmpty()) {
            spec.headings().forEach(h -> texts.add(one.sheet().text(row, h)));
          }
          texts.add(spec.text(heading -> one.sheet().text(row, heading)));
        }
      }
    }
    texts.remove("");
    return texts;
  }

  /** The texts below a heading, in all sheets. */
  Set<String> textsBelow(String heading) {
    Set<String> texts = new LinkedHashSet<>();
    for (Recognition one : sheets) {
      one.sheet().rows().stream()
          .filter(row -> !one.sheet().isNoData(row))
          .forEach(row -> texts.add(one.sheet().text(row, heading)));
    }
    texts.remove("");
    return texts;
  }

  /** The school of a sheet whose rows do not name one. */
  Optional<String> schoolOfSheet(Recognition one) {
    boolean namesSchool =
        registers.entrySet().stream()
            .allMatch(e -> e.getValue().containsKey("academy_code") || !needsSchool(e.getKey()));
    if (namesSchool) {
      return Optional.empty();
    }
    String name = one.sheet().sheetName();
    boolean isSheet = one.sheet().source() instanceof RegisterSource.Sheet;
    Optional<String> titled =
        one.sheet().titles().stream().flatMap(ImportPart::schools).findFirst();
    boolean isClear = SCHOOL.matcher(name).find();
    if (titled.isPresent() && !(isSheet && isClear)) {
      return titled;
    }
    return isSheet && !GENERIC.matcher(name).matches()
        ? Optional.of(name)
        : isSheet ? Optional.empty() : schools(name).findFirst();
  }

  /** The parts of a title or of a file's name that name a school. */
  static Stream<String> schools(String title) {
    return Stream.of(title.split("\\s+[-–—|:]\\s+|_+"))
        .map(String::strip)
        .map(text -> text.replaceFirst("(?i)^(?:school|academy|name of school)\\s*:\\s*", ""))
        .filter(text -> SCHOOL.matcher(text).find() && text.length() < LONGEST)
        .filter(text -> text.contains(" "))
        .filter(text -> !text.toLowerCase(java.util.Locale.ROOT).contains("social media"));
  }

  /**
   * The schools, and offices of the trust, that rows name for those below them; the first may be
   * named above the headings.
   */
  static List<String> blocks(Recognition one) {
    List<String> between =
        one.sheet().rows().stream()
            .filter(row -> row.filled() == 1)
            .flatMap(row -> Stream.of(row.cells()))
            .filter(cell -> !cell.isEmpty() && cell.length() < LONGEST)
            .filter(cell -> SCHOOL.matcher(cell).find() || ImportPlan.isOffice(cell))
            .toList();
    // One row alone must be called a school as well; "High priority" is none.
    boolean isClear =
        between.size() > 1
            || between.stream()
                .anyMatch(cell -> CALLED.matcher(cell).find() || ImportPlan.isOffice(cell));
    Stream<String> above =
        !isClear
            ? Stream.of()
            : one.sheet().titles().stream().flatMap(ImportPart::schools).limit(1);
    return Stream.concat(above, between.stream()).distinct().toList();
  }

  static boolean needsSchool(Register register) {
    return register == Register.ACCOUNTS
        || register == Register.PEOPLE
        || register == Register.PUPILS;
  }
}
