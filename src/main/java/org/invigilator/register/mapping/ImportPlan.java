package org.invigilator.register.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.SecretScan;
import org.invigilator.register.YearGroup;

/**
 * How files in the trust's own layout would be read as registers: what was recognised, what is
 * unclear, and the profiles that are made of it and of the answers. It is long because it describes
 * each of these to whoever decides.
 */
public final class ImportPlan {
  private static final Pattern TRUST =
      Pattern.compile(
          "((?:[\\p{Lu}][\\p{L}'’&.-]*\\s+|(?:of|and|the|for)\\s+){1,6}(?:Multi[- ]Academy Trust|Trust|Federation|MAT))\\b");

  /** The trust itself, or its central office, in a column of schools. */
  private static final Pattern OFFICE =
      Pattern.compile(
          "(?i)(?!.*(?<!multi[- ])\\b(?:academy|school|college|primary) (?:trust|federation))(?:(?:the )?(?:central|head office|trust|mat|whole trust|executive)(?: (?:office|team|services|staff|central|hq|leadership|executive))*|.* (?:trust|mat|federation)(?: (?:central )?(?:office|team|services|staff|hq))?|.* (?:central|shared) (?:services|team|office))");

  /** Domains at which anyone has an address, such as a governor. */
  private static final Pattern OF_ANYONE =
      Pattern.compile(
          "(?i)@(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld|sky|talktalk|virginmedia|ntlworld|protonmail|proton|gmx|mail|tiscali|blueyonder|plusnet|zoho|fastmail)\\.(?:com|co\\.uk|net|me|org|uk|de)\\s*$");

  private static final String NEEDED =
      "Accounts need a platform and a handle or link; people a name and a job title or e-mail address; pupils a name and a date of birth or year; consents a name or number and a column for each purpose, such as 'Photos on social media'.";

  private static final int LAST_PRIMARY = 6;
  private static final int LAST_SECONDARY = 11;
  private static final int LINES = 5;

  private final List<ImportPart> parts = new ArrayList<>();
  private final List<String> notUnderstood = new ArrayList<>();
  private final List<SecretScan.SecretCell> secrets = new ArrayList<>();

  private ImportPlan() {}

  /**
   * Looks at files.
   *
   * @throws IOException when one cannot be read; the message is a sentence for its keeper
   */
  public static ImportPlan of(List<Path> files) throws IOException {
    ImportPlan plan = new ImportPlan();
    for (Path file : files) {
      try {
        for (RegisterSource source : MappedFiles.sheets(file, plan.notUnderstood)) {
          plan.add(file, source);
        }
      } catch (RegisterSource.Unreadable e) {
        throw new IOException(
            file.getFileName() + (e.row() > 0 ? ", row " + e.row() : "") + ": " + e.getMessage(),
            e);
      }
    }
    return plan;
  }

  private void add(Path file, RegisterSource source) throws IOException {
    Optional<Recognition> recognised =
        Recognition.of(source).filter(one -> !one.registers().isEmpty());
    recognised.ifPresent(one -> secrets.addAll(one.sheet().secrets()));
    if (recognised.isEmpty()) {
      // The row with the most cells is probably the headings; other rows may name pupils.
      String[][] widest = {{}};
      int[] seen = {0};
      source.rows(
          (number, cells) -> {
            String[] filled =
                Stream.of(cells).filter(cell -> !cell.isBlank()).toArray(String[]::new);
            if (seen[0]++ < LINES && filled.length > widest[0].length) {
              widest[0] = filled;
            }
          });
      Optional<Problem> legend = AnswerLegend.in(source);
      if (legend.isPresent()) {
        throw new InvalidInput(List.of(legend.get()));
      }
      notUnderstood.add(
          widest[0].length == 0
              ? source.label() + ": there is nothing in it."
              : source.label()
                  + ": these headings are not those of a list of accounts, people, pupils or consents: "
                  + String.join(" | ", widest[0])
                  + ". "
                  + NEEDED);
      return;
    }
    Optional<Problem> contradiction =
        recognised.get().isForm()
            ? Optional.empty()
            : recognised
                .get()
                .sheet()
                .contradiction(
                    Profile.single(recognised.get().registers().values()),
                    Profile.saysWhatCounts(recognised.get().registers().values()));
    Optional<Problem> unclear =
        contradiction.isEmpty()
                && recognised.get().registers().containsKey(Register.CONSENT)
                && !recognised.get().isForm()
            ? UnreadConsents.problem(recognised.get().sheet())
            : contradiction;
    if (unclear.isPresent()) {
      throw new InvalidInput(List.of(unclear.get()));
    }
    ImportPart part =
        parts.stream()
            .filter(p -> p.file.equals(file))
            .filter(p -> p.registers.equals(recognised.get().registers()))
            .findFirst()
            .orElseGet(
                () -> {
                  ImportPart made = new ImportPart(file, recognised.get());
                  parts.add(made);
                  return made;
                });
    part.sheets.add(recognised.get());
  }

