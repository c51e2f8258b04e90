package org.invigilator.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.invigilator.connector.bluesky.BlueskyConnector;
import org.invigilator.demo.Failure;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.SnapshotFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bluesky as it is read: no credentials, no money, identity by DID, no list of mentions. */
class BlueskyTest {
  private static final Instant NEWEST = Instant.parse("2026-11-19T17:00:00Z");
  private static final LocalDate FIRST = CollectionRuns.FIRST;
  private static final String DID = "did:plc:school";
  @TempDir Path folder;
  private InventedTrust trust;
  private CollectionRuns runs;

  @BeforeEach
  void open() throws IOException {
    trust =
        new InventedTrust(folder.resolve("trust"))
            .account("bluesky", "A-BS-01", DID, NEWEST, 130, 250);
    runs = new CollectionRuns(trust.folder, folder.resolve("snapshots"));
  }

  @AfterEach
  void close() {
    runs.close();
  }

  private Collector.Result night(LocalDate night) {
    return runs.run(night, new BlueskyConnector(runs.server.bluesky(), 2, runs.clock), false);
  }

  private SnapshotFolder shown() {
    return new SnapshotFolder(runs.folder("bluesky", "A-BS-01"));
  }

  private List<Post> posts() {
    List<Post> posts = new ArrayList<>();
    shown().posts(posts::add);
    return posts;
  }

  @Test
  void accountIsReadWithoutCredentialsOrMoney() {
    assertThat(night(FIRST)).isEqualTo(new Collector.Result(1, List.of(), Optional.empty()));
    assertThat(posts()).hasSize(130);
    assertThat(shown().profile().orElseThrow().userId()).isEqualTo(DID);
    assertThat(runs.spend.forRunDate(FIRST)).isZero();
    Capture capture = shown().capture();
    assertThat(capture.part(Part.FOLLOWERS).extent()).isEqualTo(Extent.COMPLETE);
    assertThat(capture.part(Part.MENTIONS).extent()).isEqualTo(Extent.UNSUPPORTED);
    assertThat(capture.part(Part.MENTIONS).reason()).isEqualTo("not available from Bluesky");
  }

  @Test
  void postKeepsWhatRulesLookAt() throws IOException {
    Path file = trust.snapshots("bluesky", "A-BS-01").resolve("posts.ndjson");
    Files.writeString(
        file,
        """
        {"data":{"id":"3kpic","text":"Art week with @pupil.example","created_at":"2026-11-19T10:00:00.000Z","author_id":"did:plc:school","conversation_id":"3kpic","attachments":{"media_keys":["m1"]},"labels":["porn"],"entities":{"mentions":[{"id":"did:plc:p","username":"pupil.example"}],"hashtags":[{"tag":"art"}],"urls":[{"expanded_url":"https://example.org/a"}]}},"includes":{"media":[{"media_key":"m1","type":"photo","alt_text":"Two children"}]}}
        {"data":{"id":"3kreply","text":"Thank you","created_at":"2026-11-19T09:00:00.000Z","author_id":"did:plc:school","conversation_id":"3kroot","in_reply_to_user_id":"did:plc:parent","referenced_tweets":[{"type":"replied_to","id":"3kother"}]}}
        {"data":{"id":"3krepost","text":"","created_at":"2026-11-19T08:00:00.000Z","author_id":"did:plc:school","referenced_tweets":[{"type":"retweeted","id":"3korig"}]},"includes":{"tweets":[{"id":"3korig","author_id":"did:plc:town","text":"Fair on Sunday"}],"users":[{"id":"did:plc:town","username":"town.example"}]}}
        """);
    night(FIRST);
    List<Post> posts = posts();
    assertThat(posts).hasSize(3);
    assertThat(posts.get(0).media())
        .singleElement()
        .extracting(Post.Media::altText)
        .isEqualTo("Two children");
    assertThat(posts.get(0).mentions())
        .singleElement()
        .extracting(m -> m.user().id())
        .isEqualTo("did:plc:p");
    assertThat(posts.get(0).links()).containsExactly("https://example.org/a");
    assertThat(posts.get(0).hashtags()).containsExactly("art");
    assertThat(posts.get(1).kind()).isEqualTo(Post.Kind.REPLY);
    assertThat(posts.get(1).inReplyTo().id()).isEqualTo("did:plc:parent");
    assertThat(posts.get(1).conversation()).isEqualTo("3kroot");
    assertThat(posts.get(2).kind()).isEqualTo(Post.Kind.REPOST);
    assertThat(posts.get(2).text()).isEqualTo("Fair on Sunday");
    assertThat(posts.get(2).original()).isEqualTo(new Post.User("did:plc:town", "town.example"));
    assertThat(Files.readString(runs.folder("bluesky", "A-BS-01").resolve("posts.ndjson")))
        .contains("\"labels\":[\"porn\"]");
  }

  @Test
  void signsThatLookLikeEntitiesStayAsTheyWereWritten() throws IOException {
    Path file = trust.snapshots("bluesky", "A-BS-01").resolve("posts.ndjson");
    Files.writeString(
        file,
        """
        {"data":{"id":"3kpic","text":"Write &amp;amp; for &amp;","created_at":"2026-11-19T10:00:00.000Z","author_id":"did:plc:school","conversation_id":"3kpic","attachments":{"media_keys":["m1"]}},"includes":{"media":[{"media_key":"m1","type":"photo","alt_text":"a &amp;lt; b"}]}}
        """);
    night(FIRST);
    assertThat(posts().get(0).text()).isEqualTo("Write &amp; for &");
    assertThat(posts().get(0).media().get(0).altText()).isEqualTo("a &lt; b");
  }

