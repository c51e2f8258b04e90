package org.invigilator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Nights of collecting from X: what is read, what it costs, and what becomes of failures. */
class CollectorTest {
  private static final Instant NEWEST = Instant.parse("2026-11-19T17:00:00Z");
  private static final LocalDate FIRST = CollectionRuns.FIRST;
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final Map<LocalDate, Map<String, String>> UNDISTURBED = new ConcurrentHashMap<>();
  @TempDir Path folder;
  private InventedTrust trust;
  private CollectionRuns runs;

  @BeforeEach
  void open() throws IOException {
    trust =
        new InventedTrust(folder.resolve("trust"))
            .account("A-TW-01", "101", NEWEST, 250, 2500)
            .account("B-TW-01", "102", NEWEST, 5, 30)
            .account("C-TW-01", "103", NEWEST, 5, 30);
    runs = new CollectionRuns(trust.folder, folder.resolve("snapshots"));
  }

  @AfterEach
  void close() {
    runs.close();
  }

  private List<String> lines(String account, String part) throws IOException {
    return Files.readAllLines(runs.folder("twitter", account).resolve(part + ".ndjson"));
  }

  private Bill.Line asked(String call) {
    return runs.server.bill().lines().getOrDefault(call, new Bill.Line(0, 0, 0, 0));
  }

  /** What nights without a failure come to; the same for every test that changes nothing. */
  private Map<String, String> undisturbed(LocalDate night) throws IOException {
    Map<String, String> known = UNDISTURBED.get(night);
    if (known != null) {
      return known;
    }
    try (CollectionRuns other = new CollectionRuns(trust.folder, folder.resolve("undisturbed"))) {
      other.run(night);
      UNDISTURBED.put(night, other.files());
      return other.files();
    }
  }

  @Test
  void firstNightReadsEverythingOnceAndKeepsNumbersOnly() throws IOException {
    Collector.Result result = runs.run(FIRST);
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
    assertThat(runs.spend.forRunDate(FIRST)).isEqualTo(runs.server.bill().micro());
  }

  @Test
  void sameNightAgainAsksForNothing() {
    runs.run(FIRST);
    long rows = runs.server.bill().total().calls();
    runs.run(FIRST);
    assertThat(runs.server.bill().total().calls()).isEqualTo(rows);
  }

  @Test
  void nextNightReadsWhatIsNewAndTheKnownOnesThatEndTheList() throws IOException {
    runs.run(FIRST);
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
    runs.run(SECOND);
    assertThat(asked("posts").posts() - posts.posts()).isEqualTo(20);
    assertThat(asked("followers").followers() - followers.followers()).isEqualTo(6 + 2 + 2);
    assertThat(lines("A-TW-01", "posts")).hasSize(270).isEqualTo(reference("posts"));
    assertThat(lines("A-TW-01", "followers")).hasSize(2504);
    assertThat(lines("A-TW-01", "followers").get(0)).contains("pupil5000");
  }

  private List<String> reference(String part) throws IOException {
    try (CollectionRuns other = new CollectionRuns(trust.folder, folder.resolve("reference"))) {
      other.run(SECOND);
      return Files.readAllLines(other.folder("twitter", "A-TW-01").resolve(part + ".ndjson"));
    }
  }

