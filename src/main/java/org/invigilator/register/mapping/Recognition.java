package org.invigilator.register.mapping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Cells;
import org.invigilator.register.Column;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.Schema;
import org.invigilator.register.Vocabulary;

/**
 * Which registers a sheet can be read as, found from its headings. It is long because each kind of
 * list has signs of its own.
 *
 * @param sheet the sheet with its header; without rows that only a typed reading gets right
 * @param registers the columns of each register
 * @param isForm whether it is a form
 */
record Recognition(
    SourceSheet sheet, Map<Register, Map<String, ColumnSpec>> registers, boolean isForm) {

  /** So many labels of a form must be known. */
  private static final int LEAST_LABELS = 5;

  private static final Pattern CONSENT =
      Pattern.compile(
          "(?i)consent|permission|photo|image|video|picture|social media|website|publicity|\\bpress\\b|opt(?:ed|ing)?[ -]?out");

  /** Purposes of consents that have nothing to do with pictures or names. */
  private static final Pattern OTHER_PURPOSE =
      Pattern.compile(
          "(?i)\\btrips?\\b|visit|biometric|medic|first aid|sun ?cream|internet (?:use|access|usage|agreement|policy)|acceptable use|e-?mail|\\bsex |\\brse\\b|data shar|dental|swim|plaster|food|cook|google|ict\\b|cctv|bike|walk|home alone|nurse|vaccin|paracetamol|transport|face ?paint");

  /** What is about a consent and is no purpose. */
  private static final Pattern ABOUT = Pattern.compile("(?i)date|given by|by$|note|comment");

  private static final Pattern PICTURE =
      Pattern.compile("(?i)photo|image|video|picture|publi[cs]|social media");

  /** Whether a heading or a purpose has nothing to do with pictures or names. */
  static boolean isOtherPurpose(String text) {
    return OTHER_PURPOSE.matcher(text).find() && !PICTURE.matcher(text).find();
  }

  /** The same, and what is about a consent and is no purpose. */
  static boolean isOtherConsent(String text) {
    return isOtherPurpose(text) || ABOUT.matcher(text).find();
  }

  /** How a form asks for something of a child: "Your child's first name". */
  private static final Pattern OF_CHILD =
      Pattern.compile(
          "(?i)^(?:please (?:enter|give|write|state|type) )?(?:what is )?(?:your |the |my )?(?:child|pupil|student|learner)(?:'s|’s|s'|s’)? (?=\\p{L})|(?<=name) of (?:your |the |my )?(?:child|pupil|student|learner)\\W*$");

  private static final Pattern ANSWER = Pattern.compile("(?i)yes|no|true|false");

  /** Columns by which a sheet is recognised, of which these many must be there. */
  private static final Map<Register, Set<String>> SIGNS =
      Map.of(
          Register.ACCOUNTS,
          Set.of(
              "platform",
              "handle",
              "profile_url",
              "site_name_purpose",
              "status",
              "author_person_id",
              "academy_code",
              "approved_on"),
          Register.PEOPLE,
          Set.of(
              "person_id",
              "work_email",
              "job_title",
              "employed_from",
              "employed_to",
              "line_manager_id",
              "academy_code",
              "person_kind"),
          Register.PUPILS,
          Set.of("dob", "year_group", "pupil_ref", "on_roll_from", "academy_code"));

  /** What a sheet is; empty when it is nothing that is known. */
  static Optional<Recognition> of(RegisterSource source) throws IOException {
    int[] most = {0};
    // The header is the row with the most known headings, so the rows are looked at twice.
    SourceSheet.read(
        source,
        header -> {
          most[0] = Math.max(most[0], score(header));
          return false;
        });
    if (most[0] > 0) {
      SourceSheet sheet = SourceSheet.read(source, header -> score(header) == most[0]);
      return Optional.of(new Recognition(sheet, registers(written(sheet)), false));
    }
    SourceSheet form =
        SourceSheet.readForm(
            source,
            label ->
                Headings.isKnown(Register.ACCOUNTS, label)
                    || (label.toLowerCase(Locale.ROOT).contains("admin")
                        && Headings.isKnown(Register.ACCOUNT_ROLES, label)));
    Map<String, ColumnSpec> columns = new LinkedHashMap<>();
    Headings.columns(Register.ACCOUNTS, written(form))
        .forEach((column, headings) -> columns.put(column, ColumnSpec.headings(headings)));
    if (columns.size() < LEAST_LABELS) {
      return Optional.empty();
    }
    Map<Register, Map<String, ColumnSpec>> registers = new LinkedHashMap<>();
    registers.put(Register.ACCOUNTS, columns);
    Map<String, ColumnSpec> roles = specs(Register.ACCOUNT_ROLES, written(form));
    roles.remove("account_id");
    if (roles.containsKey("person_id")) {
      registers.put(Register.ACCOUNT_ROLES, roles);
    }
    return Optional.of(new Recognition(form, registers, true));
  }

  /** The headings of a sheet as they are written, by their folded form. */
  static Map<String, String> written(SourceSheet sheet) {
    Map<String, String> written = new LinkedHashMap<>();
    sheet.headings().forEach(heading -> written.putIfAbsent(Vocabulary.fold(heading), heading));
    written.remove("");
    return withoutRemarks(written);
  }

  /** A form of Microsoft, whose own number and whose sender are not those of a pupil. */
  private static boolean isOnlineForm(Map<String, String> written) {
    return written.containsKey("starttime") && written.containsKey("completiontime");
  }

  /**
   * Headings are known without what is in brackets, by each of two words for one thing, and without
   * the words of a question about a child.
   */
  private static Map<String, String> withoutRemarks(Map<String, String> written) {
    Map<String, String> all = new LinkedHashMap<>(written);
    if (isOnlineForm(written)) {
      List.of("id", "email", "starttime").forEach(all::remove);
      if (written.values().stream().anyMatch(heading -> OF_CHILD.matcher(heading).find())) {
        all.remove("name");
      }
    }
    for (String heading : List.copyOf(all.values())) {
      Matcher child = OF_CHILD.matcher(heading);
      if (child.find()) {
        all.putIfAbsent(Vocabulary.fold(child.replaceFirst("")), heading);
      }
    }
    for (String heading : List.copyOf(all.values())) {
      String bare = heading.replaceAll("\\s*\\([^)]*\\)|\\s*\\[[^\\]]*\\]|[?*:]", "").strip();
      all.putIfAbsent(Vocabulary.fold(bare), heading);
      String[] either = bare.split("\\s*/\\s*|\\s+or\\s+");
      if (either.length == 2) {
        all.putIfAbsent(Vocabulary.fold(either[0]), heading);
        all.putIfAbsent(Vocabulary.fold(either[1]), heading);
      }
    }
    all.remove("");
    return all;
  }

  private static int score(Map<String, String> header) {
    // A running number may be called No; an answer comes behind the name.
    if (header.values().stream()
        .skip(header.containsKey("no") ? 1 : 0)
        .anyMatch(Recognition::isOfARow)) {
      return 0;
    }
    Map<String, String> written = withoutRemarks(header);
    return registers(written).values().stream().mapToInt(Map::size).max().orElse(0);
  }

  /** Whether a cell is an answer or a date, which no heading is. */
  private static boolean isOfARow(String cell) {
    return ANSWER.matcher(cell).matches()
        || Vocabulary.isTick(cell)
        || Vocabulary.isCross(cell)
        || Cells.date(cell).isPresent();
  }

  /** The registers whose columns a header has enough of. */
  private static Map<Register, Map<String, ColumnSpec>> registers(Map<String, String> written) {
    Map<Register, Map<String, ColumnSpec>> found = new LinkedHashMap<>();
    Map<String, ColumnSpec> pupils = specs(Register.PUPILS, written);
    Map<String, String> matrix = matrix(written, pupils);
    Map<String, ColumnSpec> consent = matrix.isEmpty() ? consent(written) : Map.of();
    Map<String, ColumnSpec> staff = specs(Register.PEOPLE, written);
    boolean isStaff = staff.containsKey("job_title") && staff.containsKey("full_name");
    if (!consent.isEmpty()) {
      found.put(Register.CONSENT, consent);
    }
    ColumnSpec purposes = consent.get("scope");
    if (purposes != null) {
      // The answers for a purpose are not accounts, whatever their heading is.
      pupils.values().removeIf(spec -> purposes.headings().containsAll(spec.headings()));
    }
    if (!isStaff && !isOnlineForm(written) && isPupils(pupils, !consent.isEmpty())) {
      found.put(Register.PUPILS, pupils);
    }
    if (!found.isEmpty()) {
      return found;
    }
    Map<String, ColumnSpec> accounts = specs(Register.ACCOUNTS, written);
    Map<String, ColumnSpec> people = specs(Register.PEOPLE, written);
    if (!matrix.isEmpty()) {
      accounts.values().removeIf(spec -> spec.headings().stream().anyMatch(matrix::containsValue));
      accounts.put("platform", ColumnSpec.byWord(matrix));
    }
    boolean isStaffList =
        people.containsKey("full_name")
            && (people.containsKey("job_title") || people.containsKey("work_email"))
            && Stream.of("handle", "profile_url", "platform").noneMatch(accounts::containsKey);
    if (!matrix.isEmpty() || (isAccounts(accounts) && !isStaffList)) {
      found.put(Register.ACCOUNTS, accounts);
      Map<String, ColumnSpec> roles = specs(Register.ACCOUNT_ROLES, written);
      roles.remove("account_id");
      if (roles.containsKey("person_id")) {
        found.put(Register.ACCOUNT_ROLES, roles);
      }
    } else if (people.containsKey("full_name") && signs(Register.PEOPLE, people) >= 2) {
      found.put(Register.PEOPLE, people);
      if (people.containsKey("job_title")) {
        found.put(Register.ROLE_HOLDERS, roleHolders(people));
      }
    } else {
      other(written).ifPresent(register -> found.put(register, specs(register, written)));
    }
    if (found.isEmpty()) {
      Map<String, ColumnSpec> unclear = unclearConsent(written);
      if (!unclear.isEmpty()) {
        found.put(Register.CONSENT, unclear);
      }
    }
    return found;
  }

  private static Map<String, ColumnSpec> roleHolders(Map<String, ColumnSpec> people) {
    Map<String, ColumnSpec> roles = new LinkedHashMap<>();
    Map.of(
            "role", "job_title",
            "person_id", people.containsKey("person_id") ? "person_id" : "full_name",
            "academy_code", "academy_code",
            "from", "employed_from",
            "to", "employed_to")
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(e -> people.containsKey(e.getValue()))
        .forEach(e -> roles.put(e.getKey(), people.get(e.getValue())));
    return roles;
  }

  private static boolean isPupils(Map<String, ColumnSpec> columns, boolean hasConsent) {
    boolean isNamed =
        columns.containsKey("name")
            || (columns.containsKey("first_name") && columns.containsKey("last_name"));
    boolean isPupil =
        columns.containsKey("dob") || (columns.containsKey("year_group") && !hasConsent);
    return isNamed && isPupil && signs(Register.PUPILS, columns) >= 2;
  }

  /** A list of schools with a column for each platform; empty for any other. */
  private static Map<String, String> matrix(
      Map<String, String> written, Map<String, ColumnSpec> pupils) {
    Map<String, String> platforms = new LinkedHashMap<>();
    for (String heading : written.values()) {
      if (!CONSENT.matcher(heading).find()) {
        AccountText.platform(heading)
            .ifPresent(platform -> platforms.putIfAbsent(platform, heading));
      }
    }
    boolean isOfPupils =
        pupils.containsKey("pupil_ref")
            || pupils.containsKey("dob")
            || pupils.containsKey("first_name")
            || pupils.containsKey("year_group");
    return platforms.size() < 2 || isOfPupils ? Map.of() : platforms;
  }

  private static boolean isAccounts(Map<String, ColumnSpec> columns) {
    boolean isNamed =
        columns.containsKey("handle")
            || columns.containsKey("profile_url")
            || columns.containsKey("site_name_purpose");
    boolean isSocial =
        columns.containsKey("platform")
            || columns.containsKey("status")
            || columns.containsKey("approved_on")
            || (columns.containsKey("handle") && columns.containsKey("profile_url"));
    return isNamed && isSocial && signs(Register.ACCOUNTS, columns) >= 3;
  }

  private static long signs(Register register, Map<String, ColumnSpec> columns) {
    return columns.keySet().stream()
        .filter(SIGNS.getOrDefault(register, Set.of())::contains)
        .count();
  }

  /** Another register, all of whose needed columns are there. */
  private static Optional<Register> other(Map<String, String> written) {
    return Headings.registers().stream()
        .filter(
            r ->
                !SIGNS.containsKey(r)
                    && r != Register.CONSENT
                    && r != Register.ROLE_HOLDERS
                    && r != Register.ACCOUNT_ROLES)
        .filter(
            r -> {
              Set<String> columns = specs(r, written).keySet();
              boolean isFull =
                  r != Register.ACADEMIES
                      || (columns.size() >= 3
                          && (columns.contains("phase")
                              || columns.contains("academy_code")
                              || columns.contains("web_domains")));
              return isFull
                  && columns.size() >= 2
                  && Schema.of(r).columns().entrySet().stream()
                      .filter(
                          e ->
                              e.getValue().need() == Column.Need.YES
                                  || e.getValue().need() == Column.Need.KEY)
                      .allMatch(
                          e ->
                              columns.contains(e.getKey())
                                  || (r == Register.ACADEMIES
                                      && e.getKey().equals("academy_code")));
            })
        .findFirst();
  }

  private static Map<String, ColumnSpec> specs(Register register, Map<String, String> written) {
    Map<String, ColumnSpec> specs = new LinkedHashMap<>();
    Headings.columns(register, written)
        .forEach((column, headings) -> specs.put(column, ColumnSpec.headings(headings)));
    return specs;
  }

  /** The columns of consents: one for each purpose, or one that names the purpose of each row. */
  private static Map<String, ColumnSpec> consent(Map<String, String> written) {
    Map<String, ColumnSpec> columns = specs(Register.CONSENT, written);
    if (!columns.containsKey("subject_ref") && !columns.containsKey("name")) {
      return Map.of();
    }
    ColumnSpec scope = columns.get("scope");
    ColumnSpec decision = columns.get("decision");
    if (scope != null
        && decision != null
        && CONSENT.matcher(scope.shown() + decision.shown()).find()) {
      return columns;
    }
    List<String> purposes = purposes();
    Map<String, String> wide = new LinkedHashMap<>();
    for (String heading : new java.util.LinkedHashSet<>(written.values())) {
      if (CONSENT.matcher(heading).find()
          || Vocabulary.word(Register.CONSENT, "scope", purposes, heading).isPresent()
          || ConsentConversion.inTwoLanguages(purposes, heading).isPresent()) {
        ConsentConversion.purpose(purposes, heading)
            .filter(p -> !p.equals("name") || CONSENT.matcher(heading).find())
            .ifPresent(
                purpose -> wide.merge(purpose, heading, (one, other) -> one + " + " + other));
      }
    }
    if (!wide.isEmpty()) {
      // Beside other purposes the letter is the platform, and no mark.
      Optional.ofNullable(written.get("x"))
          .ifPresent(
              heading -> wide.merge("social-media", heading, (one, other) -> one + " + " + other));
      columns.keySet().removeAll(List.of("scope", "decision"));
      ColumnSpec all = ColumnSpec.byWord(wide);
      columns.values().removeIf(spec -> all.headings().contains(spec.shown()));
      columns.put("scope", all);
      return columns;
    }
    return Map.of();
  }

  /** A list of pupils with a consent whose purpose must be asked for; empty for any other. */
  private static Map<String, ColumnSpec> unclearConsent(Map<String, String> written) {
    Map<String, ColumnSpec> columns = specs(Register.CONSENT, written);
    columns.keySet().removeAll(List.of("scope", "decision"));
    boolean isOfPupils = columns.containsKey("subject_ref") || columns.containsKey("name");
    boolean isAsked =
        written.values().stream().anyMatch(h -> CONSENT.matcher(h).find() && !isOtherConsent(h));
    return isOfPupils && isAsked ? columns : Map.of();
  }

  /** The columns of consents that answers about their purposes make of a list of pupils. */
  Map<String, ColumnSpec> consentWith(Map<String, String> purposes) {
    Map<String, ColumnSpec> columns = specs(Register.CONSENT, written(sheet));
    columns.keySet().removeAll(List.of("scope", "decision"));
    columns.put("scope", ColumnSpec.byWord(purposes));
    return columns;
  }

  static List<String> purposes() {
    Column scope = Schema.of(Register.CONSENT).columns().get("scope");
    return scope == null ? List.of() : scope.values();
  }

  /** Every purpose of pictures, as one cell names them. */
  static String pictures() {
    return purposes().stream()
        .filter(purpose -> !purpose.equals("name"))
        .collect(Collectors.joining("; "));
  }

  /** Headings that seem to be about consent to pictures and name no purpose. */
  List<String> unclearPurposes() {
    Map<String, ColumnSpec> consent = registers.get(Register.CONSENT);
    ColumnSpec scope = consent == null ? null : consent.get("scope");
    boolean isLong = scope != null && scope.byWord().isEmpty();
    if (isLong || !(registers.containsKey(Register.PUPILS) || consent != null)) {
      return List.of();
    }
    List<String> used = new ArrayList<>();
    registers.values().stream()
        .flatMap(columns -> columns.values().stream())
        .forEach(spec -> used.addAll(spec.headings()));
    return sheet.headings().stream()
        .filter(h -> CONSENT.matcher(h).find() && !isOtherConsent(h))
        .filter(h -> !used.contains(h))
        .distinct()
        .toList();
  }
}
