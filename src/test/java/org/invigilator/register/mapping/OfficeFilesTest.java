package org.invigilator.register.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.register.Account;
import org.invigilator.register.Consent;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.Pupil;
import org.invigilator.register.RegisterReader;
import org.invigilator.register.SecretScan;
import org.invigilator.register.UnclearReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What school offices write beside, above and instead of the answers that a list should have. */
class OfficeFilesTest {
  private static final String ROLL =
      """
      Adm No,Surname,Forename,DOB,Year,School
      4411,Thornbury,Keziah,03/04/2015,6,Birchfold Primary School
      4412,Wexcombe,Tobias,01/12/2016,5,Birchfold Primary School
      4413,Pemberwick,Dashiell,30/10/2015,6,Birchfold Primary School
      """;

  @TempDir Path trust;
  private Path registers;
  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> answers = new LinkedHashMap<>();

  @BeforeEach
  void school() throws Exception {
    registers = Files.createDirectories(trust.resolve("registers"));
    write(
        "academies.csv",
        """
        academy_code,name,phase,lowest_year,highest_year,open_from,web_domains,email_domains,pack
        BIR,Birchfold Primary School,primary,R,6,01/09/2013,,larkfield.example,ctat-2024
        """);
    answers.put("consents given by", "parent");
    answers.put("date of consents", "01/09/2026");
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(registers.resolve(name), text);
  }

  private RegisterReader.Outcome read(String... names) throws Exception {
    if (!List.of(names).contains("social.csv")) {
      write(
          "accounts.csv",
          """
          account_id,platform,handle,academy_code,site_name_purpose,account_kind,status
          A1,X,@birchfold,BIR,Main,academy,Open
          """);
    }
    for (String name : names) {
      ImportPlan plan = ImportPlan.of(List.of(registers.resolve(name)));
      plan.ask(
          question -> {
            asked.add(question.id());
            return answers.getOrDefault(question.id(), question.suggestion());
          },
          RegisterReader.academies(registers));
      plan.write(trust.resolve("mappings"));
    }
    return RegisterReader.read(registers);
  }

  private List<Consent> consents(String rows) throws Exception {
    write("roll.csv", ROLL);
    write("consents.csv", rows);
    RegisterReader.Outcome outcome = read("roll.csv", "consents.csv");
    assertThat(outcome.problems()).isEmpty();
    return outcome.registers().consents();
  }