  @Test
  void someoneWhoLeftIsSeenByAFullSweepOnly() throws IOException {
    runs.run(FIRST);
    Path file = trust.snapshots("twitter", "B-TW-01").resolve("followers.ndjson");
    Files.write(file, Files.readAllLines(file).subList(3, 30));
    runs.run(SECOND);
    assertThat(lines("B-TW-01", "followers")).hasSize(30);
    assertThat(runs.capture("B-TW-01").part(Part.FOLLOWERS))
        .isEqualTo(
            new Capture.PartState(
                Extent.COMPLETE, "the whole list was last read on 20 November 2026"));
    runs.run(FIRST.plusDays(30));
    assertThat(lines("B-TW-01", "followers")).hasSize(27);
    assertThat(runs.capture("B-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void followersWhoHideBehindOneWhoLeftAreFoundByLookingFurther() throws IOException {
    runs.run(FIRST);
    Path file = trust.snapshots("twitter", "A-TW-01").resolve("followers.ndjson");
    List<String> all = new java.util.ArrayList<>(Files.readAllLines(file));
    all.subList(2000, 2010).clear();
    Files.write(file, all);
    trust.prepend(
        "A-TW-01",
        "followers",
        IntStream.range(6001, 6013).mapToObj(i -> InventedTrust.person("twitter", i)).toList());
    runs.run(SECOND);
    assertThat(lines("A-TW-01", "followers")).hasSize(2512);
  }

  @Test
  void anEditedPostTakesThePlaceOfWhatItWas() throws IOException {
    runs.run(FIRST);
    Instant edited = NEWEST.plusSeconds(300);
    String line =
        InventedTrust.post(edited, "102", "Corrected")
            .replace(
                "\"edit_history_tweet_ids\":[",
                "\"edit_history_tweet_ids\":[\"" + InventedTrust.id(NEWEST) + "\",");
    trust.prepend("B-TW-01", "posts", List.of(line));
    runs.run(SECOND);
    assertThat(lines("B-TW-01", "posts"))
        .hasSize(5)
        .noneMatch(l -> l.contains("\"id\":\"" + InventedTrust.id(NEWEST) + "\""));
  }

  @Test
  void postsAroundTheLastLookAreLookedForAgain() throws IOException {
    runs.run(FIRST);
    trust.prepend(
        "B-TW-01",
        "posts",
        List.of(InventedTrust.post(Instant.parse("2026-11-20T02:20:00Z"), "102", "Appeared late")));
    runs.run(SECOND);
    assertThat(lines("B-TW-01", "posts")).hasSize(6);
  }

  @Test
  void silentAccountIsAskedForItsLastPost() throws IOException {
    try (CollectionRuns later = new CollectionRuns(trust.folder, folder.resolve("later"))) {
      LocalDate night = FIRST.plusDays(60);
      later.run(night);
      assertThat(Files.readAllLines(later.folder("twitter", "B-TW-01").resolve("posts.ndjson")))
          .hasSize(5);
      assertThat(later.capture("B-TW-01").part(Part.POSTS).extent()).isEqualTo(Extent.COMPLETE);
    }
  }

  @Test
  void theNewFieldNamesBringTheSame() throws IOException {
    runs.run(FIRST);
    try (CollectionRuns other = new CollectionRuns(trust.folder, folder.resolve("other"))) {
      other.source = CollectionRuns.settings("post", 30);
      assertThat(other.run(FIRST).whole()).isEqualTo(3);
      assertThat(Files.readString(other.folder("twitter", "B-TW-01").resolve("posts.ndjson")))
          .contains("edit_history_post_ids");
      assertThat(ids(other.files().get("twitter/B-TW-01/posts.ndjson")))
          .isEqualTo(ids(runs.files().get("twitter/B-TW-01/posts.ndjson")));
    }
  }

  private static List<String> ids(String file) {
    return file.lines().map(l -> org.invigilator.snapshot.LineHead.of(l).id()).toList();
  }

  @Test
  void handlesThatCameIntoTheRegisterLaterAreNotTakenForAbsent() {
    runs.run(FIRST);
    runs.watched = WatchedHandles.of(List.of("pupil1", "pupil2"), hash -> "k" + hash);
    runs.run(SECOND);
    Capture.PartState state = runs.capture("B-TW-01").part(Part.FOLLOWERS);
    assertThat(state.extent()).isEqualTo(Extent.PARTIAL);
    assertThat(state.reason())
        .startsWith("1 handle or name was added to the registers after 20 November 2026");
    runs.run(SECOND, runs.x(), true);
    assertThat(runs.capture("B-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void capIsNeverPassedAndWhatWaitsLongestGoesFirst() throws IOException {
    runs.budget = java.util.Optional.of(CollectionRuns.spending("12", "1000"));
    Collector.Result first = runs.run(FIRST);
    assertThat(first.halted())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("the budget of $12.00 for one run has $0.0"));
    assertThat(runs.spend.forRunDate(FIRST)).isLessThanOrEqualTo(12_000_000L);
    Capture.PartState left = runs.capture("A-TW-01").part(Part.FOLLOWERS);
    assertThat(left.reason()).contains("collection stopped: the budget");
    int nights = 1;
    while (runs.run(FIRST.plusDays(nights)).halted().isPresent()) {
      assertThat(runs.spend.forRunDate(FIRST.plusDays(nights))).isLessThanOrEqualTo(12_000_000L);
      assertThat(++nights).isLessThan(8);
    }
    assertThat(lines("A-TW-01", "followers")).hasSize(2500);
    assertThat(runs.spend.inMonth(java.time.YearMonth.of(2026, 11)))
        .isEqualTo(runs.server.bill().micro());
  }

  @Test
  void monthCapCountsAllNights() {
    runs.budget = java.util.Optional.of(CollectionRuns.spending("100", "30"));
    runs.run(FIRST);
    runs.run(SECOND, runs.x(), true);
    assertThat(runs.spend.inMonth(java.time.YearMonth.of(2026, 11)))
        .isLessThanOrEqualTo(30_000_000L);
    assertThat(runs.capture("A-TW-01").part(Part.FOLLOWERS).reason())
        .contains("the budget of $30.00 for the month");
  }

  @Test
  void wrongReplyThatIsTheSameTwiceIsNotBoughtAgain() {
    runs.server.fail(Failure.Planned.parse("posts:1:malformed:0"));
    Collector.Result result = runs.run(FIRST);
    assertThat(runs.capture("A-TW-01").part(Part.POSTS).reason())
        .isEqualTo("X sent an incomplete reply (paid for 2 times)");
    assertThat(runs.waits).hasSameSizeAs(runs.works("twitter"));
    assertThat(result.halted())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("the posts of no account could be read: "));
  }

  @Test
  void callThatFailsForEveryAccountIsReportedOnce() {
    runs.server.fail(Failure.Planned.parse("mentions:1:forbidden:0"));
    assertThat(runs.run(FIRST).halted())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("the mentions of no account could be read: X does"));
  }

  @Test
  void lookUpIsMadeForAsManyAccountsAsTheBudgetHasRoomFor() {
    runs.budget = java.util.Optional.of(CollectionRuns.spending("0.02", "1000"));
    runs.run(FIRST);
    assertThat(runs.spend.forRunDate(FIRST)).isEqualTo(20_000L);
    assertThat(runs.server.bill().micro()).isEqualTo(20_000L);
  }

  @Test
  void twoJobsOfATrustShareItsBudget(@TempDir Path other) throws IOException {
    runs.budget = java.util.Optional.of(CollectionRuns.spending("12", "1000"));
    Path file = other.resolve("spent.json");
    runs.shared = java.util.Optional.of(new SharedSpend(file));
    runs.run(FIRST);
    try (CollectionRuns second = new CollectionRuns(trust.folder, other.resolve("snapshots"))) {
      second.budget = runs.budget;
      second.shared = java.util.Optional.of(new SharedSpend(file));
      assertThat(second.run(FIRST).halted()).isPresent();
      assertThat(runs.server.bill().micro() + second.server.bill().micro())
          .isLessThanOrEqualTo(12_000_000L);
      assertThat(new SharedSpend(file).forRunDate(FIRST))
          .isEqualTo(runs.server.bill().micro() + second.server.bill().micro());
    }
  }

  @Test
  void runEndsWhenItsTimeIsUsedUpAndGoesOnInTheNext() {
    runs.longest = Duration.ofSeconds(5);
    runs.server.fail(Failure.Planned.parse("followers:1:rate-limit:1"));
    assertThat(runs.run(FIRST).halted())
        .hasValueSatisfying(why -> assertThat(why).contains("max_run_minutes"));
    runs.longest = Duration.ofDays(1);
    assertThat(runs.run(FIRST).halted()).isEmpty();
  }

  /**
   * Whether a failure is tried at a call: some at every call, all at one of each kind; with
   * -Devery.call=true all at every call.
   */
  private static boolean isTried(String how, String call) {
    return Boolean.getBoolean("every.call")
        || List.of("rate-limit", "cut", "not-found", "no-credits").contains(how)
        || List.of("look-up:1:", "posts:2:", "followers:3:").contains(call)
        || (how.equals("short-list") && call.equals("followers:2:"));
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
                    .filter(call -> how.equals("silent") || isTried(how, call))
                    .map(call -> call + how));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void failureThatPassesLeavesNoTrace(String planned) throws IOException {
    runs.server.fail(Failure.Planned.parse(planned));
    Collector.Result result = runs.run(FIRST);
    assertThat(result.whole()).isEqualTo(3);
    Map<String, String> expected = undisturbed(FIRST);
    assertThat(planned.endsWith("short-dates") ? ids(runs) : runs.files())
        .isEqualTo(planned.endsWith("short-dates") ? ids(expected) : expected);
  }

  private static Object ids(CollectionRuns runs) {
    return ids(runs.files());
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
                    .filter(call -> isTried(how, call))
                    .map(call -> call + how));
  }

