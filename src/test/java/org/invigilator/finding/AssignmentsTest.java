package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.invigilator.policy.Severity;
import org.invigilator.register.Person;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who must deal with a finding, and by when. */
class AssignmentsTest {
  /**
   * North Town High, where each person has one role: author P-1, administrators P-4 and P-2,
   * principal P-3, and for the trust the IT director P-5 and the chief executive P-9.
   */
  private static TrustBuilder trust() {
    Map<String, Object> person =
        Map.of("person_kind", "staff", "academy_code", "NTH", "employed_from", "01/09/2015");
    TrustBuilder trust = new TrustBuilder("ctat-2024", SampleTrust.DAY).add("people", person);
    trust.set("people", "null", Map.of("person_id", "P-5", "full_name", "Una Marsh"));
    return trust
        .remove("account_roles", Map.of("role", "administrator", "person_id", "P-1"))
        .add(
            "account_roles",
            Map.of(
                "account_id",
                "NTH-TW-01",
                "person_id",
                "P-4",
                "role",
                "moderator",
                "from",
                "06/03/2018"))
        .remove("role_holders", Map.of("academy_code", "NTH", "role", "Principal"))
        .remove("role_holders", Map.of("role", "IT Director"))
        .add(
            "role_holders",
            Map.of("academy_code", "NTH", "role", "Headteacher", "person_id", "P-3"))
        .add(
            "role_holders",
            Map.of("academy_code", "TRUST", "role", "IT Director", "person_id", "P-5"));
  }

  private static UnaryOperator<TrustBuilder> left(String... people) {
    return trust -> {
      for (String person : people) {
        trust.set("people", person, Map.of("employed_to", "01/11/2026"));
      }
      return trust;
    };
  }

  static Stream<Arguments> trusts() {
    return Stream.of(
        arguments("nobody has left", left(), "P-1"),
        arguments("the author has left", left("P-1"), "P-2"),
        arguments("the administrator has left too", left("P-1", "P-2"), "P-3"),
        arguments("the principal has left too", left("P-1", "P-2", "P-3"), "P-5"),
        arguments("the IT director has left too", left("P-1", "P-2", "P-3", "P-5"), "P-9"),
        arguments("everyone has left", left("P-1", "P-2", "P-3", "P-5", "P-9"), ""),
        arguments(
            "the author has not yet begun",
            (UnaryOperator<TrustBuilder>)
                t -> t.set("people", "P-1", Map.of("employed_from", "03/11/2026")),
            "P-2"),
        arguments(
            "the principal has given up the role",
            (UnaryOperator<TrustBuilder>)
                t ->
                    left("P-1", "P-2")
                        .apply(t)
                        .remove("role_holders", Map.of("role", "Headteacher"))
                        .add(
                            "role_holders",
                            Map.of(
                                "academy_code",
                                "NTH",
                                "role",
                                "Principal",
                                "person_id",
                                "P-3",
                                "to",
                                "01/11/2026")),
            "P-5"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trusts")
  void ownerIsTheFirstOfThoseResponsibleWhoIsStillHere(
      String what, UnaryOperator<TrustBuilder> change, String owner) {
    assertThat(
            new Assignments(SampleTrust.read(change.apply(trust())))
                .owner(SampleViolation.ofPost("1").at("NTH-TW-01", "STH").assessed()))
        .isEqualTo(owner);
  }

  @ParameterizedTest
  @CsvSource({"NTH, P-3", "STH, P-9", "TRUST, P-5"})
  void ownerOfWhatIsAboutNoAccountIsThePrincipalOrTheItDirector(String academy, String owner) {
    assertThat(
            new Assignments(SampleTrust.read(trust()))
                .owner(SampleViolation.ofPost("1").at("", academy).assessed()))
        .isEqualTo(owner);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit-coverage-gap", "audit-retention-exceeded"})
  void whatOnlyTheOperatorCanPutRightIsNoSchools(String rule) {
    Assignments assignments = new Assignments(SampleTrust.read(trust()));
    assertThat(
            assignments.owner(
                SampleViolation.ofPost("1").rule(rule).at("NTH-TW-01", "NTH").assessed()))
        .isEqualTo("P-5");
    LocalDate holidays = LocalDate.of(2026, 7, 15);
    assertThat(assignments.due(rule, Severity.HIGH, holidays, "NTH"))
        .as("by the calendar of the trust")
        .isEqualTo(assignments.due("account-stale", Severity.HIGH, holidays, "TRUST"));
  }

  @Test
  void principalIsKnownWhileEmployed() {
    assertThat(new Assignments(SampleTrust.read(trust())).principal("NTH").map(Person::id))
        .hasValue("P-3");
    assertThat(
            new Assignments(SampleTrust.read(left("P-3").apply(trust())))
                .principal("NTH")
                .map(Person::id))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CRITICAL, 2026-11-02, 2026-11-02",
    "HIGH, 2026-11-02, 2026-11-09",
    "MEDIUM, 2026-11-02, 2026-11-30",
    "LOW, 2026-11-02, 2027-01-25",
    "INFO, 2026-11-02, ",
    "HIGH, 2026-07-15, 2026-09-07",
  })
  void dueDateFollowsTheSeverityInDaysOfTerm(Severity severity, LocalDate since, LocalDate due) {
    assertThat(
            new Assignments(SampleTrust.index())
                .due("account-stale", severity, since, "NTH")
                .orElse(null))
        .isEqualTo(due);
  }
}
