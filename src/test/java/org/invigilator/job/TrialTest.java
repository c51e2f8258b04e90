package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.xssf.extractor.XSSFExcelExtractor;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.finding.Change;
import org.invigilator.finding.Finding;
import org.invigilator.finding.TrialFinding;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.report.ClauseLine;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A rule on trial shows what it would find, and counts only once its trial is over. */
@ResourceLock(OneAtATime.AUDITS)
class TrialTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-24T03:00:00Z"), ZoneOffset.UTC);
  private static final String MAIL = "admin-contact-personal-email";
  private static final String PUPIL = "pupil-follower";
  @TempDir Path folder;

  private static TrustBuilder trust(LocalDate day) {
    return new TrustBuilder("ctat-2024", day)
        .set("accounts", "NTH-TW-01", Map.of("login_email", "x@mailbox.example"))
        .follower("NTH-TW-01", Map.of("id", "5001", "username", "Sam_J09"));
  }

  private ReportModel audit(LocalDate day, boolean trial) throws Exception {
    return audit(
        day,
        trust(day).overrides(Map.of(MAIL, Map.of("trial", trial), PUPIL, Map.of("trial", trial))));
  }

  private ReportModel audit(LocalDate day, TrustBuilder builder) throws Exception {
    Path trust = builder.write(folder.resolve("trust" + day));
    AuditRequest request =
        new AuditRequest(
            "test",
            trust,
            day,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      return new AuditWorkflow(request, Map.of(), CLOCK, Progress.SILENT, new Stop(), "test")
          .run(TrustInput.of(trust, day), state, false)
          .report()
          .orElseThrow();
    }
  }

  private static List<Finding> of(ReportModel model, String rule) {
    return model.findings().stream().filter(f -> f.rule().equals(rule)).toList();
  }

  private Optional<String> sheet(LocalDate day) throws Exception {
    try (XSSFWorkbook book =
        new XSSFWorkbook(
            new FileInputStream(folder.resolve("out/" + day + "/audit.xlsx").toFile()))) {
      return Optional.ofNullable(book.getSheet("On trial"))
          .map(sheet -> new XSSFExcelExtractor(book).getText().split("On trial\n", 2)[1]);
    }
  }

  @Test
  void whatATrialFindsIsShownApartWithoutPupilsAndCountsOnceItIsOver() throws Exception {
    ReportModel trial = audit(FIRST, true);
    assertThat(of(trial, MAIL)).isEmpty();
    assertThat(trial.details().trials())
        .extracting(TrialFinding::rule)
        .containsExactlyInAnyOrder(MAIL, PUPIL);
    assertThat(sheet(FIRST).orElseThrow()).contains("NTH-TW-01").doesNotContain("5001", "NTH-1\t");
    assertThat(trial.clauses())
        .filteredOn(line -> line.detail().contains("on trial, so it counts for nothing yet"))
        .isNotEmpty()
        .extracting(ClauseLine::result)
        .doesNotContain(ClauseLine.Result.NOTHING_FOUND);
    LocalDate next = FIRST.plusDays(7);
    ReportModel counted = audit(next, false);
    assertThat(of(counted, MAIL))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.firstSeen()).isEqualTo(next);
              assertThat(finding.change()).isEqualTo(Change.POLICY);
            });
    assertThat(counted.details().trials()).isEmpty();
    assertThat(sheet(next)).isEmpty();
    LocalDate last = next.plusDays(7);
    ReportModel again = audit(last, true);
    assertThat(again.openFindings()).noneMatch(f -> f.rule().equals(MAIL));
    assertThat(again.details().trials()).hasSize(2);
    try (XSSFWorkbook book =
        new XSSFWorkbook(
            new FileInputStream(folder.resolve("out/" + last + "/audit.xlsx").toFile()))) {
      assertThat(new XSSFExcelExtractor(book).getText())
          .contains("it is judged otherwise, because the policy")
          .doesNotContain("and no longer there");
    }
  }

  @Test
  void graverRuleOnTrialTakesThePlaceOfNoFinding() throws Exception {
    Map<String, Object> young = Map.of("dob", "14/03/2015");
    TrustBuilder counted = trust(FIRST).set("pupils", "NTH-1", young);
    assertThat(of(audit(FIRST, counted), PUPIL)).isEmpty();
    LocalDate next = FIRST.plusDays(1);
    TrustBuilder trial =
        trust(next)
            .set("pupils", "NTH-1", young)
            .overrides(Map.of("underage-follower", Map.of("trial", true)));
    ReportModel model = audit(next, trial);
    assertThat(model.details().trials())
        .extracting(TrialFinding::rule)
        .containsExactly("underage-follower");
    assertThat(of(model, PUPIL)).hasSize(1);
  }
}
