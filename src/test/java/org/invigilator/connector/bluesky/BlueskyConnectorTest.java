package org.invigilator.connector.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector;
import org.invigilator.connector.OneServer;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bluesky's replies, written by hand, where those of a trust folder would be too well formed. */
class BlueskyConnectorTest {
  private static final Connector.Query SCHOOL =
      new Connector.Query("BIR-BS", "1", "birchdale.example");

  @TempDir Path folder;
  private OneServer server;
  private BlueskyConnector bluesky;

  @BeforeEach
  void open() throws IOException {
    server = new OneServer();
    bluesky = new BlueskyConnector(server.url(), 5, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    bluesky.close();
    server.close();
  }

  private static String post(String author, String record, String view) {
    return """
        {"post":{"uri":"at://%s/app.bsky.feed.post/3k1","author":{"did":"%s","handle":"a.example"},
        "indexedAt":"2026-11-02T08:00:01Z","record":{"text":"Hello","createdAt":"2026-11-02T08:00:00Z"%s}%s}}"""
        .formatted(author, author, record, view);
  }

  private List<Post> posts(String... feed) throws Exception {
    server.on("getAuthorFeed", "{\"feed\":[" + String.join(",", feed) + "]}");
    return OneServer.posts(bluesky.page(OneServer.request(Part.POSTS, SCHOOL, "")), folder);
  }

  @Test
  void hashtagsBesideTheTextAreRead() throws Exception {
    assertThat(posts(post("1", ",\"tags\":[\"fair\",\"stall\"]", "")).get(0).hashtags())
        .containsExactly("fair", "stall");
  }

  @Test
  void whatIsAttachedAndNotShownIsNotTakenForNothing() throws Exception {
    String record = ",\"embed\":{\"$type\":\"app.bsky.embed.images\",\"images\":[{\"alt\":\"x\"}]}";
    assertThat(posts(post("1", record, "")).get(0).hasUnknownAttachment()).isTrue();
    String view = record.replace("embed.images\"", "embed.images#view\"");
    Post shown = posts(post("1", record, view)).get(0);
    assertThat(shown.hasUnknownAttachment()).isFalse();
    assertThat(shown.media()).hasSize(1);
  }

  @Test
  void postsOfOthersBesideWhatTheAccountPassedOnAreNotItsOwn() throws Exception {
    String repost =
        post("2", "", "")
            .replaceFirst(
                "}$",
                ",\"reason\":{\"\\$type\":\"app.bsky.feed.defs#reasonRepost\",\"by\":{\"did\":\"1\"},\"indexedAt\":\"2026-11-03T08:00:00Z\"}}");
    assertThat(posts(repost)).hasSize(1);
    assertThat(posts(repost, post("1", "", ""), post("3", "", ""))).hasSize(2);
    assertThat(catchThrowableOfType(ApiFailure.class, () -> posts(repost, post("3", "", ""))))
        .hasMessageContaining("only posts of others");
  }
}