  @ParameterizedTest
  @MethodSource("ofOnePart")
  void failureOfOnePartIsToldAndHealed(String planned) throws IOException {
    runs.server.fail(Failure.Planned.parse(planned));
    Collector.Result result = runs.run(FIRST);
    assertThat(result.halted()).isEmpty();
    assertThat(result.whole()).isEqualTo(2);
    Part part = planned.startsWith("posts") ? Part.POSTS : Part.FOLLOWERS;
    Capture.PartState state = runs.capture("A-TW-01").part(part);
    assertThat(state.extent()).isNotEqualTo(Extent.COMPLETE);
    assertThat(state.reason()).isNotBlank();
    assertThat(runs.capture("B-TW-01").part(part).extent()).isEqualTo(Extent.COMPLETE);
    runs.server.recover();
    assertThat(runs.run(SECOND).whole()).isEqualTo(3);
    assertThat(ids(runs)).isEqualTo(ids(undisturbed(SECOND)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"posts:1", "posts:2", "followers:1", "followers:3"})
  void pageThatLacksRowsIsAskedForAgainAsOftenAsItTakes(String call) throws IOException {
    runs.server.fail(Failure.Planned.parse(call + ":row-missing:0"));
    assertThat(runs.run(FIRST).whole()).isLessThan(3);
    assertThat(runs.run(SECOND).whole()).isLessThan(3);
    Part part = call.startsWith("posts") ? Part.POSTS : Part.FOLLOWERS;
    assertThat(runs.capture("A-TW-01").part(part).reason())
        .contains("X could not give everything on a page (service-unavailable)");
    runs.server.recover();
    assertThat(runs.run(SECOND.plusDays(1)).whole()).isEqualTo(3);
    assertThat(ids(runs)).isEqualTo(ids(undisturbed(SECOND.plusDays(1))));
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
                    .filter(call -> isTried(how, call) || call.endsWith(":5:"))
                    .map(call -> call + how + ":0"));
  }

