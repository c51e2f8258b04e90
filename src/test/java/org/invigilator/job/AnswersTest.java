package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.answer.AnsweredWorkbook;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.report.ReportModel;
import org.invigilator.report.WaiverLine;
import org.invigilator.rule.TrustBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.FileSystemUtils;

/** Workbooks and files that are sent back, through real audits. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class AnswersTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 13);
  private static final LocalDate SECOND = FIRST.plusWeeks(1);
  private static final LocalDate THIRD = FIRST.plusWeeks(2);
  private static final String MAIL = "admin-contact-personal-email";
  private static final String PROFANE = "profanity-in-post";
  @TempDir Path folder;
  private StateStore opened;

  /** Where the state is kept; another class has the same tests on another database. */
  StateLocation place() {
    return StateLocation.of(folder.resolve("state"));
  }

  Map<String, String> login() {
    return Map.of();
  }

  private StateStore state() throws Exception {
    if (opened == null) {
      opened = StateStore.open(place(), login());
    }
    return opened;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private TrustBuilder trust(LocalDate asOf) {
    return new TrustBuilder("ctat-2024", asOf)
        .overrides(
            Map.of(
                "policy-review-overdue", Map.of("enabled", false),
                "policy-metadata-missing", Map.of("enabled", false)))
        .set("accounts", "NTH-TW-01", Map.of("login_email", "x@mailbox.example"))
        .post(
            "STH-TW-01",
            Map.of("id", "32", "at", "2026-11-10T10:00:00Z", "text", "What a sh*t day"));
  }

  /** What the first audit of the trust left behind; most tests begin after it. */
  private static @Nullable Path afterFirst;

  private static @Nullable ReportModel firstModel;

  /** Whether the state is in the folder of the test, so that it can be copied. */
  boolean stateIsInFolder() {
    return true;
  }

  @AfterAll
  static void forgetFirstAudit() throws IOException {
    FileSystemUtils.deleteRecursively(afterFirst);
    afterFirst = null;
    firstModel = null;
  }

  /** The first audit of the trust: made once, then copied. */
  private ReportModel firstAudit() throws Exception {
    if (!stateIsInFolder()) {
      return audit(trust(FIRST), FIRST);
    }
    if (afterFirst == null || firstModel == null) {
      firstModel = audit(trust(FIRST), FIRST);
      state().close();
      opened = null;
      afterFirst = Files.createTempDirectory("answers");
      FileSystemUtils.copyRecursively(folder, afterFirst);
    } else {
      FileSystemUtils.copyRecursively(afterFirst, folder);
    }
    return firstModel;
  }

  private ReportModel audit(TrustBuilder trust, LocalDate asOf, Path... decisions)
      throws Exception {
    return audit(trust, asOf, false, decisions);
  }

  private ReportModel audit(TrustBuilder trust, LocalDate asOf, boolean again, Path... decisions)
      throws Exception {
    Path written = trust.write(folder.resolve("trust-" + asOf));
    AuditRequest request =
        new AuditRequest(
            "test",
            written,
            asOf,
            folder.resolve("out"),
            place(),
            again,
            written.resolve("snapshots"),
            Map.of(),
            List.of(decisions),
            java.util.Set.of(),
            Workers.HERE);
    RunOutcome result =
        new AuditWorkflow(request, Map.of(), CLOCK, Progress.SILENT, new Stop(), "test")
            .run(TrustInput.of(request, asOf), state(), false);
    assertThat(result.failure()).isEmpty();
    return result.report().orElseThrow();
  }

  private static Finding of(ReportModel model, String rule) {
    return model.findings().stream().filter(f -> f.rule().equals(rule)).findFirst().orElseThrow();
  }

  private Path workbook(LocalDate asOf) {
    return folder.resolve("out/" + asOf + "/audit.xlsx");
  }

  private AnsweredWorkbook open(LocalDate asOf) {
    return AnsweredWorkbook.open(workbook(asOf));
  }

  private Path back(String name) {
    return folder.resolve("back/" + name);
  }

  private static List<String> told(ReportModel model) {
    return model.answers().stream()
        .map(l -> l.result().label() + " " + l.field() + ": " + l.why())
        .toList();
  }

  private static long count(ReportModel model, AnswerLine.Result result) {
    return model.answers().stream().filter(l -> l.result() == result).count();
  }

  @Test
  void ownerDateNoteAndWordAreTakenAndStandInTheNextWorkbook() throws Exception {
    Finding first = of(firstAudit(), MAIL);
    assertThat(first.owner()).isEqualTo("P-1");
    Path sent =
        open(FIRST)
            .answer(first.id(), "Owner", "P-2 Brendan Oakes", "Note", "Mail is being moved")
            .answer(first.id(), "Decision", "in progress")
            .due(first.id(), LocalDate.of(2027, 1, 15))
            .save(back("a.xlsx"));
    ReportModel second = audit(trust(SECOND), SECOND, sent);
    Finding answered = of(second, MAIL);
    assertThat(told(second)).hasSize(4).allMatch(l -> l.startsWith("accepted"));
    assertThat(answered.owner()).isEqualTo("P-2");
    assertThat(answered.due()).contains(LocalDate.of(2027, 1, 15));
    assertThat(answered.note()).isEqualTo("Mail is being moved");
    assertThat(answered.decision().orElseThrow().kind().label()).isEqualTo("in progress");
    assertThat(answered.status()).isEqualTo(Status.OPEN);
    assertThat(open(SECOND).read(first.id(), "Owner")).isEqualTo("P-2 Brendan Oakes");
    ReportModel third = audit(trust(THIRD), THIRD, sent);
    assertThat(told(third))
        .containsExactly(
            "noted : This file was read on 20 November 2026 and has not changed since.");
    assertThat(of(third, MAIL).owner()).isEqualTo("P-2");
    assertThat(of(third, MAIL).due()).contains(LocalDate.of(2027, 1, 15));
    assertThat(Files.readString(folder.resolve("out/" + THIRD + "/findings.json")))
        .contains("\"owner\" : \"P-2\"", "\"note\" : \"Mail is being moved\"");
  }

  @Test
  void waiverHidesUntilItsLastDayAndTheFindingComesBackUnderItsNumber() throws Exception {
    Finding first = of(firstAudit(), MAIL);
    Path sent =
        open(FIRST)
            .answer(
                first.id(),
                "Decision",
                "waive until 26/11/2026 because the new mailbox comes in a fortnight",
                "Requested by",
                "P-1 Anita Patel",
                "Approved by",
                "Hester Vale")
            .save(back("w.xlsx"));
    ReportModel second = audit(trust(SECOND), SECOND, sent);
    assertThat(told(second)).containsExactly("accepted Decision: ");
    Finding waived = of(second, MAIL);
    assertThat(waived.status()).isEqualTo(Status.WAIVED);
    assertThat(waived.decision().orElseThrow().approvedBy()).isEqualTo("P-9");
    assertThat(second.actions()).extracting(Finding::rule).doesNotContain(MAIL);
    String clause = waived.clauses().get("ctat-2024").get(0);
    assertThat(second.clauses())
        .filteredOn(c -> c.clause().number().equals(clause))
        .allMatch(c -> c.detail().startsWith("1 waived"))
        .extracting(c -> c.result().label())
        .containsExactly("Waived");
    assertThat(second.waivers())
        .extracting(WaiverLine::state, WaiverLine::now)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(WaiverLine.State.EXPIRING, 1));
    ReportModel third = audit(trust(THIRD), THIRD);
    Finding back = of(third, MAIL);
    assertThat(back.id()).isEqualTo(first.id());
    assertThat(back.status()).isEqualTo(Status.REOPENED);
    assertThat(back.firstSeen()).isEqualTo(FIRST);
    assertThat(third.reopenedFindings()).extracting(Finding::id).containsExactly(first.id());
    assertThat(third.waivers())
        .extracting(WaiverLine::state)
        .containsExactly(WaiverLine.State.EXPIRED);
    assertThat(third.history().events().stream().filter(e -> e.finding().equals(first.id())))
        .extracting(e -> e.on() + " " + e.status().label())
        .containsExactly("2026-11-13 new", "2026-11-20 waived", "2026-11-27 reopened");
  }

  @Test
  void dismissedTextIsRememberedUntilItChanges() throws Exception {
    Finding first = of(firstAudit(), PROFANE);
    Path sent =
        open(FIRST)
            .answer(
                first.id(),
                "Decision",
                "false positive",
                "Note",
                "It quotes the school play",
                "Requested by",
                "P-1",
                "Approved by",
                "P-9")
            .save(back("d.xlsx"));
    ReportModel second = audit(trust(SECOND), SECOND, sent);
    assertThat(of(second, PROFANE).status()).isEqualTo(Status.DISMISSED);
    assertThat(of(audit(trust(THIRD), THIRD), PROFANE).status()).isEqualTo(Status.DISMISSED);
    TrustBuilder edited = new TrustBuilder("ctat-2024", THIRD.plusWeeks(1));
    edited.post(
        "STH-TW-01",
        Map.of("id", "32", "at", "2026-11-10T10:00:00Z", "text", "What a sh*t, sh*t day"));
    assertThat(of(audit(edited, THIRD.plusWeeks(1)), PROFANE).status()).isEqualTo(Status.REOPENED);
  }

  @Test
  void accountThatIsNotThePupilIsNotShownOnAnotherAccountEither() throws Exception {
    TrustBuilder one = followed(FIRST, "NTH-TW-01");
    Finding first = of(audit(one, FIRST), "pupil-follower");
    Path sent =
        open(FIRST)
            .answer(
                first.id(),
                "Decision",
                "not a pupil because the number was taken over by a shop",
                "Requested by",
                "P-3",
                "Approved by",
                "P-9")
            .save(back("n.xlsx"));
    ReportModel second = audit(followed(SECOND, "NTH-TW-01", "STH-TW-01"), SECOND, sent);
    assertThat(second.findings().stream().filter(f -> f.rule().equals("pupil-follower")))
        .extracting(f -> f.account() + " " + f.status())
        .containsExactly("NTH-TW-01 DISMISSED", "STH-TW-01 DISMISSED");
  }

  @Test
  void dismissalWithALastDayCoversThatDayAndIsAskedAgainTheDayAfter() throws Exception {
    Finding first = of(audit(followed(FIRST, "NTH-TW-01"), FIRST), "pupil-follower");
    String last = java.time.format.DateTimeFormatter.ofPattern("dd/MM/uuuu").format(SECOND);
    Path sent =
        open(FIRST)
            .answer(
                first.id(),
                "Decision",
                "not a pupil until " + last + " because the number was taken over by a shop",
                "Requested by",
                "P-3",
                "Approved by",
                "P-9")
            .save(back("n.xlsx"));
    ReportModel second = audit(followed(SECOND, "NTH-TW-01"), SECOND, sent);
    assertThat(of(second, "pupil-follower").status()).isEqualTo(Status.DISMISSED);
    assertThat(second.waivers())
        .extracting(line -> line.state())
        .containsExactly(org.invigilator.report.WaiverLine.State.EXPIRING);
    LocalDate next = SECOND.plusDays(1);
    ReportModel third = audit(followed(next, "NTH-TW-01"), next);
    assertThat(of(third, "pupil-follower").status()).isEqualTo(Status.REOPENED);
    assertThat(of(third, "pupil-follower").id()).isEqualTo(first.id());
    assertThat(third.waivers())
        .extracting(line -> line.state())
        .containsExactly(org.invigilator.report.WaiverLine.State.EXPIRED);
  }

  private static TrustBuilder followed(LocalDate asOf, String... accounts) {
    TrustBuilder trust =
        new TrustBuilder("ctat-2024", asOf)
            .overrides(Map.of("pupil-follower", Map.of("parameters", Map.of("mode", "report"))));
    for (String account : accounts) {
      trust.follower(account, Map.of("id", "5001", "username", "Sam_J09"));
    }
    return trust;
  }

  @Test
  void twoWorkbooksThatDisagreeAreShownSideBySideAndNeitherWins() throws Exception {
    Finding first = of(firstAudit(), MAIL);
    Path one = open(FIRST).answer(first.id(), "Owner", "P-2").save(back("one.xlsx"));
    Path other = open(FIRST).answer(first.id(), "Owner", "P-3").save(back("other.xlsx"));
    Path untouched = open(FIRST).save(back("untouched.xlsx"));
    ReportModel second = audit(trust(SECOND), SECOND, one, other, untouched);
    assertThat(count(second, AnswerLine.Result.DISPUTED)).isEqualTo(2);
    assertThat(told(second).get(1)).contains("'P-3' (other.xlsx (--decisions), Findings row");
    assertThat(of(second, MAIL).owner()).isEqualTo("P-1");
    Path agreed = open(SECOND).answer(first.id(), "Owner", "P-3").save(back("agreed.xlsx"));
    ReportModel third = audit(trust(THIRD), THIRD, agreed);
    assertThat(of(third, MAIL).owner()).isEqualTo("P-3");
  }

  @Test
  void answerDoesNotWinBecauseItsRivalHasLapsed() throws Exception {
    Finding first = of(firstAudit(), PROFANE);
    Path waiver =
        open(FIRST)
            .answer(
                first.id(),
                "Decision",
                "waive until "
                    + SECOND
                        .plusDays(2)
                        .format(java.time.format.DateTimeFormatter.ofPattern("dd/MM/uuuu"))
                    + " because the parents were asked")
            .answer(first.id(), "Requested by", "P-1")
            .answer(first.id(), "Approved by", "P-9")
            .save(back("waiver.xlsx"));
    Path other =
        open(FIRST)
            .answer(first.id(), "Decision", "false positive because it is a quotation")
            .answer(first.id(), "Requested by", "P-1")
            .answer(first.id(), "Approved by", "P-9")
            .save(back("other.xlsx"));
    ReportModel second = audit(trust(SECOND), SECOND, waiver, other);
    assertThat(count(second, AnswerLine.Result.DISPUTED))
        .as(second.answers().toString())
        .isEqualTo(2);
    ReportModel third = audit(trust(THIRD), THIRD, waiver, other);
    assertThat(of(third, PROFANE).status()).isNotEqualTo(Status.DISMISSED);
    assertThat(told(third).toString()).contains("It contradicted", "Agree on one");
  }

  @Test
  void noteThatNamedSomeoneStaysRefusedWhenThePupilHasGoneFromTheRoll() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path note = open(FIRST).answer(mail.id(), "Note", "Rang Samuel Jones").save(back("n.xlsx"));
    audit(trust(SECOND), SECOND, note);
    TrustBuilder without = trust(THIRD).remove("pupils", Map.of("pupil_ref", "NTH-1"));
    ReportModel third = audit(without, THIRD, note);
    assertThat(of(third, MAIL).note()).isEmpty();
    assertThat(told(third).toString()).contains("names a pupil").doesNotContain("Samuel");
  }

  @Test
  void answerThatDoesNotKnowOfALaterOneIsDisputed() throws Exception {
    Finding first = of(firstAudit(), MAIL);
    Path early = open(FIRST).answer(first.id(), "Owner", "P-2").save(back("early.xlsx"));
    Path late = open(FIRST).answer(first.id(), "Owner", "P-3").save(back("late.xlsx"));
    audit(trust(SECOND), SECOND, early);
    ReportModel third = audit(trust(THIRD), THIRD, late);
    assertThat(told(third))
        .hasSize(1)
        .allMatch(
            l -> l.startsWith("disputed Owner: 'P-2' was accepted from early.xlsx (--decisions)"));
    assertThat(of(third, MAIL).owner()).isEqualTo("P-2");
  }

  @Test
  void sortedRearrangedWidenedAndThinnedWorkbookIsReadTheSame() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path sent =
        open(FIRST)
            .answer(mail.id(), "Owner", "P-2", "Note", "Zeile 1\nline 2")
            .with(AnswersTest::reverseColumnsAndRows)
            .save(back("moved.xlsx"));
    ReportModel second = audit(trust(SECOND), SECOND, sent);
    assertThat(told(second)).containsExactly("accepted Note: ", "accepted Owner: ");
    assertThat(of(second, MAIL).note()).isEqualTo("Zeile 1\nline 2");
  }

  /**
   * Turns a sheet round in both directions, adds a column of its own, and drops half of the rest.
   */
  private static void reverseColumnsAndRows(Sheet sheet) {
    int rows = sheet.getLastRowNum();
    int columns = sheet.getRow(0).getLastCellNum();
    for (int r = 0; r <= rows; r++) {
      Row row = sheet.getRow(r);
      for (int c = 0; c < columns / 2; c++) {
        String left = text(row, c);
        String right = text(row, columns - 1 - c);
        type(row, c, right);
        type(row, columns - 1 - c, left);
      }
      row.createCell(columns + 1).setCellValue("my own remark");
    }
    for (int r = 1; r <= rows / 2; r++) {
      Row one = sheet.getRow(r);
      Row other = sheet.getRow(rows + 1 - r);
      for (int c = 0; c < columns; c++) {
        String text = text(one, c);
        type(one, c, text(other, c));
        type(other, c, text);
      }
    }
  }

  private static String text(Row row, int column) {
    return row.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK).toString();
  }

  private static void type(Row row, int column, String text) {
    row.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK).setBlank();
    row.getCell(column).setCellValue(text);
  }

  private static final List<List<String>> UNFIT =
      List.of(
          List.of("no one with this ID", "Owner", "P-77"),
          List.of("cannot read '31/02/2027' as a date", "Due", "31/02/2027"),
          List.of("past", "Due", "01/11/2026"),
          List.of("more than a year", "Due", "01/11/2029"),
          List.of("begins with '='", "Note", "=1+1"),
          List.of("begins with '+'", "Note", "+44"),
          List.of("begins with '-'", "Note", "-x"),
          List.of("begins with '@'", "Note", "@all"),
          List.of("names a pupil", "Note", "Rang the parents of Samuel Jones"),
          List.of("seems to contain a password", "Note", "password: hunter2"),
          List.of("'perhaps' is not one of the choices", "Decision", "perhaps"),
          List.of("give a reason", "Decision", "false positive"),
          List.of("give the last day", "Decision", "waive"),
          List.of("not about a pupil", "Decision", "not a pupil because of x"),
          List.of("Decision column is blank", "Requested by", "P-1"),
          waiver("'Requested by' is blank", "31/12/2026", "", "P-9"),
          waiver("past", "12/11/2026", "P-1", "P-9"),
          waiver("for at most 184 days", "31/12/2027", "P-1", "P-9"),
          waiver("give the last day", "31/02/2027", "P-1", "P-9"),
          waiver("must be someone other than the requester", "31/12/2026", "P-1", "P-1"),
          waiver("'Approved by' is blank", "31/12/2026", "P-1", ""),
          waiver("no one with this ID", "31/12/2026", "P-1", "P-404"),
          waiver("no one with this ID", "31/12/2026", "P-404", "P-9"),
          List.of(
              "must be someone other than the requester",
              "Decision",
              "false positive because of x",
              "Requested by",
              "P-1",
              "Approved by",
              "P-1"));

  private static List<String> waiver(String why, String until, String asked, String agreed) {
    String decision = "waive until " + until + " because of x";
    return List.of(why, "Decision", decision, "Requested by", asked, "Approved by", agreed);
  }

  @Test
  void answerThatCannotBeTakenIsRefusedInWords() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    List<Path> files = new java.util.ArrayList<>();
    for (List<String> unfit : UNFIT) {
      String[] answer = unfit.subList(1, unfit.size()).toArray(String[]::new);
      files.add(
          open(FIRST).answer(mail.id(), answer).save(back("bad" + (100 + files.size()) + ".xlsx")));
    }
    ReportModel second = audit(trust(SECOND), SECOND, files.toArray(Path[]::new));
    assertThat(second.answers()).hasSize(UNFIT.size());
    for (int i = 0; i < UNFIT.size(); i++) {
      AnswerLine line = second.answers().get(i);
      assertThat(line.result()).isEqualTo(AnswerLine.Result.REFUSED);
      assertThat(line.why()).contains(UNFIT.get(i).get(0));
      assertThat(line.source())
          .startsWith("bad" + (100 + i) + ".xlsx (--decisions), Findings row ");
    }
    assertThat(second.answers().toString()).doesNotContain("hunter2", "Samuel");
    assertThat(of(second, MAIL).status()).isEqualTo(Status.OPEN);
    // A head reads it in her own workbook, and no other head does.
    assertThat(second.forAcademy(mail.academy()).answers()).isEqualTo(second.answers());
    assertThat(second.forAcademy(mail.academy().equals("NTH") ? "STH" : "NTH").answers()).isEmpty();
  }

  @Test
  void formulasLongTextsAndStrangeIdsAreRefusedAndTheRestOfTheWorkbookCounts() throws Exception {
    ReportModel model = firstAudit();
    Finding mail = of(model, MAIL);
    Finding profane = of(model, PROFANE);
    AnsweredWorkbook book = open(FIRST);
    book.cell(mail.id(), "Note").setCellFormula("\"a\"&\"b\"");
    book.answer(mail.id(), "Owner", "P-2");
    book.answer(profane.id(), "Note", "x".repeat(32_767));
    Cell id = book.cell(profane.id(), "ID");
    Path one = book.save(back("one.xlsx"));
    ReportModel second = audit(trust(SECOND), SECOND, one);
    assertThat(told(second))
        .anyMatch(l -> l.startsWith("refused Note: The cell contains a formula"))
        .anyMatch(l -> l.startsWith("refused Note: The text has 32,767 characters"))
        .contains("accepted Owner: ");
    AnsweredWorkbook swapped = open(SECOND).answer(profane.id(), "Note", "Deleted");
    swapped.cell(profane.id(), "ID").setCellValue(mail.id());
    swapped.answer("F-0", new String[0]);
    assertThat(id).isNotNull();
    ReportModel third = audit(trust(THIRD), THIRD, swapped.save(back("two.xlsx")));
    assertThat(told(third))
        .containsExactly(
            "refused ID: The ID is not the one this row was issued with. The row was not read.");
    assertThat(of(third, PROFANE).note()).isEmpty();
  }

  @Test
  void workbookOfTheTimeBeforeTheTrustWasRenamedIsRead() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path sent = open(FIRST).answer(mail.id(), "Owner", "P-2").save(back("ours.xlsx"));
    Path theirs = trust(SECOND).write(folder.resolve("trust-" + SECOND));
    Path yaml = theirs.resolve("trust.yaml");
    Files.writeString(yaml, Files.readString(yaml).replaceAll("(?m)^name:.*$", "name: Other"));
    state().identity().confirm("Other", true);
    ReportModel second = auditAt(theirs, SECOND, sent);
    assertThat(told(second)).containsExactly("accepted Owner: ");
    assertThat(of(second, MAIL).owner()).isEqualTo("P-2");
  }

  private ReportModel auditAt(Path written, LocalDate asOf, Path... decisions) throws Exception {
    AuditRequest request =
        new AuditRequest(
            "test",
            written,
            asOf,
            folder.resolve("out"),
            place(),
            false,
            written.resolve("snapshots"),
            Map.of(),
            List.of(decisions),
            java.util.Set.of(),
            Workers.HERE);
    return new AuditWorkflow(request, Map.of(), CLOCK, Progress.SILENT, new Stop(), "test")
        .run(TrustInput.of(request, asOf), state(), false)
        .report()
        .orElseThrow();
  }

  @Test
  void filesThatAreNoWorkbooksAreRefusedAndTheAuditRuns() throws Exception {
    firstAudit();
    Path back = Files.createDirectories(folder.resolve("back"));
    byte[] whole = Files.readAllBytes(workbook(FIRST));
    Files.write(back.resolve("a-protected.xlsx"), protectedBook());
    Files.write(back.resolve("b-truncated.xlsx"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(back.resolve("c-text.xlsx"), "F-123,P-2,waived");
    Files.write(back.resolve("d-empty.xlsx"), new byte[0]);
    zip(back.resolve("e-bomb.xlsx"), "xl/worksheets/sheet1.xml", 64);
    zip(back.resolve("f-zip.xlsx"), "readme.txt", 0);
    plain(back.resolve("g-other.xlsx"), "Shopping", 1);
    plain(back.resolve("h-unknown.xlsx"), "ID", 1);
    Files.writeString(back.resolve("i.yaml"), "waivers:\n  - {finding: F-1, utnil: 2027-01-01}\n");
    Files.writeString(back.resolve("j.yaml"), "waivers:\n  - {finding: F-1, until: 2027-01-01}\n");
    List<Path> files;
    try (Stream<Path> all = Files.list(back)) {
      files = all.sorted().toList();
    }
    ReportModel second = audit(trust(SECOND), SECOND, files.toArray(Path[]::new));
    assertThat(second.answers())
        .hasSize(11)
        .filteredOn(l -> l.result() == AnswerLine.Result.REFUSED)
        .extracting(l -> l.source().charAt(0) + " " + l.why())
        .satisfiesExactly(
            l -> assertThat(l).startsWith("a This file has a password"),
            l -> assertThat(l).startsWith("b This file is incomplete"),
            l -> assertThat(l).startsWith("c This file is not a workbook"),
            l -> assertThat(l).startsWith("d This file is not a workbook"),
            l -> assertThat(l).startsWith("e This file is far larger"),
            l -> assertThat(l).startsWith("f This file is damaged"),
            l -> assertThat(l).startsWith("g No sheet has the columns ID and Decision"),
            l -> assertThat(l).startsWith("h There is no finding"),
            l -> assertThat(l).startsWith("i Line 2: 'utnil' is not a key here"),
            l -> assertThat(l).startsWith("j There is no finding"));
    assertThat(of(second, MAIL).status()).isEqualTo(Status.OPEN);
  }

  private static byte[] protectedBook() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (POIFSFileSystem container = new POIFSFileSystem();
        XSSFWorkbook book = new XSSFWorkbook()) {
      book.createSheet("Findings");
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("x");
      try (OutputStream out = encryptor.getDataStream(container)) {
        book.write(out);
      }
      container.writeFilesystem(bytes);
    }
    return bytes.toByteArray();
  }

  private static void zip(Path file, String name, int megabytes) throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      zip.write("<workbook/>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(name));
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < megabytes; i++) {
        zip.write(block);
      }
    }
  }

  private static void plain(Path file, String header, int rows) throws Exception {
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      Sheet sheet = book.createSheet("Sheet1");
      sheet.createRow(0).createCell(0).setCellValue(header);
      sheet.getRow(0).createCell(1).setCellValue("Decision");
      for (int i = 1; i <= rows; i++) {
        sheet.createRow(i).createCell(0).setCellValue("F-00000000000" + i);
        sheet.getRow(i).createCell(1).setCellValue("fixed");
      }
      book.write(out);
    }
  }

  @Test
  void waiversInAFileCountWhileTheyStandInIt() throws Exception {
    firstAudit();
    Path file = Files.createDirectories(folder.resolve("back")).resolve("waivers.yaml");
    String head = "waivers:\n";
    String mail =
        "  - {rule: admin-contact-personal-email, account: NTH-TW-01, until: 2027-01-31, reason: Mail is moved, requested_by: P-1, approved_by: P-9}\n";
    String idle =
        "  - {rule: post-geotagged, academy: STH, until: 2027-01-31, reason: Field trip, requested_by: P-1, approved_by: P-9}\n";
    Files.writeString(file, head + mail + idle);
    ReportModel second = audit(trust(SECOND), SECOND, file);
    assertThat(of(second, MAIL).status()).isEqualTo(Status.WAIVED);
    assertThat(second.waivers())
        .extracting(w -> w.decision().rule() + " " + w.state())
        .containsExactlyInAnyOrder(
            "admin-contact-personal-email IN_FORCE", "post-geotagged NEVER_MATCHED");
    Files.writeString(file, head + mail + "  - {rule: [}\n");
    ReportModel third = audit(trust(THIRD), THIRD, file);
    assertThat(told(third)).hasSize(1).allMatch(l -> l.contains("remain in force"));
    assertThat(of(third, MAIL).status()).isEqualTo(Status.WAIVED);
    Files.writeString(file, head + idle);
    ReportModel fourth = audit(trust(THIRD.plusWeeks(1)), THIRD.plusWeeks(1), file);
    assertThat(told(fourth))
        .containsExactly("accepted Decision: This was removed from the file, so it is withdrawn.");
    assertThat(of(fourth, MAIL).status()).isEqualTo(Status.REOPENED);
  }

  @Test
  void auditThatIsRepeatedTakesTheSameAnswersAndSaysTheSame() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path sent =
        open(FIRST)
            .answer(mail.id(), "Owner", "P-2", "Note", "Soon", "Decision", "fixed")
            .save(back("a.xlsx"));
    ReportModel second = audit(trust(SECOND), SECOND, sent);
    String json = json(SECOND);
    ReportModel again = audit(trust(SECOND), SECOND, true, sent);
    assertThat(again.answers()).isEqualTo(second.answers());
    assertThat(json(SECOND)).isEqualTo(json);
    assertThat(of(again, MAIL).isFixedInWordsOnly()).isFalse();
    assertThat(of(audit(trust(THIRD), THIRD), MAIL).isFixedInWordsOnly()).isTrue();
  }

  private String json(LocalDate asOf) throws Exception {
    return Files.readString(folder.resolve("out/" + asOf + "/findings.json"))
        .replaceAll("\"(id|started|finished)\" : \"20[^\"]*\"", "");
  }

  @Test
  void clearedAnswerIsTakenBack() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path sent = open(FIRST).answer(mail.id(), "Note", "Soon").save(back("a.xlsx"));
    audit(trust(SECOND), SECOND, sent);
    Path cleared = open(SECOND).answer(mail.id(), "Note", "").save(back("b.xlsx"));
    ReportModel third = audit(trust(THIRD), THIRD, cleared);
    assertThat(told(third)).containsExactly("accepted Note: This replaces 'Soon'.");
    assertThat(of(third, MAIL).note()).isEmpty();
  }

  @Test
  void academysWorkbookAndTheActionListAreReadLikeTheOther() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path academy =
        AnsweredWorkbook.open(folder.resolve("out/" + FIRST + "/academies/NTH.xlsx"))
            .answer(mail.id(), "Owner", "P-2")
            .save(back("NTH.xlsx"));
    Path whole =
        AnsweredWorkbook.open(workbook(FIRST), "Action list")
            .answer(mail.id(), "Note", "Asked")
            .save(back("audit.xlsx"));
    ReportModel second = audit(trust(SECOND), SECOND, academy, whole);
    assertThat(told(second)).containsExactly("accepted Owner: ", "accepted Note: ");
    assertThat(Stream.of(of(second, MAIL).owner(), of(second, MAIL).note()))
        .containsExactly("P-2", "Asked");
  }

  private static final LocalDate FOURTH = FIRST.plusWeeks(3);

  private Path waive(LocalDate issued, String id, String until, String file) {
    return open(issued)
        .answer(
            id,
            "Decision",
            "waive until " + until + " because of x",
            "Requested by",
            "P-1",
            "Approved by",
            "P-9")
        .save(back(file));
  }

  /**
   * The limit of a waiver counts from the audit that refused it first, or it would be met later.
   */
  @Test
  void waiverThatIsTooLongDoesNotComeIntoForceByWaiting() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    LocalDate tooLong = SECOND.plusDays(longest(mail) + 1);
    Path sent = waive(FIRST, mail.id(), tooLong.toString(), "long.xlsx");
    assertThat(told(audit(trust(SECOND), SECOND, sent)))
        .singleElement()
        .asString()
        .startsWith("refused Decision: ")
        .contains("can be waived for at most");
    ReportModel third = audit(trust(THIRD), THIRD, sent);
    assertThat(told(third)).singleElement().asString().startsWith("refused Decision: ");
    assertThat(of(third, MAIL).status()).isNotEqualTo(Status.WAIVED);
    // Someone who asks again, in a newer workbook of the same name, asks from that day on.
    Path again = waive(SECOND, mail.id(), tooLong.toString(), "long.xlsx");
    assertThat(told(audit(trust(THIRD.plusDays(1)), THIRD.plusDays(1), again)))
        .containsExactly("accepted Decision: ");
  }

  private static int longest(Finding finding) {
    return switch (finding.severity()) {
      case CRITICAL -> 14;
      case HIGH -> 92;
      case MEDIUM -> 184;
      default -> 366;
    };
  }

  private TrustBuilder unread(LocalDate asOf) {
    return trust(asOf).notCaptured("STH-TW-01");
  }

  @Test
  void sameWordCountsAgainWhenTheFindingIsBack() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    TrustBuilder cured =
        trust(SECOND).set("accounts", "NTH-TW-01", Map.of("login_email", "s@nth.trust.example"));
    Path one = open(FIRST).answer(mail.id(), "Decision", "fixed").save(back("one.xlsx"));
    assertThat(of(audit(cured, SECOND, one), MAIL).status()).isEqualTo(Status.RESOLVED);
    assertThat(of(audit(trust(THIRD), THIRD), MAIL).decision()).isEmpty();
    Path two = open(THIRD).answer(mail.id(), "Decision", "fixed").save(back("two.xlsx"));
    ReportModel fourth = audit(trust(FOURTH), FOURTH, two);
    assertThat(told(fourth)).containsExactly("accepted Decision: ");
    assertThat(of(fourth, MAIL).decision()).isPresent();
  }

  @Test
  void waiverTakenOrExtendedWhileNobodyCanLookCounts() throws Exception {
    Finding profane = of(firstAudit(), PROFANE);
    Path taken = waive(FIRST, profane.id(), "25/11/2026", "taken.xlsx");
    Finding waived = of(audit(unread(SECOND), SECOND, taken), PROFANE);
    assertThat(waived.status()).isEqualTo(Status.WAIVED);
    Path extended = waive(SECOND, profane.id(), "30/11/2026", "extended.xlsx");
    assertThat(of(audit(unread(THIRD), THIRD, extended), PROFANE).status())
        .isEqualTo(Status.WAIVED);
    assertThat(of(audit(unread(FOURTH), FOURTH), PROFANE).status()).isEqualTo(Status.NOT_RECHECKED);
    ReportModel fifth = audit(trust(FOURTH.plusWeeks(1)), FOURTH.plusWeeks(1));
    assertThat(of(fifth, PROFANE).status()).isEqualTo(Status.REOPENED);
    assertThat(of(fifth, PROFANE).due().orElseThrow()).isAfter(FOURTH.plusWeeks(1));
    assertThat(fifth.reopenedFindings()).extracting(Finding::id).contains(profane.id());
  }

  @Test
  void dateThatWasAnsweredEndsWithTheWaiverAndWithItsCell() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    LocalDate usual = mail.due().orElseThrow();
    Path dated = open(FIRST).due(mail.id(), LocalDate.of(2027, 3, 1)).save(back("dated.xlsx"));
    assertThat(of(audit(trust(SECOND), SECOND, dated), MAIL).due())
        .contains(LocalDate.of(2027, 3, 1));
    AnsweredWorkbook cleared = open(SECOND);
    cleared.cell(mail.id(), "Due").setBlank();
    assertThat(of(audit(trust(THIRD), THIRD, cleared.save(back("cleared.xlsx"))), MAIL).due())
        .contains(usual);
    Path both =
        open(THIRD)
            .due(mail.id(), LocalDate.of(2026, 12, 8))
            .answer(
                mail.id(),
                "Decision",
                "waive until 10/12/2026 because of x",
                "Requested by",
                "P-1",
                "Approved by",
                "P-9")
            .save(back("both.xlsx"));
    audit(trust(FOURTH), FOURTH, both);
    LocalDate back = FOURTH.plusWeeks(1);
    Finding reopened = of(audit(trust(back), back), MAIL);
    assertThat(reopened.status()).isEqualTo(Status.REOPENED);
    assertThat(of(audit(trust(back.plusWeeks(1)), back.plusWeeks(1)), MAIL).due())
        .isEqualTo(reopened.due())
        .hasValueSatisfying(due -> assertThat(due).isAfter(back));
  }

  private TrustBuilder reworded(LocalDate asOf) {
    return new TrustBuilder("ctat-2024", asOf)
        .post(
            "STH-TW-01",
            Map.of("id", "32", "at", "2026-11-10T10:00:00Z", "text", "What a sh*t, sh*t day"));
  }

  private Path dismiss(LocalDate issued, String id, String file) {
    return open(issued)
        .answer(
            id,
            "Decision",
            "false positive because it is a quote",
            "Requested by",
            "P-1",
            "Approved by",
            "P-9")
        .save(back(file));
  }

  @Test
  void dismissalEndsWithItsTextAndCanBeGivenAgainForTheNewOne() throws Exception {
    Finding profane = of(firstAudit(), PROFANE);
    audit(trust(SECOND), SECOND, dismiss(FIRST, profane.id(), "one.xlsx"));
    ReportModel third = audit(reworded(THIRD), THIRD);
    assertThat(of(third, PROFANE).status()).isEqualTo(Status.REOPENED);
    assertThat(open(THIRD).read(profane.id(), "Decision")).isEmpty();
    assertThat(third.waivers())
        .extracting(WaiverLine::state)
        .containsExactly(WaiverLine.State.ENDED);
    ReportModel fourth = audit(reworded(FOURTH), FOURTH, dismiss(THIRD, profane.id(), "two.xlsx"));
    assertThat(of(fourth, PROFANE).status()).isEqualTo(Status.DISMISSED);
  }

  @Test
  void dismissalOfATextThatHasChangedSinceIsDisputed() throws Exception {
    Finding profane = of(firstAudit(), PROFANE);
    audit(reworded(SECOND), SECOND);
    ReportModel third = audit(reworded(THIRD), THIRD, dismiss(FIRST, profane.id(), "stale.xlsx"));
    assertThat(told(third))
        .containsExactly(
            "disputed Decision: The evidence for this finding has changed since this workbook was written. Check it again in the newest workbook.");
    assertThat(of(third, PROFANE).status()).isEqualTo(Status.OPEN);
  }

  @Test
  void whatWasTakenStandsWhenTheAuditIsRepeatedWithoutTheFile() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path sent = open(FIRST).answer(mail.id(), "Owner", "P-2").save(back("a.xlsx"));
    audit(trust(SECOND), SECOND, sent);
    ReportModel again = audit(trust(SECOND), SECOND, true);
    assertThat(of(again, MAIL).owner()).isEqualTo("P-2");
    assertThat(told(again)).containsExactly("accepted Owner: ");
    assertThat(of(audit(trust(SECOND), SECOND, true, sent), MAIL).owner()).isEqualTo("P-2");
  }

  @Test
  void columnsOfOnesOwnMayBeCalledLikeOurs() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path sent =
        open(FIRST)
            .answer(mail.id(), "Owner", "P-2")
            .with(
                sheet -> {
                  for (Row row : sheet) {
                    row.createCell(30).setCellValue(row.getRowNum() == 0 ? "Id" : "ticket 7");
                  }
                })
            .save(back("own.xlsx"));
    assertThat(told(audit(trust(SECOND), SECOND, sent))).containsExactly("accepted Owner: ");
  }

  @Test
  void whatIsRefusedOrDisputedIsLookedAtAgainUntilItIsSettled() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path early = open(FIRST).answer(mail.id(), "Owner", "P-7").save(back("early.xlsx"));
    assertThat(told(audit(trust(SECOND), SECOND, early)))
        .containsExactly(
            "refused Owner: 'Owner': no one with this ID or name is in the people register.");
    TrustBuilder mended =
        trust(THIRD)
            .add(
                "people",
                Map.of(
                    "person_id", "P-7",
                    "full_name", "Nell Frost",
                    "person_kind", "staff",
                    "academy_code", "NTH",
                    "employed_from", "01/09/2026",
                    "work_email", "n.frost@nth.trust.example"));
    assertThat(of(audit(mended, THIRD, early), MAIL).owner()).isEqualTo("P-7");
    Path one = open(THIRD).answer(mail.id(), "Note", "Yes").save(back("one.xlsx"));
    Path two = open(THIRD).answer(mail.id(), "Note", "No").save(back("two.xlsx"));
    audit(trust(FOURTH), FOURTH, one, two);
    LocalDate fifth = FOURTH.plusWeeks(1);
    assertThat(count(audit(trust(fifth), fifth, one, two), AnswerLine.Result.DISPUTED))
        .isEqualTo(2);
    Path agreed = open(fifth).answer(mail.id(), "Note", "Agreed").save(back("agreed.xlsx"));
    LocalDate sixth = fifth.plusWeeks(1);
    ReportModel settled = audit(trust(sixth), sixth, one, two, agreed);
    assertThat(of(settled, MAIL).note()).isEqualTo("Agreed");
    assertThat(count(settled, AnswerLine.Result.DISPUTED)).isZero();
    LocalDate seventh = sixth.plusWeeks(1);
    assertThat(count(audit(trust(seventh), seventh, one, two, agreed), AnswerLine.Result.DISPUTED))
        .isZero();
  }

  @Test
  void refusalIsNotRepeatedOnceTheQuestionIsAnsweredElsewhere() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path early =
        open(FIRST)
            .answer(mail.id(), "Owner", "P-7")
            .answer(mail.id(), "Decision", "next Friday")
            .save(back("early.xlsx"));
    assertThat(count(audit(trust(SECOND), SECOND, early), AnswerLine.Result.REFUSED)).isEqualTo(2);
    Path later = open(SECOND).answer(mail.id(), "Owner", "P-2").save(back("later.xlsx"));
    ReportModel third = audit(trust(THIRD), THIRD, early, later);
    assertThat(of(third, MAIL).owner()).isEqualTo("P-2");
    assertThat(third.answers())
        .filteredOn(line -> line.result() == AnswerLine.Result.REFUSED)
        .extracting(AnswerLine::field)
        .containsExactly("Decision");
  }

  @Test
  void nobodyIsSaidToHaveSeenAgainWhatNobodyLookedAt() throws Exception {
    Finding profane = of(firstAudit(), PROFANE);
    Path sent = open(FIRST).answer(profane.id(), "Decision", "fixed").save(back("f.xlsx"));
    TrustBuilder old =
        trust(SECOND).capture("STH-TW-01", Map.of("captured_at", "2026-11-12T21:00:00Z"));
    audit(old, SECOND, sent);
    TrustBuilder older =
        trust(THIRD).capture("STH-TW-01", Map.of("captured_at", "2026-11-12T21:00:00Z"));
    Finding third = of(audit(older, THIRD), PROFANE);
    assertThat(third.isFixedInWordsOnly()).isFalse();
    assertThat(third.lastSeen()).isEqualTo(FIRST);
  }

  @Test
  void namesHandlesAndPasswordsAreRepeatedNowhere() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    List<List<String>> unfit =
        List.of(
            List.of("Decision", "Samuel Jones has left"),
            List.of("Owner", "Samuel Jones"),
            List.of("Due", "ask Samuel Jones"),
            List.of("Note", "Jones, Samuel was asked"),
            List.of("Note", "spoke to @Sam_J09"),
            List.of("Note", "The password is Summer2026!"),
            List.of("Decision", "waive until Samuel Jones leaves because of exams"));
    List<Path> files = new java.util.ArrayList<>();
    for (List<String> one : unfit) {
      files.add(
          open(FIRST)
              .answer(mail.id(), one.get(0), one.get(1))
              .save(back("bad" + files.size() + ".xlsx")));
    }
    ReportModel second = audit(trust(SECOND), SECOND, files.toArray(Path[]::new));
    assertThat(second.answers())
        .hasSize(unfit.size())
        .allMatch(l -> l.result() == AnswerLine.Result.REFUSED && l.entered().isEmpty());
    assertThat(second.answers().toString()).doesNotContain("Samuel", "Sam_J09", "Summer2026");
  }

  @Test
  void longIdInAFileIsRefusedLikeAnyOther() throws Exception {
    firstAudit();
    Path file = Files.createDirectories(folder.resolve("back")).resolve("long.yaml");
    Files.writeString(
        file,
        "waivers:\n  - {finding: 'https://x.com/SouthTown/status/2120101660062646284 the one about the play, see mail', until: 31/12/2026, reason: x, requested_by: P-1, approved_by: P-9}\n");
    assertThat(told(audit(trust(SECOND), SECOND, file)))
        .containsExactly("refused : There is no finding with this ID.");
  }

  @Test
  void dismissalInAFileDoesNotCountForATextThatCameAfterIt() throws Exception {
    Finding profane = of(firstAudit(), PROFANE);
    Path file = Files.createDirectories(folder.resolve("back")).resolve("said, and done.yaml");
    String entry =
        "dismissals:\n  - {finding: "
            + profane.id()
            + ", decision: false positive, reason: REASON, requested_by: P-1, approved_by: P-9}\n";
    Files.writeString(file, entry.replace("REASON", "a quote"));
    assertThat(of(audit(trust(SECOND), SECOND, file), PROFANE).status())
        .isEqualTo(Status.DISMISSED);
    assertThat(of(audit(reworded(THIRD), THIRD, file), PROFANE).status())
        .isEqualTo(Status.REOPENED);
    ReportModel fourth = audit(reworded(FOURTH), FOURTH, file);
    assertThat(of(fourth, PROFANE).status()).isEqualTo(Status.OPEN);
    assertThat(told(fourth))
        .hasSize(1)
        .allMatch(l -> l.startsWith("refused") && l.contains("has changed since it was dismissed"));
    Files.writeString(file, entry.replace("REASON", "still a quote"));
    LocalDate fifth = FOURTH.plusWeeks(1);
    assertThat(of(audit(reworded(fifth), fifth, file), PROFANE).status())
        .isEqualTo(Status.DISMISSED);
  }

  @Test
  void fileDoesNotTakeBackWhatAWorkbookSaidAfterIt() throws Exception {
    Finding mail = of(firstAudit(), MAIL);
    Path file = Files.createDirectories(folder.resolve("back")).resolve("waivers.yaml");
    Files.writeString(
        file,
        "waivers:\n  - {finding: "
            + mail.id()
            + ", until: 31/12/2026, reason: x, requested_by: P-1, approved_by: P-9}\n");
    assertThat(of(audit(trust(SECOND), SECOND, file), MAIL).status()).isEqualTo(Status.WAIVED);
    Path book = open(SECOND).answer(mail.id(), "Decision", "in progress").save(back("after.xlsx"));
    assertThat(of(audit(trust(THIRD), THIRD, file, book), MAIL).status())
        .isEqualTo(Status.REOPENED);
    ReportModel fourth = audit(trust(FOURTH), FOURTH, file, book);
    assertThat(of(fourth, MAIL).status()).isEqualTo(Status.OPEN);
    assertThat(count(fourth, AnswerLine.Result.DISPUTED)).isEqualTo(1);
  }
}
