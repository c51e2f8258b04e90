package org.invigilator.register.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Column;
import org.invigilator.register.Platforms;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.register.Vocabulary;
import org.invigilator.register.WrittenName;
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

  /** A class of two years tells no one's year. */
  private static final Pattern MIXED = Pattern.compile("\\d\\s*(?:/|-|&|and|\\+)\\s*\\d");

  /** A handle with its platform behind it in brackets. */
  private static final Pattern REMARK = Pattern.compile("(\\S+)\\s*\\(([^)]*)\\)");

  /** So many columns may have the same heading, such as Admin. */
  private static final int MOST_AGAIN = 4;

  /** What people type where they know nothing. */
  private static final Set<String> BLANK =
      Set.of(
          "na",
          "tbc",
          "tba",
          "none",
          "notknown",
          "unknown",
          "nil",
          "notapplicable",
          "x",
          "awaiting");

  private static final Set<String> NOT_ANSWERED =
      Set.of(
          "",
          "na",
          "notasked",
          "noresponse",
          "unknown",
          "pending",
          "notset",
          "notrecorded",
          "none",
          "awaiting",
          "awaitingresponse",
          "notknown",
          "noreply");
  private static final Set<String> WITHDRAWN = Set.of("withdrawn", "revoked", "consentwithdrawn");

  private final Profile profile;
  private final SourceSheet sheet;
  private final References references;
  private final Identifiers identifiers;
  private final LocalDate readOn;
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
    this.identifiers = identifiers;
    this.readOn = sheet.exportedOn().orElse(readOn);
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
    block = "";
    above = "";
    for (SourceSheet.Row row : sheet.rows()) {
      blockOf(row).ifPresent(school -> block = school);
      if (profile.isForm() || !sheet.isNoData(row)) {
        List<String> aliases = register == Register.PUPILS ? numbers(columns, row) : List.of();
        convert(register, columns, row)
            .forEach(cells -> rows.add(new Converted(row.number(), cells, aliases)));
      }
    }
    return rows;
  }

  /** Every number that a row gives a pupil, and each without the zeros that spreadsheets drop. */
  private List<String> numbers(Map<String, ColumnSpec> columns, SourceSheet.Row row) {
    ColumnSpec spec = columns.get("pupil_ref");
    return spec == null
        ? List.of()
        : spec.alternatives().stream()
            .map(heading -> sheet.text(row, heading))
            .filter(number -> !number.isEmpty())
            .flatMap(number -> Stream.of(number, number.replaceFirst("^0+(?=\\d)", "")))
            .distinct()
            .toList();
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

  private List<Map<String, String>> convert(
      Register register, Map<String, ColumnSpec> columns, SourceSheet.Row row) {
    Map<String, String> cells = new LinkedHashMap<>();
    columns.forEach(
        (column, spec) -> {
          String text = profile.meant(column, spec.text(heading -> sheet.text(row, heading)));
          cells.put(column, typed(register, column, text));
        });
    if (cells.values().stream().allMatch(String::isEmpty)) {
      return List.of();
    }
    carrySchool(register, cells);
    if (Schema.of(register).columns().containsKey("academy_code")
        && cells.getOrDefault("academy_code", "").isEmpty()) {
      cells.put("academy_code", profile.meant("academy_code", school()));
    }
    return switch (register) {
      case ACADEMIES -> List.of(academy(cells));
      case ACCOUNTS -> account(columns, row, cells);
      case ACCOUNT_ROLES -> administrators(columns, row, cells);
      case PEOPLE -> List.of(person(cells));
      case ROLE_HOLDERS -> roles(cells);
      case PUPILS -> List.of(pupil(cells));
      case CONSENT -> consents(columns, row, cells);
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
      case DATE, DATE_OR_ONGOING -> isBlank(text) ? "" : date(column, text);
      case YEAR -> year(text);
      default -> text;
    };
  }

  /** Whether a text says that nothing is known. */
  private static boolean isBlank(String text) {
    return BLANK.contains(Vocabulary.fold(text)) || Vocabulary.fold(text).isEmpty();
  }

  /** Of a month alone the first day counts where something begins, and the last where it ends. */
  private static String date(String column, String text) {
    return AccountText.date(text)
        .or(
            () ->
                AccountText.lastDay(text)
                    .map(
                        last ->
                            column.endsWith("_to")
                                    || column.startsWith("closed")
                                    || column.contains("until")
                                ? last
                                : LocalDate.parse(last).withDayOfMonth(1).toString()))
        .orElse(text);
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
  private Optional<String> blockOf(SourceSheet.Row row) {
    Column column = Schema.of(Register.ACCOUNTS).columns().get("academy_code");
    if (row.filled() != 1 || column == null || !"block".equals(profile.school())) {
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
    if (!where.equals("title")) {
      return where;
    }
    Column column = Schema.of(Register.ACCOUNTS).columns().get("academy_code");
    return sheet.titles().stream()
        .filter(title -> column != null && references.keyOrNamed(column, title).isPresent())
        .findFirst()
        .orElse("");
  }

  private String academyCode(String named) {
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

  private List<Map<String, String>> account(
      Map<String, ColumnSpec> columns, SourceSheet.Row row, Map<String, String> cells) {
    ColumnSpec platform = columns.get("platform");
    if (platform != null && !platform.byWord().isEmpty()) {
      List<Map<String, String>> all = new ArrayList<>();
      platform
          .byWord()
          .forEach(
              (name, heading) -> {
                String written = sheet.text(row, heading);
                if (!isBlank(written) && !written.matches("(?i)no|n")) {
                  Map<String, String> one = new LinkedHashMap<>(cells);
                  one.put("platform", name);
                  one.put(written.contains("/") ? "profile_url" : "handle", written);
                  all.addAll(account(one));
                }
              });
      return all;
    }
    List<String> named = platforms(get(cells, "platform"));
    if (named.size() > 1) {
      return named.stream()
          .flatMap(
              one -> {
                Map<String, String> each = new LinkedHashMap<>(cells);
                each.put("platform", one);
                return account(each).stream();
              })
          .toList();
    }
    return account(cells);
  }

  /** The platforms that a cell names: "Twitter & Instagram". */
  static List<String> platforms(String cell) {
    return Stream.of(cell.split("\\s*(?:[&,;+]|\\band\\b)\\s*"))
        .filter(one -> Platforms.isKnown(Platforms.canonical(one)))
        .toList();
  }

  private List<Map<String, String>> account(Map<String, String> cells) {
    for (String column : List.of("handle", "profile_url")) {
      if (isBlank(get(cells, column))) {
        cells.put(column, "");
      }
    }
    Matcher remark = REMARK.matcher(get(cells, "handle").strip());
    if (remark.matches() && Platforms.isKnown(Platforms.canonical(remark.group(2)))) {
      cells.put("handle", remark.group(1));
      if (get(cells, "platform").isEmpty()) {
        cells.put("platform", remark.group(2));
      }
    }
    String site = get(cells, "site_name_purpose");
    String written = get(cells, "handle");
    if (Stream.of(site, written, get(cells, "profile_url")).allMatch(String::isEmpty)
        && get(cells, "platform").isEmpty()) {
      return List.of();
    }
    String all = String.join(" ", written, site);
    if (get(cells, "profile_url").isEmpty()) {
      AccountText.address(all).ifPresent(address -> cells.put("profile_url", address));
    }
    if (get(cells, "platform").isEmpty()) {
      Stream.of(get(cells, "profile_url"), written, site)
          .flatMap(text -> AccountText.platform(text).stream())
          .findFirst()
          .ifPresent(platform -> cells.put("platform", platform));
    }
    if (written.isEmpty()) {
      AccountText.handle(site)
          .or(
              () ->
                  Platforms.link(get(cells, "profile_url"))
                      .map(Platforms.Link::handle)
                      .filter(handle -> !handle.isEmpty()))
          .ifPresent(handle -> cells.put("handle", handle));
    }
    Platforms.link(get(cells, "profile_url"))
        .map(Platforms.Link::userId)
        .filter(id -> !id.isEmpty() && get(cells, "platform_user_id").isEmpty())
        .filter(id -> id.matches("\\d{1,25}"))
        .ifPresent(id -> cells.put("platform_user_id", id));
    AccountText.Status status = AccountText.Status.of(get(cells, "status"));
    cells.put("status", status.word());
    if (get(cells, "closed_on").isEmpty() && isClosed(status.word())) {
      status.date().ifPresent(on -> cells.put("closed_on", on));
    }
    if (get(cells, "account_kind").isEmpty()) {
      cells.put("account_kind", AccountText.kind(site));
    }
    if (get(cells, "account_id").isEmpty()) {
      cells.put("account_id", accountId(cells));
    }
    return List.of(cells);
  }

  private static boolean isClosed(String status) {
    return Vocabulary.word(Register.ACCOUNTS, "status", Set.of("closed"), status).isPresent();
  }

  /** An id that is the same from export to export: school, platform and handle or name. */
  private String accountId(Map<String, String> cells) {
    String platform = Platforms.canonical(get(cells, "platform"));
    String handle =
        Platforms.link(get(cells, "handle"))
            .map(Platforms.Link::handle)
            .filter(h -> get(cells, "handle").contains("/"))
            .orElse(Platforms.handle(get(cells, "handle")));
    String name = handle.isEmpty() ? get(cells, "site_name_purpose") : handle;
    if (name.isEmpty()) {
      String address = get(cells, "profile_url");
      name =
          Platforms.link(address)
              .map(Platforms.Link::userId)
              .filter(id -> !id.isEmpty())
              .orElse(address.replaceFirst("(?i)^https?://(?:www\\.)?", ""));
    }
    String code =
        AccountText.slug(academyCode(get(cells, "academy_code")))
            .replaceAll("[^\\p{L}\\p{N}]+", "-");
    String id =
        (code.isEmpty() ? "" : code.toUpperCase(java.util.Locale.ROOT) + "-")
            + AccountText.shortOf(platform);
    String rest = AccountText.slug(name);
    String whole = rest.isEmpty() ? id : id + "-" + rest;
    return whole.length() > 80 ? whole.substring(0, 80) : whole;
  }

  /** The people who run the account of a row, each as an administrator. */
  private List<Map<String, String>> administrators(
      Map<String, ColumnSpec> columns, SourceSheet.Row row, Map<String, String> cells) {
    Map<String, ColumnSpec> ofAccount = profile.byRegister().get(Register.ACCOUNTS);
    ColumnSpec named = columns.get("person_id");
    if (ofAccount == null || named == null || columns.containsKey("role")) {
      return List.of(cells);
    }
    List<Map<String, String>> account = convert(Register.ACCOUNTS, ofAccount, row);
    Set<String> people = new LinkedHashSet<>();
    for (String heading : named.headings()) {
      for (int again = 1; again <= MOST_AGAIN; again++) {
        String cell = sheet.text(row, again == 1 ? heading : heading + again);
        boolean isTurned = cell.matches("[^,;&]+,\\s*\\S+");
        Stream.of(cell.split("\\s*[;&\\n/]\\s*|\\s+and\\s+" + (isTurned ? "" : "|,\\s+")))
            .filter(name -> !isBlank(name))
            .forEach(people::add);
      }
    }
    return account.stream()
        .flatMap(
            of ->
                people.stream()
                    .map(
                        person -> {
                          Map<String, String> one = new LinkedHashMap<>(cells);
                          one.put("account_id", get(of, "account_id"));
                          one.put("person_id", person);
                          one.put("role", "administrator");
                          return one;
                        }))
        .toList();
  }

  private static Map<String, String> person(Map<String, String> cells) {
    cells.put("full_name", WrittenName.withoutTitle(turned(get(cells, "full_name"))));
    if (get(cells, "person_id").isEmpty()) {
      String email = get(cells, "work_email");
      cells.put(
          "person_id",
          AccountText.slug(
              email.isEmpty() ? get(cells, "full_name") : email.replaceFirst("@.*", "")));
    }
    String title = get(cells, "job_title");
    if (get(cells, "person_kind").isEmpty()
        || JobTitles.kind(get(cells, "person_kind")).equals("staff")) {
      cells.put("person_kind", JobTitles.kind(title));
    } else {
      cells.put("person_kind", JobTitles.kind(get(cells, "person_kind")));
    }
    return cells;
  }

  /** "Last, First" as "First Last". */
  private static String turned(String name) {
    int comma = name.indexOf(',');
    return comma < 0
        ? name
        : (name.substring(comma + 1).strip() + " " + name.substring(0, comma).strip()).strip();
  }

  /** The roles that the job title of a member of staff shows, or that the file names. */
  private List<Map<String, String>> roles(Map<String, String> cells) {
    String written = get(cells, "role");
    List<String> roles = JobTitles.roles(written);
    return roles.stream()
        .map(
            role -> {
              Map<String, String> one = new LinkedHashMap<>(cells);
              one.put("role", role);
              return one;
            })
        .toList();
  }

  private Map<String, String> pupil(Map<String, String> cells) {
    String whole = get(cells, Profile.NAME);
    if (!whole.isEmpty() && get(cells, "last_name").isEmpty()) {
      int comma = whole.indexOf(',');
      String name = WrittenName.withoutTitle(whole);
      int blank = name.indexOf(' ');
      cells.put(
          "first_name",
          comma >= 0
              ? WrittenName.withoutTitle(whole.substring(comma + 1))
              : blank < 0 ? name : name.substring(0, blank));
      cells.put(
          "last_name",
          comma >= 0
              ? whole.substring(0, comma).strip()
              : blank < 0 ? "" : name.substring(blank + 1).strip());
    }
    cells.remove(Profile.NAME);
    if (!get(cells, "dob").isEmpty() && YearGroup.parse(get(cells, "year_group")).isEmpty()) {
      // The birth date tells the year where the class does not.
      cells.put("year_group", "");
    }
    if (get(cells, "known_as").equalsIgnoreCase(get(cells, "first_name"))) {
      cells.put("known_as", "");
    }
    cells.put(
        "pupil_ref",
        reference(
            get(cells, "pupil_ref"),
            get(cells, "first_name") + get(cells, "last_name") + get(cells, "dob")));
    if (get(cells, "year_group_as_at").isEmpty() && !get(cells, "year_group").isEmpty()) {
      cells.put("year_group_as_at", readOn.toString());
    }
    return cells;
  }

  /** A number of the trust's own systems stays; a national one, or none, is replaced. */
  private String reference(String number, String otherwise) {
    if (number.isEmpty() && otherwise.isBlank()) {
      return "";
    }
    return number.isEmpty() || Identifiers.isNational(number)
        ? identifiers.reference(number.isEmpty() ? otherwise : number)
        : number;
  }

  /** One consent for each purpose that was answered. */
  private List<Map<String, String>> consents(
      Map<String, ColumnSpec> columns, SourceSheet.Row row, Map<String, String> cells) {
    cells.put("subject_ref", subject(columns, row, turned(get(cells, Profile.NAME))));
    cells.remove(Profile.NAME);
    if (references.keysOf(Register.PEOPLE).contains(get(cells, "subject_ref"))) {
      cells.putIfAbsent("subject_kind", "staff");
      cells.put("given_by", "self");
    }
    cells.putIfAbsent("subject_kind", "pupil");
    if (get(cells, "subject_kind").isEmpty()) {
      cells.put("subject_kind", "pupil");
    }
    ColumnSpec scope = columns.get("scope");
    if (scope == null || scope.byWord().isEmpty()) {
      return answered(cells, get(cells, "scope"), get(cells, "decision")).stream().toList();
    }
    List<Map<String, String>> all = new ArrayList<>();
    scope
        .byWord()
        .forEach(
            (purpose, heading) ->
                answered(dated(cells, columns, row, heading), purpose, decision(row, heading))
                    .ifPresent(all::add));
    return all;
  }

  /**
   * Whom a consent is about: the pupil with one of the numbers in the row, or else with the name.
   * Numbers differ between systems, and a spreadsheet drops zeros.
   */
  private String subject(Map<String, ColumnSpec> columns, SourceSheet.Row row, String name) {
    Column column = Schema.of(Register.CONSENT).columns().get("subject_ref");
    ColumnSpec spec = columns.get("subject_ref");
    List<String> numbers = new ArrayList<>();
    if (spec != null) {
      spec.alternatives().stream()
          .map(heading -> sheet.text(row, heading))
          .filter(number -> !number.isEmpty())
          .forEach(numbers::add);
    }
    List<String> candidates = new ArrayList<>();
    for (String number : numbers) {
      candidates.add(Identifiers.isNational(number) ? reference(number, "") : number);
      candidates.add(number.replaceFirst("^0+(?=\\d)", ""));
    }
    candidates.add(name);
    return candidates.stream()
        .filter(text -> !text.isEmpty() && column != null)
        .flatMap(
            text -> references.keyOrNamed(java.util.Objects.requireNonNull(column), text).stream())
        .findFirst()
        .orElse(numbers.isEmpty() ? name : candidates.get(0));
  }

  /**
   * The answer for a purpose; where several columns are about it, one refusal outweighs the rest.
   */
  private String decision(SourceSheet.Row row, String heading) {
    List<String> texts =
        ColumnSpec.parts(heading).stream()
            .map(one -> profile.meant("decision", sheet.text(row, one)))
            .toList();
    return texts.stream()
        .filter(RowConversion::isRefusal)
        .findFirst()
        .or(
            () ->
                texts.stream()
                    .filter(text -> !NOT_ANSWERED.contains(Vocabulary.fold(text)) || isSign(text))
                    .findFirst())
        .orElse("");
  }

  private static boolean isSign(String text) {
    return text.matches("[✓✔☑✗✘]");
  }

  private static boolean isRefusal(String text) {
    return text.matches("[✗✘]")
        || WITHDRAWN.contains(Vocabulary.fold(text))
        || Vocabulary.word(Register.CONSENT, "decision", List.of("no"), text).isPresent();
  }

  /**
   * The same cells with the date of one purpose, where each purpose has a date column behind it.
   */
  private Map<String, String> dated(
      Map<String, String> cells,
      Map<String, ColumnSpec> columns,
      SourceSheet.Row row,
      String heading) {
    ColumnSpec date = columns.get("given_on");
    if (date == null || date.alternatives().isEmpty()) {
      return cells;
    }
    String folded = Vocabulary.fold(date.alternatives().get(0));
    List<Integer> places =
        sheet.header().entrySet().stream()
            .filter(e -> e.getKey().matches(java.util.regex.Pattern.quote(folded) + "\\d*"))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
    int at = sheet.header().getOrDefault(Vocabulary.fold(ColumnSpec.parts(heading).get(0)), -1);
    Optional<Integer> behind = places.stream().filter(place -> place > at).findFirst();
    if (places.size() < 2 || behind.isEmpty()) {
      return cells;
    }
    Map<String, String> one = new LinkedHashMap<>(cells);
    one.put("given_on", date("given_on", row.cell(behind.get())));
    return one;
  }

  private static Optional<Map<String, String>> answered(
      Map<String, String> cells, String purpose, String decision) {
    String folded = Vocabulary.fold(decision);
    boolean isTick = decision.matches("[✓✔☑]");
    boolean isCross = decision.matches("[✗✘]");
    if (!isTick && !isCross && NOT_ANSWERED.contains(folded)) {
      return Optional.empty();
    }
    List<String> purposes =
        Schema.of(Register.CONSENT).columns().get("scope") == null ? List.of() : words("scope");
    Optional<String> known =
        Stream.of(purpose.split("\\s*;\\s*"))
            .map(one -> purpose(purposes, one))
            .reduce(
                (a, b) ->
                    a.isPresent() && b.isPresent()
                        ? Optional.of(a.get() + "; " + b.get())
                        : Optional.empty())
            .orElse(Optional.empty());
    if (known.isEmpty()) {
      // Trips, medicine and the like are no purpose of a picture or a name.
      return Optional.empty();
    }
    Map<String, String> one = new LinkedHashMap<>(cells);
    one.put("scope", known.get());
    one.put("decision", isTick ? "yes" : isCross || WITHDRAWN.contains(folded) ? "no" : decision);
    if (get(one, "consent_id").isEmpty()) {
      one.put(
          "consent_id",
          AccountText.slug(get(one, "subject_ref")).toUpperCase(java.util.Locale.ROOT)
              + "-"
              + known.get().replace("; ", "-")
              + "-"
              + AccountText.slug(get(one, "given_on"))
              + "-"
              + AccountText.slug(get(one, "giver_label") + get(one, "given_by")));
    }
    return Optional.of(one);
  }

  /** Whether a text says that consent was given, refused or not asked for. */
  static boolean isDecision(String text) {
    String folded = Vocabulary.fold(text);
    return text.matches("[✓✔☑✗✘]")
        || NOT_ANSWERED.contains(folded)
        || WITHDRAWN.contains(folded)
        || Vocabulary.word(Register.CONSENT, "decision", List.of("yes", "no"), text).isPresent();
  }

  private static List<String> words(String column) {
    Column of = Schema.of(Register.CONSENT).columns().get(column);
    return of == null ? List.of() : of.values();
  }

  /** The purpose that a heading or a cell names; empty for what is no purpose of a picture. */
  static Optional<String> purpose(List<String> purposes, String text) {
    String bare =
        text.replaceAll("\\([^)]*\\)", " ")
            .replaceAll(
                "(?i)\\b(?:parental|consents?|permissions?|agreement|use of|for|to use|given|granted|my child's|images?|photographs?|photos?|pictures?|videos?|used|on|in|the|our|and|/)\\b",
                " ")
            .replaceAll("[\\s:?()/&–-]+", " ")
            .strip();
    return Vocabulary.word(Register.CONSENT, "scope", purposes, text)
        .or(() -> Vocabulary.word(Register.CONSENT, "scope", purposes, bare));
  }

  private static String get(Map<String, String> cells, String column) {
    @Nullable String text = cells.get(column);
    return text == null ? "" : text;
  }
}
