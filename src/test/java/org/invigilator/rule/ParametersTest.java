package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  @Test
  void columnThatTheRegisterDoesNotHaveIsRefused() {
    Parameters parameters =
        new Parameters(Map.of("good", List.of("purpose", "Aims"), "bad", List.of("porpoise")));
    assertThat(parameters.columns("good")).containsExactly("purpose", "aims");
    assertThatThrownBy(() -> parameters.columns("bad"))
        .hasMessage(
            "The parameter 'bad' is 'porpoise' and must be a column of the register accounts.");
    assertThat(parameters.columns("bad", "porpoise")).containsExactly("porpoise");
  }

  @Test
  void conditionOnAColumnThatTheRegisterDoesNotHaveIsRefused() {
    Parameters parameters =
        new Parameters(
            Map.of(
                "good", Map.of("audience", List.of("Others")),
                "bad", Map.of("audiences", List.of("others"))));
    assertThat(parameters.conditions("good")).containsEntry("audience", List.of("others"));
    assertThatThrownBy(() -> parameters.conditions("bad"))
        .hasMessageContaining("'audiences' and must be a column of the register accounts");
  }
}
