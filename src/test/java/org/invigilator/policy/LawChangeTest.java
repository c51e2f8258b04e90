package org.invigilator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.invigilator.register.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LawChangeTest {
  @TempDir Path folder;

  private List<LocalDate> since(String pack) {
    return LawChange.since(new PackLibrary(folder).get(pack)).stream().map(LawChange::on).toList();
  }

  @Test
  void onlyWhatCameAfterTheApprovalIsListed() {
    assertThat(LawChange.since(new PackLibrary().get("ctat-2024")))
        .isNotEmpty()
        .allMatch(change -> change.on().isAfter(LocalDate.of(2024, 1, 31)))
        .allMatch(change -> change.source().startsWith("https://"))
        .isSortedAccordingTo(java.util.Comparator.comparing(LawChange::on));
    // This one has no date at all.
    assertThat(LawChange.since(new PackLibrary().get("att-2017")))
        .extracting(LawChange::on)
        .contains(LocalDate.of(2018, 5, 25));
  }

  @Test
  void packAddsItsOwnAndHandsThemDown() throws Exception {
    Files.writeString(
        folder.resolve("own.yaml"),
        """
        pack: own
        inherits: ctat-2024
        law_changes:
          - {on: 2027-09-01, what: The minimum age changes., source: https://law.example/age}
        """);
    Files.writeString(folder.resolve("child.yaml"), "pack: child\ninherits: own\n");
    assertThat(since("own")).contains(LocalDate.of(2027, 9, 1)).isEqualTo(since("child"));
  }

  @Test
  void changeWithoutADateOrSourceIsRefused() throws Exception {
    Files.writeString(
        folder.resolve("own.yaml"),
        "pack: own\ninherits: ctat-2024\nlaw_changes:\n  - {on: 2027-09-01, what: x}\n");
    assertThatThrownBy(() -> new PackLibrary(folder).get("own")).isInstanceOf(InvalidInput.class);
  }
}
