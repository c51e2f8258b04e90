package org.invigilator.connector.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.invigilator.connector.Connector;
import org.invigilator.connector.Page;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Part;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Downloads that lie together in one folder or ZIP file, and parts of one that lie apart. */
class SeveralDownloadsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long TIME = 1793606400;

  @TempDir Path trust;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(trust.resolve("archives"));
  }

  private static Map<String, String> instagram(String handle, String... texts) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "personal_information/personal_information/personal_information.json",
        "{\"profile_user\":[{\"string_map_data\":{\"Username\":{\"value\":\"" + handle + "\"}}}]}");
    files.put(
        "connections/followers_and_following/followers_1.json",
        "[{\"string_list_data\":[{\"value\":\"fan_of_" + handle + "\"}]}]");
    if (texts.length > 0) {
      files.put("your_instagram_activity/media/posts_1.json", posts(texts));
    }
    return files;
  }

  private static String posts(String... texts) {
    StringBuilder posts = new StringBuilder();
    for (String text : texts) {
      posts
          .append(posts.isEmpty() ? "[" : ",")
          .append("{\"media\":[{\"uri\":\"media/posts/202611/")
          .append(text)
          .append(".jpg\",\"creation_timestamp\":")
          .append(TIME)
          .append(",\"title\":\"")
          .append(text)
          .append("\"}]}");
    }
    return posts.append(']').toString();
  }

  private static Map<String, String> under(String root, Map<String, String> files) {
    Map<String, String> moved = new LinkedHashMap<>();
    files.forEach((name, content) -> moved.put(root + name, content));
    return moved;
  }

  private void zip(String name, Map<String, String> files) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> one : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(one.getKey()));
        zip.write(one.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  private void unpacked(String name, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> one : files.entrySet()) {
      Path file = folder.resolve(name).resolve(one.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, one.getValue());
    }
  }

  private Archive archive(String platform) {
    return Archive.of(platform, folder, Source.of(Source.Use.ARCHIVE), Set.of("BIR-01", "BIR-02"));
  }

  private static List<String> texts(Archive archive, String id, String handle) throws Exception {
    Connector.Query who = new Connector.Query(id, "", handle);
    return archive
        .page(new Connector.PageRequest(Part.POSTS, who, 500, "", "", Optional.empty()))
        .items()
        .stream()
        .map(item -> JSON.readTree(((Page.PostItem) item).line()))
        .map((JsonNode line) -> line.path("data").path("text").asString())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"zip", "folder", "folder of ZIP files"})
  void downloadsOfTwoAccountsStayApart(String packing) throws Exception {
    Map<String, String> one = instagram("birch_one", "First");
    Map<String, String> other = instagram("birch_two");
    Map<String, String> both = new LinkedHashMap<>(under("one/", one));
    both.putAll(under("two/", other));
    switch (packing) {
      case "zip" -> zip("Instagram.zip", both);
      case "folder" -> unpacked("Instagram", both);
      default -> {
        zip("Instagram/instagram-birch_one-2026-11-30-AbC.zip", one);
        zip("Instagram/instagram-birch_two-2026-11-30-DeF.zip", other);
      }
    }
    Archive archive = archive("instagram");
    assertThat(texts(archive, "BIR-01", "birch_one")).containsExactly("First");
    assertThatThrownBy(() -> texts(archive, "BIR-02", "birch_two"))
        .hasMessageContaining("does not contain posts");
  }

  @Test
  void ofTwoYearsInOneFolderTheLaterIsRead() throws Exception {
    unpacked("Instagram/instagram-birch_one-2025-11-30", instagram("birch_one", "Old"));
    unpacked("Instagram/instagram-birch_one-2026-11-30", instagram("birch_one", "New"));
    assertThat(texts(archive("instagram"), "BIR-01", "birch_one")).containsExactly("New");
  }

  @ParameterizedTest
  @CsvSource({"true,false", "false,true", "true,true", "false,false"})
  void partsAreOneDownloadPackedOrUnpacked(boolean isFirstPacked, boolean isSecondPacked)
      throws Exception {
    Map<String, String> second =
        Map.of("your_instagram_activity/media/posts_2.json", posts("Second"));
    String name = "instagram-birch_one-2026-11-30-AbC-";
    if (isFirstPacked) {
      zip(name + "1.zip", instagram("birch_one", "First"));
    } else {
      unpacked(name + "1", instagram("birch_one", "First"));
    }
    if (isSecondPacked) {
      zip(name + "2.zip", second);
    } else {
      unpacked(name + "2", second);
    }
    assertThat(texts(archive("instagram"), "BIR-01", "birch_one"))
        .containsExactly("First", "Second");
  }

  @ParameterizedTest
  @CsvSource({"instagram", "facebook", "twitter", "tiktok", "youtube"})
  void folderBesideTheZipFileItWasUnpackedFromIsReadOnce(String platform) throws Exception {
    zip("instagram-birch_one-2026-11-30.zip", instagram("birch_one", "First"));
    unpacked("instagram-birch_one-2026-11-30", instagram("birch_one", "First"));
    Archive archive = archive(platform);
    assertThat(archive.unread(List.of(new Connector.Query("BIR-01", "", "birch_one")))).isEmpty();
    if (platform.equals("instagram")) {
      assertThat(texts(archive, "BIR-01", "birch_one")).containsExactly("First");
    }
  }

  @Test
  void twoTikTokAccountsInOneZipFileStayApart() throws Exception {
    String data =
        "{\"Profile And Settings\":{\"Profile Info\":{\"ProfileMap\":{\"userName\":\"%1$s\"}}},"
            + "\"Post\":{\"Posts\":{\"VideoList\":[{\"Date\":\"2026-11-25 15:04:00\",\"Title\":\"of %1$s\"}]}}}";
    zip(
        "TikTok_Data_1795000000.zip",
        Map.of(
            "a/user_data_tiktok.json", data.formatted("birch_one"),
            "b/user_data_tiktok.json", data.formatted("birch_two")));
    Archive archive = archive("tiktok");
    assertThat(texts(archive, "BIR-01", "birch_one")).containsExactly("of birch_one");
    assertThat(texts(archive, "BIR-02", "birch_two")).containsExactly("of birch_two");
  }

  @Test
  void administratorsDownloadBesideThatOfThePageIsRefused() throws Exception {
    String post = "[{\"timestamp\":" + TIME + ",\"data\":[{\"post\":\"%s\"}],\"title\":\"%s\"}]";
    unpacked(
        "BIR-01",
        Map.of(
            "page/this_profile's_activity_across_facebook/posts/profile_posts_1.json",
            post.formatted("Sports day", "Birchdale"),
            "mine/your_facebook_activity/posts/your_posts_1.json",
            post.formatted("Private", "Me")));
    Archive archive = archive("facebook");
    assertThat(texts(archive, "BIR-01", "")).containsExactly("Sports day");
    assertThat(archive.unread(List.of(new Connector.Query("BIR-01", "", ""))))
        .singleElement()
        .asString()
        .contains("BIR-01/mine", "of a person");
  }

  @ParameterizedTest
  @CsvSource({
    "Ann Example updated her status.",
    "Ann Example updated his profile picture.",
    "Ann Example shared her own post."
  })
  void earlierDownloadOfAPersonIsKnownByItsTitles(String title) throws Exception {
    zip(
        "BIR-01-2026-11-30.zip",
        Map.of(
            "posts/your_posts_1.json",
            "[{\"timestamp\":"
                + TIME
                + ",\"data\":[{\"post\":\"Hi\"}],\"title\":\""
                + title
                + "\"}]"));
    Archive archive = archive("facebook");
    Connector.Query who = new Connector.Query("BIR-01", "", "");
    assertThat(archive.has(who)).isFalse();
    assertThat(archive.unread(List.of(who))).singleElement().asString().contains("of a person");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "events/events.json|true",
        "events/event_invitations.json|false",
        "groups/group_posts_and_comments.json|true",
        "groups/your_groups.json|false",
        "polls/polls_you_created.json|true",
        "polls/polls_you_voted_on.json|false",
        "posts/scheduled_posts.json|false",
        "posts/trash.json|false"
      })
  void publishedFilesThatAreNotReadMakeItAPart(String file, boolean isNamed) throws Exception {
    String root = "this_profile's_activity_across_facebook/";
    zip(
        "BIR-01-2026-11-30.zip",
        Map.of(
            root + "posts/profile_posts_1.json",
            "[{\"timestamp\":" + TIME + ",\"data\":[{\"post\":\"Hi\"}]}]",
            root + file,
            "{\"list_v2\":[{\"name\":\"Fair\"}]}"));
    Archive archive = archive("facebook");
    Connector.Query who = new Connector.Query("BIR-01", "", "");
    assertThat(texts(archive, "BIR-01", "")).containsExactly("Hi");
    assertThat(archive.shortfall(who, Part.POSTS).contains("is not read")).isEqualTo(isNamed);
  }

  @Test
  void daysInNamesNeedNoZerosAndTikTokWritesSeconds() throws Exception {
    zip("facebook-x-2025-3-6-AbC.zip", Map.of("a", "b"));
    zip("TikTok_Data_1700000071.zip", Map.of("a", "b"));
    zip("takeout-20251121T101112Z-001.zip", Map.of("a", "b"));
    assertThat(DownloadGroup.in(folder, Set.of()))
        .extracting(group -> DownloadFiles.of(group).dayInName().orElseThrow().toString())
        .containsExactly("2023-11-14", "2025-03-06", "2025-11-21");
  }

  @Test
  void zipFileWithinAZipFileIsNamed() throws Exception {
    zip("outer.zip", Map.of("instagram-x.zip", "x"));
    assertThat(new ArchiveFolder(folder, Map.of(), List.of()).notes())
        .singleElement()
        .asString()
        .contains("outer.zip", "there is a ZIP file within it");
  }
}
