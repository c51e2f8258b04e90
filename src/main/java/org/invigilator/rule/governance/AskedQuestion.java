package org.invigilator.rule.governance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.policy.Clause;
import org.invigilator.policy.Questions;
import org.invigilator.policy.Roles;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Attestation;
import org.invigilator.register.Register;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.RoleHolderIndex;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/**
 * One yearly question put to one role about one account, academy or the trust.
 *
 * @param scope the account id, the academy code, or TRUST
 * @param account the account asked about, if the question is about one
 */
public record AskedQuestion(
    String id,
    String role,
    String text,
    String scope,
    Optional<Account> account,
    Optional<LocalDate> since) {
  private static final Comparator<Attestation> BY_DAY =
      Comparator.comparing(Attestation::answeredOn);

  /** Every question of a policy with everyone it is put to. */
  public static List<AskedQuestion> of(TrustView view) {
    List<AskedQuestion> asked = new ArrayList<>();
    view.pack().clauseList().stream()
        .flatMap(clause -> clause.attestations().stream())
        .distinct()
        .forEach(
            question ->
                Questions.of(question.id()).ifPresent(text -> ask(question, text, view, asked)));
    return asked;
  }

  private static void ask(
      Clause.Question question, Questions.Text text, TrustView view, List<AskedQuestion> asked) {
    switch (text.scope()) {
      case "account" ->
          view.accounts().stream()
              .filter(
                  a ->
                      a.status() == Account.Status.OPEN
                          || a.status() == Account.Status.PAUSED
                          || a.status() == Account.Status.UNKNOWN)
              .filter(
                  a ->
                      !question.role().equals("named vetter")
                          || !a.field("vetter_person_id").isEmpty())
              .forEach(
                  a ->
                      asked.add(
                          new AskedQuestion(
                              question.id(),
                              question.role(),
                              text.question(),
                              a.id(),
                              Optional.of(a),
                              since(a, view.trust()))));
      case "academy" ->
          view.academies().stream()
              .filter(a -> a.isOpen(view.trust().asOf()))
              .forEach(
                  a ->
                      asked.add(
                          new AskedQuestion(
                              question.id(),
                              question.role(),
                              text.question(),
                              a.code(),
                              Optional.empty(),
                              a.openFrom())));
      default ->
          asked.add(
              new AskedQuestion(
                  question.id(),
                  question.role(),
                  text.question(),
                  Account.TRUST,
                  Optional.empty(),
                  Optional.empty()));
    }
  }

  /** An account that a school brings along is asked about from the day on which it joins. */
  private static Optional<LocalDate> since(Account account, TrustIndex trust) {
    return Stream.of(
            account.date("live_on"), trust.academy(account.academy()).flatMap(Academy::openFrom))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  /** The latest answer by someone who had the role asked on that day, up to the audit date. */
  public Optional<Attestation> latest(TrustView view) {
    return given(view).filter(a -> hadRole(a, view.trust())).max(BY_DAY);
  }

  /** The latest answer in the role's name by someone who did not have it on that day. */
  Optional<Attestation> withoutRole(TrustView view) {
    return given(view).filter(a -> !hadRole(a, view.trust())).max(BY_DAY);
  }

  private Stream<Attestation> given(TrustView view) {
    return view.trust().attestations(scope).stream()
        .filter(a -> a.question().equals(id) && Roles.same(a.role(), role))
        .filter(a -> !a.answeredOn().isAfter(view.trust().asOf()))
        .filter(
            a ->
                !view.trust().registers().has(Register.PEOPLE)
                    || view.trust().person(a.person()).isPresent());
  }

  /**
   * Whether the person who answered had the role, there and on that day. Roles of one account are
   * in its row and in {@code account_roles}, others in {@code role_holders}; where such a register
   * is not kept, or it does not record who has this role at all, the answer is taken as it is.
   */
  private boolean hadRole(Attestation given, TrustIndex trust) {
    if (account.isPresent() && role.equals("named vetter")) {
      return account.get().field("vetter_person_id").equals(given.person());
    }
    if (account.isPresent() && role.equals("account administrator")) {
      List<AccountRole> roles = trust.accountRoles(scope);
      return roles.isEmpty()
          || roles.stream()
              .anyMatch(r -> r.person().equals(given.person()) && r.isCurrent(given.answeredOn()));
    }
    RoleHolderIndex holders = trust.roleHolders();
    String academy = account.map(Account::academy).orElse(scope);
    return holders.holders().stream().noneMatch(h -> Roles.same(h.role(), role))
        || holders.holds(given.person(), role, given.answeredOn(), academy)
        || holders.isDelegate(given.person(), List.of(role), given.answeredOn(), academy);
  }

  Violation violation(Evidence evidence) {
    Violation violation =
        Violation.of(Subject.of(Subject.Kind.ATTESTATION, id, scope + "/" + role), evidence);
    return account
        .map(violation::account)
        .orElseGet(() -> scope.equals(Account.TRUST) ? violation : violation.academy(scope));
  }
}
