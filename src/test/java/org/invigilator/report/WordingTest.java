package org.invigilator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.finding.Status;
import org.invigilator.rule.Subject;
import org.junit.jupiter.api.Test;

/** The words of the reports: how they write dates and counts, and which words they avoid. */
class WordingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

  /** Words that read like a translation, or that mean something else to most readers. */
  private static final Pattern AVOIDED =
      Pattern.compile(
          "\\b(stands?|standing|told|tells?|somebody|nobody|anybody|is wanted|held against|lets? pass"
              + "|mended|bears?|carries|amiss|what would do|back again|never fired|captured)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  @Test
  void datesAreWrittenOutAndWhatOnlyLooksLikeOneIsLeft() {
    assertThat(Wording.dates("Closed on 2026-11-28, not on 2026-02-31 (HOLD-2026-01)."))
        .isEqualTo("Closed on 28 November 2026, not on 2026-02-31 (HOLD-2026-01).");
  }

  @Test
  void countsHaveTheirNoun() {
    assertThat(Wording.count(1, "finding")).isEqualTo("1 finding");
    assertThat(Wording.count(0, "finding")).isEqualTo("0 findings");
    assertThat(Wording.count(1204, "post")).isEqualTo("1,204 posts");
  }

  @Test
  void spansAreInDaysThenMonthsThenYears() {
    assertThat(Wording.span(DAY, DAY.plusDays(1))).isEqualTo("1 day");
    assertThat(Wording.span(DAY, DAY.plusDays(51))).isEqualTo("51 days");
    assertThat(Wording.span(DAY, DAY.plusMonths(7))).isEqualTo("7 months");
    assertThat(Wording.span(DAY.minusDays(2822), DAY)).isEqualTo("7 years");
  }

  @Test
  void picturesAreCountedFromOneAndStatusesAreWords() {
    assertThat(Wording.subject(Subject.of(Subject.Kind.MEDIA, "2121#0")))
        .isEqualTo("picture 1 of post 2121");
    assertThat(Wording.subject(Subject.of(Subject.Kind.FOLLOWER, ""))).isEqualTo("follower");
    assertThat(Wording.status(Status.RESOLVED)).isEqualTo("fixed");
    assertThat(Wording.status(Status.NOT_RECHECKED)).isEqualTo("not rechecked");
  }

  @Test
  void textsOfTheReportsAvoidTheWordsOfATranslation() throws IOException {
    List<String> found = new ArrayList<>();
    for (String root : List.of("src/main/java", "src/main/resources")) {
      try (Stream<Path> files = Files.walk(Path.of(root, "org/invigilator/report"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          texts(file)
              .filter(t -> AVOIDED.matcher(t).find())
              .forEach(t -> found.add(file + ": " + t));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /** The string literals of a class, or the whole of a template. */
  private static Stream<String> texts(Path file) throws IOException {
    String text = Files.readString(file);
    return !file.toString().endsWith(".java")
        ? Stream.of(text)
        : STRING
            .matcher(text)
            .results()
            .map(m -> m.group(1))
            .filter(literal -> !literal.equals("not captured"));
  }
}
