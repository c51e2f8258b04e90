package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.invigilator.policy.Questions;
import org.invigilator.policy.Severity;
import org.invigilator.register.Account;
import org.invigilator.register.Attestation;
import org.invigilator.register.Hold;
import org.invigilator.register.InvalidCell;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Platforms;
import org.invigilator.register.Register;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Capture;

/**
 * What the register says of an account can all be true at once, and every cell of it can be read.
 * The checks, each of which a policy may ask for by itself: {@code cells}, {@code duplicate},
 * {@code status}, {@code platform}, {@code dates}, {@code future}, {@code record-sheet}, {@code
 * audience}, {@code holds}, {@code attestations}.
 */
public final class RegisterInconsistent implements Rule.OfAccount, Rule.OfTrust {
  private static final List<String> APPROVALS =
      List.of(
          "safeguarding_signoff_on",
          "ict_signoff_on",
          "principal_signoff_on",
          "approved_on",
          "brand_permission_on",
          "credentials_lodged_on");

  private final List<String> checks;
  private final List<String> statuses;

  public RegisterInconsistent(Parameters parameters) {
    checks = parameters.list("checks");
    statuses = parameters.list("allowed_status");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (checks.contains("cells")) {
      for (InvalidCell slip : view.trust().registers().slips()) {
        if (slip.register() == Register.ACCOUNTS && slip.key().equals(view.id())) {
          tell(slip.column(), slip.column() + " " + slip.found() + " It counts as blank.", out);
        }
      }
    }
    if (checks.contains("duplicate")) {
      view.trust()
          .known()
          .duplicateOf(view.account())
          .ifPresent(
              other ->
                  tell(
                      "platform_user_id",
                      "This row repeats " + other + "; only " + other + " is audited.",
                      out));
    }
    Account account = view.account();
    if (checks.contains("status")) {
      checkStatus(account, view.trust().asOf(), out);
    }
    if (checks.contains("platform") && !Platforms.isKnown(account.platform())) {
      tell("platform", "'" + account.field("platform") + "' is no platform that is known.", out);
    }
    if (checks.contains("dates")) {
      inOrder("planned_live_on", "planned_closure_on", account, out);
      inOrder("live_on", "closed_on", account, out);
      if (account.date("planned_live_on").isEmpty()) {
        inOrder("live_on", "planned_closure_on", account, out);
      }
    }
    if (checks.contains("future")) {
      for (String column : APPROVALS) {
        account
            .date(column)
            .filter(on -> on.isAfter(view.trust().asOf()))
            .ifPresent(on -> tell(column, column + " is " + on + ", which is still to come.", out));
      }
    }
    if (checks.contains("record-sheet")) {
      checkRecordSheet(account, out);
    }
    if (checks.contains("audience")) {
      checkAudience(view, out);
    }
  }

  private static void tell(String column, String observed, ResultCollector out) {
    out.violation(Violation.of(Subject.of(Subject.Kind.FIELD, column), observed));
  }

  private void checkStatus(Account account, LocalDate asOf, ResultCollector out) {
    String word = account.status().name().toLowerCase(Locale.ROOT);
    if (!statuses.contains(word)) {
      String written = account.field("status");
      tell(
          "status",
          written.isEmpty()
              ? "The status is blank; the account is treated as open."
              : "The status '"
                  + written
                  + "' is none that is known; the account is treated as open.",
          out);
    } else if (account.isLive()) {
      account
          .date("closed_on")
          .filter(on -> !on.isAfter(asOf))
          .ifPresent(
              on ->
                  tell(
                      "closed_on",
                      "The status is " + word + ", and closed_on is " + on + ".",
                      out));
    }
  }

  private static void inOrder(String first, String last, Account account, ResultCollector out) {
    Optional<LocalDate> begins = account.date(first);
    Optional<LocalDate> ends = account.date(last);
    if (begins.isPresent() && ends.isPresent() && ends.get().isBefore(begins.get())) {
      tell(
          last,
          last + " is " + ends.get() + ", before " + first + " on " + begins.get() + ".",
          out);
    }
  }

