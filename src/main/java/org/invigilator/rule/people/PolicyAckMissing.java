package org.invigilator.rule.people;

import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.register.Account;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Person;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** Everyone with a role has acknowledged the version of the policy that is in force. */
public final class PolicyAckMissing implements Rule.OfTrust {
  private final int graceDays;
  private final boolean optional;

  public PolicyAckMissing(Parameters parameters) {
    graceDays = parameters.integer("grace_days");
    optional = parameters.flag("optional");
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    if (optional
        && view.trust().registers().people().stream().allMatch(p -> p.acknowledgedOn().isEmpty())) {
      return;
    }
    TreeMap<String, LocalDate> began = new TreeMap<>();
    for (Account account : view.accounts()) {
      if (account.isLive()) {
        for (AccountRole role : view.trust().currentRoles(account.id())) {
          LocalDate from = role.from().orElse(LocalDate.MIN);
          began.merge(role.person(), from, (a, b) -> a.isBefore(b) ? a : b);
        }
      }
    }
    began.forEach(
        (person, from) ->
            view.trust()
                .person(person)
                .filter(
                    p ->
                        p.isHere(view.trust().asOf())
                            && !p.kind().equals("mailbox")
                            && !view.trust().isPupil(p.id()))
                .ifPresent(p -> check(p, from, view, out)));
  }

  private void check(Person person, LocalDate from, TrustView view, ResultCollector out) {
    LocalDate approved =
        view.pack().approvedFrom().or(() -> view.pack().effectiveFrom()).orElse(LocalDate.MIN);
    String version = java.util.Objects.requireNonNullElse(view.pack().version(), "");
    Optional<LocalDate> on =
        person.acknowledgedOn().filter(day -> !day.isAfter(view.trust().asOf()));
    boolean sameVersion =
        version.isEmpty()
            || person.acknowledgedVersion().isEmpty()
            || person.acknowledgedVersion().equalsIgnoreCase(version);
    if (on.map(day -> !day.isBefore(approved)).orElse(false) && sameVersion) {
      return;
    }
    LocalDate duty = from.isAfter(approved) ? from : approved;
    if (!duty.equals(LocalDate.MIN) && !duty.plusDays(graceDays).isBefore(view.trust().asOf())) {
      out.pending(Evidence.of("recent").count("days", graceDays));
      return;
    }
    out.violation(
        Violation.of(
                Subject.of(Subject.Kind.PERSON, person.id(), view.pack().id()),
                on.map(day -> evidence(person, day, sameVersion, version, approved))
                    .orElse(Evidence.of("never"))
                    .person("person", person.id()))
            .person(person.id())
            .academy(person.academy()));
  }

  private static Evidence evidence(
      Person person, LocalDate on, boolean sameVersion, String version, LocalDate approved) {
    Evidence evidence =
        sameVersion
            ? Evidence.of(version.isEmpty() ? "before_approval" : "before_version")
                .day("approved", approved)
            : Evidence.of("other_version").term("acknowledged", person.acknowledgedVersion());
    return evidence.term("version", version).day("on", on);
  }
}
