package org.invigilator.report.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The wording of the mails as their readers see it. */
class MailTemplatesTest {
  private static Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    values.put("about", "North & South Trust");
    values.put("date", "20 November 2026");
    values.put("summary", "3 open findings (1 new).");
    values.put("changes", "1 new");
    values.put(
        "newFindings",
        Map.of(
            "number",
            18,
            "more",
            17,
            "lines",
            List.of(
                Map.of(
                    "finding",
                    Map.of(
                        "severity", "high",
                        "where", "NTH-TW-01, North Town High",
                        "title", "Posted during a hold",
                        "observed", "The post says <b>now</b>.",
                        "who", "Anita Patel, by 27 November 2026",
                        "id", "F-1")))));
    values.put(
        "overdue",
        Map.of(
            "number",
            2,
            "more",
            0,
            "lines",
            List.of(),
            "ofIt",
            "2 of them are for IT, see below."));
    values.put(
        "forIt",
        Map.of(
            "number",
            2,
            "more",
            0,
            "lines",
            List.of(
                Map.of(
                    "task",
                    Map.of(
                        "where", "the trust",
                        "what", "There is no holds register.",
                        "todo", "Start it.")),
                Map.of(
                    "task",
                    Map.of("where", "8 accounts", "what", "Not read.", "todo", "Collect.")))));
    values.put("workbook", "/srv/reports/audit.xlsx");
    return values;
  }

  @Test
  void textIsPlainAndHasNoBlankLinesWhereASectionIsMissing() {
    assertThat(MailTemplates.DIGEST.with(values()).plain())
        .isEqualTo(
            """
            North & South Trust, as of 20 November 2026

            3 open findings (1 new).

            New (18)
            - high, NTH-TW-01, North Town High: Posted during a hold. The post says <b>now</b>. (Anita Patel, by 27 November 2026) F-1
            - and 17 more in the workbook

            Overdue (2)
            - 2 of them are for IT, see below.

            For IT
            - the trust: There is no holds register. Start it.
            - 8 accounts: Not read. Collect.

            What to do
            - The workbook is /srv/reports/audit.xlsx. Type your answers into its yellow cells and save it in the trust's folder decisions.
            """);
  }

  @Test
  void htmlSaysTheSameAndEscapesWhatAccountsPosted() {
    assertThat(MailTemplates.DIGEST.with(values()).html())
        .startsWith("<!DOCTYPE html>")
        .contains("North &amp; South Trust", "The post says &lt;b&gt;now&lt;/b&gt;.")
        .contains("<li>and 17 more in the workbook</li>", "<h2 style=\"font-size:16px\">New (18)")
        .doesNotContain("<b>", "Reopened", "{{");
  }

  @Test
  void subjectIsOneLineAndSaysWhatChanged() {
    Map<String, Object> values = values();
    assertThat(MailTemplates.DIGEST.with(values).subject())
        .isEqualTo("Social media audit of North & South Trust, 20 November 2026: 1 new, 2 overdue");
    values.put("changes", "");
    values.remove("overdue");
    values.put("about", "North\r\nBcc: x@y.example");
    assertThat(MailTemplates.DIGEST.with(values).subject())
        .isEqualTo("Social media audit of North  Bcc: x@y.example, 20 November 2026: nothing new");
  }

  @Test
  void missingValueIsAnErrorAndNotAGapInAMail() {
    Map<String, Object> values = values();
    values.remove("summary");
    assertThatThrownBy(() -> MailTemplates.DIGEST.with(values)).hasMessageContaining("summary");
  }
}
