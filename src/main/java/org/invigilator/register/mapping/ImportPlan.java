package org.invigilator.register.mapping;

import java.io.IOException;
import java.nio.file.Files;
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
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Platforms;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.Vocabulary;
import org.invigilator.register.YearGroup;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * How files in the trust's own layout would be read as registers: what was recognised, what is
 * unclear, and the profiles that are made of it and of the answers.
 */
public final class ImportPlan {
  private static final Pattern TRUST =
      Pattern.compile(
          "((?:[\\p{Lu}][\\p{L}'’&.-]*\\s+|(?:of|and|the|for)\\s+){1,6}(?:Multi[- ]Academy Trust|Trust|Federation|MAT))\\b");
  private static final Pattern GENERIC =
      Pattern.compile(
          "(?i)(?:sheet|tab|page|table|tabelle|feuil)?\\s*\\d*|accounts?|data|export|report|register|social media|record sheet|.*\\d{4}.*|(?:all |current |our )?(?:pupils?|students?|staff|people|employees|teachers|consents?|contacts|parents|roll|list|main|results?|query\\d*)(?: list| data| export)?|(?:year|yr|y)\\s*(?:\\d+|r)|reception|nursery|(?:class|form|group)\\b.*");
  private static final Pattern SCHOOL =
      Pattern.compile(
          "(?i)\\b(?:school|academy|primary|infants?|juniors?|high|college|sixth form|nursery|grammar)\\b");
  private static final int LAST_PRIMARY = 6;
  private static final int LAST_SECONDARY = 11;
  private static final int LINES = 3;
  private static final int MOST_ASKED = 12;

  /** Sheets with the same headings of one file. */
  private static final class Part {
    private final Path file;
    private final List<Recognition> sheets = new ArrayList<>();
    private final Map<Register, Map<String, ColumnSpec>> registers = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> values = new TreeMap<>();
    private String school = "";

    private Part(Path file, Recognition first) {
      this.file = file;
      first.registers().forEach((r, columns) -> registers.put(r, new LinkedHashMap<>(columns)));
    }

    private String label() {
      return String.valueOf(file.getFileName())
          + (sheets.size() > 1
              ? " (" + sheets.size() + " sheets)"
              : sheets.get(0).sheet().source() instanceof RegisterSource.Sheet s
                  ? " (" + s.sheet() + ")"
                  : "");
    }

    /** The texts under the headings of a column, in all sheets. */
    private Set<String> texts(Register register, String column) {
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
  }

