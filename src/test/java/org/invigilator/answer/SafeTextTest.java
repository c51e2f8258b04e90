package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.invigilator.finding.SampleTrust;
import org.invigilator.rule.TrustBuilder;
import org.invigilator.rule.TrustIndex;
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
      strings = {
        "Sam's mum is happy",
        "email from the JONES family",
        "see 5/9/2012",
        "Spoke to Samuel"
      })
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
}
