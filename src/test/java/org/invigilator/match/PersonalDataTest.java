package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
  private static final List<String> ALL =
      List.of("uk-phone", "email", "address", "dob", "nino", "upn");
  private static final PersonalData DATA = new PersonalData(List.of(), List.of("trust.example"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uk-phone|a telephone number|01204 52345",
        "uk-phone|a telephone number|0044 (0) 7700 900123",
        "uk-phone|a telephone number|447700900123",
        "uk-phone|a telephone number|+44 7700 900123",
        "email|an e-mail address|me@home.example",
        "email|an e-mail address|ME.Z@home.example",
        "email|an e-mail address|me9@home.example",
        "email|an e-mail address|me_@home.example",
        "email|an e-mail address|me-@Home.example",
        "email|an e-mail address|me+@9home.example",
        "email|an e-mail address|o'@home.example",
        "email|an e-mail address|me%@-home.example",
        "address|a postal address|7 Elm Close, Town, NT1 4QP",
        "dob|a date of birth|born on the 14th of March 2012",
        "dob|a date of birth|date of birth: 14.03.12",
        "dob|a date of birth|DOB 14/03/2012",
        "dob|a date of birth|D.O.B. 14/03/2012",
        "dob|a date of birth|D.O.B.: 14.03.2012",
        "dob|a date of birth|birth date = 14/03/12",
        "dob|a date of birth|d.o.b: 14-03-2012",
        "nino|a National Insurance number|AA123456C",
        "nino|a National Insurance number|AZ 12 34 56 D",
        "upn|a unique pupil number|H801200001001",
        "upn|a unique pupil number|H80120000100B",
      })
  void eachDetailIsFoundByItselfAndOnlyWhereItIsAskedFor(String sort, String told, String text) {
    assertThat(DATA.in(text, List.of(sort))).containsExactly(told);
    assertThat(DATA.in("See " + text + " now", ALL)).contains(told);
    assertThat(DATA.in(text, ALL.stream().filter(s -> !s.equals(sort)).toList()))
        .doesNotContain(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 1 2 3",
        "Order 7700 900123",
        "Case 01.02.2026 103000",
        "office@nth.trust.example",
        "Write @ us: https://x.example/me@home.example",
        "a tap https://x.example/07700900123 NT1 4QP",
        "born in 2012",
        "BG123456C",
        "B801200001001",
        "0123456789012345",
        "44 7700 90012",
      })
  void whatOnlyLooksLikeADetailIsNone(String text) {
    assertThat(DATA.in(text, ALL)).isEmpty();
  }

  @Test
  void whatTheTrustPublishesIsFree() {
    PersonalData data =
        new PersonalData(
            List.of("help@advice.example", "1 High Street, Town, SW1A 1AA", "0800 1111 222"),
            List.of());
    assertThat(data.in("Help@Advice.example, 12 High Street, Town, SW1A 1AA, 08001111222", ALL))
        .isEmpty();
    assertThat(data.in("You@Advice.example", ALL)).isNotEmpty();
    assertThat(data.in("Help@Advice.example or me@advice.example", ALL)).isNotEmpty();
    assertThat(data.in("12 High Street, SW1A 1AA or 9 Low Road, SW1A 1AB", ALL)).isNotEmpty();
  }
}
