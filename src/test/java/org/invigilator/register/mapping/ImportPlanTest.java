package org.invigilator.register.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.register.Account;
import org.invigilator.register.Consent;
import org.invigilator.register.Person;
import org.invigilator.register.Problem;
import org.invigilator.register.Pupil;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterReader;
import org.invigilator.register.Registers;
import org.invigilator.register.UnclearReference;
import org.invigilator.register.YearGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportPlanTest {
  @TempDir Path trust;
  private Path registers;
  private final List<Question> asked = new ArrayList<>();
  private final Map<String, String> answers = new LinkedHashMap<>();

  @BeforeEach
  void twoSchools() throws Exception {
    registers = Files.createDirectories(trust.resolve("registers"));
    write(
        "academies.csv",
        """
        academy_code,name,aliases,phase,lowest_year,highest_year,open_from,web_domains,email_domains,pack
        ASH,Ashmere Academy,Ashmere High,secondary,7,13,01/09/2013,,larkfield.example,ctat-2024
        BIR,Birchfold Primary School,,primary,R,6,01/09/2013,,larkfield.example,ctat-2024
        """);
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(registers.resolve(name), text);
  }

  /** Imports every file but the academies, then reads the registers. */
  private RegisterReader.Outcome read() throws Exception {
    List<Path> files;
    try (var list = Files.list(registers)) {
      files =
          list.filter(f -> !f.endsWith("academies.csv") && !f.endsWith("accounts.csv"))
              .sorted()
              .toList();
    }
    ImportPlan plan = ImportPlan.of(files);
    plan.ask(
        question -> {
          asked.add(question);
          return answers.getOrDefault(question.id(), question.suggestion());
        },
        RegisterReader.academies(registers));
    plan.write(trust.resolve("mappings"));
    return RegisterReader.read(registers);
  }

  private Registers registers() throws Exception {
    RegisterReader.Outcome outcome = read();
    assertThat(outcome.problems()).isEmpty();
    return outcome.registers();
  }

  private void accounts() throws Exception {
    write(
        "accounts.csv",
        """
        account_id,platform,handle,academy_code,site_name_purpose,account_kind,status
        A1,X,@Ash,ASH,Main,academy,Open
        """);
  }

  @Test
  void recordSheetIsTakenApart() throws Exception {
    write(
        "staff.csv",
        """
        Staff Code,Title,Forename,Surname,Work Email,Role,School,Start Date
        ASH03,Mr,Oskar,Netherclift,ash03@larkfield.example,Head of PE,Ashmere Academy,01/09/2018
        """);
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      sheet(
          book,
          "Ashmere Academy",
          "Social Media Record Sheet – Ashmere Academy",
          "",
          "Site Name/Purpose|Approved Date|Author|Current Status",
          "Main school Twitter feed @AshDemo|03/09/2019|Head of PE – Oskar Netherclift|Open",
          "PE Dept X page|03/09/2019|Mr O. Nobody|Open",
          "Old Facebook page|03/09/2019|Netherclift, Oskar|Closed 07/2023");
      sheet(
          book,
          "Birchfold Primary School",
          "Social Media Record Sheet – Birchfold Primary School",
          "Site Name/Purpose|Approved Date|Author|Current Status",
          "https://www.instagram.com/birchfold|2019-09-04|Head|Live");
      try (var out = Files.newOutputStream(registers.resolve("Record Sheet.xlsx"))) {
        book.write(out);
      }
    }
    List<Account> accounts = registers().accounts();
    assertThat(asked).isEmpty();
    assertThat(accounts)
        .extracting(Account::id, Account::academy, Account::platform, Account::handle)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ASH-TW-ashdemo", "ASH", "twitter", "AshDemo"),
            org.assertj.core.groups.Tuple.tuple("ASH-TW-pe-dept-x-page", "ASH", "twitter", ""),
            org.assertj.core.groups.Tuple.tuple("ASH-FB-old-facebook-page", "ASH", "facebook", ""),
            org.assertj.core.groups.Tuple.tuple(
                "BIR-IG-birchfold", "BIR", "instagram", "birchfold"));
    assertThat(accounts.get(0).field("author_person_id")).isEqualTo("ASH03");
    assertThat(accounts.get(2).field("author_person_id")).isEqualTo("ASH03");
    assertThat(accounts.get(1).field("author_person_id")).isEqualTo("Mr O. Nobody");
    assertThat(accounts.get(2).isClosed()).isTrue();
    assertThat(accounts.get(2).date("closed_on")).contains(LocalDate.of(2023, 7, 31));
  }

  private static void sheet(XSSFWorkbook book, String name, String... rows) {
    XSSFSheet sheet = book.createSheet(name);
    for (int i = 0; i < rows.length; i++) {
      String[] cells = rows[i].split("\\|");
      for (int j = 0; j < cells.length; j++) {
        if (j == 0) {
          sheet.createRow(i);
        }
        sheet.getRow(i).createCell(j).setCellValue(cells[j]);
      }
    }
  }

  @Test
  void problemsPointIntoTheFileAsItCame() throws Exception {
    accounts();
    write(
        "Arbor students.csv",
        """
        All students – exported 27/11/2026,,,,,
        ,,,,,
        Forename,Surname,Year,UPN,DOB,School
        Safiya,Coldicott,Year 9,B820432112001,03/01/2012,Ashmere Academy
        Martha,Gunthwaite,Year 11,A820432112002,31/11/2011,Ashmere Academy
        """);
    assertThat(read().problems())
        .singleElement()
        .hasToString(
            "Arbor students.csv, row 5, column DOB: '31/11/2011' is not in the calendar. Write it like 14/03/2012.");
  }

  @Test
  void nationalNumbersAreReplacedAlikeInRollAndConsent() throws Exception {
    accounts();
    write(
        "students.csv",
        """
        Exported 27/11/2026,,,,,,
        Forename,Surname,Preferred Forename,Reg Group,UPN,DOB,School
        Safiya,Coldicott,Saf,9XY,B820432112001,03-Jan-12,Ashmere High
        Zoë,O’Hara,Zoë,Reception,B820432112002,2021-10-05,Birchfold Primary
        """);
    write(
        "consents.csv",
        """
        Student,UPN,Consent: Social Media,Consent: Website,Consent: School trips,Consent date,Given by
        Safiya Coldicott,B820432112001,Yes,No,Yes,05/09/2025,Mother
        Zoë O’Hara,B820432112002,✓,,No,05/09/2025,Foster carer
        """);
    Registers read = registers();
    Pupil saf = read.pupils().get(0);
    assertThat(saf.ref()).matches("P-[A-Z2-7]{8}");
    assertThat(saf.knownAs()).isEqualTo("Saf");
    assertThat(saf.birth()).contains(LocalDate.of(2012, 1, 3));
    assertThat(saf.yearGroup().map(YearGroup::toString)).contains("9");
    assertThat(saf.yearGroupAsAt()).contains(LocalDate.of(2026, 11, 27));
    assertThat(read.pupils().get(1).yearGroup().map(YearGroup::toString)).contains("R");
    assertThat(read.pupils()).extracting(Pupil::academy).containsExactly("ASH", "BIR");
    assertThat(read.consents())
        .extracting(Consent::subject)
        .containsExactly(saf.ref(), saf.ref(), read.pupils().get(1).ref());
    assertThat(read.consents().toString())
        .doesNotContain("B8204321120")
        .contains("social-media")
        .contains("website");
    assertThat(read.present().get(Register.PUPILS).loadedAt())
        .isEqualTo(org.invigilator.register.LondonTime.startOf(LocalDate.of(2026, 11, 27)));
  }

  @Test
  void consentsByNameAreJoinedUnlessTwoPupilsHaveIt() throws Exception {
    accounts();
    write(
        "roll.csv",
        """
        Adno,Name,Year,Date of Birth,School
        0041,"Coldicott, Safiya",Year 9,03/01/2012,Ashmere Academy
        0042,"Marrowby, Leon",Year 8,03/01/2013,Ashmere Academy
        0043,"Marrowby, Leon",Year 9,04/01/2012,Ashmere Academy
        """);
    write(
        "parental consent.csv",
        """
        Pupil Name,Consent type,Consent given,Date
        Safiya Coldicott,Photos on social media,Yes,05/09/2025
        Safiya Coldicott,Local visits,Yes,05/09/2025
        "Marrowby, Leon",Photos on social media,Yes,05/09/2025
        """);
    answers.put("consents given by", "parent");
    RegisterReader.Outcome outcome = read();
    assertThat(asked).extracting(Question::id).containsExactly("consents given by");
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().consents())
        .extracting(Consent::subject)
        .containsExactly("0041", "Leon Marrowby");
    assertThat(outcome.notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("parental consent.csv, row 4")
                    .contains("2 people on record have this name")
                    .doesNotContain("Marrowby"));
    assertThat(outcome.registers().unclear())
        .filteredOn(UnclearReference::weakens)
        .singleElement()
        .satisfies(one -> assertThat(one.candidates()).containsExactly("0042", "0043"));
  }

  @Test
  void staffBecomePeopleAndRoleHolders() throws Exception {
    accounts();
    write(
        "staff.csv",
        """
        Full Name,Job Title,Site,Email,Start Date,End Date,Line Manager
        Mrs Kwame Thornwade,Headteacher / DSL,Ashmere Academy,k.thornwade@larkfield.example,01/09/2018,,
        "Quenby, Tariq",Deputy Headteacher,Ashmere Academy,t.quenby@larkfield.example,Sept 2019,31/08/2024,Kwame Thornwade
        Ines Coldicott,Parent Governor,Birchfold,i.coldicott@larkfield.example,01/09/2018,,
        """);
    Registers read = registers();
    assertThat(read.people())
        .extracting(
            Person::id, Person::fullName, Person::kind, Person::academy, Person::lineManager)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "k.thornwade", "Kwame Thornwade", "staff", "ASH", ""),
            org.assertj.core.groups.Tuple.tuple(
                "t.quenby", "Tariq Quenby", "staff", "ASH", "k.thornwade"),
            org.assertj.core.groups.Tuple.tuple(
                "i.coldicott", "Ines Coldicott", "governor", "BIR", ""));
    assertThat(read.people().get(1).employedFrom()).contains(LocalDate.of(2019, 9, 1));
    assertThat(read.roleHolders())
        .extracting(r -> r.academy() + " " + r.role() + " " + r.person())
        .containsExactly("ASH Principal k.thornwade", "ASH DSL k.thornwade");
  }

  @Test
  void oneAccountInTwoFilesIsOneAndWhatDiffersIsReported() throws Exception {
    write(
        "a list.csv",
        """
        School,Platform,Handle,Status,Admin 1,Admin 2
        Ashmere Academy,X (Twitter),@AshDemo,Live,Oskar Netherclift,Kwame Thornwade
        Ashmere Academy,X (Twitter),https://x.com/ashdemo?lang=en,Live,,
        """);
    write(
        "b list.csv",
        """
        Academy,Network,Username,Link,State,Date approved
        Ashmere,Twitter,AshDemo,https://twitter.com/AshDemo,Closed,03/09/2019
        """);
    RegisterReader.Outcome outcome = read();
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().accounts())
        .extracting(Account::id)
        .containsExactly("ASH-TW-ashdemo", "ASH-TW-ashdemo-2");
    assertThat(outcome.registers().accounts().get(0).field("approved_on")).isEqualTo("2019-09-03");
    assertThat(outcome.registers().accounts().get(0).isClosed()).isFalse();
    assertThat(outcome.registers().accountRoles())
        .extracting(r -> r.account() + " " + r.person() + " " + r.role())
        .containsExactly(
            "ASH-TW-ashdemo Oskar Netherclift administrator",
            "ASH-TW-ashdemo Kwame Thornwade administrator");
    assertThat(outcome.notes())
        .anySatisfy(note -> assertThat(note).startsWith("b list.csv").contains("status differs"));
  }

  @Test
  void aFormIsReadByItsLabels() throws Exception {
    write(
        "form.csv",
        """
        Application to set up a site,
        Department:,PE
        Site Name/Purpose:,Ashmere PE feed
        Platform,Twitter
        Handle,@AshPE
        Author:,Oskar Netherclift
        Audience,
        Pupils,✓
        Public,
        Parents,x
        Safeguarding Officer,
        Name:,Rory Jessamund
        Date:,28/02/2018
        Status,Open
        """);
    answers.put("school of form.csv", "Ashmere Academy");
    Account account = registers().accounts().get(0);
    assertThat(account.field("department")).isEqualTo("PE");
    assertThat(account.handle()).isEqualTo("AshPE");
    assertThat(account.list("audience")).containsExactly("own-pupils", "family");
    assertThat(account.field("safeguarding_signoff_by")).isEqualTo("Rory Jessamund");
    assertThat(account.date("safeguarding_signoff_on")).contains(LocalDate.of(2018, 2, 28));
    assertThat(account.academy()).isEqualTo("ASH");
  }

  @Test
  void numbersThatEachSchoolCountsForItselfAreToldApart() throws Exception {
    accounts();
    String header =
        "Surname,Forename,Adno,Year,DOB,School,Social media consent,Consent date,Given by\n";
    write("a.csv", header + "Abel,Ann,00001,7,03/01/2015,ASH,Yes,05/09/2025,Mother\n");
    write("b.csv", header + "Cole,Cat,00001,1,03/01/2021,BIR,No,05/09/2025,Mother\n");
    RegisterReader.Outcome outcome = read();
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().pupils())
        .extracting(p -> p.ref() + " " + p.firstName())
        .containsExactly("ASH-00001 Ann", "BIR-00001 Cat");
    assertThat(outcome.registers().consents())
        .extracting(c -> c.subject() + " " + c.granted())
        .containsExactly("ASH-00001 true", "BIR-00001 false");
    assertThat(outcome.notes())
        .anySatisfy(n -> assertThat(n).contains("1 number is used by more than one school"));
  }

  @Test
  void whoHasLeftIsNotOnRollAndAMixedClassTellsNoYear() throws Exception {
    accounts();
    write(
        "roll.csv",
        """
        All students as at 27/11/2026,,,,,
        Legal Surname,Legal Forename,UPN,Class,Date of birth (dd/mm/yyyy),Enrolment Status,School
        Abel,Ann,B820432112001,Year 3/4 Owls,03/01/2018,Single registration,BIR
        Band,Bob,B820432112002,Year  5,03/01/2017,Leaver,BIR
        """);
    List<Pupil> pupils = registers().pupils();
    assertThat(pupils)
        .extracting(p -> p.onRollTo().map(Object::toString).orElse(""))
        .containsExactly("", "2026-11-26");
    assertThat(pupils.get(0).yearGroup()).isEmpty();
    assertThat(pupils.get(0).yearGroupOn(LocalDate.of(2026, 11, 28)).map(YearGroup::toString))
        .contains("4");
    assertThat(pupils.get(1).yearGroup().map(YearGroup::toString)).contains("5");
  }

  @Test
  void everyConsentIsKeptWhateverFileItIsIn() throws Exception {
    accounts();
    write("roll.csv", "Name,Adno,Year,DOB,School\n\"Abel, Mary Jane\",0041,9,03/01/2012,ASH\n");
    String header =
        "Student,Adno,Consent: Facebook,Consent: Twitter,Consent: Website,Date,Given by\n";
    write("consents 2024.csv", header + "Mary Abel,41,Yes,Yes,Yes,05/09/2024,Father\n");
    write("consents 2026.csv", header + "Mary Jane Abel,0041,Yes,No,Yes,08/09/2026,Father\n");
    Registers read = registers();
    assertThat(read.pupils().get(0).firstName()).isEqualTo("Mary Jane");
    assertThat(read.pupils().get(0).lastName()).isEqualTo("Abel");
    assertThat(read.consents())
        .extracting(c -> c.subject() + " " + c.scope() + " " + c.granted() + " " + c.givenOn())
        .containsExactly(
            "0041 [social-media] true 2024-09-05",
            "0041 [website] true 2024-09-05",
            "0041 [social-media] false 2026-09-08",
            "0041 [website] true 2026-09-08");
  }

  @Test
  void aDeputyHoldsNoRoleAndSomeoneWithTwoPostsIsOnePerson() throws Exception {
    accounts();
    write(
        "staff.csv",
        """
        Staff Code,Forename,Surname,DOB,Role,Email,School
        T1,Ann,Abel,03/01/1980,Designated Safeguarding Lead (Deputy),a@x.example,ASH
        T2,Bob,Band,03/01/1980,Headteacher (until July 2024),b@x.example,ASH
        T3,Cat,Cole,03/01/1980,Governor - Safeguarding Lead,c@x.example,ASH
        T4,Dan,Dale,03/01/1980,DSL,d@x.example,ASH
        T4,Dan,Dale,03/01/1980,Teaching Assistant,d@x.example,ASH
        Total,4,,,,,
        """);
    Registers read = registers();
    assertThat(read.pupils()).isEmpty();
    assertThat(read.people()).extracting(Person::id).containsExactly("T1", "T2", "T3", "T4");
    assertThat(read.people().get(3).jobTitle()).isEqualTo("DSL; Teaching Assistant");
    assertThat(read.roleHolders())
        .extracting(r -> r.role() + " " + r.person())
        .containsExactly("DSL T4");
  }

  @Test
  void accountsInBlocksAndInAColumnForEachPlatformAreRead() throws Exception {
    write(
        "matrix.csv",
        """
        School,Facebook page,Twitter handle,Status
        Ashmere Academy,https://www.facebook.com/ashmere,@Ash,Live
        Birchfold Primary School,N/A,@Bir,Closed Dec 21
        """);
    write(
        "blocks.csv",
        """
        Site name,Platform,Handle,Status
        Ashmere Academy,,,
        News,Instagram,@ash_news (Instagram),Open (private)
        Birchfold Primary School,,,
        PTA,Twitter & Facebook,birpta,Closed - duplicate
        """);
    List<Account> accounts = registers().accounts();
    assertThat(asked).isEmpty();
    assertThat(accounts)
        .extracting(
            a -> a.id() + " " + a.status() + a.date("closed_on").map(d -> " " + d).orElse(""))
        .containsExactly(
            "ASH-IG-ash_news OPEN",
            "BIR-TW-birpta CLOSED",
            "BIR-FB-birpta CLOSED",
            "ASH-FB-ashmere OPEN",
            "ASH-TW-ash OPEN",
            "BIR-TW-bir CLOSED 2021-12-31");
  }

  /** The first school's name may be above the headings, and the trust's team has a row too. */
  @Test
  void theFirstBlockMayBeNamedAboveTheHeadings() throws Exception {
    write(
        "blocks.csv",
        """
        Ashmere Academy,,,
        Site name,Platform,Handle,Status
        News,Instagram,ash_news,Open
        Birchfold Primary School,,,
        PTA,Facebook,birpta,Open
        Central team,,,
        Jobs,LinkedIn,larkfieldjobs,Open
        """);
    assertThat(registers().accounts())
        .extracting(a -> a.academy() + " " + a.handle())
        .containsExactly("ASH ash_news", "BIR birpta", "TRUST larkfieldjobs");
    assertThat(asked).isEmpty();
  }

  @Test
  void aRemarkAloneInItsRowIsNoSchoolBelowATitle() throws Exception {
    write(
        "list.csv",
        """
        Ashmere Academy,,,
        Site name,Platform,Handle,Status
        News,Instagram,ash_news,Open
        High priority,,,
        PTA,Facebook,ashpta,Open
        """);
    assertThat(registers().accounts())
        .extracting(a -> a.academy() + " " + a.handle())
        .containsExactly("ASH ash_news", "ASH ashpta");
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsNotClearIsAskedForEveryKindOfConsent() throws Exception {
    accounts();
    write("roll.csv", "Name,UPN,Year,DOB,School\nAnn Abel,B820432112001,9,03/01/2012,ASH\n");
    write(
        "consents.csv",
        """
        Student,UPN,Consent name,Consent given,Date,Given by
        Ann Abel,B820432112001,Our channels online,No,05/09/2025,Parent 1
        Ann Abel,B820432112001,Social media (Facebook),Yes,05/09/2025,Parent 1
        Ann Abel,B820432112001,School trips,Yes,05/09/2025,Parent 1
        """);
    answers.put("purpose of Our channels online", "website");
    Registers read = registers();
    assertThat(asked).extracting(Question::id).containsExactly("purpose of Our channels online");
    assertThat(read.consents())
        .extracting(c -> c.scope() + " " + c.granted())
        .containsExactly("[website] false", "[social-media] true");
  }

  @Test
  void aPasswordInAnyColumnRefusesTheFileAndIsNotKept() throws Exception {
    String header = "School,Platform,Handle,Status,";
    write("list.csv", header + "Login password\nAshmere Academy,X,@Ash,Live,\n");
    assertThat(registers().accounts()).hasSize(1);
    write("list.csv", header + "Login password\nAshmere Academy,X,@Ash,Live,hunter2\n");
    RegisterReader.Outcome outcome = RegisterReader.read(registers);
    assertThat(outcome.registers().secrets())
        .extracting(Object::toString)
        .singleElement()
        .asString()
        .contains("list.csv", "E2");
    assertThat(outcome.registers().accounts()).isEmpty();
    assertThat(outcome.toString()).doesNotContain("hunter2");
    write("list.csv", header + "Remarks\nAshmere Academy,X,@Ash,Live,pwd: hunter2\n");
    assertThat(ImportPlan.of(List.of(registers.resolve("list.csv"))).secrets()).hasSize(1);
    write(
        "form.csv",
        "Department:,PE\nHandle,@A\nPlatform,X\nAuthor,A B\nStatus,Open\nAudience,Public\nPassword,hunter2\n");
    assertThat(ImportPlan.of(List.of(registers.resolve("form.csv"))).secrets()).hasSize(1);
  }

  @Test
  void nextWeeksExportIsReadWithoutAQuestion() throws Exception {
    accounts();
    String header = "Forename,Surname,Year,UPN,DOB,School\n";
    Path first =
        write(
            "students 2026-11-20.csv",
            header + "Safiya,Coldicott,Year 9,B820432112001,03/01/2012,ASH\n");
    String ref = registers().pupils().get(0).ref();
    Files.delete(first);
    write(
        "students 2026-11-27.csv",
        header
            + "Leon,Marrowby,Year 8,B820432112009,03/01/2013,ASH\nSafiya,Coldicott,Year 9,B820432112001,03/01/2012,ASH\n");
    assertThat(RegisterReader.read(registers).registers().pupils())
        .extracting(Pupil::ref)
        .hasSize(2)
        .contains(ref);
  }

  @Test
  void anExportWhoseHeadingsChangedIsRefusedWithItsFirstRows() throws Exception {
    accounts();
    String rows = "Safiya,Coldicott,Year 9,B820432112001,03/01/2012,ASH\n";
    write("students 1.csv", "Forename,Surname,Year,UPN,DOB,School\n" + rows);
    registers();
    Files.delete(registers.resolve("students 1.csv"));
    write("students 2.csv", "A,B,C,D,E,F\n" + rows);
    assertThat(RegisterReader.read(registers).problems())
        .singleElement()
        .asString()
        .contains("students 2.csv")
        .contains("row 1: A | B | C")
        .contains("invigilator import");
  }

  /** Imports a file, puts another version in its place, and reads the registers again. */
  private RegisterReader.Outcome afterwards(String name, String first, String then)
      throws Exception {
    write(name, first);
    assertThat(read().problems()).isEmpty();
    write(name, then);
    return RegisterReader.read(registers);
  }

  private static final String ROLL =
      """
      UPN,Forename,Surname,Legal Surname,DOB,School,Year,House
      A820432112001,Keziah,Thornbury,Thornbury,01/02/2012,Ashmere Academy,9,Red
      A820432112002,Tariq,Quenby,Zebedeeson,03/04/2011,Ashmere Academy,10,Blue
      """;

  @ParameterizedTest
  @ValueSource(strings = {"UPN", "Surname", "Legal Surname", "DOB", "Year", "School", "Forename"})
  void aColumnThatWasRenamedIsNamedAndTheFileRefused(String heading) throws Exception {
    accounts();
    RegisterReader.Outcome outcome =
        afterwards(
            "students 2026.csv", ROLL, ROLL.replaceFirst("(^|,)" + heading + ",", "$1New name,"));

    assertThat(outcome.problems())
        .extracting(Problem::found)
        .singleElement()
        .asString()
        .contains("'" + heading + "'")
        .contains("New in it: New name");
    assertThat(outcome.registers().pupils()).isEmpty();
  }

  @Test
  void aColumnThatIsNotUsedMayGoOrCome() throws Exception {
    accounts();
    RegisterReader.Outcome outcome =
        afterwards("students.csv", ROLL, ROLL.replace(",House", ",Team").replace(",Red", ",Green"));

    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().pupils()).hasSize(2);
  }

  @Test
  void aConsentColumnThatWasRenamedIsNamedAndTheFileRefused() throws Exception {
    accounts();
    write("students.csv", ROLL);
    String consents =
        """
        UPN,Given By,Date,Consent: Website,Consent: Social Media,Consent: Prospectus
        A820432112001,Mother,01/09/2026,Yes,No,Yes
        """;
    RegisterReader.Outcome outcome =
        afterwards(
            "consents.csv",
            consents,
            consents.replace("Consent: Social Media", "Consent - Soc Media & web"));

    assertThat(outcome.problems())
        .extracting(Problem::found)
        .singleElement()
        .asString()
        .contains("'Consent: Social Media' (scope)");
  }

  @Test
  void aPupilMayBeCalledByEverySurnameThatTheRollHas() throws Exception {
    accounts();
    write("students.csv", ROLL);

    assertThat(registers().pupils())
        .extracting(Pupil::lastName, Pupil::alsoKnownAs)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Thornbury", ""),
            org.assertj.core.groups.Tuple.tuple("Quenby", "Tariq Zebedeeson"));
  }

  private static final String STAFF =
      """
      Staff Code,Forename,Surname,Role,School,Start Date
      ASH04,Toby,Brackenhurst,Office Manager,Ashmere Academy,01/09/2018
      BIR03,Callum,Rushmere,Head of PE,Birchfold Primary School,01/09/2018
      """;

  @Test
  void aNameInTheListOfAccountsIsThatOfAColleagueOfTheSchool() throws Exception {
    write("staff.csv", STAFF);
    write(
        "sites.csv",
        """
        Site Name/Purpose,School,Author,Current Status,Admin 1
        Twitter feed @BirDemo,Birchfold Primary School,Head of PE – Callum Rushmere,Open,Callum Rushmere
        PE X page @BirPe,Birchfold Primary School,Head of PE – Toby Brackenhurst,Open,Toby Brackenhurst
        """);
    RegisterReader.Outcome outcome = read();

    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().accounts())
        .extracting(a -> a.field("author_person_id"))
        .containsExactly("BIR03", "Head of PE – Toby Brackenhurst");
    assertThat(outcome.registers().accountRoles())
        .extracting(role -> role.person())
        .containsExactly("BIR03", "Toby Brackenhurst");
    assertThat(outcome.registers().unclear())
        .extracting(UnclearReference::text)
        .contains("Toby Brackenhurst", "Head of PE – Toby Brackenhurst");
  }

  @Test
  void aCodeThatTwoColleaguesOfOneSchoolHaveIsRefused() throws Exception {
    accounts();
    write("staff.csv", STAFF + "ASH04,Amelia,Kibblestone,ICT Manager,Ashmere Academy,01/09/2018\n");

    assertThat(read().problems())
        .extracting(Problem::found)
        .singleElement()
        .isEqualTo("'ASH04' is also in row 2.");
  }

  @Test
  void aColleagueWithTwoPostsIsOnePerson() throws Exception {
    accounts();
    write("staff.csv", STAFF + "ASH04,T.,Brackenhurst,Examinations,Ashmere Academy,01/09/2018\n");

    assertThat(registers().people()).extracting(Person::id).containsExactly("ASH04", "BIR03");
  }

  @Test
  void nothingIsKnownOfWhoRunsTheAccountsOfAFileWithoutAdministrators() throws Exception {
    write("staff.csv", STAFF);
    write("sites.csv", "Platform,Handle,School,Status\nX,@AshDemo,Ashmere Academy,Open\n");
    write(
        "others.csv",
        """
        Platform,Handle,School,Status,Admin 1,Admin 2
        X,@BirDemo,Birchfold Primary School,Open,Callum Rushmere,
        X,@BirPe,Birchfold Primary School,Open,,
        """);

    assertThat(registers().withoutRoles()).containsExactly("ASH-TW-ashdemo");
    write(
        "account_roles.csv",
        "account_id,person_id,role,from\nASH-TW-ashdemo,ASH04,administrator,01/09/2020\n");
    assertThat(RegisterReader.read(registers).registers().withoutRoles()).isEmpty();
  }

  @Test
  void aPupilIsFoundByTheNumberInTheTrustsOwnExport() throws Exception {
    accounts();
    write("students.csv", ROLL);
    RegisterReader.Outcome outcome = read();

    assertThat(outcome.referenceOf("A820432112002"))
        .isEqualTo(outcome.registers().pupils().get(1).ref())
        .startsWith("P-");
    assertThat(outcome.referenceOf("A820432112009")).isEqualTo("A820432112009");
  }

  @Test
  void twoExportsOfOneRollAreNamed() throws Exception {
    accounts();
    write("students 2025.csv", ROLL);
    write("students 2026.csv", ROLL.replaceFirst("A820432112002.*\\n", ""));
    RegisterReader.Outcome outcome = read();

    assertThat(outcome.registers().pupils()).hasSize(2);
    assertThat(outcome.notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .startsWith(
                        "students 2026.csv: most of these pupils are in another file too."));
  }

  private static final String TWO =
      """
      Adm No,Forename,Surname,DOB,Year,School
      1001,Keziah,Thornbury,03/01/2012,9,ASH
      1002,Tobias,Wexcombe,04/01/2012,9,ASH
      """;

  @ParameterizedTest
  @CsvSource({
    "Mother, Father, mother, father",
    "Mum, Dad, mother, father",
    "Parent 1, Parent 2, parent1, parent2",
    "Parent, Guardian, '', ''"
  })
  void whichParentAnsweredIsKept(String one, String other, String first, String second)
      throws Exception {
    accounts();
    write("roll.csv", TWO);
    write(
        "consents.csv",
        "Adm No,Forename,Surname,Social media,Consent date,Given by\n"
            + ("1001,Keziah,Thornbury,No,05/09/2025," + one + "\n")
            + ("1001,Keziah,Thornbury,Yes,06/09/2025," + other + "\n"));
    assertThat(registers().consents())
        .extracting(Consent::giver, Consent::granted)
        .containsExactly(tuple(first, false), tuple(second, true));
  }

  @Test
  void aConsentWhoseNumberIsOfAnotherPupilThanItsNameConcernsBoth() throws Exception {
    accounts();
    write("roll.csv", TWO);
    write(
        "consents.csv",
        """
        Adm No,Forename,Surname,Social media,Consent date,Given by
        1001,Tobias,Wexcombe,Yes,05/09/2025,Mother
        1002,Toby,Wexcombe,Yes,05/09/2025,Mother
        """);
    RegisterReader.Outcome outcome = read();
    assertThat(outcome.registers().consents())
        .extracting(Consent::subject)
        .containsExactly("1001 Tobias Wexcombe", "1002");
    assertThat(outcome.registers().unclear())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.candidates()).containsExactly("1001", "1002");
              assertThat(one.weakens()).isTrue();
              assertThat(one.toString()).contains("row 2").contains("are of different pupils");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Withdrawn date", "Date consent withdrawn", "Revoked", "Withdrawn on"})
  void withdrawalIsReadUnderEveryHeading(String heading) throws Exception {
    accounts();
    write("roll.csv", TWO);
    write(
        "consents.csv",
        "Adm No,Forename,Surname,Social media,Consent date,"
            + heading
            + ",Given by\n1001,Keziah,Thornbury,Yes,05/09/2025,01/10/2026,Mother\n");
    assertThat(registers().consents().get(0).withdrawnOn()).contains(LocalDate.of(2026, 10, 1));
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Yes?", "Yes*", "~Yes", "-Yes", "Yes\u00b9", "1?", "No?", "? No"})
  void anAnswerWithDoubtIsAsked(String answer) throws Exception {
    accounts();
    write("roll.csv", TWO);
    write(
        "consents.csv",
        "Adm No,Forename,Surname,Social media,Consent date,Given by\n"
            + "1001,Keziah,Thornbury,"
            + answer
            + ",05/09/2025,Mother\n"
            + "1002,Tobias,Wexcombe,Yes,05/09/2025,Mother\n"
            + "1002,Tobias,Wexcombe,No,05/09/2024,Mother\n");
    boolean means = answer.contains("N");
    answers.put("consent " + answer, means ? "yes" : "no");
    assertThat(registers().consents())
        .extracting(Consent::granted)
        .containsExactly(means, true, false);
    assertThat(asked).extracting(Question::id).containsExactly("consent " + answer);
  }

  @ParameterizedTest
  @CsvSource({
    "Leaver, true",
    "Left, true",
    "Former, true",
    "Leaving, false",
    "Current, false",
    "Maternity, false"
  })
  void whoHasLeftTheStaffIsNotThereAnyMore(String status, boolean hasLeft) throws Exception {
    accounts();
    write(
        "staff.csv",
        "Staff code,Name,Job title,Start date,Employment status,School,Email\n"
            + "P-002,Anita Patel,Teacher,01/09/2015,"
            + status
            + ",ASH,a@larkfield.example\n");
    assertThat(registers().people().get(0).employedTo().isPresent()).isEqualTo(hasLeft);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Adm No,Forename,Surname,DOB,Year,School,DOB\n1001,Keziah,Thornbury,03/01/2012,9,ASH,03/01/2001\n",
        "Adm No,School,Year,DOB,Forename,Surname\n1001,ASH,9,03/01/2012,Keziah,Thornbury,Smith\n"
      })
  void whatMayMeanTwoThingsIsRefused(String roll) throws Exception {
    accounts();
    Path file = write("roll.csv", roll);
    assertThatThrownBy(() -> ImportPlan.of(List.of(file)))
        .hasMessageContaining("roll.csv")
        .hasMessageContaining("row 2");
  }

  @Test
  void twoEqualColumnsAndARemarkBesideATableAreRead() throws Exception {
    accounts();
    write(
        "roll.csv",
        "Adm No,Forename,Surname,DOB,Year,School,DOB\n1001,Keziah,Thornbury,03/01/2012,9,ASH,03/01/2012\n");
    assertThat(registers().pupils()).hasSize(1);
  }

  @Test
  void aRowOfAnswersIsNotTakenForTheHeadings() throws Exception {
    Path file =
        write(
            "form.csv",
            """
            When,Kind,Answer,Parent
            05/09/2025,Tobias Wexcombe,Yes,Al Bloggs
            06/09/2025,Priya Thornbury,Not on Facebook,Jo Instagram
            """);
    ImportPlan plan = ImportPlan.of(List.of(file));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.notUnderstood()).singleElement().asString().contains("When | Kind");
  }

  @Test
  void aFormulaWithoutItsResultIsRefusedWithItsCell() throws Exception {
    Path file = registers.resolve("consents.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      sheet(book, "Consents", "Adm No|Forename|Surname|Social media|Consent date|Given by");
      var row = book.getSheetAt(0).createRow(1);
      for (String cell : List.of("1001", "Keziah", "Thornbury")) {
        row.createCell(Math.max(0, row.getLastCellNum())).setCellValue(cell);
      }
      row.createCell(3).setCellFormula("IF(1=1,\"No\",\"Yes\")");
      try (var out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    assertThatThrownBy(() -> ImportPlan.of(List.of(file)))
        .hasMessageContaining("row 2")
        .hasMessageContaining("D2 has a formula without its result");
  }

  @Test
  void whatIsNotUnderstoodOutweighsTheConsentOfAnotherColumn() throws Exception {
    accounts();
    write("roll.csv", TWO);
    String header =
        "Adm No,Forename,Surname,Social media,Photo on social media,Consent date,Given by\n";
    write("consents.csv", header + "1001,Keziah,Thornbury,Yes,Yes,05/09/2025,Mother\n");
    assertThat(registers().consents().get(0).granted()).isTrue();
    write("consents.csv", header + "1001,Keziah,Thornbury,Yes,No?,05/09/2025,Mother\n");
    RegisterReader.Outcome later = RegisterReader.read(registers);
    assertThat(later.registers().consents()).isEmpty();
    assertThat(later.problems())
        .anySatisfy(problem -> assertThat(problem.toString()).contains("row 2").contains("No?"));
  }

  /** The roll comes from an export, so no reference is known to whoever keeps the media log. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "B820432112005; B820432112017",
        "B820432112005 B820432112017",
        "0041, 0042",
        "Safiya Coldicott & Leon Marrowby",
        "Safiya Coldicott, Leon Marrowby",
        "Coldicott, Safiya, Marrowby, Leon",
        "Safiya Coldicott/Leon Marrowby",
        "Safiya Coldicott and Master Leon Marrowby",
        "MARROWBY Leon; Coldicott Safiya",
        "1. Safiya Coldicott 2. Leon Marrowby",
        "Safiya Coldicott with Leon Marrowby"
      })
  void theMediaLogNamesPupilsOfAnExportedRoll(String subjects) throws Exception {
    accounts();
    write(
        "roll.csv",
        """
        UPN,Adno,Name,Year,Date of Birth,School
        B820432112005,0041,"Coldicott, Safiya",Year 9,03/01/2012,Ashmere Academy
        B820432112017,0042,"Marrowby, Leon",Year 8,03/01/2013,Ashmere Academy
        """);
    write(
        "media_log.csv",
        """
        post_id,media_index,declaration,subject_refs,tagged_by,tagged_at
        2113974033576886273,0,subjects,"%s",P-008,2026-10-24T15:41:00Z
        """
            .formatted(subjects));
    RegisterReader.Outcome read = read();
    assertThat(read.problems()).isEmpty();
    assertThat(read.registers().mediaLog().get(0).subjects())
        .containsExactlyInAnyOrderElementsOf(
            read.registers().pupils().stream().map(Pupil::ref).toList());
    assertThat(read.registers().unclear()).as("no one knows the colleagues").isEmpty();
  }

  @Test
  void whoInAMediaLogIsNotOnTheRollIsReportedWithoutTheName() throws Exception {
    accounts();
    write(
        "roll.csv",
        """
        UPN,Name,Year,Date of Birth,School
        B820432112005,"Coldicott, Safiya",Year 9,03/01/2012,Ashmere Academy
        """);
    write(
        "media_log.csv",
        """
        post_id,media_index,declaration,subject_refs,tagged_by,tagged_at
        2113974033576886273,0,subjects,"Safiya Coldicott & Otillie Thrapwel",P-008,2026-10-24T15:41:00Z
        """);
    RegisterReader.Outcome read = read();
    assertThat(read.registers().unclear())
        .filteredOn(one -> one.column().equals("subject_refs"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.text()).isEqualTo("Otillie Thrapwel");
              assertThat(one.problem().toString())
                  .contains("media_log.csv")
                  .contains("as on the roll")
                  .doesNotContain("Thrapwel");
            });
    assertThat(read.notes().toString()).doesNotContain("Thrapwel");
  }

  @ParameterizedTest
  @CsvSource({
    "✓,yes",
    "✔️,yes",
    "✅,yes",
    "√,yes",
    "👍,yes",
    "☑,yes",
    "❌,no",
    "🗙,no",
    "✖,no",
    "✗,no",
    "👎,no",
    "Accept,yes",
    "Opted in,yes",
    "Decline,no",
    "Not agreed,no",
    "Not permitted,no"
  })
  void signsAndWordsOfConsent(String written, String decision) throws Exception {
    accounts();
    write(
        "consents.csv",
        """
        Adno,Pupil,Social media,Date,Given by
        0041,Safiya Coldicott,%s,05/09/2025,Mother
        """
            .formatted(written));
    assertThat(registers().consents())
        .singleElement()
        .satisfies(one -> assertThat(one.granted()).isEqualTo(decision.equals("yes")));
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"×", "☒", "●", "—", "x", "*", "🙂"})
  void signsThatMayMeanEitherAreAsked(String written) throws Exception {
    accounts();
    write(
        "consents.csv",
        """
        Adno,Pupil,Social media,Date,Given by
        0041,Safiya Coldicott,%s,05/09/2025,Mother
        """
            .formatted(written));
    read();
    assertThat(asked).extracting(Question::id).containsExactly("consent " + written);
  }

  @ParameterizedTest
  @CsvSource({
    "Status,Withdrawn,yes means refused",
    "Active,No,no means refused",
    "Superseded,Yes,yes means refused",
    "Date removed,12/03/2026,any entry means refused",
    "Withdrawn by,Mother,any entry means refused",
    "No social media,Yes,yes means refused",
    "Social media opt out,✓,yes means refused",
    "Restrictions,No images online,any entry means refused"
  })
  void aColumnThatUndoesConsentsIsAskedAbout(String heading, String cell, String answer)
      throws Exception {
    accounts();
    consents(heading, cell);
    answers.put("purpose of " + heading, answer);
    assertThat(registers().consents())
        .singleElement()
        .satisfies(one -> assertThat(one.granted()).isFalse());
    assertThat(asked).extracting(Question::id).contains("purpose of " + heading);
  }

  private void consents(String heading, String cell) throws Exception {
    write(
        "consents.csv",
        """
        Adno,Pupil,Social media,Date,Given by,%s
        0041,Safiya Coldicott,Yes,05/09/2025,Mother,%s
        """
            .formatted(heading, cell));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Father social media", "Social media (parent 2)", "Parent 2"})
  void aSecondAnswerForAPurposeCountsWhereItIsARefusal(String heading) throws Exception {
    accounts();
    consents(heading, "No");
    answers.put("purpose of " + heading, "social-media");
    assertThat(registers().consents())
        .singleElement()
        .satisfies(one -> assertThat(one.granted()).isFalse());
  }

  @Test
  void aWordOfAStatusIsAskedAbout() throws Exception {
    accounts();
    write(
        "consents.csv",
        """
        Adno,Pupil,Social media,Date,Given by,Status
        0041,Safiya Coldicott,Yes,05/09/2025,Mother,Current
        0042,Leon Marrowby,Yes,05/09/2025,Mother,Old form
        0043,Ann Marrowby,Yes,05/09/2025,Mother,Yes
        """);
    answers.put("purpose of Status", "no means refused");
    answers.put("refused Current", "no");
    answers.put("refused Old form", "yes");
    assertThat(registers().consents())
        .extracting(Consent::granted)
        .containsExactly(true, false, true);
  }

  @Test
  void aNewColumnThatMayUndoConsentsRefusesTheFile() throws Exception {
    accounts();
    write(
        "consents.csv",
        """
        Adno,Pupil,Social media,Date,Given by,House
        0041,Safiya Coldicott,Yes,05/09/2025,Mother,Oak
        """);
    assertThat(registers().consents()).hasSize(1);
    consents("Father - social media", "No");
    assertThat(RegisterReader.read(registers).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.toString())
                    .contains("consents.csv")
                    .contains("Father - social media")
                    .contains("may say that consent was refused"));
    consents("Shoe size", "No");
    assertThat(RegisterReader.read(registers).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mum withdrew consent 3/10/26",
        "DO NOT PHOTOGRAPH - court order",
        "no photos online please",
        "not to be named",
        "mum rang 3/11/26 - take her off everything",
        "now No per email 10/10/26",
        "Rescinded",
        "changed her mind",
        "LAC - social worker to be asked first"
      })
  void aRemarkThatLimitsAConsentIsReportedWithItsRow(String remark) throws Exception {
    accounts();
    consents("Notes", remark);
    assertThat(read().notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("consents.csv: the column 'Notes'")
                    .contains("row 2")
                    .doesNotContain(remark));
    consents("Notes", "Likes photography");
    assertThat(RegisterReader.read(registers).notes())
        .noneMatch(note -> note.contains("seems to limit"))
        .anyMatch(note -> note.contains("has a remark in row 2"));
    consents("Notes", "");
    assertThat(RegisterReader.read(registers).notes()).noneMatch(note -> note.contains("Notes"));
  }

  @ParameterizedTest
  @CsvSource({"Mrs Quillmore,mrsquillmore", "both,''", "J. Smith,jsmith", "Dad,father"})
  void theNameOfAnAdultSaysWhichParentAnswered(String giver, String label) throws Exception {
    accounts();
    write(
        "consents.csv",
        """
        Adno,Pupil,Social media,Date,Given by
        0041,Safiya Coldicott,Yes,5th September 2025,%s
        """
            .formatted(giver));
    assertThat(registers().consents())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.givenBy()).isEqualTo("parent");
              assertThat(one.giver()).isEqualTo(label);
              assertThat(one.givenOn()).isEqualTo(LocalDate.of(2025, 9, 5));
            });
  }

  /** As in the example of src/docs/mappings.md. */
  @ParameterizedTest
  @ValueSource(strings = {"24/10/2026", "24/10/2026 15:30", "2026-10-24T15:30:00+01:00"})
  void aMediaLogOfTheTrustsOwnIsReadByAProfile(String date) throws Exception {
    accounts();
    write(
        "people.csv",
        """
        person_id,full_name,work_email,academy_code,person_kind,employed_from
        S1,Oskar Netherclift,o@larkfield.example,ASH,staff,01/09/2018
        """);
    write(
        "roll.csv",
        """
        UPN,Name,Year,Date of Birth,School
        B820432112005,"Coldicott, Safiya",Year 9,03/01/2012,Ashmere Academy
        """);
    read();
    write(
        "Photo log 26.csv",
        """
        Link to post,Pupils in photo,Posted by,Date posted
        https://x.com/ash/status/2113974033576886273,Safiya Coldicott,Oskar Netherclift,%s
        """
            .formatted(date));
    String document = Files.readString(Path.of("src/docs/mappings.md"));
    int from = document.indexOf("files: Photo log");
    Files.writeString(
        trust.resolve("mappings/log.yaml"),
        document.substring(from, document.indexOf("```", from)));
    RegisterReader.Outcome outcome = RegisterReader.read(registers);
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.registers().mediaLog())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.subjects())
                    .containsExactly(outcome.registers().pupils().get(0).ref()));
  }

  @Test
  void aPupilOnTwoRollsCountsAtBothSchools() throws Exception {
    accounts();
    String header = "UPN,Name,Year,Date of Birth,School\n";
    String row = "B820432112005,\"Coldicott, Safiya\",Year 9,03/01/2012,";
    write("a.csv", header + row + "Birchfold Primary School\n");
    write("b.csv", header + row + "Ashmere Academy\n");
    RegisterReader.Outcome two = read();
    assertThat(two.problems()).isEmpty();
    assertThat(two.registers().pupils())
        .singleElement()
        .satisfies(one -> assertThat(one.isAt("ASH") && one.isAt("BIR")).isTrue());
    assertThat(two.notes())
        .contains("1 pupil is on the roll of two schools, and counted at both.")
        .noneMatch(note -> note.contains("differs"));
    Files.delete(registers.resolve("a.csv"));
    write("b.csv", header + row + "Birchfold Primary School\n" + row + "Ashmere Academy\n");
    RegisterReader.Outcome one = RegisterReader.read(registers);
    assertThat(one.problems()).isEmpty();
    assertThat(one.registers().pupils().get(0).alsoAt()).containsExactly("ASH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ash_art; @ash_music",
        "@ash_art @ash_music",
        "@ash_art / @ash_music",
        "@ash_art and @ash_music"
      })
  void severalHandlesInACellAreSeveralAccounts(String handles) throws Exception {
    write(
        "accounts list.csv",
        """
        School,Platform,Purpose,Handle,Link,Status
        Ashmere Academy,Instagram,Arts,%s,https://www.instagram.com/ash_music,Open
        """
            .formatted(handles));
    assertThat(registers().accounts())
        .extracting(Account::handle, one -> one.row().text("profile_url"))
        .containsExactly(
            tuple("ash_art", ""), tuple("ash_music", "https://www.instagram.com/ash_music"));
  }

  @Test
  void aPlatformBeforeAHandleIsNoPartOfIt() throws Exception {
    write(
        "accounts list.csv",
        """
        School,Purpose,Handle,Link,Status
        Ashmere Academy,PE,Instagram: @ash_pe,https://www.instagram.com/ash_pe,Open
        """);
    assertThat(registers().accounts())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.handle()).isEqualTo("ash_pe");
              assertThat(one.platform()).isEqualTo("instagram");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Larkfield Learning Trust",
        "Larkfield Multi-Academy Trust",
        "Central Team",
        "Head Office",
        "Larkfield Central Services",
        "Trust"
      })
  void theTrustsOwnOfficeIsNoSchool(String office) throws Exception {
    write(
        "staff.csv",
        """
        Staff Code,Forename,Surname,Work Email,Role,School,Start Date
        S1,Oskar,Netherclift,s1@larkfield.example,Teacher,Ashmere Academy,01/09/2018
        S2,Ottoline,Vale,s2@larkfield.example,CEO,%s,01/09/2018
        """
            .formatted(office));
    write(
        "accounts list.csv",
        """
        School,Platform,Purpose,Handle,Status
        Ashmere Academy,X,Main,@ash,Open
        %s,X,Trust,@larkfield,Open
        """
            .formatted(office));
    Registers read = registers();
    assertThat(read.accounts()).extracting(Account::academy).containsExactly("ASH", "TRUST");
    assertThat(read.people()).extracting(Person::academy).containsExactly("ASH", "TRUST");
    assertThat(asked).isEmpty();
  }

  /** A trust of one academy often has the school's name. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Oakwood Academy Trust", "Oakwood School Trust", "Trustwell Primary School"})
  void aSchoolThatIsATrustIsAskedAbout(String school) throws Exception {
    write(
        "accounts list.csv",
        """
        School,Platform,Purpose,Handle,Status
        Ashmere Academy,X,Main,@ash,Open
        %s,X,Main,@oak,Open
        """
            .formatted(school));
    read();
    assertThat(asked).singleElement().satisfies(one -> assertThat(one.text()).contains(school));
  }

  @Test
  void aStaffListWithTitleAndStatusIsNoListOfAccounts() throws Exception {
    accounts();
    write(
        "hr.csv",
        """
        Employee Number,Title,Forename,Surname,School,Job Title,Start Date,Status,Work Email
        E1,Mr,Al,Test,Ashmere Academy,Teacher,01/09/2019,Active,a@b.example
        E2,Ms,Bo,Test,Ashmere Academy,Teacher,01/09/2019,Terminated,b@b.example
        E3,Ms,Cy,Test,Ashmere Academy,Teacher,01/09/2019,Gardening leave,c@b.example
        E4,Ms,Di,Test,Ashmere Academy,Teacher,01/09/2019,Active,d@b.example
        E4,Ms,Di,Test,Birchfold Primary School,Teacher,01/09/2019,Active,d@b.example
        """);
    answers.put("enrolment Gardening leave", "yes");
    Registers read = registers();
    assertThat(read.accounts()).hasSize(1);
    assertThat(read.people())
        .extracting(Person::fullName, Person::academy, one -> one.employedTo().isPresent())
        .containsExactly(
            tuple("Al Test", "ASH", false),
            tuple("Bo Test", "ASH", true),
            tuple("Cy Test", "ASH", true),
            tuple("Di Test", "TRUST", false));
    assertThat(asked).extracting(Question::id).containsExactly("enrolment Gardening leave");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1) Alan Smith 2) Rupert Standlake",
        "Smith, Alan; Standlake, Rupert",
        "A.Smith, R.Standlake",
        "Alan Smith + Rupert Standlake",
        "Alan Smith, Rupert Standlake",
        "r.standlake@larkfield.example; a.smith@larkfield.example"
      })
  void administratorsOfACellAreRecognised(String administrators) throws Exception {
    write(
        "staff.csv",
        """
        Staff Code,Forename,Surname,Work Email,Role,School,Start Date
        S1,Alan,Smith,a.smith@larkfield.example,Teacher,Ashmere Academy,01/09/2018
        S2,Rupert,Standlake,r.standlake@larkfield.example,Teacher,Ashmere Academy,01/09/2018
        """);
    write(
        "accounts list.csv",
        """
        School,Platform,Purpose,Handle,Status,Administrators
        Ashmere Academy,X,Main,@ash,Open,"%s"
        """
            .formatted(administrators));
    assertThat(registers().accountRoles())
        .extracting(role -> role.person())
        .containsExactlyInAnyOrder("S1", "S2");
  }

  @Test
  void aSheetForEachPlatformNamesIt() throws Exception {
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      for (String platform : List.of("Twitter", "Instagram")) {
        sheet(
            book,
            platform + " accounts",
            platform + " accounts of all schools",
            "",
            "School|Purpose|Handle|Status",
            "Ashmere Academy|Main|@ash|Open");
      }
      try (var out = Files.newOutputStream(registers.resolve("accounts list.xlsx"))) {
        book.write(out);
      }
    }
    assertThat(registers().accounts())
        .extracting(Account::platform, Account::handle)
        .containsExactly(tuple("twitter", "ash"), tuple("instagram", "ash"));
  }

  @Test
  void aFormNamesItsAdministrators() throws Exception {
    write(
        "staff.csv",
        """
        Staff Code,Forename,Surname,Work Email,Role,School,Start Date
        S1,Alan,Smith,a.smith@larkfield.example,Teacher,Ashmere Academy,01/09/2018
        S2,Rupert,Standlake,r.standlake@larkfield.example,Teacher,Ashmere Academy,01/09/2018
        """);
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      sheet(
          book,
          "Form",
          "Social media account",
          "Academy|Ashmere Academy",
          "Platform|X",
          "Handle|@ash",
          "Purpose|Main",
          "Administrator 1|Alan Smith",
          "Administrator 2|Rupert Standlake",
          "Approved date|03/09/2019",
          "Status|Open");
      try (var out = Files.newOutputStream(registers.resolve("form.xlsx"))) {
        book.write(out);
      }
    }
    assertThat(registers().accountRoles())
        .extracting(role -> role.person())
        .containsExactly("S1", "S2");
  }

  @Test
  void whatAColumnOfAPlatformSaysOfAnAccountIsItsStatus() throws Exception {
    write(
        "list.csv",
        """
        School,Department,Twitter,Facebook,Instagram,YouTube
        Ashmere Academy,PE,@AshmerePE,closed 2024,@ashmerepe (closed),N/A
        Ashmere Academy,Music,✓,Yes,none yet,tbc
        Ashmere Academy,Drama,@ashmeredrama - deleted,https://www.facebook.com/ashmeredrama (closed 07/2023),not used,
        """);

    assertThat(registers().accounts())
        .extracting(Account::platform, Account::handle, Account::status, a -> a.field("closed_on"))
        .containsExactlyInAnyOrder(
            tuple("twitter", "AshmerePE", Account.Status.UNKNOWN, ""),
            tuple("facebook", "", Account.Status.CLOSED, "2024-12-31"),
            tuple("instagram", "ashmerepe", Account.Status.CLOSED, ""),
            tuple("twitter", "", Account.Status.OPEN, ""),
            tuple("facebook", "", Account.Status.OPEN, ""),
            tuple("twitter", "ashmeredrama", Account.Status.CLOSED, ""),
            tuple("facebook", "ashmeredrama", Account.Status.CLOSED, "2023-07-31"));
  }

  private void roll() throws Exception {
    accounts();
    write(
        "pupils.csv",
        """
        Adno,Forename,Surname,DOB,Year group,School
        0041,Safiya,Coldicott,01/02/2013,8,Ashmere Academy
        0042,Leon,Marrowby,01/02/2013,8,Ashmere Academy
        """);
  }

  private Map<String, Boolean> grantedTo() throws Exception {
    Map<String, Boolean> granted = new LinkedHashMap<>();
    registers()
        .consents()
        .forEach(one -> granted.merge(one.subject(), one.granted(), (a, b) -> a && b));
    return granted;
  }

  @Test
  void anAnsweredOptOutCountsWhereThePurposeItselfWasAnAnswer() throws Exception {
    accounts();
    write(
        "consents.csv",
        """
        Adno,Forename,Surname,DOB,Year group,School,Media Consent,Photo Opt Out,Date,Given by
        0041,Safiya,Coldicott,01/02/2013,8,Ashmere Academy,Yes,Yes,05/09/2025,Mother
        0042,Leon,Marrowby,01/02/2013,8,Ashmere Academy,Yes,,05/09/2025,Mother
        """);
    answers.put("purpose of Media Consent", "social-media");
    answers.put("purpose of Photo Opt Out", "yes means refused");
    assertThat(grantedTo()).containsExactly(Map.entry("0041", false), Map.entry("0042", true));
  }

  @Test
  void aFileThatOnlySaysWhoRefusedHasRefusalsForEveryPurpose() throws Exception {
    accounts();
    write(
        "consents.csv",
        """
        Adno,Forename,Surname,DOB,Year group,School,Photo consent declined,Consent withheld: social media,Date
        0041,Safiya,Coldicott,01/02/2013,8,Ashmere Academy,Yes,,05/09/2025
        0042,Leon,Marrowby,01/02/2013,8,Ashmere Academy,,,05/09/2025
        """);
    answers.put("purpose of Photo consent declined", "yes means refused");
    answers.put("purpose of Consent withheld: social media", "any entry means refused");
    answers.put("consents given by", "parent");
    assertThat(registers().consents())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.subject()).isEqualTo("0041");
              assertThat(one.granted()).isFalse();
              assertThat(one.scope()).contains("social-media", "website", "press", "name");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ID,Start time,Completion time,Email,Name,Your child's first name,Your child's surname,Social media",
        "ID,Start time,Completion time,Email,Name,Child's forename,Child's surname,Use of images on social media",
        "Id,Start time,Completion time,Email,Name,First name of your child,Surname of your child,Social media"
      })
  void theNumberAndTheSenderOfAnOnlineFormAreNotThePupils(String headings) throws Exception {
    roll();
    write(
        "form.csv",
        headings
            + """

            0041,05/09/2025 10:00,05/09/2025 10:05,anonymous,,Leon,Marrowby,Yes
            0042,05/09/2025 11:00,05/09/2025 11:05,anonymous,,Safiya,Coldicott,No
            """);
    answers.put("consents given by", "parent");
    assertThat(grantedTo()).containsOnly(Map.entry("0042", true), Map.entry("0041", false));
    assertThat(registers().pupils()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Answered by",
        "Respondent",
        "Relationship to child",
        "Name of parent/carer",
        "Who"
      })
  void aRefusalByOneParentIsNotUndoneByTheOther(String heading) throws Exception {
    roll();
    write(
        "consents.csv",
        """
        Adno,Pupil,Consent,Answer,%s,Date
        0041,Safiya Coldicott,Social media photos,No,Father,01/09/2025
        0041,Safiya Coldicott,Social media photos,Yes,Mother,01/10/2025
        """
            .formatted(heading));
    answers.put("purpose of Social media photos", "social-media");
    answers.put("consents given by", "parent");
    assertThat(registers().consents())
        .extracting(one -> one.giver().toLowerCase(java.util.Locale.ROOT), Consent::granted)
        .containsExactlyInAnyOrder(tuple("father", false), tuple("mother", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Use of image - internet", "Internet", "Photos on school trips"})
  void aKindOfConsentThatMayBeAboutPicturesIsAskedAbout(String kind) throws Exception {
    roll();
    write(
        "consents.csv",
        """
        Adno,Pupil,Consent,Answer,Given by,Date
        0041,Safiya Coldicott,%s,No,Mother,01/09/2025
        """
            .formatted(kind));
    answers.put("purpose of " + kind, "social-media");
    assertThat(grantedTo()).containsExactly(Map.entry("0041", false));
  }

  @Test
  void headingsInWelshAndEnglishAreThoseOfConsents() throws Exception {
    accounts();
    write(
        "consents.csv",
        """
        Adno,Forename,Surname,DOB,Year,School,Cyfryngau Cymdeithasol / Social Media,Gwefan / Website,Date,Given by
        0041,Safiya,Coldicott,01/02/2013,8,Ashmere Academy,Nac ydw,Ydw,05/09/2025,Mother
        """);
    Registers all = registers();
    assertThat(all.consents())
        .extracting(Consent::scope, Consent::granted)
        .containsExactlyInAnyOrder(
            tuple(List.of("social-media"), false), tuple(List.of("website"), true));
    assertThat(all.pupils()).singleElement().satisfies(p -> assertThat(p.handles()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CLOSED ACCOUNTS", "NOT OURS / PTA", "Leavers", "NO CONSENT - DO NOT USE"})
  void aRowAloneThatIsAboutTheRowsBelowRefusesTheFile(String section) throws Exception {
    write(
        "list.csv",
        """
        School,Platform,Handle,Status
        Ashmere Academy,Twitter,@AshmerePE,Open
        %s,,,
        Ashmere Academy,Twitter,@AshmereArt,Open
        """
            .formatted(section));
    assertThatThrownBy(this::read)
        .hasMessageContaining("list.csv, row 3: '" + section + "' is alone in its row.");
  }

  @ParameterizedTest
  @CsvSource({
    "consents withdrawn.csv,",
    "consents.csv,CONSENTS WITHDRAWN SINCE SEPTEMBER",
    "consents.csv,Pupils without photo consent",
    "consents.csv,Do not publish",
    "pupils - leavers.csv,"
  })
  void aNameThatIsAboutAllRowsRefusesTheFile(String file, String title) throws Exception {
    accounts();
    write(
        file,
        (title == null ? "" : title + ",,,,,,\n")
            + """
            Adno,Forename,Surname,DOB,Year group,School,Social media
            0041,Safiya,Coldicott,01/02/2013,8,Ashmere Academy,Yes
            """);
    assertThatThrownBy(this::read).hasMessageContaining("seems to be about the rows below");
  }

  @ParameterizedTest
  @CsvSource({
    "consents.csv,Consents given and withdrawn",
    "consents.csv,Pupils on roll (excluding leavers)",
    "consents.csv,Confidential - do not share",
    "pupils.csv,"
  })
  void aNameThatIsAboutMoreRefusesNothing(String file, String title) throws Exception {
    accounts();
    write(
        file,
        (title == null ? "" : title + ",,,,,,\n")
            + """
            Adno,Forename,Surname,DOB,Year group,School,Social media
            0041,Safiya,Coldicott,01/02/2013,8,Ashmere Academy,Yes
            """);
    answers.put("consents given by", "parent");
    answers.put("date of consents", "05/09/2025");
    assertThat(registers().pupils()).hasSize(1);
  }

  @Test
  void aHiddenSheetIsNotReadAndNamed() throws Exception {
    roll();
    try (XSSFWorkbook book = new XSSFWorkbook();
        var out = Files.newOutputStream(registers.resolve("consents.xlsx"))) {
      sheet(
          book,
          "2026",
          "Adno|Surname|Forename|Social media|Date",
          "0041|Coldicott|Safiya|No|05/09/2026");
      sheet(
          book,
          "2025 OLD",
          "Adno|Surname|Forename|Social media|Date",
          "0042|Marrowby|Leon|Yes|05/09/2025");
      book.setSheetHidden(1, true);
      book.write(out);
    }
    answers.put("consents given by", "parent");
    RegisterReader.Outcome outcome = read();
    assertThat(outcome.registers().consents()).extracting(Consent::subject).containsExactly("0041");
    assertThat(outcome.notes()).anyMatch(note -> note.contains("'2025 OLD' is hidden"));
  }

  @Test
  void aSheetOfLeaversWithTheirLeavingDatesIsRead() throws Exception {
    accounts();
    write(
        "leavers.csv",
        """
        Adno,Forename,Surname,DOB,Year group,School,Date of leaving
        0041,Safiya,Coldicott,01/02/2013,8,Ashmere Academy,17/07/2026
        """);
    assertThat(registers().pupils())
        .singleElement()
        .satisfies(p -> assertThat(p.onRollTo()).contains(LocalDate.of(2026, 7, 17)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Photo consent", "Photo permission", "Parental Consent"})
  void aConsentWithoutAPurposeIsAskedAbout(String heading) throws Exception {
    roll();
    write(
        "consents.csv",
        """
        Adno,Surname,Forename,%s,Date
        0041,Coldicott,Safiya,Yes,05/09/2025
        0042,Marrowby,Leon,No,05/09/2025
        """
            .formatted(heading));
    answers.put("purpose of " + heading, "social-media");
    answers.put("consents given by", "parent");
    assertThat(grantedTo()).containsExactly(Map.entry("0041", true), Map.entry("0042", false));
  }

  @Test
  void aConsentOfUnknownPurposeIsNone() throws Exception {
    roll();
    write(
        "consents.csv",
        """
        Adno,Surname,Forename,Photo consent,Date
        0041,Coldicott,Safiya,Yes,05/09/2025
        """);
    answers.put("purpose of Photo consent", "something else");
    assertThat(registers().consents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No social media",
        "Opted out of social media",
        "My child's image may NOT be used on social media"
      })
  void aColumnOfRefusalsAloneIsAskedAbout(String heading) throws Exception {
    roll();
    write(
        "consents.csv",
        """
        Adno,Surname,Forename,%s,Date
        0041,Coldicott,Safiya,Yes,05/09/2025
        0042,Marrowby,Leon,,05/09/2025
        """
            .formatted(heading));
    answers.put("purpose of " + heading, "yes means refused");
    answers.put("consents given by", "parent");
    assertThat(grantedTo()).containsExactly(Map.entry("0041", false));
  }

  @Test
  void aFormAsksInASentence() throws Exception {
    roll();
    write(
        "form.csv",
        """
        ID,Start time,Completion time,Email,Name,Your child's full name,Do you consent to your child's photograph appearing on social media?
        1,05/09/2025 09:00,05/09/2025 09:01,a@b.example,A B,Safiya Coldicott,Yes
        2,05/09/2025 09:00,05/09/2025 09:01,c@b.example,C D,Leon Marrowby,No
        """);
    answers.put("consents given by", "parent");
    assertThat(grantedTo()).containsExactly(Map.entry("0041", true), Map.entry("0042", false));
    assertThat(asked).extracting(Question::id).containsExactly("consents given by");
  }

  @Test
  void whatIsTickedInOneColumnWasAgreedTo() throws Exception {
    roll();
    write(
        "form.csv",
        """
        Timestamp,Child's full name,Where may we use photographs of your child?
        05/09/2025 09:00,Safiya Coldicott,Website; Social media; Prospectus
        05/09/2025 09:00,Leon Marrowby,website and press
        06/09/2025 09:00,Leon Marrowby,None of the above
        """);
    answers.put("consents given by", "parent");
    answers.put("purpose of None of the above", "something else");
    assertThat(registers().consents())
        .extracting(Consent::subject, Consent::scope, Consent::granted)
        .containsExactlyInAnyOrder(
            tuple("0041", List.of("website", "social-media", "prospectus"), true),
            tuple("0042", List.of("website", "press"), true));
  }

  @Test
  void headingsInWelshAloneAreRead() throws Exception {
    roll();
    write(
        "consents.csv",
        """
        Adno,Cyfenw,Enw cyntaf,Cyfryngau cymdeithasol,Gwefan,Dyddiad
        0041,Coldicott,Safiya,Ydw,Nac ydw,05/09/2025
        """);
    answers.put("consents given by", "parent");
    assertThat(registers().consents())
        .extracting(Consent::scope, Consent::granted)
        .containsExactlyInAnyOrder(
            tuple(List.of("social-media"), true), tuple(List.of("website"), false));
  }

  @ParameterizedTest
  @CsvSource({"S1,1A2,14/03/2014", "6C1,6C1,15/03/2009", "P4,4B,01/02/2013"})
  void aClassThatTheBirthDateContradictsIsNoYear(String stage, String group, String birth)
      throws Exception {
    accounts();
    write(
        "pupils.csv",
        """
        SCN,Surname,Forename,DOB,Stage,Class,Base School
        123456789,MacDonald,Eilidh,%s,%s,%s,Ashmere Academy
        """
            .formatted(birth, stage, group));
    assertThat(registers().pupils())
        .singleElement()
        .satisfies(p -> assertThat(p.yearGroup()).isEmpty());
  }

  @Test
  void pupilsAmongTheUsersAreNoColleagues() throws Exception {
    accounts();
    write(
        "users.csv",
        """
        userPrincipalName,displayName,surname,mail,givenName,jobTitle,accountEnabled,officeLocation
        a.patel@larkfield.example,Anita Jane Patel,Patel,a.patel@larkfield.example,Anita,Headteacher,True,Ashmere Academy
        25smithj@larkfield.example,John Smith,Smith,,John,Student,True,Ashmere Academy
        r.gore@larkfield.example,Ruth Gore,Gore,r.gore@larkfield.example,Ruth,Teacher,False,Ashmere Academy
        """);
    answers.put("status False", "left");
    RegisterReader.Outcome outcome = read();
    assertThat(outcome.notes()).anyMatch(note -> note.contains("1 row is that of a pupil"));
    Registers all = outcome.registers();
    assertThat(all.people())
        .extracting(Person::fullName)
        .containsExactly("Anita Jane Patel", "Ruth Gore");
    assertThat(all.people().get(0).academy()).isEqualTo("ASH");
    assertThat(all.roleHolders()).hasSize(1);
    assertThat(asked).anyMatch(question -> question.text().contains("'False'"));
  }

  @Test
  void aHandleInTheColumnOfAddressesAndANameInThatOfHandles() throws Exception {
    write(
        "list.csv",
        """
        Account name,Platform,URL,School,Owner,Status
        Ashmere Main,Facebook,https://www.facebook.com/ashmeremain,Ashmere Academy,,Live
        Ashmere Sports,Twitter / X,@AshSports,Ashmere Academy,,Live
        Ashmere Music,Instagram,ashmusic,Ashmere Academy,,Inactive since 2023
        Ashmere Art,Instagram,pending,Ashmere Academy,,Live
        """);
    assertThat(registers().accounts())
        .extracting(Account::handle, a -> a.field("site_name_purpose"), Account::isClosed)
        .containsExactly(
            tuple("ashmeremain", "Ashmere Main", false),
            tuple("AshSports", "Ashmere Sports", false),
            tuple("ashmusic", "Ashmere Music", false),
            tuple("Ashmere Art", "", false));
  }

  @Test
  void accountsOfPupilsAreNoConsents() throws Exception {
    accounts();
    write(
        "pupils.csv",
        """
        Adno,Forename,Surname,DOB,Year group,School,Social media accounts
        0041,Safiya,Coldicott,01/02/2013,8,Ashmere Academy,@safiyac
        """);
    Registers all = registers();
    assertThat(asked).isEmpty();
    assertThat(all.consents()).isEmpty();
    assertThat(all.pupils().get(0).handles()).hasSize(1);
  }

  @Test
  void aSurnameInCapitalsBeforeTheForenames() throws Exception {
    accounts();
    write(
        "pupils.csv",
        """
        Pupil name,Adno,DOB,Year group,School
        GARCÍA LÓPEZ María José,0041,01/02/2013,8,Ashmere Academy
        """);
    assertThat(registers().pupils())
        .extracting(Pupil::firstName, Pupil::lastName)
        .containsExactly(tuple("María José", "GARCÍA LÓPEZ"));
  }

  @Test
  void aColleagueIsFoundWithoutMiddleNames() throws Exception {
    write(
        "staff.csv",
        """
        Staff Code,Forename,Surname,Work Email,Role,School,Start Date
        ASH03,Anita Jane,Patel,ash03@larkfield.example,Teacher,Ashmere Academy,01/09/2018
        """);
    write(
        "list.csv",
        """
        School,Platform,Handle,Owner,Status
        Ashmere Academy,Twitter,@AshmerePE,"Patel, Anita",Open
        Ashmere Academy,Twitter,@AshmereArt,ash03@larkfield.example,Open
        """);
    assertThat(registers().accounts())
        .extracting(account -> account.field("author_person_id"))
        .containsExactly("ASH03", "ASH03");
  }

  @Test
  void aSurnameThatIsAWordOfAFooterIsAPupil() throws Exception {
    accounts();
    write(
        "pupils.csv",
        """
        Surname,Forename,School,DOB,Year,Adno
        Key,Amy,Ashmere Academy,,,
        Coldicott,Safiya,Ashmere Academy,01/02/2013,8,0041
        Count,Tom,Ashmere Academy,,,
        Total,3,,,,
        Printed 12/09/2026,Page 1,,,,
        Generated on,12 September 2026,,,,
        Exported by,J Smith,,,,
        """);
    assertThat(registers().pupils())
        .extracting(Pupil::lastName)
        .containsExactly("Key", "Coldicott", "Count");
  }

  @Test
  void anAccountOfASecondRowIsThatOfTheSchoolAbove() throws Exception {
    write(
        "matrix.csv",
        """
        School,Facebook,Instagram,X / Twitter,Notes
        Ashmere Academy,facebook.com/ashmereacademy,@ashmere_academy,@AshmereAcad,
        ,,@ashmerepe,@AshmerePE,PE dept
        Birchfold Primary School,fb.com/birchfoldprim,,@BirchfoldPrim,
        """);
    assertThat(registers().accounts())
        .extracting(Account::academy, Account::platform)
        .containsExactlyInAnyOrder(
            tuple("ASH", "facebook"),
            tuple("ASH", "instagram"),
            tuple("ASH", "twitter"),
            tuple("ASH", "instagram"),
            tuple("ASH", "twitter"),
            tuple("BIR", "facebook"),
            tuple("BIR", "twitter"));
  }
}
