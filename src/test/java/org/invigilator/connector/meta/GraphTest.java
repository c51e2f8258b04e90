package org.invigilator.connector.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.OneServer;
import org.invigilator.connector.Page;
import org.invigilator.register.PostKey;
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

/** Facebook pages and Instagram accounts as Meta's Graph API shows them. */
class GraphTest {
  private static final Instant NOW = Instant.parse("2026-11-20T02:30:00Z");
  private static final Connector.Query PAGE = new Connector.Query("BIR-01", "700", "birchdale");
  private static final String NO_COMMENTS =
      "\"comments\":{\"data\":[],\"summary\":{\"total_count\":0}}";
  private static final String POST =
      """
      {"data":[{"id":"700_2","created_time":"2026-11-02T08:00:00+0000",
      "message":"Year 4’s <café> & stall #fair https://fair.example/a",
      "permalink_url":"https://www.facebook.com/700/posts/2",
      "message_tags":[{"id":"900","name":"Birchdale Parents","type":"page"}],
      "place":{"id":"55","location":{"latitude":1.5}},"from":{"id":"700"},
      "application":{"name":"Planner"},"attachments":{"data":[{"type":"album","subattachments":
      {"data":[{"type":"photo","target":{"id":"700000000000201"},"description":"Cakes"},
      {"type":"video_inline","target":{"id":"202"}}]}},
      {"type":"share","unshimmed_url":"https://council.example/b"}]},
      "comments":{"data":[
      {"id":"c1","message":"How much?","created_time":"2026-11-02T09:00:00+0000",
      "from":{"id":"801"}},
      {"id":"c2","message":"One pound","created_time":"2026-11-02T10:00:00+0000",
      "from":{"id":"700"},"parent":{"id":"c1","from":{"id":"801"}}}],
      "summary":{"total_count":2}}}],"paging":{"cursors":{"before":"a","after":"b"}}}""";
  private static final String MEDIA =
      """
      {"data":[{"id":"18000000000000001","caption":"Harvest with @year9_demo #harvest",
      "alt_text":"Apples","media_type":"IMAGE","permalink":"https://www.instagram.com/p/EX1/",
      "shortcode":"EX1","timestamp":"2026-11-02T08:00:00+0000","username":"birchdale_demo",
      "comments_count":2,"comments":{"data":[{"id":"c1","text":"Lovely",
      "timestamp":"2026-11-02T09:00:00+0000","from":{"id":"801","username":"kit_demo"},
      "replies":{"data":[{"id":"c2","text":"Thank you","timestamp":"2026-11-02T10:00:00+0000",
      "from":{"id":"999","username":"birchdale_demo"}}]}}]}}],
      "paging":{"cursors":{"after":"b"},"next":"https://graph.example/next"}}""";

  @TempDir Path folder;
  private OneServer server;
  private FacebookConnector facebook;
  private InstagramConnector instagram;

  @BeforeEach
  void open() throws IOException {
    server = new OneServer().on("ids=", "{\"700000000000201\":{\"alt_text_custom\":\"A stall\"}}");
    MetaTokens tokens =
        MetaTokens.of(Map.of(MetaTokens.TOKEN, "all", MetaTokens.TOKEN + "_BIR_01", "secret-own"))
            .orElseThrow();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    facebook = new FacebookConnector(server.url() + "v26.0/", tokens, 5, clock);
    instagram = new InstagramConnector(server.url() + "v26.0/", tokens, 5, clock);
  }

  @AfterEach
  void close() {
    facebook.close();
    instagram.close();
    server.close();
  }

  private static Page page(Connector connector, Part part, String next) throws ApiFailure {
    return connector.page(OneServer.request(part, PAGE, next));
  }

  private ApiFailure failure(Connector connector, Part part, String next) {
    return catchThrowableOfType(ApiFailure.class, () -> page(connector, part, next));
  }