  @Test
  void aNewHandleIsTheSameAccount() throws IOException {
    night(FIRST);
    Path profile = trust.snapshots("bluesky", "A-BS-01").resolve("profile.json");
    Files.writeString(profile, Files.readString(profile).replace("a-bs-01.example", "new.example"));
    assertThat(night(FIRST.plusDays(1)).whole()).isEqualTo(1);
    assertThat(shown().profile().orElseThrow().handle()).isEqualTo("new.example");
    assertThat(posts()).hasSize(130);
  }

  @Test
  void postsThatAreCountedAndNotShownAreNotNone() throws IOException {
    Path folder = trust.snapshots("bluesky", "A-BS-01");
    Files.writeString(folder.resolve("posts.ndjson"), "");
    night(FIRST);
    assertThat(shown().capture().part(Part.POSTS).extent()).isEqualTo(Extent.COMPLETE);
    Path profile = folder.resolve("profile.json");
    Files.writeString(
        profile,
        Files.readString(profile).replaceFirst("\\{", "{\"public_metrics\":{\"tweet_count\":22},"));
    night(FIRST.plusDays(1));
    assertThat(shown().capture().part(Part.POSTS).extent()).isEqualTo(Extent.PARTIAL);
    assertThat(shown().capture().part(Part.POSTS).reason())
        .contains("none of the posts that it counts");
  }

  private void counts(int posts) throws IOException {
    Path profile = trust.snapshots("bluesky", "A-BS-01").resolve("profile.json");
    String old = Files.readString(profile).replaceFirst("\"public_metrics\":\\{[^}]*},", "");
    Files.writeString(
        profile, old.replaceFirst("\\{", "{\"public_metrics\":{\"tweet_count\":" + posts + "},"));
  }

  @Test
  void listThatEndsBeforeTheCountOfTheProfileIsAPartAtFirst() throws IOException {
    counts(150);
    night(FIRST);
    assertThat(shown().capture().part(Part.POSTS).reason())
        .contains("130 of the 150 posts that it counts");
    night(FIRST.plusDays(1));
    assertThat(shown().capture().part(Part.POSTS).extent())
        .as("some posts are never listed")
        .isEqualTo(Extent.COMPLETE);
  }

  @Test
  void postsThatAreStillCountedAreNotDeleted() throws IOException {
    counts(130);
    night(FIRST);
    assertThat(shown().capture().part(Part.POSTS).extent()).isEqualTo(Extent.COMPLETE);
    Path file = trust.snapshots("bluesky", "A-BS-01").resolve("posts.ndjson");
    List<String> all = Files.readAllLines(file);
    Files.write(file, all.subList(3, 130));
    night(FIRST.plusDays(1));
    assertThat(shown().capture().part(Part.POSTS).reason())
        .contains("did not show all the posts that were there before");
    assertThat(posts()).hasSize(130);
    counts(127);
    night(FIRST.plusDays(2));
    assertThat(shown().capture().part(Part.POSTS).extent()).isEqualTo(Extent.COMPLETE);
    assertThat(posts()).hasSize(127);
  }

  @Test
  void deletedPostIsGoneTheNextNight() throws IOException {
    night(FIRST);
    Path file = trust.snapshots("bluesky", "A-BS-01").resolve("posts.ndjson");
    Files.write(file, Files.readAllLines(file).subList(1, 130));
    night(FIRST.plusDays(1));
    assertThat(posts()).hasSize(129);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "posts:2:server-error",
        "posts:1:broken",
        "followers:2:malformed",
        "followers:3:overloaded",
        "posts:2:silent",
        "look-up:1:html"
      })
  void failureThatPassesLeavesNoTrace(String planned) {
    runs.server.fail(Failure.Planned.parse(planned));
    assertThat(night(FIRST).whole()).isEqualTo(1);
    assertThat(posts()).hasSize(130);
  }

  @ParameterizedTest
  @ValueSource(strings = {"posts:1:not-found:0", "followers:2:server-error:0"})
  void failureThatStaysIsToldAndHealed(String planned) {
    runs.server.fail(Failure.Planned.parse(planned));
    Collector.Result result = night(FIRST);
    assertThat(result.whole()).isZero();
    assertThat(result.halted()).isEmpty();
    runs.server.recover();
    assertThat(night(FIRST.plusDays(1)).whole()).isEqualTo(1);
  }

  @Test
  void plainHttpIsForThisMachineOnly() {
    assertThatThrownBy(() -> new BlueskyConnector("http://public.api.bsky.app/", 5, runs.clock))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void handleThatIsNoneIsToldAndAsksNobody() throws IOException {
    new InventedTrust(folder.resolve("other"))
        .account("bluesky", "B-BS-01", "did:plc:b", NEWEST, 1, 1);
    var connector = new BlueskyConnector(runs.server.bluesky(), 2, runs.clock);
    try {
      LookUp answer =
          connector.lookUp(
              List.of(
                  new Connector.Query("one", "", "a word"),
                  new Connector.Query("two", "", "not.registered.example")));
      assertThat(answer.found().get("one").state())
          .isEqualTo(org.invigilator.snapshot.Capture.ProfileState.UNREADABLE);
      assertThat(answer.found().get("two").state())
          .isEqualTo(org.invigilator.snapshot.Capture.ProfileState.NOT_FOUND);
    } catch (ApiFailure refusal) {
      throw new AssertionError(refusal);
    }
  }

  @Test
  void suspendedAccountIsNotAMissingOne() throws IOException {
    Files.writeString(
        trust.snapshots("bluesky", "A-BS-01").resolve("capture.json"),
        "{\"profile\": \"suspended\"}");
    night(FIRST);
    assertThat(shown().capture().profile())
        .isEqualTo(org.invigilator.snapshot.Capture.ProfileState.SUSPENDED);
  }
}
