package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import org.invigilator.rule.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real posts, where the data that is not ours to hand on is at hand. */
class SharedDataTest {
  private static final Path REAL = Path.of("../shared/real-trust");
  @TempDir Path folder;

  @Test
  void trustMadeOfRealPostsIsAuditedWithoutAFault() throws Exception {
    assumeTrue(Files.isDirectory(REAL), "../shared/real-trust is not here");
    LocalDate asOf = LocalDate.of(2023, 1, 9);
    AuditRequest request =
        new AuditRequest("real", REAL, asOf, folder.resolve("out"), folder.resolve("state"), false);
    try (State state = State.open(request.state())) {
      Audit.Result result =
          new Audit(
                  request,
                  Preparation.of(REAL, asOf),
                  state,
                  Clock.systemUTC(),
                  Progress.SILENT,
                  new Stop())
              .run();
      assertThat(result.failure()).isEmpty();
      var report = result.report().orElseThrow();
      assertThat(
              report.accounts().stream()
                  .flatMap(a -> a.reading().stream())
                  .mapToLong(r -> r.posts())
                  .sum())
          .isEqualTo(304);
      assertThat(report.accounts()).hasSize(68);
      assertThat(report.outcomes(Outcome.Kind.NOT_EVALUATED))
          .noneMatch(o -> o.reason().contains("fault in this program"));
      assertThat(report.findings()).noneMatch(f -> f.rule().equals("pupil-name-in-post"));
    }
  }
}
