package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListsTest {
  @TempDir private Path folder;

  private Lists read(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".txt"), text);
    return Lists.read(folder, TrustSettings.of("ctat-2024"));
  }

  @Test
  void ownLinesAreAddedToTheBuiltInOnes() throws IOException {
    int before = Lists.read(folder, TrustSettings.of("ctat-2024")).get("domain_block").size();
    assertThat(
            read("domain_block", "\uFEFF# ours\n\nCasino.example;gambling\n").get("domain_block"))
        .hasSize(before + 1)
        .endsWith("Casino.example;gambling");
  }

  @Test
  void whatIsBehindAnEntryIsARemark() throws IOException {
    assertThat(
            read("profanity", "hockey # not allowed\nfoo\t#  x\n#tag\nbar #tag\n").get("profanity"))
        .endsWith("hockey", "foo", "bar #tag");
    assertThat(read("domain_block", "casino.example;gambling # May\n").get("domain_block"))
        .endsWith("casino.example;gambling");
  }

  @ParameterizedTest
  @CsvSource({"profanity, true", "domain_block, true", "offence, true", "domain_allow, false"})
  void aListThatIsReplacedByNothingIsRefused(String name, boolean isRefused) throws IOException {
    Files.writeString(
        folder.resolve("trust.yaml"),
        "packs: [ctat-2024]\nname: Test Trust\nlists: {" + name + ": replace}\n");
    TrustSettings settings = TrustSettings.read(folder);
    if (isRefused) {
      assertThatThrownBy(() -> Lists.read(folder, settings))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("lists/" + name + ".txt, which has no entry");
    } else {
      assertThat(Lists.read(folder, settings).get(name)).isEmpty();
    }
    Files.writeString(folder.resolve(name + ".txt"), "Casino.example;gambling\n");
    assertThat(Lists.read(folder, settings).get(name)).hasSize(1);
  }

  @Test
  void aListThatThereIsNotIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("trust.yaml"),
        "packs: [ctat-2024]\nname: Test Trust\nlists: {swearwords: replace}\n");
    TrustSettings settings = TrustSettings.read(folder);
    assertThatThrownBy(() -> Lists.read(folder, settings))
        .hasMessageContaining("There is no list 'swearwords'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "domain_block | http//broken | 'http//broken' is not a host.",
        "domain_block | domain;category | 'domain' is not a host.",
        "domain_allow | casino.example, poker.example | 'casino.example, poker.example' is not a host.",
        "domain_allow | pages.example/ours | 'pages.example/ours' is one page of a website, but the whole of pages.example would count.",
        "shorteners | .example | '.example' is not a host.",
        "profanity | ;;; | This line contains no word.",
        "offence | hockey;high;insult | The weight 'high' is not a whole number.",
        "offence | hockey;2,5;insult | The weight '2,5' is not a whole number.",
        "offence | hockey;;insult | The weight '' is not a whole number."
      })
  void lineThatCouldNeverBeMetIsRefusedWithItsPlace(String name, String line, String problem) {
    assertThatThrownBy(() -> read(name, "# a remark\n" + line + "\n"))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .satisfies(
                        one -> {
                          assertThat(one.file()).isEqualTo("lists/" + name + ".txt");
                          assertThat(one.row()).isEqualTo(2);
                          assertThat(one.found()).isEqualTo(problem);
                        }));
  }
}
