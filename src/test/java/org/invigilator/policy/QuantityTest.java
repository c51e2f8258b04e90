package org.invigilator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "within 5 working days of going live | lodge_within_days | 7",
        "once every three weeks in term time | stale_days | 21",
        "at least weekly | stale_days | 7",
        "posts every month | stale_days | 30",
        "within 48 hours | default_due_hours | 48",
        "within two (2) days | default_due_hours | 48",
        "no one under the age of 16 may follow | min_age | 16",
        "Pupils under 13 may not follow | min_age | 13",
        "must be 13+ to follow | min_age | 13",
        "Nobody aged 14 or under may follow | min_age | 14",
        "at least three named administrators | min_admins | 3",
        "a minimum of three administrators | min_admins | 3",
        "A minimum of two administrators | min_admins | 2",
        "at least three, and preferably four, administrators | min_admins | 3",
        "no fewer than two members of staff | min_admins | 2",
        "no fewer than two and no more than four administrators | min_admins | 2",
        "between two and four administrators | min_admins | 2",
        "2-4 administrators | min_admins | 2",
        "three or four account holders | min_admins | 3",
        "six months | validity_months | 6"
      })
  void numberOfAClauseIsReadInTheUnitOfTheParameter(String text, String parameter, int amount) {
    List<Quantity> fitting =
        Quantity.in(text).stream()
            .filter(q -> Quantity.unitOf(parameter).filter(q.unit()::equals).isPresent())
            .toList();
    assertThat(fitting).extracting(q -> q.amountFor(parameter)).containsOnly(amount);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pupils in year 7 need consent",
        "for year groups 5 and 6",
        "at least 14 characters",
        "see section 4.16",
        "no more than 12 posts",
        "approved in 2024"
      })
  void otherNumbersAreNotRead(String text) {
    assertThat(Quantity.in(text)).isEmpty();
  }
}
