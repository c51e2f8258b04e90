package org.invigilator.connector.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.OneServer;
import org.invigilator.connector.Page;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.invigilator.snapshot.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YouTube as its Data API shows it with a key. */
class YouTubeConnectorTest {
  private static final Connector.Query SCHOOL = new Connector.Query("BIR-YT", "UCschool", "birch");
  private static final String UPLOADS =
      """
      {"items":[{"contentDetails":{"videoId":"one"}},{"contentDetails":{"videoId":"gone"}},
      {"contentDetails":{"videoId":"two"}}],"nextPageToken":"CDIQAA"}""";
  private static final String VIDEOS =
      """
      {"items":[{"id":"one","snippet":{"publishedAt":"2026-11-02T08:00:00Z","title":"Fish & <chips>",
      "description":"With @kit_demo #harvest https://fair.example/a","tags":["school"]},
      "status":{"privacyStatus":"public"},"statistics":{"commentCount":"3"},
      "recordingDetails":{"location":{"latitude":1.5}}},
      {"id":"two","snippet":{"publishedAt":"2026-11-01T08:00:00Z","title":"Draft"},
      "status":{"privacyStatus":"unlisted"}}]}""";
  private static final String THREADS =
      """
      {"items":[{"id":"Ug1","snippet":{"videoId":"one","totalReplyCount":1,"topLevelComment":
      {"id":"Ug1","snippet":{"textDisplay":"Lovely &amp; loud","textOriginal":"Lovely & loud",
      "authorDisplayName":"@kitplaceholder","authorChannelId":{"value":"UCkit"},
      "publishedAt":"2026-11-02T10:00:00Z"}}},"replies":{"comments":[
      {"id":"Ug1.a","snippet":{"textOriginal":"Thank you","authorChannelId":{"value":"UCschool"},
      "publishedAt":"2026-11-02T11:00:00Z"}}]}}],"nextPageToken":"QURT"}""";
  private static final String CHANNEL =
      """
      {"items":[{"id":"UCschool","snippet":{"title":"Birchdale","description":"Official",
      "customUrl":"@birch","publishedAt":"2019-09-01T08:00:00Z"},
      "status":{"privacyStatus":"public"}}]}""";

  @TempDir Path folder;
  private OneServer server;
  private YouTubeConnector youtube;

  @BeforeEach
  void open() throws IOException {
    server = new OneServer();
    youtube = new YouTubeConnector(server.url() + "youtube/v3/", "secret-key", 5);
  }

  @AfterEach
  void close() {
    youtube.close();
    server.close();
  }

  private Page page(Part part, String next) throws ApiFailure {
    return youtube.page(OneServer.request(part, SCHOOL, next));
  }

  private ApiFailure failure(Part part, String next) {
    return catchThrowableOfType(ApiFailure.class, () -> page(part, next));
  }

  private void error(int status, String reason) {
    server.on(
        "/v3/", status, "{\"error\":{\"errors\":[{\"reason\":\"" + reason + "\"}]}}", Map.of());
  }

  @Test
  void publicVideoIsReadFieldByFieldAndDeletedAndUnlistedOnesAreNot() throws Exception {
    server.on("/playlistItems", UPLOADS).on("/videos", VIDEOS);
    Page read = page(Part.POSTS, "");
    assertThat(server.asked().get(0)).contains("playlistId=UUschool");
    assertThat(server.asked().get(1)).contains("id=one%2Cgone%2Ctwo");
    assertThat(read.next()).isEqualTo("CDIQAA");
    List<Post> posts = OneServer.posts(read, folder);
    assertThat(posts).hasSize(1);
    Post post = posts.get(0);
    assertThat(post.id()).isEqualTo("one");
    assertThat(post.createdAt()).isEqualTo("2026-11-02T08:00:00Z");
    assertThat(post.text())
        .isEqualTo("Fish & <chips>\nWith @kit_demo #harvest https://fair.example/a");
    assertThat(post.permalink()).isEqualTo("https://www.youtube.com/watch?v=one");
    assertThat(post.media()).containsExactly(new Post.Media("one", "video", ""));
    assertThat(post.hashtags()).containsExactlyInAnyOrder("harvest", "school");
    assertThat(post.links()).containsExactly("https://fair.example/a");
    assertThat(post.mentions()).extracting(m -> m.user().handle()).containsExactly("kit_demo");
    assertThat(post.place().coordinates()).isTrue();
    assertThat(post.attention()).contains(new Post.Attention(3, 0));
  }

