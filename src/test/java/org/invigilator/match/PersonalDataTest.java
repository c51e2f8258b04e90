package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
  private static final List<String> ALL =
      List.of("uk-phone", "email", "address", "dob", "nino", "upn");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
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
        "email|an e-mail address|jane.reed (at) home (dot) example",
        "email|an e-mail address|jane.reed[at]home.example",
        "email|an e-mail address|jane.reed { AT } home [dot] co (dot) example",
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
        "dob|a date of birth|DOB is 14/03/2012",
        "dob|a date of birth|date of birth is 14 March 2012",
        "dob|a date of birth|DOB (14/03/2014)",
        "dob|a date of birth|DOB 2012-03-14",
        "dob|a date of birth|DOB 14 03 2014",
        "dob|a date of birth|DOB - 14-Mar-2014",
        "dob|a date of birth|D O B 14/03/2014",
        "dob|a date of birth|14/03/2014 (DOB)",
        "dob|a date of birth|DOB: 14 / 03 / 2014",
        "dob|a date of birth|born on Friday 14 March 2014",
        "dob|a date of birth|born March 14th 2014",
        "dob|a date of birth|date-of-birth 14/03/2014",
        "uk-phone|a telephone number|5.30 07700 900321",
        "uk-phone|a telephone number|12/06/2026 07700 900321",
        "uk-phone|a telephone number|Room 9 07700 900321",
        "uk-phone|a telephone number|07.70.09.00.32.1",
        "uk-phone|a telephone number|0-7-7-0-0-9-0-0-3-2-1",
        "uk-phone|a telephone number|020-79-460123",
        "uk-phone|a telephone number|07700·900·321",
        "uk-phone|a telephone number|07700_900_321",
        "uk-phone|a telephone number|0\ufe0f\u20e37\ufe0f\u20e37\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e39\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e33\ufe0f\u20e32\ufe0f\u20e31\ufe0f\u20e3",
        "address|a postal address|12 Tarn Lane, Kirkwater, la9 7qq",
        "address|a postal address|12 St. Mary's Road, Kirkwater LA9 7QQ",
        "address|a postal address|Tarn House, Beck Lane, Kirkwater, LA9 7QQ",
        "address|a postal address|12 Tarn Lane, Kirkwater LA9-7QQ",
        "nino|a National Insurance number|ab123456c",
        "nino|a National Insurance number|AB-12-34-56-C",
        "upn|a unique pupil number|h801200001001",
        "nino|a National Insurance number|AA123456C",
        "nino|a National Insurance number|AZ 12 34 56 D",
        "upn|a unique pupil number|H801200001001",
        "upn|a unique pupil number|H80120000100B",
      })
  void eachDetailIsFoundByItselfAndOnlyWhereItIsAskedFor(String sort, String told, String text) {
    assertThat(DATA.in(text, List.of(sort), DAY)).containsExactly(told);
    assertThat(DATA.in("See " + text + " now", ALL, DAY)).contains(told);
    assertThat(DATA.in(text, ALL.stream().filter(s -> !s.equals(sort)).toList(), DAY))
        .doesNotContain(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 1 2 3",
        "Order 7700 900123",
        "office (at) nth.trust (dot) example",
        "See you there (at noon) or (at) the hall. (dot)",
        "Case 01.02.2026 103000",
        "office@nth.trust.example",
        "Write @ us: https://x.example/me@home.example",
        "a tap https://x.example/07700900123 NT1 4QP",
        "born in 2012",
        "BG123456C",
        "B801200001001",
        "0123456789012345",
        "Year 7 netball away at Hazelgate, LA8 8AA",
        "Coach leaves at 8.15 from school. Venue postcode LA8 8AA",
        "Meet 3.30 pm for satnav use LA8 8AA",
        "Carol service Thursday 17 December St Oswald's Church, LA22 9DH",
        "Open evening 26 November at the Town Hall LA8 8AA",
        "U15 cricket: 24 pupils travel to Keswick School, CA12 5QB",
        "Born 01/09/2021–31/08/2022: apply for Reception by 15 January",
        "If your child was born on 1 September 2022 or later, apply now",
        "Children born on 1 September 2022 may start in Reception",
        "Anne Frank was born on 12 June 1929",
        "Rosa Parks, DOB 4 February 1913",
        "Marcus Rashford, born 31 October 1997",
        "12 chicks born on 3 May 2026!",
        "Our choir was born on 12 May 2011",
        "Lambs born 14 March 2023",
        "Crimestoppers 0800 555 111",
        "Beat helpline 0808 801 0677",
        "ISBN 0141036133",
        "ISBN 0 19 283355 4",
        "100 Club winning numbers: 07 81 23 45 67 8",
        "Order code 0123456789",
        "PIN 0123 456 789",
        "Population of Earth 08 045 311 447",
        "44 7700 90012",
      })
  void whatOnlyLooksLikeADetailIsNone(String text) {
    assertThat(DATA.in(text, ALL, DAY)).isEmpty();
  }

  @Test
  void whatTheTrustPublishesIsFree() {
    PersonalData data =
        new PersonalData(
            List.of("help@advice.example", "1 High Street, Town, SW1A 1AA", "0800 1111 222"),
            List.of());
    assertThat(
            data.in("Help@Advice.example, 12 High Street, Town, SW1A 1AA, 08001111222", ALL, DAY))
        .isEmpty();
    assertThat(data.in("You@Advice.example", ALL, DAY)).isNotEmpty();
    assertThat(data.in("Help@Advice.example or me@advice.example", ALL, DAY)).isNotEmpty();
    assertThat(data.in("12 High Street, SW1A 1AA or 9 Low Road, SW1A 1AB", ALL, DAY)).isNotEmpty();
  }
}
