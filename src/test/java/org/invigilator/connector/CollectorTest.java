package org.invigilator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.invigilator.demo.Bill;
import org.invigilator.demo.Failure;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nights of collecting from X: what is read, what it costs, and what becomes of failures. */
class CollectorTest {
  private static final Instant NEWEST = Instant.parse("2026-11-19T17:00:00Z");
  private static final LocalDate FIRST = NightShift.FIRST;
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final Map<LocalDate, Map<String, String>> UNDISTURBED = new ConcurrentHashMap<>();
  @TempDir Path folder;
  private InventedTrust trust;
  private NightShift shift;

  @BeforeEach
  void open() throws IOException {
    trust =
        new InventedTrust(folder.resolve("trust"))
            .account("A-TW-01", "101", NEWEST, 250, 2500)
            .account("B-TW-01", "102", NEWEST, 5, 30)
            .account("C-TW-01", "103", NEWEST, 5, 30);
    shift = new NightShift(trust.folder, folder.resolve("snapshots"));
  }

  @AfterEach
  void close() {
    shift.close();
  }

  private List<String> lines(String account, String part) throws IOException {
    return Files.readAllLines(shift.folder("twitter", account).resolve(part + ".ndjson"));
  }

  private Bill.Line asked(String call) {
    return shift.server.bill().lines().getOrDefault(call, new Bill.Line(0, 0, 0, 0));
  }

  /** What nights without a failure come to; the same for every test that changes nothing. */
  private Map<String, String> undisturbed(LocalDate night) throws IOException {
    Map<String, String> known = UNDISTURBED.get(night);
    if (known != null) {
      return known;
    }
    try (NightShift other = new NightShift(trust.folder, folder.resolve("undisturbed"))) {
      other.night(night);
      UNDISTURBED.put(night, other.files());
      return other.files();
    }
  }

  @Test
  void firstNightReadsEverythingOnceAndKeepsNumbersOnly() throws IOException {
    Collector.Result result = shift.night(FIRST);
    assertThat(result).isEqualTo(new Collector.Result(3, List.of(), java.util.Optional.empty()));
    assertThat(lines("A-TW-01", "posts")).hasSize(250);
    assertThat(lines("A-TW-01", "followers"))
        .hasSize(2500)
        .contains("{\"id\":\"9000000001\"}")
        .contains("{\"id\":\"9000000010\",\"username\":\"pupil10\",\"name\":\"Person 10\"}")
        .noneMatch(line -> line.contains("parent") || line.contains("private words"));
    assertThat(asked("look-up")).isEqualTo(new Bill.Line(1, 0, 3, 0));
    assertThat(asked("posts").posts()).isEqualTo(260);
    assertThat(asked("followers")).isEqualTo(new Bill.Line(5, 0, 0, 2560));
    assertThat(shift.spent.inNight(FIRST)).isEqualTo(shift.server.bill().micro());
  }

  @Test
  void sameNightAgainAsksForNothing() {
    shift.night(FIRST);
    long rows = shift.server.bill().total().calls();
    shift.night(FIRST);
    assertThat(shift.server.bill().total().calls()).isEqualTo(rows);
  }

  @Test
  void nextNightReadsWhatIsNewAndTheKnownOnesThatEndTheList() throws IOException {
    shift.night(FIRST);
    Bill.Line posts = asked("posts");
    Bill.Line followers = asked("followers");
    trust.prepend(
        "A-TW-01",
        "posts",
        IntStream.range(0, 20)
            .mapToObj(
                i -> InventedTrust.post(NEWEST.plusSeconds(80_000 - 60L * i), "101", "New " + i))
            .toList());
    trust.prepend(
        "A-TW-01",
        "followers",
        IntStream.range(5000, 5004).mapToObj(i -> InventedTrust.person("twitter", i)).toList());
    shift.night(SECOND);
    assertThat(asked("posts").posts() - posts.posts()).isEqualTo(20);
    assertThat(asked("followers").followers() - followers.followers()).isEqualTo(6 + 2 + 2);
    assertThat(lines("A-TW-01", "posts")).hasSize(270).isEqualTo(reference("posts"));
    assertThat(lines("A-TW-01", "followers")).hasSize(2504);
    assertThat(lines("A-TW-01", "followers").get(0)).contains("pupil5000");
  }

