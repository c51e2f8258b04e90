package org.invigilator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.invigilator.policy.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupReportTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  @TempDir Path folder;

  private void audit(String trust, String date, String... findings) throws Exception {
    Path report = folder.resolve(trust + "/" + date);
    Files.createDirectories(report);
    Files.writeString(report.resolve("manifest.json"), "{\"trust\": \"" + trust + "\"}");
    Files.writeString(
        report.resolve("findings.json"),
        "{\"findings\": ["
            + String.join(",", findings)
            + "], \"outcomes\": [{\"rule\": \"a\", \"outcome\": \"NOT_EVALUATED\"}, {\"rule\": \"a\", \"outcome\": \"NOT_EVALUATED\"}, {\"rule\": \"b\", \"outcome\": \"NONE\"}],"
            + "\"coverage\": {\"accounts\": {\"registered\": 7, \"read\": 5, \"not_read\": 2}}}");
  }

  private static String finding(String severity, String status, String academy, String due) {
    return String.format(
        "{\"severity\": \"%s\", \"status\": \"%s\", \"academy\": \"%s\", \"due\": %s}",
        severity, status, academy, due.isEmpty() ? "null" : "\"" + due + "\"");
  }

  private GroupReport report(String... trusts) {
    Map<String, Path> folders = new java.util.TreeMap<>();
    List.of(trusts).forEach(trust -> folders.put(trust, folder.resolve(trust)));
    return GroupReport.of(TODAY, folders);
  }

  @Test
  void countsWhatIsOpenByTrustAndAcademy() throws Exception {
    audit(
        "Ash",
        "2026-11-20",
        finding("critical", "new", "LNG", "2026-11-20"),
        finding("high", "open", "LNG", "2026-11-01"),
        finding("high", "resolved", "LNG", "2026-11-01"),
        finding("low", "waived", "OKP", ""),
        finding("low", "not_rechecked", "OKP", ""));
    GroupReport.Audit audit = report("Ash").trusts().get(0).latest().orElseThrow();
    assertThat(audit.all().open()).isEqualTo(3);
    assertThat(audit.all().of(Severity.CRITICAL)).isEqualTo(1);
    assertThat(audit.all().fresh()).isEqualTo(1);
    assertThat(audit.all().overdue()).isEqualTo(1);
    assertThat(audit.academies()).containsOnlyKeys("LNG", "OKP");
    assertThat(audit.academies().get("OKP").open()).isEqualTo(1);
    assertThat(audit.read()).isEqualTo(5);
    assertThat(audit.registered()).isEqualTo(7);
    assertThat(audit.notChecked()).isEqualTo(1);
  }

  @Test
  void gravestTrustComesFirstAndOneWithoutReportLast() throws Exception {
    audit("Ash", "2026-11-20", finding("high", "open", "A", ""));
    audit("Beech", "2026-11-20", finding("critical", "open", "A", ""));
    audit("Cedar", "2026-11-20");
    assertThat(report("Absent", "Ash", "Beech", "Cedar").trusts())
        .extracting(GroupReport.Trust::name)
        .containsExactly("Beech", "Ash", "Cedar", "Absent");
  }

  @Test
  void reportThatIsMissingOldOrAnotherTrustsIsNamed() throws Exception {
    audit("Ash", "2026-11-01");
    audit("Beech", "2026-11-20");
    Files.move(folder.resolve("Beech"), folder.resolve("Cedar"));
    assertThat(report("Ash", "Cedar", "Dale").trusts())
        .extracting(trust -> trust.name() + ": " + trust.remark(TODAY))
        .containsExactly("Ash: old: 23 days", "Cedar: no report", "Dale: no report");
  }

  /** An older report in place of the newest would look like how things are. */
  @Test
  void newestReportThatCannotBeReadIsNamed() throws Exception {
    for (String broken : List.of("{\"findings\": [", "{\"findings\": [{\"status\": \"later\"}]}")) {
      audit("Ash", "2026-11-13");
      audit("Ash", "2026-11-20");
      Files.writeString(folder.resolve("Ash/2026-11-20/findings.json"), broken);
      assertThat(report("Ash").trusts().get(0).remark(TODAY))
          .isEqualTo("the report of 20 November 2026 cannot be read");
    }
    Files.delete(folder.resolve("Ash/2026-11-20/findings.json"));
    assertThat(report("Ash").trusts().get(0).remark(TODAY)).contains("cannot be read");
  }

  @Test
  void trendIsTheLatestAuditsWithoutThoseOfTheFuture() throws Exception {
    audit("Ash", "2026-11-06", finding("low", "open", "A", ""));
    audit("Ash", "2026-11-13");
    audit("Ash", "2026-12-01");
    Files.createDirectories(folder.resolve("Ash/metrics"));
    assertThat(report("Ash").trusts().get(0).audits())
        .extracting(GroupReport.Audit::asOf)
        .containsExactly(LocalDate.of(2026, 11, 13), LocalDate.of(2026, 11, 6));
  }
}