  @ParameterizedTest
  @MethodSource("ofTheRun")
  void failureOfTheRunStopsItAndIsHealed(String planned) throws IOException {
    runs.server.fail(Failure.Planned.parse(planned));
    Collector.Result result = runs.run(FIRST);
    assertThat(result.halted()).isPresent();
    assertThat(runs.capture("C-TW-01").part(Part.FOLLOWERS).reason()).contains("stopped");
    assertThat(runs.capture("C-TW-01").part(Part.FOLLOWERS).extent())
        .isEqualTo(Extent.NOT_CAPTURED);
    long calls = runs.server.bill().total().calls();
    runs.server.recover();
    assertThat(runs.run(SECOND).whole()).isEqualTo(3);
    assertThat(runs.server.bill().total().calls()).isGreaterThan(calls);
    assertThat(ids(runs)).isEqualTo(ids(undisturbed(SECOND)));
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
    runs.run(FIRST);
    Map<String, String> before = runs.files();
    runs.server.recover();
    runs.server.fail(Failure.Planned.parse(planned));
    runs.run(SECOND);
    assertThat(runs.files()).isEqualTo(before);
    Part part = planned.startsWith("followers") ? Part.FOLLOWERS : Part.POSTS;
    Capture.PartState state = runs.capture("A-TW-01").part(part);
    assertThat(state.extent()).isEqualTo(Extent.PARTIAL);
    assertThat(state.reason()).contains("last read completely on 20 November 2026");
    runs.server.recover();
    assertThat(runs.run(SECOND.plusDays(1)).whole()).isEqualTo(3);
    assertThat(runs.files()).isEqualTo(before);
  }

