package org.invigilator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.invigilator.input.FileHashes;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFolderTest {
  private static final String OLD =
      "{\"data\":{\"id\":\"11\",\"text\":\"RT @x: a &amp; b\",\"created_at\":\"2026-11-01T10:00:00.000Z\",\"referenced_tweets\":[{\"type\":\"retweeted\",\"id\":\"5\"}],\"entities\":{\"mentions\":[{\"username\":\"X\"}]}},\"includes\":{\"tweets\":[{\"id\":\"5\",\"author_id\":\"77\"}],\"users\":[{\"id\":\"88\",\"username\":\"x\"}]}}";
  private static final String NEW =
      "{\"data\":{\"id\":\"12\",\"text\":\"cut…\",\"note_post\":{\"text\":\"the whole long text\",\"entities\":{\"hashtags\":[{\"tag\":\"Long\"}]}},\"created_at\":\"2026-11-02T10:00:00Z\",\"referenced_posts\":[{\"type\":\"quoted\",\"id\":\"6\"}],\"attachments\":{\"media_keys\":[\"3_1\",\"3_2\"]}},\"includes\":{\"posts\":[{\"id\":\"6\",\"author_id\":\"99\"}],\"media\":[{\"media_key\":\"3_2\",\"type\":\"video\",\"alt_text\":\"a hall\"},{\"media_key\":\"3_9\",\"type\":\"photo\"}]}}";
  @TempDir Path folder;

  private List<Post> posts(String text) throws Exception {
    Files.writeString(folder.resolve("posts.ndjson"), text);
    List<Post> posts = new ArrayList<>();
    new SnapshotFolder(folder).posts(posts::add);
    return posts;
  }

  @Test
  void eitherDialectIsRead() throws Exception {
    List<Post> posts = posts(OLD + "\n" + NEW);
    assertThat(posts).extracting(Post::kind).containsExactly(Post.Kind.REPOST, Post.Kind.QUOTE);
    assertThat(posts).extracting(p -> p.original().id()).containsExactly("77", "99");
    assertThat(posts.get(0).text()).isEqualTo("RT @x: a & b");
    assertThat(posts.get(0).mentions().get(0).user().id()).isEqualTo("88");
    assertThat(posts.get(1).text()).isEqualTo("the whole long text");
    assertThat(posts.get(1).hashtags()).containsExactly("Long");
    assertThat(posts.get(1).media())
        .containsExactly(new Post.Media("3_1", "", ""), new Post.Media("3_2", "video", "a hall"));
  }

  @Test
  void anEditedPostIsOnePostFromItsFirstVersionOn() throws Exception {
    Post post =
        posts(
                "{\"data\":{\"id\":\"2123461297566646299\",\"text\":\"b\",\"created_at\":\"2026-11-25T13:40:00.000Z\",\"edit_history_tweet_ids\":[\"2123461297566646285\",\"2123461297566646299\"]}}")
            .get(0);
    assertThat(post.id()).isEqualTo("2123461297566646285");
    assertThat(post.versions()).containsExactly("2123461297566646285", "2123461297566646299");
    assertThat(post.createdAt()).isBefore(java.time.Instant.parse("2026-11-25T13:40:00Z"));
    Post other =
        posts(
                "{\"data\":{\"id\":\"12\",\"text\":\"b\",\"created_at\":\"2026-11-14T13:40:00.000Z\",\"edit_history_post_ids\":[\"12\"]}}")
            .get(0);
    assertThat(other.id()).isEqualTo("12");
    assertThat(other.createdAt()).hasToString("2026-11-14T13:40:00Z");
  }

  @Test
  void everythingThatCanBeReadIsRead() throws Exception {
    Post post =
        posts(
                "{\"data\":{\"id\":\"12\",\"text\":\"Vote!\",\"created_at\":\"2026-11-14T13:40:00.000Z\",\"public_metrics\":{\"reply_count\":3000000000},"
                    + "\"article\":{\"title\":\"Our year\",\"plain_text\":\"All of it\"},"
                    + "\"entities\":{\"urls\":[{\"expanded_url\":\"https://a.example/x\",\"title\":\"Sports day\",\"description\":\"Who won\"}]}},"
                    + "\"includes\":{\"polls\":[{\"id\":\"1\",\"options\":[{\"position\":1,\"label\":\"Red house\"},{\"position\":2,\"label\":\"Blue house\"}]}]}}")
            .get(0);
    assertThat(post.text())
        .isEqualTo("Vote!\nOur year\nAll of it\nSports day\nWho won\nRed house\nBlue house");
    assertThat(post.attention()).isEmpty();
    assertThat(post.links()).containsExactly("https://a.example/x");
  }

  @Test
  void linksAreReadFromTheTextWhereTheSourceListsNone() throws Exception {
    Post post =
        posts(
                "{\"data\":{\"id\":\"12\",\"text\":\"Win at https://www.bet365.com/offer, or (www.a.example/x).\",\"created_at\":\"2026-11-14T13:40:00.000Z\"}}")
            .get(0);
    assertThat(post.links()).containsExactly("https://www.bet365.com/offer", "www.a.example/x");
  }

  @Test
  void ownQuotedTextIsReadAndFieldsThatAreNotKnownAreNamed() throws Exception {
    String quote =
        "{\"data\":{\"id\":\"13\",\"author_id\":\"%s\",\"text\":\"As we said\",\"created_at\":\"2026-11-14T13:40:00.000Z\","
            + "\"lang\":\"en\",\"withheld\":null,\"audio_room\":{\"title\":\"x\"},\"attachments\":{\"poll_ids\":[\"1\"],\"stickers\":[\"2\"]},"
            + "\"referenced_tweets\":[{\"type\":\"quoted\",\"id\":\"12\"}]},"
            + "\"includes\":{\"tweets\":[{\"id\":\"12\",\"author_id\":\"9001\",\"text\":\"Well played\"}]}}";
    Post own = posts(quote.formatted("9001")).get(0);
    assertThat(own.text()).isEqualTo("As we said\nWell played");
    assertThat(own.unknownFields()).containsExactly("attachments.stickers", "audio_room");
    assertThat(posts(quote.formatted("9002")).get(0).text()).isEqualTo("As we said");
    assertThat(
            posts(quote.replace("\"audio_room\":{\"title\":\"x\"}", "\"audio_room\":null"))
                .get(0)
                .unknownFields())
        .containsExactly("attachments.stickers");
  }

  @Test
  void filesInTheShapesOfOtherProgramsAreRead() throws Exception {
    String page =
        "{\"data\":["
            + inner(OLD)
            + ","
            + inner(NEW)
            + "],\"includes\":{\"media\":[{\"media_key\":\"3_2\",\"type\":\"video\",\"alt_text\":\"a hall\"}]},\"meta\":{\"result_count\":2}}";
    List<String> shapes =
        List.of(
            "[" + OLD + "," + NEW + "]",
            "[\n" + OLD + ",\n" + NEW + "\n]\n",
            OLD.replace("{", "{\n ") + "\n" + NEW.replace(",", ",\n"),
            page,
            page.replace("{", "{\n"),
            inner(OLD) + "\n" + inner(NEW),
            "\ufeff" + OLD + "\n" + NEW);
    for (String shape : shapes) {
      assertThat(posts(shape)).as(shape).extracting(Post::id).containsExactly("11", "12");
    }
    for (java.nio.charset.Charset wide :
        List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Files.write(folder.resolve("posts.ndjson"), ("\ufeff" + OLD + "\n" + NEW).getBytes(wide));
      List<Post> posts = new ArrayList<>();
      assertThat(new SnapshotFolder(folder).posts(posts::add).damage()).isEmpty();
      assertThat(posts).as(wide.name()).hasSize(2);
    }
  }

  /** A line without the object around the post. */
  private static String inner(String line) {
    return line.substring("{\"data\":".length(), line.indexOf(",\"includes\""));
  }

  @Test
  void lineThatIsNotJsonIsSkippedAndNamed() throws Exception {
    Files.writeString(folder.resolve("posts.ndjson"), OLD + "\n{broken\n\n" + NEW + "\n");
    List<Post> posts = new ArrayList<>();
    SnapshotFolder.Streamed streamed = new SnapshotFolder(folder).posts(posts::add);
    assertThat(posts).hasSize(2);
    assertThat(streamed.damage()).contains("posts.ndjson: line 2 cannot be read");
  }

  @Test
  void truncatedGzipGivesWhatCouldBeReadAndSaysSo() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 5_000; i++) {
        gzip.write(
            OLD.replace("\"11\"", "\"" + (i * 7919L) + i + "\"").getBytes(StandardCharsets.UTF_8));
        gzip.write('\n');
      }
    }
    Files.write(
        folder.resolve("posts.ndjson.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    List<Post> posts = new ArrayList<>();
    SnapshotFolder snapshot = new SnapshotFolder(folder, new FileHashes());
    SnapshotFolder.Streamed streamed = snapshot.posts(posts::add);
    assertThat(posts.size()).isBetween(1, 4_999);
    assertThat(streamed.items()).isEqualTo(posts.size());
    assertThat(streamed.damage())
        .hasValueSatisfying(
            d -> assertThat(d).contains("posts.ndjson.gz: the file is damaged after line"));
    assertThat(snapshot.hashes()).containsKey("posts.ndjson.gz");
  }

  @Test
  void fileThatIsChangedWhileItIsReadIsDamaged() throws Exception {
    Path file = folder.resolve("posts.ndjson");
    Files.writeString(file, OLD + "\n");
    SnapshotFolder.Streamed streamed =
        new SnapshotFolder(folder)
            .posts(
                post -> {
                  try {
                    Files.writeString(file, OLD + "\n" + OLD + "\n");
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
    assertThat(streamed.damage()).contains("posts.ndjson: the file was changed while it was read");
    assertThat(new SnapshotFolder(folder).posts(post -> {}).damage()).isEmpty();
  }

  @Test
  void followersAreIdsHandlesAndWhatTheyCallThemselves() throws Exception {
    Files.writeString(
        folder.resolve("followers.ndjson"),
        "{\"id\":\"1\",\"name\":\"Private\",\"username\":\"a\",\"description\":\"private\"}\n{\"name\":\"nobody\"}\n");
    List<Relation> followers = new ArrayList<>();
    SnapshotFolder.Streamed streamed =
        new SnapshotFolder(folder).relations(Relation.Kind.FOLLOWER, followers::add);
    assertThat(followers)
        .containsExactly(new Relation(Relation.Kind.FOLLOWER, "1", "a", "Private", "private"));
    assertThat(streamed.damage()).isPresent();
  }

  @Test
  void automaticMentionsAreThoseBeforeTheTextOfAReply() throws Exception {
    List<Post> posts =
        posts(
            "{\"data\":{\"id\":\"1\",\"text\":\"@Parent @Kid thanks, ask @Office\",\"created_at\":\"2026-11-01T10:00:00Z\",\"in_reply_to_user_id\":\"5\",\"entities\":{\"mentions\":[{\"username\":\"parent\",\"id\":\"5\"},{\"username\":\"Kid\",\"id\":\"6\"},{\"username\":\"Office\",\"id\":\"7\"}]}}}");
    assertThat(posts.get(0).mentions())
        .extracting(Post.Mention::automatic)
        .containsExactly(true, true, false);
  }

  @Test
  void folderThatIsNotThereWasNotCaptured() {
    Capture capture = new SnapshotFolder(folder.resolve("none")).capture();
    assertThat(capture.isNothing()).isTrue();
    assertThat(capture.part(Part.POSTS).extent()).isEqualTo(Extent.NOT_CAPTURED);
  }

  @Test
  void withoutCaptureJsonAFileThatIsThereCountsAsComplete() throws Exception {
    Files.writeString(folder.resolve("posts.ndjson"), OLD);
    Capture capture = new SnapshotFolder(folder).capture();
    assertThat(capture.part(Part.POSTS).extent()).isEqualTo(Extent.COMPLETE);
    assertThat(capture.part(Part.FOLLOWERS).extent()).isEqualTo(Extent.NOT_CAPTURED);
    assertThat(capture.capturedAt()).isPresent();
  }

  @Test
  void captureJsonThatCannotBeReadProvesNothing() throws Exception {
    Files.writeString(folder.resolve("posts.ndjson"), OLD);
    Files.writeString(folder.resolve("capture.json"), "{\"posts\": \"plenty\"}");
    assertThat(new SnapshotFolder(folder).capture().part(Part.POSTS).canBeRead()).isFalse();
  }

  @Test
  void partSaidToBeCompleteWithoutItsFileWasNotCaptured() throws Exception {
    Files.writeString(
        folder.resolve("capture.json"),
        "{\"captured_at\":\"2026-11-19T02:31:07Z\",\"profile\":\"found\",\"posts\":\"complete\"}");
    assertThat(new SnapshotFolder(folder).capture().part(Part.POSTS).extent())
        .isEqualTo(Extent.NOT_CAPTURED);
  }
}
