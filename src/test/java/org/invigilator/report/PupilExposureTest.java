package org.invigilator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.rule.Exposure;
import org.invigilator.rule.Exposure.Age;
import org.invigilator.rule.Exposure.Agreement;
import org.invigilator.rule.Exposure.Showing;
import org.invigilator.rule.Exposure.Shown;
import org.junit.jupiter.api.Test;

class PupilExposureTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private static PupilExposure of(long unread, Exposure exposure) {
    return new PupilExposure(exposure, Map.of("NTH", exposure), unread, DAY);
  }

  private static Shown shown(String year) {
    return new Shown(year, Age.OLDER, false, Agreement.NONE, 1);
  }

  @Test
  void whatToDoBeginsWithThoseWhoHaveLeftAndGivesEachLimit() {
    PupilExposure exposure =
        of(
            2,
            new Exposure(
                1200,
                7,
                Optional.of(DAY.minusYears(4)),
                List.of(
                    new Showing(Age.FIRST_YEAR, 20, 1, 2, 3),
                    new Showing(Age.TO_FIVE_YEARS, 5, 4, 0, 1)),
                List.of(),
                Set.of(Exposure.Gap.CONSENT)));
    assertThat(exposure.scope())
        .containsExactly(
            "25 public posts of 1,200 that were read show pupils. The oldest post that was read is of 20 November 2022.",
            "Counted from the media log and from full names in posts. No picture was opened, so this is the least there is.",
            "Not counted: missing consent, because there is no consent register, or it is not up to date.",
            "Not counted: 7 posts with a picture for which the media log does not say who is in it.",
            "Not counted: what could not be read of 2 accounts.");
    assertThat(exposure.recommendations())
        .containsExactly(
            "Take down first the 5 posts with pupils who have left; 4 of them are more than a year old.",
            "2 posts with a pupil for whom not everyone who must consent has: ask them, or take the posts down.",
            "4 posts with a pupil whose consent is no longer enough on 1 September 2027, because it expires or because someone else must consent in the next year group: ask again in the summer term, or take them down.",
            "Decide for how long posts with pupils stay up. Today a limit of 1 year would take down 5, 2 years would take down 5, 3 years would take down 5.");
  }

  @Test
  void itSaysOfWhichDayConsentsAndYearGroupsAre() {
    PupilExposure exposure =
        of(
            0,
            new Exposure(
                3,
                0,
                Optional.empty(),
                List.of(new Showing(Age.FIRST_YEAR, 2, 0, 0, 0)),
                List.of(),
                Set.of()));
    assertThat(exposure.scope())
        .contains(
            "Consent and year groups are those of 20 November 2026; a finding is judged by the day of its post.");
  }

  @Test
  void nothingToDoWhereNoPostShowsAPupil() {
    assertThat(of(0, Exposure.NOTHING).recommendations()).isEmpty();
  }

  @Test
  void leaversComeFirstThenTheYoungest() {
    PupilExposure exposure =
        of(
            0,
            new Exposure(
                1,
                0,
                Optional.empty(),
                List.of(),
                List.of(
                    shown("11"), shown(""), shown("R"), shown("N2"), shown("2"), shown(Shown.LEFT)),
                Set.of()));
    assertThat(exposure.byYear().keySet().stream().map(PupilExposure::year))
        .containsExactly("Has left", "Nursery (N2)", "Reception", "Year 2", "Year 11", "Not known");
  }
}
