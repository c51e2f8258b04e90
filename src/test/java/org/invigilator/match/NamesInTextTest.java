package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesInTextTest {
  private static final NamesInText NAMES =
      new NamesInText(
          new RollIndex(
              TestRoll.of(
                  "Keziah|Thornbury||Jane",
                  "Miles|Thornbury",
                  "Thomas|Wexcombe||Arthur",
                  "Ella|Wexcombe",
                  "Imogen|Ravensdale",
                  "Bruno|de Almarante",
                  "aisha|bin Qureshan",
                  "Lotte|Van Der Heuvel",
                  "Hamza|al-Rashidi",
                  "T.J.|Marloweth",
                  "Ryan|St. Clairmont",
                  "Noah|Sheldwick, Jr.",
                  "Samuel (Sam)|Hartwhistle",
                  "Keira Jane|Maddersley",
                  "Alexander|Brindlecote",
                  "Amelia|Foxcroft-Lane",
                  "Ana María|López Cardeñas",
                  "Mary-Ann|Oakhampton",
                  "Jiahui|Tanaway",
                  "Mohammed|Qureshan",
                  "Sean|Kilbrannoch",
                  "Euan|MacTavender",
                  "Søren|Ødegårdsen",
                  "Łukasz|Łukaszewicz",
                  "Siobhán|O'Brannock",
                  "Wei|Liang",
                  "Rosa|Parks",
                  "Will|May",
                  "Anna|Lee",
                  "Lily|Pond",
                  "Tommy|Lee",
                  "Amelia-Rose|Rose",
                  "Lily-Mae|Garden",
                  "Esme|Ali",
                  "Liam|Patel",
                  "Edward|Patel",
                  "Иван|Петровский")));

  private static TreeMap<String, Double> in(String text) {
    TreeMap<String, Double> found = new TreeMap<>();
    NAMES
        .in(text)
        .forEach(
            f ->
                found.merge(
                    f.recognition().pupil().ref(), f.recognition().confidence(), Math::max));
    return found;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Well done Keziah Thornbury!|Keziah Thornbury",
        "KEZIAH THORNBURY|Keziah Thornbury",
        "Bruno de Almarante|Bruno de Almarante",
        "Bruno De Almarante|Bruno de Almarante",
        "Bruno Almarante|Bruno de Almarante",
        "Aisha bin Qureshan|aisha bin Qureshan",
        "Lotte van der Heuvel|Lotte Van Der Heuvel",
        "Hamza al-Rashidi|Hamza al-Rashidi",
        "Hamza Al Rashidi|Hamza al-Rashidi",
        "T.J. Marloweth|T.J. Marloweth",
        "TJ Marloweth|T.J. Marloweth",
        "Ryan St. Clairmont|Ryan St. Clairmont",
        "Ryan St Clairmont|Ryan St. Clairmont",
        "Ryan Saint Clairmont|Ryan St. Clairmont",
        "Noah Sheldwick|Noah Sheldwick, Jr.",
        "Noah Sheldwick, Jr.|Noah Sheldwick, Jr.",
        "Sam Hartwhistle|Samuel (Sam) Hartwhistle",
        "Samuel (Sam) Hartwhistle|Samuel (Sam) Hartwhistle",
        "Samuel/Hartwhistle|Samuel (Sam) Hartwhistle",
        "Keira Maddersley|Keira Jane Maddersley",
        "Keira Jane Maddersley|Keira Jane Maddersley",
        "Keira-Jane Maddersley|Keira Jane Maddersley",
        "keziah thornbury|Keziah Thornbury",
        "Keziah thornbury|Keziah Thornbury",
        "#thomaswexcombe|Thomas Wexcombe",
        "#ThomasWexcombe|Thomas Wexcombe",
        "#WellDoneThomasWexcombe|Thomas Wexcombe",
        "Thornbury Keziah|Keziah Thornbury",
        "WEXCOMBE, Thomas|Thomas Wexcombe",
        "Liang Wei|Wei Liang",
        "Keziah J. Thornbury|Keziah Thornbury",
        "Thomas Arthur Wexcombe|Thomas Wexcombe",
        "Tom Wexcombe|Thomas Wexcombe",
        "Alex Brindlecote|Alexander Brindlecote",
        "Amelia Foxcroft-Lane|Amelia Foxcroft-Lane",
        "Amelia Foxcroft Lane|Amelia Foxcroft-Lane",
        "Amelia Foxcroft|Amelia Foxcroft-Lane",
        "Amelia Lane|Amelia Foxcroft-Lane",
        "Ana María López|Ana María López Cardeñas",
        "Ana Maria Lopez Cardenas|Ana María López Cardeñas",
        "Mary Ann Oakhampton|Mary-Ann Oakhampton",
        "Maryann Oakhampton|Mary-Ann Oakhampton",
        "Jia-Hui Tanaway|Jiahui Tanaway",
        "Thomas.Wexcombe|Thomas Wexcombe",
        "Imogen ⭐ Ravensdale|Imogen Ravensdale",
        "Muhammad Qureshan|Mohammed Qureshan",
        "Mohamed Qureshan|Mohammed Qureshan",
        "Shaun Kilbrannoch|Sean Kilbrannoch",
        "Ewan MacTavender|Euan MacTavender",
        "Euan McTavender|Euan MacTavender",
        "Soren Odegardsen|Søren Ødegårdsen",
        "Lukasz Lukaszewicz|Łukasz Łukaszewicz",
        "Siobhan O'Brannock|Siobhán O'Brannock",
        "Siobhan O’Brannock|Siobhán O'Brannock",
        "Siobhan OʼBrannock|Siobhán O'Brannock",
        "Siobhan OBrannock|Siobhán O'Brannock",
        "Siobhan O´Brannock’s|Siobhán O'Brannock",
        "Keziah Thornburry|Keziah Thornbury",
        "Imogen Ravensdlae|Imogen Ravensdale",
        "/news/keziah-thornbury-wins|Keziah Thornbury",
        "@KeziahThornbury|Keziah Thornbury",
        "Kᴇᴢɪᴀʜ Tʜᴏʀɴʙᴜʀʏ|Keziah Thornbury",
        "Тhоmas Wexсоmbe|Thomas Wexcombe",
        "𝐊𝐞𝐳𝐢𝐚𝐡 𝐓𝐡𝐨𝐫𝐧𝐛𝐮𝐫𝐲|Keziah Thornbury",
        "Ｋｅｚｉａｈ Ｔｈｏｒｎｂｕｒｙ|Keziah Thornbury",
        "Ke\u200bziah Thorn\u200dbury|Keziah Thornbury",
        "Keziah\u00a0Thornbury|Keziah Thornbury",
        "Иван Петровский|Иван Петровский",
        "Ivan Petrovskij|Иван Петровский"
      })
  void aNameIsFoundAsPeopleWriteIt(String text, String whose) {
    assertThat(in(text)).containsOnlyKeys(whose);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keziah and Miles Thornbury|Keziah Thornbury|Miles Thornbury",
        "Thomas & Ella Wexcombe|Ella Wexcombe|Thomas Wexcombe",
        "Keziah Thornbury and Thomas Wexcombe|Keziah Thornbury|Thomas Wexcombe"
      })
  void brothersAndSistersAreFoundBeforeOneSurname(String text, String one, String other) {
    assertThat(in(text)).containsOnlyKeys(one, other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Keziah won",
        "Keziah T",
        "Thornbury",
        "Keziah Thornburyson",
        "Mr Thomas Wexcombe",
        "Mrs. Keziah Thornbury",
        "Thomas Wexcombe & family",
        "Thomas Wexcombe Plumbing Ltd",
        "Anna Thomas Wexcombe",
        "Thank you, Thomas. Wexcombe won.",
        "We saw Thomas! Wexcombe too",
        "the rosa parks trail",
        "when will may exams start?",
        "Thomas from Wexcombe",
        "Summer-Ella Wexcombe",
        "Well done Lee, Anna and Max",
        "Thanks to Thornbury, Keziah, Ruth and Bob",
        "Our judge this year was Tommy-Lee Langmere.",
        "Tommy-Lee won",
        "with Amelia-Rose Oldhurst",
        "thanks to @esme_ali95fan",
        "@TheEsmeAliPage",
        "Write to lee.patel15@yahoo.example",
        "Write to ted.patel@yahoo.example",
        "Write to mae.garden5@yahoo.example",
        "Sir Thomas Wexcombe Trophy"
      })
  void whatIsOnlyLikeANameIsNone(String text) {
    assertThat(in(text)).isEmpty();
  }

  @Test
  void theLessIsWrittenTheLessSureItIs() {
    double full = in("Thomas Wexcombe").get("Thomas Wexcombe");
    double small = in("thomas wexcombe").get("Thomas Wexcombe");
    double handle = in("@ThomasWexcombe").get("Thomas Wexcombe");
    assertThat(full).isGreaterThanOrEqualTo(Tier.CERTAIN.from()).isGreaterThan(small);
    assertThat(in("Tom Wexcombe").get("Thomas Wexcombe")).isBetween(0.8, 0.95);
    assertThat(small).isBetween(0.8, 0.95);
    assertThat(handle).isBetween(0.5, 0.8);
    assertThat(in("When Will May exams start?").get("Will May")).isLessThan(0.95);
    assertThat(in("Lily Pond by Monet is our picture of the week").get("Lily Pond"))
        .isLessThan(0.95);
  }

  @Test
  void aNameOfThreeWordsIsNoPhrase() {
    assertThat(in("Happy birthday to Lily-Mae Garden!").get("Lily-Mae Garden"))
        .isGreaterThanOrEqualTo(Tier.CERTAIN.from());
    assertThat(in("Well done Lily Garden").get("Lily-Mae Garden")).isLessThan(0.95);
    assertThat(in("@esme_ali95").get("Esme Ali")).isBetween(0.5, 0.8);
    assertThat(in("edward.patel@yahoo.example")).containsOnlyKeys("Edward Patel");
  }

  @ParameterizedTest
  @CsvSource({
    "'Well done Tommy Lee in Year 5, our winner',true",
    "'Y9 pupil Tommy Lee',true",
    "'Tommy Lee (Year 10)',true",
    "'Tommy Lee (yr 7) and others',true",
    "'Tommy Lee won. Year 5 next',false",
    "'Tommy Lee in year 2026',false",
    "'Tommy Lee in Year 14',false",
    "'Tommy Lee came and then there was Year 5',false"
  })
  void aSchoolYearBesideANameIsSeen(String text, boolean isSeen) {
    assertThat(NAMES.in(text))
        .singleElement()
        .extracting(found -> found.recognition().signs().contains(NameSign.SCHOOL_YEAR))
        .isEqualTo(isSeen);
  }

  @Test
  void theLongerNameOfAnotherPupilIsPreferred() {
    NamesInText names =
        new NamesInText(new RollIndex(TestRoll.of("Thomas|Lane", "Thomas|Lane Wexcombe")));
    assertThat(names.in("Thomas Lane Wexcombe"))
        .extracting(f -> f.recognition().pupil().ref())
        .containsExactly("Thomas Lane Wexcombe");
  }

  @Property(tries = 300)
  void everyNameIsFoundInItsOwnText(
      @ForAll("names") String first, @ForAll("names") String last, @ForAll("cases") int letters) {
    NamesInText names =
        new NamesInText(new RollIndex(List.of(TestRoll.pupil("1", first, "", last, ""))));
    String written = first + " " + last;
    String text =
        switch (letters) {
          case 0 -> written;
          case 1 -> written.toUpperCase(Locale.ROOT);
          default -> written.toLowerCase(Locale.ROOT);
        };
    assertThat(names.in("Well done " + text + "!")).as(text).isNotEmpty();
  }

  @Provide
  Arbitrary<Integer> cases() {
    return Arbitraries.integers().between(0, 2);
  }

  /** Names with particles, hyphens, apostrophes, accents, full stops and brackets. */
  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> part =
        Arbitraries.of(
            "Zorvath",
            "Quillax",
            "Brimsley",
            "Ødvarsk",
            "O'Tarnish",
            "Mac Drellow",
            "D’Avrenne",
            "Łosnik",
            "Ñundez",
            "Çelvarik",
            "Ştefrik",
            "Vondrášek",
            "Ng'ombera",
            "Ximberly");
    Arbitrary<String> shape =
        Arbitraries.of(
            "%s", "de %s", "%s-%2$s", "St. %s", "van der %s", "%s %2$s", "al-%s", "%s Jr");
    return Combinators.combine(shape, part, part)
        .as((s, a, b) -> String.format(Locale.ROOT, s, a, b));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Keziah Thornbury House Captain|LIKELY",
        "Keziah Thornbury School Council|LIKELY",
        "Imogen Ravensdale Park Run winner|LIKELY",
        "Imogen Ravensdale Lane 4|LIKELY",
        "Imogen Ravensdale Way to go!|LIKELY",
        "Author Imogen Ravensdale came|POSSIBLE",
        "our headteacher Imogen Ravensdale|POSSIBLE",
        "Imogen Ravensdale, author of I Am Thunder, spoke to us|POSSIBLE",
        "Former pupil Imogen Ravensdale came|POSSIBLE",
        "Former England captain Imogen Ravensdale|POSSIBLE",
        "Imogen Ravensdale, Chair of Governors, came|POSSIBLE",
        "Imogen Ravensdale (Grandad of Tom) came|POSSIBLE",
        "Our school nurse, Imogen Ravensdale, is in|POSSIBLE",
        "the new head of music, Imogen Ravensdale|POSSIBLE",
        "In memory of Imogen Ravensdale|POSSIBLE",
        "Imogen Ravensdale, 98, came|POSSIBLE",
        "Imogen Ravensdale, 14, came|CERTAIN",
        "Imogen Ravensdale, who retired today|POSSIBLE",
        "Imogen Ravensdale, who won today|CERTAIN",
        "Referee: Imogen Ravensdale|POSSIBLE",
        "Imogen Ravensdale fell in 1917|LIKELY",
        "Nurse Imogen Ravensdale (9B) in our play|CERTAIN",
        "Nurse's patient Imogen Ravensdale|CERTAIN",
        "Miss Imogen Ravensdale of 9B|POSSIBLE",
        "Mrs Imogen Ravensdale (Y4)|POSSIBLE",
        "Don't Miss Imogen Ravensdale|CERTAIN",
        "WE WILL MISS IMOGEN RAVENSDALE|CERTAIN",
        "Head of Year 9 Imogen Ravensdale|POSSIBLE",
        "Our Head of Y9, Imogen Ravensdale|POSSIBLE",
        "Imogen Ravensdale, Year 4 teacher|POSSIBLE",
        "Imogen Ravensdale (Y9 parent)|POSSIBLE",
        "Imogen Ravensdale, Y9 form tutor|POSSIBLE",
        "author Imogen Ravensdale - Year 9 loved it|POSSIBLE",
        "Imogen Ravensdale, Year 9, won|CERTAIN",
        "Governors: Keziah Smith, Imogen Ravensdale|POSSIBLE",
        "Parents Tom Smith and Imogen Ravensdale came|POSSIBLE",
        "Teacher Tom Smith and pupil Imogen Ravensdale|CERTAIN",
        "Mum: Imogen Ravensdale|POSSIBLE",
        "In the picture: Imogen Ravensdale's team (Year 4) with the cup|CERTAIN",
        "Tom's mum, Imogen Ravensdale|POSSIBLE",
        "Imogen Ravensdale (Mrs)|POSSIBLE",
        "Imogen Ravensdale (age 38)|POSSIBLE",
        "38-year-old Imogen Ravensdale|POSSIBLE",
        "13-year-old Imogen Ravensdale|CERTAIN",
        "Imogen Ravensdale aged 38|POSSIBLE",
        "Imogen Ravensdale aged 12|CERTAIN",
        "Class of 2009: Imogen Ravensdale|POSSIBLE",
        "Imogen Ravensdale left in 2014|POSSIBLE",
        "Happy retirement Imogen Ravensdale|POSSIBLE",
        "Imogen Ravensdale has taught here for years|POSSIBLE",
        "Imogen Ravensdale retired hurt|CERTAIN",
        "Imogen Ravensdale taught Year 3 how to code|CERTAIN",
        "Year 6 leavers Class of 2025: Imogen Ravensdale|CERTAIN",
        "Duke of Edinburgh Award Imogen Ravensdale|CERTAIN",
        "Imogen Ravensdale, Year 11 Head Girl|CERTAIN",
        "Imogen Ravensdale, Year 9 team captain|CERTAIN",
        "Imogen Ravensdale (Mrs Smith's class)|CERTAIN",
        "Young Authors: Imogen Ravensdale|CERTAIN",
        "Student Governors: Imogen Ravensdale|CERTAIN",
        "Imogen Ravensdale from Beech class|CERTAIN",
        "Imogen Ravensdale (Juliet)|CERTAIN",
        "Imogen Ravensdale has won|CERTAIN",
        "Imogen Ravensdale of Hazelgate Academy|LIKELY",
        "Hazelgate's Imogen Ravensdale scored|LIKELY",
        "Imogen Ravensdale (Hazelgate) scored|LIKELY",
        "Imogen Ravensdale from the Rotary Club|LIKELY",
        "Imogen Ravensdale of Year 9|CERTAIN",
        "Monday's Imogen Ravensdale|CERTAIN",
        "Imogen Ravensdale School Record|LIKELY",
        "Imogen Ravensdale Team of the week|LIKELY",
        "Imogen Ravensdale - House points|CERTAIN",
        "Imogen Ravensdale Okafor came|LIKELY",
        "Imogen Ravensdale Wins|CERTAIN",
        "Imogen Ravensdale Wins Gold Again|CERTAIN",
        "Ravensdale, Imogen, 9B|LIKELY",
        "Thanks Miss! Imogen Ravensdale won|CERTAIN",
        "Imogen Ravensdale Prize for Art|POSSIBLE",
        "Imogen Ravensdale Court 3, 10.30am|POSSIBLE",
        "Imogen\\tRavensdale\\tHall|CERTAIN",
        "Imogen Ravensdale, head girl, spoke to us|CERTAIN",
        // Staff, visitors and former pupils whose role is further away.
        "Our governors: Imogen Ravensdale (Chair), Bo Day (Co-opted)|POSSIBLE",
        "Our governors: Bo Day (Chair), Imogen Ravensdale (Co-opted)|POSSIBLE",
        "Form tutors: 7A Bo Day, 7B Imogen Ravensdale|LIKELY",
        "Alumni news: Imogen Ravensdale|POSSIBLE",
        "2009 team: Bo Day, Imogen Ravensdale|POSSIBLE",
        "Governors' Award: Imogen Ravensdale|CERTAIN",
        "Student governors: Bo Day, Imogen Ravensdale|CERTAIN",
        "PTA raffle winner: Imogen Ravensdale|CERTAIN",
        "Imogen Ravensdale joins us as head of geography|POSSIBLE",
        "Imogen Ravensdale is our new SENCO|POSSIBLE",
        "Imogen Ravensdale is our new Head Girl|CERTAIN",
        "We have appointed Imogen Ravensdale as a trustee|POSSIBLE",
        "Imogen Ravensdale starts maternity leave|POSSIBLE",
        "Farewell to Imogen Ravensdale after 12 years in maths|POSSIBLE",
        "Imogen Ravensdale after 5 years in our choir|CERTAIN",
        "Exams queries: contact Imogen Ravensdale|POSSIBLE",
        "Thank you to Imogen Ravensdale for a brilliant workshop|LIKELY",
        "Thank you to Imogen Ravensdale for tidying up|CERTAIN",
        "A talk from Imogen Ravensdale|LIKELY",
        "After 27 years Imogen Ravensdale is retiring|POSSIBLE",
        "Thank you Imogen Ravensdale! 23 years of school dinners|POSSIBLE",
        "Our new teacher is Imogen Ravensdale|POSSIBLE",
        "Speakers include Bo Day, Imogen Ravensdale and Jo Lee|POSSIBLE",
        "Thanks to our PTA – Bo Day, Imogen Ravensdale|POSSIBLE",
        "Imogen Ravensdale (Y9 mum) gave us balls|POSSIBLE",
        "Remembering Imogen Ravensdale today|POSSIBLE",
        "Thank you Imogen Ravensdale and family|POSSIBLE",
        "Scorers for Ryburn Valley: Bo Day (2), Imogen Ravensdale|LIKELY",
        "Holmfirth High's Imogen Ravensdale|LIKELY",
        "Imogen Ravensdale – Holmfirth High|LIKELY",
        // Offices and parts that pupils have.
        "Head Girl: Imogen Ravensdale|CERTAIN",
        "Our new Head Boy and Head Girl: Bo Day and Imogen Ravensdale|CERTAIN",
        "School Council: Chair: Imogen Ravensdale|CERTAIN",
        "Imogen Ravensdale (Chair of School Council) met the cook|CERTAIN",
        "Sixth Form Committee: President Bo Day, Treasurer Imogen Ravensdale|CERTAIN",
        "In the principal roles: Bo Day, Imogen Ravensdale|CERTAIN",
        "Cast: Matilda: Bo Day, Doctor: Imogen Ravensdale|CERTAIN",
        "Best speaker: Imogen Ravensdale|CERTAIN",
        "Our deputy headteacher Imogen Ravensdale|POSSIBLE",
        "Our sports coach, Imogen Ravensdale|POSSIBLE",
        "Our year 6 teacher Imogen Ravensdale|POSSIBLE",
        "Teacher of the year Imogen Ravensdale|POSSIBLE",
        "Breakfast club is open. Manager: Imogen Ravensdale|POSSIBLE",
        "Our school librarian, Imogen Ravensdale|POSSIBLE",
        "Birchdale swimmer Imogen Ravensdale won gold|POSSIBLE",
        "Carol service: Imogen Ravensdale sang|CERTAIN",
        "Collect by 15:15. #Year7Life Imogen Ravensdale|CERTAIN",
        "Collect 20 year 7 books from Imogen Ravensdale|CERTAIN",
        "Tutor group 7A: Imogen Ravensdale, Bo Day|CERTAIN",
        "Safeguarding reps: Imogen Ravensdale|CERTAIN",
        "Our visitors loved their guide Imogen Ravensdale|LIKELY",
        "Imogen Ravensdale became a big sister after the birth of Tom|POSSIBLE",
        "Well done to our young author Imogen Ravensdale|CERTAIN",
        "Year 8 author Imogen Ravensdale|CERTAIN",
        "Poet of the month Imogen Ravensdale|CERTAIN",
        "House points: Imogen Ravensdale (Wilberforce) 112|CERTAIN",
        "Vice Captain Imogen Ravensdale|CERTAIN",
        "Goals from Bo Day (2) and Imogen Ravensdale|CERTAIN",
        "Imogen Ravensdale left Birchdale in 2016|POSSIBLE",
        "Imogen Ravensdale (2005–2012) is back|POSSIBLE",
        "Imogen Ravensdale, Head Girl 2011|LIKELY",
        "England netballer Imogen Ravensdale|POSSIBLE",
        "School nurse Imogen Ravensdale – Year 9 jabs|POSSIBLE",
        "School nurse Imogen Ravensdale – Year 9 on Tuesday|LIKELY",
        "Hazelgate scorers: Bo Day (2), Imogen Ravensdale|LIKELY",
        "Their captain Imogen Ravensdale was unplayable|LIKELY",
        "Starting XI: 1 Bo Day 2 Imogen Ravensdale|CERTAIN",
        "Year 6 pupil Imogen Ravensdale of Hazelgate Primary won|LIKELY",
        // What only looks so.
        "Imogen Ravensdale – 50 merits|CERTAIN",
        "Imogen Ravensdale (99%) topped the test|CERTAIN",
        "Imogen Ravensdale ran the 1500m|CERTAIN",
        "1940s day: Imogen Ravensdale as an evacuee|CERTAIN",
        "Junior Road Safety Officers Bo Day and Imogen Ravensdale|CERTAIN",
        "Imogen Ravensdale Sports Award|POSSIBLE",
        "Brontë's Imogen Ravensdale wins|LIKELY",
        "Imogen Ravensdales science project|LIKELY",
        "Cadet Sgt Imogen Ravensdale led the parade|POSSIBLE",
        "Imogen Ravensdale MP|POSSIBLE",
        "Imogen Ravensdale Captain of the team|CERTAIN",
        "Imogen Ravensdale Jordan came|LIKELY",
        "Star of the week: Imogen\\nRavensdale|LIKELY",
        "#Imogen #Ravensdale|LIKELY",
        "don't miss Imogen Ravensdale on Friday|CERTAIN"
      })
  void wordsBesideANameDecideHowSureItIs(String text, Tier tier) {
    assertThat(NAMES.in(text.replace("\\n", "\n").replace("\\t", "\t")))
        .extracting(found -> Tier.of(found.recognition().confidence()).orElseThrow())
        .containsExactly(tier);
  }

  /** The names of places, days and things that a pupil may have, and where they are a pupil's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a day at Hope Valley|POSSIBLE",
        "Roadworks on Jack Lane|POSSIBLE",
        "Hope Valley walk on Friday|POSSIBLE",
        "Hope Valley was closed|LIKELY",
        "Hope Valley (8G) won|CERTAIN",
        "Well done to Jack Lane|CERTAIN",
        "#HopeValley|LIKELY",
        "see /news/hope-valley-trip|POSSIBLE",
        "Jack Lane-based display|POSSIBLE"
      })
  void aNameThatIsAPlaceIsLessSure(String text, Tier tier) {
    NamesInText names = new NamesInText(new RollIndex(TestRoll.of("Hope|Valley", "Jack|Lane")));
    assertThat(names.in(text))
        .extracting(found -> Tier.of(found.recognition().confidence()).orElseThrow())
        .containsExactly(tier);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Simran Kaur of 9B|Simran Dhaliwal",
        "João da Silva came|João da Silva Santos",
        "#goodluckimogenravensdale|Imogen Ravensdale",
        "Zosia Kowalska won|Zofia Kowalska",
        "Solomiia Shevchenko won|Solomiya Shevchenko",
        "9B \\p Imogen \\p Ravensdale|Imogen Ravensdale"
      })
  void furtherWaysOfWritingANameAreFound(String text, String whose) {
    NamesInText names =
        new NamesInText(
            new RollIndex(
                TestRoll.of(
                    "Simran|Dhaliwal||Kaur",
                    "João|da Silva Santos",
                    "Imogen|Ravensdale",
                    "Zofia|Kowalska",
                    "Solomiya|Shevchenko")));
    assertThat(names.in(text.replace("\\p", "|")))
        .extracting(found -> found.recognition().pupil().ref())
        .containsExactly(whose);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Miss Imogen Ravensdale teaches Year 4",
        "Our teacher Miss Imogen Ravensdale",
        "Imogen Ravensdale House",
        "Imogen Ravensdale Cup Final",
        "Imogen Ravensdale School of Dance",
        "with Imogen.\nRavensdale won",
        "with Imogen\n\nRavensdale won"
      })
  void titlesPlacesAndOtherLinesAreNone(String text) {
    assertThat(NAMES.in(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Imogen Ravensdale of Year 5 won, true",
    "Year 9 pupil Imogen Ravensdale, true",
    "Imogen Ravensdale (Year 9), true",
    "Year 9's Imogen Ravensdale, true",
    "Year 5 learned about Imogen Ravensdale, false",
    "Year 9 watched Imogen Ravensdale score, false",
    "Imogen Ravensdale. Year 9 went home, false"
  })
  void aYearGroupBelongsToANameOnlyBesideIt(String text, boolean isHers) {
    assertThat(NAMES.in(text))
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.recognition().signs().contains(NameSign.SCHOOL_YEAR))
                    .isEqualTo(isHers));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"Keziah's Thornbury trip", "Keziah’s Thornbury trip", "KEZIAH'S THORNBURY TRIP"})
  void aForenameWithItsPossessiveBeforeAPlaceIsNoFullName(String text) {
    assertThat(in(text)).isEmpty();
    assertThat(in("Keziah Thornbury's trip")).containsKey("Keziah Thornbury");
  }

  /** The practice that the rule recommends: first names alone, one after the other. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Stars of the week \u2b50 Ella \u2b50 Rose \u2b50 Joy \u2b50",
        "Ella \u2022 Rose \u2022 Tom \u2022 Ben",
        "Ella \u2013 Rose \u2013 Tom",
        "Ella/Rose/Tom",
        "Stars:\n- Ella\n- Rose\n- Tom",
        "Ella\nRose\nTom",
        "Goals: Ella 2 \u2013 Rose 1",
        "Ella x Rose",
        "Sam Ella \u2013 Rose Harris"
      })
  void itemsOfAListAreNoName(String text) {
    NamesInText names = new NamesInText(new RollIndex(TestRoll.of("Ella|Rose")));
    assertThat(names.in(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Keziah \u2b50 Thornbury",
        "Keziah \ud83c\udfc3\u200d\u2640\ufe0f Thornbury",
        "Keziah \ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f Thornbury",
        "Keziah \ud83c\udf89\ud83c\udf89\ud83c\udf89 Thornbury",
        "Keziah/Miles Thornbury",
        "Keziah\nThornbury\n\nThomas\nWexcombe",
        "Keziah | Thornbury | Imogen | Ravensdale",
        "Keziah x Thornbury",
        "Keziah - Thornbury"
      })
  void signsWithinANameHideNoOne(String text) {
    NamesInText names = new NamesInText(new RollIndex(TestRoll.of("Keziah|Thornbury")));
    assertThat(names.in(text)).hasSize(1);
  }
}
