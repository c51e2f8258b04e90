package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenHandleTest {
  @ParameterizedTest
  @CsvSource({
    "@sam_j09, '', sam_j09, ''",
    "sam_j09, '', sam_j09, ''",
    "twitter:sam_j09, twitter, sam_j09, ''",
    "twitter:@sam_j09, twitter, sam_j09, ''",
    "X: sam_j09, twitter, sam_j09, ''",
    "twitter:sam_j09:99887766, twitter, sam_j09, 99887766",
    "twitter::99887766, twitter, '', 99887766",
    "https://twitter.com/Sam_J09, twitter, Sam_J09, ''",
    "https://x.com/sam_j09?lang=en, twitter, sam_j09, ''",
    "twitter.com/sam_j09/, twitter, sam_j09, ''",
    "www.instagram.com/sam.j09, instagram, sam.j09, ''",
    "twitter:https://twitter.com/sam_j09, twitter, sam_j09, ''",
    "Instagram @sam.j09, instagram, sam.j09, ''",
    "Insta - sam.j09, instagram, sam.j09, ''",
    "sam.j09 (Instagram), instagram, sam.j09, ''",
    "https://www.tiktok.com/@sam.j09, tiktok, sam.j09, ''",
    "https://www.facebook.com/profile.php?id=100044, facebook, '', 100044",
    "https://x.com/i/user/99887766, twitter, '', 99887766",
    "bluesky:sam.bsky.social:did:plc:abc, bluesky, sam.bsky.social, did:plc:abc",
    "mastodon:@sam@example.social, mastodon, sam@example.social, ''",
    "Twiter: sam_j09, twitter, sam_j09, ''",
    "X (Twitter): @sam_j09, twitter, sam_j09, ''",
    "Twitter/X: @sam_j09, twitter, sam_j09, ''",
    "@sam_j09 (private), '', sam_j09, ''",
    "@sam_j09 (Insta), instagram, sam_j09, ''"
  })
  void anAccountIsRead(String text, String platform, String handle, String id) {
    assertThat(WrittenHandle.of(text)).contains(new WrittenHandle(platform, handle, id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none that we know of",
        "Roblocks Games: sam_j09",
        "https://sam.example/page",
        "https://x.com/search?q=sam",
        "https://x.com/",
        "?"
      })
  void whatIsNoAccountIsNone(String text) {
    assertThat(WrittenHandle.of(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"n/a", "None known", "-", "nil; unknown", "no\nTBC"})
  void aWordThatSaysThatThereIsNoneIsNoPart(String cell) {
    assertThat(WrittenHandle.parts(cell)).isEmpty();
  }

  @Test
  void severalAreSeparatedByCommasOrLinesToo() {
    assertThat(WrittenHandle.parts("@a; twitter:b, @c\n@d"))
        .containsExactly("@a", "twitter:b", "@c", "@d");
  }

  @Test
  void anAddressInTheColumnOfHandlesIsTakenApart() {
    assertThat(WrittenHandle.ofAccount("X", "https://x.com/NorthTown?s=20"))
        .isEqualTo(new WrittenHandle("twitter", "NorthTown", ""));
    assertThat(WrittenHandle.ofAccount("", "https://x.com/NorthTown").platform())
        .isEqualTo("twitter");
    assertThat(WrittenHandle.ofAccount("X", "@NorthTown").handle()).isEqualTo("NorthTown");
  }

  @Test
  void aLetterThatBecomesTwoInLowerCaseMovesNothing() {
    assertThat(WrittenHandle.of("https://x.com/AshmerePE?ref=\u0130\u0130"))
        .hasValueSatisfying(one -> assertThat(one.handle()).isEqualTo("AshmerePE"));
    assertThatCode(() -> WrittenHandle.of("https://x.com/\u0130\u0130/status/1"))
        .doesNotThrowAnyException();
  }
}
