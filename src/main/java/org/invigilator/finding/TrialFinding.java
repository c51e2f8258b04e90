package org.invigilator.finding;

import org.invigilator.policy.Severity;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Subject;

/**
 * What a rule on trial found: where, and nothing of a pupil or person. It is no finding: it has no
 * number, no owner and no due date, and counts for nothing.
 */
public record TrialFinding(
    String rule, Severity severity, String academy, String account, Subject subject) {

  /** What is kept of a violation. */
  static TrialFinding of(AssessedViolation violation) {
    Subject subject = violation.subject();
    boolean isOfSomeone =
        subject.kind() == Subject.Kind.FOLLOWER
            || subject.kind() == Subject.Kind.PUPIL
            || subject.kind() == Subject.Kind.PERSON;
    return new TrialFinding(
        violation.rule(),
        violation.severity(),
        violation.academy(),
        violation.account(),
        isOfSomeone
            ? Subject.of(subject.kind(), "")
            : Subject.of(subject.kind(), subject.id()).at(subject.url()));
  }
}