  @Test
  void postOfAPageIsReadFieldByField() throws Exception {
    server.on("/published_posts", POST);
    Page read = page(facebook, Part.POSTS, "");
    List<Post> posts = OneServer.posts(read, folder);
    Post post = posts.get(0);
    assertThat(post.id()).isEqualTo("700000000000201");
    assertThat(post.versions()).containsExactly("700000000000201", "2", "700_2");
    assertThat(post.createdAt()).isEqualTo("2026-11-02T08:00:00Z");
    assertThat(post.text())
        .isEqualTo("Year 4’s <café> & stall #fair https://fair.example/a\nCakes");
    assertThat(post.permalink()).isEqualTo("https://www.facebook.com/700/posts/2");
    assertThat(post.source()).isEqualTo("Planner");
    assertThat(post.place()).isEqualTo(new Post.Place(true, "55", ""));
    assertThat(post.media())
        .containsExactly(
            new Post.Media("700000000000201", "photo", "A stall"),
            new Post.Media("202", "video", ""));
    assertThat(post.links())
        .containsExactlyInAnyOrder("https://council.example/b", "https://fair.example/a");
    assertThat(post.hashtags()).containsExactly("fair");
    assertThat(post.mentions()).extracting(one -> one.user().id()).containsExactly("900");
    Post answer = posts.get(1);
    assertThat(answer.kind()).isEqualTo(Post.Kind.REPLY);
    assertThat(answer.text()).isEqualTo("One pound");
    assertThat(answer.repliedTo()).isEqualTo("c1");
    assertThat(answer.inReplyTo().id()).isEqualTo("801");
    assertThat(posts).hasSize(2);
    assertThat(read.next()).isEmpty();
    assertThat(page(facebook, Part.MENTIONS, "").items())
        .extracting(Page.Item::id)
        .containsExactly("c1");
  }

  @Test
  void postWithoutAPictureIsKnownByAccountAndMinuteAsInADownload() throws Exception {
    server.on(
        "/published_posts",
        "{\"data\":[{\"id\":\"700_3\",\"created_time\":\"2026-11-02T08:00:31+0000\",%s}]}"
            .formatted(NO_COMMENTS));
    assertThat(OneServer.posts(page(facebook, Part.POSTS, ""), folder))
        .extracting(Post::id)
        .containsExactly(PostKey.ofMinute("BIR-01", Instant.parse("2026-11-02T08:00:00Z")));
  }

  @Test
  void postsOfOneMinuteAreTwo() throws Exception {
    String one =
        "{\"id\":\"700_%s\",\"created_time\":\"2026-11-02T08:00:0%s+0000\",\"message\":\"Hi\",\"from\":{\"id\":\"700\"},%s}";
    server.on(
        "/published_posts",
        "{\"data\":["
            + one.formatted("1", "1", NO_COMMENTS)
            + ","
            + one.formatted("2", "9", NO_COMMENTS)
            + "]}");
    assertThat(OneServer.posts(page(facebook, Part.POSTS, ""), folder))
        .extracting(Post::id)
        .containsExactly("700_1", "700_2");
  }

  @Test
  void titleOfWhatIsAttachedIsRead() throws Exception {
    String titled = "\"type\":\"share\",\"title\":\"Kit wins\",\"description\":\"At the fair\"";
    server.on("/published_posts", POST.replace("\"type\":\"share\"", titled));
    assertThat(OneServer.posts(page(facebook, Part.POSTS, ""), folder).get(0).text())
        .endsWith("\nKit wins\nAt the fair");
  }

  @Test
  void postsAreRequestedOnceForWhatIsTheirsAndForTheCommentsBelowThem() throws Exception {
    server.on("/published_posts", POST).on("/media", MEDIA);
    page(facebook, Part.POSTS, "");
    int asked = server.asked().size();
    assertThat(page(facebook, Part.MENTIONS, "").items()).hasSize(1);
    assertThat(server.asked()).hasSize(asked);
    page(instagram, Part.POSTS, "");
    page(instagram, Part.MENTIONS, "");
    assertThat(server.asked()).hasSize(asked + 1);
  }

  @Test
  void albumWithoutItsPicturesIsNotTakenForOnePicture() throws Exception {
    server.on("/media", MEDIA.replace("IMAGE", "CAROUSEL_ALBUM"));
    assertThat(
            OneServer.posts(page(instagram, Part.POSTS, ""), folder).get(0).hasUnknownAttachment())
        .isTrue();
  }

  @Test
  void pictureOfInstagramIsKnownByItsNumberAndNotByItsAddress() throws Exception {
    server.on("/media", MEDIA);
    Page read = page(instagram, Part.POSTS, "");
    List<Post> posts = OneServer.posts(read, folder);
    Post post = posts.get(0);
    assertThat(post.id()).isEqualTo("18000000000000001");
    assertThat(post.versions()).startsWith("18000000000000001", "EX1");
    assertThat(post.text()).isEqualTo("Harvest with @year9_demo #harvest");
    assertThat(post.mentions()).extracting(m -> m.user().handle()).containsExactly("year9_demo");
    assertThat(post.media())
        .containsExactly(new Post.Media("18000000000000001", "photo", "Apples"));
    assertThat(post.attention()).contains(new Post.Attention(2, 0));
    assertThat(posts.get(1).text()).isEqualTo("Thank you");
    assertThat(posts.get(1).inReplyTo()).isEqualTo(new Post.User("801", "kit_demo"));
    assertThat(read.next()).isEqualTo("b");
  }

