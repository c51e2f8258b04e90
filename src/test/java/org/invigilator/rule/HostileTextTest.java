package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.invigilator.StepCounter;
import org.invigilator.answer.TypedTexts;
import org.invigilator.connector.archive.ArchivedTexts;
import org.invigilator.privacy.ErasedTexts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts that are made to break a reader, through real files and every rule: nothing fails, what
 * stands beside them is found all the same, and the work grows no faster than their length. Steps
 * are counted, for a limit in seconds fails on a busy machine and passes on a fast one.
 */
class HostileTextTest {
  private static final String ACCOUNT = "NTH-TW-01";
  private static final int LONG = 4_000;

  /** How many times the steps twice the length may take; work in its square would take four. */
  private static final double GROWTH = 2.2;

  /**
   * Steps that do not matter: what is done once, and sets that keep no order, take a few thousand.
   */
  private static final int FEW = 50_000;

  private static final List<String> PACKS =
      List.of("ctat-2024", "dukeries-2018", "att-2017", "connect-2016", "archway-2019");

  private static final Consumer<Path> COUNTED_AUDIT = counted(AuditedTexts.class);
  private static final Function<Path, Consumer<String>> COUNTED_TYPED = counted(TypedTexts.class);
  private static final Consumer<String> COUNTED_ERASED = counted(ErasedTexts.class);
  private static final Consumer<String> COUNTED_ARCHIVED = counted(ArchivedTexts.class);

  private static long stepsOfNothing;

  @TempDir Path folder;
  private int written;

  @SuppressWarnings("unchecked")
  private static <T> T counted(Class<?> reader) {
    return (T) StepCounter.load(reader);
  }

  static Stream<IntFunction<String>> worstCases() {
    return Stream.of(
        n -> "\u202eevil\u202c \u200fright\u200e to left \u2066isolates\u2069",
        n -> "S\u200dam\u200d Jo\u200dnes \ufeff\u2060",
        n ->
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 \ud83c\uddec\ud83c\udde7 \u270c\ud83c\udffd",
        n -> "\ud800 alone, \udc00 too, and \ud83d at the end \ud83d",
        n -> "Z\u0351\u036b\u0343\u036a\u0302a\u0334l\u0321g\u034eo\u0361".repeat(n / 12),
        n -> "a".repeat(n),
        n -> "A".repeat(n) + "@" + "b".repeat(n),
        n -> "a@".repeat(n / 2),
        n -> "a.".repeat(n / 2) + "@b.",
        n -> "0 ".repeat(n / 2),
        n -> "+44 (".repeat(n / 5),
        n -> "07700-".repeat(n / 6),
        n -> "1234567890".repeat(n / 10),
        n -> "SW1A 1AA ".repeat(n / 9),
        n -> "12 High Street ".repeat(n / 15) + "SW1A 1AB",
        n -> "born on the 1st ".repeat(n / 16),
        n -> "AB 12 34 56 C ".repeat(n / 14),
        n -> "f*".repeat(n / 2),
        n -> "*".repeat(n),
        n -> "!@$|".repeat(n / 4),
        n -> "#".repeat(n),
        n -> "#" + "SamJones".repeat(n / 8),
        n -> "#" + "aB".repeat(n / 2),
        n -> "Samuel ".repeat(n / 7),
        n -> "Samuel-Jones'".repeat(n / 13),
        n -> "https://".repeat(n / 8),
        n -> "&amp;".repeat(n / 5) + "&#55296; &#x110000; &lt;&nbsp;&bogus;",
        n -> "\u00a9 20% off ".repeat(n / 11),
        n -> "not for not for not for release ".repeat(n / 32),
        n -> "\n\r\t\u2028\u2029\u0000\u0007".repeat(n / 7),
        n -> "\u0130\u0131\u00df\ufb01\u1e9e".repeat(n / 5),
        n -> " ".repeat(n),
        n -> "20% @ SW1A 1A a" + "\u0301\u0323".repeat(n / 2),
        n -> "SW1A 1AA 20% off @ " + "a" + "\u0301\u200d\u0323".repeat(n / 3),
        n -> "#A" + "_\u0301".repeat(n / 2),
        n -> "\u03a3".repeat(n),
        n -> "\n".repeat(n),
        n -> ".\n".repeat(n / 2),
        n -> "photo:  ".repeat(n / 8),
        n -> "born @ 1a. a" + "\u0301\u0323".repeat(n / 2),
        n -> "f-".repeat(n / 2),
        n -> "a.com/".repeat(n / 6),
        n -> "1,".repeat(n / 2),
        n -> "pin ".repeat(n / 4),
        n -> "pwd" + " ".repeat(n),
        n -> ",".repeat(n),
        n -> " because".repeat(n / 8),
        n -> "<".repeat(n),
        n -> "//".repeat(n / 2) + "\u2028x",
        n -> "1".repeat(n) + "%0Ax",
        n -> "&id=1".repeat(n / 5) + "%0Ax",
        n -> " https://t.co/a".repeat(n / 15),
        n -> "Samuel. ".repeat(n / 8),
        n -> "");
  }

