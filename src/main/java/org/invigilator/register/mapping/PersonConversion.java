package org.invigilator.register.mapping;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Cells;
import org.invigilator.register.Vocabulary;
import org.invigilator.register.WrittenName;
import org.invigilator.register.YearGroup;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of pupils, of people and of their roles from the rows of a file. It is long because
 * people, role holders and pupils share how names are written.
 */
final class PersonConversion {
  private static final Set<String> LEFT =
      Set.of(
          "leaver",
          "left",
          "former",
          "offroll",
          "formerpupil",
          "formerstudent",
          "leaving",
          "previous",
          "exemployee",
          "leftemployment",
          "nolongeremployed",
          "nolongerhere",
          "notemployed",
          "terminated",
          "dismissed",
          "retired",
          "deceased",
          "ended",
          "resigned",
          "ceased",
          "formeremployee",
          "formerstaff",
          "exstaff",
          "archived",
          "withdrawn");

  /** Words of those who are there, or will be back. */
  private static final Set<String> THERE =
      Set.of(
          "",
          "active",
          "current",
          "currentlyemployed",
          "employed",
          "employee",
          "onroll",
          "enrolled",
          "registered",
          "permanent",
          "temporary",
          "fixedterm",
          "fulltime",
          "parttime",
          "casual",
          "contractor",
          "agency",
          "supply",
          "volunteer",
          "maternity",
          "maternityleave",
          "onleave",
          "sick",
          "longtermsick",
          "secondment",
          "leaving",
          "dual",
          "dualregistered",
          "main",
          "subsidiary",
          "currentsingleregistration",
          "currentsingle",
          "single",
          "singleregistration",
          "currentdual",
          "dualregistration",
          "currentmain",
          "currentsubsidiary",
          "currentdualregistrationmain",
          "yes",
          "y",
          "true",
          "1",
          "live",
          "open");

  /** Whether a word of an enrolment or employment status is known. */
  static boolean isKnownStatus(String text) {
    return Stream.of(text, AccountText.Status.of(text).word())
        .map(Vocabulary::fold)
        .anyMatch(word -> LEFT.contains(word) || THERE.contains(word));
  }

  /** A year further from that of the birth date is that of something else, such as a class. */
  private static final int MOST_YEARS_APART = 2;

  /** A surname in capitals before forenames that are not. */
  private static final Pattern SURNAME_FIRST =
      Pattern.compile(
          "((?:(?:(?:de|da|di|du|van|von|la|le|el|al|bin|St)\\s+)*(?:Mc|Mac|O['’]|Fitz|D['’])?[\\p{Lu}'’-]{2,}\\s+)+)((?=\\p{Lu}[\\p{Ll}'’-])\\p{L}[\\p{L}'’. -]*)");

  /** "(LEFT 17/7/26)" behind a name, with the day. */
  private static final Pattern BEHIND_NAME =
      Pattern.compile(
          "\\s{0,5}(?:[(\\[]\\s{0,5}|\\s[-–—*]{1,3}\\s{0,5}|\\s(?=LE(?:FT|AVER)\\b))(?:(?i:has )?(?i:left|leaver|off[ -]?roll|moved (?:to|on|away|school)|transferred|gone to))\\b[\\s:,-]{0,5}([^()\\[\\]]{0,40})[)\\]]?\\s{0,5}$");

  private static final Set<String> PUPIL =
      Set.of("student", "pupil", "learner", "students", "pupils", "learners");

  private final SourceSheet sheet;
  private final Identifiers identifiers;
  private final LocalDate readOn;

  /**
   * @param readOn the day on which a roll counts
   */
  PersonConversion(SourceSheet sheet, Identifiers identifiers, LocalDate readOn) {
    this.sheet = sheet;
    this.identifiers = identifiers;
    this.readOn = readOn;
  }

