package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Catalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Real posts, where the data that is not ours to hand on is at hand. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class SharedDataTest {
  private static final Path REAL = Path.of("../shared/real-trust");
  @TempDir Path folder;

  /** The table of the clause matrix that says which rule is on in which pack, and how grave. */
  @Test
  void packsAskForTheRulesOfTheClauseMatrix() throws Exception {
    Path matrix = Path.of("../shared/policies/matrix.md");
    assumeTrue(Files.isRegularFile(matrix), "../shared/policies is not here");
    Map<String, String> packs = new LinkedHashMap<>();
    packs.put("att-2017", "");
    packs.put("archway-2019", "");
    packs.put("connect-2016", "");
    packs.put("dukeries-2018", "");
    packs.put("ctat-2024", "");
    String table = Files.readString(matrix).split("### 1c\\.")[1].split("## 2\\.")[0];
    PackLibrary library = new PackLibrary();
    int rows = 0;
    for (String line : table.lines().filter(l -> l.startsWith("| `")).toList()) {
      String[] cells = line.split("\\|", -1);
      String rule = cells[1].strip().replace("`", "");
      int column = 2;
      for (String pack : packs.keySet()) {
        String worst =
            library.get(pack).clauseList().stream()
                .flatMap(c -> c.rules().stream())
                .filter(u -> u.id().equals(rule))
                .map(u -> u.severity().orElse(Catalogue.require(rule).severity()))
                .reduce(Severity::worse)
                .map(Object::toString)
                .orElse("");
        assertThat(worst).as(rule + " in " + pack).isEqualTo(cells[column++].strip());
      }
      rows++;
    }
    assertThat(rows).isEqualTo(89);
  }

  @Test
  void trustMadeOfRealPostsIsAuditedWithoutAFault() throws Exception {
    assumeTrue(Files.isDirectory(REAL), "../shared/real-trust is not here");
    LocalDate asOf = LocalDate.of(2023, 1, 9);
    AuditRequest request =
        new AuditRequest(
            "real",
            REAL,
            asOf,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      RunOutcome result =
          new AuditWorkflow(
                  request, Map.of(), Clock.systemUTC(), Progress.SILENT, new Stop(), "test")
              .run(TrustInput.of(REAL, asOf), state, false);
      assertThat(result.failure()).isEmpty();
      var report = result.report().orElseThrow();
      assertThat(
              report.accounts().stream()
                  .flatMap(a -> a.reading().stream())
                  .mapToLong(r -> r.posts())
                  .sum())
          .isEqualTo(304);
      assertThat(report.accounts()).hasSize(68);
      assertThat(result.notJudged()).isEmpty();
      assertThat(report.findings()).noneMatch(f -> f.rule().equals("pupil-name-in-post"));
    }
  }
}
