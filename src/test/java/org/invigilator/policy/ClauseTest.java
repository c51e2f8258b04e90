package org.invigilator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClauseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "Two people run it. | '' | '' | Two people run it.",
        "Two people run it. | Each account has two administrators. | page 2 | 'Two people run it.\n“Each account has two administrators.” (page 2)'",
        "Each account has … | Each account has two administrators. | page 2 | “Each account has two administrators.” (page 2)",
        "Staff must not: contact pupils | contact pupils by message | '' | “Staff must not: contact pupils by message”",
        "Staff must not: contact … | contact pupils by message | '' | “Staff must not: contact pupils by message”",
        "No contact: messages too | contact pupils by message | '' | 'No contact: messages too\n“contact pupils by message”'",
        "Passwords: never shared | Passwords: never shared with pupils | '' | “Passwords: never shared with pupils”"
      })
  void clauseIsQuotedWithTheWordsThatLeadToIt(
      String paraphrase, String text, String place, String words) {
    assertThat(
            Clause.of(
                    "1",
                    null,
                    paraphrase,
                    text,
                    place,
                    null,
                    Clause.Reading.AUTOMATED,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)
                .inWords())
        .isEqualTo(words.replace("\\n", "\n"));
  }
}
