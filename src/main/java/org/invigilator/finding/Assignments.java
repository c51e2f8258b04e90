package org.invigilator.finding;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.policy.Roles;
import org.invigilator.policy.Severity;
import org.invigilator.register.Account;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Person;
import org.invigilator.register.RoleHolder;
import org.invigilator.register.TermCalendar;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.TrustIndex;

/** Who is to deal with a finding, and by when, as the registers and the term calendar have it. */
public final class Assignments {
  private final TrustIndex trust;
  private final TermCalendar calendar;

  public Assignments(TrustIndex trust) {
    this.trust = trust;
    this.calendar = new TermCalendar(trust.registers().calendar());
  }

  /**
   * The person id of who is to act: the author of the account, or one of its administrators, or
   * else the principal of the academy; for the trust as a whole its IT director, or else its chief
   * executive. What only the operator of the program can put right is for those two, whatever
   * account it is about. Empty when none of them is here.
   */
  public String owner(AssessedViolation violation) {
    return owner(violation.rule(), violation.account(), violation.academy());
  }

  /** The same for a finding that could not be rechecked. */
  String owner(String rule, String accountId, String ofAcademy) {
    if (Catalogue.require(rule).forOperator()) {
      return Stream.concat(holders("it director", Account.TRUST), holders("ceo", Account.TRUST))
          .filter(this::isHere)
          .findFirst()
          .orElse("");
    }
    Optional<Account> account = trust.account(accountId);
    Stream<String> ofAccount =
        account.stream()
            .flatMap(
                a ->
                    Stream.concat(
                        Stream.of(a.field("author_person_id")),
                        trust.currentRoles(a.id()).stream()
                            .filter(r -> r.role().equals("administrator"))
                            .map(AccountRole::person)));
    String academy = account.map(Account::academy).orElse(ofAcademy);
    return Stream.of(
            ofAccount,
            holders("principal", academy),
            holders("it director", Account.TRUST),
            holders("ceo", Account.TRUST))
        .flatMap(people -> people)
        .filter(this::isHere)
        .findFirst()
        .orElse("");
  }

  /** Whether an account is closed by now, and a rule asks nothing of a closed one. */
  boolean isSettledByClosing(String rule, String account) {
    return trust.account(account).map(Account::isClosed).orElse(false)
        && Catalogue.require(rule).endsWithTheAccount();
  }

  /** Whether all these pupils are on the roll, past ones included, so that they are looked for. */
  boolean areOnRoll(Set<String> pupils) {
    return pupils.stream().allMatch(ref -> trust.pupil(ref).isPresent());
  }

  /** Who leads an academy, when somebody does. */
  public Optional<Person> principal(String academy) {
    return holders("principal", academy).filter(this::isHere).findFirst().flatMap(trust::person);
  }

  private Stream<String> holders(String role, String academy) {
    return trust.roleHolders().holders().stream()
        .filter(h -> h.academy().equals(academy) && h.holdsOn(trust.asOf()))
        .filter(h -> Roles.same(h.role(), role))
        .map(RoleHolder::person);
  }

  private boolean isHere(String person) {
    return !trust.isPupil(person)
        && trust.person(person).map(p -> p.isHere(trust.asOf())).orElse(false);
  }

  /**
   * By when a finding is to be dealt with: critical the same day, high in a week, medium in four,
   * low in twelve; of those only days of term count. Nothing is asked by when it is only good to
   * know.
   */
  Optional<LocalDate> due(String rule, Severity severity, LocalDate since, String ofAcademy) {
    String academy = Catalogue.require(rule).forOperator() ? Account.TRUST : ofAcademy;
    return switch (severity) {
      case CRITICAL -> Optional.of(since);
      case HIGH -> Optional.of(calendar.after(academy, since, 7));
      case MEDIUM -> Optional.of(calendar.after(academy, since, 28));
      case LOW -> Optional.of(calendar.after(academy, since, 84));
      case INFO -> Optional.empty();
    };
  }
}
