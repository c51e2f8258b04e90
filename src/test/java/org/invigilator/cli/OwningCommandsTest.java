package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.invigilator.job.StateLocation;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.StateStore;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.JdbcTemplate;

/** The commands by which the program is owned rather than used, as a person types them. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class OwningCommandsTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path trust = Path.of("");

  @BeforeEach
  void trust() throws Exception {
    System.setProperty("invigilator.home", Path.of("").toAbsolutePath().toString());
    trust =
        new TrustBuilder("ctat-2024", AS_OF)
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Well done Samuel Jones"))
            .write(folder.resolve("trust"));
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLineTool.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private int onTrust(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 4);
    all[args.length] = "--trust";
    all[args.length + 1] = trust.toString();
    all[args.length + 2] = "--out";
    all[args.length + 3] = folder.resolve("out").toString();
    return run(all);
  }

  @Test
  void pupilIsShownAndErasedAndTheLogKnowsIt() throws Exception {
    assertThat(onTrust("audit", "--as-of", "2026-11-20")).as(err.toString()).isZero();
    assertThat(onTrust("pupil", "show", "NTH-1")).isZero();
    assertThat(out.toString())
        .contains("ledger: finding", "posts.ndjson", "registers/pupils.csv", "pupil-name-in-post")
        .doesNotContain("Samuel");
    assertThat(onTrust("pupil", "erase", "NTH-1")).as("nobody can be asked").isEqualTo(2);
    assertThat(err.toString()).contains("--yes");
    assertThat(run("pupil", "erase", "NTH-1", "--yes", "--trust", trust.toString()))
        .as("the ledger knows reports in a folder that was not given")
        .isEqualTo(2);
    assertThat(err.toString()).contains("--include " + folder.resolve("out"));
    assertThat(
            run(
                "pupil",
                "erase",
                "NTH-1",
                "--yes",
                "--trust",
                trust.toString(),
                "--include",
                folder.resolve("out").toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("Erased", "Written again", "the next audit finds it again", "backups")
        .contains("Searched again: nothing about this pupil is left");
    assertThat(folder.resolve("out/2026-11-20/audit.xlsx")).exists();
    assertThat(Files.readString(folder.resolve("out/2026-11-20/findings.json")))
        .doesNotContain("NTH-1\"");
    assertThat(onTrust("pupil", "show", "NTH-999")).isEqualTo(1);
    assertThat(out.toString()).contains("No data about NTH-999 is stored");
    assertThat(err.toString()).contains("not in the register");
    assertThat(onTrust("log", "show")).isZero();
    assertThat(out.toString()).contains("pupil show", "pupil erased", "audit");
    assertThat(onTrust("log", "verify")).isZero();
    String head = out.toString().strip().replaceAll(".* ", "");
    assertThat(onTrust("log", "verify", "--head", head)).isZero();
    assertThat(onTrust("log", "verify", "--head", "0123")).isEqualTo(1);
    assertThat(err.toString()).contains("missing");
  }

  @Test
  void copiesOfReportsInASharedFolderAreErasedToo() throws Exception {
    Path share = folder.resolve("share");
    Files.writeString(
        trust.resolve("trust.yaml"),
        Files.readString(trust.resolve("trust.yaml")) + "\ndelivery: {folder: " + share + "}\n");
    Path jobs = Files.createDirectories(folder.resolve("jobs"));
    Files.writeString(
        jobs.resolve("north.yaml"),
        "trust: " + trust + "\nout: " + folder.resolve("out") + "\ndeliver: [folder]\n");
    assertThat(run("audit", jobs.resolve("north.yaml").toString(), "--as-of", "2026-11-20"))
        .as(err.toString())
        .isZero();
    Path copy = share.resolve("2026-11-20/audit.xlsx");
    assertThat(copy).exists();
    assertThat(onTrust("pupil", "erase", "NTH-1", "--yes")).isEqualTo(2);
    assertThat(err.toString()).contains("--include " + share);
    assertThat(onTrust("pupil", "erase", "NTH-1", "--yes", "--include", share.toString()))
        .as(err.toString())
        .isZero();
    assertThat(copy).as("a report with the reference").doesNotExist();
  }

  @Test
  void pupilIsFoundByNameAndNothingIsErasedByAnyWord() throws Exception {
    assertThat(onTrust("audit", "--as-of", "2026-11-20")).as(err.toString()).isZero();
    assertThat(onTrust("pupil", "show", "JONES, samuel")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("The pupil is NTH-1.", "ledger: finding", "posts.ndjson");
    Path posts;
    try (var files = Files.walk(trust.resolve("snapshots"))) {
      posts = files.filter(f -> f.endsWith("posts.ndjson")).findFirst().orElseThrow();
    }
    String before = Files.readString(posts);
    for (String word : new String[] {"done", "Samuel", "NTH-999"}) {
      assertThat(onTrust("pupil", "erase", word, "--yes")).as(word).isEqualTo(2);
      assertThat(err.toString()).contains("nothing was erased").contains("--also");
    }
    assertThat(posts).hasContent(before);
  }

  @Test
  void erasureThatWasCutOffIsNotForgotten() throws Exception {
    assertThat(onTrust("audit", "--as-of", "2026-11-19")).as(err.toString()).isZero();
    try (StateStore state = StateStore.open(StateLocation.of(trust.resolve(".state")), Map.of())) {
      state.log().add("dpo", "pupil erase", "NTH-1", java.time.Instant.EPOCH);
    }
    assertThat(onTrust("doctor", "--as-of", "2026-11-20")).isEqualTo(1);
    assertThat(out.toString()).contains("PROBLEM erasure").contains("The erasure of NTH-1");
    onTrust("audit", "--as-of", "2026-11-20");
    assertThat(err.toString()).contains("The erasure of NTH-1").contains("was cut off");
    assertThat(onTrust("pupil", "erase", "NTH-1", "--yes")).as(err.toString()).isZero();
    onTrust("doctor", "--as-of", "2026-11-20");
    assertThat(out.toString()).doesNotContain("PROBLEM erasure");
  }

  private JdbcTemplate jdbc() throws Exception {
    return new JdbcTemplate(
        Database.at(StateLocation.of(trust.resolve(".state")), Map.of()).single());
  }

  @Test
  void mailsThatWaitAndReportsWithTheFindingsGoWithThem() throws Exception {
    assertThat(onTrust("audit", "--as-of", "2026-11-20")).as(err.toString()).isZero();
    Path reports = folder.resolve("out/2026-11-20");
    String id =
        Files.readString(reports.resolve("findings.csv"))
            .lines()
            .filter(line -> line.contains("pupil-name-in-post"))
            .map(line -> line.replaceFirst(",.*", ""))
            .findFirst()
            .orElseThrow();
    Path evidence = Files.createDirectories(reports.resolve("evidence")).resolve(id + "-ico.zip");
    Files.writeString(evidence, "PK");
    Path mail = Files.createDirectories(reports.resolve("mail")).resolve("head.eml");
    Files.writeString(mail, "Subject: 1 finding\n\n" + id + " is about a post.\n");
    Path other = reports.resolve("mail/other.eml");
    Files.writeString(other, "Subject: nothing\n\nF-000000000000 is about an account.\n");
    try (StateStore state = StateStore.open(StateLocation.of(trust.resolve(".state")), Map.of())) {
      assertThat(state.runs().all()).isNotEmpty();
      for (String text : List.of(id, "F-000000000000")) {
        jdbc()
            .update(
                "insert into mail (id, as_of, recipient, subject, message, state, attempts, told, changed_at) values (?, date '2026-11-20', 'h', 's', ?, 'QUEUED', 0, '', current_timestamp)",
                text,
                ("Subject: s\n\n" + text + " waits.\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(onTrust("pupil", "erase", "NTH-1", "--yes")).as(err.toString()).isZero();
    assertThat(evidence).doesNotExist();
    assertThat(mail).doesNotExist();
    assertThat(other).exists();
    try (StateStore state = StateStore.open(StateLocation.of(trust.resolve(".state")), Map.of())) {
      assertThat(state.runs().all()).isNotEmpty();
      assertThat(jdbc().queryForList("select id from mail", String.class))
          .containsExactly("F-000000000000");
    }
  }

  @Test
  void lostLedgerAnswersNothing() throws Exception {
    assertThat(onTrust("audit", "--as-of", "2026-11-20")).as(err.toString()).isZero();
    try (var files = Files.walk(trust.resolve(".state"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertThat(onTrust("pupil", "show", "NTH-1")).isEqualTo(2);
    assertThat(err.toString()).contains("The ledger is empty", "Restore");
    assertThat(onTrust("pupil", "erase", "NTH-1", "--yes")).isEqualTo(2);
  }

  @Test
  void namesOfTheRollAreSearchedForEvenWhenAnotherRegisterHasAProblem() throws Exception {
    assertThat(onTrust("audit", "--as-of", "2026-11-20")).as(err.toString()).isZero();
    Files.writeString(trust.resolve("registers/holds.csv"), "hold_id,scope\nH1,nowhere\n");
    assertThat(onTrust("pupil", "show", "NTH-1", "--also", "Somebody Else")).isZero();
    assertThat(out.toString()).contains("posts.ndjson");
    assertThat(err.toString()).doesNotContain("not in the register");
  }

  @Test
  void purgeSaysWhatWouldGoAndWritesItsReport() {
    assertThat(onTrust("audit", "--as-of", "2026-11-20")).isZero();
    assertThat(onTrust("purge", "--dry-run")).isZero();
    assertThat(out.toString()).contains("Nothing is due for deletion");
    assertThat(onTrust("purge")).isZero();
    assertThat(out.toString()).contains("purge.csv");
    assertThat(onTrust("purge", "--as-of", "2126-11-20")).isEqualTo(2);
    assertThat(err.toString()).contains("in the future");
  }

  @Test
  void dataProtectionPackIsFilledInFromTheSettings() throws Exception {
    Path yaml = trust.resolve("trust.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            + "\nprivacy: {controller: North Town Trust, data_protection_officer: dpo@trust.example}\nretention: {followers_days: 7}\n");
    assertThat(onTrust("dpia", "--as-of", "2026-11-20")).as(err.toString()).isZero();
    String text = text(folder.resolve("out/data-protection-2026-11-20.docx"));
    assertThat(text)
        .contains(
            "North Town Trust",
            "dpo@trust.example",
            "Followers' names are not compared with the roll",
            "The findings database is NOT encrypted",
            "ctat-2024@")
        .doesNotContain("Samuel", "NTH-1", "legal name and ICO registration number");
    long gaps =
        text.split(java.util.regex.Pattern.quote("[To be completed by the trust: "), -1).length - 1;
    assertThat(text).contains("\n" + gaps + " gaps to complete.\n");
    assertThat(out.toString()).contains(gaps + " gaps to complete");
    Files.writeString(yaml, Files.readString(yaml).replace("controller: North Town Trust, ", ""));
    onTrust("dpia", "--as-of", "2026-11-20");
    assertThat(out.toString()).contains(gaps + 1 + " gaps to complete");
    assertThat(text(folder.resolve("out/data-protection-2026-11-20.docx")))
        .contains("legal name and ICO registration number");
  }

  private static String text(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file);
        XWPFDocument document = new XWPFDocument(in);
        XWPFWordExtractor extractor = new XWPFWordExtractor(document)) {
      return extractor.getText().lines().collect(Collectors.joining("\n"));
    }
  }

  @Test
  void doctorTellsWhatIsAmissAndPrintsNoSecret() throws Exception {
    assertThat(onTrust("doctor", "--as-of", "2026-11-20")).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("Java", "clock", "in London", "state", "registers and policies", "no delivery");
    Files.writeString(
        trust.resolve("trust.yaml"),
        Files.readString(trust.resolve("trust.yaml"))
            + "\nsources: {x: api}\ndelivery: {smtp: {host: 127.0.0.1, port: 1, security: none, from: a@b.example}}\n");
    assertThat(onTrust("doctor", "--as-of", "2026-11-20")).isEqualTo(1);
    assertThat(out.toString())
        .contains("PROBLEM credentials for X")
        .contains("PROBLEM budget")
        .contains("PROBLEM mail")
        .contains("cannot be reached");
    Files.delete(trust.resolve("registers/accounts.csv"));
    assertThat(onTrust("doctor", "--as-of", "2026-11-20")).isEqualTo(1);
    assertThat(out.toString()).contains("PROBLEM input");
  }

  @Test
  void scheduleListsItsTimesAndRefusesWhatCannotRun() throws Exception {
    Path jobs = Files.createDirectories(folder.resolve("jobs"));
    String beats = folder.resolve("beats.json").toString();
    assertThat(run("schedule", "--jobs", jobs.toString(), "--heartbeat", beats)).isEqualTo(2);
    assertThat(err.toString()).contains("No job in this folder has a schedule");
    Files.writeString(
        jobs.resolve("nightly.yaml"), "trust: trust\nschedule: {cron: \"0 30 2 * * ?\"}\n");
    assertThat(run("schedule", "--jobs", jobs.toString(), "--list")).isZero();
    assertThat(out.toString()).contains("nightly", "02:30 Europe/London");
    assertThat(run("schedule", "--jobs", jobs.toString(), "--heartbeat", beats, "--health"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("has never run");
    assertThat(run("schedule", "--jobs", jobs.toString(), "--heartbeat", beats, "--once")).isZero();
    assertThat(Files.readString(Path.of(beats))).contains("nightly", "since");
    Files.writeString(
        jobs.resolve("nightly.yaml"), "trust: trust\nschedule: {cron: \"0 30 1 * * ?\"}\n");
    assertThat(run("schedule", "--jobs", jobs.toString(), "--list")).isEqualTo(2);
    assertThat(err.toString()).contains("clock change in Europe/London");
  }
}
