package org.invigilator.answer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.Decision;
import org.invigilator.finding.DecisionGround;
import org.invigilator.finding.Status;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Person;
import org.invigilator.rule.TrustIndex;

/**
 * What a decision needs to be valid: a reason, people who may request and approve it, and for a
 * waiver a last day within the limit of the strictest policy.
 */
record DecisionContext(TrustIndex trust, List<PolicyPack> packs) {

  LocalDate asOf() {
    return trust.asOf();
  }

  People people() {
    return new People(trust);
  }

  /** Who requested and who approved, by id; or why one of them was not accepted. */
  record Named(String requestedBy, String approvedBy, Optional<String> why) {}

  Named named(String requested, String approved) {
    People.Found by = people().find(requested, AnswerField.REQUESTED_BY.header());
    People.Found with = people().find(approved, AnswerField.APPROVED_BY.header());
    Optional<String> why =
        !requested.isEmpty() && by.person().isEmpty()
            ? Optional.of(by.why())
            : !approved.isEmpty() && with.person().isEmpty()
                ? Optional.of(with.why())
                : Optional.empty();
    return new Named(
        by.person().map(Person::id).orElse(""), with.person().map(Person::id).orElse(""), why);
  }

  /** Why nothing can be decided about a resolved finding. */
  Optional<String> resolved(DecisionGround ground) {
    return ground.status() == Status.RESOLVED
        ? Optional.of(
            "This finding was resolved on "
                + LondonTime.show(ground.statusOn())
                + ", so there is nothing to decide.")
        : Optional.empty();
  }

  /**
   * Why a decision cannot be accepted.
   *
   * @param since the day from which the longest time of a waiver counts
   */
  Optional<String> problem(
      DecisionParser parsed,
      String reason,
      Named named,
      Severity severity,
      Optional<DecisionGround> ground,
      LocalDate since) {
    Decision.Kind kind = parsed.kind();
    if (kind == Decision.Kind.FIXED || kind == Decision.Kind.IN_PROGRESS) {
      return Optional.empty();
    }
    if (kind == Decision.Kind.NOT_A_PUPIL && !ground.map(g -> g.aboutPupils()).orElse(true)) {
      return Optional.of("This finding is not about a pupil. Choose false positive.");
    }
    boolean waiver = kind == Decision.Kind.WAIVER;
    Optional<String> date =
        waiver ? problemWithDate(parsed.until(), severity, since) : Optional.empty();
    if (date.isPresent()) {
      return date;
    }
    if (!waiver && parsed.until().map(last -> last.isBefore(trust.asOf())).orElse(false)) {
      return Optional.of("The last day is in the past.");
    }
    if (reason.isEmpty()) {
      return Optional.of("Please give a reason: after 'because', or in the Note column.");
    }
    if (named.requestedBy().isEmpty()) {
      String blank = "'Requested by' is blank. Write who requests this.";
      return Optional.of(
          waiver ? blank : "This is understood as '" + kind.label() + "', and " + blank);
    }
    // A finding that a person must judge needs no second person, unless it is severe.
    boolean oneIsEnough =
        !waiver
            && named.approvedBy().isEmpty()
            && ground.map(g -> g.assisted()).orElse(false)
            && !severity.atLeast(Severity.HIGH);
    return oneIsEnough ? Optional.empty() : problemWithApproval(named);
  }

  private static Optional<String> problemWithApproval(Named named) {
    if (named.approvedBy().isEmpty()) {
      return Optional.of(
          "'Approved by' is blank. Someone other than the requester must approve this.");
    }
    return named.approvedBy().equals(named.requestedBy())
        ? Optional.of("'Approved by' must be someone other than the requester.")
        : Optional.empty();
  }

  private Optional<String> problemWithDate(
      Optional<LocalDate> until, Severity severity, LocalDate since) {
    if (until.isEmpty()) {
      return Optional.of(
          "Please give the last day of the waiver as a date, like 'waive until 31/01/2027 because …'.");
    }
    if (until.get().isBefore(trust.asOf())) {
      return Optional.of("The last day of the waiver is in the past.");
    }
    int longest = packs.stream().mapToInt(p -> p.longestWaiver(severity)).min().orElse(0);
    LocalDate last = since.plusDays(longest);
    return until.get().isAfter(last)
        ? Optional.of(
            "A "
                + severity
                + " finding can be waived for at most "
                + longest
                + " days, until "
                + LondonTime.show(last)
                + ".")
        : Optional.empty();
  }
}
