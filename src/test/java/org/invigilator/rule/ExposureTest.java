package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.invigilator.rule.Exposure.Age;
import org.invigilator.rule.Exposure.Agreement;
import org.invigilator.rule.Exposure.Showing;
import org.invigilator.rule.Exposure.Shown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of posts that show pupils, on the good trust with two posts more. */
class ExposureTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final String ACCOUNT = "NTH-TW-01";
  @TempDir Path folder;

  /** A picture of an old post shows two pupils, of whom one has consent; a new post names one. */
  private static TrustBuilder trust() {
    return new TrustBuilder("ctat-2024", DAY)
        .post(ACCOUNT, Map.of("id", "2001", "at", "2024-06-15T10:00:00Z", "media", 1))
        .post(
            ACCOUNT,
            Map.of("id", "2002", "at", "2026-11-15T10:00:00Z", "text", "Well done Amelia Stone!"))
        .add("media_log", logged("NTH-1;NTH-2"));
  }

  private static Map<String, Object> logged(String subjects) {
    return Map.of(
        "post_id",
        "2001",
        "media_index",
        "0",
        "declaration",
        "subjects",
        "subject_refs",
        subjects,
        "tagged_by",
        "P-1",
        "tagged_at",
        "2024-06-15T12:00:00Z");
  }

  private Exposure of(TrustBuilder trust) {
    return DryAudit.of(trust.write(folder), DAY, 0).exposure().get(ACCOUNT);
  }

  @Test
  void picturesAndNamesAreCountedByYearAgeAndConsent() {
    Exposure exposure = of(trust());
    assertThat(exposure.posts()).isEqualTo(3);
    assertThat(exposure.unlogged()).isZero();
    assertThat(exposure.gaps()).isEmpty();
    assertThat(exposure.oldest()).contains(LocalDate.of(2024, 6, 15));
    assertThat(exposure.showing())
        .containsExactly(
            new Showing(Age.FIRST_YEAR, 1, 0, 1, 0), new Showing(Age.THIRD_YEAR, 1, 0, 1, 0));
    assertThat(exposure.pupils())
        .containsExactly(
            new Shown("10", Age.THIRD_YEAR, false, Agreement.NONE, 1),
            new Shown("11", Age.FIRST_YEAR, true, Agreement.NONE, 1),
            new Shown("11", Age.THIRD_YEAR, false, Agreement.IN_FORCE, 1));
  }

  @Test
  void thoseWhoHaveLeftAreCountedApart() {
    Exposure exposure = of(trust().set("pupils", "NTH-2", Map.of("on_roll_to", "31/07/2026")));
    assertThat(exposure.showingLeavers()).isEqualTo(1);
    assertThat(exposure.pupils())
        .contains(new Shown(Shown.LEFT, Age.THIRD_YEAR, false, Agreement.IN_FORCE, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "valid_until, 31/08/2027, ENDS_WITH_THE_YEAR",
    "valid_until, 01/09/2027, IN_FORCE",
    "valid_until, 19/11/2026, NONE",
    "withdrawn_on, 01/11/2026, NONE",
    "decision, no, NONE"
  })
  void consentIsThatOfTodayAndOfTheNextSchoolYear(String column, String value, Agreement expected) {
    Exposure exposure = of(trust().set("consent", "*", Map.of(column, value)));
    assertThat(exposure.pupils()).contains(new Shown("11", Age.THIRD_YEAR, false, expected, 1));
  }

  @Test
  void consentOfAParentAloneEndsWhenThePupilMustConsentToo() {
    TrustBuilder trust =
        trust()
            .remove("consent", Map.of("consent_id", "C-2"))
            .set("pupils", "NTH-2", Map.of("year_group", "6", "dob", "02/02/2016"));
    assertThat(of(trust).pupils())
        .contains(new Shown("6", Age.THIRD_YEAR, false, Agreement.ENDS_WITH_THE_YEAR, 1));
  }

  @Test
  void pictureThatTheLogDoesNotNameIsNotTakenForOneWithoutPupils() {
    Exposure exposure =
        of(trust().post(ACCOUNT, Map.of("id", "2003", "at", "2026-11-16T10:00:00Z", "media", 2)));
    assertThat(exposure.unlogged()).isEqualTo(1);
    assertThat(exposure.showingPupils()).isEqualTo(2);
  }

  @Test
  void accountThatOnlyFollowersCanReadAndRepostsShowNothingToEveryone() {
    assertThat(of(trust().profile(ACCOUNT, Map.of("protected", true)))).isEqualTo(Exposure.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, FIRST_YEAR",
    "2025-11-21, FIRST_YEAR",
    "2025-11-20, SECOND_YEAR",
    "2024-11-20, THIRD_YEAR",
    "2023-11-20, TO_FIVE_YEARS",
    "2021-11-21, TO_FIVE_YEARS",
    "2021-11-20, OLDER",
    "2027-01-01, FIRST_YEAR"
  })
  void postAgesOnItsDay(LocalDate published, Age expected) {
    assertThat(Age.of(published, DAY)).isEqualTo(expected);
  }

  @Test
  void accountsAddUp() {
    Exposure one = of(trust());
    Exposure two = Exposure.sum(List.of(one, one, Exposure.NOTHING));
    assertThat(two.posts()).isEqualTo(6);
    assertThat(two.showingPupils()).isEqualTo(4);
    assertThat(two.showingUnagreed()).isEqualTo(4);
    assertThat(two.pupils()).hasSameSizeAs(one.pupils()).allMatch(shown -> shown.number() == 2);
    assertThat(two.oldest()).isEqualTo(one.oldest());
  }

  @Test
  void whatWasNotReadIsAGapAndNotNothing() {
    Exposure noConsent = of(trust().drop("consent"));
    assertThat(noConsent.gaps()).containsExactly(Exposure.Gap.CONSENT);
    assertThat(noConsent.showingUnagreed()).isZero();
    assertThat(noConsent.pupils()).extracting(Shown::agreement).containsOnly(Agreement.UNKNOWN);
  }

  @Test
  void aRowThatNamesNoOneDoesNotHideWhoLacksConsent() {
    Exposure all = of(trust());
    Exposure one =
        of(
            trust()
                .add(
                    "consent",
                    Map.of(
                        "consent_id", "C-99",
                        "subject_ref", "NTH-3",
                        "subject_kind", "pupil",
                        "given_by", "parent",
                        "decision", "yes",
                        "scope", "social-media",
                        "given_on", "10/01/2026")));
    assertThat(one.gaps()).containsExactly(Exposure.Gap.CONSENT_ROWS);
    assertThat(one.showingUnagreed()).isEqualTo(all.showingUnagreed()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"pupils, PUPILS", "media_log, MEDIA_LOG"})
  void missingRegisterIsAGap(String register, Exposure.Gap gap) {
    assertThat(of(trust().drop(register)).gaps()).contains(gap);
  }

  @Test
  void namesThatNoRuleLooksForAndPicturesThatAreNotShownAreGaps() {
    assertThat(of(trust().overrides(Map.of("pupil-name-in-post", Map.of("enabled", false)))).gaps())
        .containsExactly(Exposure.Gap.NAMES);
    assertThat(of(trust().capture(ACCOUNT, Map.of("fields", List.of("text", "ids")))).gaps())
        .containsExactly(Exposure.Gap.PICTURES);
  }
}
