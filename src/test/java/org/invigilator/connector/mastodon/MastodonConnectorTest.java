package org.invigilator.connector.mastodon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/** Mastodon as a server shows it to the public. */
class MastodonConnectorTest {
  private static final Connector.Query SCHOOL =
      new Connector.Query("BIR-MA", "1", "@Birchdale@School.Example");
  private static final String ME = "\"account\":{\"id\":\"1\",\"acct\":\"birchdale\"}";
  private static final String STATUS =
      """
      [{"id":"1134","created_at":"2026-11-02T08:00:00.000Z","in_reply_to_id":null,
      "in_reply_to_account_id":null,"visibility":"public","spoiler_text":"Food",
      "url":"https://school.example/@birchdale/1134",
      "content":"<p>Harvest &amp; &lt;thanks&gt; <span class=\\"h-card\\">\
      <a href=\\"https://other.example/@kit\\" class=\\"u-url mention\\">@<span>kit</span></a></span>\
       <a href=\\"https://school.example/tags/fair\\" class=\\"mention hashtag\\" rel=\\"tag\\">#<span>fair</span></a>\
      <br />See</p><p><a href=\\"https://fair.example/a?b=1&amp;c=2\\" rel=\\"nofollow\\">\
      <span class=\\"invisible\\">https://</span><span class=\\"ellipsis\\">fair.example/a</span>\
      <span class=\\"invisible\\">?b=1&amp;c=2</span></a></p>",
      "reblog":null,"application":{"name":"Web"},%s,"replies_count":2,
      "media_attachments":[{"id":"22","type":"image","description":"Apples on a table"}],
      "mentions":[{"id":"14","acct":"kit@other.example"},{"id":"15","acct":"pupil9"}],
      "tags":[{"name":"fair"}]}]"""
          .formatted(ME);

  @TempDir Path folder;
  private OneServer server;
  private MastodonConnector mastodon;

  @BeforeEach
  void open() throws IOException {
    server = new OneServer();
    mastodon = new MastodonConnector(server.url(), 5, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    mastodon.close();
    server.close();
  }

  private Page page(Part part, String next) throws ApiFailure {
    return mastodon.page(OneServer.request(part, SCHOOL, next));
  }

  private ApiFailure failure(Part part) {
    return catchThrowableOfType(ApiFailure.class, () -> page(part, ""));
  }

  private List<Post> posts(String body) throws Exception {
    server.on("/statuses", body);
    return OneServer.posts(page(Part.POSTS, ""), folder);
  }

  @Test
  void postIsReadFieldByField() throws Exception {
    Post post = posts(STATUS).get(0);
    assertThat(post.id()).isEqualTo("1134");
    assertThat(post.createdAt()).isEqualTo("2026-11-02T08:00:00Z");
    assertThat(post.text())
        .isEqualTo("Food\nHarvest & <thanks> @kit #fair\nSee\nhttps://fair.example/a?b=1&c=2");
    assertThat(post.kind()).isEqualTo(Post.Kind.ORIGINAL);
    assertThat(post.permalink()).isEqualTo("https://school.example/@birchdale/1134");
    assertThat(post.source()).isEqualTo("Web");
    assertThat(post.attention()).contains(new Post.Attention(2, 0));
    assertThat(post.media()).containsExactly(new Post.Media("22", "photo", "Apples on a table"));
    assertThat(post.mentions())
        .extracting(Post.Mention::user)
        .containsExactly(
            new Post.User("14", "kit@other.example"), new Post.User("15", "pupil9@school.example"));
    assertThat(post.hashtags()).containsExactly("fair");
    assertThat(post.links()).containsExactly("https://fair.example/a?b=1&c=2");
  }

  @Test
  void theChoicesOfAPollAreItsText() throws Exception {
    String poll =
        "\"poll\":{\"options\":[{\"title\":\"Kit & Co\"},{\"title\":\"Ann\"}]},\"reblog\":null";
    assertThat(posts(STATUS.replace("\"reblog\":null", poll)).get(0).text())
        .endsWith("\nKit & Co\nAnn");
  }

  @Test
  void theCardOfALinkAndTheFieldsOfAProfileAreRead() throws Exception {
    String card = "\"card\":{\"title\":\"Kit wins\",\"description\":\"Ann & co\"},\"reblog\":null";
    assertThat(posts(STATUS.replace("\"reblog\":null", card)).get(0).text())
        .endsWith("\nKit wins\nAnn & co");
    server.on(
        "/accounts/1",
        """
        {"id":"1","acct":"birchdale","display_name":"B","note":"<p>Ours</p>","statuses_count":24,
        "fields":[{"name":"Office","value":"<b>07700 900123</b>"}]}""");
    String profile = mastodon.lookUp(List.of(SCHOOL)).found().get("BIR-MA").profile();
    assertThat(profile).contains("Ours\\nOffice: 07700 900123").contains("\"tweet_count\":24");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "media_attachments",
        "mentions",
        "reblog",
        "spoiler_text",
        "in_reply_to_account_id"
      })
  void aFieldThatEveryStatusHasAndNoneShowsIsUnreadable(String field) {
    server.on("/statuses", STATUS.replace("\"" + field + "\":", "\"x_" + field + "\":"));
    assertThat(failure(Part.POSTS)).hasMessageContaining("left out " + field);
  }

