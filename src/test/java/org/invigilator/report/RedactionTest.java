package org.invigilator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.invigilator.register.Register;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Sentences;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private final Redaction redaction = new Redaction(Set.of("NTH-1", "A 1", "A 12"));

  @Test
  void referencesAreTakenOutAndOneThatBeginsAnotherLeavesNothingOfIt() {
    assertThat(redaction.apply("Pupil NTH-1 and pupil A 12 are in post NTH-11."))
        .isEqualTo("A pupil and a pupil are in post NTH-11.");
  }

  @Test
  void aCauseThatNamesAPupilDoesSoNoMore() {
    Cause named =
        new Cause.OfRule(
            "pupil-name-in-post", Evidence.of("unsearchable").pupil("pupil", "NTH-1"), false);
    assertThat(Sentences.reason(List.of(redaction.apply(named))))
        .startsWith("A pupil has only one name")
        .doesNotContain("NTH-1");
    Cause other = new Cause.OfRegister(Register.PUPILS, Cause.Lack.ABSENT, 0);
    assertThat(redaction.apply(other)).isEqualTo(other);
  }
}