  private void refused(String rows, String words) throws Exception {
    write("roll.csv", ROLL);
    read("roll.csv");
    write("consents.csv", rows);
    assertThatThrownBy(() -> read("consents.csv"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(words);
  }

  @Test
  void theColumnOfAPlatformIsAConsentAlsoWhereItIsOneLetter() throws Exception {
    assertThat(
            consents(
                """
                Adm No,Surname,Forename,Facebook,X,Website
                4411,Thornbury,Keziah,Yes,No,Yes
                4412,Wexcombe,Tobias,Yes,Yes,Yes
                """))
        .filteredOn(one -> one.scope().contains("social-media"))
        .extracting(Consent::subject, Consent::granted)
        .containsExactly(tuple("4411", false), tuple("4412", true));
  }

  @Test
  void aConsentToOnePlatformOnlyIsNoneToAll() throws Exception {
    assertThat(
            consents(
                """
                Adm No,Surname,Forename,Facebook,X,Website
                4411,Thornbury,Keziah,Yes,,Yes
                4412,Wexcombe,Tobias,✓,not asked,
                4413,Pemberwick,Dashiell,Yes,Yes,
                """))
        .extracting(Consent::subject, one -> one.scope().toString(), Consent::granted)
        .containsExactly(tuple("4411", "[website]", true), tuple("4413", "[social-media]", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dashiell Pemberwick - NO PHOTOS",
        "Dashiell Pemberwick (do not photograph)",
        "Dashiell Pemberwick NO PHOTOS",
        "Dashiell Pemberwick * consent withdrawn"
      })
  void aRemarkBehindANameIsNotOverlooked(String name) throws Exception {
    refused(
        "Adm No,Name,Social media\n4411,Keziah Thornbury,Yes\n4413," + name + ",Yes\n",
        "remark behind it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"The following have NOT consented:", "Refusals", "No photographs", "Objected"})
  void aLineThatTurnsTheRowsBelowRefusesTheFile(String line) throws Exception {
    refused(
        "Adm No,Surname,Forename,Social media\n4411,Thornbury,Keziah,Yes\n"
            + line
            + ",,,\n4412,Wexcombe,Tobias,Yes\n",
        "alone in its row");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Y = parent does NOT want photos",
        "N = no objection",
        "blank = yes",
        "1 means that a parent objects"
      })
  void aLegendThatTurnsTheAnswersRefusesTheFile(String legend) throws Exception {
    refused(
        legend
            + ",,,\n\nAdm No,Surname,Forename,Social media\n4411,Thornbury,Keziah,Y\n4412,Wexcombe,Tobias,N\n",
        "another meaning");
  }

  @Test
  void aSheetThatTurnsTheAnswersRefusesTheFileAlsoInALaterExport() throws Exception {
    write("roll.csv", ROLL);
    Path file = registers.resolve("consents.xlsx");
    workbook(file, false);
    assertThat(read("roll.csv", "consents.xlsx").problems()).isEmpty();
    workbook(file, true);
    assertThat(RegisterReader.read(registers).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.file()).contains("Key"));
    assertThatThrownBy(() -> read("consents.xlsx"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("another meaning");
  }

  private static void workbook(Path file, boolean hasKey) throws Exception {
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      rows(book, "Photos", "Adm No|Surname|Forename|Social media", "4411|Thornbury|Keziah|1");
      if (hasKey) {
        rows(book, "Key", "Value|Meaning", "1|parent objects", "0|no objection");
      }
      book.write(out);
    }
  }

  private static void rows(XSSFWorkbook book, String name, String... rows) {
    XSSFSheet sheet = book.createSheet(name);
    for (String row : rows) {
      XSSFRow made = sheet.createRow(sheet.getPhysicalNumberOfRows());
      for (String cell : row.split("\\|")) {
        made.createCell(Math.max(0, made.getLastCellNum())).setCellValue(cell);
      }
    }
  }

  @Test
  void anAnswerBelowNoHeadingRefusesTheFile() throws Exception {
    refused(
        "Adm No,Surname,Forename,Social media,\n4411,Thornbury,Keziah,Yes,WITHDRAWN 3/11\n4412,Wexcombe,Tobias,Yes,\n",
        "no heading");
  }

  @Test
  void oneHeadingOverTwoColumnsOfNamesRefusesTheFile() throws Exception {
    refused(
        "Adm No,Name,,Social media\n4411,Thornbury,Keziah,Yes\n4412,Wexcombe,Tobias,Yes\n",
        "no heading");
  }

  @Test
  void timesThatAreInOrderOnlyWithTheMonthFirstRefuseTheFile() throws Exception {
    String yes = "";
    for (String day : List.of("9/2", "9/2", "9/3", "9/4", "10/1")) {
      yes += day + "/2026 10:00:00,Keziah,Thornbury,Yes\n";
    }
    refused("Timestamp,First name,Surname,Photos on social media\n" + yes, "month");
    assertThat(
            consents(
                ("Timestamp,First name,Surname,Photos on social media\n" + yes)
                    .replaceAll("(?m)^(\\d+)/(\\d+)/", "$2/$1/")))
        .isNotEmpty();
  }

  @Test
  void aRunningNumberBelowNoHeadingAndAFooterAreNoAnswers() throws Exception {
    assertThat(
            consents(
                ",Adm No,Surname,Forename,Social media\n1,4411,Thornbury,Keziah,Yes\n2,4412,Wexcombe,Tobias,Yes\nThis list must not be shared,,,,\n"))
        .hasSize(2);
  }

  @Test
  void aConsentWithItsDayIsUndoneLikeAnyOther() throws Exception {
    answers.put("purpose of Withdrawn by", "any entry means refused");
    assertThat(
            consents(
                "Adm No,Surname,Forename,Social media,Withdrawn by\n4411,Thornbury,Keziah,Yes 03/09/2026,mother\n4412,Wexcombe,Tobias,Yes 03/09/2026,\n"))
        .extracting(Consent::granted)
        .containsExactly(false, true);
  }

  @Test
  void aKindThatIsARefusalIsOneWhereThePersonSaysSo() throws Exception {
    answers.put("purpose of Do not use on social media", "yes means refused");
    assertThat(
            consents(
                """
                Adm No,Student,Consent type,Status,Date
                4411,Keziah Thornbury,Social media,Yes,05/09/2026
                4412,Tobias Wexcombe,Do not use on social media,Yes,05/09/2026
                4413,Dashiell Pemberwick,Do not use on social media,No,05/09/2026
                """))
        .filteredOn(one -> one.scope().contains("social-media"))
        .extracting(Consent::subject, Consent::granted)
        .containsExactlyInAnyOrder(tuple("4411", true), tuple("4412", false));
  }

  @ParameterizedTest
  @CsvSource({
    "Withdrawn 12/11/26, true, 01/09/2026, 12/11/2026",
    "Withdrawn on 12 Nov 2026, true, 01/09/2026, 12/11/2026",
    "Refused 03/09/2026, false, 03/09/2026, ''",
    "Given (3/9/26), true, 03/09/2026, ''",
    "Withdrawn 12/3/26, false, 12/03/2026, ''"
  })
  void anAnswerWithItsDayKeepsIt(String answer, boolean granted, String given, String withdrawn)
      throws Exception {
    List<Consent> consents =
        consents("Adm No,Surname,Forename,Social media\n4411,Thornbury,Keziah," + answer + "\n");
    assertThat(asked).noneMatch(id -> id.startsWith("consent "));
    assertThat(consents).hasSize(1);
    Consent consent = consents.get(0);
    assertThat(consent.granted()).isEqualTo(granted);
    assertThat(day(consent.givenOn())).isEqualTo(given);
    assertThat(consent.withdrawnOn().map(OfficeFilesTest::day).orElse("")).isEqualTo(withdrawn);
  }

  private static String day(LocalDate day) {
    return "%02d/%02d/%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
  }

  @Test
  void aWelshNoIsAskedAboutAndNotTakenForNoAnswer() throws Exception {
    consents(
        "Adm No,Surname,Forename,Social media\n4411,Thornbury,Keziah,Ydw\n4412,Wexcombe,Tobias,Na\n4413,Pemberwick,Dashiell,N/A\n");
    assertThat(asked).contains("consent Na").doesNotContain("consent N/A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Academic year,2024/25", "Review date,31/08/2025"})
  void whetherConsentsEndWithAYearIsAsked(String column) throws Exception {
    String[] parts = column.split(",");
    answers.put("end of consents in " + parts[0], "yes");
    assertThat(
            consents(
                "Adm No,Surname,Forename,Social media,"
                    + parts[0]
                    + "\n4411,Thornbury,Keziah,Yes,"
                    + parts[1]
                    + "\n"))
        .extracting(one -> one.validUntil().orElseThrow())
        .containsExactly(LocalDate.of(2025, 8, 31));
  }

  @Test
  void aRefusalWithASlipInTheNameLeavesThatPupilInDoubt() throws Exception {
    write("roll.csv", ROLL);
    write("2025.csv", "Adm No,Surname,Forename,Social media\n4411,Thornbury,Keziah,Yes\n");
    write("2026.csv", "Name,Social media\nKezia Thornberry,No\nMelody Wintergreen,No\n");
    List<UnclearReference> unclear = read("roll.csv", "2025.csv", "2026.csv").registers().unclear();
    assertThat(unclear)
        .filteredOn(UnclearReference::weakens)
        .extracting(UnclearReference::row, UnclearReference::candidates)
        .containsExactly(tuple(2, Set.of("4411")));
  }

  @ParameterizedTest
  @CsvSource({
    "Wexcombe (LEFT 17/7/26), Tobias, 17/07/2026",
    "Wexcombe, Tobias (left 17 July 2026), 17/07/2026",
    "Wexcombe - left 17/07/2026, Tobias, 17/07/2026",
    "Wexcombe, Tobias (Toby), ''",
    "Left-Wexcombe, Tobias, ''"
  })
  void aLeaverNamedSoBehindTheNameIsOne(String surname, String forename, String left)
      throws Exception {
    write(
        "roll.csv",
        "Adm No,Surname,Forename,DOB,Year,School\n4412,"
            + surname
            + ","
            + forename
            + ",01/12/2016,5,Birchfold Primary School\n");
    Pupil pupil = read("roll.csv").registers().pupils().get(0);
    assertThat(pupil.onRollTo().map(OfficeFilesTest::day).orElse("")).isEqualTo(left);
    assertThat(pupil.lastName()).isIn("Wexcombe", "Left-Wexcombe");
    assertThat(pupil.firstName()).isIn("Tobias", "Tobias (Toby)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01/01/1900", "30/12/1899", "00/00/0000", "1900-01-01 00:00:00"})
  void theEmptyDateOfADatabaseIsNoLeavingDate(String date) throws Exception {
    write(
        "roll.csv",
        "Adm No,Surname,Forename,DOB,Year,School,Leaving date\n4412,Wexcombe,Tobias,01/12/2016,5,Birchfold Primary School,"
            + date
            + "\n");
    assertThat(read("roll.csv").registers().pupils())
        .extracting(Pupil::onRollTo)
        .containsExactly(Optional.empty());
  }

  @Test
  void aRunningNumberCalledNoIsNoAnswer() throws Exception {
    assertThat(
            consents(
                "No,Adm No,Surname,Forename,Social media\n1,4411,Thornbury,Keziah,No\n2,4412,Wexcombe,Tobias,Yes\n3,4413,Pemberwick,Dashiell,Yes\n"))
        .extracting(Consent::granted)
        .containsExactly(false, true, true);
    assertThat(asked).noneMatch(id -> id.contains("No"));
  }

  private List<Account> accounts(String rows) throws Exception {
    write("social.csv", rows);
    RegisterReader.Outcome outcome = read("social.csv");
    assertThat(outcome.problems()).isEmpty();
    return outcome.registers().accounts();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "facebook.com/Birchfold and facebook.com/BirchfoldPTA",
        "https://www.facebook.com/Birchfold & https://www.facebook.com/BirchfoldPTA"
      })
  void twoLinksInACellAreTwoAccounts(String cell) throws Exception {
    assertThat(
            accounts(
                "School,Platform,Handle,Status\nBirchfold Primary School,Facebook,"
                    + cell
                    + ",Live\n"))
        .extracting(Account::handle)
        .containsExactly("Birchfold", "BirchfoldPTA");
  }

  @Test
  void anAccountThatWasReopenedIsAskedAbout() throws Exception {
    write(
        "social.csv",
        "School,Platform,Handle,Status\nBirchfold Primary School,X,@birchfold,\"Closed 2023, reopened Jan 2025\"\n");
    read("social.csv");
    assertThat(asked).contains("status Closed 2023, reopened Jan 2025");
  }

  @Test
  void whatCoversALinkIsNoHandle() throws Exception {
    assertThat(
            accounts(
                "School,X,Facebook,YouTube\nBirchfold Primary School,@birchfold,click here,Account closed 2023\n"))
        .extracting(Account::platform, Account::handle)
        .containsExactly(tuple("twitter", "birchfold"), tuple("youtube", ""));
  }

  private List<SecretScan.SecretCell> secrets(String heading, String cell) throws Exception {
    Path file =
        write(
            "social.csv",
            "School,Platform,Handle,Status,"
                + heading
                + "\nBirchfold Primary School,X,@birchfold,Live,"
                + cell
                + "\n");
    return ImportPlan.of(List.of(file)).secrets();
  }

  @ParameterizedTest
  @CsvSource({
    "Login details, office@bir.example / Summer2024!",
    "Notes, pw: Summer2024!",
    "Notes, the password is Summer2024!",
    "Notes, password: see vault",
    "Access info, Birch#2024"
  })
  void aPasswordInAnyColumnIsSeen(String heading, String cell) throws Exception {
    assertThat(secrets(heading, cell)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Login details, held by central IT",
    "Notes, press pass: collected",
    "Login details, office@bir.example",
    "Notes, opening times 8:30"
  })
  void whatOnlySaysWhereAPasswordIsMayStay(String heading, String cell) throws Exception {
    assertThat(secrets(heading, cell)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please tick where parents do NOT want their child's photo used",
        "Children who cannot be photographed",
        "Photo objections",
        "Red list: never post",
        "Pupils whose parents have said NO to photos"
      })
  void aTitleThatTurnsTheAnswersRefusesTheFile(String title) throws Exception {
    refused(
        "\"" + title + "\",,,\nAdm No,Surname,Forename,Social media\n4411,Thornbury,Keziah,✓\n",
        "seems to");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Photo consents 2026",
        "Consents given and withdrawn",
        "Pupils on roll, leavers excluded",
        "List of parents who do not object to photos"
      })
  void aTitleThatLimitsNothingIsNone(String title) throws Exception {
    assertThat(
            consents(
                "\""
                    + title
                    + "\",,,\nAdm No,Surname,Forename,Social media\n4411,Thornbury,Keziah,Yes\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The parents of the children listed below have asked us not to use any photos of them at all,,,",
        "WITHDRAWN,1 pupil,,",
        "*** NO PHOTOS ***,,,",
        "Note: the pupils below have withdrawn,,,",
        "Excluded from photos,,,",
        "NO REPLY YET,,,"
      })
  void aRowBetweenThatLimitsTheRowsBelowRefusesTheFile(String row) throws Exception {
    refused(
        "Adm No,Surname,Forename,Social media\n4412,Wexcombe,Tobias,Yes\n"
            + row
            + "\n4411,Thornbury,Keziah,Yes\n",
        "seems to");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Please note Keziah's mum rang on 12/11 and withdrew everything\",,,",
        "Pupils highlighted in red must not appear online,,,"
      })
  void aTextBelowTheAnswersThatLimitsThemIsNoted(String row) throws Exception {
    write("roll.csv", ROLL);
    write(
        "consents.csv",
        "Adm No,Surname,Forename,Social media\n4411,Thornbury,Keziah,Yes\n" + row + "\n");
    assertThat(read("roll.csv", "consents.csv").notes())
        .anyMatch(note -> note.contains("what is written in row 3, below the answers"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Social media (tick if NOT allowed)",
        "Social media (refused)",
        "Social media (closed group only)",
        "Social media (not Facebook)",
        "Social media (old form)"
      })
  void whatIsInBracketsIsAskedAbout(String heading) throws Exception {
    write("roll.csv", ROLL);
    write(
        "consents.csv", "Adm No,Surname,Forename,\"" + heading + "\"\n4411,Thornbury,Keziah,Yes\n");
    read("roll.csv", "consents.csv");
    assertThat(asked).contains("purpose of " + heading);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Social media (Facebook, Instagram)",
        "Social media (Y/N)",
        "Social media (please tick)",
        "Social media (e.g. the school's Facebook page)"
      })
  void bracketsThatLimitNothingAreNoQuestion(String heading) throws Exception {
    assertThat(consents("Adm No,Surname,Forename,\"" + heading + "\"\n4411,Thornbury,Keziah,Yes\n"))
        .extracting(Consent::granted)
        .containsExactly(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Withdrawn", "Refused", "Objects", "Excluded", "Opted out"})
  void aCrossInAColumnThatEndsConsentsIsAnEntry(String heading) throws Exception {
    write("roll.csv", ROLL);
    write(
        "consents.csv",
        "Adm No,Surname,Forename,Social media,"
            + heading
            + "\n4411,Thornbury,Keziah,Yes,x\n4412,Wexcombe,Tobias,Yes,\n");
    boolean isReported = !read("roll.csv", "consents.csv").problems().isEmpty();
    assertThat(isReported || asked.contains("purpose of " + heading)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "12/10, false",
    "03/09, false",
    "07/23, true",
    "2025/26, true",
    "2025, true",
    "September 3rd 2025, true",
    "2025/09/03, true",
    "2025/09/03 10:01:22 am GMT+1, true"
  })
  void aDayWithoutAYearIsNoMonthOfAYear(String written, boolean isRead) throws Exception {
    write("roll.csv", ROLL);
    write(
        "consents.csv",
        "Adm No,Surname,Forename,Social media,Date\n4411,Thornbury,Keziah,Yes," + written + "\n");
    if (isRead) {
      assertThat(read("roll.csv", "consents.csv").registers().consents())
          .extracting(one -> one.givenOn().toString())
          .containsExactly(
              Map.of("07/23", "2023-07-01", "2025/26", "2025-09-01", "2025", "2025-01-01")
                  .getOrDefault(written, "2025-09-03"));
    } else {
      assertThat(read("roll.csv", "consents.csv").problems())
          .extracting(Problem::found)
          .anyMatch(found -> found.contains("cannot be read as a date"));
    }
  }

  @Test
  void aColumnThatWasBlankWhenItWasImportedIsNotOverlooked() throws Exception {
    write("roll.csv", ROLL);
    write(
        "consents.csv",
        "Adm No,Surname,Forename,Social media,Refused on,Mother\n4411,Thornbury,Keziah,Yes,,Jo\n");
    read("roll.csv", "consents.csv");
    assertThat(asked).noneMatch(id -> id.contains("Refused on") || id.contains("Mother"));
    for (String row : List.of("Yes,12/11/26,Jo", "Yes,,No")) {
      write(
          "consents.csv",
          "Adm No,Surname,Forename,Social media,Refused on,Mother\n4411,Thornbury,Keziah,"
              + row
              + "\n");
      assertThat(RegisterReader.read(registers).problems())
          .extracting(Problem::found)
          .anyMatch(found -> found.contains("may say that consent was refused"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Pupil (Y12), pupil",
    "Student - over 16, pupil",
    "the pupil, pupil",
    "Mrs Thornbury, parent",
    "Keziah's mother, parent"
  })
  void whoAnsweredIsAPupilOrAParent(String written, String giver) throws Exception {
    assertThat(
            consents(
                "Adm No,Surname,Forename,Social media,Completed by\n4411,Thornbury,Keziah,Yes,"
                    + written
                    + "\n"))
        .extracting(Consent::givenBy)
        .containsExactly(giver);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01/01/0001", "0001-01-01T00:00:00", "01/01/1753", "01/01/1970"})
  void theNullDateOfADatabaseIsNoLeavingDay(String day) throws Exception {
    write(
        "roll.csv",
        ROLL.lines().findFirst().orElseThrow()
            + ",Leaving date\n"
            + ROLL.lines().skip(1).map(line -> line + "," + day + "\n").reduce("", String::concat));
    assertThat(read("roll.csv").registers().pupils())
        .isNotEmpty()
        .allMatch(pupil -> pupil.onRollTo().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Niamh LEFT 17/7", "Niamh *left Sept*", "Niamh - moved to Oakley Sept 26"})
  void whoHasLeftByTheNameHasLeft(String forename) throws Exception {
    write("roll.csv", ROLL.replace("Keziah", forename));
    assertThat(read("roll.csv").registers().pupils())
        .filteredOn(pupil -> pupil.firstName().equals("Niamh"))
        .singleElement()
        .matches(pupil -> pupil.onRollTo().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Key, Alice\"", "\"Notes, Ben\"", "\"*Thornbury, Keziah\""})
  void aPupilWhoseNameBeginsLikeARemarkIsRead(String name) throws Exception {
    write(
        "roll.csv",
        "Birchfold Primary School,,,\nName,DOB,Adm No,Year\n"
            + name
            + ",12/03/2016,4417,\n\"Newstart, Alfie\",,4418,5\n");
    assertThat(read("roll.csv").registers().pupils()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Closed group", "Closed to comments", "Active/closed"})
  void aStatusThatGoesOnIsAskedAbout(String status) throws Exception {
    write(
        "social.csv",
        "School,Platform,Handle,Status\nBirchfold Primary School,Facebook,@birchfold,"
            + status
            + "\n");
    read("social.csv");
    assertThat(asked).contains("status " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "birchfold / birchfoldnursery, birchfold+birchfoldnursery",
    "birchfold & birchfoldpta, birchfold+birchfoldpta",
    "@oak.bsky.social (was @oldoak.bsky.social), oak.bsky.social"
  })
  void handlesWithoutSignAndFormerOnesAreTold(String cell, String handles) throws Exception {
    assertThat(
            accounts(
                "School,Platform,Handle,Status\nBirchfold Primary School,Bluesky,"
                    + cell
                    + ",Live\n"))
        .extracting(Account::handle)
        .containsExactly(handles.split("\\+"));
  }

  @ParameterizedTest
  @CsvSource({
    "McDONALD Iain, McDONALD",
    "de SOUZA Maria, de SOUZA",
    "St JOHN Amy, St JOHN",
    "O'NEIL Zoë, O'NEIL"
  })
  void aSurnameInCapitalsWithItsParticleComesFirst(String name, String surname) throws Exception {
    write(
        "roll.csv",
        "Name,DOB,Adm No,Year,School\n" + name + ",12/03/2016,4417,5,Birchfold Primary School\n");
    assertThat(read("roll.csv").registers().pupils())
        .extracting(pupil -> pupil.lastName().toLowerCase(java.util.Locale.ROOT))
        .containsExactly(surname.toLowerCase(java.util.Locale.ROOT));
  }

  private void twoSchools() throws Exception {
    Files.writeString(
        registers.resolve("academies.csv"),
        "AS2,Ashwick Primary School,primary,R,6,01/09/2013,,ashwick.example,ctat-2024\n",
        java.nio.file.StandardOpenOption.APPEND);
    write(
        "roll.csv",
        ROLL
            + "5501,Wexcombe,Tobias,02/02/2016,5,Ashwick Primary School\n"
            + "5502,Marlowe,Imogen,02/02/2016,5,Ashwick Primary School\n");
  }

  /** A pupil of the same name at another school has said nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "consents.csv | 'Consents - Ashwick Primary School 2026/27\nName,Photos on social media\nTobias Wexcombe,Yes\nKeziah Thornbury,Yes\n'",
        "consents.csv | 'Name,School,Photos on social media\nTobias Wexcombe,Ashwick Primary School,Yes\nKeziah Thornbury,AS2,Yes\n'",
        "Ashwick Primary School consents.csv | 'Name,Photos on social media\nTobias Wexcombe,Yes\nKeziah Thornbury,Yes\n'",
        "consents.csv | 'Name,Class,Photos on social media\nAshwick Primary School,,\nTobias Wexcombe,5A,Yes\nKeziah Thornbury,6B,Yes\n'",
      })
  void aConsentIsOfThePupilOfItsOwnSchool(String file, String rows) throws Exception {
    twoSchools();
    write(file, rows.replace("\\n", "\n"));
    RegisterReader.Outcome outcome = read("roll.csv", file);
    List<Pupil> pupils = outcome.registers().pupils();
    assertThat(outcome.registers().consents())
        .extracting(Consent::subject)
        .filteredOn(subject -> pupils.stream().anyMatch(pupil -> pupil.ref().equals(subject)))
        .containsExactly(
            pupils.stream()
                .filter(p -> p.academy().equals("AS2") && p.lastName().equals("Wexcombe"))
                .findFirst()
                .orElseThrow()
                .ref());
    assertThat(outcome.registers().unclear())
        .filteredOn(UnclearReference::weakens)
        .extracting(UnclearReference::heading)
        .containsExactly("Name");
    assertThat(outcome.registers().unclear().toString()).doesNotContain("Thornbury");
  }

  @Test
  void aTitleThatNamesTheTrustOrTwoSchoolsNamesNone() throws Exception {
    twoSchools();
    write(
        "consents.csv",
        "Birchfold Primary School and Ashwick Primary School\nName,Photos on social media\nKeziah Thornbury,Yes\nImogen Marlowe,Yes\nTobias Wexcombe,Yes\n");
    RegisterReader.Outcome outcome = read("roll.csv", "consents.csv");
    assertThat(outcome.registers().pupils())
        .filteredOn(
            p -> outcome.registers().consents().stream().anyMatch(c -> c.subject().equals(p.ref())))
        .extracting(Pupil::lastName)
        .containsExactlyInAnyOrder("Thornbury", "Marlowe");
  }

  private void consentSheets(String... names) throws Exception {
    write("roll.csv", ROLL);
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(registers.resolve("consents.xlsx"))) {
      for (String name : names) {
        rows(book, name, "Name|Photos on social media", "Keziah Thornbury|Yes");
      }
      book.write(out);
    }
  }

  @Test
  void sheetsOfTwoYearsHaveNotOneDate() throws Exception {
    consentSheets("2025-26", "2026-27");
    assertThatThrownBy(() -> read("roll.csv", "consents.xlsx"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("2025 and 2026");
  }

  @Test
  void aSheetOfAnotherYearInALaterExportRefusesTheFile() throws Exception {
    consentSheets("2025-26");
    assertThat(read("roll.csv", "consents.xlsx").problems()).isEmpty();
    consentSheets("2025-26", "2026-27");
    assertThat(RegisterReader.read(registers).problems())
        .extracting(Problem::cause)
        .singleElement()
        .asString()
        .contains("2025 and 2026");
  }

  @ParameterizedTest
  @CsvSource({"2026-27 boys, 2026-27 girls", "Class of 2031, Class of 2032", "7A, 7B"})
  void sheetsOfOneYearHaveOneDate(String one, String other) throws Exception {
    consentSheets(one, other);
    assertThat(read("roll.csv", "consents.xlsx").problems()).isEmpty();
  }

  @Test
  void aSchoolByItsCodeInAnotherFileIsTheSame() throws Exception {
    twoSchools();
    write(
        "extra.csv",
        "Adm No,Surname,Forename,DOB,Year,School,Known as\n5502,Marlowe,Imogen,02/02/2016,5,AS2,Immy\n");
    RegisterReader.Outcome outcome = read("roll.csv", "extra.csv");
    assertThat(outcome.notes()).noneMatch(note -> note.contains("differs"));
    assertThat(outcome.notes()).noneMatch(note -> note.contains("two schools"));
    assertThat(outcome.registers().pupils())
        .filteredOn(pupil -> pupil.lastName().equals("Marlowe"))
        .extracting(Pupil::knownAs)
        .containsExactly("Immy");
  }

  /** Last year's list of the school that a child has left for the next one is still the child's. */
  @Test
  void aConsentOfAnEarlierSchoolIsThePupils() throws Exception {
    twoSchools();
    Files.writeString(
        registers.resolve("academies.csv"),
        "HIG,Highcombe School,secondary,7,11,01/09/2013,,highcombe.example,ctat-2024\n",
        java.nio.file.StandardOpenOption.APPEND);
    Files.writeString(
        registers.resolve("roll.csv"),
        "6601,Penrose,Rowan,02/02/2015,7,Highcombe School\n",
        java.nio.file.StandardOpenOption.APPEND);
    write(
        "consents.csv",
        "Name,School,Photos on social media\nRowan Penrose,Ashwick Primary School,Yes\nImogen Marlowe,Highcombe School,Yes\n");
    RegisterReader.Outcome outcome = read("roll.csv", "consents.csv");
    assertThat(outcome.registers().consents())
        .extracting(Consent::subject)
        .containsExactly("6601", "Imogen Marlowe of this school");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ashwick Primary School Trust consents.csv",
        "Ashwick Primary School Multi-Academy Trust.csv"
      })
  void theTrustIsNotTheSchoolItIsCalledAfter(String file) throws Exception {
    twoSchools();
    write(file, "Name,Photos on social media\nKeziah Thornbury,Yes\n");
    RegisterReader.Outcome outcome = read("roll.csv", file);
    assertThat(outcome.registers().consents()).extracting(Consent::subject).containsExactly("4411");
  }
}
