package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.finding.Change;
import org.invigilator.finding.Finding;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.report.workbook.AuditWorkbook;
import org.invigilator.rule.Subject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of a hundred thousand findings cost; no figure fails the build. */
@Tag("bench")
class WorkbookCostsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final int FINDINGS = 100_000;
  @TempDir Path folder;

  @Test
  void hundredThousandFindings() throws Exception {
    AuditRequest request =
        new AuditRequest(
            "bench",
            Path.of("jobs/sample-trust"),
            DAY,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            false);
    ReportModel small;
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      Clock clock = Clock.fixed(DAY.atTime(6, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
      small =
          new AuditWorkflow(request, Map.of(), clock, Progress.SILENT, new Stop(), "test")
              .run(TrustInput.of(request, DAY), state, false)
              .report()
              .orElseThrow();
    }
    for (int i = 0; i < 5; i++) {
      long begun = System.nanoTime();
      ReportFiles.write(small, Optional.empty(), folder.resolve("small" + i));
      tell("all files of the sample", begun, 0);
    }
    ReportModel large = large(small);
    for (int i = 0; i < 3; i++) {
      Path file = folder.resolve("audit" + i + ".xlsx");
      long begun = System.nanoTime();
      try (var out = Files.newOutputStream(file)) {
        AuditWorkbook.write(large, out);
      }
      tell("audit.xlsx", begun, Files.size(file));
      begun = System.nanoTime();
      ReportFiles.write(large, Optional.empty(), folder.resolve("all" + i));
      tell("all files", begun, 0);
    }
    assertThat(large.findings()).hasSize(FINDINGS);
  }

  private static void tell(String what, long begun, long bytes) throws Exception {
    String peak =
        Files.isReadable(Path.of("/proc/self/status"))
            ? Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmHWM"))
                .findFirst()
                .orElse("")
            : "";
    System.out.printf(
        "%s: %.1f s, %,d KB; %s%n",
        what, (System.nanoTime() - begun) / 1e9, bytes / 1024, peak.replaceAll("\\s+", " "));
  }

  private static ReportModel large(ReportModel m) {
    List<Finding> findings = new ArrayList<>(FINDINGS);
    for (int i = 0; findings.size() < FINDINGS; i++) {
      Finding f = m.findings().get(i % m.findings().size());
      Subject subject =
          new Subject(f.subject().kind(), f.subject().id() + "-" + i, "", f.subject().url());
      findings.add(
          new Finding(
              String.format("F-%012d", i),
              f.rule(),
              f.severity(),
              f.mode(),
              f.status(),
              f.firstSeen(),
              f.lastSeen(),
              f.due(),
              f.academy(),
              f.account(),
              f.platform(),
              subject,
              f.pupils(),
              f.people(),
              f.observed() + " No. " + i,
              f.expected(),
              f.clauses(),
              f.policy(),
              f.owner(),
              f.evidence(),
              Change.WORLD,
              f.before(),
              f.note(),
              f.decision(),
              Optional.empty()));
    }
    return m.withFindings(findings);
  }
}
