package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said before an audit of what it cannot see. */
class AuditScopeTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);
  @TempDir private Path folder;

  private List<String> sentences(TrustBuilder trust) {
    return new AuditScope(TrustInput.of(trust.write(folder), AS_OF)).sentences();
  }

  private static TrustBuilder trust() {
    return new TrustBuilder("ctat-2024", AS_OF);
  }

  @ParameterizedTest
  @CsvSource({"Samuel,Jones,2 pupils have", "Anita,Patel,1 pupil has", "Marie,Curie,1 pupil has"})
  void pupilsWhoShareTheirFullNameAreCounted(String first, String last, String who) {
    assertThat(
            sentences(
                trust().set("pupils", "NTH-2", Map.of("first_name", first, "last_name", last))))
        .filteredOn(sentence -> sentence.contains("full name of another"))
        .singleElement()
        .asString()
        .startsWith(who)
        .contains("NTH-2")
        .doesNotContain(last);
  }

  @Test
  void pupilsOfTwoSchoolsMayHaveOneName() {
    assertThat(
            sentences(
                trust()
                    .set("pupils", "STH-1", Map.of("first_name", "Amelia", "last_name", "Stone"))))
        .noneMatch(sentence -> sentence.contains("full name of another"));
  }

  @Test
  void givenThatNoOneAnswersForPupilsItIsSaid() {
    assertThat(
            sentences(
                trust()
                    .set("pupils", "NTH-2", Map.of("year_group", "3"))
                    .remove("consent", Map.of("given_by", "parent"))))
        .anyMatch(
            sentence -> sentence.startsWith("No answer in the consent register is from a parent"));
  }
}
