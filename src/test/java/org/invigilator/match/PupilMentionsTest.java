package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.invigilator.register.Pupil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PupilMentionsTest {
  private static final PupilMentions MENTIONS =
      PupilMentions.of(
          List.of(
              pupil("FHH-1", "Keziah", "Kezzie", "Thornbury", "kez_th0rn", "90210077"),
              pupil("FHH-2", "Łukasz", "", "Łukaszewicz", "", ""),
              pupil("FHH-3", "Anne-Marie", "", "O'Brien-Ødegård", "", ""),
              pupil("FHH-4", "", "", "Sukarnoputra", "", ""),
              pupil("FHH-5", "Jo", "", "Ede", "", ""),
              pupil("FHH-6", "Rhian", "", "Pugh", "", ""),
              pupil("FHH-7", "May", "", "Ingham", "", "")),
          List.of("Rhian Pugh", "Gwen Thornbury"));

  private static Pupil pupil(
      String ref, String first, String known, String last, String handle, String id) {
    return new Pupil(
        ref,
        first,
        known,
        last,
        "",
        "",
        Optional.of(LocalDate.of(2012, 3, 14)),
        "FHH",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        handle.isEmpty() ? List.of() : List.of(new Pupil.Handle("twitter", handle, id)),
        false,
        false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Keziah Thornbury",
        "see keziah thornbury about it",
        "THORNBURY, Keziah",
        "Thornbury Keziah",
        "Keziah-Thornbury.jpg",
        "keziah_thornbury",
        "keziahthornbury",
        "#WellDoneKeziahThornbury",
        "keziah.thornbury@school.example",
        "16kthornbury@school.example",
        "Keziah R. Thornbury",
        "Keziah Rose Thornbury",
        "keziah rose thornbury",
        "Kezzie Thornbury’s mum",
        "K. Thornbury",
        "Keziah T",
        "Keziah\nThornbury",
        "Ke\u200bziah Thornbury",
        "@kez_th0rn",
        "ask kez_th0rn.",
        "https://x.example/KEZ_TH0RN?lang=en",
        "account 90210077",
        "Lukasz Lukaszewicz",
        "ŁUKASZ ŁUKASZEWICZ",
        "Annemarie OBrien Odegard",
        "Anne Marie O’Brien-Ødegård",
        "Anne O'Brien Ødegård",
        "#AnneMarieOBrienOdegard",
        "Sukarnoputra",
        "sukarnoputra",
        "Jo Ede",
        "born 14/03/2012",
        "D.O.B. 14-03-2012",
        "date of birth: 14 March 2012",
        "UPN A123456789012"
      })
  void whatIdentifiesAPupilIsFoundAsPeopleWriteIt(String text) {
    assertThat(MENTIONS.areIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Keziah won",
        "Thornbury Hall",
        "Kezia Thornburgh",
        "Keziah and Thornbury",
        "Keziah met Mr Thornbury",
        "Rhian Pugh signed",
        "R. Pugh signed",
        "G. Thornbury signed",
        "joede",
        "May I ask",
        "until 14/03/2012",
        "FHH-1",
        "the consent of 1 September 2026",
        "kez_th0rn2",
        "902100771",
        ""
      })
  void whatOnlyLooksSimilarIsLeftAlone(String text) {
    assertThat(MENTIONS.in(text)).isEmpty();
  }

  @Test
  void mentionIsReplacedByTheReferenceAndNothingElseChanges() {
    assertThat(MENTIONS.withoutNames("Hold for Keziah Thornbury (@kez_th0rn), born 14.3.2012!"))
        .isEqualTo("Hold for FHH-1 (FHH-1), born [removed]!");
    assertThat(MENTIONS.withoutNames("K. Thornbury asked")).isEqualTo("FHH-1 asked");
    assertThat(MENTIONS.withoutNames("nothing here")).isEqualTo("nothing here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Keziah (Year 8) Thornbury won",
        "Winner:\nKeziah\nThornbury",
        "K. Thornbury and others",
        "Team: Thornbury, K (8B)",
        "#Keziah #Thornbury",
        "Thornbury: Keziah",
        "Mr Keziah Thornbury",
      })
  void forOthersEveryNameThatMayBeAPupilsIsTakenOut(String text) {
    assertThat(MENTIONS.withoutPossibleNames(text))
        .doesNotContainIgnoringCase("thornbury")
        .doesNotContainIgnoringCase("keziah")
        .doesNotContain("FHH-");
  }

  @Test
  void forOthersASurnameAloneAndEveryOtherWordStay() {
    assertThat(MENTIONS.withoutPossibleNames("The Thornbury Cup was won by Year 8."))
        .isEqualTo("The Thornbury Cup was won by Year 8.");
  }

  @Test
  void nameOfTwoPupilsSaysOnlyThatItIsAPupil() {
    PupilMentions twins =
        PupilMentions.of(
            List.of(
                pupil("A-1", "Sam", "", "Jones", "", ""), pupil("B-9", "Sam", "", "Jones", "", "")),
            List.of());
    assertThat(twins.withoutNames("Sam Jones ran")).isEqualTo("[a pupil] ran");
    assertThat(twins.in("Sam Jones ran"))
        .containsExactly(new PupilMentions.Mention(0, 9, Set.of("A-1", "B-9")));
  }

  @Test
  void namesAndAccountsThatAreGivenAreFoundToo() {
    PupilMentions given =
        PupilMentions.of(
            "X-1", List.of(), List.of("Tamsin Vale", "@tam.v", "Vale, Tamsin Jo"), List.of());
    assertThat(given.areIn("tamsin vale")).isTrue();
    assertThat(given.areIn("by @tam.v.")).isTrue();
    assertThat(given.areIn("TamsinJoVale")).isTrue();
    assertThat(given.areIn("xtamsinvalex.jpg")).isTrue();
    assertThat(given.areIn("Tamsin Hale")).isFalse();
  }

  /** The rules find names written like names; whatever they find is found here. */
  @Property(tries = 300)
  void nameThatARuleFindsIsFoundHere(
      @ForAll @StringLength(max = 12) String before, @ForAll @StringLength(max = 12) String after) {
    NameIndex<String> rule = new NameIndex<>();
    rule.add("Keziah", "Thornbury", "FHH-1");
    String text = before + "Keziah Thornbury" + after;
    if (!rule.in(Words.of(text)).isEmpty()) {
      assertThat(MENTIONS.areIn(text)).as(text).isTrue();
    }
  }
}