  /** The files in which something was recognised. */
  public List<Path> files() {
    return parts.stream().map(part -> part.file).distinct().toList();
  }

  /** Whether anything was recognised. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The sheets that were not recognised, each with its first rows. */
  public List<String> notUnderstood() {
    return notUnderstood;
  }

  /** The cells that seem to contain a password; files with any are refused. */
  public List<SecretScan.SecretCell> secrets() {
    return secrets;
  }

  /** The registers that the files fill. */
  public Set<Register> registers() {
    Set<Register> all = new LinkedHashSet<>();
    parts.forEach(part -> all.addAll(part.registers.keySet()));
    return all;
  }

  /** The trust that a title above a table names. */
  public Optional<String> trustName() {
    return parts.stream()
        .flatMap(part -> part.sheets.stream())
        .flatMap(one -> one.sheet().titles().stream())
        .map(TRUST::matcher)
        .filter(Matcher::find)
        .map(name -> name.group(1).strip())
        .findFirst();
  }

  /** The domains of the e-mail addresses of staff, the most frequent first. */
  public List<String> emailDomains() {
    Map<String, Long> counts = new TreeMap<>();
    for (ImportPart part : parts) {
      part.texts(Register.PEOPLE, "work_email").stream()
          .filter(text -> text.contains("@"))
          .filter(text -> !OF_ANYONE.matcher(text).find())
          .map(
              text ->
                  text.substring(text.indexOf('@') + 1).strip().toLowerCase(java.util.Locale.ROOT))
          .forEach(domain -> counts.merge(domain, 1L, Long::sum));
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What is understood of each file, for whoever decides whether that is right. */
  public List<String> description() {
    List<String> lines = new ArrayList<>();
    for (ImportPart part : parts) {
      int rows = part.sheets.stream().mapToInt(one -> one.sheet().rows().size()).sum();
      lines.add(part.label() + ": " + rows + (rows == 1 ? " row" : " rows"));
      SourceSheet first = part.sheets.get(0).sheet();
      if (first.headerRow() > 1 && !part.sheets.get(0).isForm()) {
        lines.add("  the headings are in row " + first.headerRow());
      }
      part.registers.forEach(
          (register, columns) -> {
            lines.add("  as " + register.inWords() + ":");
            columns.forEach(
                (column, spec) -> {
                  lines.add(
                      "    " + column.replace('_', ' ') + ": " + shown(register, column, spec));
                });
          });
      ColumnSpec purposes = part.registers.getOrDefault(Register.CONSENT, Map.of()).get("scope");
      if (purposes != null
          && !purposes.byWord().isEmpty()
          && part.texts(Register.CONSENT, "scope").isEmpty()) {
        lines.add(
            "    none of the rows has an answer in these columns; colours and lines through cells are not read");
      }
      if (!part.school.isEmpty()) {
        lines.add(
            "    school from "
                + (part.school.equals("sheet")
                    ? "the name of the sheet"
                    : part.school.equals("title") ? "the title above the table" : part.school));
      }
      List<String> unused = part.unused();
      if (!unused.isEmpty()) {
        lines.add("  not used: " + String.join(", ", unused));
      }
    }
    return lines;
  }

  /**
   * What a column is read from; of a pupil's name all headings count, of others the first filled.
   */
  private static String shown(Register register, String column, ColumnSpec spec) {
    boolean isName =
        register == Register.PUPILS && Set.of("first_name", "last_name").contains(column);
    boolean isOfEach = register == Register.ACCOUNT_ROLES && column.equals("person_id");
    String joined = isOfEach ? "', and '" : isName ? "', also known by '" : "', or '";
    return spec.fixed()
        .map(text -> "always '" + text + "'")
        .orElseGet(
            () ->
                spec.byWord().isEmpty()
                    ? "'" + String.join(joined, spec.alternatives()) + "'"
                    : String.join(
                        ", ",
                        spec.byWord().entrySet().stream()
                            .map(e -> e.getKey() + ": '" + e.getValue() + "'")
                            .toList()));
  }

  /** The texts by which the files name schools. */
  public List<String> schoolTexts() {
    List<String> texts = new ArrayList<>();
    for (ImportPart part : parts) {
      for (Register register : part.registers.keySet()) {
        texts.addAll(
            part.texts(register, register == Register.ACADEMIES ? "name" : "academy_code"));
      }
      for (Recognition one : part.sheets) {
        if (!part.school.equals("block")) {
          part.schoolOfSheet(one).ifPresent(texts::add);
        } else {
          texts.addAll(ImportPart.blocks(one));
        }
      }
      Map<String, String> meant = part.values.getOrDefault("academy_code", Map.of());
      texts.replaceAll(text -> meant.getOrDefault(text, text));
    }
    return texts.stream()
        .filter(text -> !text.equalsIgnoreCase(Account.TRUST) && !text.equalsIgnoreCase("all"))
        .toList();
  }

  /** Whether a text names the trust or its central office. */
  static boolean isOffice(String text) {
    return OFFICE.matcher(text.strip()).matches();
  }

  /**
   * Notes that the trust's own name and its central teams are no schools, where schools are named
   * beside them.
   */
  void noteOffices() {
    List<String> all = schoolTexts();
    if (all.stream().allMatch(ImportPlan::isOffice)) {
      return;
    }
    List<String> offices = all.stream().filter(ImportPlan::isOffice).distinct().toList();
    for (ImportPart part : parts) {
      offices.forEach(
          office ->
              part.values
                  .computeIfAbsent("academy_code", c -> new LinkedHashMap<>())
                  .put(office, Account.TRUST));
    }
  }

  /**
   * A school that the files name.
   *
   * @param name the longest of its spellings
   * @param phase what the name or the roll shows, or an empty text
   */
  public record School(
      String code,
      String name,
      List<String> aliases,
      String phase,
      Optional<YearGroup> lowest,
      Optional<YearGroup> highest) {}

  /** The schools that the files name, with codes, and the year groups on their rolls. */
  public List<School> schools() {
    Map<String, List<YearGroup>> years = years();
    return SchoolNames.of(schoolTexts()).stream()
        .map(
            named ->
                school(
                    named,
                    Stream.concat(Stream.of(named.code(), named.name()), named.aliases().stream())
                        .flatMap(text -> Optional.ofNullable(years.get(text)).stream())
                        .reduce(ImportPlan::wider)))
        .toList();
  }

  /** Schools of which only the names are known. */
  public static List<School> schoolsOf(List<String> names) {
    return SchoolNames.of(names).stream().map(s -> school(s, Optional.empty())).toList();
  }

  private static School school(SchoolNames.School named, Optional<List<YearGroup>> years) {
    String phase =
        named.phase().isEmpty() ? years.map(ImportPlan::phase).orElse("") : named.phase();
    return new School(
        named.code(),
        named.name(),
        named.aliases(),
        phase,
        years.map(y -> y.get(0)),
        years.map(y -> y.get(1)));
  }

  private static String phase(List<YearGroup> years) {
    int from = years.get(0).order();
    int to = years.get(1).order();
    return to <= LAST_PRIMARY
        ? "primary"
        : from > LAST_SECONDARY ? "post-16" : from > LAST_PRIMARY ? "secondary" : "all-through";
  }

  /** The lowest and the highest year group on roll of each school, by the texts that name it. */
  private Map<String, List<YearGroup>> years() {
    Map<String, List<YearGroup>> years = new LinkedHashMap<>();
    for (ImportPart part : parts) {
      Map<String, ColumnSpec> pupils = part.registers.getOrDefault(Register.PUPILS, Map.of());
      ColumnSpec school = pupils.get("academy_code");
      ColumnSpec year = pupils.get("year_group");
      if (year != null) {
        for (Recognition one : part.sheets) {
          for (SourceSheet.Row row : one.sheet().rows()) {
            String text = year.text(h -> one.sheet().text(row, h));
            String named =
                school == null ? schoolOf(part, one) : school.text(h -> one.sheet().text(row, h));
            YearGroup.parse(RowConversion.year(text))
                .ifPresent(y -> years.merge(named, List.of(y, y), ImportPlan::wider));
          }
        }
      }
    }
    return years;
  }

  /** The school of a sheet whose rows name none: of its name, a title, or what was answered. */
  private static String schoolOf(ImportPart part, Recognition one) {
    return part.schoolOfSheet(one)
        .orElse(
            List.of("", "sheet", "title", "block").contains(part.school)
                ? one.sheet().sheetName()
                : part.school);
  }

  private static List<YearGroup> wider(List<YearGroup> one, List<YearGroup> other) {
    YearGroup low = one.get(0).compareTo(other.get(0)) < 0 ? one.get(0) : other.get(0);
    YearGroup high = one.get(1).compareTo(other.get(1)) > 0 ? one.get(1) : other.get(1);
    return List.of(low, high);
  }

  /**
   * Asks what is unclear, and completes the profiles with the answers.
   *
   * @param academies those on record; empty when they are made from the files
   */
  public void ask(Question.Answers answers, List<Academy> academies) {
    new ImportQuestions(this, parts, answers).ask(academies);
  }

  /**
   * Writes the profiles.
   *
   * @param folder {@code mappings/} of the trust
   * @return the files that were written
   */
  public List<Path> write(Path folder) throws IOException {
    return new ProfileFiles(parts.stream().filter(part -> !part.registers.isEmpty()).toList())
        .write(folder);
  }
}
