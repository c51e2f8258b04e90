package org.invigilator.rule.register.consistency;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.register.AccountRole;
import org.invigilator.register.CalendarPeriod;
import org.invigilator.register.Person;
import org.invigilator.register.Register;
import org.invigilator.register.Registers;
import org.invigilator.register.RoleHolder;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustView;

/** Nothing in the registers of people, roles and holidays ends before it begins. */
public final class DatesOfRegisters implements Rule.OfTrust {

  @Override
  public void check(TrustView view, ResultCollector out) {
    Registers registers = view.trust().registers();
    for (Person one : registers.people()) {
      check(
          Register.PEOPLE,
          one.id(),
          "employed_from",
          one.employedFrom(),
          "employed_to",
          one.employedTo(),
          out);
    }
    for (AccountRole one : registers.accountRoles()) {
      check(
          Register.ACCOUNT_ROLES,
          one.account() + "/" + one.person(),
          "from",
          one.from(),
          "to",
          one.to(),
          out);
    }
    for (RoleHolder one : registers.roleHolders()) {
      check(
          Register.ROLE_HOLDERS,
          one.academy() + "/" + one.role() + "/" + one.person(),
          "from",
          one.from(),
          "to",
          one.to(),
          out);
    }
    for (CalendarPeriod one : registers.calendar()) {
      check(
          Register.CALENDAR,
          one.academy() + "/" + one.from(),
          "from",
          Optional.of(one.from()),
          "to",
          Optional.of(one.to()),
          out);
    }
  }

  private static void check(
      Register register,
      String row,
      String first,
      Optional<LocalDate> begins,
      String last,
      Optional<LocalDate> ends,
      ResultCollector out) {
    if (begins.isPresent() && ends.isPresent() && ends.get().isBefore(begins.get())) {
      out.violation(
          Violations.ofRow(
              register,
              row,
              Evidence.of("row_out_of_order")
                  .term("row", row)
                  .term("register", register.inWords())
                  .term("first", Labels.of(first))
                  .day("begins", begins.get())
                  .term("last", Labels.of(last))
                  .day("ends", ends.get())));
    }
  }
}