  @Test
  void afterTheVideosComeTheChannelsOwnCommentsUntilTheyEnd() throws Exception {
    server
        .on("/playlistItems", UPLOADS.replaceFirst(",\"nextPageToken\":\"CDIQAA\"", ""))
        .on("/videos", VIDEOS)
        .on("pageToken=QURT", "{\"items\":[]}")
        .on("/commentThreads", THREADS);
    assertThat(page(Part.POSTS, "").next()).isEqualTo("comments:");
    Page read = page(Part.POSTS, "comments:");
    Post comment = OneServer.posts(read, folder).get(0);
    assertThat(comment.id()).isEqualTo("Ug1.a");
    assertThat(comment.text()).isEqualTo("Thank you");
    assertThat(comment.repliedTo()).isEqualTo("Ug1");
    assertThat(comment.conversation()).isEqualTo("Ug1");
    assertThat(comment.inReplyTo()).isEqualTo(new Post.User("UCkit", "kitplaceholder"));
    assertThat(comment.permalink()).isEqualTo("https://www.youtube.com/watch?v=one&lc=Ug1.a");
    assertThat(read.next()).isEqualTo("comments:QURT");
    assertThat(page(Part.POSTS, "comments:QURT").next()).isEmpty();
  }

  @Test
  void commentsOfOthersAreMentionsWhoeverWroteThem() throws Exception {
    server.on("/commentThreads", THREADS.replace("\"authorChannelId\":{\"value\":\"UCkit\"},", ""));
    List<Post> posts = OneServer.posts(page(Part.MENTIONS, ""), folder);
    assertThat(posts).extracting(Post::text).containsExactly("Lovely & loud");
    assertThat(posts.get(0).repliedTo()).isEqualTo("one");
    assertThat(youtube.shortfall(SCHOOL, Part.MENTIONS)).isEmpty();
    server.on("/commentThreads", THREADS.replace("\"totalReplyCount\":1", "\"totalReplyCount\":9"));
    page(Part.MENTIONS, "");
    assertThat(youtube.shortfall(SCHOOL, Part.MENTIONS)).contains("only some of the replies");
  }