  @Test
  void aPageOfAnotherServerDoesNotSayThatAnAccountIsGone() throws Exception {
    Connector.Query school = new Connector.Query("B-MA-01", "", "birchdale@school.example");
    server.on("/lookup", 404, "<html>nginx 404</html>", Map.of());
    assertThat(mastodon.lookUp(List.of(school)).found().get("B-MA-01").state())
        .isEqualTo(ProfileState.UNREADABLE);
    server.on("/lookup", 404, "{\"error\":\"Record not found\"}", Map.of());
    assertThat(mastodon.lookUp(List.of(school)).found().get("B-MA-01").state())
        .isEqualTo(ProfileState.NOT_FOUND);
  }

  @Test
  void boostNamesWhomItPassesOnAndItsWords() throws Exception {
    String other =
        """
        "reblog":{"id":"77","content":"<p>Write &amp;amp;lt; for &amp;lt;</p>",
        "account":{"id":"9","acct":"pupil9"}}""";
    Post boost = posts(STATUS.replace("\"reblog\":null", other)).get(0);
    assertThat(boost.kind()).isEqualTo(Post.Kind.REPOST);
    assertThat(boost.original()).isEqualTo(new Post.User("9", "pupil9@school.example"));
    assertThat(boost.text()).isEqualTo("Write &amp;lt; for &lt;");
  }

  @ParameterizedTest
  @CsvSource({"'\"50\"',50", "null,''"})
  void replyIsOneEvenWhenWhatItAnswersIsDeleted(String answered, String id) throws Exception {
    Post reply =
        posts(
                STATUS
                    .replace("\"in_reply_to_id\":null", "\"in_reply_to_id\":" + answered)
                    .replace("account_id\":null", "account_id\":\"15\""))
            .get(0);
    assertThat(reply.kind()).isEqualTo(Post.Kind.REPLY);
    assertThat(reply.repliedTo()).isEqualTo(id);
    assertThat(reply.inReplyTo()).isEqualTo(new Post.User("15", "pupil9@school.example"));
  }

