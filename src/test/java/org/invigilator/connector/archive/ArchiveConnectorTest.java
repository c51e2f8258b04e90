package org.invigilator.connector.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of X: what is read of them, and which are refused. */
class ArchiveConnectorTest {
  @TempDir Path folder;
  private final Map<String, String> files = new LinkedHashMap<>();

  @BeforeEach
  void archive() {
    manifest(2, 3, false);
    put(
        "account",
        "[{\"account\":{\"email\":\"private@school.example\",\"username\":\"old_demo\",\"accountId\":\"77\",\"createdAt\":\"2018-03-05T09:30:00.000Z\",\"accountDisplayName\":\"Demo School\"}}]");
    put(
        "profile",
        "[{\"profile\":{\"description\":{\"bio\":\"Official account\",\"website\":\"https://school.example/\"}}}]");
    put(
        "tweets",
        "["
            + tweet("2123461297566646285", "Sat Nov 14 13:02:35 +0000 2026", "First &amp; last")
            + ","
            + tweet("2123461297566646299", "Sun Nov 15 13:02:35 +0000 2026", "RT @town: Words")
                .replace("\"type\":\"photo\"", "\"type\":\"photo\",\"source_status_id_str\":\"5\"")
            + "]");
    put(
        "follower",
        "[{\"follower\":{\"accountId\":\"1\",\"userLink\":\"x\"}},{\"follower\":{\"accountId\":\"2\",\"userLink\":\"x\"}},{\"follower\":{\"accountId\":\"3\",\"userLink\":\"x\"}}]");
    put("following", "[]");
    put("block", "[{\"blocking\":{\"accountId\":\"2\",\"userLink\":\"x\"}}]");
    put(
        "screen-name-change",
        "[{\"screenNameChange\":{\"accountId\":\"77\",\"screenNameChange\":{\"changedAt\":\"2026-10-01T10:00:00.000Z\",\"changedFrom\":\"old_demo\",\"changedTo\":\"new_demo\"}}}]");
    put(
        "connected-application",
        "[{\"connectedApplication\":{\"name\":\"Poster\",\"permissions\":[\"read\",\"write\"]}}]");
    put("direct-messages", "[{\"dmConversation\":{\"text\":\"nobody reads this\"}}]");
  }

  private void manifest(int tweets, int followers, boolean partial) {
    files.put(
        "data/manifest.js",
        "window.__THAR_CONFIG = {\"userInfo\":{\"accountId\":\"77\",\"userName\":\"new_demo\",\"displayName\":\"Demo School\"},"
            + "\"archiveInfo\":{\"sizeBytes\":\"1\",\"generationDate\":\"2026-11-19T20:00:00.000Z\",\"isPartialArchive\":"
            + partial
            + "},"
            + "\"dataTypes\":{\"tweets\":{\"files\":[{\"fileName\":\"data/tweets.js\",\"globalName\":\"YTD.tweets.part0\",\"count\":\""
            + tweets
            + "\"}]},"
            + "\"follower\":{\"files\":[{\"fileName\":\"data/follower.js\",\"globalName\":\"YTD.follower.part0\",\"count\":\""
            + followers
            + "\"}]}}}");
  }

  private void put(String name, String json) {
    files.put("data/" + name + ".js", "window.YTD." + name.replace('-', '_') + ".part0 = " + json);
  }

  private static String tweet(String id, String at, String text) {
    return "{\"tweet\":{\"id_str\":\""
        + id
        + "\",\"created_at\":\""
        + at
        + "\",\"full_text\":\""
        + text
        + "\",\"source\":\"<a href=\\\"https://app.example\\\" rel=\\\"nofollow\\\">Poster</a>\","
        + "\"entities\":{\"hashtags\":[{\"text\":\"art\"}],\"urls\":[],\"user_mentions\":[{\"screen_name\":\"town\",\"id_str\":\"5\",\"indices\":[\"3\",\"8\"]}]},"
        + "\"extended_entities\":{\"media\":[{\"id_str\":\"9\",\"type\":\"photo\"}]}}}";
  }