  @Test
  void commentsAreRequestedOnceForWhatTheChannelWroteAndWhatOthersDid() throws Exception {
    server.on("/commentThreads", THREADS);
    assertThat(page(Part.POSTS, "comments:").items()).hasSize(1);
    assertThat(page(Part.MENTIONS, "").items()).hasSize(1);
    assertThat(server.asked()).hasSize(1);
    page(Part.MENTIONS, "");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void videosThatAreListedOrCountedAndNotShownAreUnreadable() throws Exception {
    server.on("/playlistItems", UPLOADS).on("/videos", "{\"items\":[]}");
    assertThat(failure(Part.POSTS, "")).hasMessageContaining("shows none of them");
    server.on("/playlistItems", "{\"items\":[]}");
    assertThat(page(Part.POSTS, "").items()).isEmpty();
    server.on(
        "/channels",
        CHANNEL.replace("\"status\"", "\"statistics\":{\"videoCount\":\"11\"},\"status\""));
    youtube.lookUp(List.of(SCHOOL));
    assertThat(failure(Part.POSTS, "")).hasMessageContaining("lists none");
  }

  @Test
  void commentsThatAreCountedAndNotShownAreNotNone() throws Exception {
    server
        .on("/playlistItems", UPLOADS)
        .on("/videos", VIDEOS)
        .on("/commentThreads", "{\"items\":[]}");
    assertThat(page(Part.POSTS, "comments:").items()).isEmpty();
    assertThat(youtube.shortfall(SCHOOL, Part.POSTS)).isEmpty();
    page(Part.POSTS, "");
    page(Part.POSTS, "comments:");
    assertThat(youtube.shortfall(SCHOOL, Part.POSTS)).contains("counts comments");
    page(Part.POSTS, "comments:");
    assertThat(failure(Part.MENTIONS, "").kind()).isEqualTo(ApiFailure.Kind.UNREADABLE);
  }

  @Test
  void videosBeforeTheWindowEndTheList() throws Exception {
    server.on("/playlistItems", UPLOADS).on("/videos", VIDEOS);
    Instant from = Instant.parse("2026-11-01T12:00:00Z");
    Page read =
        youtube.page(new Connector.PageRequest(Part.POSTS, SCHOOL, 50, "", "", Optional.of(from)));
    assertThat(read.items()).extracting(Page.Item::id).containsExactly("one");
    assertThat(read.next()).isEqualTo("comments:");
  }

  @ParameterizedTest
  @CsvSource({
    "403,quotaExceeded,STOP",
    "400,keyInvalid,STOP",
    "403,accessNotConfigured,STOP",
    "403,rateLimitExceeded,WAIT",
    "403,subscriptionForbidden,UNREADABLE",
    "404,playlistNotFound,UNREADABLE",
    "400,badRequest,REJECTED",
    "503,backendError,RETRY"
  })
  void errorSaysWhatToDo(int status, String reason, ApiFailure.Kind kind) {
    error(status, reason);
    assertThat(failure(Part.POSTS, "").kind()).isEqualTo(kind);
    assertThat(failure(Part.FOLLOWING, "").reason()).doesNotContain("secret");
  }

  @Test
  void rejectedKeyIsNamedInTheDetails() {
    server.on(
        "/v3/",
        400,
        """
        {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",
        "errors":[{"reason":"badRequest"}],"status":"INVALID_ARGUMENT",
        "details":[{"reason":"API_KEY_INVALID"}]}}""",
        Map.of());
    assertThat(failure(Part.POSTS, "").kind()).isEqualTo(ApiFailure.Kind.STOP);
  }

  @Test
  void commentsThatAreTurnedOffAreNone() throws Exception {
    error(403, "commentsDisabled");
    assertThat(page(Part.MENTIONS, "").items()).isEmpty();
    assertThat(page(Part.MENTIONS, "").next()).isEmpty();
  }

  @Test
  void keyIsInAHeaderAndInNoAddress() throws Exception {
    server.on("/playlistItems", UPLOADS).on("/videos", VIDEOS);
    page(Part.POSTS, "");
    assertThat(server.headers()).contains("secret-key");
    assertThat(server.asked()).hasSize(2).noneMatch(uri -> uri.contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"items", "videoId", "id", "publishedAt", "title", "privacyStatus"})
  void renamedFieldOfVideosIsUnreadable(String field) {
    server
        .on("/playlistItems", UPLOADS.replace("\"" + field + "\"", "\"x_\""))
        .on("/videos", VIDEOS.replace("\"" + field + "\"", "\"x_\""));
    assertThat(failure(Part.POSTS, "").kind()).isEqualTo(ApiFailure.Kind.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"id\"", "\"publishedAt\"", "\"authorChannelId\"", "\"text[A-Z]\\w+\""})
  void renamedFieldOfCommentsIsUnreadable(String field) {
    server.on("/commentThreads", THREADS.replaceAll(field, "\"x_\""));
    assertThat(failure(Part.MENTIONS, "").kind()).isEqualTo(ApiFailure.Kind.UNKNOWN);
  }

  private LookUp.Found found() throws ApiFailure {
    return youtube.lookUp(List.of(SCHOOL)).found().get("BIR-YT");
  }

  @Test
  void channelIsFoundOrNotThereAndNeitherWhenItIsRefused() throws Exception {
    server.on("/channels", CHANNEL);
    assertThat(found().userId()).isEqualTo("UCschool");
    assertThat(found().profile()).contains("\"username\":\"birch\"", "\"protected\":false");
    server.on("/channels", "{\"pageInfo\":{\"totalResults\":0}}");
    assertThat(found().state()).isEqualTo(ProfileState.NOT_FOUND);
    server.on("/channels", CHANNEL.replaceFirst("\"id\"", "\"x_id\""));
    assertThat(catchThrowableOfType(ApiFailure.class, this::found).kind())
        .isEqualTo(ApiFailure.Kind.UNKNOWN);
    server.on("/channels", 403, "{}", Map.of());
    assertThat(catchThrowableOfType(ApiFailure.class, this::found).kind())
        .isEqualTo(ApiFailure.Kind.UNREADABLE);
  }

  @Test
  void commentsThatAreTurnedOffWhileTheyAreCountedAreNotNone() throws Exception {
    server
        .on("/playlistItems", UPLOADS.replaceFirst(",\"nextPageToken\":\"CDIQAA\"", ""))
        .on("/videos", VIDEOS)
        .on(
            "/commentThreads",
            403,
            "{\"error\":{\"errors\":[{\"reason\":\"commentsDisabled\"}]}}",
            Map.of());
    page(Part.POSTS, "");
    page(Part.POSTS, "comments:");
    assertThat(youtube.shortfall(SCHOOL, Part.POSTS)).contains("counts comments");
    assertThat(failure(Part.MENTIONS, "").reason()).contains("counts comments");
  }

  @Test
  void fewCommentsOfManyArePart() throws Exception {
    server
        .on("/playlistItems", UPLOADS.replaceFirst(",\"nextPageToken\":\"CDIQAA\"", ""))
        .on("/videos", VIDEOS.replace("commentCount\":\"3", "commentCount\":\"40"))
        .on("/commentThreads", THREADS.replaceFirst(",\"nextPageToken\":\"QURT\"", ""));
    page(Part.POSTS, "");
    page(Part.MENTIONS, "");
    assertThat(youtube.shortfall(SCHOOL, Part.MENTIONS))
        .isEqualTo("YouTube counts 40 comments and shows 2");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "6, false"})
  void aChannelThatNeverHadAVideoHasNone(String count, boolean isNone) throws Exception {
    server
        .on(
            "/channels",
            CHANNEL.replace(
                "\"status\"", "\"statistics\":{\"videoCount\":\"" + count + "\"},\"status\""))
        .on(
            "/playlistItems",
            404,
            "{\"error\":{\"errors\":[{\"reason\":\"playlistNotFound\"}]}}",
            Map.of());
    LookUp.Found found = youtube.lookUp(List.of(SCHOOL)).found().get("BIR-YT");
    assertThat(found.profile().contains("count\":6")).isEqualTo(!isNone);
    if (isNone) {
      assertThat(page(Part.POSTS, "").items()).isEmpty();
    } else {
      assertThat(failure(Part.POSTS, "").kind()).isEqualTo(ApiFailure.Kind.UNREADABLE);
    }
  }

  @Test
  void channelWithoutItsDescriptionIsNotRead() {
    server.on("/channels", CHANNEL.replace("\"description\"", "\"x_description\""));
    assertThat(catchThrowableOfType(ApiFailure.class, () -> youtube.lookUp(List.of(SCHOOL))).kind())
        .isEqualTo(ApiFailure.Kind.UNKNOWN);
  }

  @Test
  void quotaOfTheDayEndsTheRunByWhateverNameItComes() {
    server.on(
        "/v3/",
        429,
        "{\"error\":{\"errors\":[{\"reason\":\"rateLimitExceeded\"}],\"details\":[{\"reason\":\"RATE_LIMIT_EXCEEDED\",\"metadata\":{\"quota_limit\":\"defaultPerDayPerProject\"}}]}}",
        Map.of());
    assertThat(failure(Part.POSTS, "").kind()).isEqualTo(ApiFailure.Kind.STOP);
  }
}
