package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.RoleHolderIndex;

/** Who may sign each line of the form, by the roles on record for the academy and the day. */
final class SignOffs {
  private static final Map<String, List<String>> ROLES =
      Map.of(
          "safeguarding", List.of("DSL"),
          "ict", List.of("ICT Manager"),
          "principal", List.of("Principal"));

  private SignOffs() {}

  /**
   * Whether a person had the role that signs a line, or was named to act for someone who had.
   *
   * @param line {@code safeguarding}, {@code ict} or {@code principal}
   */
  static boolean isEntitled(
      String line, String person, LocalDate on, AccountView view, boolean delegationAllowed) {
    String academy = view.account().academy();
    // The trust has no principal: for its own accounts the CEO signs instead.
    List<String> roles =
        line.equals("principal") && academy.equals(Account.TRUST)
            ? List.of("CEO", "Principal")
            : ROLES.getOrDefault(line, List.of());
    RoleHolderIndex holders = view.trust().roleHolders();
    return roles.stream().anyMatch(role -> holders.holds(person, role, on, academy))
        || (delegationAllowed && holders.isDelegate(person, roles, on, academy));
  }
}
