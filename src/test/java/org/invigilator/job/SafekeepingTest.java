package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.finding.StoredEvidence;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.policy.Retention;
import org.invigilator.privacy.PupilRecords;
import org.invigilator.privacy.Purge;
import org.invigilator.privacy.Traces;
import org.invigilator.register.Pupil;
import org.invigilator.register.RegisterReader;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept, for how long, by whom it can be read, and what is left once it is erased. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class SafekeepingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final String KEY = "a-key-that-is-long-enough";
  private static final Retention.Limits LIMITS =
      Retention.UNSAID.within(new Retention.Bounds(365, 30, 30));
  @TempDir Path folder;

  /** Where the state is kept; another class has the same tests on another database. */
  StateLocation place() {
    return StateLocation.of(folder.resolve("trust/.state"));
  }

  Map<String, String> login() {
    return Map.of();
  }

  private AuditRequest request(LocalDate asOf) {
    return new AuditRequest(
        "test", folder.resolve("trust"), asOf, folder.resolve("out"), place(), false);
  }

  private RunOutcome night(LocalDate asOf, Map<String, String> more) throws Exception {
    AuditRequest request = request(asOf);
    Map<String, String> environment = new HashMap<>(login());
    environment.putAll(more);
    AuditWorkflow night =
        new AuditWorkflow(
            request,
            environment,
            Clock.fixed(asOf.atTime(3, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
            Progress.SILENT,
            new Stop(),
            "test");
    TrustInput preparation = night.prepare(false);
    try (StateStore state = StateStore.open(request.state(), environment)) {
      return night.run(preparation, state, false);
    }
  }

  private JdbcTemplate jdbc() throws Exception {
    return new JdbcTemplate(Database.at(place(), login()).single());
  }

  /** As if the collector had read a part of an account at a moment. */
  private void collected(String account, String part, String at) throws Exception {
    try (StateStore state = StateStore.open(place(), login())) {
      assertThat(state.runs().all()).isNotNull();
      jdbc()
          .update(
              "insert into collected_part (platform, account, part, source, open_sought, sweep, since_id, next_page, pages, found, known_run, ended, done_at, newest, items, counted, sought, note, trouble, reason) values ('twitter', ?, ?, 'X', '', false, '', '', 0, 0, 0, true, ?, '', 0, 0, '', '', '', '')",
              account,
              part,
              java.sql.Timestamp.from(Instant.parse(at)));
      Path capture = snapshot(account, "capture.json");
      Files.writeString(
          capture, Files.readString(capture).replaceFirst("\\{", "{\"source\": \"X\", "));
    }
  }

  private List<Purge.Deletion> purge(LocalDate asOf, boolean trial) throws Exception {
    try (StateStore state = StateStore.open(place(), login())) {
      return state.purge(request(asOf), asOf, LIMITS, trial);
    }
  }

  private Path snapshot(String account, String file) {
    return folder.resolve("trust/snapshots/twitter/" + account + "/" + file);
  }

  private static TrustBuilder trust() {
    return new TrustBuilder("ctat-2024", DAY);
  }

  @Test
  void copyIsDeletedTheDayAfterItsLastAndTheNextAuditCallsItUnreadable() throws Exception {
    trust().write(folder.resolve("trust"));
    collected("NTH-TW-01", "followers", "2026-10-21T02:30:00Z");
    assertThat(purge(DAY, false)).as("day 30").isEmpty();
    assertThat(purge(DAY.plusDays(1), true))
        .extracting(Purge.Deletion::what, Purge.Deletion::where)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("saved copies of followers", "NTH-TW-01"));
    assertThat(snapshot("NTH-TW-01", "followers.ndjson")).as("a trial changes nothing").exists();
    purge(DAY.plusDays(1), false);
    assertThat(snapshot("NTH-TW-01", "followers.ndjson")).doesNotExist();
    assertThat(Files.readString(snapshot("NTH-TW-01", "capture.json")))
        .contains("unreadable")
        .contains("was deleted on 21 November 2026, after 30 days");
    assertThat(purge(DAY.plusDays(1), false)).as("once is enough").isEmpty();
  }

  @Test
  void whatTheTrustPutThereItselfIsNotTouched() throws Exception {
    trust().write(folder.resolve("trust"));
    try (StateStore state = StateStore.open(place(), login())) {
      assertThat(state.purge(request(DAY), DAY.plusYears(5), LIMITS, false)).isEmpty();
    }
    assertThat(snapshot("NTH-TW-01", "followers.ndjson")).exists();
    assertThat(snapshot("NTH-TW-01", "posts.ndjson")).exists();
  }

  @Test
  void copyOnWhichAFindingRestsIsThinnedToIt() throws Exception {
    trust()
        .post(
            "NTH-TW-01",
            Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Text 07700 900123"))
        .write(folder.resolve("trust"));
    night(DAY, Map.of());
    collected("NTH-TW-01", "posts", "2025-11-19T02:30:00Z");
    assertThat(purge(DAY, false)).extracting(Purge.Deletion::where).containsExactly("NTH-TW-01");
    assertThat(Files.readAllLines(snapshot("NTH-TW-01", "posts.ndjson")))
        .hasSize(1)
        .allMatch(line -> line.contains("07700"));
    assertThat(Files.readString(snapshot("NTH-TW-01", "capture.json"))).contains("partial");
    Finding finding =
        night(DAY.plusDays(1), Map.of()).report().orElseThrow().findings().stream()
            .filter(f -> f.rule().equals("personal-data-in-post"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.status()).as("still there").isEqualTo(Status.OPEN);
  }

  /** The finding closes, and thirty days later its row is gone. */
  @Test
  void findingAboutAFollowerWhoLeftGoesAfterThirtyDays() throws Exception {
    trust()
        .set("pupils", "NTH-1", Map.of("known_handles", "twitter:sam_demo:8001"))
        .follower("NTH-TW-01", Map.of("id", "8001", "username", "sam_demo"))
        .write(folder.resolve("trust"));
    RunOutcome first = night(DAY, Map.of());
    List<String> about = about(first, "8001");
    assertThat(about).isNotEmpty();
    trust()
        .set("pupils", "NTH-1", Map.of("known_handles", "twitter:sam_demo:8001"))
        .write(folder.resolve("trust"));
    night(DAY.plusDays(1), Map.of());
    assertThat(purge(DAY.plusDays(31), false)).isEmpty();
    assertThat(purge(DAY.plusDays(32), false))
        .extracting(Purge.Deletion::what)
        .containsExactly("resolved findings");
    try (StateStore state = StateStore.open(place(), login())) {
      assertThat(state.ledger().all(org.invigilator.rule.Sentences.OF_CODES))
          .noneMatch(f -> about.contains(f.id()));
    }
  }

  private static List<String> about(RunOutcome outcome, String subject) {
    return outcome.report().orElseThrow().findings().stream()
        .filter(f -> f.subject().id().equals(subject))
        .map(Finding::id)
        .toList();
  }

  @Test
  void wordsOfAPostThatWasDeletedGoAndItsHashStays() throws Exception {
    trust()
        .post(
            "NTH-TW-01",
            Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "What a sh*t day"))
        .write(folder.resolve("trust"));
    RunOutcome first = night(DAY, Map.of());
    assertThat(observed(about(first, "31").get(0))).contains("word");
    trust().write(folder.resolve("trust"));
    RunOutcome second = night(DAY.plusDays(1), Map.of());
    assertThat(second.purged()).isPositive();
    assertThat(folder.resolve("out/" + DAY.plusDays(1) + "/purge.csv"))
        .content()
        .contains("texts about posts that are no longer there");
    assertThat(observed(about(first, "31").get(0)))
        .startsWith("This post is no longer in the saved copy")
        .contains("Hash of the text: ")
        .doesNotContain("word");
  }

  private String observed(String id) throws Exception {
    try (StateStore state = StateStore.open(place(), login())) {
      return state.ledger().all(org.invigilator.rule.Sentences.OF_CODES).stream()
          .filter(f -> f.id().equals(id))
          .findFirst()
          .orElseThrow()
          .observed();
    }
  }

  @Test
  void reportsGoAfterAYearAndTheWorkbookWithNamesAfterAQuarter() throws Exception {
    trust().write(folder.resolve("trust"));
    night(DAY, Map.of("INVIGILATOR_SAFEGUARDING_PASSWORD", "a good password"));
    Path reports = folder.resolve("out/" + DAY);
    Files.writeString(reports.resolve("minutes.txt"), "somebody else's");
    assertThat(reports.resolve("safeguarding.xlsx")).exists();
    purge(DAY.plusDays(90), false);
    assertThat(reports.resolve("safeguarding.xlsx")).exists();
    purge(DAY.plusDays(91), false);
    assertThat(reports.resolve("safeguarding.xlsx")).doesNotExist();
    assertThat(reports.resolve("audit.xlsx")).exists();
    purge(DAY.plusDays(366), false);
    assertThat(reports.resolve("audit.xlsx")).doesNotExist();
    assertThat(reports.resolve("academies")).doesNotExist();
    assertThat(reports.resolve("minutes.txt")).exists();
  }

  @Test
  void everyNightIsPurgedAndEntersWhatItDid() throws Exception {
    trust().write(folder.resolve("trust"));
    night(DAY, Map.of());
    assertThat(folder.resolve("out/" + DAY + "/purge.csv")).exists();
    assertThat(Files.readString(folder.resolve("out/metrics/test.prom")))
        .contains("invigilator_run_success{job=\"test\"} 1.0")
        .contains("invigilator_accounts{job=\"test\",state=\"registered\"}")
        .contains("invigilator_findings{job=\"test\",severity=\"high\"}")
        .doesNotContain("NTH");
    try (StateStore state = StateStore.open(place(), login())) {
      assertThat(state.log().latest(5))
          .extracting(e -> e.who() + " " + e.did())
          .contains("test audit");
      assertThat(state.log().verify(List.of()).broken()).isEmpty();
      String head = state.log().head();
      assertThat(state.log().verify(List.of(head)).broken()).isEmpty();
      state.log().add("somebody", "pupil show", "NTH-1", Instant.parse("2026-11-20T09:00:00.123Z"));
      assertThat(state.log().verify(List.of(head)).broken()).as("the old end is in it").isEmpty();
      String end = state.log().head();
      jdbc().update("delete from access_log where number = (select max(number) from access_log)");
      assertThat(state.log().verify(List.of(end)).broken()).isPresent();
      if (Files.exists(folder.resolve("trust/.state/log-head"))) {
        assertThat(state.log().verify(List.of()).broken())
            .hasValueSatisfying(why -> assertThat(why).contains("at its end are missing"));
        state.log().anchor();
        assertThat(state.log().verify(List.of()).broken()).isEmpty();
        Files.delete(folder.resolve("trust/.state/log-head"));
        assertThat(state.log().verify(List.of()).broken())
            .hasValueSatisfying(why -> assertThat(why).contains("log-head").contains("deleted"));
        state.log().anchor();
      }
      jdbc().update("update access_log set who = 'nobody' where number = 1");
      assertThat(state.log().verify(List.of()).broken())
          .hasValueSatisfying(why -> assertThat(why).contains("entry 1"));
    }
  }

  @Test
  void everythingIsReadableByItsOwnerOnly() throws Exception {
    trust().write(folder.resolve("trust"));
    night(DAY, Map.of("INVIGILATOR_SAFEGUARDING_PASSWORD", "a good password"));
    List<Path> ours = new ArrayList<>();
    for (Path root : List.of(folder.resolve("out"), folder.resolve("trust/.state"))) {
      if (Files.exists(root)) {
        try (Stream<Path> all = Files.walk(root)) {
          ours.addAll(all.toList());
        }
      }
    }
    assertThat(ours)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            path ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(path.toString())
                    .endsWith("------"));
  }

  @Test
  void afterErasureNoByteBearsTheNameOrTheHandle() throws Exception {
    Path trust =
        trust()
            .set(
                "pupils",
                "NTH-1",
                Map.of(
                    "first_name", "Saoirse",
                    "last_name", "O'Hanlon-Quist",
                    "known_handles", "twitter:saoirse_demo:990000000778001"))
            .follower(
                "NTH-TW-01",
                Map.of("id", "990000000778001", "username", "saoirse_demo", "name", "S"))
            .follower(
                "STH-TW-01",
                Map.of(
                    "id", "8002", "username", "a_friend", "name", "of Saoirse O\u2019Hanlon-Quist"))
            .post(
                "NTH-TW-01",
                Map.of(
                    "id", "31",
                    "at", "2026-11-10T10:00:00Z",
                    "text", "Well done Saoirse O'Hanlon-Quist @Saoirse_Demo #saoirseohanlonquist"))
            .mention(
                "NTH-TW-01",
                Map.of("id", "41", "at", "2026-11-11T10:00:00Z", "text", "Thanks @saoirse_demo"))
            .write(folder.resolve("trust"));
    night(DAY, Map.of("INVIGILATOR_SAFEGUARDING_PASSWORD", "a good password"));
    Path answered = trust.resolve("decisions/answered.xls");
    Files.createDirectories(trust.resolve("decisions"));
    Files.createFile(trust.resolve("decisions/empty.txt"));
    Files.copy(folder.resolve("out/" + DAY + "/safeguarding.xlsx"), answered);
    List<Pupil> rows =
        RegisterReader.read(trust.resolve("registers")).registers().pupils().stream()
            .filter(p -> p.ref().equals("NTH-1"))
            .toList();
    Traces traces = Traces.of("NTH-1", rows, List.of(), List.of());
    try (StateStore state = StateStore.open(place(), login())) {
      PupilRecords records = state.pupil(request(DAY), traces, List.of(), List.of());
      assertThat(records.findings()).isNotEmpty();
      assertThat(records.show())
          .extracting(PupilRecords.Held::kind)
          .contains(PupilRecords.Kind.OURS, PupilRecords.Kind.SEALED, PupilRecords.Kind.THE_TRUSTS);
      state.erase(records);
    }
    try (StateStore state = StateStore.open(place(), login())) {
      PupilRecords records = state.pupil(request(DAY), traces, List.of(), List.of());
      assertThat(records.findings()).isEmpty();
      assertThat(records.show())
          .allMatch(h -> h.kind() == PupilRecords.Kind.THE_TRUSTS)
          .anyMatch(
              h ->
                  h.where().endsWith("decisions/answered.xls")
                      && h.what().equals("encrypted, so not searched; may contain the name"));
    }
    assertThat(bytes(List.of("saoirse", "hanlon", "990000000778001")))
        .as("files that still bear any")
        .allMatch(f -> f.startsWith("trust/registers/"));
    assertThat(bytes(List.of("nth-1\""))).noneMatch(f -> f.startsWith("out/"));
    assertThat(Files.readString(snapshot("NTH-TW-01", "posts.ndjson")))
        .as("the post stays, without the pupil")
        .contains("Well done [erased]");
    RunOutcome next = night(DAY.plusDays(1), Map.of());
    assertThat(next.failure()).as("what is left can be audited").isEmpty();
  }

  @Test
  void aDatabaseThatCouldNotBeRewrittenSaysSo() throws Exception {
    assumeTrue(place() instanceof StateLocation.Folder, "a server has files of its own");
    trust().write(folder.resolve("trust"));
    night(DAY, Map.of());
    Traces traces = Traces.of("NTH-1", List.of(), List.of(), List.of());
    StateStore state = StateStore.open(place(), login());
    Path obstacle = folder.resolve("trust/.state/invigilator.mv.db.tempFile/obstacle");
    try (state) {
      state.erase(state.pupil(request(DAY), traces, List.of(), List.of()));
      // The new file cannot be written, as on a full disk.
      Files.createDirectories(obstacle);
    }
    assertThat(state.isToBeRewritten()).isTrue();
    Files.delete(obstacle);
    Files.deleteIfExists(obstacle.getParent());
    StateStore again = StateStore.open(place(), login());
    try (again) {
      again.erase(again.pupil(request(DAY), traces, List.of(), List.of()));
    }
    assertThat(again.isToBeRewritten()).isFalse();
  }

  @Test
  void erasureLeavesWhatIsSomebodyElsesAndFindsNamesHoweverTheyAreWritten() throws Exception {
    Path trust =
        trust()
            .set("pupils", "NTH-1", Map.of("first_name", "Sophie", "last_name", "Turner"))
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "#WellDoneSophieTurner"))
            .post(
                "NTH-TW-01",
                Map.of(
                    "id",
                    "32",
                    "at",
                    "2026-11-10T11:00:00Z",
                    "text",
                    "Turner Sophie, S\u00f3phie T\u00farner and So\u200bphie\u00a0Turner"))
            .post(
                "NTH-TW-01",
                Map.of(
                    "id", "33", "at", "2026-11-10T12:00:00Z", "text", "Sophie Turnbull is another"))
            .write(folder.resolve("trust"));
    night(DAY, Map.of());
    Path minutes = folder.resolve("out/" + DAY + "/minutes.txt");
    Files.writeString(minutes, "About Sophie Turner");
    Files.writeString(folder.resolve("out/letter.txt"), "Dear Sophie Turner");
    Path draft = snapshot("NTH-TW-01", ".posts.ndjson.new");
    Files.writeString(draft, "{\"text\": \"Sophie Turner\"");
    List<Pupil> rows =
        RegisterReader.read(trust.resolve("registers")).registers().pupils().stream()
            .filter(p -> p.ref().equals("NTH-1"))
            .toList();
    // Words that are also names of things in the ledger must not break it.
    Traces traces = Traces.of("NTH-1", rows, List.of("new", "media", "high"), List.of());
    List<PupilRecords.Held> held;
    try (StateStore state = StateStore.open(place(), login())) {
      held = state.erase(state.pupil(request(DAY), traces, List.of(), List.of()));
    }
    assertThat(minutes).exists();
    assertThat(folder.resolve("out/letter.txt")).exists();
    assertThat(held)
        .filteredOn(h -> h.kind() == PupilRecords.Kind.THE_TRUSTS)
        .extracting(PupilRecords.Held::where)
        .anyMatch(w -> w.endsWith("minutes.txt"))
        .anyMatch(w -> w.endsWith("letter.txt"));
    assertThat(draft).doesNotExist();
    assertThat(Files.readString(snapshot("NTH-TW-01", "posts.ndjson")))
        .doesNotContainIgnoringCase("turner")
        .contains("Sophie Turnbull is another");
    try (StateStore state = StateStore.open(place(), login())) {
      assertThat(state.ledger().all(org.invigilator.rule.Sentences.OF_CODES))
          .as("the ledger can be read")
          .isNotNull();
    }
    assertThat(night(DAY.plusDays(1), Map.of()).failure()).isEmpty();
  }

  @Test
  void oldPostsLeaveACopyThatIsKeptUpAndAPartialOneProvesNothing() throws Exception {
    trust()
        .post("NTH-TW-01", Map.of("id", "21", "at", "2025-11-01T10:00:00Z", "text", "An old one"))
        .post(
            "NTH-TW-01",
            Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "What a sh*t day"))
        .write(folder.resolve("trust"));
    RunOutcome first = night(DAY, Map.of());
    collected("NTH-TW-01", "posts", DAY + "T02:30:00Z");
    assertThat(purge(DAY, false))
        .extracting(Purge.Deletion::what)
        .containsExactly("saved copies of old posts");
    assertThat(Files.readString(snapshot("NTH-TW-01", "posts.ndjson")))
        .doesNotContain("An old one")
        .contains("What a");
    trust().write(folder.resolve("trust"));
    night(DAY.plusDays(1), Map.of());
    String id = about(first, "31").get(0);
    jdbcUpdate(
        "update finding set observed = '"
            + StoredEvidence.sentence("The post contains a word.")
            + "' where id = ?",
        id);
    trust().capture("NTH-TW-01", Map.of("posts", "partial")).write(folder.resolve("trust"));
    assertThat(purge(DAY.plusDays(1), false)).isEmpty();
    assertThat(observed(id)).isEqualTo("The post contains a word.");
  }

  private void jdbcUpdate(String sql, String argument) throws Exception {
    try (StateStore state = StateStore.open(place(), login())) {
      assertThat(state.runs().all()).isNotEmpty();
      jdbc().update(sql, argument);
    }
  }

  @Test
  void damagedFileStopsNeitherPurgeNorErasure() throws Exception {
    Path trust = trust().write(folder.resolve("trust"));
    Path posts = snapshot("NTH-TW-01", "posts.ndjson");
    java.io.ByteArrayOutputStream zipped = new java.io.ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream to = new java.util.zip.GZIPOutputStream(zipped)) {
      to.write(Files.readAllBytes(posts));
    }
    Files.delete(posts);
    Files.write(
        snapshot("NTH-TW-01", "posts.ndjson.gz"),
        java.util.Arrays.copyOf(zipped.toByteArray(), zipped.size() - 12));
    Files.write(trust.resolve("archive.zip"), new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 1, 2});
    collected("NTH-TW-01", "posts", "2024-10-21T02:30:00Z");
    try (StateStore state = StateStore.open(place(), login())) {
      assertThat(
              state
                  .pupil(
                      request(DAY),
                      Traces.of("NTH-1", List.of(), List.of(), List.of()),
                      List.of(),
                      List.of())
                  .show())
          .isNotNull();
      state.purge(request(DAY), DAY, LIMITS, false);
    }
  }

  /** The files in which any of some texts stands, in whatever case, packed or not. */
  private List<String> bytes(List<String> texts) throws Exception {
    List<String> bearing = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        boolean bears = bears(Files.readAllBytes(file), texts);
        if (file.toString().endsWith(".xlsx") && !file.endsWith("safeguarding.xlsx")) {
          try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
              bears |= bears(zip.getInputStream(entry).readAllBytes(), texts);
            }
          }
        }
        if (bears) {
          bearing.add(folder.relativize(file).toString());
        }
      }
    }
    return bearing;
  }

  private static boolean bears(byte[] bytes, List<String> texts) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    String wide = new String(bytes, StandardCharsets.UTF_16LE).toLowerCase(Locale.ROOT);
    return texts.stream().anyMatch(t -> latin.contains(t) || wide.contains(t));
  }

  @Test
  void ledgerIsEncryptedOnceAKeyIsGivenAndIsOfNoUseWithoutIt() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        place() instanceof StateLocation.Folder, "a server encrypts its own disks");
    trust()
        .post(
            "NTH-TW-01",
            Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Text 07700 900123"))
        .write(folder.resolve("trust"));
    night(DAY, Map.of());
    Path file = folder.resolve("trust/.state/invigilator.mv.db");
    assertThat(bears(Files.readAllBytes(file), List.of("personal-data-in-post"))).isTrue();
    RunOutcome second = night(DAY.plusDays(1), Map.of(Database.KEY, KEY));
    assertThat(second.report().orElseThrow().with(Status.NEW)).as("the ledger is kept").isEmpty();
    assertThat(bears(Files.readAllBytes(file), List.of("personal-data-in-post"))).isFalse();
    assertThatThrownBy(() -> StateStore.open(place(), Map.of()))
        .isInstanceOf(StateStore.Damaged.class)
        .hasMessageContaining("encrypted")
        .hasMessageContaining(Database.KEY);
    assertThatThrownBy(
            () -> StateStore.open(place(), Map.of(Database.KEY, "another-key-of-some-length")))
        .isInstanceOf(StateStore.Damaged.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> StateStore.open(place(), Map.of(Database.KEY, "short")))
        .hasMessageContaining("16");
    try (StateStore state = StateStore.open(place(), Map.of(Database.KEY, KEY))) {
      assertThat(state.runs().all()).hasSize(2);
    }
  }

  @Test
  void longerThanThePolicyAllowsIsRefused() throws Exception {
    Path trust = trust().write(folder.resolve("trust"));
    Path yaml = trust.resolve("trust.yaml");
    String before = Files.readString(yaml);
    Files.writeString(yaml, before + "\nretention: {followers_days: 31, safeguarding_days: 0}\n");
    assertThatThrownBy(() -> TrustInput.of(trust, DAY))
        .hasMessageContaining("retention.followers_days")
        .hasMessageContaining("at most 30")
        .hasMessageContaining("retention.safeguarding_days");
    Files.writeString(yaml, before + "\nretention: {followers_days: 7}\n");
    assertThat(TrustInput.of(trust, DAY).requirements().retention())
        .isEqualTo(new Retention.Limits(365, 7, 30, 730, 365, 90));
  }

  @Test
  void secretComesFromAFileThatOthersCannotRead() throws Exception {
    Path file = folder.resolve("token");
    Files.writeString(file, "s3cret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Secrets.of(Map.of("INVIGILATOR_X_BEARER_TOKEN_FILE", file.toString())))
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("s3cret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(Secrets.of(Map.of("INVIGILATOR_X_BEARER_TOKEN_FILE", file.toString())))
        .containsEntry("INVIGILATOR_X_BEARER_TOKEN", "s3cret");
    assertThatThrownBy(
            () ->
                Secrets.of(
                    Map.of(
                        "INVIGILATOR_STATE_KEY_FILE",
                        file.toString(),
                        "INVIGILATOR_STATE_KEY",
                        "x")))
        .hasMessageContaining("one of the two");
  }

  @Test
  void placeWithAPasswordInItIsRefusedAndNotRepeated() {
    for (String url :
        Set.of(
            "jdbc:postgresql://h/d?user=a&password=hunter2", "jdbc:postgresql://a:hunter2@h/d")) {
      assertThatThrownBy(() -> StateLocation.of(url, folder))
          .hasMessageContaining(Database.PASSWORD)
          .hasMessageNotContaining("hunter2");
    }
    assertThatThrownBy(() -> StateLocation.of("jdbc:mysql://h/d", folder))
        .hasMessageContaining("mysql");
    assertThat(StateLocation.of("state", folder))
        .isEqualTo(StateLocation.of(folder.resolve("state")));
  }

  /** A ledger of a later version may have what this one would lose. */
  @Test
  void aLedgerOfANewerVersionIsRefused() throws Exception {
    StateStore.open(place(), Map.of()).close();
    jdbc()
        .update(
            "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\") values (999, '999', 'later', 'SQL', 'V999__later.sql', 'test', 1, true)");
    assertThatThrownBy(() -> StateStore.open(place(), Map.of()))
        .isInstanceOf(StateStore.Damaged.class)
        .hasMessageContaining("a newer version of this program");
  }
}
