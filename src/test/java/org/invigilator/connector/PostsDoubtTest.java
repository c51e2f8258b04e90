package org.invigilator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.invigilator.snapshot.LineHead;
import org.junit.jupiter.api.Test;

class PostsDoubtTest {
  private static final Optional<Instant> FROM = Optional.of(Instant.parse("2026-10-01T00:00:00Z"));
  private static final List<String> BEFORE =
      List.of(post("1", "2026-11-01", "One"), post("2", "2026-11-02", "Two"));

  private static String post(String id, String day, String text) {
    return "{\"data\":{\"id\":\"%s\",\"created_at\":\"%sT10:00:00Z\",\"text\":\"%s\"}}"
        .formatted(id, day, text);
  }

  private static String doubt(String note, String... now) {
    return doubt(BEFORE, note, now);
  }

  private static String doubt(List<String> before, String note, String... now) {
    return doubt(before, note, OptionalLong.empty(), now);
  }

  private static String doubt(
      List<String> before, String note, OptionalLong deleted, String... now) {
    Map<String, LineHead> heads = new LinkedHashMap<>();
    before.stream().map(LineHead::of).forEach(head -> heads.put(head.id(), head));
    return PostsDoubt.of(
        "posts",
        heads,
        Stream.of(now).toList(),
        FROM,
        note,
        "the next full reading is believed",
        deleted);
  }

  @Test
  void manyPostsThatAreGoneAtOnceAreDoubtedOnceUnlessTheProfileCountsThemAsDeleted() {
    List<String> before =
        IntStream.rangeClosed(1, 8)
            .mapToObj(n -> post(Integer.toString(n), "2026-11-0" + n, "Post " + n))
            .toList();
    String[] five = before.subList(0, 5).toArray(String[]::new);
    String[] six = before.subList(0, 6).toArray(String[]::new);
    String[] seven = before.subList(0, 7).toArray(String[]::new);
    String once = doubt(before, "", five);
    assertThat(once).startsWith("did not show all the posts").contains("3 of 8");
    assertThat(doubt(before, "Instagram " + once, five)).isEmpty();
    assertThat(doubt(before, "Instagram " + once, before.subList(3, 8).toArray(String[]::new)))
        .as("the others are missing now")
        .contains("3 of 8");
    assertThat(doubt(before, "", six)).as("two are deleted at times").isEmpty();
    assertThat(doubt(before, "", OptionalLong.of(0), six)).contains("2 of 8");
    assertThat(doubt(before, "", OptionalLong.of(2), six)).isEmpty();
    assertThat(doubt(before, "", OptionalLong.of(3), five)).isEmpty();
    assertThat(doubt(before, "", OptionalLong.of(0), seven)).as("a count lags behind").isEmpty();
  }

  @Test
  void postsThatAreAllGoneAreDoubtedOnce() {
    String once = doubt("");
    assertThat(once).startsWith("showed none of the posts");
    assertThat(doubt("Bluesky " + once)).isEmpty();
    assertThat(doubt("", post("0", "2026-09-01", "Old"))).startsWith("showed none");
    assertThat(doubt("", post("3", "2026-11-03", "Three"))).isEmpty();
    assertThat(doubt(BEFORE.subList(0, 1), "")).as("a single post is deleted at times").isEmpty();
  }

  @Test
  void textsThatAreAllGoneAreDoubtedUntilTheyAreBack() {
    String[] without = {post("1", "2026-11-01", ""), post("2", "2026-11-02", "")};
    String doubt = doubt("", without);
    assertThat(doubt).contains("without their texts");
    assertThat(doubt("X " + doubt, without)).isEqualTo(doubt);
    assertThat(doubt("", post("1", "2026-11-01", ""), post("2", "2026-11-02", "Two"))).isEmpty();
    assertThat(doubt(List.of(without[0], without[1]), "", without)).isEmpty();
  }

  @Test
  void picturesDescriptionsOrPeopleThatAreGoneFromAllPostsAreDoubted() {
    String shown =
        """
        {"data":{"id":"%s","created_at":"2026-11-01T10:00:00Z","text":"One",
        "attachments":{"media_keys":["m"]},"entities":{"mentions":[{"username":"kit"}]}},
        "includes":{"media":[{"media_key":"m","type":"photo","alt_text":"A stall"}]}}""";
    List<String> before = Stream.of("1", "2", "3").map(shown::formatted).toList();
    for (String lost : List.of("attachments", "mentions", "alt_text")) {
      String[] now = before.stream().map(post -> post.replace(lost, "x")).toArray(String[]::new);
      String once = doubt(before, "", now);
      assertThat(once).as(lost).startsWith("showed the posts without");
      assertThat(doubt(before, "Facebook " + once, now)).as("seen again").isEmpty();
      assertThat(doubt(before, "", now[0], now[1], before.get(2))).as(lost).isEmpty();
      assertThat(doubt(before.subList(0, 2), "", now[0], now[1]))
          .as("two posts may be put right at once")
          .isEmpty();
    }
  }

  @Test
  void textsThatAreGoneFromThePicturesAndNotFromTheVideosAreDoubted() {
    List<String> before =
        List.of(
            post("1", "2026-11-01", "One"),
            post("2", "2026-11-02", "Two"),
            post("3", "2026-11-03", "Reel"));
    assertThat(
            doubt(
                before,
                "",
                post("1", "2026-11-01", ""),
                post("2", "2026-11-02", ""),
                post("3", "2026-11-03", "Reel")))
        .contains("without their texts");
  }

  @Test
  void datesThatAllMovedAreDoubted() {
    assertThat(doubt("", post("1", "2016-11-01", "One"), post("2", "2016-11-02", "Two")))
        .startsWith("showed none");
    assertThat(doubt("", post("1", "2026-11-05", "One"), post("2", "2026-11-06", "Two")))
        .contains("other dates");
    assertThat(doubt("", post("1", "2026-11-05", "One"), post("2", "2026-11-02", "Two"))).isEmpty();
  }
}