  @Test
  void albumIsKnownByItsFirstPictureWhichHasItsDescription() throws Exception {
    server.on(
        "/media",
        MEDIA.replace(
            "\"comments_count\"",
            "\"children\":{\"data\":[{\"id\":\"18011\"},{\"id\":\"18012\"}]},\"comments_count\""));
    Post post = OneServer.posts(page(instagram, Part.POSTS, ""), folder).get(0);
    assertThat(post.id()).isEqualTo("18011");
    assertThat(post.media()).extracting(Post.Media::altText).containsExactly("Apples", "");
  }

  @Test
  void mentionsGoOnWithWhatOthersPublishAndThenEnd() throws Exception {
    server.on("after=b", "{\"data\":[]}").on("/media", MEDIA).on("/tags", "{\"data\":[]}");
    assertThat(page(instagram, Part.MENTIONS, "").next()).isEqualTo("b");
    assertThat(page(instagram, Part.MENTIONS, "b").next()).isEqualTo("tags:");
    assertThat(page(instagram, Part.MENTIONS, "tags:").next()).isEmpty();
    assertThat(server.asked().get(1)).contains("/700/media").contains("after=b");
    assertThat(server.asked().get(2)).contains("/700/tags").doesNotContain("after=");
  }

  @Test
  void tokenOfTheAccountIsInAHeaderAndInNoAddress() throws Exception {
    server.on("/published_posts", POST);
    page(facebook, Part.POSTS, "");
    assertThat(server.headers()).contains("Bearer secret-own");
    assertThat(server.asked()).hasSize(2).noneMatch(uri -> uri.contains("secret"));
  }

