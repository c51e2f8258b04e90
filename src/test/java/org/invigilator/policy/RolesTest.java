package org.invigilator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles as schools write them beside the names that policies use. */
class RolesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Head | Principal",
        "Head, DSL | Principal",
        "Head/DSL | DSL",
        "Headteacher/Principal | Principal",
        "Acting Headteacher | Principal",
        "Interim Head of School | Headteacher",
        "Deputy Head and DSL | Designated Safeguarding Lead",
        "Designated Safeguarding Lead (DSL) | DSL",
        "Co-Headteacher | Headteacher",
        "Director of IT | IT Director",
        "Director of Human Resources | HR Director",
        "Director of Education | Education Director",
        "Chair of Governors | LGB Chair",
        "Chief Operating Officer | Chief Operations Officer",
        "Network Manager | ICT Manager",
        "Data Protection Officer; IT Director | DPO",
        "Site Manager | site-manager",
      })
  void namesOfOneRoleAreTheSame(String written, String role) {
    assertThat(Roles.same(written, role)).isTrue();
    assertThat(Roles.same(role, written)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deputy Headteacher | Headteacher",
        "Vice Principal | Principal",
        "Deputy DSL | DSL",
        "Head of Year 7 | Headteacher",
        "Head of Art and Design | Headteacher",
        "Head, Maths | Headteacher",
        "Head (Science) | Headteacher",
        "Chair of Trustees | Chair of Governors",
        "IT Technician | IT Director",
        "DPO | DSL",
        "'' | Principal",
        "'' | ''",
      })
  void anotherRoleIsNotTheSame(String written, String role) {
    assertThat(Roles.same(written, role)).isFalse();
    assertThat(Roles.same(role, written)).isFalse();
  }
}