  private List<String> reference(String part) throws IOException {
    try (NightShift other = new NightShift(trust.folder, folder.resolve("reference"))) {
      other.night(SECOND);
      return Files.readAllLines(other.folder("twitter", "A-TW-01").resolve(part + ".ndjson"));
    }
  }

  @Test
  void someoneWhoLeftIsSeenByAFullSweepOnly() throws IOException {
    shift.night(FIRST);
    Path file = trust.snapshots("twitter", "B-TW-01").resolve("followers.ndjson");
    Files.write(file, Files.readAllLines(file).subList(3, 30));
    shift.night(SECOND);
    assertThat(lines("B-TW-01", "followers")).hasSize(30);
    assertThat(shift.capture("B-TW-01").part(Part.FOLLOWERS))
        .isEqualTo(
            new Capture.PartState(Extent.COMPLETE, "all of them were last read on 2026-11-20"));
    shift.night(FIRST.plusDays(30));
    assertThat(lines("B-TW-01", "followers")).hasSize(27);
    assertThat(shift.capture("B-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void followersWhoHideBehindOneWhoLeftAreFoundByLookingFurther() throws IOException {
    shift.night(FIRST);
    Path file = trust.snapshots("twitter", "A-TW-01").resolve("followers.ndjson");
    List<String> all = new java.util.ArrayList<>(Files.readAllLines(file));
    all.subList(2000, 2010).clear();
    Files.write(file, all);
    trust.prepend(
        "A-TW-01",
        "followers",
        IntStream.range(6001, 6013).mapToObj(i -> InventedTrust.person("twitter", i)).toList());
    shift.night(SECOND);
    assertThat(lines("A-TW-01", "followers")).hasSize(2512);
  }

  @Test
  void anEditedPostTakesThePlaceOfWhatItWas() throws IOException {
    shift.night(FIRST);
    Instant edited = NEWEST.plusSeconds(300);
    String line =
        InventedTrust.post(edited, "102", "Corrected")
            .replace(
                "\"edit_history_tweet_ids\":[",
                "\"edit_history_tweet_ids\":[\"" + InventedTrust.id(NEWEST) + "\",");
    trust.prepend("B-TW-01", "posts", List.of(line));
    shift.night(SECOND);
    assertThat(lines("B-TW-01", "posts"))
        .hasSize(5)
        .noneMatch(l -> l.contains("\"id\":\"" + InventedTrust.id(NEWEST) + "\""));
  }

  @Test
  void postsAroundTheLastLookAreLookedForAgain() throws IOException {
    shift.night(FIRST);
    trust.prepend(
        "B-TW-01",
        "posts",
        List.of(InventedTrust.post(Instant.parse("2026-11-20T02:20:00Z"), "102", "Appeared late")));
    shift.night(SECOND);
    assertThat(lines("B-TW-01", "posts")).hasSize(6);
  }

  @Test
  void silentAccountIsAskedForItsLastPost() throws IOException {
    try (NightShift later = new NightShift(trust.folder, folder.resolve("later"))) {
      LocalDate night = FIRST.plusDays(60);
      later.night(night);
      assertThat(Files.readAllLines(later.folder("twitter", "B-TW-01").resolve("posts.ndjson")))
          .hasSize(5);
      assertThat(later.capture("B-TW-01").part(Part.POSTS).extent()).isEqualTo(Extent.COMPLETE);
    }
  }

  @Test
  void theNewFieldNamesBringTheSame() throws IOException {
    shift.night(FIRST);
    try (NightShift other = new NightShift(trust.folder, folder.resolve("other"))) {
      other.source = NightShift.settings("post", 30);
      assertThat(other.night(FIRST).whole()).isEqualTo(3);
      assertThat(Files.readString(other.folder("twitter", "B-TW-01").resolve("posts.ndjson")))
          .contains("edit_history_post_ids");
      assertThat(ids(other.files().get("twitter/B-TW-01/posts.ndjson")))
          .isEqualTo(ids(shift.files().get("twitter/B-TW-01/posts.ndjson")));
    }
  }

  private static List<String> ids(String file) {
    return file.lines().map(l -> org.invigilator.snapshot.LineHead.of(l).id()).toList();
  }

  @Test
  void handlesThatCameIntoTheRegisterLaterAreNotTakenForAbsent() {
    shift.night(FIRST);
    shift.sought = WatchedHandles.of(List.of("pupil1", "pupil2"));
    shift.night(SECOND);
    Capture.PartState state = shift.capture("B-TW-01").part(Part.FOLLOWERS);
    assertThat(state.extent()).isEqualTo(Extent.PARTIAL);
    assertThat(state.reason())
        .startsWith("1 handles or names came into the registers after 2026-11-20");
    shift.night(SECOND, shift.x(), true);
    assertThat(shift.capture("B-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void capIsNeverPassedAndWhatWaitsLongestGoesFirst() throws IOException {
    shift.budget = java.util.Optional.of(NightShift.spending("12", "1000"));
    Collector.Result first = shift.night(FIRST);
    assertThat(first.halted())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("of the budget of $12.00 for one run $0.0"));
    assertThat(shift.spent.inNight(FIRST)).isLessThanOrEqualTo(12_000_000L);
    Capture.PartState left = shift.capture("A-TW-01").part(Part.FOLLOWERS);
    assertThat(left.reason()).contains("the collection stopped: of the budget");
    int nights = 1;
    while (shift.night(FIRST.plusDays(nights)).halted().isPresent()) {
      assertThat(shift.spent.inNight(FIRST.plusDays(nights))).isLessThanOrEqualTo(12_000_000L);
      assertThat(++nights).isLessThan(8);
    }
    assertThat(lines("A-TW-01", "followers")).hasSize(2500);
    assertThat(shift.spent.inMonth(java.time.YearMonth.of(2026, 11)))
        .isEqualTo(shift.server.bill().micro());
  }

  @Test
  void monthCapCountsAllNights() {
    shift.budget = java.util.Optional.of(NightShift.spending("100", "30"));
    shift.night(FIRST);
    shift.night(SECOND, shift.x(), true);
    assertThat(shift.spent.inMonth(java.time.YearMonth.of(2026, 11)))
        .isLessThanOrEqualTo(30_000_000L);
    assertThat(shift.capture("A-TW-01").part(Part.FOLLOWERS).reason())
        .contains("of the budget of $30.00 for the month");
  }

  /** Failures that pass: the same night ends whole, with nothing lost and nothing doubled. */
  static Stream<String> passing() {
    return Stream.of(
            "rate-limit",
            "rate-limit-plain",
            "rate-limit-old",
            "server-error",
            "overloaded",
            "html",
            "malformed",
            "empty",
            "cut",
            "broken",
            "silent",
            "odd-headers",
            "short-dates",
            "empty-page",
            "expired")
        .flatMap(
            how ->
                Stream.of(
                        "look-up:1:",
                        "posts:1:",
                        "posts:2:",
                        "posts:3:",
                        "followers:1:",
                        "followers:2:",
                        "followers:3:")
                    .filter(
                        call ->
                            !call.startsWith("look-up")
                                || !List.of("empty-page", "short-dates", "expired", "html")
                                    .contains(how))
                    .filter(call -> !how.equals("expired") || !call.endsWith(":1:"))
                    .filter(call -> !how.equals("silent") || call.endsWith(":2:"))
                    .map(call -> call + how));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void failureThatPassesLeavesNoTrace(String planned) throws IOException {
    shift.server.fail(Failure.Planned.parse(planned));
    Collector.Result result = shift.night(FIRST);
    assertThat(result.whole()).isEqualTo(3);
    Map<String, String> expected = undisturbed(FIRST);
    assertThat(planned.endsWith("short-dates") ? ids(shift) : shift.files())
        .isEqualTo(planned.endsWith("short-dates") ? ids(expected) : expected);
  }

  private static Object ids(NightShift shift) {
    return ids(shift.files());
  }

  private static Object ids(Map<String, String> files) {
    Map<String, Object> all = new java.util.TreeMap<>();
    files.forEach((name, content) -> all.put(name, ids(content)));
    return all;
  }

  /** Failures of one part of one account: told, kept apart, and healed the night after. */
  static Stream<String> ofOnePart() {
    return Stream.of(
            "not-found",
            "forbidden",
            "suspended",
            "protected",
            "unknown-problem",
            "moved",
            "same-page",
            "no-dates",
            "short-list")
        .flatMap(
            how ->
                Stream.of(
                        "posts:1:",
                        "posts:2:",
                        "posts:3:",
                        "followers:1:",
                        "followers:2:",
                        "followers:3:")
                    .filter(call -> call.startsWith("posts") || !how.equals("no-dates"))
                    .filter(
                        call ->
                            !how.equals("short-list")
                                || (call.startsWith("followers") && !call.contains("3")))
                    .filter(call -> !how.equals("same-page") || !call.contains(":1:"))
                    .map(call -> call + how));
  }

  @ParameterizedTest
  @MethodSource("ofOnePart")
  void failureOfOnePartIsToldAndHealed(String planned) throws IOException {
    shift.server.fail(Failure.Planned.parse(planned));
    Collector.Result result = shift.night(FIRST);
    assertThat(result.halted()).isEmpty();
    assertThat(result.whole()).isEqualTo(2);
    Part part = planned.startsWith("posts") ? Part.POSTS : Part.FOLLOWERS;
    Capture.PartState state = shift.capture("A-TW-01").part(part);
    assertThat(state.extent()).isNotEqualTo(Extent.COMPLETE);
    assertThat(state.reason()).isNotBlank();
    assertThat(shift.capture("B-TW-01").part(part).extent()).isEqualTo(Extent.COMPLETE);
    shift.server.recover();
    assertThat(shift.night(SECOND).whole()).isEqualTo(3);
    assertThat(ids(shift)).isEqualTo(ids(undisturbed(SECOND)));
  }

  /** Failures that end the run: nothing more is asked, all is told, and the next night heals it. */
  static Stream<String> ofTheRun() {
    return Stream.of("usage-cap", "no-credits", "not-enrolled", "bad-credentials")
        .flatMap(
            how ->
                Stream.of(
                        "look-up:1:",
                        "posts:1:",
                        "posts:2:",
                        "posts:5:",
                        "followers:1:",
                        "followers:2:",
                        "followers:5:")
                    .map(call -> call + how + ":0"));
  }

  @ParameterizedTest
  @MethodSource("ofTheRun")
  void failureOfTheRunStopsItAndIsHealed(String planned) throws IOException {
    shift.server.fail(Failure.Planned.parse(planned));
    Collector.Result result = shift.night(FIRST);
    assertThat(result.halted()).isPresent();
    assertThat(shift.capture("C-TW-01").part(Part.FOLLOWERS).reason()).contains("stopped");
    assertThat(shift.capture("C-TW-01").part(Part.FOLLOWERS).extent())
        .isEqualTo(Extent.NOT_CAPTURED);
    long calls = shift.server.bill().total().calls();
    shift.server.recover();
    assertThat(shift.night(SECOND).whole()).isEqualTo(3);
    assertThat(shift.server.bill().total().calls()).isGreaterThan(calls);
    assertThat(ids(shift)).isEqualTo(ids(undisturbed(SECOND)));
  }

  /** The same on a night that reads only what is new: what was whole is never replaced by less. */
  static Stream<String> later() {
    return Stream.of(
        "posts:1:not-found",
        "followers:1:overloaded:0",
        "followers:1:no-credits:0",
        "look-up:1:server-error:0",
        "posts:1:protected",
        "followers:1:malformed:0");
  }

  @ParameterizedTest
  @MethodSource("later")
  void partialNightNeverReplacesAWholeOne(String planned) throws IOException {
    shift.night(FIRST);
    Map<String, String> before = shift.files();
    shift.server.recover();
    shift.server.fail(Failure.Planned.parse(planned));
    shift.night(SECOND);
    assertThat(shift.files()).isEqualTo(before);
    Part part = planned.startsWith("followers") ? Part.FOLLOWERS : Part.POSTS;
    Capture.PartState state = shift.capture("A-TW-01").part(part);
    assertThat(state.extent()).isEqualTo(Extent.PARTIAL);
    assertThat(state.reason()).contains("it was last read to its end on 2026-11-20");
    shift.server.recover();
    assertThat(shift.night(SECOND.plusDays(1)).whole()).isEqualTo(3);
    assertThat(shift.files()).isEqualTo(before);
  }

  @Test
  void sweepThatEndsEarlyDoesNotMakePeopleLeave() throws IOException {
    shift.night(FIRST);
    shift.server.recover();
    shift.server.fail(Failure.Planned.parse("followers:1:short-list"));
    shift.night(FIRST.plusDays(40));
    assertThat(lines("A-TW-01", "followers")).hasSize(2500);
    assertThat(shift.capture("A-TW-01").part(Part.FOLLOWERS).reason())
        .startsWith("X showed 1000 of 2500 on 2026-12-30 and said that it was all");
    shift.night(FIRST.plusDays(41));
    assertThat(shift.capture("A-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void limitIsWaitedForAndTheWaitIsBounded() {
    shift.server.limit("followers", 2);
    Collector.Result result = shift.night(FIRST);
    assertThat(result.whole()).isEqualTo(3);
    assertThat(shift.waits).isNotEmpty().allMatch(w -> w.toSeconds() <= 905);
    shift.server.limit("followers", 0);
    shift.source = NightShift.settings("tweet", 1);
    Collector.Result next = shift.night(SECOND.plusDays(2));
    assertThat(next.halted().orElseThrow()).startsWith("it waited as long as it may");
    assertThat(shift.waits.stream().mapToLong(java.time.Duration::toMinutes).sum())
        .isLessThanOrEqualTo(60);
  }

  @Test
  void accountsThatAreNotThereAreFourDifferentThings() throws IOException {
    capture("A-TW-01", "suspended");
    capture("B-TW-01", "protected");
    org.springframework.util.FileSystemUtils.deleteRecursively(
        trust.snapshots("twitter", "C-TW-01"));
    shift.night(FIRST);
    assertThat(shift.capture("A-TW-01").profile()).isEqualTo(ProfileState.SUSPENDED);
    assertThat(shift.capture("B-TW-01").profile()).isEqualTo(ProfileState.PROTECTED);
    assertThat(shift.capture("B-TW-01").part(Part.POSTS).reason())
        .isEqualTo("the account is protected and does not show it");
    assertThat(shift.capture("C-TW-01").profile()).isEqualTo(ProfileState.NOT_FOUND);
    assertThat(shift.capture("C-TW-01").part(Part.POSTS).extent()).isEqualTo(Extent.UNREADABLE);
    shift.server.fail(Failure.Planned.parse("look-up:1:not-found:0"));
    shift.server.recover();
    shift.server.fail(Failure.Planned.parse("look-up:1:not-found:0"));
    shift.night(SECOND);
    assertThat(shift.capture("B-TW-01").profile()).isEqualTo(ProfileState.UNREADABLE);
  }

  private void capture(String account, String profile) throws IOException {
    Files.writeString(
        trust.snapshots("twitter", account).resolve("capture.json"),
        "{\"profile\": \"" + profile + "\"}");
  }

  @Test
  void handleThatBelongsToAnotherAccountNowBringsNothingOfTheOldOneAlong() throws IOException {
    shift.night(FIRST);
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("\"102\"", "\"999\""));
    try (NightShift other = new NightShift(trust.folder, shift.snapshots)) {
      assertThat(other.night(SECOND).whole()).isEqualTo(3);
    }
    assertThat(lines("B-TW-01", "followers")).hasSize(30);
  }

  @Test
  void numberThatIsGoneAndAHandleThatWasTakenAreTold() throws IOException {
    shift.night(FIRST);
    Map<String, String> before = shift.files();
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("\"102\"", "\"999\""));
    shift.night(SECOND);
    Capture capture = shift.capture("B-TW-01");
    assertThat(capture.profile()).isEqualTo(ProfileState.FOUND);
    assertThat(capture.part(Part.POSTS).reason())
        .startsWith("the account was not found, and its handle is another's, who is not read");
    assertThat(shift.files().get("twitter/B-TW-01/profile.json"))
        .isEqualTo("{\"id\":\"999\",\"username\":\"b_tw_01\"}");
    assertThat(shift.files().get("twitter/B-TW-01/posts.ndjson"))
        .isEqualTo(before.get("twitter/B-TW-01/posts.ndjson"));
  }

  @Test
  void moneyOfACallThatWasNeverSettledCountsInFull() {
    long id = shift.spent.reserve(FIRST, "twitter", "posts", 500_000, shift.clock.instant());
    assertThat(shift.spent.inNight(FIRST)).isEqualTo(500_000);
    assertThat(shift.spent.onDay(FIRST)).isEqualTo(500_000);
    shift.spent.settle(id, 5000, 1);
    assertThat(shift.spent.inNight(FIRST)).isEqualTo(5000);
    assertThat(shift.spent.inMonth(java.time.YearMonth.of(2026, 10))).isZero();
  }

  @Test
  void stoppedRunGoesOnAtThePageItWasOn() throws IOException {
    int[] calls = {0};
    shift.stop =
        () -> {
          if (++calls[0] == 9) {
            throw new IllegalStateException("stop");
          }
        };
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> shift.night(FIRST)).hasMessage("stop");
    shift.stop = () -> {};
    assertThat(shift.night(FIRST).whole()).isEqualTo(3);
    assertThat(shift.files()).isEqualTo(undisturbed(FIRST));
    assertThat(asked("posts").posts()).isEqualTo(260);
    assertThat(asked("followers").followers()).isEqualTo(2560);
  }

  private void newFollowers(int from, int to) throws IOException {
    trust.prepend(
        "A-TW-01",
        "followers",
        IntStream.range(from, to).mapToObj(i -> InventedTrust.person("twitter", i)).toList());
  }

  @Test
  void halfOfANightIsNotTakenForKnownTheNightAfter() throws IOException {
    shift.night(FIRST);
    newFollowers(10_000, 11_500);
    shift.server.recover();
    shift.server.fail(Failure.Planned.parse("followers:2:overloaded:0"));
    shift.night(SECOND);
    assertThat(lines("A-TW-01", "followers")).hasSizeBetween(3000, 3600);
    shift.server.recover();
    shift.server.fail(Failure.Planned.parse("followers:1:expired"));
    shift.night(SECOND.plusDays(1));
    assertThat(lines("A-TW-01", "followers")).hasSize(4000);
    assertThat(shift.capture("A-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void listReadOverTwoNightsIsHeldForWhomItWasBegun() {
    shift.server.fail(Failure.Planned.parse("followers:2:no-credits:0"));
    shift.night(FIRST);
    shift.server.recover();
    shift.sought = WatchedHandles.of(List.of("pupil1", "parent21"));
    shift.interesting = relation -> relation.handle().equals("parent21");
    shift.night(SECOND);
    assertThat(shift.capture("A-TW-01").part(Part.FOLLOWERS).reason())
        .startsWith("1 handles or names came into the registers");
    assertThat(shift.capture("B-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void fileThatIsGoneIsReadAgainInFull() throws IOException {
    shift.night(FIRST);
    Files.delete(shift.folder("twitter", "B-TW-01").resolve("posts.ndjson"));
    Files.delete(shift.folder("twitter", "C-TW-01").resolve("followers.ndjson"));
    assertThat(shift.night(FIRST).whole()).isEqualTo(3);
    assertThat(lines("C-TW-01", "followers")).hasSize(30);
    Files.delete(shift.folder("twitter", "B-TW-01").resolve("posts.ndjson"));
    shift.night(SECOND);
    assertThat(lines("B-TW-01", "posts")).hasSize(5);
  }

  @Test
  void knownOneInFrontDoesNotHideWhoComesAfter() throws IOException {
    shift.night(FIRST);
    Path file = trust.snapshots("twitter", "A-TW-01").resolve("followers.ndjson");
    List<String> all = new java.util.ArrayList<>(Files.readAllLines(file));
    String back = all.remove(1500);
    all.remove(1600);
    all.add(0, InventedTrust.person("twitter", 20_000));
    all.add(0, back);
    Files.write(file, all);
    shift.night(SECOND);
    assertThat(lines("A-TW-01", "followers")).anyMatch(line -> line.contains("9000020000"));
  }

  @Test
  void emptyAnswerDoesNotEmptyASmallList() throws IOException {
    Path file = trust.snapshots("twitter", "B-TW-01").resolve("followers.ndjson");
    Files.write(file, Files.readAllLines(file).subList(0, 8));
    shift.night(FIRST);
    assertThat(lines("B-TW-01", "followers")).hasSize(8);
    shift.server.recover();
    shift.server.fail(Failure.Planned.parse("followers:4:no-people"));
    shift.night(FIRST.plusDays(40));
    assertThat(lines("B-TW-01", "followers")).hasSize(8);
    assertThat(shift.capture("B-TW-01").part(Part.FOLLOWERS).reason()).contains("X showed 0 of 8");
  }

  @Test
  void failedSecondLookUpStopsNobody() throws IOException {
    shift.night(FIRST);
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("\"102\"", "\"999\""));
    shift.server.recover();
    shift.server.fail(Failure.Planned.parse("look-up:2:not-found:0"));
    assertThat(shift.night(SECOND))
        .isEqualTo(new Collector.Result(3, List.of("B-TW-01"), java.util.Optional.empty()));
  }

  @Test
  void placeThatExpiresEveryNightDoesNotHoldTheListForEver() throws IOException {
    shift.server.fail(Failure.Planned.parse("followers:2:no-credits:0"));
    shift.night(FIRST);
    for (int night = 1; night < 3; night++) {
      shift.server.recover();
      shift.server.fail(Failure.Planned.parse("followers:1:expired"));
      shift.server.fail(Failure.Planned.parse("followers:3:no-credits:0"));
      shift.night(FIRST.plusDays(night));
    }
    shift.server.recover();
    shift.server.fail(Failure.Planned.parse("followers:1:expired"));
    assertThat(shift.night(FIRST.plusDays(3)).whole()).isEqualTo(3);
    assertThat(lines("A-TW-01", "followers")).hasSize(2500);
  }

  @Test
  void pagesThatGoRoundInCirclesEnd() {
    shift.server.fail(Failure.Planned.parse("followers:1:circle:0"));
    assertThat(shift.night(FIRST).halted()).isEmpty();
    assertThat(shift.capture("A-TW-01").part(Part.FOLLOWERS).reason())
        .isEqualTo("X shows the same pages again and again");
    assertThat(asked("followers").calls()).isLessThan(20);
  }

  @Test
  void halfACharacterHarmsNobody() throws IOException {
    trust.prepend(
        "B-TW-01",
        "posts",
        List.of(
            InventedTrust.post(NEWEST.plusSeconds(60), "102", "half HALF")
                .replace("HALF", "\\ud83d")));
    assertThat(shift.night(FIRST).whole()).isEqualTo(3);
    assertThat(lines("B-TW-01", "posts")).hasSize(6);
  }

  @Test
  void oneRefusedHandleRefusesNoOther() throws IOException {
    shift.server.fail(Failure.Planned.parse("look-up:1:expired"));
    assertThat(shift.night(FIRST).whole()).isEqualTo(3);
    assertThat(asked("look-up").calls()).isEqualTo(3);
  }

  @Test
  void anotherHandleInTheRegisterIsAnotherAccountEvenAfterAFailedLookUp() throws IOException {
    shift.night(FIRST);
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(
        profile,
        Files.readString(profile).replace("\"102\"", "\"555\"").replace("b_tw_01", "b_new"));
    Path posts = trust.snapshots("twitter", "B-TW-01").resolve("posts.ndjson");
    Files.write(posts, Files.readAllLines(posts).subList(0, 2));
    Path register = trust.folder.resolve("registers/accounts.csv");
    Files.writeString(register, Files.readString(register).replace("b_tw_01", "b_new"));
    try (NightShift other = shift.successor(trust.folder)) {
      other.server.fail(Failure.Planned.parse("look-up:1:server-error:0"));
      other.night(SECOND);
      other.server.recover();
      assertThat(other.night(SECOND.plusDays(1)).whole()).isEqualTo(3);
    }
    assertThat(lines("B-TW-01", "posts")).hasSize(2);
  }

  @Test
  void lookUpCutOffBetweenNumberAndHandleGoesOn() throws IOException {
    shift.night(FIRST);
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("\"102\"", "\"999\""));
    shift.server.recover();
    shift.server.fail(Failure.Planned.parse("look-up:2:no-credits:0"));
    assertThat(shift.night(SECOND).halted()).isPresent();
    shift.server.recover();
    shift.night(SECOND);
    assertThat(shift.files().get("twitter/B-TW-01/profile.json")).contains("\"999\"");
    long calls = asked("look-up").calls();
    shift.night(SECOND);
    assertThat(asked("look-up").calls()).isEqualTo(calls);
  }
}
