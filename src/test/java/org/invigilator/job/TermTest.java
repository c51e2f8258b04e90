package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.answer.AnsweredWorkbook;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Status;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.report.ReportModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.FileSystemUtils;

/**
 * A term of fourteen weekly audits of the sample trust: answers are given, waivers run out,
 * breaches are cured and return, a week passes in which an account cannot be read.
 */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class TermTest {
  private static final Path SAMPLE = Path.of("jobs/sample-trust");
  private static final Path GOLDEN =
      Path.of("src/test/resources/org/invigilator/job/term-ledger.txt");
  private static final LocalDate BEGIN = LocalDate.of(2026, 11, 20);
  private static final int WEEKS = 14;
  @TempDir Path folder;
  private StateStore opened;

  /** Where the state is kept; another class has the same tests on another database. */
  StateLocation place() {
    return StateLocation.of(folder.resolve("state"));
  }

  Map<String, String> login() {
    return Map.of();
  }

  private StateStore state() throws Exception {
    if (opened == null) {
      opened = StateStore.open(place(), login());
    }
    return opened;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private static LocalDate week(int number) {
    return BEGIN.plusWeeks(number - 1L);
  }

  /** The sample trust as it stands in a week. */
  private Path trust(int week) throws IOException {
    Path trust = folder.resolve("trust" + week);
    FileSystemUtils.copyRecursively(SAMPLE, trust);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
    LocalDate day = week(week);
    try (Stream<Path> files = Files.walk(trust)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.endsWith("capture.json")) {
          Files.writeString(
              file,
              Files.readString(file)
                  .replaceAll(
                      "(\"captured_at\"\\s*:\\s*\")[^\"]*",
                      "$1" + day.minusDays(1) + "T21:00:00Z"));
        }
        Files.setLastModifiedTime(
            file, FileTime.from(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
      }
    }
    boolean cured = week >= 3 && week < 6;
    edit(trust, "HZL-TW-01", line -> cured && line.contains("bet365") ? "" : line);
    if (week >= 9) {
      edit(trust, "FHH-TW-02", line -> line.replace("idiots", "complete idiots"));
    }
    if (week == 4 || week == 5) {
      FileSystemUtils.deleteRecursively(trust.resolve("snapshots/twitter/STW-TW-01"));
    }
    if (week >= 4 && week < 8) {
      Files.createDirectories(trust.resolve("decisions"));
      Files.writeString(
          trust.resolve("decisions/waivers.yaml"),
          "waivers:\n  - {rule: hold-period-post, account: FHH-TW-01, until: 2027-02-28, reason: The hold was lifted by telephone, requested_by: P-009, approved_by: P-006}\n");
    }
    return trust;
  }

  private interface Line {
    String of(String line);
  }

  private static void edit(Path trust, String account, Line change) throws IOException {
    Path posts = trust.resolve("snapshots/twitter/" + account + "/posts.ndjson");
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(posts)) {
      String changed = change.of(line);
      if (!changed.isEmpty()) {
        lines.add(changed);
      }
    }
    Files.write(posts, lines);
  }

  private ReportModel audit(int week, Path... answers) throws Exception {
    Path trust = trust(week);
    AuditRequest request =
        new AuditRequest(
            "weekly",
            trust,
            week(week),
            folder.resolve("out"),
            place(),
            false,
            trust.resolve("snapshots"),
            Map.of(),
            List.of(answers),
            Set.of(),
            Workers.HERE);
    RunOutcome result =
        new AuditWorkflow(
                request,
                Map.of(),
                Clock.fixed(week(week).atTime(6, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
                Progress.SILENT,
                new Stop(),
                "test")
            .run(TrustInput.of(request, week(week)), state(), false);
    assertThat(result.failure()).isEmpty();
    return result.report().orElseThrow();
  }

  private static Finding of(ReportModel model, String rule, String account) {
    return model.findings().stream()
        .filter(f -> f.rule().equals(rule) && f.account().equals(account))
        .findFirst()
        .orElseThrow();
  }

  private AnsweredWorkbook workbook(int week) {
    return AnsweredWorkbook.open(folder.resolve("out/" + week(week) + "/audit.xlsx"));
  }

  @Test
  void ledgerTellsExactlyWhatHappened() throws Exception {
    ReportModel first = audit(1);
    Finding link = of(first, "link-domain-blocked", "HZL-TW-01");
    Finding signoff = of(first, "approval-signoff-missing", "MRC-IG-01");
    Finding insult = of(first, "offensive-content-candidate", "FHH-TW-02");
    Finding hold = of(first, "hold-period-post", "FHH-TW-01");
    Finding second = of(first, "second-admin-missing", "STW-TW-01");
    Finding profane = of(first, "profanity-in-post", "FHH-TW-02");

    Path answers =
        workbook(1)
            .answer(
                signoff.id(),
                "Decision",
                "waive until 31/12/2026 because the principal is away until January",
                "Requested by",
                "P-013",
                "Approved by",
                "P-001")
            .answer(
                insult.id(),
                "Decision",
                "false positive because the post quotes the play",
                "Requested by",
                "P-009")
            .answer(
                second.id(), "Owner", "P-024", "Note", "Training booked", "Decision", "in progress")
            .due(second.id(), LocalDate.of(2027, 1, 29))
            .save(folder.resolve("back/week1.xlsx"));
    ReportModel two = audit(2, answers);
    assertThat(two.answers()).hasSize(6).allMatch(l -> l.result().label().equals("accepted"));
    assertThat(two.actions()).extracting(Finding::id).doesNotContain(signoff.id(), insult.id());
    ReportModel three = audit(3, answers);
    assertThat(three.resolvedFindings()).extracting(Finding::id).containsExactly(link.id());
    audit(4);
    ReportModel five =
        audit(
            5,
            workbook(4)
                .answer(profane.id(), "Decision", "fixed")
                .save(folder.resolve("back/week4.xlsx")));
    assertThat(of(five, "profanity-in-post", "FHH-TW-02").isFixedInWordsOnly()).isFalse();
    assertThat(of(five, "second-admin-missing", "STW-TW-01").owner()).isEqualTo("P-024");
    ReportModel six = audit(6);
    assertThat(of(six, "profanity-in-post", "FHH-TW-02").isFixedInWordsOnly()).isTrue();
    assertThat(six.reopenedFindings()).extracting(Finding::id).contains(link.id());
    ReportModel last = six;
    for (int week = 7; week <= WEEKS; week++) {
      last = audit(week);
    }

    Map<String, List<String>> story = story(last);
    assertThat(story.get(link.id())).containsExactly("1 new", "3 resolved", "6 reopened");
    assertThat(story.get(signoff.id())).containsExactly("1 new", "2 waived", "7 reopened");
    assertThat(story.get(insult.id())).containsExactly("1 new", "2 dismissed", "9 reopened");
    assertThat(story.get(hold.id())).containsExactly("1 new", "4 waived", "8 reopened");
    Finding kept = of(last, "second-admin-missing", "STW-TW-01");
    assertThat(kept.owner()).isEqualTo("P-024");
    assertThat(kept.due()).contains(LocalDate.of(2027, 1, 29));
    assertThat(kept.note()).isEqualTo("Training booked");
    assertThat(kept.isOverdue(week(WEEKS))).isTrue();
    assertThat(last.with(Status.REOPENED)).isEmpty();
    assertThat(last.history().latest(12)).hasSize(12);
    compare(last, story);
  }

  private static Map<String, List<String>> story(ReportModel last) {
    Map<String, List<String>> story = new TreeMap<>();
    for (Ledger.Event event : last.history().events()) {
      long week = 1 + java.time.temporal.ChronoUnit.WEEKS.between(BEGIN, event.on());
      story
          .computeIfAbsent(event.finding(), f -> new ArrayList<>())
          .add(week + " " + event.status().label());
    }
    return story;
  }

  /** Every finding that ever was, with the weeks in which something became of it. */
  private void compare(ReportModel last, Map<String, List<String>> story) throws Exception {
    StringBuilder told = new StringBuilder();
    state().ledger().all(org.invigilator.rule.Sentences.OF_CODES).stream()
        .sorted(
            java.util.Comparator.comparing(Finding::rule)
                .thenComparing(Finding::academy)
                .thenComparing(Finding::account)
                .thenComparing(f -> f.subject().id())
                .thenComparing(Finding::id))
        .forEach(
            f ->
                told.append(
                    f.rule()
                        + " "
                        + (f.account().isEmpty() ? f.academy() : f.account())
                        + " "
                        + f.subject().kind().label()
                        + ": "
                        + String.join(", ", story.getOrDefault(f.id(), List.of()))
                        + "; "
                        + f.status().label()
                        + "\n"));
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, told);
    }
    assertThat(last.findings()).isNotEmpty();
    assertThat(told.toString())
        .as("the ledger after the term; accept with -Dgolden.write=true -Dtest=TermTest")
        .isEqualTo(Files.readString(GOLDEN));
  }
}
