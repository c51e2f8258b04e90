package org.invigilator.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.invigilator.policy.Roles;
import org.invigilator.register.Account;
import org.invigilator.register.RoleHolder;

/** Who had which role, where and when, and who was named to act for them. */
public record RoleHolderIndex(List<RoleHolder> holders) {

  /**
   * Whether someone had a role on a day, at an academy or for the whole trust; the role {@code
   * trust} is any for the whole trust.
   */
  public boolean holds(String person, String role, LocalDate on, String academy) {
    return holders.stream()
        .anyMatch(
            h ->
                h.person().equals(person)
                    && isRole(h, role)
                    && h.holdsOn(on)
                    && isNear(h, academy));
  }

  /** Whether someone was named to act for a holder of one of some roles; of any when none. */
  public boolean isDelegate(String person, List<String> roles, LocalDate on, String academy) {
    return holders.stream()
        .anyMatch(
            h ->
                h.delegatedTo().equals(person)
                    && (roles.isEmpty() || roles.stream().anyMatch(role -> isRole(h, role)))
                    && h.holdsOn(on)
                    && isNear(h, academy));
  }

  private static boolean isRole(RoleHolder holder, String role) {
    return role.toLowerCase(Locale.ROOT).equals("trust")
        ? holder.academy().equals(Account.TRUST)
        : Roles.same(holder.role(), role);
  }

  private static boolean isNear(RoleHolder holder, String academy) {
    return holder.academy().equals(academy)
        || holder.academy().equals(Account.TRUST)
        || academy.equals(Account.TRUST);
  }
}
