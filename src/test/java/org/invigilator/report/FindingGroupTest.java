package org.invigilator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.finding.Change;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Subject;
import org.junit.jupiter.api.Test;

class FindingGroupTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private static Finding finding(
      String id, String rule, Severity severity, int dueIn, String academy) {
    return new Finding(
        id,
        rule,
        severity,
        Mode.AUTOMATED,
        Status.NEW,
        DAY,
        DAY,
        dueIn < 0 ? Optional.empty() : Optional.of(DAY.plusDays(dueIn)),
        academy,
        academy + "-TW-01",
        "twitter",
        Subject.of(Subject.Kind.POST, "1"),
        List.of(),
        List.of(),
        "observed",
        "expected",
        Map.of(),
        true,
        "P-1",
        "e1",
        Change.WORLD,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void ruleWithManyFindingsHidesNoOther() {
    List<FindingGroup> groups =
        FindingGroup.of(
            List.of(
                finding("F-1", "account-stale", Severity.MEDIUM, 28, "NTH"),
                finding("F-2", "account-stale", Severity.MEDIUM, 7, "STH"),
                finding("F-3", "account-stale", Severity.MEDIUM, -1, "STH"),
                finding("F-4", "pupil-follower", Severity.HIGH, 7, "NTH")));
    assertThat(groups)
        .extracting(group -> group.gravest().id() + " " + group.size())
        .containsExactly("F-4 1", "F-2 3");
    assertThat(groups.get(1).academies()).isEqualTo(2);
    assertThat(groups.get(1).accounts()).isEqualTo(2);
    assertThat(groups.get(1).firstDue()).hasValue(DAY.plusDays(7));
  }

  @Test
  void gravestOfARuleStandsForAll() {
    List<FindingGroup> groups =
        FindingGroup.of(
            List.of(
                finding("F-1", "account-stale", Severity.LOW, 1, "NTH"),
                finding("F-2", "account-stale", Severity.HIGH, 7, "NTH")));
    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).gravest().id()).isEqualTo("F-2");
  }

  @Test
  void nothingHasNoGroups() {
    assertThat(FindingGroup.of(List.of())).isEmpty();
  }
}
