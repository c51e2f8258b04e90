package org.invigilator.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.invigilator.register.RegisterReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEraserTest {
  @TempDir Path registers;

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

  @Test
  void theForenameAndTheNumberOfThePupilInTheSameTextGoToo() throws Exception {
    Path folder = Files.createDirectories(registers);
    Files.writeString(
        folder.resolve("pupils.csv"),
        "pupil_ref,first_name,known_as,last_name,dob,academy_code,year_group,year_group_as_at,on_roll_from\n"
            + "FHH-9001,Zephyrine,Zeffie,Vanterpool,01/09/2012,FHH,9,01/09/2026,01/09/2023\n");
    JsonEraser own =
        new JsonEraser(
            Traces.of(
                "FHH-9001",
                RegisterReader.read(folder).roll(),
                List.of("@zeffievq_demo"),
                List.of()));
    assertThat(
            own.erase(
                "{\"data\":{\"text\":\"Zeffie was brilliant. Zeffie Vanterpool (9B) and Zeffie Smith won.\",\"entities\":{\"mentions\":[{\"username\":\"zeffievq_demo\",\"id\":\"990777\"},{\"username\":\"other\",\"id\":\"991\"}]}}}"))
        .contains("[erased] was brilliant. [erased] (9B) and Zeffie Smith won.")
        .contains("991")
        .doesNotContain("990777")
        .doesNotContain("zeffievq_demo");
  }
}