  private Path zip(String name) throws IOException {
    Path zip = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        entries.putNextEntry(new ZipEntry(file.getKey()));
        entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        entries.closeEntry();
      }
    }
    return zip;
  }

  private LookUp.Found found(ArchiveConnector connector) {
    return connector.lookUp(List.of(new Connector.Query("A", "77", ""))).found().get("A");
  }

  private static Connector.PageRequest ask(Part part) {
    return new Connector.PageRequest(
        part, new Connector.Query("A", "77", ""), 500, "", "", Optional.empty());
  }

  @Test
  void profileTellsAppsAndRenamesAndNothingPrivate() throws IOException {
    zip("any name.zip");
    LookUp.Found found = found(new ArchiveConnector(folder));
    assertThat(found.state()).isEqualTo(ProfileState.FOUND);
    assertThat(found.shownAt()).hasValue(Instant.parse("2026-11-19T20:00:00Z"));
    assertThat(found.profile())
        .contains("\"connected_apps\":[\"Poster\"]", "\"from\":\"old_demo\"", "Official account")
        .doesNotContain("private@school.example");
  }

  @Test
  void messagesAreNotEvenOpened() throws Exception {
    files.put("data/direct-messages.js", "broken, and therefore an error if it were read");
    zip("a.zip");
    ArchiveConnector connector = new ArchiveConnector(folder);
    assertThat(found(connector).state()).isEqualTo(ProfileState.FOUND);
    for (Part part : Part.values()) {
      if (part == Part.POSTS || part == Part.FOLLOWERS) {
        assertThat(connector.page(ask(part)).items().toString()).doesNotContain("broken");
      }
    }
  }

  @Test
  void postsAreNewestFirstWithTheirClientAndPictures() throws Exception {
    zip("a.zip");
    Page page = new ArchiveConnector(folder).page(ask(Part.POSTS));
    assertThat(page.items())
        .extracting(Page.Item::id)
        .containsExactly("2123461297566646299", "2123461297566646285");
    assertThat(((Page.PostItem) page.items().get(1)).line())
        .contains(
            "\"source\":\"Poster\"",
            "3_9",
            "First &amp; last",
            "\"tag\":\"art\"",
            "\"username\":\"town\"");
    assertThat(((Page.PostItem) page.items().get(0)).line())
        .contains("retweeted")
        .doesNotContain("3_9");
  }

  private Page posts() throws Exception {
    return new ArchiveConnector(folder).page(ask(Part.POSTS));
  }

  @Test
  void repackedAndUnpackedExportsAreRead() throws Exception {
    Map<String, String> original = Map.copyOf(files);
    for (String form : List.of("top/%s", "a b/top/%s", "WINDOWS", "UPPER")) {
      files.clear();
      original.forEach(
          (name, text) ->
              files.put(
                  form.equals("WINDOWS")
                      ? name.replace('/', '\\')
                      : form.equals("UPPER") ? name.toUpperCase(Locale.ROOT) : form.formatted(name),
                  text));
      Path zip = zip(form.equals("UPPER") ? "TWITTER.ZIP" : "a.zip");
      assertThat(posts().items()).as(form).hasSize(2);
      Files.delete(zip);
    }
    Path unpacked = folder.resolve("twitter-2026");
    for (Map.Entry<String, String> file : original.entrySet()) {
      Files.createDirectories(unpacked.resolve("data"));
      Files.writeString(unpacked.resolve(file.getKey()), file.getValue());
    }
    assertThat(posts().items()).hasSize(2);
  }

  @Test
  void twoDotsInTheNameOfAPictureLeadNowhere() throws Exception {
    files.put("data/tweets_media/2123461297566646285-F..jpg", "x");
    zip("a.zip");
    assertThat(posts().items()).hasSize(2);
    files.put("../data/tweets.js", "x");
    zip("a.zip");
    assertThat(new ArchiveConnector(folder).unread(List.of()))
        .singleElement()
        .asString()
        .contains("outside");
  }

  @Test
  void postsToACommunityAndEntriesWithoutTheirWrapperAreRead() throws Exception {
    put(
        "community-tweet",
        "[" + tweet("2123461297566646301", "Mon Nov 16 13:02:35 +0000 2026", "To a group") + "]");
    put(
        "tweets",
        files
            .get("data/tweets.js")
            .replaceFirst("^[^\\[]*", "")
            .replace("{\"tweet\":{", "{")
            .replace("}]}}}", "}]}}"));
    zip("a.zip");
    assertThat(posts().items())
        .extracting(Page.Item::id)
        .containsExactly("2123461297566646301", "2123461297566646299", "2123461297566646285");
  }

  @Test
  void anOwnPictureUnderATypedRepostIsItsOwn() throws Exception {
    put(
        "tweets",
        "["
            + tweet("2123461297566646285", "Sat Nov 14 13:02:35 +0000 2026", "RT @town: us too")
            + ","
            + tweet("2123461297566646299", "Sun Nov 15 13:02:35 +0000 2026", "Words")
            + "]");
    zip("a.zip");
    assertThat(((Page.PostItem) posts().items().get(1)).line())
        .contains("3_9")
        .doesNotContain("retweeted");
  }

  @Test
  void whatIsCutOffOrNotReadIsCounted() throws Exception {
    String cut = "We thank everyone who came to the fair on Saturday ".repeat(5) + "and…";
    put(
        "tweets",
        "["
            + tweet("2123461297566646285", "Sat Nov 14 13:02:35 +0000 2026", cut)
            + ","
            + tweet("", "Sun Nov 15 13:02:35 +0000 2026", "No id")
            + "]");
    files.compute(
        "data/manifest.js",
        (name, text) ->
            text.replace(
                "\"dataTypes\":{",
                "\"dataTypes\":{\"article\":{\"files\":[{\"fileName\":\"data/article.js\",\"count\":\"3\"}]},"
                    + "\"deleted\":{\"files\":[{\"fileName\":\"data/deleted-tweets.js\",\"count\":\"9\"}]},"));
    zip("a.zip");
    ArchiveConnector connector = new ArchiveConnector(folder);
    assertThat(connector.page(ask(Part.POSTS)).items()).hasSize(1);
    assertThat(connector.shortfall(new Connector.Query("A", "77", ""), Part.POSTS))
        .contains("1 post in it has no id")
        .contains("1 long post in it is cut off")
        .contains("3 entries of its file article.js are not read")
        .doesNotContain("deleted");
    put(
        "note-tweet",
        "[{\"noteTweet\":{\"core\":{\"text\":\""
            + cut.replace("and…", "and stayed to the very end.")
            + "\"}}}]");
    zip("a.zip");
    connector = new ArchiveConnector(folder);
    assertThat(((Page.PostItem) connector.page(ask(Part.POSTS)).items().get(0)).line())
        .contains("the very end");
    assertThat(connector.shortfall(new Connector.Query("A", "77", ""), Part.POSTS))
        .doesNotContain("cut off");
  }

  @Test
  void partialArchiveAndTextsOfNoPostAreSaid() throws Exception {
    manifest(1, 3, true);
    put(
        "tweets",
        "[" + tweet("2123461297566646285", "Sat Nov 14 13:02:35 +0000 2026", "Art week") + "]");
    put("note-tweet", "[{\"noteTweet\":{\"core\":{\"text\":\"No post has this text.\"}}}]");
    zip("a.zip");
    ArchiveConnector connector = new ArchiveConnector(folder);
    connector.page(ask(Part.POSTS));
    assertThat(connector.shortfall(new Connector.Query("A", "77", ""), Part.POSTS))
        .isEqualTo("the X archive: 1 long text in it belongs to no post; it is a partial archive");
  }

  @Test
  void followersAreNumbersAndNobodyBlocked() throws Exception {
    zip("a.zip");
    assertThat(new ArchiveConnector(folder).page(ask(Part.FOLLOWERS)).items())
        .containsExactly(new Page.Person("1", "", ""), new Page.Person("3", "", ""));
  }

  @Test
  void longPostIsWhole() throws Exception {
    String text =
        "A long post that goes on and on about the art week of the school and everyone in it, and about the hall, the stage, the paint and the people who came, until it is cut";
    manifest(1, 3, false);
    put(
        "tweets",
        "[" + tweet("2123461297566646285", "Sat Nov 14 13:02:35 +0000 2026", text + "…") + "]");
    put(
        "note-tweet",
        "[{\"noteTweet\":{\"noteTweetId\":\"1\",\"core\":{\"text\":\""
            + text
            + " and then says more.\"}}}]");
    zip("a.zip");
    Page page = new ArchiveConnector(folder).page(ask(Part.POSTS));
    assertThat(((Page.PostItem) page.items().get(0)).line()).contains("and then says more.");
  }

  @Test
  void postOlderThanThePlatformHasTheDateOfItsNumber() {
    assertThat(ArchivePost.madeAt("Thu Jan 02 13:02:35 +0000 1997", "2123461297566646285"))
        .isEqualTo(Instant.ofEpochMilli((2123461297566646285L >> 22) + 1288834974657L));
    assertThat(ArchivePost.madeAt("nonsense", "12")).isEqualTo("2006-03-21T00:00:00Z");
  }

  @Test
  void ofTwoArchivesTheLaterCounts() throws IOException {
    zip("b.zip");
    files.put(
        "data/manifest.js", files.get("data/manifest.js").replace("2026-11-19", "2026-11-12"));
    zip("c.zip");
    assertThat(found(new ArchiveConnector(folder)).shownAt())
        .hasValue(Instant.parse("2026-11-19T20:00:00Z"));
  }

  @Test
  void noArchiveIsNotNoAccount() {
    LookUp.Found found = found(new ArchiveConnector(folder.resolve("none")));
    assertThat(found.state()).isEqualTo(ProfileState.UNREADABLE);
    assertThat(found.reason()).contains("no archive");
  }

  @Test
  void missingEntriesAreNoticed() throws IOException {
    manifest(3, 3, false);
    zip("a.zip");
    assertThatThrownBy(() -> new ArchiveConnector(folder).page(ask(Part.POSTS)))
        .hasMessage(
            "the archive a.zip cannot be used: tweets has 2 of the 3 entries in its manifest");
  }

  @Test
  void partialArchiveSaysSo() throws IOException {
    manifest(2, 3, true);
    files.remove("data/following.js");
    zip("a.zip");
    assertThatThrownBy(() -> new ArchiveConnector(folder).page(ask(Part.FOLLOWING)))
        .hasMessage(
            "the archive does not contain the accounts it follows (it is a partial archive)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside.js", "/etc/passwd", "data\\..\\x.js", "C:x.js"})
  void namesThatLeadOutAreRefused(String name) throws IOException {
    files.put(name, "x");
    zip("a.zip");
    assertThat(new ArchiveConnector(folder).unread(List.of()))
        .containsExactly(
            "the archive a.zip cannot be used: it contains a file name that points outside the archive");
  }

  @Test
  void bombIsRefused() throws IOException {
    files.put("data/tweets.js", "x = [" + " ".repeat(30 << 20) + "]");
    zip("a.zip");
    assertThat(new ArchiveConnector(folder).unread(List.of()))
        .containsExactly("the archive a.zip cannot be used: data/tweets.js is implausibly large");
  }

  @Test
  void whatIsNoArchiveIsRefusedAndStopsNobody() throws IOException {
    Files.writeString(folder.resolve("no.zip"), "this is no zip");
    files.remove("data/manifest.js");
    zip("without.zip");
    files.put(
        "data/manifest.js", "window.x = {\"userInfo\":{\"accountId\":\"78\"},\"archiveInfo\":{}}");
    zip("undated.zip");
    assertThat(new ArchiveConnector(folder).unread(List.of()))
        .containsExactly(
            "the archive no.zip cannot be used: it is not a ZIP file, or it is damaged",
            "the archive undated.zip cannot be used: its manifest has no date",
            "the archive without.zip cannot be used: it has no manifest, so its completeness cannot be checked");
  }

  @Test
  void cutJsonIsRefused() throws IOException {
    put("follower", "[{\"follower\":{\"accountId\":\"1\"");
    zip("a.zip");
    assertThatThrownBy(() -> new ArchiveConnector(folder).page(ask(Part.FOLLOWERS)))
        .isInstanceOf(ApiFailure.class)
        .hasMessageContaining("cannot be read completely");
  }

  @Test
  void bigExportsGoOnInSecondFiles() throws Exception {
    manifest(2, 3, false);
    put(
        "tweets",
        "[" + tweet("2123461297566646285", "Sat Nov 14 13:02:35 +0000 2026", "One") + "]");
    files.put(
        "data/tweets-part1.js",
        "window.YTD.tweets.part1 = ["
            + tweet("2123461297566646299", "Sun Nov 15 13:02:35 +0000 2026", "Two")
            + "]");
    zip("a.zip");
    assertThat(new ArchiveConnector(folder).page(ask(Part.POSTS)).items()).hasSize(2);
  }
}
