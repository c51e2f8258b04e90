package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.Pupil;
import org.junit.jupiter.api.Test;

class HandleIndexTest {
  private static final LocalDate BORN = LocalDate.of(2012, 3, 14);
  private static final LocalDate LEFT = LocalDate.of(2026, 7, 21);
  private final List<Pupil> roll = new ArrayList<>();

  private void pupil(String ref, String first, LocalDate born, LocalDate left, String... handles) {
    roll.add(row(ref, first, born, null, left, handles));
  }

  private void pupilSince(LocalDate from, String ref) {
    roll.add(row(ref, "Amelia", BORN, from, null));
  }

  private static Pupil row(
      String ref, String first, LocalDate born, LocalDate from, LocalDate left, String... handles) {
    return new Pupil(
        ref,
        first,
        "",
        "Stone",
        "",
        "",
        Optional.ofNullable(born),
        "NTH",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(from),
        Optional.ofNullable(left),
        List.of(handles).stream()
            .map(h -> h.split(":", -1))
            .map(h -> new Pupil.Handle(h[0], h[1], h[2]))
            .toList(),
        false,
        false);
  }

  private Optional<String> find(String platform, String id, String handle) {
    return new HandleIndex(roll).find(platform, id, handle).map(Pupil::ref);
  }

  @Test
  void accountWithoutAPlatformIsLookedForOnEach() {
    pupil("A", "Amelia", BORN, null, ":amelia_s:", ":990000000000000004:990000000000000004");
    pupil("B", "Beth", BORN, null, "instagram:amelia_s:");
    assertThat(find("twitter", "5", "Amelia_S")).contains("A");
    assertThat(find("tiktok", "990000000000000004", "renamed")).contains("A");
    assertThat(find("instagram", "", "amelia_s")).contains("B");
    assertThat(find("twitter", "5", "amelia")).isEmpty();
  }

  @Test
  void accountIsKnownByItsIdOrItsWholeHandleOnItsPlatform() {
    pupil("A", "Amelia", BORN, null, "twitter:amelia_s:77", "bluesky::did:x");
    assertThat(find("twitter", "77", "renamed")).contains("A");
    assertThat(find("twitter", "77", "")).contains("A");
    assertThat(find("twitter", "", "@Amelia_S")).contains("A");
    assertThat(find("twitter", "", "amelia")).isEmpty();
    assertThat(find("twitter", "", "")).isEmpty();
    assertThat(find("bluesky", "did", "")).contains("A");
    assertThat(find("bluesky", "", "amelia_s")).isEmpty();
    assertThat(find("youtube", "77", "amelia_s")).isEmpty();
  }

  @Test
  void handleThatSomebodyElseHasNowIsNotThePupils() {
    pupil("A", "Amelia", BORN, null, "twitter:amelia_s:77", "twitter:other:");
    assertThat(find("twitter", "78", "amelia_s")).isEmpty();
    assertThat(find("twitter", "78", "other")).contains("A");
    assertThat(find("twitter", "77", "other")).contains("A");
  }

  @Test
  void sameHandleOnAnotherPlatformDoesNotSayWhoseIdItIs() {
    pupil("A", "Amelia", BORN, null, "bluesky:amelia_s:did", "twitter:amelia_s:");
    assertThat(find("twitter", "78", "amelia_s")).contains("A");
  }

  @Test
  void ofTwoRowsTheOneOnRollCountsOrTheOneThatLeftLast() {
    pupil("OLD", "Amelia", BORN, LEFT.minusYears(1), "twitter:amelia_s:77");
    pupil("LAST", "Ben", BORN, LEFT, "twitter:amelia_s:77");
    assertThat(find("twitter", "77", "")).contains("LAST");
    roll.add(0, roll.remove(1));
    assertThat(find("twitter", "77", "")).contains("LAST");
    pupil("NOW", "Cat", BORN, null, "twitter:amelia_s:77");
    assertThat(find("twitter", "77", "")).contains("NOW");
    roll.add(0, roll.remove(2));
    assertThat(find("twitter", "77", "")).contains("NOW");
  }

  @Test
  void pupilWhoMovedInsideOfTheTrustIsFoundOnTheNewRow() {
    pupil("BEFORE", "Am\u00e9lia", BORN, LEFT, "twitter:amelia_s:77");
    pupil("TWIN", "Amelia", null, null);
    pupil("OTHER", "Amelia", BORN.plusDays(1), null);
    pupil("BROTHER", "Adam", BORN, null);
    assertThat(find("twitter", "77", "")).contains("BEFORE");
    pupil("AFTER", "Amelia", BORN, null);
    assertThat(find("twitter", "77", "")).contains("AFTER");
    assertThat(find("twitter", "", "amelia_s")).contains("AFTER");
  }

  @Test
  void childWhoWasOnAnotherRollForYearsIsAnotherChild() {
    pupil("BEFORE", "Amelia", BORN, LEFT, "twitter:amelia_s:77");
    pupilSince(LEFT.minusDays(63), "NAMESAKE");
    assertThat(find("twitter", "77", "")).contains("BEFORE");
    pupilSince(LEFT.minusDays(62), "AFTER");
    assertThat(find("twitter", "77", "")).contains("AFTER");
  }

  @Test
  void leaverWithoutAHandleAndALeaverWithoutABirthDateMoveNowhere() {
    pupil("BEFORE", "Amelia", null, LEFT, "twitter:amelia_s:77");
    pupil("TWIN", "Amelia", null, null);
    assertThat(find("twitter", "77", "amelia_s")).contains("BEFORE");
  }

  @Test
  void leaverWhoseHandleAPupilHasNowIsThatPupil() {
    pupil("LEFT", "Amelia", BORN, LEFT, "twitter::77");
    pupil("NOW", "Ben", BORN, null, "twitter:amelia_s:");
    assertThat(find("twitter", "77", "amelia_s")).contains("NOW");
    assertThat(find("twitter", "77", "gone")).contains("LEFT");
    pupil("ALSO", "Cat", BORN, LEFT, "twitter:third:");
    assertThat(find("twitter", "77", "third")).contains("LEFT");
  }
}