  private static void checkRecordSheet(Account account, ResultCollector out) {
    Optional<LocalDate> sheet = account.date("approved_on");
    Optional<LocalDate> form = account.date("principal_signoff_on");
    if (sheet.isPresent() && form.isPresent() && !sheet.equals(form)) {
      tell(
          "approved_on",
          "approved_on is "
              + sheet.get()
              + ", and the final sign-off on the form is dated "
              + form.get()
              + ".",
          out);
    }
  }

  private static void checkAudience(AccountView view, ResultCollector out) {
    List<String> audience = view.account().list("audience");
    Optional<Boolean> shut = view.isShut();
    boolean gone =
        view.capture().profile() == Capture.ProfileState.NOT_FOUND
            || view.capture().profile() == Capture.ProfileState.SUSPENDED;
    if (audience.isEmpty() || gone) {
      return;
    }
    if (shut.isEmpty()) {
      out.notEvaluated(
          view.capture().isNothing()
              ? view.capture().part(Capture.Part.POSTS).reason()
              : "the platform did not say whether the account is private");
    } else if (audience.equals(List.of("own-staff")) && !shut.get()) {
      out.violation(note("The account is for staff only, and anybody can read it."));
    } else if (audience.contains("public") && shut.get()) {
      out.violation(note("The account is for the public, and it is private."));
    }
  }

  private static Violation note(String observed) {
    return Violation.of(Subject.of(Subject.Kind.FIELD, "audience"), observed).graded(Severity.INFO);
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    if (checks.contains("cells")) {
      for (InvalidCell slip : view.trust().registers().slips()) {
        if (slip.register() != Register.ACCOUNTS) {
          out.violation(
              Violation.of(
                  Subject.of(Subject.Kind.FILE, slip.file(), slip.row() + "/" + slip.column()),
                  slip.file()
                      + ", row "
                      + slip.row()
                      + ", "
                      + slip.column()
                      + ": "
                      + slip.found()
                      + " The row is not used."));
        }
      }
    }
    if (checks.contains("attestations") && view.trust().registers().has(Register.PEOPLE)) {
      view.trust().registers().attestations().forEach(a -> checkAnswer(a, view, out));
    }
    if (checks.contains("holds")) {
      view.trust().registers().holds().forEach(hold -> checkHold(hold, out));
    }
  }

  private static void checkAnswer(Attestation answer, TrustView view, ResultCollector out) {
    String known =
        Questions.of(answer.question()).isEmpty()
            ? "there is no question '" + answer.question() + "'"
            : !isScope(answer.scope(), view)
                ? "'" + answer.scope() + "' is no account, no academy and not TRUST"
                : view.trust().person(answer.person()).isEmpty()
                    ? "'" + answer.person() + "' is nobody in the people register"
                    : answer.answeredOn().isAfter(view.trust().asOf())
                        ? "it is dated " + answer.answeredOn() + ", which is still to come"
                        : "";
    if (!known.isEmpty()) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.FILE, "attestations", String.valueOf(answer.rowNumber())),
              "attestations, row "
                  + answer.rowNumber()
                  + ": "
                  + known
                  + ". The answer is not counted."));
    }
  }

  private static boolean isScope(String scope, TrustView view) {
    return scope.equalsIgnoreCase(Account.TRUST)
        || view.trust().account(scope).isPresent()
        || view.trust().academy(scope).isPresent();
  }

  private static void checkHold(Hold hold, ResultCollector out) {
    if (!LondonTime.exists(hold.startsAt())
        || !hold.endsAt().map(LondonTime::exists).orElse(true)) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.FILE, "holds", hold.id()),
              "Hold "
                  + hold.id()
                  + " has a time that London's clocks skip; it is read as the moment they jump."));
    } else if (hold.ends()
        .map(end -> !end.isAfter(LondonTime.starting(hold.startsAt())))
        .orElse(false)) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.FILE, "holds", hold.id()),
              "Hold " + hold.id() + " ends before it begins, so it binds nobody."));
    }
  }
}
