package org.invigilator.rule.governance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.invigilator.policy.Clause;
import org.invigilator.policy.Questions;
import org.invigilator.policy.Roles;
import org.invigilator.register.Account;
import org.invigilator.register.Attestation;
import org.invigilator.register.Register;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Subject;
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
                              a.date("live_on"))));
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

  /** The latest answer by the role asked and a person on record, up to the audit date. */
  public Optional<Attestation> latest(TrustView view) {
    return view.trust().registers().attestations().stream()
        .filter(
            a ->
                a.question().equals(id)
                    && a.scope().equalsIgnoreCase(scope)
                    && Roles.same(a.role(), role))
        .filter(a -> !a.answeredOn().isAfter(view.trust().asOf()))
        .filter(
            a ->
                !view.trust().registers().has(Register.PEOPLE)
                    || view.trust().person(a.person()).isPresent())
        .max(Comparator.comparing(Attestation::answeredOn));
  }

  Violation violation(Evidence evidence) {
    Violation violation =
        Violation.of(Subject.of(Subject.Kind.ATTESTATION, id, scope + "/" + role), evidence);
    return account
        .map(violation::account)
        .orElseGet(() -> scope.equals(Account.TRUST) ? violation : violation.academy(scope));
  }
}
