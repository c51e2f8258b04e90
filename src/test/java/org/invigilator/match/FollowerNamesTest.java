package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FollowerNamesTest {
  private static final RollIndex ROLL =
      new RollIndex(
          TestRoll.of(
              "Keziah|Thornbury||Jane",
              "Thomas|Wexcombe||Arthur",
              "Imogen|Ravensdale",
              "Samuel|Hartwhistle|Sam",
              "Amelia|Foxcroft-Lane",
              "Ruth|Judge",
              "Ella|Park-Hall",
              "Oliver|Smith"));
  private static final FollowerNames NAMES = new FollowerNames(ROLL, true);

  private static TreeMap<String, Double> of(String display, String handle, String about) {
    TreeMap<String, Double> found = new TreeMap<>();
    NAMES
        .of(display, handle, about, false, pupil -> true)
        .forEach(one -> found.put(one.pupil().ref(), one.confidence()));
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keziah Thornbury|user1|Keziah Thornbury",
        "keziah thornbury|user1|Keziah Thornbury",
        "Keziah Thornbury year 9 goalie life|user1|Keziah Thornbury",
        "K3z1ah Th0rnbury|user1|Keziah Thornbury",
        "K E Z I A H  T H O R N B U R Y|user1|Keziah Thornbury",
        "k.e.z.i.a.h  t.h.o.r.n.b.u.r.y|user1|Keziah Thornbury",
        "Kᴇᴢɪᴀʜ Tʜᴏʀɴʙᴜʀʏ|user1|Keziah Thornbury",
        "𝓚𝓮𝔃𝓲𝓪𝓱 𝓣𝓱𝓸𝓻𝓷𝓫𝓾𝓻𝔂|user1|Keziah Thornbury",
        "Imogen Ravensda𝙸e|user1|Imogen Ravensdale",
        "𝐥mogen Ravensda𝙸e|user1|Imogen Ravensdale",
        "✨ Keziah Thornbury ⚽|user1|Keziah Thornbury",
        "THORNBURY Keziah|user1|Keziah Thornbury",
        "Keziah Jane Thornbury|user1|Keziah Thornbury",
        "Keziah Thornburry|user1|Keziah Thornbury",
        "Imogen Ravensdale • she her • art|user1|Imogen Ravensdale",
        "thomaswexcombe|user1|Thomas Wexcombe",
        "Tom Wexcombe|user1|Thomas Wexcombe",
        "x|keziahthornbury09|Keziah Thornbury",
        "x|thomas_wexcombe|Thomas Wexcombe",
        "x|imogen.ravensdale|Imogen Ravensdale",
        "Keziah|kthornbury09|Keziah Thornbury",
        "keziah t|thornbury.k|Keziah Thornbury",
        "Keziah|keziahjanethornbury|Keziah Thornbury",
        "x|imogenravensdal|Imogen Ravensdale",
        "x|keziahhthornburyyy|Keziah Thornbury",
        "x|itskeziahthornbury|Keziah Thornbury",
        "x|samhartwhistle_x|Samuel Hartwhistle",
        "Amelia Foxcroft-Lane|user1|Amelia Foxcroft-Lane",
        "Ruth Judge|user1|Ruth Judge",
        "Ella Park-Hall|user1|Ella Park-Hall"
      })
  void aFollowerIsRecognisedByNameOrHandle(String display, String handle, String whose) {
    assertThat(of(display, handle, "")).containsOnlyKeys(whose);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keziah Thornbury|user1|mum says hi",
        "Keziah Thornbury|user1|i love my nan",
        "Keziah Thornbury|user1|captain of U14s",
        "Keziah Thornbury|user1|future nurse",
        "keziah thornbury rip grandad|user1|13",
        "x|keziahthornbury_backup|main deleted",
        "x|user1|yr9 • keziah thornbury • mufc",
        "x|user1|hi im keziah thornbury",
        "Keziah Thornbury|user1|love my mum and dad",
        "Keziah Thornbury|user1|my dad is a coach, my mum is a nurse",
        "Keziah Thornbury|user1|daughter of a teacher",
        "Keziah Thornbury|user1|mr smith is my fav teacher",
        "Keziah Thornbury|user1|not a teacher",
        "Keziah Thornbury|user1|nurse one day",
        "Keziah Thornbury|user1|24/7 football",
        "Keziah Thornbury|user1|football, 23, GK",
        "Keziah Thornbury|user1|y11 leavers 2025",
        "Keziah Thornbury|user1|hates teachers",
        "Keziah Thornbury|user1|year 10 tutor group B"
      })
  void relativesAndWishesOfAPupilSayNothingAgainstIt(String display, String handle, String about) {
    assertThat(of(display, handle, about)).containsOnlyKeys("Keziah Thornbury");
  }

  @ParameterizedTest
  @CsvSource({
    "Keziah, keziahthornbury_football",
    "keziah, keziahthornburyedits",
    "Keziah, ash_thornbury_keziah",
    "Keziah, xo.keziah.thornbury.xo",
    "Keziah T, keziahthornburyyr9"
  })
  void aWholeNameAmongOtherWordsOfAHandleAgreesWithTheForename(String display, String handle) {
    assertThat(of(display, handle, "").get("Keziah Thornbury"))
        .isGreaterThanOrEqualTo(Tier.LIKELY.from());
    assertThat(of("Emma", handle, "").getOrDefault("Keziah Thornbury", 0.0))
        .isLessThan(Tier.LIKELY.from());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keziah Thornbury|keziahthornbury1978|",
        "Keziah Thornbury|keziah85|",
        "Keziah Thornbury|user1|50 something, jogger",
        "Keziah Thornbury|user1|Birchdale 2017 leaver",
        "Keziah Thornbury|user1|uni of leeds, final year",
        "Keziah Thornbury|user1|Proud Head of a school",
        "Keziah Thornbury|user1|Living in Toronto",
        "Keziah Thornbury|user1|Islamabad and New Zealand",
        "RIP Keziah Thornbury|user1|",
        "Keziah & Marcus Thornbury|user1|",
        "Keziah Thornbury|keziahthornburyauthor|"
      })
  void whatOnlyAdultsHaveAndPlacesAbroadLeaveItToSomeone(
      String display, String handle, String about) {
    assertThat(
            of(display, handle, about == null ? "" : about).getOrDefault("Keziah Thornbury", 0.0))
        .isLessThan(Tier.CERTAIN.from());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keziah Thornbury|keziahthornbury2011|",
        "Keziah Thornbury|keziah09|",
        "Keziah Thornbury|user1|rip grandad",
        "Keziah Thornbury|user1|yr9, from Toronto",
        "Keziah Thornbury|user1|Head Girl 2026",
        "Keziah Thornbury|user1|jordan 4s, georgia my bff"
      })
  void whatPupilsHaveTooSaysNothing(String display, String handle, String about) {
    assertThat(of(display, handle, about == null ? "" : about).get("Keziah Thornbury"))
        .isGreaterThanOrEqualTo(Tier.CERTAIN.from());
  }

  @Test
  void endOfANameAndWhatPupilsLikeSayNothingAgainstIt() {
    FollowerNames names =
        new FollowerNames(new RollIndex(TestRoll.of("Stefan|Popescu", "Tristan|Wexcombe")), true);
    assertThat(names.of("x", "popescustefan", "", false, pupil -> true)).hasSize(1);
    assertThat(names.of("x", "wexcombe_tristan09", "", false, pupil -> true)).hasSize(1);
    assertThat(names.of("Stefan Popescu", "popescustefan_fan", "", false, pupil -> true)).isEmpty();
    assertThat(names.of("Stefan Popescu", "user1", "BTS army", false, pupil -> true)).hasSize(1);
    assertThat(names.of("Stefan Popescu", "user1", "roblox developer", false, pupil -> true))
        .hasSize(1);
  }

  @Test
  void handleThatAgreesSpeaksForAName() {
    RollIndex roll = new RollIndex(TestRoll.of("Oliver|Bennett", "Harry|Jones"));
    FollowerNames names = new FollowerNames(roll, true);
    for (String name : List.of("Oliver Bennett", "Harry Jones")) {
      String handle = name.toLowerCase(Locale.ROOT).replace(" ", "");
      double other = names.of(name, "zq077", "", false, pupil -> true).get(0).confidence();
      double same = names.of(name, handle, "", false, pupil -> true).get(0).confidence();
      assertThat(same).as(name).isGreaterThanOrEqualTo(other);
    }
  }

  @Test
  void ofTwoPupilsWithOneNameBothArePossible() {
    RollIndex rare = new RollIndex(TestRoll.of("Keziah|Thornbury", "Keziah|Thornbury||Jane"));
    assertThat(new FollowerNames(rare, true).of("Keziah Thornbury", "x", "", false, pupil -> true))
        .hasSize(2)
        .allMatch(one -> one.confidence() < Tier.LIKELY.from());
    RollIndex roll = new RollIndex(TestRoll.of("Jack|Taylor", "Jack|Taylor||Noah"));
    assertThat(new FollowerNames(roll, true).of("Jack Taylor", "x", "", false, pupil -> true))
        .hasSize(2)
        .allMatch(one -> Tier.of(one.confidence()).equals(Optional.of(Tier.POSSIBLE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Photographer", "Graphic designer", "45, Leeds", "Ex-pupil", "Graduated, ba hons"})
  void whatMostlyAdultsWriteLeavesTheDecisionToSomeone(String about) {
    assertThat(of("Keziah Thornbury", "user1", about).get("Keziah Thornbury"))
        .isBetween(Tier.POSSIBLE.from(), Tier.CERTAIN.from());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Head of Year 9",
        "I teach Year 6",
        "Class of 2004",
        "Leavers 2009",
        "45 yo",
        "Stepmum of two"
      })
  void yearGroupOfATeacherAndOfAFormerPupilSpeakAgainstAPupil(String about) {
    // So rare a name stays possible.
    assertThat(of("Keziah Thornbury", "user1", about).getOrDefault("Keziah Thornbury", 0.0))
        .isLessThan(Tier.LIKELY.from());
  }

  @Test
  void forenameThatLooksLikeAnotherNameIsNoOne() {
    RollIndex roll = new RollIndex(TestRoll.of("Ed|Ward", "Ann|Abel"));
    FollowerNames names = new FollowerNames(roll, true);
    assertThat(names.of("Edward", "edward_1", "", false, pupil -> true)).isEmpty();
    assertThat(names.of("Annabel Carter", "annabelc", "", false, pupil -> true)).isEmpty();
    assertThat(names.of("Ed Ward", "edward_1", "", false, pupil -> true)).hasSize(1);
  }

  @Test
  void nameThatIsCommonAbroadNeedsASecondSign() {
    RollIndex roll = new RollIndex(TestRoll.of("Wei|Li", "Fatou|Diallo"));
    FollowerNames names = new FollowerNames(roll, true);
    assertThat(names.of("Fatou Diallo", "x1", "", false, pupil -> true).get(0).confidence())
        .isLessThan(Tier.CERTAIN.from());
    assertThat(names.of("Fatou Diallo", "x1", "Year 9", false, pupil -> true).get(0).confidence())
        .isGreaterThanOrEqualTo(Tier.CERTAIN.from());
  }

  @Test
  void oneSharedSyllableIsNotTheName() {
    FollowerNames names =
        new FollowerNames(new RollIndex(TestRoll.of("Jia Hui|Tan", "Minh|Nguyen||Anh")), true);
    assertThat(names.of("Tan Jia Hui", "user1", "", false, pupil -> true)).hasSize(1);
    assertThat(names.of("Tan Jia Wen", "user1", "", false, pupil -> true))
        .allMatch(one -> one.confidence() < Tier.LIKELY.from());
    assertThat(names.of("Nguyen Van Anh", "user1", "", false, pupil -> true))
        .allMatch(one -> one.confidence() < Tier.LIKELY.from());
  }

  @ParameterizedTest
  @CsvSource({
    "Katie-Rose, true",
    "Katie-rose L., true",
    "KATIE-ROSE MILNER, true",
    "Katie Rose, false",
    "katie_rose, false",
    "Lucile White-Rose, true",
  })
  void aHyphenMakesALongerNameOfTwo(String display, boolean isLonger) {
    FollowerNames names =
        new FollowerNames(new RollIndex(TestRoll.of("Katie|Rose", "Lucile|Rose")), true);
    List<Recognition> found = names.of(display, "", "", false, p -> true);
    if (isLonger) {
      assertThat(found).allMatch(one -> one.confidence() < Tier.CERTAIN.from());
    } else {
      assertThat(found)
          .singleElement()
          .matches(one -> one.confidence() >= Tier.LIKELY.from())
          .matches(one -> !one.signs().contains(NameSign.LONGER_NAME));
    }
  }

  @Test
  void aLongerNameOrAnotherOneIsLessSure() {
    double whole = of("Keziah Thornbury", "user1", "").get("Keziah Thornbury");
    assertThat(of("Keziah Thornbury-Smith", "user1", "").getOrDefault("Keziah Thornbury", 0.0))
        .isLessThan(Tier.CERTAIN.from())
        .isLessThan(whole);
    assertThat(of("Emma", "keziahthornbury", "").getOrDefault("Keziah Thornbury", 0.0))
        .isLessThan(of("Keziah", "keziahthornbury", "").get("Keziah Thornbury"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keziah|user1|",
        "Keziah T.|user1|",
        "K. Thornbury|kthornbury09|",
        "Mr Thomas Wexcombe|user1|",
        "Thomas Wexcombe Plumbing Ltd|user1|",
        "Thomas Wexcombe|user1|Proud dad of two",
        "Keziah Thornburyson|user1|",
        "Anna Wexcombe|user1|",
        "The Thomas Wexcombe Cup|user1|",
        "Ruth Judge Ltd|user1|",
        "Ella Park-Hall House|user1|",
        "Oliver Smith Photography|oliversmithphoto|",
        "Catherine Parker|catherineny17|",
        "Thomas Wexcombe|user1|Plumber. Free quotes",
        "Thomas Wexcombe|user1|born 1974. Northern soul",
        "Thomas Wexcombe|user1|58 yrs young",
        "Thomas Wexcombe|user1|Football. Views my own",
        "Thomas Wexcombe|user1|Mama Kuby i Zosi",
        "Thomas Wexcombe|user1|Cynghorydd Plaid",
        "Keziah Thornbury Fans|user1|",
        "In memory of Keziah Thornbury|user1|",
        "Thomas Wexcombe|thomaswexcombe_therapy|"
      })
  void anAdultAFirmOrPartOfANameIsNone(String display, String handle, String about) {
    assertThat(of(display, handle, about == null ? "" : about)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Kez|thornbury_k|Keziah Thornbury. Goalie|Keziah Thornbury",
        "keziah|moon_x|all about Keziah Thornbury|Keziah Thornbury",
        "moonchild|xx_moon|Keziah Thornbury, hockey|Keziah Thornbury",
        "moonchild|xx_moon|✨ I'm Keziah Thornbury ✨|Keziah Thornbury",
        "tommo|wexcombe_t|the page of Tom Wexcombe|Thomas Wexcombe",
        "Thornbury|t1|Keziah J. Thornbury|Keziah Thornbury",
        "FoxcroftLane|fox|amelia foxcroft-lane|Amelia Foxcroft-Lane"
      })
  void aNameInTheTextAboutThemselvesCounts(
      String display, String handle, String about, String whose) {
    assertThat(of(display, handle, about)).containsOnlyKeys(whose);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sarah Thornbury|sarahthornbury|Keziah Thornbury",
        "Sarah|thornbury_s|Sister of Keziah Thornbury",
        "Thornbury|thornbury_s|Proud mum of the one and only Keziah Thornbury",
        "moonchild|xx_moon|Keziah Thornbury is my best friend",
        "moonchild|xx_moon|Keziah Thornbury fan page",
        "moonchild|xx_moon|I like Keziah Thornbury",
        "moonchild|xx_moon|@KeziahThornbury",
        "Northtown Hockey Club|nhc|Keziah Thornbury, Imogen Ravensdale and more",
        "moonchild|xx_moon|Keziah. Thornbury is a town"
      })
  void aNameOfSomebodyElseInTheTextDoesNot(String display, String handle, String about) {
    assertThat(of(display, handle, about)).isEmpty();
  }

  @Test
  void aRareNameSaysMoreThanACommonOne() {
    double rare = of("Imogen Ravensdale", "user1", "").get("Imogen Ravensdale");
    double common = of("Oliver Smith", "user1", "").getOrDefault("Oliver Smith", 0.0);
    assertThat(rare).isGreaterThan(Tier.CERTAIN.from()).isGreaterThan(common);
  }

  @Test
  void aSchoolYearAndTheSchoolSpeakForAPupil() {
    double bare = of("Sam Hartwhistle", "user1", "").get("Samuel Hartwhistle");
    assertThat(of("Sam Hartwhistle", "user1", "y9 goalie").get("Samuel Hartwhistle"))
        .isGreaterThan(bare);
    assertThat(NAMES.of("Sam Hartwhistle", "user1", "Northtown High", true, pupil -> true))
        .singleElement()
        .satisfies(one -> assertThat(one.signs()).contains(NameSign.SCHOOL_IN_BIO))
        .satisfies(one -> assertThat(one.confidence()).isGreaterThan(bare));
  }

  @Test
  void ofTwoPupilsWithOneNameNeitherIsCertain() {
    FollowerNames names =
        new FollowerNames(
            new RollIndex(
                java.util.List.of(
                    TestRoll.pupil("1", "Amelia", "", "Stone", ""),
                    TestRoll.pupil("2", "Amelia", "", "Stone", ""))),
            true);
    assertThat(names.of("Amelia Stone", "", "", false, pupil -> true))
        .allSatisfy(
            one -> {
              assertThat(one.signs()).contains(NameSign.SEVERAL_PUPILS);
              assertThat(one.confidence()).isLessThan(Tier.CERTAIN.from());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "Grace Church, gracechurch, LIKELY",
    "Rose Garden, rosegarden, LIKELY",
    "Keziah Thornbury, keziahthornbury, CERTAIN",
    "Grace Thornbury, gracethornbury, CERTAIN"
  })
  void aNameOfTwoOrdinaryWordsIsNeverCertain(String display, String handle, Tier tier) {
    FollowerNames names =
        new FollowerNames(
            new RollIndex(
                TestRoll.of("Grace|Church", "Rose|Garden", "Keziah|Thornbury", "Grace|Thornbury")),
            true);
    assertThat(names.of(display, handle, "", false, pupil -> true))
        .extracting(one -> Tier.of(one.confidence()).orElseThrow())
        .containsExactly(tier);
  }
}