  @Test
  void sweepThatEndsEarlyDoesNotMakePeopleLeave() throws IOException {
    runs.run(FIRST);
    runs.server.recover();
    runs.server.fail(Failure.Planned.parse("followers:1:short-list"));
    runs.run(FIRST.plusDays(40));
    assertThat(lines("A-TW-01", "followers")).hasSize(2500);
    assertThat(runs.capture("A-TW-01").part(Part.FOLLOWERS).reason())
        .startsWith(
            "X returned 1000 of 2500 on 30 December 2026 and reported the list as complete");
    runs.run(FIRST.plusDays(41));
    assertThat(runs.capture("A-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void limitIsWaitedForAndTheWaitIsBounded() {
    runs.server.limit("followers", 2);
    Collector.Result result = runs.run(FIRST);
    assertThat(result.whole()).isEqualTo(3);
    assertThat(runs.waits).isNotEmpty().allMatch(w -> w.toSeconds() <= 905);
    runs.server.limit("followers", 0);
    runs.source = CollectionRuns.settings("tweet", 1);
    Collector.Result next = runs.run(SECOND.plusDays(2));
    assertThat(next.halted().orElseThrow())
        .startsWith("the waiting time allowed for one run is used up");
    assertThat(runs.waits.stream().mapToLong(java.time.Duration::toMinutes).sum())
        .isLessThanOrEqualTo(60);
  }

  @Test
  void accountsThatAreNotThereAreFourDifferentThings() throws IOException {
    capture("A-TW-01", "suspended");
    capture("B-TW-01", "protected");
    org.springframework.util.FileSystemUtils.deleteRecursively(
        trust.snapshots("twitter", "C-TW-01"));
    runs.run(FIRST);
    assertThat(runs.capture("A-TW-01").profile()).isEqualTo(ProfileState.SUSPENDED);
    assertThat(runs.capture("B-TW-01").profile()).isEqualTo(ProfileState.PROTECTED);
    assertThat(runs.capture("B-TW-01").part(Part.POSTS).reason())
        .isEqualTo("the account is protected, so X does not show this");
    assertThat(runs.capture("C-TW-01").profile()).isEqualTo(ProfileState.NOT_FOUND);
    assertThat(runs.capture("C-TW-01").part(Part.POSTS).extent()).isEqualTo(Extent.UNREADABLE);
    runs.server.fail(Failure.Planned.parse("look-up:1:not-found:0"));
    runs.server.recover();
    runs.server.fail(Failure.Planned.parse("look-up:1:not-found:0"));
    runs.run(SECOND);
    assertThat(runs.capture("B-TW-01").profile()).isEqualTo(ProfileState.UNREADABLE);
  }

  private void capture(String account, String profile) throws IOException {
    Files.writeString(
        trust.snapshots("twitter", account).resolve("capture.json"),
        "{\"profile\": \"" + profile + "\"}");
  }

  @Test
  void handleThatBelongsToAnotherAccountNowBringsNothingOfTheOldOneAlong() throws IOException {
    runs.run(FIRST);
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("\"102\"", "\"999\""));
    Path posts = trust.snapshots("twitter", "B-TW-01").resolve("posts.ndjson");
    Files.writeString(posts, Files.readString(posts).replace("\"102\"", "\"999\""));
    try (CollectionRuns other = new CollectionRuns(trust.folder, runs.snapshots)) {
      assertThat(other.run(SECOND).whole()).isEqualTo(3);
    }
    assertThat(lines("B-TW-01", "followers")).hasSize(30);
  }

  @Test
  void numberThatIsGoneAndAHandleThatWasTakenAreTold() throws IOException {
    runs.run(FIRST);
    Map<String, String> before = runs.files();
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("\"102\"", "\"999\""));
    runs.run(SECOND);
    Capture capture = runs.capture("B-TW-01");
    assertThat(capture.profile()).isEqualTo(ProfileState.FOUND);
    assertThat(capture.part(Part.POSTS).reason())
        .startsWith("the account was not found; its handle now belongs to someone else");
    assertThat(runs.files().get("twitter/B-TW-01/profile.json"))
        .isEqualTo("{\"id\":\"999\",\"username\":\"b_tw_01\"}");
    assertThat(runs.files().get("twitter/B-TW-01/posts.ndjson"))
        .isEqualTo(before.get("twitter/B-TW-01/posts.ndjson"));
  }

