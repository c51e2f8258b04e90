package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.finding.Finding;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The pages beside the workbooks, of a trust with texts that would break a page. */
@ResourceLock(OneAtATime.AUDITS)
class ReportPageTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);
  @TempDir Path folder;

  private ReportModel audit() throws Exception {
    Path trust =
        new TrustBuilder("ctat-2024", DAY)
            .set("academies", "NTH", Map.of("name", "North <script>alert(1)</script> & \"High\""))
            .set("accounts", "NTH-TW-01", Map.of("login_email", "x@mailbox.example"))
            .write(folder.resolve("trust"));
    org.springframework.util.FileSystemUtils.deleteRecursively(trust.resolve("snapshots"));
    AuditRequest request =
        new AuditRequest(
            "test",
            trust,
            DAY,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      return new AuditWorkflow(request, Map.of(), CLOCK, Progress.SILENT, new Stop(), "test")
          .run(TrustInput.of(trust, DAY), state, false)
          .report()
          .orElseThrow();
    }
  }

  private String page(String name) throws Exception {
    return Files.readString(folder.resolve("out/" + DAY + "/" + name));
  }

  @Test
  void everyOpenFindingIsOnThePageAndNothingOfAnotherSchoolOrOfItOnASchools() throws Exception {
    ReportModel model = audit();
    String trust = page("report.html");
    String school = page("academies/NTH.html");
    List<Finding> open = model.openFindings();
    assertThat(open).isNotEmpty();
    for (Finding finding : open) {
      boolean isOfSchool = finding.academy().equals("NTH") && !finding.isForOperator();
      assertThat(trust).contains("<tr id=\"" + finding.id() + "\"");
      assertThat(school.contains(finding.id())).as(finding.toString()).isEqualTo(isOfSchool);
    }
    assertThat(trust).contains("<h2 id=\"it\">For IT</h2>");
    assertThat(school)
        .doesNotContain("For IT", "there is no saved copy")
        .contains("could not be read in full; IT knows.", "could not be made on some account.");
  }

  @Test
  void textsFromOutsideAreTextsAndNothingIsFetched() throws Exception {
    audit();
    for (String name : List.of("report.html", "academies/NTH.html")) {
      String page = page(name);
      assertThat(page)
          .doesNotContain("<script>alert")
          .contains("North &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;High&quot;");
      assertThat(page).doesNotContain(" src=", "@import", "url(", " style=\"", " onclick");
      Matcher links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
      while (links.find()) {
        assertThat(links.group(1)).matches("#[\\w-]+|https://(x|twitter)\\.com/.*");
      }
    }
  }

  /** A policy that names other hashes would show the page without its style. */
  @Test
  void contentSecurityPolicyPermitsItsOwnStyleAndScriptOnly() throws Exception {
    audit();
    String page = page("report.html");
    assertThat(page).contains("default-src 'none'");
    for (String tag : List.of("style", "script")) {
      int from = page.indexOf("<" + tag + ">") + tag.length() + 2;
      byte[] content =
          page.substring(from, page.indexOf("</" + tag + ">", from))
              .getBytes(StandardCharsets.UTF_8);
      assertThat(page)
          .contains(
              tag
                  + "-src 'sha256-"
                  + Base64.getEncoder().encodeToString(DigestUtils.sha256(content))
                  + "'");
    }
  }
}
