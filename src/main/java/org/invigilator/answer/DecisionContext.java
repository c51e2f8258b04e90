package org.invigilator.answer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Decisions;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.invigilator.register.Person;
import org.invigilator.rule.TrustIndex;

/**
 * What a decision needs to stand on: a reason, people who may ask for it and agree to it, and for a
 * waiver an end within what the strictest policy allows.
 */
record DecisionContext(TrustIndex trust, List<PolicyPack> packs) {

  People people() {
    return new People(trust);
  }

  /** Who asked and who agreed, by id; or why one of them cannot be meant. */
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

  /** Why a decision cannot be taken as it stands. */
  Optional<String> wrong(
      DecisionParser wording,
      String reason,
      Named named,
      Severity severity,
      Optional<Decisions.Ground> ground) {
    Decision.Kind kind = wording.kind();
    if (kind == Decision.Kind.FIXED || kind == Decision.Kind.IN_PROGRESS) {
      return Optional.empty();
    }
    if (kind == Decision.Kind.NOT_A_PUPIL && !ground.map(g -> g.aboutPupils()).orElse(true)) {
      return Optional.of("The finding is not about a pupil. Choose false positive.");
    }
    if (kind == Decision.Kind.WAIVER && wrongDate(wording.until(), severity).isPresent()) {
      return wrongDate(wording.until(), severity);
    }
    if (reason.isEmpty()) {
      return Optional.of("A reason is wanted: after 'because', or in the note.");
    }
    if (named.requestedBy().isEmpty()) {
      return Optional.of("'Requested by' is blank: say who asks for it.");
    }
    if (kind == Decision.Kind.WAIVER) {
      return unapproved(named);
    }
    // What was shown for a person to decide is decided by one, unless it is grave.
    boolean one = ground.map(g -> g.assisted()).orElse(false) && !severity.atLeast(Severity.HIGH);
    return one && named.approvedBy().isEmpty() ? Optional.empty() : unapproved(named);
  }

  private static Optional<String> unapproved(Named named) {
    if (named.approvedBy().isEmpty()) {
      return Optional.of("'Approved by' is blank: somebody else must agree.");
    }
    return named.approvedBy().equals(named.requestedBy())
        ? Optional.of("Who asks for it cannot approve it: 'Approved by' must be somebody else.")
        : Optional.empty();
  }

  private Optional<String> wrongDate(Optional<LocalDate> until, Severity severity) {
    if (until.isEmpty()) {
      return Optional.of(
          "A last day that exists is wanted, like 'waive until 31/01/2027 because …'.");
    }
    if (until.get().isBefore(trust.asOf())) {
      return Optional.of("The last day of the waiver is past.");
    }
    int longest = packs.stream().mapToInt(p -> p.longestWaiver(severity)).min().orElse(0);
    LocalDate last = trust.asOf().plusDays(longest);
    return until.get().isAfter(last)
        ? Optional.of(
            "A "
                + severity
                + " finding can be waived for "
                + longest
                + " days at most, until "
                + last
                + ".")
        : Optional.empty();
  }
}
