package org.invigilator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.finding.Counts;
import org.invigilator.finding.Status;
import org.invigilator.policy.Severity;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final LocalDate WEEK = LocalDate.of(2026, 11, 13);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private static Counts.Count count(LocalDate on, String academy, int findings, boolean apart) {
    return new Counts.Count(on, academy, Severity.MEDIUM, Status.OPEN, findings, 0, apart);
  }

  private static History history(Counts.Count... counts) {
    return new History(
        Optional.of(WEEK), List.of(WEEK, DAY), List.of(counts), List.of(), List.of());
  }

  @Test
  void anAcademyIsComparedWithItsOwnFindingsAndTheTrustWithAll() {
    History history =
        history(
            count(WEEK, "ASH", 2, true),
            count(WEEK, "TRUST", 3, true),
            count(DAY, "ASH", 1, true),
            count(DAY, "TRUST", 3, true));

    assertThat(history.forAcademy("ASH").comparedWith().orElseThrow().open())
        .isEqualTo(Map.of(Severity.MEDIUM, 2));
    assertThat(history.comparedWith().orElseThrow().open()).isEqualTo(Map.of(Severity.MEDIUM, 5));
  }

  @Test
  void countsInWhichTheOperatorsFindingsAreAnAcademysAreNotCompared() {
    History history = history(count(WEEK, "ASH", 4, false), count(DAY, "ASH", 1, true));

    assertThat(history.forAcademy("ASH").comparedWith()).isEmpty();
    assertThat(history.comparedWith().orElseThrow().open()).isEqualTo(Map.of(Severity.MEDIUM, 4));
  }
}
