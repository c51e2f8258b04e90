package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a register names a post. */
class PostKeyTest {
  @ParameterizedTest
  @CsvSource({
    "1606303717539692544, 1606303717539692544",
    "https://x.com/a/status/1606303717539692544?s=20, 1606303717539692544",
    "https://x.com/a/status/1606303717539692544/photo/1, 1606303717539692544",
    "https://x.com/a/status/1606303717539692544/photo/2?s=20, 1606303717539692544",
    "https://twitter.com/i/web/status/1606303717539692544/video/1, 1606303717539692544",
    "https://www.instagram.com/p/EXAMPLE00001/, EXAMPLE00001",
    "https://www.instagram.com/birchdale/reel/EXAMPLE00002/?igsh=x, EXAMPLE00002",
    "https://www.facebook.com/birchdale/posts/pfbid0abc, pfbid0abc",
    "https://www.facebook.com/birchdale/posts/some-title/700000000000002, 700000000000002",
    "https://www.facebook.com/photo/?fbid=700000000000201&set=a.1, 700000000000201",
    "https://www.facebook.com/permalink.php?story_fbid=700000000000002&id=9, 700000000000002",
    "https://www.youtube.com/watch?v=exampleAAA1&t=3, exampleAAA1",
    "https://youtu.be/exampleAAA1?si=x, exampleAAA1",
    "https://www.youtube.com/shorts/exampleAAA1, exampleAAA1",
    "https://school.example/@birchdale/113400000000000001, 113400000000000001",
    "https://bsky.app/profile/school.example/post/3kpic, 3kpic",
    "https://www.tiktok.com/@birchdale/video/7300000000000000001, 7300000000000000001",
    "700000000000201.jpg, 700000000000201",
    "IMG_2041.HEIC, IMG_2041",
    "FHH-IG-01 03/11/2026 14:05, FHH-IG-01@2026-11-03T14:05Z",
    "'FHH-IG-01, 2026-11-03 14:05', FHH-IG-01@2026-11-03T14:05Z",
    "FHH-IG-01 03/07/2026 9:05, FHH-IG-01@2026-07-03T08:05Z",
    "FHH-IG-01@2026-07-03T08:05Z, FHH-IG-01@2026-07-03T08:05Z",
    "FHH-IG-01 2026-07-03T08:05:30Z, FHH-IG-01@2026-07-03T08:05Z",
    "profile:avatar, profile:avatar",
    "x.com/a/status/1606303717539692544, 1606303717539692544",
    "www.x.com/a/status/1606303717539692544, 1606303717539692544",
    "youtu.be/exampleAAA1, exampleAAA1",
    "#1606303717539692544, 1606303717539692544",
    "'ID: 1606303717539692544', 1606303717539692544",
    "https://www.tiktok.com/@birchdale/photo/7300000000000000001, 7300000000000000001",
    "https://www.facebook.com/share/p/1AbCdEfGh/,",
    "https://fb.watch/aBcDeFgH/,",
    "TBC,",
    "n/a,",
    "N-A,",
    "unknown,",
    "1.60630E+18,",
    "https://example.org/news,",
    "FHH-IG-01 31/02/2026 14:05,",
    "03/11/2026 14:05,",
    "two words,"
  })
  void postIsNamedByIdLinkPictureOrMinute(String written, String key) {
    assertThat(PostKey.of(written).orElse(null)).isEqualTo(key);
  }

  @Test
  void minuteOfAPostIsTheKeyThatItsRowHas() {
    assertThat(PostKey.ofMinute("FHH-IG-01", Instant.parse("2026-11-03T14:05:59Z")))
        .isEqualTo(PostKey.of("FHH-IG-01 03/11/2026 14:05").orElseThrow());
  }
}
