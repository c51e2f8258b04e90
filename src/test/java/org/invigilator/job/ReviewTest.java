package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Review;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the board reads of a year with three audits in two terms. */
@ResourceLock(OneAtATime.AUDITS)
class ReviewTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);
  @TempDir Path folder;

  private ReportModel audit(StateStore state, TrustBuilder builder, LocalDate day)
      throws Exception {
    Path trust = builder.write(folder.resolve("trust" + day));
    AuditRequest request =
        new AuditRequest(
            "test",
            trust,
            day,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            false);
    return new AuditWorkflow(request, Map.of(), CLOCK, Progress.SILENT, new Stop(), "test")
        .run(TrustInput.of(trust, day), state, false)
        .report()
        .orElseThrow();
  }

  private static TrustBuilder trust(LocalDate day, boolean faulty) {
    TrustBuilder trust = new TrustBuilder("ctat-2024", day);
    if (faulty) {
      trust.post(
          "NTH-TW-01",
          Map.of(
              "id", "41", "at", day.minusDays(4) + "T10:00:00Z", "text", "Watch https://bit.ly/x"));
      trust.set("accounts", "NTH-TW-01", Map.of("login_email", "x@mailbox.example"));
    }
    return trust;
  }

  @Test
  void yearIsShownByTermWithWhatToAsk() throws Exception {
    LocalDate summer = LocalDate.of(2026, 6, 12);
    LocalDate autumn = LocalDate.of(2026, 10, 9);
    LocalDate last = LocalDate.of(2026, 11, 20);
    try (StateStore state = StateStore.open(StateLocation.of(folder.resolve("state")), Map.of())) {
      int open = audit(state, trust(summer, true), summer).openFindings().size();
      audit(state, trust(autumn, true), autumn);
      ReportModel model = audit(state, trust(last, false), last);
      Review review = Review.of(model, state.ledger().findings(last, Sentences.OF_CODES));
      assertThat(review.audits()).isEqualTo(3);
      assertThat(review.terms())
          .extracting(term -> term.name() + ": " + term.audits())
          .containsExactly("Summer 2026: 1", "Autumn 2026: 2");
      assertThat(review.terms().get(0).open()).isEqualTo(open);
      assertThat(review.terms().get(0).added()).isEqualTo(open);
      assertThat(review.terms().get(1).fixed()).isPositive().isEqualTo(review.fixed());
      assertThat(review.questions())
          .anyMatch(
              line ->
                  line.startsWith(
                      "Set a date for reviewing Social Media Policy 2024: review was due by 31 January 2026"))
          .anyMatch(line -> line.startsWith("The law has changed since"));
      assertThat(review.law())
          .extracting(law -> law.change().on())
          .contains(LocalDate.of(2025, 7, 25));
    }
  }
}
