package org.invigilator.privacy.dpia;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.Main;
import org.invigilator.job.TrustInput;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the data protection pack says of the program is shown by a test, statement by statement. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class ClaimTest {
  private static final Path SOURCES = Path.of("src/main/java/org/invigilator");
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);

  /** For each statement the tests that show it, as class and method below org.invigilator. */
  private static final Map<Claim, List<String>> SHOWN_BY = new EnumMap<>(Claim.class);

  static {
    shown(Claim.ONLY_REGISTERED, "job.LiveCollectionTest.accountThatIsNotInTheRegisterIsNotRead");
    shown(
        Claim.PERSONAL_ACCOUNT_FORGOTTEN,
        "cli.CommandLineToolTest.accountFoundToBePersonalIsForgotten");
    shown(
        Claim.FOLLOWERS_BY_NUMBER,
        "job.LiveCollectionTest.nothingOfFollowersIsKeptButNumbersAndWhomARuleIsAbout",
        "connector.CollectorTest.firstNightReadsEverythingOnceAndKeepsNumbersOnly");
    shown(
        Claim.OUTSIDERS_NOT_KEPT,
        "cli.GuardRailsTest.nothingIsKeptOfFollowersThatMatchNoRuleNorOfThoseWhoWrite");
    shown(Claim.NO_IMAGES, "privacy.dpia.ClaimTest.nothingDecodesPicturesOrSound");
    shown(
        Claim.NO_MESSAGES,
        "connector.archive.ArchiveConnectorTest.messagesAreNotEvenOpened",
        "privacy.dpia.ClaimTest.connectorsKnowNoPrivateMessages");
    shown(Claim.NO_SEARCH, "cli.GuardRailsTest.noCommandLooksForAPerson");
    shown(
        Claim.NAMES_REFUSED_WITHOUT_GROUNDS,
        "privacy.dpia.ClaimTest.namesAreComparedOnlyOnCompleteGrounds");
    shown(
        Claim.REFERENCES_ONLY,
        "cli.GuardRailsTest.noPupilsNameOrHandleStandsAnywhere",
        "cli.CommandLineToolTest.noFileOfAnAuditHoldsANameOrHandleOfAPupilOrAPrivateDetail");
    shown(
        Claim.NAMES_ENCRYPTED,
        "job.SafeguardingTest.namesStandBehindThePasswordUnderTheSameIdsAndNowhereElse");
    shown(Claim.DRAFTS_ENCRYPTED, "job.SafeguardingTest.nothingOfItIsPutAsideInClear");
    shown(
        Claim.MAIL_WITHOUT_PUPILS,
        "job.MailingTest.leadershipGetsADigestAndEachAcademyItsRowsAndFileAndNothingOfAPupil");
    shown(Claim.MAIL_ENCRYPTED, "job.MailingTest.mailInClearToAnotherMachineIsRefused");
    shown(
        Claim.PLATFORM_ENCRYPTED,
        "connector.BlueskyTest.plainHttpIsForThisMachineOnly",
        "connector.x.XConnectorTest.plainHttpIsForThisMachineOnly");
    shown(Claim.OWNER_ONLY, "job.SafekeepingTest.everythingIsReadableByItsOwnerOnly");
    shown(
        Claim.DELETES_EVERY_RUN,
        "job.SafekeepingTest.everyNightIsPurgedAndEntersWhatItDid",
        "job.SafekeepingTest.copyIsDeletedTheDayAfterItsLastAndTheNextAuditCallsItUnreadable");
    shown(Claim.QUOTES_DELETED, "job.SafekeepingTest.wordsOfAPostThatWasDeletedGoAndItsHashStays");
    shown(Claim.LIMITS_BOUND, "job.SafekeepingTest.longerThanThePolicyAllowsIsRefused");
    shown(Claim.OWN_COPIES_STAY, "job.SafekeepingTest.whatTheTrustPutThereItselfIsNotTouched");
    shown(Claim.SHOWS_PUPIL, "cli.OwningCommandsTest.pupilIsShownAndErasedAndTheLogKnowsIt");
    shown(Claim.ERASES_COMPLETELY, "job.SafekeepingTest.afterErasureNoByteBearsTheNameOrTheHandle");
    shown(
        Claim.TRUST_FILES_STAY,
        "job.SafekeepingTest.erasureLeavesWhatIsSomebodyElsesAndFindsNamesHoweverTheyAreWritten");
    shown(
        Claim.LOG_CHAINED,
        "job.SafekeepingTest.everyNightIsPurgedAndEntersWhatItDid",
        "cli.OwningCommandsTest.pupilIsShownAndErasedAndTheLogKnowsIt");
    shown(
        Claim.GAPS_ARE_NO_PASS,
        "rule.RulesFamilyTest.noRuleThatNeedsACaptureSaysNoneAboutASnapshotMadeOfGaps",
        "rule.RulesFamilyTest.ruleWithoutOneOfItsRegistersIsNotEvaluated");
    shown(
        Claim.DISMISSALS_LAST,
        "job.AnswersTest.accountThatIsNotThePupilIsNotShownOnAnotherAccountEither");
    shown(Claim.TWO_PEOPLE, "job.AnswersTest.answerThatCannotBeTakenIsRefusedInWords");
    shown(
        Claim.NAMES_IN_ANSWERS_REFUSED,
        "job.AnswersTest.namesHandlesAndPasswordsAreRepeatedNowhere");
    shown(
        Claim.PASSWORDS_REFUSED,
        "register.RegisterReaderTest.passwordColumnRefusesTheFileAndIsNeverShown");
    shown(
        Claim.SECRETS_FROM_ENVIRONMENT,
        "job.SafekeepingTest.secretComesFromAFileThatOthersCannotRead");
    shown(
        Claim.SECRETS_NOT_LOGGED,
        "cli.CollectCommandTest.logsAndFilesHoldNoToken",
        "connector.x.XConnectorTest.credentialsAreNeverPrinted");
    shown(
        Claim.TEXT_STAYS_TEXT,
        "privacy.dpia.ClaimTest.textThatLooksLikeAFormulaStaysText",
        "job.AnswersTest.formulasLongTextsAndStrangeIdsAreRefusedAndTheRestOfTheWorkbookCounts");
    shown(Claim.NOTHING_LISTENS, "ArchitectureTest.nothingListensButTheDemo");
    shown(Claim.CONTACTS_NO_ONE_ELSE, "privacy.dpia.ClaimTest.networkIsUsedOnlyWhereThePackSaysSo");
    shown(
        Claim.CORRECTED_BY_REGISTER,
        "job.AuditTest.accountTakenOffTheRegisterHasItsFindingsClosed");
  }

  @TempDir Path folder;

  private static void shown(Claim claim, String... tests) {
    SHOWN_BY.put(claim, List.of(tests));
  }

  @Test
  void everyClaimIsShownByTests() {
    assertThat(SHOWN_BY.keySet()).as("a statement without a test").containsExactly(Claim.values());
    List<String> missing = new ArrayList<>();
    SHOWN_BY.forEach(
        (claim, tests) ->
            tests.stream()
                .filter(test -> !isTest(test))
                .forEach(test -> missing.add(claim + ": " + test)));
    assertThat(missing).as("tests that were renamed or removed; name the new one").isEmpty();
  }

  private static boolean isTest(String name) {
    int dot = name.lastIndexOf('.');
    String member = name.substring(dot + 1);
    try {
      Class<?> type = Class.forName("org.invigilator." + name.substring(0, dot));
      return Stream.<AnnotatedElement>concat(
              Stream.of(type.getDeclaredMethods()).filter(m -> m.getName().equals(member)),
              Stream.of(type.getDeclaredFields()).filter(f -> f.getName().equals(member)))
          .flatMap(found -> Stream.of(found.getAnnotations()))
          .anyMatch(a -> a.annotationType().getSimpleName().endsWith("Test"));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static JavaClasses program() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackagesOf(Main.class);
  }

  @Test
  void nothingDecodesPicturesOrSound() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.sound..")
        .because("the data protection pack says that pictures are not opened")
        .check(program());
  }

  @Test
  void networkIsUsedOnlyWhereThePackSaysSo() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.invigilator.connector..",
            "org.invigilator.report.mail..",
            "org.invigilator.demo..")
        .and()
        .doNotHaveFullyQualifiedName("org.invigilator.cli.DoctorCommand")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "jakarta.mail..", "twitter4j..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.net.Socket.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.net.URLConnection.class)
        .orShould()
        .callMethod(java.net.URL.class, "openStream")
        .because("the data protection pack lists everyone whom the program contacts")
        .check(program());
  }

  @Test
  void connectorsKnowNoPrivateMessages() throws Exception {
    try (Stream<Path> files = Files.walk(SOURCES.resolve("connector"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("\"dm_", "/dm", "direct-message", "chat.bsky");
      }
    }
  }

  @Test
  void namesAreComparedOnlyOnCompleteGrounds() throws Exception {
    Path trust = new TrustBuilder("ctat-2024", AS_OF).write(folder);
    Path yaml = trust.resolve("trust.yaml");
    String start =
        Files.readString(yaml)
            + "\noverrides: {pupil-follower-candidate: {enabled: true}}\nprivacy: {name_matching: {";
    Map<String, String> grounds =
        Map.of(
            "lawful_basis", "public task",
            "dpia", "D-1",
            "privacy_notice_on", "2026-09-01",
            "reviewed_by", "DPO");
    Files.writeString(yaml, start + written(grounds, "") + "}}\n");
    assertThat(TrustInput.of(trust, AS_OF).requirements().packs()).isNotEmpty();
    for (String missing : grounds.keySet()) {
      Files.writeString(yaml, start + written(grounds, missing) + "}}\n");
      assertThatThrownBy(() -> TrustInput.of(trust, AS_OF))
          .hasMessageContaining("privacy.name_matching")
          .hasMessageContaining("Not on record: " + missing + ".");
    }
  }

  private static String written(Map<String, String> grounds, String missing) {
    return grounds.entrySet().stream()
        .filter(e -> !e.getKey().equals(missing))
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  @Test
  void textThatLooksLikeAFormulaStaysText() throws Exception {
    String formula = "=HYPERLINK(\"https://trap.example\")";
    Path trust = new TrustBuilder("ctat-2024", AS_OF).write(folder.resolve("trust"));
    Path register = trust.resolve("registers/people.csv");
    Files.writeString(
        register, Files.readString(register).replaceFirst("(?m)^(P-9,)[^,]*,", "$1=1+1 Smith,"));
    Path profile = trust.resolve("snapshots/twitter/NTH-TW-01/profile.json");
    Files.writeString(
        profile,
        Files.readString(profile).replace("North Town High", formula.replace("\"", "\\\"")));
    System.setProperty("invigilator.home", Path.of("").toAbsolutePath().toString());
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    Path reports = folder.resolve("out");
    org.invigilator.cli.CommandLineTool.run(
        out, out, "audit", "--trust", trust + "", "--as-of", AS_OF + "", "--out", reports + "");
    List<String> texts = new ArrayList<>();
    List<String> formulas = new ArrayList<>();
    Path file = reports.resolve(AS_OF + "/audit.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook(file.toFile())) {
      for (Sheet sheet : book) {
        for (Row row : sheet) {
          for (Cell cell : row) {
            if (cell.getCellType() == CellType.FORMULA) {
              formulas.add(cell.getCellFormula());
            } else if (cell.getCellType() == CellType.STRING) {
              texts.add(cell.getStringCellValue());
            }
          }
        }
      }
    }
    assertThat(texts).as(said.toString()).anyMatch(t -> t.contains("=1+1 Smith"));
    assertThat(formulas).noneMatch(f -> f.contains("1+1") || f.contains("trap.example"));
  }
}