  private final List<Part> parts = new ArrayList<>();
  private final List<String> notUnderstood = new ArrayList<>();

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
        for (RegisterSource source : MappedFiles.sheets(file)) {
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
    if (recognised.isEmpty()) {
      List<String> first = new ArrayList<>();
      source.rows(
          (number, cells) -> {
            if (first.size() < LINES) {
              first.add("  row " + number + ": " + String.join(" | ", cells));
            }
          });
      if (!first.isEmpty()) {
        notUnderstood.add(
            source.label()
                + ": its headings are not those of a list of accounts, people, pupils or consents. It begins with\n"
                + String.join("\n", first));
      }
      return;
    }
    Part part =
        parts.stream()
            .filter(p -> p.file.equals(file))
            .filter(p -> p.registers.equals(recognised.get().registers()))
            .findFirst()
            .orElseGet(
                () -> {
                  Part made = new Part(file, recognised.get());
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
    for (Part part : parts) {
      part.texts(Register.PEOPLE, "work_email").stream()
          .filter(text -> text.contains("@"))
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
    for (Part part : parts) {
      int rows = part.sheets.stream().mapToInt(one -> one.sheet().rows().size()).sum();
      lines.add(part.label() + ": " + rows + (rows == 1 ? " row" : " rows"));
      SourceSheet first = part.sheets.get(0).sheet();
      if (first.headerRow() > 1 && !part.sheets.get(0).isForm()) {
        lines.add("  the headings are in row " + first.headerRow());
      }
      Set<String> used = new LinkedHashSet<>();
      part.registers.forEach(
          (register, columns) -> {
            lines.add("  as " + register.inWords() + ":");
            columns.forEach(
                (column, spec) -> {
                  used.addAll(spec.headings());
                  lines.add("    " + column.replace('_', ' ') + " from " + shown(spec));
                });
          });
      if (!part.school.isEmpty()) {
        lines.add(
            "    school from "
                + (part.school.equals("sheet")
                    ? "the name of the sheet"
                    : part.school.equals("title") ? "the title above the table" : part.school));
      }
      List<String> unused =
          first.headings().stream()
              .filter(h -> !h.isEmpty() && !used.contains(h))
              .distinct()
              .toList();
      if (!unused.isEmpty()) {
        lines.add("  not used: " + String.join(", ", unused));
      }
    }
    return lines;
  }

  private static String shown(ColumnSpec spec) {
    return spec.fixed()
        .map(text -> "always '" + text + "'")
        .orElseGet(
            () ->
                spec.byWord().isEmpty()
                    ? "'" + String.join("', or '", spec.alternatives()) + "'"
                    : String.join(
                        ", ",
                        spec.byWord().entrySet().stream()
                            .map(e -> e.getKey() + ": '" + e.getValue() + "'")
                            .toList()));
  }

  /** The texts by which the files name schools. */
  public List<String> schoolTexts() {
    List<String> texts = new ArrayList<>();
    for (Part part : parts) {
      for (Register register : part.registers.keySet()) {
        texts.addAll(
            part.texts(register, register == Register.ACADEMIES ? "name" : "academy_code"));
      }
      for (Recognition one : part.sheets) {
        if (!part.school.equals("block")) {
          schoolOfSheet(part, one).ifPresent(texts::add);
        } else {
          texts.addAll(blocks(one));
        }
      }
      Map<String, String> meant = part.values.getOrDefault("academy_code", Map.of());
      texts.replaceAll(text -> meant.getOrDefault(text, text));
    }
    return texts.stream()
        .filter(text -> !text.equalsIgnoreCase(Account.TRUST) && !text.equalsIgnoreCase("all"))
        .toList();
  }

  /** The school of a sheet whose rows do not name one. */
  private static Optional<String> schoolOfSheet(Part part, Recognition one) {
    boolean namesSchool =
        part.registers.entrySet().stream()
            .allMatch(e -> e.getValue().containsKey("academy_code") || !needsSchool(e.getKey()));
    if (namesSchool) {
      return Optional.empty();
    }
    String name = one.sheet().sheetName();
    boolean isSheet = one.sheet().source() instanceof RegisterSource.Sheet;
    Optional<String> titled =
        one.sheet().titles().stream().flatMap(ImportPlan::schools).findFirst();
    boolean isClear = SCHOOL.matcher(name).find();
    if (titled.isPresent() && !(isSheet && isClear)) {
      return titled;
    }
    return isSheet && !GENERIC.matcher(name).matches()
        ? Optional.of(name)
        : isSheet ? Optional.empty() : schools(name).findFirst();
  }

  /** The parts of a title or of a file's name that name a school. */
  private static Stream<String> schools(String title) {
    return Stream.of(title.split("\\s+[-–—|:]\\s+|_+"))
        .map(String::strip)
        .map(text -> text.replaceFirst("(?i)^(?:school|academy|name of school)\\s*:\\s*", ""))
        .filter(text -> SCHOOL.matcher(text).find() && text.length() < 60)
        .filter(text -> text.contains(" "))
        .filter(text -> !text.toLowerCase(java.util.Locale.ROOT).contains("social media"));
  }

  /** The schools that rows name for those below them. */
  private static List<String> blocks(Recognition one) {
    return one.sheet().rows().stream()
        .filter(row -> row.filled() == 1)
        .flatMap(row -> Stream.of(row.cells()))
        .filter(cell -> !cell.isEmpty() && cell.length() < 60 && SCHOOL.matcher(cell).find())
        .distinct()
        .toList();
  }

  private static boolean needsSchool(Register register) {
    return register == Register.ACCOUNTS
        || register == Register.PEOPLE
        || register == Register.PUPILS;
  }

  /**
   * Asks what is unclear, and completes the profiles with the answers.
   *
   * @param academies those on record; empty when they are made from the files
   */
  public void ask(Question.Answers answers, List<Academy> academies) {
    parts.forEach(part -> askSchool(part, answers));
    if (academies.isEmpty()) {
      askCodes(answers);
    }
    for (Part part : parts) {
      if (!academies.isEmpty()) {
        askAcademies(part, academies, answers);
      }
      askWords(part, Register.ACCOUNTS, "platform", List.copyOf(Platforms.known()), answers);
      askWords(
          part,
          Register.ACCOUNTS,
          "status",
          List.of("open", "closed", "paused", "approved", "proposed", "personal"),
          answers);
      if (part.registers.containsKey(Register.CONSENT)
          || !part.sheets.get(0).unclearPurposes().isEmpty()) {
        askConsent(part, answers);
      }
    }
  }

  /** Short names that no other name explains, such as HWB. */
  private void askCodes(Question.Answers answers) {
    List<SchoolNames.School> named = SchoolNames.of(schoolTexts());
    List<String> names =
        named.stream()
            .filter(s -> !s.name().equals(s.code()))
            .map(SchoolNames.School::name)
            .toList();
    if (names.isEmpty()) {
      return;
    }
    for (SchoolNames.School one : named) {
      if (one.name().equals(one.code())) {
        String answer =
            answers.to(
                new Question(
                    "school " + one.name(),
                    "Which school is '" + one.name() + "'?",
                    Stream.concat(names.stream(), Stream.of("another school")).toList(),
                    ""));
        if (!answer.isEmpty() && !answer.equals("another school")) {
          parts.forEach(
              part ->
                  part.values
                      .computeIfAbsent("academy_code", c -> new LinkedHashMap<>())
                      .put(one.name(), answer));
        }
      }
    }
  }

  private void askSchool(Part part, Question.Answers answers) {
    boolean needs =
        part.registers.entrySet().stream()
            .anyMatch(e -> needsSchool(e.getKey()) && !e.getValue().containsKey("academy_code"));
    if (!needs) {
      return;
    }
    if (part.sheets.stream().allMatch(one -> blocks(one).size() > 1)) {
      part.school = "block";
      return;
    }
    List<Optional<String>> ofSheets =
        part.sheets.stream().map(one -> schoolOfSheet(part, one)).toList();
    boolean fromNames =
        part.sheets.stream()
            .allMatch(
                one ->
                    schoolOfSheet(part, one).filter(one.sheet().sheetName()::equals).isPresent());
    if (fromNames) {
      part.school = "sheet";
    } else if (ofSheets.size() == 1 && ofSheets.get(0).isPresent()) {
      part.school = ofSheets.get(0).get();
    } else if (ofSheets.stream().allMatch(Optional::isPresent)) {
      part.school = "title";
    } else {
      part.school =
          answers.to(
              new Question(
                  "school of " + part.file.getFileName(),
                  "Which school is " + part.label() + " about? (its name, or TRUST)",
                  List.of(),
                  ""));
    }
  }

  /** The academy that each text means, where that is not one of its names. */
  private static void askAcademies(Part part, List<Academy> academies, Question.Answers answers) {
    Set<String> texts = new LinkedHashSet<>();
    part.registers.keySet().stream()
        .filter(register -> register != Register.ACADEMIES)
        .forEach(register -> texts.addAll(part.texts(register, "academy_code")));
    if (!part.school.equals("block")) {
      part.sheets.forEach(one -> schoolOfSheet(part, one).ifPresent(texts::add));
    }
    if (part.school.equals("block")) {
      part.sheets.forEach(one -> texts.addAll(blocks(one)));
    } else if (!List.of("", "sheet", "title").contains(part.school)) {
      texts.add(part.school);
    }
    List<String> codes = academies.stream().map(Academy::code).toList();
    for (String text : texts) {
      List<String> named =
          academies.stream().filter(academy -> isNamed(academy, text)).map(Academy::code).toList();
      boolean isWord = text.equalsIgnoreCase(Account.TRUST) || text.equalsIgnoreCase("all");
      if (named.isEmpty() && !isWord) {
        List<String> similar =
            academies.stream()
                .filter(academy -> SchoolNames.areSimilar(academy.name(), text))
                .map(Academy::code)
                .toList();
        String code =
            similar.size() == 1
                ? similar.get(0)
                : answers.to(
                    new Question(
                        "school " + text,
                        part.label() + ": which academy is '" + text + "'?",
                        Stream.concat(codes.stream(), Stream.of(Account.TRUST)).toList(),
                        ""));
        part.values.computeIfAbsent("academy_code", c -> new LinkedHashMap<>()).put(text, code);
      }
    }
  }

  private static boolean isNamed(Academy academy, String text) {
    String folded = Vocabulary.fold(text);
    return Stream.concat(Stream.of(academy.code(), academy.name()), academy.aliases().stream())
        .map(Vocabulary::fold)
        .anyMatch(folded::equals);
  }

  private void askWords(
      Part part, Register register, String column, List<String> words, Question.Answers answers) {
    ColumnSpec spec = part.registers.getOrDefault(register, Map.of()).get(column);
    if (spec != null && !spec.byWord().isEmpty()) {
      return;
    }
    List<String> unknown =
        part.texts(register, column).stream()
            .filter(text -> !isKnown(register, column, words, text))
            .limit(MOST_ASKED)
            .toList();
    for (String text : unknown) {
      String answer =
          answers.to(
              new Question(
                  column + " " + text,
                  part.label() + ": which " + column + " is '" + text + "'?",
                  Stream.concat(words.stream(), Stream.of("leave")).toList(),
                  "leave"));
      if (!answer.equals("leave")) {
        part.values.computeIfAbsent(column, c -> new LinkedHashMap<>()).put(text, answer);
      }
    }
  }

  private static boolean isKnown(
      Register register, String column, List<String> words, String text) {
    if (column.equals("platform")) {
      return Platforms.isKnown(Platforms.canonical(text))
          || RowConversion.platforms(text).size() > 1;
    }
    String word = column.equals("status") ? AccountText.Status.of(text).word() : text;
    return Vocabulary.word(register, column, words, word).isPresent();
  }

  /** What each kind of consent is for, in a list that names the kind in every row. */
  private static void askPurposes(Part part, Question.Answers answers) {
    part.texts(Register.CONSENT, "scope").stream()
        .filter(text -> RowConversion.purpose(Recognition.purposes(), text).isEmpty())
        .filter(text -> !Recognition.OTHER_CONSENT.matcher(text).find())
        .limit(MOST_ASKED)
        .forEach(
            text ->
                part.values
                    .computeIfAbsent("scope", c -> new LinkedHashMap<>())
                    .put(
                        text,
                        answers.to(
                            new Question(
                                "purpose of " + text,
                                part.label() + ": what is the consent '" + text + "' for?",
                                Stream.concat(
                                        Recognition.purposes().stream(),
                                        Stream.of("something else"))
                                    .toList(),
                                ""))));
  }

  private void askConsent(Part part, Question.Answers answers) {
    Map<String, ColumnSpec> columns =
        new LinkedHashMap<>(part.registers.getOrDefault(Register.CONSENT, Map.of()));
    ColumnSpec scope = columns.get("scope");
    Map<String, String> more =
        new LinkedHashMap<>(scope == null ? Map.<String, String>of() : scope.byWord());
    for (String heading : part.sheets.get(0).unclearPurposes()) {
      String answer =
          answers.to(
              new Question(
                  "purpose of " + heading,
                  part.label() + ": what is the consent '" + heading + "' for?",
                  Stream.concat(Recognition.purposes().stream(), Stream.of("something else"))
                      .toList(),
                  ""));
      if (!answer.isEmpty() && !answer.equals("something else")) {
        more.merge(answer, heading, (one, other) -> one + " + " + other);
      }
    }
    if (!more.isEmpty()) {
      scope = ColumnSpec.byWord(more);
      if (columns.isEmpty()) {
        columns.putAll(part.sheets.get(0).consentWith(more));
      }
      columns.put("scope", scope);
    }
    if (columns.isEmpty()) {
      return;
    }
    part.registers.put(Register.CONSENT, columns);
    if (more.isEmpty()) {
      askPurposes(part, answers);
    }
    if (!columns.containsKey("given_by")) {
      columns.put(
          "given_by",
          ColumnSpec.fixed(
              answers.to(
                  new Question(
                      "consents given by",
                      part.label() + " does not say who gave the consents. Who did?",
                      List.of("parent", "pupil"),
                      ""))));
    }
    if (!columns.containsKey("given_on")) {
      columns.put(
          "given_on",
          ColumnSpec.fixed(
              answers.to(
                  new Question(
                      "date of consents",
                      part.label()
                          + " does not say when the consents were given. From which day do they count? (DD/MM/YYYY)",
                      List.of(),
                      ""))));
    }
    boolean isWide = scope != null && !scope.byWord().isEmpty();
    List<String> unclear =
        part.texts(Register.CONSENT, isWide ? "scope" : "decision").stream()
            .filter(text -> !RowConversion.isDecision(text))
            .limit(MOST_ASKED)
            .toList();
    for (String text : unclear) {
      part.values
          .computeIfAbsent("decision", c -> new LinkedHashMap<>())
          .put(
              text,
              answers
                  .to(
                      new Question(
                          "consent " + text,
                          part.label() + ": does '" + text + "' mean that consent was given?",
                          List.of("yes", "no", "not answered"),
                          ""))
                  .replace("not answered", "unknown"));
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
    for (Part part : parts) {
      Map<String, ColumnSpec> pupils = part.registers.getOrDefault(Register.PUPILS, Map.of());
      ColumnSpec school = pupils.get("academy_code");
      ColumnSpec year = pupils.get("year_group");
      if (year != null) {
        for (Recognition one : part.sheets) {
          for (SourceSheet.Row row : one.sheet().rows()) {
            String text = year.text(h -> one.sheet().text(row, h));
            String named =
                school == null
                    ? one.sheet().sheetName()
                    : school.text(h -> one.sheet().text(row, h));
            YearGroup.parse(RowConversion.year(text))
                .ifPresent(y -> years.merge(named, List.of(y, y), ImportPlan::wider));
          }
        }
      }
    }
    return years;
  }

  private static List<YearGroup> wider(List<YearGroup> one, List<YearGroup> other) {
    YearGroup low = one.get(0).compareTo(other.get(0)) < 0 ? one.get(0) : other.get(0);
    YearGroup high = one.get(1).compareTo(other.get(1)) > 0 ? one.get(1) : other.get(1);
    return List.of(low, high);
  }

  /**
   * Writes the profiles.
   *
   * @param folder {@code mappings/} of the trust
   * @return the files that were written
   */
  public List<Path> write(Path folder) throws IOException {
    OwnerOnly.folder(folder);
    if (registers().contains(Register.PUPILS) || registers().contains(Register.CONSENT)) {
      Identifiers.prepare(folder);
    }
    List<Path> written = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    Map<String, Integer> patterns = new TreeMap<>();
    parts.stream()
        .map(part -> part.file)
        .distinct()
        .forEach(file -> patterns.merge(pattern(file), 1, Integer::sum));
    for (Part part : parts) {
      String base =
          AccountText.slug(String.valueOf(part.file.getFileName()).replaceFirst("\\.[^.]*$", ""));
      String name = base.isEmpty() ? "profile" : base;
      for (int i = 2; !names.add(name); i++) {
        name = base + "-" + i;
      }
      Path file = folder.resolve(name + ".yaml");
      boolean isShared = patterns.getOrDefault(pattern(part.file), 0) > 1;
      byte[] text = yaml(part, isShared).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      OwnerOnly.replace(file, out -> out.write(text));
      written.add(file);
    }
    return written;
  }

  /** The names that later exports of a file may have: with other numbers in them. */
  private static String pattern(Path file) {
    return exact(file).replaceAll("\\d+(?:[-_. ]\\d+)*", "*");
  }

  private static String exact(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("[\\[\\]{}*]", "?");
  }

  private static String yaml(Part part, boolean isShared) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("about", "How " + part.label() + " is read.");
    profile.put("files", isShared ? exact(part.file) : pattern(part.file));
    if (!part.school.isEmpty()) {
      profile.put("school", part.school);
    }
    if (part.sheets.get(0).isForm()) {
      profile.put("form", true);
    }
    Map<String, Object> registers = new LinkedHashMap<>();
    part.registers.forEach(
        (register, columns) -> {
          Map<String, Object> written = new LinkedHashMap<>();
          columns.forEach((column, spec) -> written.put(column, spec.written()));
          registers.put(register.fileName(), written);
        });
    profile.put("registers", registers);
    if (!part.values.isEmpty()) {
      profile.put("values", part.values);
    }
    return new YAMLMapper().writeValueAsString(profile);
  }

  /** Whether a folder has profiles already. */
  public static boolean hasProfiles(Path folder) {
    return Files.isDirectory(folder) && !Profile.in(folder).isEmpty();
  }
}
