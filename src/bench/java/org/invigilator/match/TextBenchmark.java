package org.invigilator.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.invigilator.register.Pupil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Invented posts, cut into words, searched for phrases, and for the names of 50,000 pupils. */
@State(Scope.Benchmark)
public class TextBenchmark {
  private static final int PUPILS = 50_000;
  private static final int POSTS = 2_000;
  private static final int WORDS = 25;
  private static final int EVERY = 50;

  private final List<String> texts = new ArrayList<>();
  private final Phrases phrases = new Phrases();
  private NamesInText names = new NamesInText(new RollIndex(List.of()));

  /** Invents a roll and posts, of which one in fifty names a pupil. */
  @Setup
  public void invent() {
    Random random = new Random(7);
    List<Pupil> pupils = new ArrayList<>();
    for (int i = 0; i < PUPILS; i++) {
      pupils.add(TestRoll.pupil("P-" + i, word(random, 6), "", word(random, 8), ""));
    }
    names = new NamesInText(new RollIndex(pupils));
    phrases.add("sample", List.of("not for release;x", "in confidence;x", "ring me at home"));
    for (int i = 0; i < POSTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < WORDS; w++) {
        String word = word(random, 2 + random.nextInt(7));
        text.append(w % 6 == 0 ? word : word.toLowerCase(java.util.Locale.ROOT)).append(' ');
      }
      Pupil named = pupils.get(random.nextInt(PUPILS));
      texts.add(i % EVERY == 0 ? text + named.firstName() + " " + named.lastName() : text.toString());
    }
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      String letters = i % 2 == 0 ? "bdfglmnprst" : "aeiou";
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** How many bytes one call looks at. */
  public long bytes() {
    return texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
  }

  /** Cuts every text into words and looks for phrases. */
  @Benchmark
  public void wordsAndPhrases(Blackhole out) {
    for (String text : texts) {
      out.consume(phrases.in(Words.of(text)));
    }
  }

  /** Looks for the names of pupils in every text. */
  @Benchmark
  public void namesOfPupils(Blackhole out) {
    for (String text : texts) {
      out.consume(names.in(text));
    }
  }
}
