package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.invigilator.finding.SampleTrust;
import org.invigilator.register.Person;
import org.invigilator.rule.TrustBuilder;
import org.invigilator.rule.TrustIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTest {
  private static final TrustIndex TRUST =
      SampleTrust.read(
          new TrustBuilder("ctat-2024", SampleTrust.DAY)
              .set("people", "P-2", Map.of("full_name", "Della Finch"))
              .set("people", "P-4", Map.of("employed_to", "01/11/2026"))
              .set(
                  "people", "P-9", Map.of("person_kind", "mailbox", "full_name", "School office")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "P-1 | P-1 | \"\"",
        "P-1 Anita Patel | P-1 | \"\"",
        "anita patel | P-1 | \"\"",
        "Patel, Anita | P-1 | \"\"",
        "p-1 | P-1 | \"\"",
        "P1 Anita | P-1 | \"\"",
        "P-3 Della Finch | P-3 | \"\"",
        "Della Finch | | 'Owner': several people have this name. Write the person's ID from the people register.",
        "\"\" | | 'Owner' is blank.",
        "Anita | | 'Owner': no one with this ID or name is in the people register.",
        "School office | | 'Owner' is a mailbox, not a person. Name a person.",
        "P-4 | | 'Owner': Ivo Crane (P-4) is not employed on the audit date.",
      })
  void personIsFoundByIdOrByAUniqueName(String written, String id, String why) {
    People.Found found = new People(TRUST).find(written, "Owner");
    assertThat(found.person().map(Person::id).orElse(null)).isEqualTo(id);
    assertThat(found.why()).isEqualTo(why);
  }

  @Test
  void noNameCanBeCheckedWithoutThePeopleRegister() {
    TrustIndex without =
        SampleTrust.read(new TrustBuilder("ctat-2024", SampleTrust.DAY).drop("people"));
    assertThat(new People(without).find("P-1", "Owner").why())
        .isEqualTo("The trust has no people register, so this name cannot be checked.");
  }
}