  @Test
  void moneyOfACallThatWasNeverSettledCountsInFull() {
    long id = runs.spend.reserve(FIRST, "twitter", "posts", 500_000, runs.clock.instant());
    assertThat(runs.spend.forRunDate(FIRST)).isEqualTo(500_000);
    assertThat(runs.spend.onDay(FIRST)).isEqualTo(500_000);
    runs.spend.settle(id, 5000, 1);
    assertThat(runs.spend.forRunDate(FIRST)).isEqualTo(5000);
    assertThat(runs.spend.inMonth(java.time.YearMonth.of(2026, 10))).isZero();
  }

  @Test
  void stoppedRunGoesOnAtThePageItWasOn() throws IOException {
    int[] calls = {0};
    runs.stop =
        () -> {
          if (++calls[0] == 9) {
            throw new IllegalStateException("stop");
          }
        };
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> runs.run(FIRST)).hasMessage("stop");
    runs.stop = () -> {};
    assertThat(runs.run(FIRST).whole()).isEqualTo(3);
    assertThat(runs.files()).isEqualTo(undisturbed(FIRST));
    assertThat(asked("posts").posts()).isEqualTo(260);
    assertThat(asked("followers").followers()).isEqualTo(2560);
  }

  /** The process that goes on with a reading has not seen the pages of the one before. */
  @Test
  void whatTheFirstPagesLackIsNotForgottenByTheRunThatGoesOn() {
    runs.run(FIRST, stopped(), false);
    runs.run(FIRST);
    assertThat(runs.capture("A-TW-01").part(Part.POSTS))
        .isEqualTo(new Capture.PartState(Extent.PARTIAL, "X left pictures out"));
    runs.run(SECOND, runs.x(), true);
    assertThat(runs.capture("A-TW-01").part(Part.POSTS).extent()).isEqualTo(Extent.COMPLETE);
  }

  /** X, whose first page of posts lacks something, and that fails at the second. */
  private Connector stopped() {
    Connector x = runs.x();
    return (Connector)
        Proxy.newProxyInstance(
            Connector.class.getClassLoader(),
            new Class<?>[] {Connector.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("shortfall")) {
                return "X left pictures out";
              }
              if (method.getName().equals("page")
                  && !((Connector.PageRequest) arguments[0]).next().isEmpty()) {
                throw new IllegalStateException("stop");
              }
              try {
                return method.invoke(x, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void newFollowers(int from, int to) throws IOException {
    trust.prepend(
        "A-TW-01",
        "followers",
        IntStream.range(from, to).mapToObj(i -> InventedTrust.person("twitter", i)).toList());
  }

  @Test
  void halfOfANightIsNotTakenForKnownTheNightAfter() throws IOException {
    runs.run(FIRST);
    newFollowers(10_000, 11_500);
    runs.server.recover();
    runs.server.fail(Failure.Planned.parse("followers:2:overloaded:0"));
    runs.run(SECOND);
    assertThat(lines("A-TW-01", "followers")).hasSizeBetween(3000, 3600);
    runs.server.recover();
    runs.server.fail(Failure.Planned.parse("followers:1:expired"));
    runs.run(SECOND.plusDays(1));
    assertThat(lines("A-TW-01", "followers")).hasSize(4000);
    assertThat(runs.capture("A-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void listReadOverTwoNightsIsHeldForWhomItWasBegun() {
    runs.server.fail(Failure.Planned.parse("followers:2:no-credits:0"));
    runs.run(FIRST);
    runs.server.recover();
    runs.watched = WatchedHandles.of(List.of("pupil1", "parent21"), hash -> "k" + hash);
    runs.interesting = relation -> relation.handle().equals("parent21");
    runs.run(SECOND);
    assertThat(runs.capture("A-TW-01").part(Part.FOLLOWERS).reason())
        .startsWith("1 handle or name was added to the registers");
    assertThat(runs.capture("B-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void fileThatIsGoneIsReadAgainInFull() throws IOException {
    runs.run(FIRST);
    Files.delete(runs.folder("twitter", "B-TW-01").resolve("posts.ndjson"));
    Files.delete(runs.folder("twitter", "C-TW-01").resolve("followers.ndjson"));
    assertThat(runs.run(FIRST).whole()).isEqualTo(3);
    assertThat(lines("C-TW-01", "followers")).hasSize(30);
    Files.delete(runs.folder("twitter", "B-TW-01").resolve("posts.ndjson"));
    runs.run(SECOND);
    assertThat(lines("B-TW-01", "posts")).hasSize(5);
  }

  @Test
  void knownOneInFrontDoesNotHideWhoComesAfter() throws IOException {
    runs.run(FIRST);
    Path file = trust.snapshots("twitter", "A-TW-01").resolve("followers.ndjson");
    List<String> all = new java.util.ArrayList<>(Files.readAllLines(file));
    String back = all.remove(1500);
    all.remove(1600);
    all.add(0, InventedTrust.person("twitter", 20_000));
    all.add(0, back);
    Files.write(file, all);
    runs.run(SECOND);
    assertThat(lines("A-TW-01", "followers")).anyMatch(line -> line.contains("9000020000"));
  }

  @Test
  void emptyAnswerDoesNotEmptyASmallList() throws IOException {
    Path file = trust.snapshots("twitter", "B-TW-01").resolve("followers.ndjson");
    Files.write(file, Files.readAllLines(file).subList(0, 8));
    runs.run(FIRST);
    assertThat(lines("B-TW-01", "followers")).hasSize(8);
    runs.server.recover();
    runs.server.fail(Failure.Planned.parse("followers:4:no-people"));
    runs.run(FIRST.plusDays(40));
    assertThat(lines("B-TW-01", "followers")).hasSize(8);
    assertThat(runs.capture("B-TW-01").part(Part.FOLLOWERS).reason()).contains("X returned 0 of 8");
  }

  @Test
  void failedSecondLookUpStopsNobody() throws IOException {
    runs.run(FIRST);
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("\"102\"", "\"999\""));
    runs.server.recover();
    runs.server.fail(Failure.Planned.parse("look-up:2:not-found:0"));
    assertThat(runs.run(SECOND))
        .isEqualTo(new Collector.Result(3, List.of("B-TW-01"), java.util.Optional.empty()));
  }

  @Test
  void placeThatExpiresEveryNightDoesNotHoldTheListForEver() throws IOException {
    runs.server.fail(Failure.Planned.parse("followers:2:no-credits:0"));
    runs.run(FIRST);
    for (int night = 1; night < 3; night++) {
      runs.server.recover();
      runs.server.fail(Failure.Planned.parse("followers:1:expired"));
      runs.server.fail(Failure.Planned.parse("followers:3:no-credits:0"));
      runs.run(FIRST.plusDays(night));
    }
    runs.server.recover();
    runs.server.fail(Failure.Planned.parse("followers:1:expired"));
    assertThat(runs.run(FIRST.plusDays(3)).whole()).isEqualTo(3);
    assertThat(lines("A-TW-01", "followers")).hasSize(2500);
  }

  @Test
  void pagesThatGoRoundInCirclesEnd() {
    runs.server.fail(Failure.Planned.parse("followers:1:circle:0"));
    assertThat(runs.run(FIRST).halted())
        .contains("the followers of no account could be read: X keeps returning the same pages");
    assertThat(runs.capture("A-TW-01").part(Part.FOLLOWERS).reason())
        .isEqualTo("X keeps returning the same pages");
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
    assertThat(runs.run(FIRST).whole()).isEqualTo(3);
    assertThat(lines("B-TW-01", "posts")).hasSize(6);
  }

  @Test
  void oneRefusedHandleRefusesNoOther() throws IOException {
    runs.server.fail(Failure.Planned.parse("look-up:1:expired"));
    assertThat(runs.run(FIRST).whole()).isEqualTo(3);
    assertThat(asked("look-up").calls()).isEqualTo(3);
  }

  @Test
  void anotherHandleInTheRegisterIsAnotherAccountEvenAfterAFailedLookUp() throws IOException {
    runs.run(FIRST);
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(
        profile,
        Files.readString(profile).replace("\"102\"", "\"555\"").replace("b_tw_01", "b_new"));
    Path posts = trust.snapshots("twitter", "B-TW-01").resolve("posts.ndjson");
    Files.write(
        posts,
        Files.readAllLines(posts).subList(0, 2).stream()
            .map(line -> line.replace("\"102\"", "\"555\""))
            .toList());
    Path register = trust.folder.resolve("registers/accounts.csv");
    Files.writeString(register, Files.readString(register).replace("b_tw_01", "b_new"));
    try (CollectionRuns other = runs.successor(trust.folder)) {
      other.server.fail(Failure.Planned.parse("look-up:1:server-error:0"));
      other.run(SECOND);
      other.server.recover();
      assertThat(other.run(SECOND.plusDays(1)).whole()).isEqualTo(3);
    }
    assertThat(lines("B-TW-01", "posts")).hasSize(2);
  }

  @Test
  void lookUpCutOffBetweenNumberAndHandleGoesOn() throws IOException {
    runs.run(FIRST);
    Path profile = trust.snapshots("twitter", "B-TW-01").resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("\"102\"", "\"999\""));
    runs.server.recover();
    runs.server.fail(Failure.Planned.parse("look-up:2:no-credits:0"));
    assertThat(runs.run(SECOND).halted()).isPresent();
    runs.server.recover();
    runs.run(SECOND);
    assertThat(runs.files().get("twitter/B-TW-01/profile.json")).contains("\"999\"");
    long calls = asked("look-up").calls();
    runs.run(SECOND);
    assertThat(asked("look-up").calls()).isEqualTo(calls);
  }

  @Test
  void aPersonOnceKnownStaysKnownUnderAnotherHandle() throws IOException {
    runs.run(FIRST);
    Path file = trust.snapshots("twitter", "A-TW-01").resolve("followers.ndjson");
    Files.writeString(file, Files.readString(file).replace("\"pupil10\"", "\"renamed10\""));
    runs.run(FIRST.plusDays(40));
    assertThat(lines("A-TW-01", "followers"))
        .contains("{\"id\":\"9000000010\",\"username\":\"pupil10\",\"name\":\"Person 10\"}")
        .noneMatch(line -> line.contains("renamed10"));
  }

  @Test
  void aListThatIsEmptiedAtOnceIsBelievedTheNextTimeOnly() throws IOException {
    runs.run(FIRST);
    Path file = trust.snapshots("twitter", "B-TW-01").resolve("followers.ndjson");
    Files.writeString(file, "");
    runs.run(FIRST.plusDays(40));
    assertThat(runs.capture("B-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.PARTIAL);
    assertThat(lines("B-TW-01", "followers")).hasSize(30);
    runs.run(FIRST.plusDays(80));
    assertThat(runs.capture("B-TW-01").part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
    assertThat(lines("B-TW-01", "followers")).isEmpty();
  }
}
