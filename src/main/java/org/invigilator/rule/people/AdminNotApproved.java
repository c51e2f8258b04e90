package org.invigilator.rule.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Person;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/**
 * Everyone who runs or posts to the account was approved by someone entitled to, other than
 * themselves.
 */
public final class AdminNotApproved implements Rule.OfAccount {
  private final List<String> approvers;
  private final List<String> roles;
  private final boolean written;
  private final boolean selfAllowed;

  public AdminNotApproved(Parameters parameters) {
    approvers = parameters.list("approver_roles");
    roles = parameters.list("roles_checked");
    written = parameters.flag("written");
    selfAllowed = parameters.flag("self_approval_allowed");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    TreeMap<String, Violation> byPerson = new TreeMap<>();
    for (AccountRole role : view.trust().currentRoles(view.id())) {
      if (roles.contains(role.role())) {
        objection(role, view)
            .ifPresent(
                evidence ->
                    byPerson.putIfAbsent(
                        role.person(),
                        Violation.of(
                                Subject.of(Subject.Kind.PERSON, role.person()),
                                evidence
                                    .person("person", role.person())
                                    .term("role", Labels.listedAs(role.role())))
                            .person(role.person())));
      }
    }
    byPerson.values().forEach(out::violation);
  }

  private Optional<Evidence> objection(AccountRole role, AccountView view) {
    if (role.approvedBy().isEmpty() || role.approvedOn().isEmpty()) {
      return Optional.of(Evidence.of("none"));
    }
    LocalDate on = role.approvedOn().get();
    if (on.isAfter(view.trust().asOf())) {
      return Optional.of(Evidence.of("in_future").day("on", on));
    }
    if (!selfAllowed && role.approvedBy().equals(role.person())) {
      return Optional.of(Evidence.of("own"));
    }
    if (written && !role.approvalForm().equals("written")) {
      return Optional.of(Evidence.of("not_written"));
    }
    return approvers.isEmpty() || isEntitled(role, on, view)
        ? Optional.empty()
        : Optional.of(
            Evidence.of("not_entitled")
                .person("approver", role.approvedBy())
                .day("on", on)
                .term("roles", Labels.oneOf(approvers)));
  }

  private boolean isEntitled(AccountRole role, LocalDate on, AccountView view) {
    return approvers.stream()
        .anyMatch(
            entitled ->
                switch (entitled) {
                  case "line-manager" -> isManager(role, on, view);
                  case "delegate" ->
                      view.trust()
                          .roleHolders()
                          .isDelegate(role.approvedBy(), List.of(), on, view.account().academy());
                  default ->
                      view.trust()
                          .roleHolders()
                          .holds(role.approvedBy(), entitled, on, view.account().academy());
                });
  }

  /**
   * The manager of today, or someone employed then who has left since, because the registers do not
   * record who managed whom in the past.
   */
  private static boolean isManager(AccountRole role, LocalDate on, AccountView view) {
    Optional<Person> approver = view.trust().person(role.approvedBy());
    boolean manages =
        view.person(role).map(p -> p.lineManager().equals(role.approvedBy())).orElse(false);
    return manages
        || approver.map(a -> a.isHere(on) && a.hasLeftBy(view.trust().asOf())).orElse(false);
  }
}
