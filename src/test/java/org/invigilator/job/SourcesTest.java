package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Connector;
import org.invigilator.connector.archive.Archive;
import org.invigilator.connector.bluesky.BlueskyConnector;
import org.invigilator.connector.mastodon.MastodonConnector;
import org.invigilator.connector.meta.FacebookConnector;
import org.invigilator.connector.meta.InstagramConnector;
import org.invigilator.connector.meta.MetaTokens;
import org.invigilator.connector.x.XConnector;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.connector.youtube.YouTubeConnector;
import org.invigilator.demo.Access;
import org.invigilator.demo.DemoServer;
import org.invigilator.job.collect.LiveCollection;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Source;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.DryAudit;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.TrustBuilder;
import org.invigilator.snapshot.Capture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same invented week seen through every source: a breach is found where the source can show it,
 * and not evaluated where it cannot. What came out is the table in the documentation.
 */
class SourcesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
  private static final LocalDate NIGHT = LocalDate.of(2026, 11, 20);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String ACCOUNT = "NTH-TW-01";
  private static final long MONDAY = Instant.parse("2026-11-16T10:00:00Z").getEpochSecond();

  private static final List<String> BREACHES =
      List.of(
          "pupil-name-in-post",
          "personal-data-in-post",
          "pupil-account-tagged",
          "pupil-replied-to",
          "underage-follower",
          "pupil-followed",
          "media-consent-untagged",
          "post-geotagged",
          "abusive-inbound-candidate");

  @TempDir Path folder;

  private record Seen(String title, String platform, Source.Use use) {
    boolean isApi() {
      return use == Source.Use.API;
    }

    String key() {
      return platform + " " + use;
    }
  }

  private static final List<Seen> SOURCES =
      List.of(
          new Seen("X", "twitter", Source.Use.API),
          new Seen("X archive", "twitter", Source.Use.ARCHIVE),
          new Seen("Bluesky", "bluesky", Source.Use.API),
          new Seen("Mastodon", "mastodon", Source.Use.API),
          new Seen("Facebook", "facebook", Source.Use.API),
          new Seen("Facebook download", "facebook", Source.Use.ARCHIVE),
          new Seen("Instagram", "instagram", Source.Use.API),
          new Seen("Instagram download", "instagram", Source.Use.ARCHIVE),
          new Seen("YouTube", "youtube", Source.Use.API),
          new Seen("YouTube Takeout", "youtube", Source.Use.ARCHIVE),
          new Seen("TikTok download", "tiktok", Source.Use.ARCHIVE));

  private static String handle(String platform, String name) {
    return switch (platform) {
      case "mastodon" -> name + "@school.example";
      case "bluesky" -> name.replace('_', '-') + ".school.example";
      default -> name;
    };
  }

  private static String userId(String platform) {
    return switch (platform) {
      case "bluesky" -> "did:plc:northtown";
      case "youtube" -> "UCnorthtown0001";
      default -> "9001";
    };
  }

  private static String pupilId(String platform) {
    return switch (platform) {
      case "bluesky" -> "did:plc:samj";
      case "youtube" -> "UCsamj00000001";
      default -> "5001";
    };
  }

  private TrustBuilder trust(Seen source) {
    String platform = source.platform();
    String pupil = handle(platform, "sam_j09");
    Map<String, Object> mention = Map.of("id", pupilId(platform), "username", pupil);
    Map<String, Object> account = new TreeMap<>();
    account.put("platform", platform);
    account.put("handle", handle(platform, "northtown"));
    account.put(
        "platform_user_id", source.isApi() || platform.equals("youtube") ? userId(platform) : "");
    account.put("profile_url", "");
    return new TrustBuilder("ctat-2024", NIGHT)
        .notCaptured("STH-TW-01")
        .overrides(Map.of("post-geotagged", Map.of("enabled", true)))
        .set("accounts", ACCOUNT, account)
        .set(
            "pupils", "NTH-1", Map.of("dob", "14/03/2016", "known_handles", platform + ":" + pupil))
        .profile(ACCOUNT, Map.of("id", userId(platform), "username", handle(platform, "northtown")))
        .noPosts(ACCOUNT)
        .post(ACCOUNT, post("1001", 0, Map.of("text", "Well done to Samuel Jones of Year 10")))
        .post(ACCOUNT, post("1002", 1, Map.of("text", "Ring Mrs Vale at home on 07700 900123")))
        .post(
            ACCOUNT,
            post("1003", 2, Map.of("text", "Thank you @" + pupil, "mentions", List.of(mention))))
        .post(ACCOUNT, post("1005", 4, Map.of("text", "In the hall", "media", 1)))
        .post(
            ACCOUNT,
            post("1006", 5, Map.of("text", "On a trip", "place", "p77", "point", List.of(1, 2))))
        .post(
            ACCOUNT,
            post(
                "1004",
                3,
                Map.of(
                    "text",
                    "See you tomorrow",
                    "reply_to",
                    pupilId(platform),
                    "mentions",
                    List.of(mention))))
        .follower(ACCOUNT, mention)
        .follows(ACCOUNT, mention)
        .mention(
            ACCOUNT,
            Map.of(
                "id",
                "2001",
                "at",
                at(1),
                "text",
                "You are idiots and I will find you",
                "by",
                "77"));
  }

  private static String at(int day) {
    return Instant.ofEpochSecond(MONDAY).plusSeconds(day * 3600L).toString();
  }

  private static Map<String, Object> post(String id, int hour, Map<String, Object> more) {
    Map<String, Object> post = new LinkedHashMap<>(more);
    post.put("id", id);
    post.put("at", at(hour));
    return post;
  }

  @Test
  void sameWeekThroughEverySourceFindsWhatItCanShowAndNeverPassesTheRest() throws Exception {
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    for (Seen source : SOURCES) {
      DryAudit audit = audit(source);
      Map<String, String> column = new LinkedHashMap<>();
      for (String rule : BREACHES) {
        boolean found =
            audit.violations().stream().map(AssessedViolation::rule).anyMatch(rule::equals);
        boolean open =
            audit.outcomes().stream()
                .anyMatch(
                    o ->
                        o.rule().equals(rule)
                            && o.account().equals(ACCOUNT)
                            && o.kind() == Outcome.Kind.NOT_EVALUATED);
        assertThat(found || open).as(rule + " through " + source.title()).isTrue();
        column.put(rule, found ? "found" : "not evaluated");
      }
      cells.put(source.title(), column);
    }
    assertThat(cells.get("X").values()).containsOnly("found");
    assertThat(cells.get("Instagram download").get("underage-follower")).isEqualTo("found");
    assertThat(cells.get("Facebook").get("underage-follower")).isEqualTo("not evaluated");
    Path document = Path.of("src/docs/sources.md");
    String text = document(cells);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(document, text);
    }
    assertThat(Files.readString(document)).isEqualTo(text);
  }

  private DryAudit audit(Seen source) throws Exception {
    Path served = folder.resolve(source.key() + "/served");
    Path audited = folder.resolve(source.key() + "/audited");
    trust(source).write(served);
    Path snapshots = served.resolve("snapshots");
    if (!source.platform().equals("twitter")) {
      Files.move(snapshots.resolve("twitter"), snapshots.resolve(source.platform()));
    }
    trust(source).notCaptured(ACCOUNT).write(audited);
    if (!source.isApi()) {
      archive(source, audited.resolve("archives"));
    }
    try (DemoServer server = DemoServer.start(served, 0, CLOCK)) {
      AuditRequest request =
          new AuditRequest(
              "test",
              audited,
              NIGHT,
              folder.resolve("out"),
              StateLocation.of(folder.resolve(source.key() + "/state")),
              false,
              audited.resolve("snapshots"),
              Map.of(source.platform(), settings(source, server)),
              List.of(),
              Set.of(),
              Workers.HERE);
      try (StateStore state = StateStore.open(request.state(), Map.of())) {
        new LiveCollection(
                request,
                TrustInput.of(request, NIGHT),
                state,
                CLOCK,
                Progress.SILENT,
                new Stop(),
                environment())
            .run(false);
      }
    }
    return DryAudit.of(audited, NIGHT, 0);
  }

  private Map<String, String> environment() {
    return Map.of(
        XCredentials.BEARER,
        Access.BEARER,
        MetaTokens.TOKEN,
        Access.KEY,
        YouTubeConnector.KEY,
        Access.KEY,
        "INVIGILATOR_LOCKS",
        folder.resolve("locks").toString());
  }

  private static Source settings(Seen source, DemoServer server) throws IOException {
    Map<String, Object> settings = new TreeMap<>();
    settings.put("use", source.isApi() ? "api" : "archive");
    if (source.isApi()) {
      settings.put(
          "base_url",
          switch (source.platform()) {
            case "twitter" -> server.x();
            case "bluesky" -> server.bluesky();
            case "mastodon" -> server.mastodon();
            case "youtube" -> server.youTube();
            default -> server.graph();
          });
    } else {
      settings.put("covers", "all");
    }
    return JSON.readValue(JSON.writeValueAsString(settings), Source.class);
  }

  private static void zip(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve(ACCOUNT + ".zip")))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(NOW.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  private static void archive(Seen source, Path folder) throws IOException {
    zip(
        folder,
        switch (source.platform()) {
          case "facebook" -> facebook();
          case "instagram" -> instagram();
          case "tiktok" -> tikTok();
          case "youtube" -> youTube();
          default -> x();
        });
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }

  private static Map<String, String> instagram() {
    List<String> posts = new ArrayList<>();
    String[] texts = {
      "Well done to Samuel Jones of Year 10",
      "Ring Mrs Vale at home on 07700 900123",
      "Thank you @sam_j09",
      "In the hall"
    };
    for (int i = 0; i < texts.length; i++) {
      posts.add(
          "{'media':[{'uri':'media/posts/1800000000000000%d.jpg','creation_timestamp':%d,'title':'%s'}]}"
              .formatted(i, MONDAY + i * 3600L, texts[i]));
    }
    String pupil =
        "[{'string_list_data':[{'value':'sam_j09','timestamp':1}]},"
            + "{'string_list_data':[{'value':'a.parent.demo','timestamp':1}]},"
            + "{'string_list_data':[{'value':'other.parent.demo','timestamp':1}]}]";
    return Map.of(
        "personal_information/personal_information.json",
        json("{'profile_user':[{'string_map_data':{'Username':{'value':'northtown'}}}]}"),
        "content/posts_1.json",
        json("[" + String.join(",", posts) + "]"),
        "comments/post_comments_1.json",
        json(
            "[{'string_map_data':{'Comment':{'value':'See you tomorrow'},'Media Owner':{'value':'sam_j09'},'Time':{'timestamp':"
                + (MONDAY + 3 * 3600L)
                + "}}}]"),
        "followers_and_following/followers_1.json",
        json(pupil),
        "followers_and_following/following.json",
        json("{'relationships_following':" + pupil + "}"));
  }

  private static Map<String, String> facebook() {
    return Map.of(
        "this_profile's_activity_across_facebook/posts/profile_posts_1.json",
        json(
            ("[{'timestamp':%1$d,'data':[{'post':'Well done to Samuel Jones of Year 10'}]},"
                    + "{'timestamp':%2$d,'data':[{'post':'Ring Mrs Vale at home on 07700 900123'}]},"
                    + "{'timestamp':%3$d,'data':[{'post':'In the hall'}],'attachments':[{'data':[{'media':{'uri':'x/700000000000201.jpg'}}]}]},"
                    + "{'timestamp':%4$d,'data':[{'post':'On a trip'}],'attachments':[{'data':[{'place':{'coordinate':{'latitude':1}}}]}]}]")
                .formatted(MONDAY, MONDAY + 3600, MONDAY + 7200, MONDAY + 9000)),
        "this_profile's_activity_across_facebook/comments_and_reactions/comments.json",
        json(
            "{'comments_v2':[{'timestamp':%1$d,'data':[{'comment':{'timestamp':%1$d,'comment':'See you tomorrow'}}],'title':'replied to Sam'}]}"
                .formatted(MONDAY + 10_800)));
  }

  private static Map<String, String> tikTok() {
    return Map.of(
        "user_data_tiktok.json",
        json(
            "{'Profile And Settings':{'Profile Info':{'ProfileMap':{'userName':'northtown'}},"
                + "'Follower':{'FansList':[{'UserName':'sam_j09'}]},'Following':{'Following':[{'UserName':'sam_j09'}]}},"
                + "'Post':{'Posts':{'VideoList':[{'Date':'2026-11-16 10:00:00','Title':'Well done to Samuel Jones of Year 10'},"
                + "{'Date':'2026-11-16 11:00:00','Title':'Ring Mrs Vale at home on 07700 900123'},"
                + "{'Date':'2026-11-16 12:00:00','Title':'Thank you @sam_j09'}]}}}"));
  }

  private static Map<String, String> youTube() {
    return Map.of(
        "Takeout/YouTube/channels/channel.csv",
        "Channel ID,Channel Title (Original),Channel Visibility\nUCnorthtown0001,North,Public\n",
        "Takeout/YouTube/video metadata/videos.csv",
        """
        Video ID,Video Title (Original),Privacy,Video Publish Timestamp
        videoAAA1,Well done to Samuel Jones of Year 10,Public,2026-11-16T10:00:00+00:00
        videoAAA2,Ring Mrs Vale at home on 07700 900123,Public,2026-11-16T11:00:00+00:00
        videoAAA3,Thank you @sam_j09,Public,2026-11-16T12:00:00+00:00
        """,
        "Takeout/YouTube/subscriptions/subscriptions.csv",
        "Channel Id,Channel Url,Channel Title\nUCsamj00000001,http://x,Sam\n");
  }

  private static Map<String, String> x() {
    String[] texts = {
      "Well done to Samuel Jones of Year 10",
      "Ring Mrs Vale at home on 07700 900123",
      "Thank you @sam_j09",
      "In the hall"
    };
    List<String> tweets = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      String mention = i == 2 ? "'user_mentions':[{'screen_name':'sam_j09','id_str':'5001'}]," : "";
      String point = i == 1 ? "'coordinates':{'type':'Point','coordinates':[1,2]}," : "";
      String media =
          i == 3
              ? "'media':[{'id_str':'3_1','type':'photo','expanded_url':'https://x.com/a'}],"
              : "";
      tweets.add(
          "{'tweet':{'id_str':'212346129756664628%d','created_at':'Mon Nov 16 1%d:00:00 +0000 2026','full_text':'%s','entities':{%s%s'urls':[]},%s'extended_entities':{%s'x':[]}}}"
              .formatted(i, i, texts[i], mention, media, point, media));
    }
    tweets.add(
        "{'tweet':{'id_str':'2123461297566646289','created_at':'Mon Nov 16 15:00:00 +0000 2026','full_text':'@sam_j09 See you tomorrow','in_reply_to_user_id_str':'5001','in_reply_to_screen_name':'sam_j09','in_reply_to_status_id_str':'44','entities':{'user_mentions':[{'screen_name':'sam_j09','id_str':'5001'}],'urls':[]}}}");
    String manifest =
        "window.__THAR_CONFIG = {'userInfo':{'accountId':'9001','userName':'northtown'},'archiveInfo':{'generationDate':'2026-11-19T20:00:00.000Z','isPartialArchive':false},'dataTypes':{"
            + "'tweets':{'files':[{'fileName':'data/tweets.js','count':'5'}]},"
            + "'follower':{'files':[{'fileName':'data/follower.js','count':'1'}]},"
            + "'following':{'files':[{'fileName':'data/following.js','count':'1'}]}}}";
    return Map.of(
        "data/manifest.js",
        json(manifest),
        "data/account.js",
        json(
            "window.YTD.account.part0 = [{'account':{'accountId':'9001','username':'northtown'}}]"),
        "data/tweets.js",
        json("window.YTD.tweets.part0 = [" + String.join(",", tweets) + "]"),
        "data/follower.js",
        json("window.YTD.follower.part0 = [{'follower':{'accountId':'5001'}}]"),
        "data/following.js",
        json("window.YTD.following.part0 = [{'following':{'accountId':'5001'}}]"));
  }

  private String document(Map<String, Map<String, String>> cells) {
    StringBuilder text =
        new StringBuilder(
            """
            # Sources: what each one shows

            Made from the connectors by `SourcesTest`; do not edit. What a source does not show is *not evaluated*, never taken to
            be absent. X does not return people who are tagged on a picture, so there only mentions in the text are seen.

            | source | posts | followers | following | mentions and comments | not shown of posts |
            |---|---|---|---|---|---|
            """);
    for (Seen source : SOURCES) {
      try (Connector connector = connector(source)) {
        Set<Capability> can = connector.capabilities();
        Set<Capture.Field> hidden = EnumSet.allOf(Capture.Field.class);
        hidden.removeAll(connector.fields());
        text.append("| ")
            .append(source.title())
            .append(" | ")
            .append(can.contains(Capability.POSTS) ? "yes" : "no")
            .append(" | ")
            .append(
                can.contains(Capability.FOLLOWERS)
                    ? "yes"
                    : can.contains(Capability.FOLLOWER_IDS) ? "numbers only" : "no")
            .append(" | ")
            .append(can.contains(Capability.FOLLOWING) ? "yes" : "no")
            .append(" | ")
            .append(can.contains(Capability.MENTIONS) ? "yes" : "no")
            .append(" | ")
            .append(
                String.join(", ", hidden.stream().map(f -> f.word().replace('_', ' ')).toList()))
            .append(" |\n");
      }
    }
    text.append(
        "\n## The same week through every source\n\nOne invented week with a breach of each of these rules, audited through each source.\n\n| rule |");
    SOURCES.forEach(source -> text.append(' ').append(source.title()).append(" |"));
    text.append("\n|---|").append("---|".repeat(SOURCES.size())).append('\n');
    for (String rule : BREACHES) {
      text.append("| `").append(rule).append("` |");
      SOURCES.forEach(
          source ->
              text.append(' ')
                  .append(cells.getOrDefault(source.title(), Map.of()).get(rule))
                  .append(" |"));
      text.append('\n');
    }
    return text.toString();
  }

  private Connector connector(Seen source) {
    MetaTokens tokens = MetaTokens.of(environment()).orElseThrow();
    Source settings = Source.of(source.use());
    if (!source.isApi()) {
      return Archive.of(source.platform(), folder.resolve("none"), settings, Set.of());
    }
    return switch (source.platform()) {
      case "twitter" ->
          new XConnector(
              XConnector.URL, Source.Fields.TWEET, XCredentials.of(environment()).orElseThrow(), 5);
      case "bluesky" -> new BlueskyConnector(BlueskyConnector.URL, 5, CLOCK);
      case "mastodon" -> new MastodonConnector("", 5, Clock.systemUTC());
      case "facebook" -> new FacebookConnector(FacebookConnector.URL, tokens, 5, CLOCK);
      case "instagram" -> new InstagramConnector(FacebookConnector.URL, tokens, 5, CLOCK);
      default -> new YouTubeConnector(YouTubeConnector.URL, "key", 5);
    };
  }
}
