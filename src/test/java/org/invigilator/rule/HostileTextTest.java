package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts that are made to break a reader, through real files and every rule of every policy: nothing
 * fails, nothing hangs, and what stands beside them is found all the same.
 */
class HostileTextTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
  private static final String ACCOUNT = "NTH-TW-01";
  private static final int LONG = 25_000;
  private static final List<String> PACKS =
      List.of("ctat-2024", "dukeries-2018", "att-2017", "connect-2016", "archway-2019");
  @TempDir Path folder;

  static Stream<String> worstCases() {
    return Stream.of(
        "\u202eevil\u202c \u200fright\u200e to left \u2066isolates\u2069",
        "S\u200dam\u200d Jo\u200dnes \ufeff\u2060",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 \ud83c\uddec\ud83c\udde7 \u270c\ud83c\udffd",
        "\ud800 alone, \udc00 too, and \ud83d at the end \ud83d",
        "Z\u0351\u036b\u0343\u036a\u0302a\u0334l\u0321g\u034eo\u0361".repeat(400),
        "a".repeat(LONG),
        "A".repeat(LONG) + "@" + "b".repeat(LONG),
        "a@".repeat(LONG / 2),
        "a.".repeat(LONG / 2) + "@b.",
        "0 ".repeat(LONG / 2),
        "+44 (".repeat(LONG / 5),
        "07700-".repeat(LONG / 6),
        "1234567890".repeat(LONG / 10),
        "SW1A 1AA ".repeat(LONG / 9),
        "12 High Street ".repeat(LONG / 15) + "SW1A 1AB",
        "born on the 1st ".repeat(LONG / 16),
        "AB 12 34 56 C ".repeat(LONG / 14),
        "f*".repeat(LONG / 2),
        "*".repeat(LONG),
        "!@$|".repeat(LONG / 4),
        "#".repeat(LONG),
        "#" + "SamJones".repeat(LONG / 8),
        "#" + "aB".repeat(LONG / 2),
        "Samuel ".repeat(LONG / 7),
        "Samuel-Jones'".repeat(LONG / 13),
        "https://".repeat(LONG / 8),
        "&amp;".repeat(LONG / 5) + "&#55296; &#x110000; &lt;&nbsp;&bogus;",
        "\u00a9 20% off ".repeat(LONG / 11),
        "not for not for not for release ".repeat(LONG / 32),
        "\n\r\t\u2028\u2029\u0000\u0007".repeat(LONG / 7),
        "\u0130\u0131\u00df\ufb01\u1e9e".repeat(LONG / 5),
        " ".repeat(LONG),
        "");
  }

  @ParameterizedTest
  @MethodSource("worstCases")
  void worstCaseNeitherFailsNorHangsNorHidesAnything(String text) {
    judge(List.of(text), "ctat-2024", Duration.ofSeconds(10));
  }

  /** Thousands of texts mixed from everything that once broke a reader; the seed is fixed. */
  @Test
  @Tag("fuzz")
  void mixedTextsNeitherFailNorHang() {
    List<String> pieces = new ArrayList<>(worstCases().map(HostileTextTest::head).toList());
    pieces.addAll(
        List.of(
            "Samuel Jones",
            "@Sam_J09",
            "07700 900123",
            "sh*t",
            "not for release",
            "\ud83d",
            "#",
            " ",
            "'s",
            "\u200d",
            "\u202e",
            "https://bit.ly/x",
            "a@b.co.uk",
            "liar",
            "&lt;",
            "\n",
            "\u0301",
            "Jones"));
    Random random = new Random(20261120);
    for (String pack : PACKS) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(40);
        for (int k = 0; k < parts; k++) {
          text.append(pieces.get(random.nextInt(pieces.size())));
          if (random.nextInt(4) == 0) {
            text.append((char) random.nextInt(0x10000));
          }
        }
        texts.add(text.toString());
      }
      judge(texts, pack, Duration.ofSeconds(120));
    }
  }

  private static String head(String text) {
    return text.substring(0, Math.min(60, text.length()));
  }

  private void judge(List<String> texts, String pack, Duration limit) {
    TrustBuilder trust =
        new TrustBuilder(pack, AS_OF)
            .overrides(everyRule())
            .post(ACCOUNT, post("9000001", "bollocks"));
    for (int i = 0; i < texts.size(); i++) {
      Map<String, Object> post = post(String.valueOf(2000 + i), texts.get(i));
      post.put("media", 1);
      post.put("alt", texts.get(i));
      post.put("hashtags", List.of(texts.get(i)));
      post.put("links", List.of("https://" + head(texts.get(i))));
      post.put("mentions", List.of(Map.of("username", head(texts.get(i)), "id", "1")));
      post.put("source", head(texts.get(i)));
      if (i % 2 == 0) {
        post.put("reply_to", "7777");
      }
      trust.post(ACCOUNT, post);
      trust.mention(ACCOUNT, post(String.valueOf(5_000_000 + i), texts.get(i)));
      trust.follower(
          ACCOUNT,
          Map.of("id", String.valueOf(8_000_000 + i), "username", "x", "name", texts.get(i)));
    }
    trust.profile(
        ACCOUNT,
        Map.of(
            "description",
            texts.get(0),
            "name",
            texts.get(0),
            "url",
            "https://" + head(texts.get(0))));
    Path written = trust.write(folder.resolve(pack + texts.size()));
    DryAudit audit =
        assertTimeoutPreemptively(limit, () -> DryAudit.of(written, AS_OF, 0), "must not hang");
    assertThat(audit.judgements())
        .anyMatch(j -> j.subject().id().equals("9000001") || pack.equals("archway-2019"));
    assertThat(audit.outcomes())
        .noneMatch(o -> o.reason().contains("cannot be read") || o.reason().contains("fault"));
  }

  private static Map<String, Object> post(String id, String text) {
    return new LinkedHashMap<>(Map.of("id", id, "at", "2026-11-15T10:00:00Z", "text", text));
  }

  private static Map<String, Object> everyRule() {
    Map<String, Object> all = new LinkedHashMap<>();
    Catalogue.ids().stream()
        .filter(id -> !id.equals("media-consent-missing") && !id.equals("media-consent-withdrawn"))
        .forEach(id -> all.put(id, Map.of("enabled", true)));
    return all;
  }
}
