package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.PostChange;
import org.invigilator.finding.Status;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.report.FindingEvidence;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the history says of the post of a finding that was fixed, from audit to audit. */
@ResourceLock(OneAtATime.AUDITS)
class WatchedPostsTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
  private static final LocalDate NEXT = FIRST.plusDays(1);
  private static final String ACCOUNT = "NTH-TW-01";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-24T03:00:00Z"), ZoneOffset.UTC);
  @TempDir Path folder;

  private static TrustBuilder trust(LocalDate day) {
    return new TrustBuilder("ctat-2024", day);
  }

  private static Map<String, Object> post(String text) {
    return Map.of("id", "41", "at", "2026-11-10T10:00:00Z", "text", text);
  }

  private ReportModel audit(TrustBuilder builder, LocalDate day) throws Exception {
    Path trust = builder.write(folder.resolve("trust" + day));
    AuditRequest request =
        new AuditRequest(
            "test",
            trust,
            day,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            true);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      return new AuditWorkflow(request, Map.of(), CLOCK, Progress.SILENT, new Stop(), "test")
          .run(TrustInput.of(trust, day), state, false)
          .report()
          .orElseThrow();
    }
  }

  /** How the post of the swear word had changed when the finding was fixed. */
  private PostChange changeAfter(TrustBuilder next) throws Exception {
    audit(trust(FIRST).post(ACCOUNT, post("What a sh*t, sh*t day")), FIRST);
    return audit(next, NEXT).history().events().stream()
        .filter(event -> event.status() == Status.RESOLVED)
        .findFirst()
        .orElseThrow()
        .change();
  }

  @Test
  void postWithAnotherTextWasEdited() throws Exception {
    assertThat(changeAfter(trust(NEXT).post(ACCOUNT, post("What a day"))))
        .isEqualTo(PostChange.EDITED);
  }

  @Test
  void editThatLeavesTheFindingIsInItsHistoryAlsoWhenTheAuditIsRepeated() throws Exception {
    audit(trust(FIRST).post(ACCOUNT, post("What a sh*t, sh*t day")), FIRST);
    TrustBuilder edited = trust(NEXT).post(ACCOUNT, post("What a sh*t day"));
    for (int times = 0; times < 2; times++) {
      assertThat(audit(edited, NEXT).history().events())
          .filteredOn(event -> event.change() == PostChange.EDITED)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.on()).isEqualTo(NEXT);
                assertThat(event.status()).isEqualTo(Status.OPEN);
              });
    }
    assertThat(
            audit(trust(NEXT).post(ACCOUNT, post("What a day")), NEXT).history().events().stream()
                .filter(event -> event.on().equals(NEXT)))
        .extracting(Ledger.Event::status)
        .contains(Status.RESOLVED)
        .doesNotContain(Status.OPEN);
  }

  @Test
  void postThatIsNotThereIsRemoved() throws Exception {
    assertThat(changeAfter(trust(NEXT))).isEqualTo(PostChange.REMOVED);
  }

  @Test
  void postThatIsAsItWasHasNotChangedThoughTheRuleIsOff() throws Exception {
    assertThat(
            changeAfter(
                trust(NEXT)
                    .overrides(Map.of("profanity-in-post", Map.of("enabled", false)))
                    .post(ACCOUNT, post("What a sh*t, sh*t day"))))
        .isEqualTo(PostChange.NONE);
  }

  @Test
  void nothingIsSaidOfAPostWhereNotAllWereRead() throws Exception {
    assertThat(
            changeAfter(
                trust(NEXT)
                    .overrides(Map.of("profanity-in-post", Map.of("enabled", false)))
                    .capture(ACCOUNT, Map.of("posts", "partial"))))
        .isEqualTo(PostChange.NONE);
  }

  @Test
  void evidenceOfAFixedFindingNamesNoHashOfTheFilesInWhichItIsGone() throws Exception {
    ReportModel first = audit(trust(FIRST).post(ACCOUNT, post("What a sh*t, sh*t day")), FIRST);
    assertThat(evidence(first).sources().get(0).sha256()).hasSize(64);
    assertThat(evidence(first).readAt()).isPresent();
    FindingEvidence fixed = evidence(audit(trust(NEXT), NEXT));
    assertThat(fixed.sources()).isNotEmpty().allMatch(file -> file.sha256().isEmpty());
    assertThat(fixed.readAt()).isEmpty();
    assertThat(fixed.limits().get(0)).startsWith("It was last seen in the audit of 20 November");
  }

  private static FindingEvidence evidence(ReportModel model) {
    return model.findings().stream()
        .filter(f -> f.rule().equals("profanity-in-post"))
        .map(f -> FindingEvidence.of(f, model))
        .findFirst()
        .orElseThrow();
  }
}
