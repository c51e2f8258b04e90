package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Sentences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.FileSystemUtils;

/**
 * A ledger made by version 0.1.0 from two audits of the sample trust, with a waiver and eight
 * dismissals, is continued: that version knew evidence by the wording of its sentences.
 */
@ResourceLock(OneAtATime.AUDITS)
class EarlierVersionTest {
  /** Dismissed for a text, a count, a moving median, a name, a blank cell and an unread part. */
  private static final Set<String> DISMISSED =
      Set.of(
          "F-6bfaa1d802c6",
          "F-1c4ad0d6ac4e",
          "F-c62f98d94d94",
          "F-3c601c320e22",
          "F-416859b5540f",
          "F-5e060929625f",
          // The same follower, under an id of the follower and the pupil.
          "F-8296e9c7dd24",
          "F-93d33a3bff90",
          "F-e16f1572ca02");

  private static final LocalDate NEXT = LocalDate.of(2026, 11, 22);

  @TempDir Path folder;

  private StateStore state() throws Exception {
    return StateStore.open(StateLocation.of(folder.resolve("trust/.state")), Map.of());
  }

  private void lay() throws Exception {
    Path trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
    Files.createDirectories(trust.resolve(".state"));
    Files.createDirectories(trust.resolve("decisions"));
    try (InputStream zipped = getClass().getResourceAsStream("state-0.1.0.mv.db.gz");
        InputStream database = new GZIPInputStream(zipped);
        InputStream decisions = getClass().getResourceAsStream("state-0.1.0-waivers.yaml")) {
      Files.copy(database, trust.resolve(".state/invigilator.mv.db"));
      Files.copy(decisions, trust.resolve("decisions/waivers.yaml"));
    }
  }

  private ReportModel audit(LocalDate asOf) throws Exception {
    AuditRequest request =
        new AuditRequest(
            "by hand",
            folder.resolve("trust"),
            asOf,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("trust/.state")),
            false);
    try (StateStore state = state()) {
      return new AuditWorkflow(
              request,
              Map.of(),
              Clock.fixed(asOf.atTime(6, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
              Progress.SILENT,
              new Stop(),
              "test")
          .run(TrustInput.of(request, asOf), state, false)
          .report()
          .orElseThrow();
    }
  }

  @Test
  void nothingReopensAndNothingIsCalledResolved() throws Exception {
    lay();
    List<Finding> before;
    try (StateStore state = state()) {
      before = state.ledger().all(Sentences.OF_CODES);
    }
    assertThat(before).hasSize(117).allMatch(f -> f.observed().length() > 10);
    assertThat(before)
        .filteredOn(f -> f.id().equals("F-1c4ad0d6ac4e"))
        .extracting(Finding::observed)
        .containsExactly("Only 1 current administrator could be counted.");

    ReportModel report = audit(NEXT);
    assertThat(report.findings())
        .filteredOn(f -> f.status() == Status.DISMISSED)
        .extracting(Finding::id)
        .containsExactlyInAnyOrderElementsOf(DISMISSED);
    assertThat(report.findings())
        .extracting(Finding::status)
        .doesNotContain(Status.REOPENED, Status.RESOLVED);
    assertThat(report.findings())
        .filteredOn(f -> f.status() == Status.WAIVED)
        .extracting(Finding::id)
        .containsExactly("F-956ced434605");
    assertThat(report.findings())
        .as("new is only what the age of the saved copies and of the log adds")
        .filteredOn(f -> f.status() == Status.NEW)
        .extracting(Finding::rule)
        .containsOnly("account-row-unconfirmed", "audit-coverage-gap", "media-consent-untagged");

    assertThat(audit(NEXT.plusDays(1)).findings())
        .as("and the day after, by the evidence this version keeps")
        .filteredOn(f -> f.status() == Status.DISMISSED)
        .extracting(Finding::id)
        .containsExactlyInAnyOrderElementsOf(DISMISSED);
  }

  @Test
  void outcomesAndGapsOfTheLastAuditAreStillShown() throws Exception {
    lay();
    try (StateStore state = state()) {
      assertThat(state.ledger().outcomes())
          .filteredOn(o -> !o.causes().isEmpty())
          .extracting(o -> o.reason())
          .isNotEmpty()
          .allMatch(reason -> !reason.isBlank() && !reason.contains("{"));
      assertThat(state.readings().of(LocalDate.of(2026, 11, 21)).get("QRY-TW-01").gaps())
          .isNotEmpty();
    }
  }
}
