package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.invigilator.job.TrustInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  @TempDir private Path folder;

  private Map<String, String> bases(String name, TrustBuilder trust) throws Exception {
    TrustInput input = TrustInput.of(trust.write(folder.resolve(name)), DAY);
    return Requirement.bases(
        input.requirementsFor(input.registers().accounts().get(0)), input.index());
  }

  @Test
  void aListOfTheTrustsOwnChangesWhatItsRulesJudgeByAndNothingElse() throws Exception {
    Map<String, String> before = bases("before", new TrustBuilder("ctat-2024", DAY));
    Map<String, String> after =
        bases(
            "after",
            new TrustBuilder("ctat-2024", DAY)
                .list("domain_block", List.of("casino.example;gambling")));
    assertThat(after.get("link-domain-blocked")).isNotEqualTo(before.get("link-domain-blocked"));
    assertThat(after.get("profanity-in-post")).isEqualTo(before.get("profanity-in-post"));
    assertThat(after.keySet()).isEqualTo(before.keySet());
  }
}