  @ParameterizedTest
  @CsvSource({"400,190,UNREADABLE", "403,10,UNREADABLE", "500,2,RETRY", "400,100,REJECTED"})
  void errorSaysWhatToDo(int status, int code, ApiFailure.Kind kind) {
    server.on("/media", status, "{\"error\":{\"code\":" + code + "}}", Map.of());
    ApiFailure failure = failure(instagram, Part.POSTS, "");
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.reason()).contains("error " + code).doesNotContain("secret");
  }

  @Test
  void limitIsWaitedForAsLongAsTheHeaderSays() throws Exception {
    String used =
        "{\"1\":[{\"call_count\":100,\"estimated_time_to_regain_access\":7},{\"call_count\":3}]}";
    Map<String, String> header = Map.of("X-Business-Use-Case-Usage", used);
    server.on("/published_posts", 400, "{\"error\":{\"code\":4}}", header).on("/media", MEDIA);
    ApiFailure failure = failure(facebook, Part.POSTS, "");
    assertThat(failure.kind()).isEqualTo(ApiFailure.Kind.WAIT);
    assertThat(OneServer.until(failure)).contains(NOW.plusSeconds(7 * 60));
    assertThat(page(instagram, Part.POSTS, "").limit()).isEmpty();
    server.on("/media", 200, MEDIA, header);
    assertThat(page(instagram, Part.POSTS, "").limit().orElseThrow().resetAt())
        .isEqualTo(NOW.plusSeconds(7 * 60));
  }

  @Test
  void cursorThatMetaNoLongerKnowsIsExpired() {
    server.on("/media", 400, "{\"error\":{\"code\":100}}", Map.of());
    assertThat(failure(instagram, Part.POSTS, "b").kind()).isEqualTo(ApiFailure.Kind.EXPIRED);
  }

  @Test
  void commentsThatAreCountedAndNotShownAreUnreadableAndNotNone() throws Exception {
    server.on(
        "/published_posts",
        POST.replaceAll(
            "(?s)\"comments\":\\{\"data\":\\[.*?\\}\\}\\],", "\"comments\":{\"data\":[],"));
    server.on("/media", MEDIA.replaceAll("(?s),\"comments\":.*\\}\\]\\}\\}\\]", "}]"));
    for (Connector one : List.of(facebook, instagram)) {
      assertThat(failure(one, Part.MENTIONS, "").kind()).isEqualTo(ApiFailure.Kind.UNREADABLE);
      assertThat(page(one, Part.POSTS, "").items()).hasSize(1);
      assertThat(one.shortfall(PAGE, Part.POSTS)).startsWith("Meta counts comments");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id\":\"700_2", "created_time", "id\":\"c1", "data\":[{\"id\":\"700_2"})
  void renamedFieldOfAPageIsUnreadable(String field) {
    server.on("/published_posts", POST.replace("\"" + field, "\"x_" + field));
    assertThat(failure(facebook, Part.MENTIONS, "").kind()).isEqualTo(ApiFailure.Kind.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id\":\"18", "timestamp", "id\":\"c1", "after"})
  void renamedFieldOfInstagramIsUnreadable(String field) {
    server.on("/media", MEDIA.replace("\"" + field, "\"x_" + field));
    assertThat(failure(instagram, Part.MENTIONS, "").kind()).isEqualTo(ApiFailure.Kind.UNKNOWN);
  }

  @Test
  void commentsThatAreNotCountedAreUnreadableAndNotNone() throws Exception {
    server.on("/published_posts", POST.replace("total_count", "x_count"));
    server.on("/media", MEDIA.replace("comments_count", "x_count"));
    for (Connector one : List.of(facebook, instagram)) {
      assertThat(failure(one, Part.MENTIONS, "").kind()).isEqualTo(ApiFailure.Kind.UNREADABLE);
      assertThat(page(one, Part.POSTS, "").items()).hasSize(2);
      assertThat(one.shortfall(PAGE, Part.POSTS)).startsWith("Meta left out how many comments");
    }
  }

  @Test
  void pictureThatIsNotShownDoesNotHideThePosts() throws Exception {
    server.on("ids=", 400, "{\"error\":{\"code\":803}}", Map.of()).on("/published_posts", POST);
    assertThat(page(facebook, Part.POSTS, "").items()).hasSize(2);
    assertThat(facebook.shortfall(PAGE, Part.POSTS))
        .isEqualTo("Meta did not show the descriptions of pictures");
  }

  @Test
  void profileIsLookedUpByNumberOrHandle() throws Exception {
    server.on("/birchdale%3Fx?", "{\"id\":\"700\",\"name\":\"Birchdale\",\"followers_count\":12}");
    LookUp.Found found =
        facebook.lookUp(List.of(new Connector.Query("A", "", "birchdale?x"))).found().get("A");
    assertThat(found.userId()).isEqualTo("700");
    assertThat(found.followers()).isEqualTo(12);
    assertThat(
            instagram.lookUp(List.of(new Connector.Query("A", "", "b"))).found().get("A").state())
        .isEqualTo(ProfileState.UNREADABLE);
    server.on("/700?", "{\"name\":\"Birchdale\"}");
    assertThatThrownBy(() -> instagram.lookUp(List.of(PAGE))).isInstanceOf(ApiFailure.class);
  }

  @Test
  void commentsThatAreShownInPartLeaveWhatOthersWroteAPart() throws Exception {
    server.on("/published_posts", POST.replace("total_count\":2", "total_count\":3"));
    server.on("/media", MEDIA.replace("comments_count\":2", "comments_count\":5"));
    page(facebook, Part.MENTIONS, "");
    page(instagram, Part.MENTIONS, "");
    assertThat(facebook.shortfall(PAGE, Part.MENTIONS))
        .isEqualTo("Meta counts 3 comments below a post and shows 2");
    assertThat(instagram.shortfall(PAGE, Part.MENTIONS))
        .isEqualTo("Meta counts 5 comments below a post and shows 2");
    assertThat(facebook.shortfall(PAGE, Part.POSTS)).isEmpty();
  }

  @Test
  void commentsWithoutWhoWroteThemAreNotTakenForThoseOfOthers() throws Exception {
    server.on("/published_posts", POST.replaceAll("(?s),\\s*\"from\":\\{\"id\":\"\\d+\"\\}", ""));
    server.on("/media", MEDIA.replaceAll("(?s),\"from\":\\{[^}]*\\}", ""));
    for (Connector one : List.of(facebook, instagram)) {
      page(one, Part.POSTS, "");
      page(one, Part.MENTIONS, "");
      assertThat(one.shortfall(PAGE, Part.POSTS)).isEqualTo("Meta did not show who wrote comments");
      assertThat(one.shortfall(PAGE, Part.MENTIONS)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"album, true", "unavailable, true", "'', true", "photo, false", "share, false"})
  void whatIsAttachedAndNotShownIsNotNothing(String type, boolean isUnknown) throws Exception {
    server.on(
        "/published_posts",
        "{\"data\":[{\"id\":\"700_3\",\"created_time\":\"2026-11-02T08:00:31+0000\",\"message\":\"Hi\",\"from\":{\"id\":\"700\"},\"attachments\":{\"data\":[{\"type\":\"%s\",\"target\":{\"id\":\"77\"}}]},%s}]}"
            .formatted(type, NO_COMMENTS));
    assertThat(
            OneServer.posts(page(facebook, Part.POSTS, ""), folder).get(0).hasUnknownAttachment())
        .isEqualTo(isUnknown);
  }

  @Test
  void aPermissionThatDescriptionsNeedDoesNotHideThePosts() throws Exception {
    server.on("ids=", 403, "{\"error\":{\"code\":10}}", Map.of()).on("/published_posts", POST);
    assertThat(page(facebook, Part.POSTS, "").items()).hasSize(2);
    assertThat(facebook.shortfall(PAGE, Part.POSTS)).contains("descriptions");
  }
}