  @Test
  void pagesGoOnWhereTheLinkHeaderSays() throws Exception {
    String link =
        "<https://school.example/api/v1/accounts/1/followers?limit=80&max_id=4711>; rel=\"next\", "
            + "<https://school.example/api/v1/accounts/1/followers?since_id=9>; rel=\"prev\"";
    server
        .on("max_id=4711", "[{\"id\":\"6\",\"acct\":\"six@other.example\"}]")
        .on("/followers", 200, "[{\"id\":\"5\",\"acct\":\"five\"}]", Map.of("Link", link));
    Page first = page(Part.FOLLOWERS, "");
    assertThat(first.items()).containsExactly(new Page.Person("5", "five@school.example", ""));
    assertThat(first.next()).isEqualTo("4711");
    Page last = page(Part.FOLLOWERS, "4711");
    assertThat(last.items()).containsExactly(new Page.Person("6", "six@other.example", ""));
    assertThat(last.next()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FOLLOWERS,followers_count", "FOLLOWING,following_count"})
  void hiddenPeopleAreUnreadableAndNotNone(Part part, String count) throws Exception {
    server.on("/follow", "[]").on("/accounts/1", "{\"id\":\"1\",\"" + count + "\":12}");
    ApiFailure failure = failure(part);
    assertThat(failure.kind()).isEqualTo(ApiFailure.Kind.UNREADABLE);
    assertThat(failure.reason()).contains("hides");
    server.on("/accounts/1", "{\"id\":\"1\",\"" + count + "\":0}");
    assertThat(page(part, "").items()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"401,UNREADABLE", "404,UNREADABLE", "429,WAIT", "502,RETRY"})
  void errorSaysWhatToDo(int status, ApiFailure.Kind kind) {
    server.on("/statuses", status, "{\"error\":\"no\"}", Map.of());
    assertThat(failure(Part.POSTS).kind()).isEqualTo(kind);
  }

  @Test
  void limitIsTheTimeInTheHeader() {
    server.on(
        "/statuses",
        429,
        "{}",
        Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "2026-11-20T02:35:00.000Z"));
    assertThat(OneServer.until(failure(Part.POSTS)))
        .contains(Instant.parse("2026-11-20T02:35:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"id\":\"1134\"", "\"created_at\"", "\"content\"", "\"account\""})
  void renamedFieldOfPostsIsUnreadable(String field) {
    server.on("/statuses", STATUS.replace(field, "\"x_" + field.substring(1)));
    assertThat(failure(Part.POSTS).kind()).isEqualTo(ApiFailure.Kind.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"id\":\"5\"}]", "[{\"acct\":\"five\"}]", "{}"})
  void peopleWithoutIdOrHandleAreUnreadable(String body) {
    server.on("/followers", body);
    assertThat(failure(Part.FOLLOWERS).kind()).isEqualTo(ApiFailure.Kind.UNKNOWN);
  }

  private LookUp.Found found(String handle) throws ApiFailure {
    return mastodon.lookUp(List.of(new Connector.Query("A", "", handle))).found().get("A");
  }

  @Test
  void accountIsLookedUpOnItsServer() throws Exception {
    server.on(
        "/accounts/lookup?acct=Birchdale",
        """
        {"id":"1","acct":"birchdale","display_name":"Birchdale","note":"<p>Official &amp; ours</p>",
        "followers_count":12,"following_count":3,"fields":[{"name":"Site",
        "value":"<a href=\\"https://birchdale.example/\\" rel=\\"me\\">birchdale</a>"}]}""");
    LookUp.Found found = found(SCHOOL.handle());
    assertThat(found.userId()).isEqualTo("1");
    assertThat(found.followers()).isEqualTo(12);
    assertThat(found.following()).isEqualTo(3);
    assertThat(found.profile())
        .contains("birchdale@school.example", "Official &amp; ours", "https://birchdale.example/");
    assertThat(found("birchdale").state()).isEqualTo(ProfileState.UNREADABLE);
  }

  @Test
  void accountThatIsRefusedIsNotOneThatIsNotThere() throws Exception {
    server.on("/lookup", 404, "{}", Map.of());
    assertThat(found("a@school.example").state()).isEqualTo(ProfileState.NOT_FOUND);
    server.on("/lookup", 401, "{}", Map.of());
    assertThat(found("a@school.example").state()).isEqualTo(ProfileState.UNREADABLE);
    server.on("/lookup", "{\"acct\":\"a\"}");
    assertThat(catchThrowableOfType(ApiFailure.class, () -> found("a@school.example")).kind())
        .isEqualTo(ApiFailure.Kind.UNKNOWN);
  }
}
