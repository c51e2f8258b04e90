package org.invigilator.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEraserTest {
  private final JsonEraser eraser =
      new JsonEraser(
          Traces.of("FHH-1007", List.of(), List.of("Ottilie Brackenthwaite", "@ott_b"), List.of()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"990\",\"name\":\"Ottilie Brackenthwaite\",\"username\":\"ottiesplace\"}",
        "{\"id\":\"990\",\"name\":\"BRACKENTHWAITE Ottilie\",\"username\":\"x\"}",
        "{\"id\":\"990\",\"name\":\"O.B.\",\"username\":\"ott_b\"}"
      })
  void theLineOfSomeoneWhoseNameOrAccountIsThePupilsIsDeleted(String line) {
    assertThat(eraser.erase(line)).isNull();
  }

  @Test
  void aPostLosesTheNameAndStays() {
    assertThat(
            eraser.erase("{\"data\":{\"id\":\"1\",\"text\":\"Well done Ottilie Brackenthwaite\"}}"))
        .isEqualTo("{\"data\":{\"id\":\"1\",\"text\":\"Well done [erased]\"}}");
    String other = "{\"id\":\"991\",\"name\":\"Jane Other\",\"username\":\"jane\"}";
    assertThat(eraser.erase(other)).isEqualTo(other);
  }
}