  @ParameterizedTest
  @MethodSource("worstCases")
  void auditOfAWorstCaseGrowsWithItsLength(IntFunction<String> worst) {
    assertGrowsWithLength(stepsOfAnAuditOfNothing(), n -> audit(worst.apply(n)));
  }

  private Runnable audit(String text) {
    Path trust = write("ctat-2024", List.of(text));
    return () -> COUNTED_AUDIT.accept(trust);
  }

  /** The same for all texts; the first audit loads what others find loaded. */
  private long stepsOfAnAuditOfNothing() {
    if (stepsOfNothing == 0) {
      audit("").run();
      stepsOfNothing = StepCounter.of(audit(""));
    }
    return stepsOfNothing;
  }

  @ParameterizedTest
  @MethodSource("worstCases")
  void readingAWorstCaseFromAWorkbookOrAnExportGrowsWithItsLength(IntFunction<String> worst) {
    Consumer<String> typed = COUNTED_TYPED.apply(write("ctat-2024", List.of("")));
    for (Consumer<String> reader : List.of(typed, COUNTED_ERASED, COUNTED_ARCHIVED)) {
      assertGrowsWithLength(n -> () -> reader.accept(worst.apply(n)));
    }
  }

  /** Many hashtags, links and mentions in one post, each of which its text holds or nearly so. */
  @ParameterizedTest
  @ValueSource(strings = {"tag%d", "tag%dx"})
  void auditOfAPostGrowsWithTheNumberOfItsParts(String part) {
    assertGrowsWithLength(
        n -> {
          List<String> parts = IntStream.range(0, n / 10).mapToObj(part::formatted).toList();
          Map<String, Object> post =
              post(
                  "2000",
                  IntStream.range(0, n / 10)
                      .mapToObj("@tag%d #tag%<d "::formatted)
                      .collect(Collectors.joining()));
          post.put("hashtags", parts);
          post.put("links", parts.stream().map(p -> "https://" + p + ".example").toList());
          post.put(
              "mentions", parts.stream().map(p -> Map.of("username", p, "id", "9" + p)).toList());
          post.put("reply_to", "7777");
          Path trust = write(trust("ctat-2024").post(ACCOUNT, post));
          return () -> COUNTED_AUDIT.accept(trust);
        });
  }

  private static void assertGrowsWithLength(IntFunction<Runnable> reading) {
    reading.apply(0).run();
    assertGrowsWithLength(StepCounter.of(reading.apply(0)), reading);
  }

  /**
   * @param none the steps that a text of no length takes
   */
  private static void assertGrowsWithLength(long none, IntFunction<Runnable> reading) {
    long once = Math.max(0, StepCounter.of(reading.apply(LONG)) - none);
    long twice = StepCounter.of(reading.apply(2 * LONG)) - none;
    assertThat(twice)
        .as("steps, after %d for half the length", once)
        .isLessThan((long) (GROWTH * once) + FEW);
  }

  /** Thousands of texts mixed from everything that once broke a reader; the seed is fixed. */
  @Test
  @Tag("fuzz")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void mixedTextsNeitherFailNorHang() {
    List<String> pieces =
        new ArrayList<>(worstCases().map(worst -> head(worst.apply(60))).toList());
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
      new AuditedTexts().accept(write(pack, texts));
    }
  }

  private static String head(String text) {
    return text.substring(0, Math.min(60, text.length()));
  }

  private static TrustBuilder trust(String pack) {
    return new TrustBuilder(pack, AuditedTexts.AS_OF)
        .overrides(everyRule())
        .post(ACCOUNT, post(AuditedTexts.BESIDE, "bollocks"));
  }

  private Path write(TrustBuilder trust) {
    return trust.write(folder.resolve(String.valueOf(written++)));
  }

  private Path write(String pack, List<String> texts) {
    TrustBuilder trust = trust(pack);
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      Map<String, Object> post = post(String.valueOf(2000 + i), text);
      post.put("media", 1);
      post.put("alt", text);
      post.put("hashtags", List.of(text));
      post.put("links", List.of("https://" + text));
      post.put("mentions", List.of(Map.of("username", text, "id", "1")));
      post.put("source", text);
      if (i % 2 == 0) {
        post.put("reply_to", "7777");
      }
      trust.post(ACCOUNT, post);
      trust.post(ACCOUNT, wordless(String.valueOf(6_000_000 + i), text));
      trust.mention(ACCOUNT, post(String.valueOf(5_000_000 + i), text));
      trust.follower(
          ACCOUNT, Map.of("id", String.valueOf(8_000_000 + i), "username", "x", "name", text));
    }
    String first = texts.get(0);
    trust.profile(ACCOUNT, Map.of("description", first, "name", first, "url", "https://" + first));
    return trust.write(folder.resolve(String.valueOf(written++)).resolve(pack));
  }

  /** A post that says nothing itself, so that the app and the links are what is judged. */
  private static Map<String, Object> wordless(String id, String text) {
    Map<String, Object> post = post(id, "");
    post.put("source", text);
    post.put("links", List.of("https://" + text));
    return post;
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
