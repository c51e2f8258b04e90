package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.invigilator.finding.SampleTrust;
import org.invigilator.rule.TrustBuilder;
import org.invigilator.rule.TrustIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
  private static final TrustIndex TRUST =
      SampleTrust.read(
          new TrustBuilder("ctat-2024", SampleTrust.DAY)
              .set("pupils", "NTH-2", Map.of("known_handles", "twitter:xyz:77")));

  private final SafeText texts = new SafeText(TRUST);

  @ParameterizedTest
  @ValueSource(
      strings = {"Sam's mum is happy", "email about JONES", "see 5/9/2012", "Spoke to Samuel"})
  void partOfTheNameIsTooMuchOnTheFindingAboutThePupil(String text) {
    TrustIndex trust =
        SampleTrust.read(
            new TrustBuilder("ctat-2024", SampleTrust.DAY)
                .set("pupils", "NTH-1", Map.of("known_as", "Sam", "dob", "05/09/2012")));
    SafeText safe = new SafeText(trust);
    assertThat(safe.unsafe(text, Set.of("NTH-1")).orElseThrow()).contains("Write 'the pupil'");
    assertThat(safe.unsafe("The pupil was spoken to", Set.of("NTH-1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: hunter2",
        "The password is hunter2",
        "the PIN code was 1234",
        "pwd = x",
        "passcode:1",
      })
  void textWithAPasswordIsNotKept(String text) {
    assertThat(texts.unsafe(text).orElseThrow())
        .startsWith("This text seems to contain a password. We did not keep it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rang the parents of Samuel Jones",
        "Jones, Sam",
        "it is @SAM_J09",
        "number 5001 again",
        "is it xyz",
        "samuel jones was spoken to",
        "S. Jones, Year 9",
        "Samuel J is in the picture",
        "SamuelJones",
        "Samuel-Jones has left",
        "Samuel David Jones",
        "Asked @sam_j09.",
        "samuel.jones@pupils.example agreed",
        "9sjones@pupils.example",
        "the child born on 14/03/2012",
        "UPN A123456789012",
      })
  void textThatNamesAPupilIsNotKept(String text) {
    assertThat(texts.unsafe(text).orElseThrow())
        .startsWith("This text names a pupil or a pupil's account.");
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "Asked NTH-1",
    "We changed the password",
    "spin: left",
    "Sam works here",
    "xy",
    "on the 77 bus",
    "5001a",
  })
  void anyOtherTextIsKept(String text) {
    assertThat(texts.unsafe(text)).isEmpty();
  }

  private static SafeText of(String first, String last, String handle) {
    return new SafeText(
        SampleTrust.read(
            new TrustBuilder("ctat-2024", SampleTrust.DAY)
                .set(
                    "pupils",
                    "NTH-1",
                    Map.of("first_name", first, "last_name", last, "known_handles", handle))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Lotte | van der Brugghe | L van der Brugghe rang",
        "Jean-Luc | Fontaine-Ashworth | J-L Fontaine-Ashworth",
        "Aleksandr | Vorontsovskij | Vorontsovskij A",
        "Ottilie | Brackenthwaite | Brackenthwaite twins",
        "Cara | O'Brannigan | O'Brannigan family complained",
        "Chidi | Nwachukwu | Mrs Nwachukwu rang",
        "Ottilie | Brackenthwaite | the brackenthwaite family",
        "Grace | Bishop | the Bishop family"
      })
  void aSurnameWithAnInitialOrBesideAWordForAFamilyIsTooMuch(
      String first, String last, String text) {
    assertThat(of(first, last, "").unsafe(text)).as(text).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Grace | Bishop | it is the bishop of the diocese",
        "Lotte | van der Brugghe | a van was in the way",
        "Tom | Bishop | the bishop and the children came",
        "Ann | Ashworth | I think so"
      })
  void aWordOfTheLanguageIsNoName(String first, String last, String text) {
    assertThat(of(first, last, "").unsafe(text)).as(text).isEmpty();
    assertThat(of(first, last, "").unsafe(text, Set.of("NTH-1"))).as(text).isEmpty();
  }

  @Test
  void aHandleIsOneHoweverItIsSpaced() {
    SafeText safe = of("Siobhan", "Ashworth", "twitter:siobhs_tiktoks");
    assertThat(safe.unsafe("siobhs tiktoks is hers")).isPresent();
    assertThat(safe.unsafe("her tiktoks are gone")).isEmpty();
  }
}
