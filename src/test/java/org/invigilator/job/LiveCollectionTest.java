package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.demo.Access;
import org.invigilator.demo.DemoServer;
import org.invigilator.demo.Failure;
import org.invigilator.job.collect.Estimate;
import org.invigilator.job.collect.LiveCollection;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.policy.Source;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.RegisterReader;
import org.invigilator.register.Registers;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole audits of what was collected by itself. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class LiveCollectionTest {
  private static final Path SAMPLE = Path.of("jobs/sample-trust");
  private static final LocalDate NIGHT = LocalDate.of(2026, 11, 20);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-19T21:11:07Z"), ZoneOffset.UTC);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  @TempDir Path folder;
  private DemoServer server;

  /** Where the state is kept; another class has the same tests on another database. */
  StateLocation place() {
    return StateLocation.of(folder.resolve("state"));
  }

  Map<String, String> login() {
    return Map.of();
  }

  @BeforeEach
  void start() throws Exception {
    server = DemoServer.start(SAMPLE, 0, CLOCK);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Map<String, String> environment() {
    return Map.of(
        XCredentials.BEARER,
        Access.BEARER,
        "INVIGILATOR_LOCKS",
        folder.resolve("locks").toString());
  }

  private AuditRequest live(LocalDate asOf, Source source, boolean again) {
    return new AuditRequest(
        "test",
        Files.isDirectory(folder.resolve("trust")) ? folder.resolve("trust") : SAMPLE,
        asOf,
        folder.resolve("out"),
        place(),
        again,
        folder.resolve("snapshots"),
        Map.of("x", source),
        List.of(),
        java.util.Set.of(),
        Workers.HERE);
  }

  private Source x() {
    return new Source(
        Source.Use.API, server.x(), Source.Fields.TWEET, 28, 3650, 60, 3, 60, null, 5, null, null);
  }

  private RunOutcome audit(AuditRequest request, Map<String, String> environment) throws Exception {
    try (StateStore state = StateStore.open(request.state(), login())) {
      return new AuditWorkflow(request, environment, CLOCK, Progress.SILENT, new Stop(), "test")
          .run(TrustInput.of(request, request.asOf()), state, false);
    }
  }

  private JsonNode findings(Path out) throws Exception {
    return JSON.readTree(out.resolve(NIGHT + "/findings.json").toFile());
  }

  /** The sample as a collector would have seen it, every account at the same moment. */
  private Path freshlyCaptured() throws Exception {
    Path trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(SAMPLE, trust);
    try (Stream<Path> files = Files.walk(trust.resolve("snapshots"))) {
      for (Path file : files.filter(f -> f.endsWith("capture.json")).toList()) {
        boolean gone = Files.readString(file).contains("not_found");
        String extent = gone ? "unreadable" : "complete";
        Map<String, Object> capture = new java.util.TreeMap<>();
        Map<String, String> reasons = new java.util.TreeMap<>();
        for (String part : List.of("posts", "mentions", "followers", "following")) {
          capture.put(part, extent);
          if (gone) {
            reasons.put(part, "the account was not found");
          }
        }
        capture.put("captured_at", CLOCK.instant().toString());
        capture.put("profile", gone ? "not_found" : "found");
        capture.put("reasons", reasons);
        Files.writeString(file, JSON.writeValueAsString(capture));
        Path followers = file.resolveSibling("followers.ndjson");
        if (!gone && !Files.exists(followers)) {
          Files.createFile(followers);
        }
      }
    }
    Path taken = trust.resolve("snapshots/twitter/LNG-TW-01/profile.json");
    Files.writeString(
        taken, Files.readString(taken).replace("889999999999999999", "880000000000031676"));
    return trust;
  }

  @Test
  void strangerWhoTookAHandleIsNamedAndNotRead() throws Exception {
    ReportModel report = audit(live(NIGHT, x(), false), environment()).report().orElseThrow();
    assertThat(report.findings())
        .filteredOn(f -> f.account().equals("LNG-TW-01"))
        .extracting(f -> f.rule())
        .contains("account-identity-changed")
        .doesNotContain("profile-identity-incomplete", "spam-chain-candidate");
    Path stranger = folder.resolve("snapshots/twitter/LNG-TW-01");
    assertThat(stranger.resolve("posts.ndjson")).doesNotExist();
    assertThat(stranger.resolve("followers.ndjson")).doesNotExist();
    assertThat(Files.readString(stranger.resolve("profile.json")))
        .isEqualTo("{\"id\":\"889999999999999999\",\"username\":\"LNG_flt_demo\"}");
  }

  private static List<String> differences(List<String> expected, List<String> actual) {
    return Stream.concat(
            expected.stream().filter(e -> !actual.contains(e)).map(e -> "- " + e),
            actual.stream().filter(a -> !expected.contains(a)).map(a -> "+ " + a))
        .toList();
  }

  /** What a finding is, apart from when it was captured. */
  private static List<String> told(JsonNode findings) {
    return findings
        .path("findings")
        .valueStream()
        .map(
            f ->
                f.path("id").asString()
                    + " "
                    + f.path("rule").asString()
                    + " "
                    + f.path("account").asString()
                    + " "
                    + f.path("severity").asString()
                    + ": "
                    + f.path("observed").asString())
        .sorted()
        .toList();
  }

  private static List<String> outcomes(JsonNode findings) {
    return findings
        .path("outcomes")
        .valueStream()
        .map(
            o ->
                o.path("rule").asString()
                    + " "
                    + o.path("account").asString("")
                    + " "
                    + o.path("outcome").asString()
                    + ": "
                    + o.path("reason").asString(""))
        .filter(line -> !line.contains("profile"))
        .sorted()
        .toList();
  }

  @Test
  void auditOfWhatWasCollectedIsThatOfTheSameDataInAFolder() throws Exception {
    Path trust = freshlyCaptured();
    server.close();
    server = DemoServer.start(trust, 0, CLOCK);
    AuditRequest offline =
        new AuditRequest(
            "test",
            trust,
            NIGHT,
            folder.resolve("out0"),
            StateLocation.of(folder.resolve("state0")),
            false);
    audit(offline, Map.of());
    audit(live(NIGHT, x(), false), environment());
    JsonNode expected = findings(folder.resolve("out0"));
    JsonNode actual = findings(folder.resolve("out"));
    assertThat(differences(told(expected), told(actual))).isEmpty();
    assertThat(differences(outcomes(expected), outcomes(actual))).isEmpty();
  }

  @Test
  void accountThatIsNotInTheRegisterIsNotRead() throws Exception {
    Path trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(SAMPLE, trust);
    Path register = trust.resolve("registers/accounts.csv");
    List<String> rows = Files.readAllLines(register);
    Files.write(register, rows.stream().filter(row -> !row.startsWith("HZL-TW-02,")).toList());
    audit(live(NIGHT, x(), false), environment());
    try (Stream<Path> read = Files.list(folder.resolve("snapshots/twitter"))) {
      assertThat(read.map(f -> f.getFileName() + ""))
          .contains("HZL-TW-01")
          .doesNotContain("HZL-TW-02");
    }
  }

  @Test
  void nothingOfFollowersIsKeptButNumbersAndWhomARuleIsAbout() throws Exception {
    audit(live(NIGHT, x(), false), environment());
    Registers registers = RegisterReader.read(SAMPLE.resolve("registers")).registers();
    java.util.Set<String> known =
        Stream.concat(
                registers.pupils().stream().flatMap(p -> p.handles().stream()),
                registers.people().stream().flatMap(p -> p.workHandles().stream()))
            .map(h -> h.handle())
            .collect(Collectors.toSet());
    registers.accounts().forEach(a -> known.add(a.comparedHandle()));
    int numbers = 0;
    int named = 0;
    try (Stream<Path> files = Files.walk(folder.resolve("snapshots"))) {
      for (Path file : files.filter(f -> f.endsWith("followers.ndjson")).toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode one = JSON.readTree(line);
          if (one.size() == 1) {
            numbers++;
          } else {
            named++;
            assertThat(one.propertyNames()).contains("id", "username");
            assertThat(one.has("name"))
                .isEqualTo(isNamesake(registers, one.path("name").asString("")));
            assertThat(
                    known.contains(
                            one.path("username").asString().toLowerCase(java.util.Locale.ROOT))
                        || isNamesake(registers, one.path("name").asString("")))
                .as(line)
                .isTrue();
          }
        }
      }
    }
    assertThat(numbers).isGreaterThan(400);
    assertThat(named).isGreaterThan(0);
  }

  private static boolean isNamesake(Registers registers, String name) {
    return registers.pupils().stream()
        .anyMatch(p -> name.contains(p.lastName()) && name.contains(p.firstName()));
  }

  @Test
  void missingCredentialsAreToldBeforeAnythingIsDone() {
    assertThatThrownBy(() -> audit(live(NIGHT, x(), false), Map.of()))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems().get(0).toString())
                    .contains("There are no credentials for X", XCredentials.BEARER));
    assertThat(server.bill().total().calls()).isZero();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void anotherDayIsAuditedFromWhatIsThereAndCollectsNothing() throws Exception {
    RunOutcome result = audit(live(LocalDate.of(2026, 11, 1), x(), false), environment());
    assertThat(result.failure()).isEmpty();
    assertThat(server.bill().total().calls()).isZero();
  }

  @Test
  void failedCollectionIsToldOnTheCoverageSheetAndHealedByTheNext() throws Exception {
    server.fail(Failure.Planned.parse("followers:1:no-credits:0"));
    RunOutcome result = audit(live(NIGHT, x(), false), environment());
    assertThat(result.halts()).singleElement().asString().contains("HTTP 402 credits");
    ReportModel report = result.report().orElseThrow();
    assertThat(report.accounts())
        .filteredOn(
            a -> a.account().platform().equals("twitter") && a.part("profile").equals("found"))
        .allMatch(
            a ->
                a.part("followers")
                    .startsWith(
                        "not known: collection stopped: the prepaid credits at X are used up (HTTP 402 credits)"))
        .hasSizeGreaterThan(10);
    assertThat(report.outcomes(Outcome.Kind.NOT_EVALUATED))
        .anyMatch(o -> o.rule().equals("pupil-follower"));
    assertThat(report.outcomes(Outcome.Kind.NONE))
        .filteredOn(o -> o.account().startsWith("FHH-TW"))
        .noneMatch(o -> o.rule().equals("pupil-follower"));
    server.recover();
    long before = server.bill().total().posts();
    ReportModel healed = audit(live(NIGHT, x(), true), environment()).report().orElseThrow();
    assertThat(server.bill().total().posts()).isEqualTo(before);
    assertThat(healed.outcomes(Outcome.Kind.NOT_EVALUATED))
        .noneMatch(o -> o.rule().equals("pupil-follower") && o.account().equals("FHH-TW-01"));
    assertThat(healed.collected().orElseThrow().costs().get(0).micro())
        .isEqualTo(server.bill().micro());
  }

  @Test
  void auditBesideAnotherCollectorIsNotFinishedAndGoesOnLater() throws Exception {
    AuditRequest request = live(NIGHT, x(), false);
    audit(request, environment());
    Path lock;
    try (Stream<Path> files = Files.list(folder.resolve("locks/.invigilator"))) {
      lock = files.findFirst().orElseThrow();
    }
    AuditRequest later = live(NIGHT, x(), true);
    try (RunLock held = RunLock.take(lock, "busy")) {
      assertThat(audit(later, environment()).failure())
          .hasValue("Another run is collecting with the same app of X.");
    }
    RunOutcome result = audit(later, environment());
    assertThat(result.failure()).isEmpty();
    assertThat(result.halts()).isEmpty();
  }

  @Test
  void platformThatCannotBeReachedIsToldAsAnUnfinishedCollection() throws Exception {
    server.close();
    AuditRequest request = live(NIGHT, x(), false);
    try (StateStore state = StateStore.open(request.state(), login())) {
      LiveCollection.Outcome outcome =
          collection(request, TrustInput.of(request, NIGHT), state).run(false);
      assertThat(outcome.halts()).containsExactly("X: X could not be reached (tried 5 times)");
    }
  }

  @Test
  void twoCollectorsOfOneAppNeverRunAtOnce() throws Exception {
    AuditRequest request = live(NIGHT, x(), false);
    try (StateStore state = StateStore.open(request.state(), login())) {
      TrustInput preparation = TrustInput.of(request, NIGHT);
      Path locks = folder.resolve("locks/.invigilator");
      LiveCollection first = collection(request, preparation, state);
      first.run(false);
      Path lock;
      try (Stream<Path> files = Files.list(locks)) {
        lock = files.findFirst().orElseThrow();
      }
      long calls = server.bill().total().calls();
      try (RunLock held = RunLock.take(lock, "busy")) {
        assertThatThrownBy(() -> collection(request, preparation, state).run(true))
            .isInstanceOf(RunLock.Busy.class)
            .hasMessage("Another run is collecting with the same app of X.");
      }
      assertThat(server.bill().total().calls()).isEqualTo(calls);
    }
  }

  private LiveCollection collection(
      AuditRequest request, TrustInput preparation, StateStore state) {
    return new LiveCollection(
            request, preparation, state, CLOCK, Progress.SILENT, new Stop(), environment())
        .pausing(time -> {});
  }

  @Test
  void archiveTellsAppsAndRenamesAndThatItHasNoTextsOfPictures() throws Exception {
    Path trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(SAMPLE, trust);
    Files.createDirectories(trust.resolve("archives"));
    Map<String, String> files =
        Map.of(
            "data/manifest.js",
            "window.__THAR_CONFIG = {\"userInfo\":{\"accountId\":\"880000000000000000\",\"userName\":\"FHH_new_demo\"},\"archiveInfo\":{\"generationDate\":\"2026-11-19T20:00:00.000Z\"},\"dataTypes\":{\"a\":{\"files\":[{\"fileName\":\"data/tweets.js\",\"count\":\"1\"},{\"fileName\":\"data/follower.js\",\"count\":\"1\"},{\"fileName\":\"data/following.js\",\"count\":\"0\"}]}}}",
            "data/account.js",
            "window.YTD.account.part0 = [{\"account\":{\"accountDisplayName\":\"Fernhollow High School\"}}]",
            "data/tweets.js",
            "window.YTD.tweets.part0 = [{\"tweet\":{\"id_str\":\"2123461297566646285\",\"created_at\":\"Wed Nov 18 13:02:35 +0000 2026\",\"full_text\":\"Open evening\",\"source\":\"<a>Web App</a>\"}}]",
            "data/follower.js",
            "window.YTD.follower.part0 = [{\"follower\":{\"accountId\":\"1\"}}]",
            "data/following.js",
            "window.YTD.following.part0 = []",
            "data/screen-name-change.js",
            "window.YTD.screen_name_change.part0 = [{\"screenNameChange\":{\"screenNameChange\":{\"changedAt\":\"2026-11-01T10:00:00.000Z\",\"changedFrom\":\"FHH_flt_demo\",\"changedTo\":\"FHH_new_demo\"}}}]",
            "data/connected-application.js",
            "window.YTD.connected_application.part0 = [{\"connectedApplication\":{\"name\":\"Growth Robot\"}}]");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(trust.resolve("archives/twitter-2026.zip")))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    Files.writeString(trust.resolve("archives/other.zip"), "no archive");
    ReportModel report =
        audit(
                live(NIGHT, Source.of(Source.Use.ARCHIVE), false),
                Map.of("INVIGILATOR_LOCKS", folder.toString()))
            .report()
            .orElseThrow();
    assertThat(report.findings())
        .filteredOn(f -> f.account().equals("FHH-TW-01"))
        .extracting(f -> f.rule() + ": " + f.observed())
        .contains(
            "unapproved-client: The app 'Growth Robot' has access to the account but is not one of its approved apps.",
            "account-renamed: The register has the handle @FHH_flt_demo. The account gave it up on 1 November 2026 and is now @FHH_new_demo.");
    var line =
        report.accounts().stream()
            .filter(a -> a.account().id().equals("FHH-TW-01"))
            .findFirst()
            .orElseThrow();
    assertThat(line.part("posts")).isEqualTo("all 1");
    assertThat(line.part("fields")).isEqualTo("not shown: picture descriptions");
    assertThat(line.part("followers"))
        .startsWith("a part (1): the X archive gives account numbers only");
    assertThat(line.part("mentions")).isEqualTo("not supported: not available from the X archive");
    assertThat(report.outcomes(Outcome.Kind.NOT_EVALUATED))
        .anyMatch(o -> o.rule().equals("pupil-name-in-post") && o.account().equals("FHH-TW-01"));
  }

  @Test
  void estimateKnowsWhatTheNextNightWillRead() throws Exception {
    AuditRequest request = live(NIGHT, x(), false);
    try (StateStore state = StateStore.open(request.state(), login())) {
      TrustInput preparation = TrustInput.of(request, NIGHT);
      LiveCollection collection = collection(request, preparation, state);
      Estimate before = Estimate.of(preparation, state, NIGHT, CLOCK.instant());
      assertThat(before.assumed().get(0)).contains("accounts never read");
      collection.run(false);
      Estimate after = Estimate.of(preparation, state, NIGHT.plusDays(1), CLOCK.instant());
      assertThat(after.micro(Estimate.Line::tonight))
          .isLessThan(before.micro(Estimate.Line::tonight) / 10);
      assertThat(after.spentThisMonth()).isEqualTo(server.bill().micro());
    }
  }
}
