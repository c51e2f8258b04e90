package org.invigilator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.StrictYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackLibraryTest {
  @TempDir Path folder;

  private PackLibrary own(String text) throws Exception {
    Files.writeString(folder.resolve("own.yaml"), text);
    return new PackLibrary(folder);
  }

  @Test
  void monthOnlyReviewDateMeansItsLastDay() {
    assertThat(new PackLibrary().get("ctat-2024").reviewDueOn())
        .contains(LocalDate.of(2026, 1, 31));
    assertThat(new PackLibrary().get("dukeries-2018").effectiveFrom())
        .contains(LocalDate.of(2018, 2, 1));
  }

  @Test
  void overlayReplacesClausesOfTheSameNumberAndKeepsTheRest() throws Exception {
    PolicyPack pack =
        own("pack: ours\ninherits: ctat-2024\ntitle: Ours\nclauses:\n  - {clause: '5.4.1', paraphrase: Allowed here., class: not-applicable}\n  - {clause: '99', paraphrase: One more., class: not-applicable}\n")
            .get("ours");
    assertThat(pack.clauseList()).hasSize(121);
    assertThat(pack.clauseList())
        .filteredOn(c -> c.number().equals("5.4.1"))
        .singleElement()
        .satisfies(c -> assertThat(c.rules()).isEmpty());
    assertThat(pack.reviewDueOn()).contains(LocalDate.of(2026, 1, 31));
  }

  @Test
  void packIsFoundByItsFileToo() throws Exception {
    assertThat(own("pack: ours\ninherits: att-2017\n").get("own.yaml").id()).isEqualTo("ours");
  }

  @Test
  void unknownPackNamesTheKnownOnes() {
    assertThatThrownBy(() -> new PackLibrary().get("ctat-2025"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'ctat-2025'")
        .hasMessageContaining("ctat-2024");
  }

  @Test
  void unknownKeyIsToldWithItsLineAndTheKnownOnes() {
    assertThatThrownBy(
            () ->
                own(
                    "pack: ours\nclauses:\n  - clause: '1'\n    paraphrase: x\n    class: automated\n    ruls: []\n"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("policies/own.yaml, row 6")
        .hasMessageContaining("'ruls'")
        .hasMessageContaining("rules");
  }

  @Test
  void malformedYamlIsToldWithItsLine() {
    assertThatThrownBy(() -> own("pack: ours\nclauses: [\n"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("row")
        .hasMessageContaining("not well-formed");
  }

  @Test
  void wrongValueIsToldWithItsPath() {
    assertThatThrownBy(
            () -> own("pack: ours\nclauses:\n  - {clause: '1', paraphrase: x, class: sometimes}\n"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("clauses.[1].class");
  }

  @Test
  void packThatInheritsFromItselfIsRefused() throws Exception {
    PackLibrary library = own("pack: ours\ninherits: ours\n");
    assertThatThrownBy(() -> library.get("ours"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("inherits from itself");
  }

  @Test
  void settingsWithAnUnknownKeyNameTheKnownOnes() throws Exception {
    Files.writeString(folder.resolve("trust.yaml"), "name: X\npacks: [ctat-2024]\noverides: {}\n");
    assertThatThrownBy(() -> TrustSettings.read(folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'overides'")
        .hasMessageContaining("overrides");
  }

  @Test
  void officesAreTheSameUnderTheirManyNames() {
    assertThat(Roles.same("Headteacher", "principal")).isTrue();
    assertThat(Roles.same("Trust IT Senior Leadership Team", "IT Director")).isTrue();
    assertThat(Roles.same("DPO", "DSL")).isFalse();
  }

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"[", "{", "- ", "? "})
  void textThatNestsWithoutEndIsRefusedBeforeItIsParsed(String open) {
    assertThatThrownBy(
            () ->
                StrictYaml.read(
                    "name: a\npacks: " + open.repeat(20_000), "trust.yaml", TrustSettings.class))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("trust.yaml, row 2")
        .hasMessageContaining("100 deep");
  }

  @Test
  void lineOfDashesIsNoNesting() {
    TrustSettings read =
        StrictYaml.read(
            "# " + "-".repeat(300) + "\nname: a\npacks: [ctat-2024]\n",
            "trust.yaml",
            TrustSettings.class);
    org.assertj.core.api.Assertions.assertThat(read.name()).isEqualTo("a");
  }
}
