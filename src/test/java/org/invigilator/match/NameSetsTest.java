package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.invigilator.register.Pupil;
import org.junit.jupiter.api.Test;

/** What is recognised of names of real office holders and of invented pupils with known truth. */
class NameSetsTest {
  private static final Path SETS = Path.of("../shared/matching");

  private record Answer(double confidence, boolean right) {}

  private static List<NamedCsvRecord> rows(String file) throws IOException {
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(SETS.resolve(file))) {
      return csv.stream().toList();
    }
  }

  private static RollIndex roll(String set) throws IOException {
    List<Pupil> pupils = new ArrayList<>();
    for (NamedCsvRecord row : rows(set + "/roll.csv")) {
      pupils.add(
          TestRoll.pupil(
              row.getField("pupil_id"),
              row.getField("legal_first"),
              row.getField("preferred"),
              row.getField("surname"),
              row.getField("middle")));
    }
    return new RollIndex(pupils);
  }

  /** The part of the truth that is found by the surest answers of which 98 of 100 are right. */
  private static double recall(List<Answer> answers, int truths) {
    answers.sort(Comparator.comparingDouble(Answer::confidence).reversed());
    double best = 0;
    int right = 0;
    for (int i = 0; i < answers.size(); i++) {
      right += answers.get(i).right() ? 1 : 0;
      boolean isLastOfTie =
          i + 1 == answers.size() || answers.get(i + 1).confidence() < answers.get(i).confidence();
      if (isLastOfTie && right >= 0.98 * (i + 1)) {
        best = Math.max(best, (double) right / truths);
      }
    }
    return best;
  }

  private static double followers(String set) throws IOException {
    Set<String> truth = new HashSet<>();
    rows(set + "/truth.csv")
        .forEach(row -> truth.add(row.getField("follower_id") + " " + row.getField("pupil_id")));
    // The owners of these accounts are adults, so words for adults say nothing.
    FollowerNames names = new FollowerNames(roll(set), false);
    List<Answer> answers = new ArrayList<>();
    for (NamedCsvRecord row : rows(set + "/followers.csv")) {
      for (Recognition one :
          names.of(
              row.getField("display_name"),
              row.getField("handle"),
              row.getField("bio"),
              false,
              pupil -> true)) {
        answers.add(
            new Answer(
                one.confidence(),
                truth.contains(row.getField("follower_id") + " " + one.pupil().ref())));
      }
    }
    return recall(answers, truth.size());
  }

  @Test
  void followersAreRecognisedAtAPrecisionOfNinetyEightOfAHundred() throws IOException {
    assumeTrue(Files.isDirectory(SETS), "../shared/matching is not here");
    assertThat(followers("dev")).isGreaterThan(0.75);
    assertThat(followers("stylised")).isGreaterThan(0.65);
  }

  @Test
  void namesInPostsAreFound() throws IOException {
    assumeTrue(Files.isDirectory(SETS), "../shared/matching is not here");
    NamesInText names = new NamesInText(roll("dev_text"));
    Set<String> truth = new HashSet<>();
    rows("dev_text/truth.csv")
        .forEach(row -> truth.add(row.getField("post_id") + " " + row.getField("pupil_id")));
    Set<String> found = new HashSet<>();
    for (NamedCsvRecord row : rows("dev_text/posts.csv")) {
      names
          .in(row.getField("text"))
          .forEach(f -> found.add(row.getField("post_id") + " " + f.recognition().pupil().ref()));
    }
    long hits = truth.stream().filter(found::contains).count();
    assertThat((double) hits / truth.size()).isGreaterThan(0.985);
  }
}
