package org.invigilator.privacy.dpia;

import static org.assertj.core.api.Assertions.assertThat;

import org.invigilator.privacy.dpia.Risk.Effect;
import org.invigilator.privacy.dpia.Risk.Level;
import org.invigilator.privacy.dpia.Risk.Likelihood;
import org.invigilator.privacy.dpia.Risk.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The overall risk follows from likelihood and severity, as in the ICO's guidance. */
class RiskTest {
  @ParameterizedTest
  @CsvSource({
    "REMOTE, MINIMAL, LOW",
    "POSSIBLE, MINIMAL, LOW",
    "PROBABLE, MINIMAL, LOW",
    "REMOTE, SIGNIFICANT, LOW",
    "POSSIBLE, SIGNIFICANT, MEDIUM",
    "PROBABLE, SIGNIFICANT, HIGH",
    "REMOTE, SEVERE, LOW",
    "POSSIBLE, SEVERE, HIGH",
    "PROBABLE, SEVERE, HIGH"
  })
  void overallRiskIsThatOfTheMatrix(Likelihood likelihood, Severity severity, Level overall) {
    assertThat(new Risk("", likelihood, severity, "", Effect.REDUCED, Level.LOW).overall())
        .isEqualTo(overall);
  }
}