  /** Every number that a row gives a pupil, and each without the zeros that spreadsheets drop. */
  List<String> numbers(Map<String, ColumnSpec> columns, SourceSheet.Row row) {
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

  Map<String, String> person(Map<String, String> cells) {
    end(cells, "employed_to");
    cells.put("full_name", WrittenName.withoutTitle(turned(RowConversion.get(cells, "full_name"))));
    if (RowConversion.get(cells, "person_id").isEmpty()) {
      String email = RowConversion.get(cells, "work_email");
      cells.put(
          "person_id",
          AccountText.slug(
              email.isEmpty()
                  ? RowConversion.get(cells, "full_name")
                  : email.replaceFirst("@.*", "")));
    }
    String title = RowConversion.get(cells, "job_title");
    if (RowConversion.get(cells, "person_kind").isEmpty()
        || JobTitles.kind(RowConversion.get(cells, "person_kind")).equals("staff")) {
      cells.put("person_kind", JobTitles.kind(title));
    } else {
      cells.put("person_kind", JobTitles.kind(RowConversion.get(cells, "person_kind")));
    }
    return cells;
  }

  /** "Last, First" as "First Last". */
  static String turned(String name) {
    int comma = name.indexOf(',');
    return comma < 0
        ? name
        : (name.substring(comma + 1).strip() + " " + name.substring(0, comma).strip()).strip();
  }

  /** The roles that the job title of a member of staff shows, or that the file names. */
  static List<Map<String, String>> roles(Map<String, String> cells) {
    String written = RowConversion.get(cells, "role");
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

  /**
   * A pupil with all names that a row gives: of several surnames or forenames the first is the
   * usual one, and the pupil may be called by the others too.
   */
  Map<String, String> pupil(
      Map<String, ColumnSpec> columns, SourceSheet.Row row, Map<String, String> cells) {
    otherNames(columns, row, cells);
    return pupil(cells);
  }

  private void otherNames(
      Map<String, ColumnSpec> columns, SourceSheet.Row row, Map<String, String> cells) {
    String first = RowConversion.get(cells, "first_name");
    String last = RowConversion.get(cells, "last_name");
    Set<String> others = new LinkedHashSet<>();
    for (String other : others(columns.get("last_name"), row, last)) {
      others.add(first + " " + other);
    }
    for (String other : others(columns.get("first_name"), row, first)) {
      others.add(other + " " + last);
    }
    if (!first.isEmpty() && !last.isEmpty() && !others.isEmpty()) {
      cells.merge(
          "also_known_as",
          String.join("; ", others),
          (has, more) -> has.isEmpty() ? more : has + "; " + more);
    }
  }

  /** What the further headings of a column say, where it is another name. */
  private List<String> others(@Nullable ColumnSpec spec, SourceSheet.Row row, String name) {
    return spec == null
        ? List.of()
        : spec.alternatives().stream()
            .filter(heading -> ColumnSpec.parts(heading).size() == 1)
            .map(heading -> sheet.text(row, heading))
            .filter(text -> !RowConversion.isBlank(text))
            .filter(text -> !Vocabulary.fold(text).equals(Vocabulary.fold(name)))
            .distinct()
            .toList();
  }

  private Map<String, String> pupil(Map<String, String> cells) {
    String whole = RowConversion.get(cells, Profile.NAME);
    if (!whole.isEmpty() && RowConversion.get(cells, "last_name").isEmpty()) {
      Matcher capitals = SURNAME_FIRST.matcher(whole.strip());
      if (capitals.matches()) {
        whole = capitals.group(1) + ", " + capitals.group(2);
      }
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
    leaver(cells);
    end(cells, "on_roll_to");
    if (!RowConversion.get(cells, "dob").isEmpty() && !isYearOfBirthDate(cells)) {
      // The birth date tells the year where the class does not.
      cells.put("year_group", "");
    }
    if (RowConversion.get(cells, "known_as")
        .equalsIgnoreCase(RowConversion.get(cells, "first_name"))) {
      cells.put("known_as", "");
    }
    cells.put(
        "pupil_ref",
        reference(
            RowConversion.get(cells, "pupil_ref"),
            RowConversion.get(cells, "first_name")
                + RowConversion.get(cells, "last_name")
                + RowConversion.get(cells, "dob")));
    if (RowConversion.get(cells, "year_group_as_at").isEmpty()
        && !RowConversion.get(cells, "year_group").isEmpty()) {
      cells.put("year_group_as_at", readOn.toString());
    }
    return cells;
  }

  /** Whether the year is one, and at most a few from that of others who were born then. */
  private boolean isYearOfBirthDate(Map<String, String> cells) {
    Optional<LocalDate> birth = Cells.date(RowConversion.get(cells, "dob"));
    return YearGroup.parse(RowConversion.get(cells, "year_group"))
        .filter(
            year ->
                birth
                    .map(b -> YearGroup.implied(b, readOn).order() - year.order())
                    .map(apart -> Math.abs(apart) <= MOST_YEARS_APART)
                    .orElse(true))
        .isPresent();
  }

  /** Whether a row of a list of users is that of a pupil, who is no colleague. */
  static boolean isPupil(Map<String, String> cells) {
    return Stream.of("job_title", "person_kind", "role")
        .map(column -> Vocabulary.fold(RowConversion.get(cells, column)))
        .anyMatch(PUPIL::contains);
  }

  /** That a pupil has left may be behind the name, or in place of the year. */
  private static void leaver(Map<String, String> cells) {
    for (String column : List.of("first_name", "last_name")) {
      Matcher left = BEHIND_NAME.matcher(RowConversion.get(cells, column));
      if (left.find()) {
        cells.put(column, left.replaceFirst("").strip());
        // Of a day without its year, or of words, it is known that the pupil has left.
        cells.put(
            Profile.ENROLMENT,
            AccountText.lastDay(left.group(1).strip()).map(day -> "left " + day).orElse("left"));
      }
      cells.put(column, UnreadConsents.withoutRemark(RowConversion.get(cells, column)));
    }
    if (LEFT.contains(
        Vocabulary.fold(AccountText.Status.of(RowConversion.get(cells, "year_group")).word()))) {
      cells.put(Profile.ENROLMENT, RowConversion.get(cells, "year_group"));
      cells.put("year_group", "");
    }
  }

  /** The day on which someone left, of whom it is only said that they have left. */
  private void end(Map<String, String> cells, String column) {
    AccountText.Status status = AccountText.Status.of(RowConversion.get(cells, Profile.ENROLMENT));
    String enrolment = Vocabulary.fold(status.word());
    cells.remove(Profile.ENROLMENT);
    boolean isInNotice = enrolment.equals("leaving") && column.equals("employed_to");
    if (LEFT.contains(enrolment) && !isInNotice && RowConversion.get(cells, column).isEmpty()) {
      // Without a day they had left by that of the export.
      cells.put(column, status.date().orElse(readOn.minusDays(1).toString()));
    }
  }

  /** A number of the trust's own systems stays; a national one, or none, is replaced. */
  String reference(String number, String otherwise) {
    if (number.isEmpty() && otherwise.isBlank()) {
      return "";
    }
    return number.isEmpty() || Identifiers.isNational(number)
        ? identifiers.reference(number.isEmpty() ? otherwise : number)
        : number;
  }
}
