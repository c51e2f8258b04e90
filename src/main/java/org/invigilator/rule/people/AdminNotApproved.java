package org.invigilator.rule.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Person;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/**
 * Everybody who runs or posts to the account was approved by somebody entitled to, other than
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
        complaint(role, view)
            .ifPresent(
                text ->
                    byPerson.putIfAbsent(
                        role.person(),
                        Violation.of(
                                Subject.of(Subject.Kind.PERSON, role.person()),
                                role.person() + " is " + role.role() + " and " + text)
                            .person(role.person())));
      }
    }
    byPerson.values().forEach(out::violation);
  }

  private Optional<String> complaint(AccountRole role, AccountView view) {
    if (role.approvedBy().isEmpty() || role.approvedOn().isEmpty()) {
      return Optional.of("has no approval with a name and a date.");
    }
    LocalDate on = role.approvedOn().get();
    if (on.isAfter(view.trust().asOf())) {
      return Optional.of("has an approval dated " + on + ", which is still to come.");
    }
    if (!selfAllowed && role.approvedBy().equals(role.person())) {
      return Optional.of("was approved by the same person.");
    }
    if (written && !role.approvalForm().equals("written")) {
      return Optional.of("has no written approval.");
    }
    return approvers.isEmpty() || isEntitled(role, on, view)
        ? Optional.empty()
        : Optional.of(
            "was approved by "
                + role.approvedBy()
                + ", who was not "
                + String.join(" or ", approvers)
                + " on "
                + on
                + ".");
  }

  private boolean isEntitled(AccountRole role, LocalDate on, AccountView view) {
    return approvers.stream()
        .anyMatch(
            office ->
                switch (office) {
                  case "line-manager" -> isManager(role, on, view);
                  case "delegate" ->
                      view.trust()
                          .offices()
                          .isDelegate(role.approvedBy(), List.of(), on, view.account().academy());
                  default ->
                      view.trust()
                          .offices()
                          .holds(role.approvedBy(), office, on, view.account().academy());
                });
  }

  /**
   * The manager of today, or somebody employed then who has left since: who managed whom in the
   * past is not recorded.
   */
  private static boolean isManager(AccountRole role, LocalDate on, AccountView view) {
    Optional<Person> approver = view.trust().person(role.approvedBy());
    boolean manages =
        view.person(role).map(p -> p.lineManager().equals(role.approvedBy())).orElse(false);
    return manages
        || approver.map(a -> a.isHere(on) && a.hasLeftBy(view.trust().asOf())).orElse(false);
  }
}
