package org.invigilator.register.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTitlesTest {
  @ParameterizedTest
  @CsvSource({
    "Headteacher, Principal",
    "Acting Head, Principal",
    "Headteacher (Acting), Principal",
    "Assistant Headteacher (DSL), DSL",
    "Deputy Head - Designated Safeguarding Lead, DSL",
    "DSL / SENCo, DSL",
    "Headteacher and DSL, Principal DSL",
    "Headteacher (DSL), Principal DSL",
    "Designated Safeguarding Lead, DSL",
    "Headteacher (retired),",
    "Headteacher - until 31/08/2025,",
    "DSL (Deputy),",
    "Deputy DSL,",
    "Headteacher's PA,",
    "Vice Principal,",
    "Head of Year 9,",
    "Teacher (maternity cover for DSL),",
  })
  void aTitleShowsTheRolesThatItNamesAndNotThoseOfADeputy(String title, String roles) {
    assertThat(JobTitles.roles(title))
        .isEqualTo(roles == null ? List.of() : List.of(roles.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "Teacher, staff",
    "Parent Governor, governor",
    "Supply Teacher (Maths), agency",
    "Governor - Finance, governor",
    "Piano - peripatetic, contractor",
  })
  void aTitleShowsWhatKindOfPersonItIs(String title, String kind) {
    assertThat(JobTitles.kind(title)).isEqualTo(kind);
  }
}
