package org.invigilator.connector.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is read of the downloads of Instagram, Facebook, Threads, TikTok and YouTube. */
class DownloadConnectorTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long TIME = 1793606400;
  private static final String DASH = "\\u00e2\\u0080\\u0093";

  private static final Set<String> ACCOUNTS = Set.of("BIR-01", "BIR-02", "BIR-03");

  @TempDir Path folder;
  private final Map<String, String> files = new LinkedHashMap<>();

  private void put(String name, String content) {
    files.put(name, content);
  }

  private void zip(String name) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    files.clear();
  }

  private Archive archive(String platform) {
    return Archive.of(platform, folder, Source.of(Source.Use.ARCHIVE), ACCOUNTS);
  }

  private static Connector.Query account(String handle) {
    return new Connector.Query("BIR-01", "", handle);
  }

  private static List<JsonNode> posts(Archive archive, Connector.Query who) throws ApiFailure {
    List<JsonNode> posts = new ArrayList<>();
    for (Page.Item item : items(archive, who, Part.POSTS)) {
      posts.add(JSON.readTree(((Page.PostItem) item).line()));
    }
    return posts;
  }

  private static List<Page.Item> items(Archive archive, Connector.Query who, Part part)
      throws ApiFailure {
    return archive
        .page(new Connector.PageRequest(part, who, 500, "", "", Optional.empty()))
        .items();
  }

  private static List<String> handles(Archive archive, Connector.Query who, Part part)
      throws ApiFailure {
    return items(archive, who, part).stream().map(one -> ((Page.Person) one).handle()).toList();
  }

  private static LookUp.Found found(Archive archive, Connector.Query who) throws ApiFailure {
    return archive.lookUp(List.of(who)).found().get("BIR-01");
  }

  private void instagram(String layout) {
    put(
        "personal_information/personal_information/personal_information.json",
        """
        {"profile_user":[{"string_map_data":{"Email":{"value":"private@school.example"},
        "Username":{"value":"birchdale_demo"},"Name":{"value":"Birchdale"},
        "Bio":{"value":"Official %s Birchdale"},"Private Account":{"value":"False"}}}]}"""
            .formatted(DASH));
    put(
        layout + "posts_1.json",
        """
        [{"media":[{"uri":"media/posts/202611/18000000000000001.jpg","creation_timestamp":%1$d,
          "title":"Harvest %2$s @year9_demo #harvest"}]},
         {"media":[{"uri":"media/posts/202611/18000000000000002","creation_timestamp":%3$d,"title":""},
          {"uri":"media/posts/202611/18000000000000003.mp4","creation_timestamp":%3$d,"title":""}],
          "title":"Coast d\\u00c3\\u00ada 1","creation_timestamp":%3$d}]"""
            .formatted(TIME, DASH, TIME + 86_400));
    put(layout + "archived_posts.json", "[{\"media\":[{\"uri\":\"x/19000000000000001.jpg\"}]}]");
  }

  private static String person(String body) {
    return "{\"title\":\"\",\"string_list_data\":[{" + body + "}]}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content/",
        "your_instagram_activity/content/",
        "your_instagram_activity/media/",
        "instagram-x/your_instagram_activity/media/"
      })
  void instagramIsReadInEveryLayout(String layout) throws Exception {
    instagram(layout);
    zip("download.zip");
    Archive archive = archive("instagram");
    LookUp.Found found = found(archive, account("Birchdale_Demo"));
    assertThat(found.state()).isEqualTo(ProfileState.FOUND);
    JsonNode user = JSON.readTree(found.profile());
    assertThat(user.path("description").asString()).isEqualTo("Official – Birchdale");
    assertThat(user.path("protected").asBoolean(true)).isFalse();
    assertThat(found.profile()).doesNotContain("private@school");
    List<JsonNode> posts = posts(archive, account("birchdale_demo"));
    assertThat(posts).hasSize(2);
    JsonNode carousel = posts.get(0).path("data");
    assertThat(carousel.path("id").asString()).isEqualTo("18000000000000002");
    assertThat(carousel.path("text").asString()).isEqualTo("Coast día 1");
    assertThat(carousel.path("created_at").asString()).isEqualTo("2026-11-03T08:00:00Z");
    assertThat(carousel.path("attachments").path("media_keys")).hasSize(2);
    assertThat(posts.get(0).path("includes").path("media").path(1).path("type").asString())
        .isEqualTo("video");
    JsonNode single = posts.get(1).path("data");
    assertThat(single.path("text").asString()).isEqualTo("Harvest – @year9_demo #harvest");
    assertThat(single.path("entities").path("mentions").path(0).path("username").asString())
        .isEqualTo("year9_demo");
    assertThat(single.path("entities").path("hashtags").path(0).path("tag").asString())
        .isEqualTo("harvest");
  }

  @Test
  void followersOfInstagramAreReadFromEveryFileAndInEveryShape() throws Exception {
    instagram("your_instagram_activity/media/");
    String people = "connections/followers_and_following/";
    put(people + "followers_1.json", "[" + person("\"value\":\"first.demo\"") + "]");
    put(people + "followers_2.json", "[" + person("\"value\":\"second.demo\"") + "]");
    put(
        people + "following.json",
        "{\"relationships_following\":["
            + "{\"title\":\"by_title_demo\",\"string_list_data\":[{\"href\":\"https://www.instagram.com/_u/by_title_demo\"}]},"
            + person("\"href\":\"https://www.instagram.com/_u/by_address_demo\"")
            + ","
            + person("\"href\":\"https://www.instagram.com/by_link_demo/?igsh=abc\"")
            + "]}");
    zip("download.zip");
    Archive archive = archive("instagram");
    Connector.Query who = account("birchdale_demo");
    assertThat(handles(archive, who, Part.FOLLOWERS)).containsExactly("first.demo", "second.demo");
    assertThat(handles(archive, who, Part.FOLLOWING))
        .containsExactly("by_title_demo", "by_address_demo", "by_link_demo");
  }

  @Test
  void downloadIsOnlyCompleteWhenSomeoneSaysThatItCoversAllTime() throws Exception {
    instagram("content/");
    zip("download.zip");
    Connector.Query who = account("birchdale_demo");
    Archive unknown = archive("instagram");
    items(unknown, who, Part.POSTS);
    assertThat(unknown.shortfall(who, Part.POSTS)).contains("covers: all");
    Source all = JSON.readValue("{\"use\":\"archive\",\"covers\":\"all\"}", Source.class);
    Archive whole = Archive.of("instagram", folder, all, ACCOUNTS);
    items(whole, who, Part.POSTS);
    assertThat(whole.shortfall(who, Part.POSTS)).isEmpty();
  }

  @Test
  void missingFilesAndPartsAreReported() throws Exception {
    instagram("content/");
    put("content/posts_3.json", "[]");
    put("content/other_content.json", "[]");
    zip("birchdale-001.zip");
    put("media/posts/202611/18000000000000001.jpg", "picture");
    zip("birchdale-003.zip");
    Archive archive = archive("instagram");
    Connector.Query who = account("birchdale_demo");
    items(archive, who, Part.POSTS);
    assertThat(archive.shortfall(who, Part.POSTS))
        .contains("posts_2.json is missing")
        .contains("other_content.json is not read")
        .contains("its part 2 is missing");
  }

  @Test
  void firstOfSeveralPartsAloneIsReported() throws Exception {
    instagram("content/");
    zip("instagram-birchdale_demo-2026-11-20-AbCd-1.zip");
    Archive archive = archive("instagram");
    Connector.Query who = account("birchdale_demo");
    items(archive, who, Part.POSTS);
    assertThat(archive.shortfall(who, Part.POSTS)).contains("its name ends with 1");
  }

  @Test
  void picturesInAFormThatIsNotKnownAreReported() throws Exception {
    page(
        "BIR-01.zip",
        """
        {"timestamp":1795000000,"data":[{"post":"Fair"}],"attached":[{"data":[{"media":{"uri":"x/1.jpg"}}]}]}""");
    Archive archive = archive("facebook");
    Connector.Query who = account("birchdale");
    items(archive, who, Part.POSTS);
    assertThat(archive.shortfall(who, Part.POSTS)).contains("pictures in a form that is not known");
  }

  @Test
  void downloadOfAnotherAccountIsNotUsedEvenUnderTheNameOfThisOne() throws Exception {
    instagram("content/");
    zip("BIR-01.zip");
    LookUp.Found found = found(archive("instagram"), account("other_demo"));
    assertThat(found.state()).isEqualTo(ProfileState.UNREADABLE);
    assertThat(found.reason())
        .isEqualTo("the archive BIR-01.zip is of another account, @birchdale_demo");
  }

  @Test
  void ownerIsFoundByItsHandleWhateverTheLanguageOfTheLabels() throws Exception {
    put(
        "personal_information/personal_information/personal_information.json",
        "{\"profile_user\":[{\"string_map_data\":{\"Käyttäjänimi\":{\"value\":\"birchdale_demo\"}}}]}");
    put("content/posts_1.json", "[]");
    zip("download.zip");
    assertThat(archive("instagram").has(account("birchdale_demo"))).isTrue();
    assertThat(archive("instagram").has(account("other_demo"))).isFalse();
  }

  @Test
  void commentsOfInstagramReplyToWhosePostTheyAreOn() throws Exception {
    instagram("content/");
    put(
        "your_instagram_activity/comments/post_comments_1.json",
        """
        [{"string_map_data":{"Comment":{"value":"Well played!"},"Media Owner":{"value":"year9_demo"},"Time":{"timestamp":%d}}},
         {"string_map_data":{"Kommentar":{"value":"Danke an alle"},"Besitzer":{"value":"town_demo"},"Zeit":{"timestamp":%d}}},
         {"label_values":[{"label":"Time","timestamp_value":1}]}]"""
            .formatted(TIME + 9, TIME + 10));
    zip("download.zip");
    Archive archive = archive("instagram");
    Connector.Query who = account("birchdale_demo");
    List<JsonNode> posts = posts(archive, who);
    assertThat(posts)
        .extracting(p -> p.path("data").path("in_reply_to_screen_name").asString(""))
        .contains("year9_demo", "town_demo");
    assertThat(archive.shortfall(who, Part.POSTS))
        .contains("1 comment of the account is in it without its text");
  }

  private void facebook() {
    put(
        "facebook-birchdale-2026-11-20-AbCd/this_profile's_activity_across_facebook/posts/profile_posts_1.json",
        """
        [{"timestamp":%1$d,"attachments":[{"data":[{"media":{"uri":"x/Fair_700000000000111/700000000000201.jpg",
           "media_metadata":{"photo_metadata":{"exif_data":[{"upload_ip":"192.0.2.10","latitude":52.0}]}},
           "description":"Year 4\\u00e2\\u0080\\u0099s stall"}}]}],
          "data":[{"post":"Year 4\\u00e2\\u0080\\u0099s stall with @[700000000000900:274:Parents\\u00e2\\u0080\\u0099 Group]"},{}]},
         {"timestamp":%2$d,"data":[{"post":"Open evening"}],
          "attachments":[{"data":[{"external_context":{"url":"https://example.org/open"}}]}]},
         {"timestamp":%2$d,"data":[],"title":"Birchdale shared a link."},
         {"timestamp":%3$d,"data":[{"post":"Sports day"}],"attachments":[{"data":[{"place":{"name":"Park",
           "coordinate":{"latitude":52.0,"longitude":-1.5},"url":"https://www.facebook.com/pages/Park/700000000000777"}}]}]},
         {"timestamp":%3$d,"data":[{"update_timestamp":5}],"title":"Birchdale updated their cover photo."}]"""
            .formatted(TIME, TIME + 60, TIME + 120));
    put(
        "facebook-birchdale-2026-11-20-AbCd/this_profile's_activity_across_facebook/posts/album/0.json",
        """
        {"name":"Fair","photos":[{"uri":"x/700000000000201.jpg","creation_timestamp":5},
         {"uri":"x/700000000000202.jpg","creation_timestamp":%d,"description":"Cake"}]}"""
            .formatted(TIME - 60));
    put(
        "facebook-birchdale-2026-11-20-AbCd/messages/inbox/1.json",
        "{\"messages\":[{\"content\":\"never read\"}]}");
  }

  @Test
  void pageOfFacebookIsReadWithoutWhatItSaysOfVisitors() throws Exception {
    facebook();
    zip("page.zip");
    Archive archive = archive("facebook");
    Connector.Query who = account("birchdale");
    List<JsonNode> posts = posts(archive, who);
    assertThat(posts)
        .extracting(p -> p.path("data").path("text").asString())
        .containsExactly(
            "Sports day", "Open evening", "Year 4’s stall with Parents’ Group", "Fair", "Cake");
    assertThat(posts.get(0).path("data").path("geo").path("place_id").asString())
        .isEqualTo("700000000000777");
    assertThat(
            posts
                .get(1)
                .path("data")
                .path("entities")
                .path("urls")
                .path(0)
                .path("expanded_url")
                .asString())
        .isEqualTo("https://example.org/open");
    assertThat(
            posts
                .get(2)
                .path("data")
                .path("entities")
                .path("mentions")
                .path(0)
                .path("id")
                .asString())
        .isEqualTo("700000000000900");
    assertThat(posts.toString()).doesNotContain("192.0.2.10", "52.0");
    assertThat(archive.capabilities())
        .doesNotContain(org.invigilator.connector.Capability.FOLLOWERS);
    assertThat(archive.fields())
        .doesNotContain(Capture.Field.REPLY_TARGETS, Capture.Field.IDS, Capture.Field.ALT_TEXT);
  }

  @Test
  void downloadOfAPersonIsRefused() throws Exception {
    put("your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json", "[]");
    zip("person.zip");
    put("posts/your_posts_1.json", "[]");
    put("friends/friends.json", "{}");
    zip("earlier.zip");
    Archive archive = archive("facebook");
    assertThat(archive.unread(List.of())).hasSize(2).allMatch(note -> note.contains("of a person"));
    assertThat(archive.has(account("birchdale"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "facebook, this_profile's_activity_across_facebook/posts/profile_posts_1.html, Facebook",
    "instagram, your_instagram_activity/media/posts_1.html, Instagram"
  })
  void webPagesAreRefusedWithHowToAskForJson(String platform, String file, String name)
      throws Exception {
    put(file, "<html></html>");
    zip(platform + "-birchdale-2026-11-20-x.zip");
    assertThat(archive(platform).unread(List.of()))
        .singleElement()
        .asString()
        .contains(name)
        .contains("choose JSON");
  }

  @Test
  void tikTokIsReadWithoutPrivateVideosAndWhateverTheFormOfADate() throws Exception {
    put(
        "user_data_tiktok.json",
        """
        {"Direct Messages":{"Chat History":{"ChatHistory":{"x":[{"Content":"never read"}]}}},
         "Profile And Settings":{"Profile Info":{"ProfileMap":{"userName":"birchdale.demo","bioDescription":"Official"}},
          "Follower":{"FansList":[{"Date":"2026-11-01 10:00:00","UserName":"year9_demo"}]},
          "Following":{"Following":null}},
         "Post":{"Posts":{"VideoList":[
          {"Date":"2026-11-02 08:00:00","Title":"Choir – première","AlternateText":"On stage","WhoCanView":"Everyone"},
          {"Date":"2026-11-02T09:00:00Z","Title":"Later"},
          {"Date":"2026-11-02 10:00:00","Title":"Hidden","WhoCanView":"Friends"}]}}}""");
    zip("tiktok.zip");
    Archive archive = archive("tiktok");
    Connector.Query who = account("birchdale.demo");
    List<JsonNode> posts = posts(archive, who);
    assertThat(posts)
        .extracting(p -> p.path("data").path("text").asString())
        .containsExactly("Later", "Choir – première");
    assertThat(posts.get(1).path("data").path("id").asString())
        .isEqualTo("BIR-01@2026-11-02T08:00Z");
    assertThat(posts.get(1).path("includes").path("media").path(0).path("alt_text").asString())
        .isEqualTo("On stage");
    assertThat(handles(archive, who, Part.FOLLOWERS)).containsExactly("year9_demo");
    assertThat(handles(archive, who, Part.FOLLOWING)).isEmpty();
  }

  @Test
  void onlyPublicVideosOfYouTubeArePosts() throws Exception {
    String top = "Takeout/YouTube and YouTube Music/";
    put(
        top + "channels/channel.csv",
        "Channel ID,Channel Title (Original),Channel Visibility\nUCdemo01,Birchdale,Public\n");
    put(
        top + "video metadata/videos.csv",
        """
        Video ID,Video Description (Original),Video Title (Original),Privacy,Video Create Timestamp,Video Publish Timestamp
        demoAAA1,"Choir
        https://example.org","Choir, ""live""\",Public,2026-11-02T07:50:00+00:00,2026-11-02T08:00:00+00:00
        demoAAA2,,Rehearsal,Unlisted,2026-11-02T07:51:00+00:00,
        """);
    put(
        top + "comments/comments.csv",
        """
        Channel ID,Comment Create Timestamp,Comment ID,Parent Comment ID,Video ID,Comment Text
        UCdemo01,2026-11-02T09:00:00+00:00,Ug0,,demoZZZ9,"{""text"":""Thank you ""},{""text"":""all""}"
        """);
    put(
        top + "subscriptions/subscriptions.csv",
        "Channel Id,Channel Url,Channel Title\nUCdemo02,http://x,Trust\n");
    put(top + "history/watch-history.json", "[{\"title\":\"never read\"}]");
    zip("takeout-001.zip");
    Archive archive = archive("youtube");
    Connector.Query who = new Connector.Query("BIR-01", "UCdemo01", "birchdale");
    List<JsonNode> posts = posts(archive, who);
    assertThat(posts)
        .extracting(p -> p.path("data").path("text").asString())
        .containsExactly("Thank you all", "Choir, \"live\"\nChoir\nhttps://example.org");
    assertThat(posts.get(1).path("data").path("id").asString()).isEqualTo("demoAAA1");
    assertThat(archive.shortfall(who, Part.POSTS)).isEmpty();
    assertThat(items(archive, who, Part.FOLLOWING))
        .containsExactly(new Page.Person("UCdemo02", "", ""));
    assertThat(found(archive, who).userId()).isEqualTo("UCdemo01");
  }

  @Test
  void threadsIsReadFromTheInstagramDownload() throws Exception {
    instagram("content/");
    put(
        "your_instagram_activity/threads/threads_and_replies.json",
        "{\"text_post_app_text_posts\":[{\"media\":[{\"uri\":\"\",\"creation_timestamp\":"
            + TIME
            + ",\"title\":\"Hello "
            + DASH
            + " all\"}]}]}");
    zip("download.zip");
    assertThat(posts(archive("threads"), account("birchdale_demo")))
        .extracting(p -> p.path("data").path("text").asString())
        .containsExactly("Hello – all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"media\":[",
        "{\"unknown\":{}}",
        "\"text\"",
        "[1,2",
        "{\"ig_posts\":\"nothing\"}",
        ""
      })
  void damagedFileMakesThePartUnreadableAndNeverEmpty(String damaged) throws Exception {
    instagram("content/");
    put("content/posts_1.json", damaged);
    zip("download.zip");
    assertThatThrownBy(() -> items(archive("instagram"), account("birchdale_demo"), Part.POSTS))
        .isInstanceOf(ApiFailure.class)
        .hasMessageContaining("posts_1.json");
  }

  @Test
  void partThatIsNotInTheDownloadIsUnreadable() throws Exception {
    instagram("content/");
    zip("download.zip");
    assertThatThrownBy(() -> items(archive("instagram"), account("birchdale_demo"), Part.FOLLOWERS))
        .hasMessage("the download does not contain followers");
  }

  @Test
  void namesThatPointOutsideAndDamagedArchivesAreRefused() throws Exception {
    instagram("content/");
    put("../evil.json", "[]");
    zip("evil.zip");
    Files.writeString(folder.resolve("text.zip"), "no archive");
    assertThat(archive("instagram").unread(List.of()))
        .containsExactly(
            "the archive evil.zip cannot be used: it contains a file name that points outside the archive",
            "the archive text.zip cannot be used: it is not a ZIP file, or it is damaged");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "caf\u00c3\u00a9, café",
    "café, café",
    "\u00e2\u0080\u0099s, ’s",
    "’s, ’s",
    "\u00f0\u009f\u008e\u0089, 🎉",
    "🎉, 🎉",
    "d\u00c3\u00ada cut \u00e2\u0080, 'día cut '",
    "naïve £5, naïve £5"
  })
  void textsOfMetaAreDecodedStrictly(String written, String read) {
    assertThat(MetaText.decode(written)).isEqualTo(read);
    assertThat(MetaText.decode(read)).isEqualTo(read);
  }

  private static final String POSTS_OF_PAGE =
      "this_profile's_activity_across_facebook/posts/profile_posts_1.json";

  private static String post(long at, String text) {
    return "{\"timestamp\":" + at + ",\"data\":[{\"post\":\"" + text + "\"}]}";
  }

  private void page(String name, String... posts) throws IOException {
    put(POSTS_OF_PAGE, "[" + String.join(",", posts) + "]");
    zip(name);
  }

  private static Connector.Query account(int number) {
    return new Connector.Query("BIR-0" + number, "", "page" + number);
  }

  private List<String> texts(String platform, Connector.Query who) throws ApiFailure {
    return posts(archive(platform), who).stream()
        .map(one -> one.path("data").path("text").asString())
        .toList();
  }

  private String shortfall(String platform, Connector.Query who) throws ApiFailure {
    Archive archive = Archive.of(platform, folder, Source.of(Source.Use.ARCHIVE), ACCOUNTS);
    posts(archive, who);
    return archive.shortfall(who, Part.POSTS);
  }

  @Test
  void theIdOfAnAccountHasNoNumberOfAPart() throws Exception {
    for (int number = 1; number <= 3; number++) {
      page("BIR-0" + number + ".zip", post(TIME, "of page " + number));
    }
    for (int number = 1; number <= 3; number++) {
      assertThat(texts("facebook", account(number))).containsExactly("of page " + number);
      assertThat(shortfall("facebook", account(number))).doesNotContain("part");
    }
  }

  @Test
  void partsThatNameDifferentAccountsAreNotOne() throws Exception {
    for (int number = 1; number <= 2; number++) {
      put(
          "personal_information/personal_information/personal_information.json",
          "{\"profile_user\":[{\"string_map_data\":{\"Username\":{\"value\":\"page"
              + number
              + "\"}}}]}");
      put(
          "content/posts_1.json",
          "[{\"media\":[{\"uri\":\"m/a.jpg\",\"creation_timestamp\":"
              + TIME
              + ",\"title\":\"of page "
              + number
              + "\"}]}]");
      zip("ig-" + number + ".zip");
    }
    assertThat(texts("instagram", account(1))).containsExactly("of page 1");
    assertThat(texts("instagram", account(2))).containsExactly("of page 2");
  }

  @Test
  void aPostThatIsInTwoPartsIsOne() throws Exception {
    page("BIR-01.zip", post(TIME, "once"), post(TIME, "twice in this minute"));
    page("BIR-01 (1).zip", post(TIME, "once"), post(TIME, "twice in this minute"));
    assertThat(texts("facebook", account(1)))
        .containsExactlyInAnyOrder("once", "twice in this minute");
  }

  @Test
  void ofTwoPostsOfOneMinuteNoneTakesTheIdOfTheOther() throws Exception {
    page("BIR-01.zip", post(TIME + 1, "first"), post(TIME + 30, "second"));
    List<String> both = ids();
    page("BIR-01.zip", post(TIME + 30, "second"));
    assertThat(both).doesNotContainAnyElementsOf(ids()).hasSize(2);
    assertThat(both.get(0)).endsWith("~30");
  }

  private List<String> ids() throws ApiFailure {
    return posts(archive("facebook"), account(1)).stream()
        .map(one -> one.path("data").path("id").asString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {TIME, TIME * 1_000, TIME * 1_000_000})
  void aTimeMayBeOfThousandthsOfSeconds(long time) throws Exception {
    page("BIR-01.zip", post(time, "a"));
    assertThat(posts(archive("facebook"), account(1)).get(0).path("data").path("created_at"))
        .hasToString("\"2026-11-02T08:00:00Z\"");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 7, TIME * 10})
  void aTimeThatNoPostHasMakesItAPart(long time) throws Exception {
    page("BIR-01.zip", post(TIME, "a"), post(time, "b"));
    assertThat(texts("facebook", account(1))).containsExactly("a");
    assertThat(shortfall("facebook", account(1))).contains("1 post in it has no date");
  }

  @ParameterizedTest
  @CsvSource({
    "this_profile's_activity_across_facebook/reels/reels.json, reels.json is not read",
    "live_videos/live.json, live.json is not read",
    "this_profile's_activity_across_facebook/posts/profile_posts_2.html, profile_posts_2.html is not read"
  })
  void whatIsPublishedAndNotReadMakesItAPart(String file, String words) throws Exception {
    put(file, "{}");
    page("BIR-01.zip", post(TIME, "a"));
    assertThat(shortfall("facebook", account(1))).contains(words);
  }

  @Test
  void filesOfTheMacAreNoPart() throws Exception {
    put("__MACOSX/posts/x.json", "{}");
    put("this_profile's_activity_across_facebook/posts/._profile_posts_1.json", "x");
    page("BIR-01.zip", post(TIME, "a"));
    assertThat(shortfall("facebook", account(1))).doesNotContain("not read");
  }

  @Test
  void textsAmongLabelledValuesAreRead() throws Exception {
    page(
        "BIR-01.zip",
        "{\"timestamp\":"
            + TIME
            + ",\"label_values\":[{\"label\":\"Message\",\"value\":\"Well done\"}]}",
        "{\"timestamp\":"
            + (TIME + 90)
            + ",\"label_values\":[{\"label\":\"Besked\",\"value\":\"Godt\"}]}");
    assertThat(texts("facebook", account(1))).contains("Well done");
    assertThat(shortfall("facebook", account(1))).contains("in a form that is not known");
  }

  @Test
  void aDownloadThatNamesAnotherPageIsNotUsed() throws Exception {
    put(
        "profile_information/profile_information.json",
        "{\"profile_v2\":{\"username\":\"elsewhere\"}}");
    page("BIR-01.zip", post(TIME, "a"));
    assertThat(archive("facebook").has(account(1))).isFalse();
    put(
        "profile_information/profile_information.json",
        "{\"profile_v2\":{\"profile_uri\":\"https://www.facebook.com/Page1\"}}");
    page("BIR-01.zip", post(TIME, "a"));
    assertThat(archive("facebook").has(account(1))).isTrue();
  }

  @Test
  void theDateInTheNameCountsWhereItIsEarlier() throws Exception {
    page("BIR-01-2025-01-02.zip", post(TIME, "a"));
    assertThat(found(archive("facebook"), new Connector.Query("BIR-01", "", "")).shownAt())
        .contains(java.time.Instant.parse("2025-01-02T23:59:59Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Video ID,Visibility,Video Title (Original),Video Publish Timestamp",
        "Video-ID,Datenschutz,Titel,Zeit"
      })
  void videosWithoutTheirColumnsAreNotNone(String header) throws Exception {
    put("channels/channel.csv", "Channel ID\nUC1\n");
    put("video metadata/videos.csv", header + "\nv1,Public,Hello,2026-11-02T08:00:00+00:00\n");
    zip("BIR-01.zip");
    Connector.Query who = new Connector.Query("BIR-01", "UC1", "");
    assertThatThrownBy(() -> items(archive("youtube"), who, Part.POSTS))
        .hasMessageContaining("has no column");
  }

  @Test
  void everyListOfVideosIsReadAndWhatIsMissingSaid() throws Exception {
    String header = "Video ID,Privacy,Video Title (Original),Video Publish Timestamp\n";
    put("channels/channel.csv", "Channel ID\nUC1\n");
    put(
        "video metadata/videos.csv",
        header
            + "v1,Public,One,2026-11-02T08:00:00+00:00\nv3,Cyhoeddus,?,2026-11-02T08:00:00+00:00\n");
    put(
        "video metadata/videos(1).csv",
        header
            + "v2,Public,Two,2026-11-03T08:00:00+00:00\nv4,Private,?,2026-11-02T08:00:00+00:00\n");
    zip("BIR-01.zip");
    Connector.Query who = new Connector.Query("BIR-01", "UC1", "");
    assertThat(texts("youtube", who)).containsExactly("Two", "One");
    assertThat(shortfall("youtube", who))
        .contains("1 video in it may be public or not")
        .contains("does not contain the channel's comments");
  }

  @Test
  void anInstagramDownloadWithoutItsFileOfPostsIsAPart() throws Exception {
    put(
        "your_instagram_activity/media/reels.json",
        "[{\"media\":[{\"uri\":\"media/reels/18000000000000009.mp4\",\"creation_timestamp\":%d,\"title\":\"Reel\"}]}]"
            .formatted(TIME));
    zip("BIR-01.zip");
    assertThat(texts("instagram", account(1))).containsExactly("Reel");
    assertThat(shortfall("instagram", account(1))).contains("no file of posts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "attachments":[{"data":[{"event":{"name":"Concert with Zara","description":"Call me"}}]}],"data":[{"post":"Join us"}] | Join us/Concert with Zara/Call me
          "attachments":[{"data":[{"poll":{"question":"Who?","options":[{"option":"Zara O","voters":[{"name":"N"}]}]}}]}],"data":[{"post":"Vote"}] | Vote/Who?/Zara O
          "attachments":[{"data":[{"external_context":{"name":"Zara wins","url":"https://example.org"}}]}],"data":[{"post":"Read"}] | Read/Zara wins
          "attachments":[{"data":[{"name":"Zara at the fair"}]}],"data":[] | Zara at the fair
          "tags":[{"name":"Zara Orwick"}],"data":[{"post":"fun"}] | fun/with Zara Orwick
          "tags":["Zara Orwick"],"data":[{"post":"fun"}] | fun/with Zara Orwick
          """)
  void everythingThatAPostOfFacebookShowsIsItsText(String fields, String text) throws Exception {
    page("BIR-01.zip", "{\"timestamp\":" + TIME + "," + fields + "}");
    assertThat(texts("facebook", account(1))).containsExactly(text.replace('/', '\n'));
    assertThat(shortfall("facebook", account(1))).doesNotContain("in it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"timestamp":1793606400,"data":[{"text":"Well done"}]} | in a form that is not known
          {"creation_timestamp":1793606400,"data":[{"text":"Well done"}]} | 1 post in it has no date
          {"creation_timestamp":1793606400,"content":[{"words":"Well done"}]} | 1 entry in it is not understood
          {"timestamp":1793606400,"attachments":[{"data":[{"for_sale_item":{"title":"x"}}]}],"data":[{"post":"a"}]} | of a kind that is not read
          """)
  void whatIsNotUnderstoodOfAPostIsCounted(String post, String words) throws Exception {
    page("BIR-01.zip", post, post(TIME + 600, "b"));
    assertThat(shortfall("facebook", account(1))).contains(words);
  }

  @Test
  void picturesBesideLabelledValuesAreThoseOfThePost() throws Exception {
    page(
        "BIR-01.zip",
        "{\"timestamp\":"
            + TIME
            + ",\"media\":[{\"uri\":\"a/1700000001_n.jpg\"}],\"label_values\":[{\"label\":\"Message\",\"value\":\"Well done\"}]}");
    assertThat(posts(archive("facebook"), account(1)).toString())
        .contains("Well done", "1700000001_n", "photo");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"Title\":\"Harvest\"', Harvest, ''",
    "'\"title\":\"Harvest\"', Harvest, ''",
    "'\"Description\":\"Harvest\"', Harvest, ''",
    "'\"Likes\":\"3\"', '', 1 video is in it without its text"
  })
  void theTextOfAVideoIsReadOrSaidToBeMissing(String field, String text, String lacks)
      throws Exception {
    put(
        "user_data_tiktok.json",
        "{\"Profile\":{\"Profile Info\":{\"ProfileMap\":{\"userName\":\"page1\"}}},\"Video\":{\"Videos\":{\"VideoList\":[{\"date\":\"2026-11-02 08:00:00\",\"whoCanView\":\"Public\",%s},{\"Date\":\"2026-11-03 08:00:00\",\"whoCanView\":\"Friends\",\"Title\":\"Hidden\"}]}}}"
            .formatted(field));
    zip("BIR-01.zip");
    assertThat(texts("tiktok", account(1))).containsExactly(text);
    assertThat(shortfall("tiktok", account(1))).contains(lacks);
  }

  @ParameterizedTest
  @CsvSource({
    "Video Description (Original) , false",
    "video description (original), false",
    "Description, true",
    "Category, true"
  })
  void aListOfVideosWithoutDescriptionsIsAPart(String heading, boolean isPart) throws Exception {
    put("channels/channel.csv", "Channel ID\nUC1\n");
    put(
        "video metadata/videos.csv",
        "Video ID,Privacy,Video Title (Original),Video Publish Timestamp,"
            + heading
            + " \nv1,Public,One,2026-11-02T08:00:00+00:00,Call me\n");
    zip("BIR-01.zip");
    Connector.Query who = new Connector.Query("BIR-01", "UC1", "");
    assertThat(texts("youtube", who)).containsExactly(isPart ? "One" : "One\nCall me");
    assertThat(shortfall("youtube", who).contains("has no column Video Description"))
        .isEqualTo(isPart);
  }

  @Test
  void aPageWithoutAUsernameIsKnownByItsNumber() throws Exception {
    page("facebook-100063500000005-2026-11-29-AbCd.zip", post(TIME, "a"));
    assertThat(
            archive("facebook").has(new Connector.Query("BIR-01", "100063500000005", "Birchdale")))
        .isTrue();
    assertThat(
            archive("facebook").has(new Connector.Query("BIR-02", "100063500000006", "Birchdale")))
        .isFalse();
  }

  @Test
  void aDownloadOfSeveralChannelsIsRefused() throws Exception {
    put("channels/channel.csv", "Channel ID\nUC1\nUC2\n");
    put("video metadata/videos.csv", "Video ID,Privacy,Video Title (Original)\n");
    zip("BIR-01.zip");
    Archive archive = archive("youtube");
    Connector.Query who = new Connector.Query("BIR-01", "UC1", "");
    assertThat(archive.has(who)).isFalse();
    assertThat(archive.unread(List.of(who)))
        .singleElement()
        .asString()
        .contains("several channels");
  }

  @Test
  void aNumberAtTheEndOfANameIsNotAlwaysThatOfAPart() throws Exception {
    page("data_17_28.zip", post(TIME, "a"));
    page("data_17_29.zip", post(TIME, "b"));
    assertThat(DownloadGroup.in(folder, ACCOUNTS))
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.missing()).isEmpty());
  }

  private static final String LABELLED =
      """
      {"timestamp":%1$d,"media":[],"fbid":"1","label_values":[
       {"label":"%2$s","media":[{"uri":"a/18000000000000021.jpg","creation_timestamp":%1$d},
         {"uri":"a/18000000000000022.mp4","creation_timestamp":%1$d}]},
       {"label":"%3$s","value":"Well done Zara"},
       {"label":"URL","value":"https://example.org/offer","href":"https://example.org/offer"},
       {"title":"Location","dict":[{"label":"Latitude","value":"52.4"}]},
       {"title":"Owner","dict":[{"label":"Name","value":"School"}]}]}""";

  @ParameterizedTest
  @CsvSource({"Media, Message", "Fotos und Videos, Nachricht", "Médias, Texte"})
  void picturesAndLinksAmongLabelledValuesOfFacebookAreRead(String media, String text)
      throws Exception {
    page("BIR-01.zip", LABELLED.formatted(TIME, media, text));
    assertThat(posts(archive("facebook"), account(1)).toString())
        .contains(
            "18000000000000021", "18000000000000022", "https://example.org/offer", "Well done");
    assertThat(shortfall("facebook", account(1))).doesNotContain("in it", "not read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Caption", "Légende", "Bildunterschrift", "Pennawd"})
  void postsOfInstagramInTheFormOf2026AreRead(String label) throws Exception {
    put(
        "your_instagram_activity/media/posts.json",
        "[" + LABELLED.formatted(TIME, "Media", label) + "]");
    zip("BIR-01.zip");
    List<JsonNode> posts = posts(archive("instagram"), account(1));
    assertThat(posts).hasSize(1);
    assertThat(posts.get(0).path("data").path("id").asString()).isEqualTo("18000000000000021");
    assertThat(posts.get(0).path("data").path("text").asString()).isEqualTo("Well done Zara");
    assertThat(posts.get(0).path("includes").path("media").size()).isEqualTo(2);
    assertThat(shortfall("instagram", account(1))).doesNotContain("no date", "not known");
  }

  @ParameterizedTest
  @CsvSource({"Well done Zara, 1, Well done Zara", "'', 1, Well done Zara", "Another, 2, Another"})
  void aPostInTheOlderAndInTheNewerFormIsOne(String older, int count, String text)
      throws Exception {
    put(
        "your_instagram_activity/media/posts.json",
        "[" + LABELLED.formatted(TIME, "Media", "Caption") + "]");
    put(
        "your_instagram_activity/media/posts_1.json",
        "[{\"media\":[{\"uri\":\"b/18000000000000021.jpg\",\"creation_timestamp\":%1$d},{\"uri\":\"b/18000000000000022.mp4\",\"creation_timestamp\":%1$d}],\"title\":\"%2$s\",\"creation_timestamp\":%1$d}]"
            .formatted(TIME, older));
    zip("BIR-01.zip");
    assertThat(texts("instagram", account(1))).hasSize(count).contains(text);
  }

  @Test
  void valuesOfWhichNothingIsKnownMakeItAPart() throws Exception {
    page(
        "BIR-01.zip",
        "{\"timestamp\":%d,\"label_values\":[{\"label\":\"Message\",\"value\":\"Hi\"},{\"label\":\"Tagged\",\"dict\":[{\"label\":\"Person\",\"value\":\"Zara\"}]}]}"
            .formatted(TIME));
    assertThat(shortfall("facebook", account(1)))
        .contains("the values “Person” of its posts are not read");
  }

  @Test
  void whatAPageOfFacebookSeesIsNotItsPublication() throws Exception {
    String posts = "this_profile's_activity_across_facebook/posts/";
    put(posts + "facebook_editor.json", "{\"x\":[{\"a\":1}]}");
    put(posts + "places_you_have_been_tagged_in.json", "[{\"a\":1}]");
    put(posts + "posts_on_other_pages_and_profiles.json", "[" + post(TIME + 120, "b") + "]");
    page("BIR-01.zip", post(TIME, "a"));
    assertThat(texts("facebook", account(1))).containsExactly("b", "a");
    assertThat(shortfall("facebook", account(1))).doesNotContain("not read");
  }

  @Test
  void withoutItsFileOfPostsWhatIsLeftOfAPageIsRead() throws Exception {
    put(
        "this_profile's_activity_across_facebook/posts/album/0.json",
        "{\"name\":\"Prize giving of Zara Orwick\",\"description\":\"With Ben\",\"photos\":[{\"uri\":\"x/1700000009_n.jpg\",\"creation_timestamp\":%d}]}"
            .formatted(TIME));
    zip("BIR-01.zip");
    assertThat(texts("facebook", account(1)))
        .containsExactlyInAnyOrder("", "Prize giving of Zara Orwick\nWith Ben");
    assertThat(shortfall("facebook", account(1))).contains("it has no file of posts");
  }

  @Test
  void handlesAmongLabelledValuesAreRead() throws Exception {
    put(
        "a/followers_and_following/following.json",
        "{\"relationships_following\":[{\"label_values\":[{\"label\":\"Username\",\"value\":\"year9_demo\"}]}]}");
    zip("BIR-01.zip");
    assertThat(handles(archive("instagram"), account(1), Part.FOLLOWING))
        .containsExactly("year9_demo");
  }

  private void tikTok(String profile, String followers, String comments) throws IOException {
    put(
        "user_data_tiktok.json",
        """
        {"Profile And Settings":{"Profile Info":{"ProfileMap":{"userName":"page1"%s}},
          "Follower":{"FansList":[%s]}},
         "Comment":{"Comments":{"CommentsList":[%s]}},
         "Post":{"Posts":{"VideoList":[{"Date":"2026-11-02 08:00:00","Title":"One"}]}}}"""
            .formatted(profile, followers, comments));
    zip("BIR-01.zip");
  }

  @Test
  void commentsOfTikTokAreRead() throws Exception {
    tikTok(
        "", "", "{\"date\":\"2026-11-03 08:00:00\",\"comment\":\"Well done Zara\",\"url\":\"\"}");
    List<JsonNode> posts = posts(archive("tiktok"), account(1));
    assertThat(posts.get(0).path("data").path("text").asString()).isEqualTo("Well done Zara");
    assertThat(posts.get(0).path("data").path("referenced_tweets").toString())
        .contains("replied_to");
    tikTok("", "", "{\"date\":\"2026-11-03 08:00:00\"}");
    assertThat(shortfall("tiktok", account(1))).contains("1 comment of the account");
  }

  @ParameterizedTest
  @CsvSource({
    "',\"followerCount\":400', year9_demo, the profile counts 400 and 1 are in it",
    "',\"followerCount\":1', year9_demo, ''",
    "'', N/A, 1 entry has no handle"
  })
  void aListOfTikTokThatIsShortIsAPart(String profile, String follower, String lacks)
      throws Exception {
    tikTok(profile, "{\"Date\":\"2026-11-01 10:00:00\",\"UserName\":\"" + follower + "\"}", "");
    Archive archive = archive("tiktok");
    handles(archive, account(1), Part.FOLLOWERS);
    assertThat(archive.shortfall(account(1), Part.FOLLOWERS))
        .contains(lacks)
        .satisfies(one -> assertThat(one.contains("counts")).isEqualTo(lacks.contains("counts")));
  }

  @ParameterizedTest
  @CsvSource({
    "Video Title Text Segments 1, Video Description Text Segments 1, false",
    "Video Title Text Segment 1, Video Description Text Segment 2, false",
    "Something, Other, true"
  })
  void textsOfVideosInAListOfTheirOwnAreRead(String title, String description, boolean isPart)
      throws Exception {
    put("channels/channel.csv", "\ufeffChannel ID\nUC1\n");
    put(
        "video metadata/videos.csv",
        "\ufeffVideo ID,Privacy,Video Publish Timestamp,%s\nv1,Public,2026-11-02 08:00:00 UTC,\n"
            .formatted(isPart ? "Video Title (Original)" : "Tag 1"));
    put(
        "video metadata/video texts.csv",
        "Video ID,%s,%s\nv1,Zara wins,\"Call\nme\"\n".formatted(title, description));
    zip("BIR-01.zip");
    Connector.Query who = new Connector.Query("BIR-01", "UC1", "");
    assertThat(texts("youtube", who)).containsExactly(isPart ? "" : "Zara wins\nCall\nme");
    assertThat(shortfall("youtube", who).contains("list of video texts is not read"))
        .isEqualTo(isPart);
  }

  @Test
  void aNameThatIsNotUtf8DoesNotCloseTheWholeFile() throws Exception {
    try (OutputStream out = Files.newOutputStream(folder.resolve("BIR-01.zip"));
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.ISO_8859_1)) {
      zip.putNextEntry(new ZipEntry("messages/inbox/zo\u0089_1/1.json"));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(POSTS_OF_PAGE));
      zip.write(("[" + post(TIME, "a") + "]").getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    assertThat(texts("facebook", account(1))).containsExactly("a");
  }

  @Test
  void anAccountIsToldOfItsOwnArchiveAndNotOfOthers() throws Exception {
    put("Takeout/YouTube/videos/x.json", "{}");
    zip("BIR-01.zip");
    Files.writeString(folder.resolve("BIR-02.zip"), "x");
    Files.writeString(folder.resolve("facebook-birchdale-2026-11-20-AbCd.zip"), "x");
    Files.writeString(folder.resolve("takeout-20261120-001.zip"), "x");
    Archive archive = archive("youtube");
    Connector.Query who = new Connector.Query("BIR-01", "UC1", "");
    assertThat(archive.lookUp(List.of(who)).found().get("BIR-01").reason())
        .contains(
            "the archive BIR-01.zip is not read: it is a download of YouTube from before 2022")
        .contains("takeout-20261120-001.zip")
        .doesNotContain("BIR-02", "facebook");
  }

  @Test
  void linksAndPlacesAmongLabelledValuesOfInstagramAreNotLost() throws Exception {
    put(
        "your_instagram_activity/media/posts.json",
        "[{\"timestamp\":%d,\"media\":[{\"uri\":\"a/18000000000000031.jpg\"}],\"title\":\"Cap\",\"label_values\":[{\"label\":\"URL\",\"value\":\"https://evil.example/x\"},{\"label\":\"Tagged\",\"value\":\"Zara\"}]}]"
            .formatted(TIME));
    zip("BIR-01.zip");
    assertThat(posts(archive("instagram"), account(1)).toString())
        .contains("https://evil.example/x");
    assertThat(shortfall("instagram", account(1)))
        .contains("the values “Tagged” of its posts are not read");
  }

  @Test
  void aPostThatShowsMoreThanItsCopyIsKept() throws Exception {
    String picture =
        "\"attachments\":[{\"data\":[{\"media\":{\"uri\":\"a/1700000001_n.jpg\"}}%s]}],\"data\":[{\"post\":\"%s\"}]";
    put(
        POSTS_OF_PAGE.replace("_1.json", "_2.json"),
        "[{\"timestamp\":%d,%s}]"
            .formatted(
                TIME,
                picture.formatted(
                    ",{\"place\":{\"name\":\"Hall\",\"coordinate\":{\"latitude\":52.4}}}",
                    "Sports day")));
    page(
        "BIR-01.zip",
        "{\"timestamp\":%d,%s}".formatted(TIME, picture.formatted("", "Sports day\\nZara")));
    assertThat(posts(archive("facebook"), account(1))).hasSize(2);
  }

  @Test
  void aCommentOrAnAlbumNeverChangesTheIdOfAPost() throws Exception {
    tikTok("", "", "");
    String before = posts(archive("tiktok"), account(1)).get(0).path("data").path("id").asString();
    tikTok("", "", "{\"date\":\"2026-11-02 08:00:40\",\"comment\":\"First\"}");
    assertThat(posts(archive("tiktok"), account(1)))
        .extracting(one -> one.path("data").path("id").asString())
        .containsExactly(before + "~c40", before);
    Files.delete(folder.resolve("BIR-01.zip"));
    String album = "{\"name\":\"Fair with Zara\",\"photos\":[%s],\"description\":\"\"}";
    put(
        "this_profile's_activity_across_facebook/posts/album/0.json",
        album.formatted(
            "{\"uri\":\"x/1700000009_n.jpg\",\"creation_timestamp\":%d}".formatted(TIME + 20)));
    put("this_profile's_activity_across_facebook/posts/album/1.json", album.formatted(""));
    page("BIR-01.zip", post(TIME, "Open evening"));
    assertThat(posts(archive("facebook"), account(1)))
        .extracting(one -> one.path("data").path("id").asString())
        .contains("BIR-01@2026-11-02T08:00Z")
        .anyMatch(id -> id.startsWith("BIR-01@album-"));
    assertThat(shortfall("facebook", account(1))).contains("1 album in it has no date");
  }

  @Test
  void anArchiveIsOfTheLongestIdThatItsNameBeginsWith() throws Exception {
    Files.writeString(folder.resolve("BIR-01.zip"), "x");
    Files.writeString(folder.resolve("BIR-01-old-facebook.zip"), "x");
    Archive archive =
        Archive.of("instagram", folder, Source.of(Source.Use.ARCHIVE), Set.of("BIR", "BIR-01"));
    assertThat(archive.lookUp(List.of(account(1))).found().get("BIR-01").reason())
        .contains("BIR-01.zip", "BIR-01-old-facebook.zip");
  }
}
