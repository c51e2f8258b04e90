package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.invigilator.input.Pipes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StrictYamlTest {
  @TempDir Path folder;

  private record Settings(
      @Nullable BigDecimal sum, @Nullable String text, @Nullable List<String> list) {}

  private Settings read(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("s.yaml"), text);
    return StrictYaml.read(file, "s.yaml", Settings.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list: [&a x, *a]", "list: &a [b]\ntext: *a"})
  void placesAreNotRepeatedByName(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("A name with *");
  }

  @Test
  void signsInsideOfTextsStay() throws Exception {
    assertThat(read("text: Arts & Crafts *new*").text()).isEqualTo("Arts & Crafts *new*");
    assertThat(read("text: '&a'").text()).isEqualTo("&a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+99999999", "1e-99999999", "1.5E+401"})
  void numberThatNobodyMeansIsRefused(String number) {
    assertThatThrownBy(() -> read("sum: " + number))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("s.yaml, row 1")
        .hasMessageContaining("too large");
  }

  @Test
  void usualNumbersAreRead() throws Exception {
    assertThat(read("sum: 25.00").sum()).isEqualByComparingTo("25");
    assertThat(read("sum: 1E+3").sum()).isEqualByComparingTo("1000");
  }

  @Test
  void pipesFoldersAndFilesOfMoreThanFourMegabytesAreNotRead() throws Exception {
    Path pipe = Pipes.make(folder.resolve("p.yaml"));
    assertThatThrownBy(() -> StrictYaml.read(pipe, "p.yaml", Settings.class))
        .hasMessageContaining("a pipe");
    assertThatThrownBy(() -> StrictYaml.read(folder, "f", Settings.class))
        .hasMessageContaining("a folder");
    assertThatThrownBy(() -> read("text: " + "x".repeat(4 << 20)))
        .hasMessageContaining("larger than 4 MB");
    assertThatThrownBy(() -> StrictYaml.read(folder.resolve("no"), "no", Settings.class))
        .hasMessageContaining("does not exist");
  }
}
