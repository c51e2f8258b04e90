package org.invigilator.finding;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.invigilator.match.Tier;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Subject;

/**
 * One thing that is wrong, as the ledger knows it on an audit date.
 *
 * @param account the account it is about, empty when it is about an academy or the trust
 * @param clauses clause numbers by pack; empty when no clause asks for it
 * @param policy whether a policy asks for it; otherwise the trust or the product chose the rule
 * @param owner the person id of who is to act; empty when nobody is
 * @param evidence a hash of what it rests on, by which a dismissal knows whether it still holds
 * @param change what made it new, gone or graver
 * @param before what the audit before had said
 * @param note what a person wrote about it, or empty
 * @param decision what a person decided on it, or on its rule, and what still counts
 * @param confidence how sure it is that the right person was recognised, from 0 to 1; empty where
 *     the finding does not rest on that
 */
public record Finding(
    String id,
    String rule,
    Severity severity,
    Mode mode,
    Status status,
    LocalDate firstSeen,
    LocalDate lastSeen,
    Optional<LocalDate> due,
    String academy,
    String account,
    String platform,
    Subject subject,
    List<String> pupils,
    List<String> people,
    String observed,
    String expected,
    Map<String, List<String>> clauses,
    boolean policy,
    String owner,
    String evidence,
    Change change,
    Optional<Status> before,
    String note,
    Optional<Decision> decision,
    Optional<Double> confidence) {

  /** How sure the recognition of a person is, where the finding rests on one. */
  public Optional<Tier> tier() {
    return confidence.flatMap(Tier::of);
  }

  /** Whether it should have been dealt with before a day. */
  public boolean isOverdue(LocalDate asOf) {
    return status.isOpen() && due.map(d -> d.isBefore(asOf)).orElse(false);
  }

  /** Whether only whoever operates the program can put it right, so that no school is asked to. */
  public boolean isForOperator() {
    return Catalogue.require(rule).forOperator();
  }

  /** Whether only a change of policy made it new, reopened or gone in this audit. */
  public boolean isTurnOfPolicy() {
    return change == Change.POLICY
        && (status == Status.NEW || status == Status.REOPENED || status == Status.RESOLVED);
  }

  /** Whether it was answered as fixed, and this audit has seen it again since that day. */
  public boolean isFixedInWordsOnly() {
    return status.isOpen()
        && status != Status.NOT_RECHECKED
        && decision
            .filter(d -> d.kind() == Decision.Kind.FIXED)
            .map(d -> lastSeen.isAfter(d.takenOn()))
            .orElse(false);
  }

  /** The same finding with what people said of it. */
  Finding answered(String text, Optional<Decision> ruling) {
    return with(subject, pupils, observed, text, ruling);
  }

  /**
   * The same finding without what identifies pupils in its texts; references stay.
   *
   * @param safe takes what identifies pupils out of a text
   */
  public Finding safe(UnaryOperator<String> safe) {
    Subject shown =
        subject.kind() == Subject.Kind.PERSON
            ? new Subject(subject.kind(), safe.apply(subject.id()), subject.aspect(), subject.url())
            : subject;
    return with(
        shown,
        pupils,
        people.stream().map(safe).toList(),
        safe.apply(observed),
        safe.apply(note),
        decision.map(d -> d.safe(safe)));
  }

  /**
   * The same finding with its id in place of the number of a pupil's account, and without the link
   * to it.
   */
  public Finding withoutPupilAccount() {
    return subject.kind() != Subject.Kind.FOLLOWER || pupils.isEmpty() || subject.id().isEmpty()
        ? this
        : with(
            Subject.of(subject.kind(), id, subject.aspect()),
            pupils,
            observed.replace(subject.id(), id),
            note.replace(subject.id(), id),
            decision);
  }

  /**
   * The same finding with nothing of a pupil in it: no reference, and no account that may be a
   * child's.
   *
   * @param redaction takes references of the roll out of a text
   */
  public Finding withoutPupils(UnaryOperator<String> redaction) {
    boolean isOfAPerson =
        subject.kind() == Subject.Kind.FOLLOWER || subject.kind() == Subject.Kind.PUPIL;
    UnaryOperator<String> bare =
        text ->
            redaction.apply(
                isOfAPerson && !subject.id().isEmpty()
                    ? text.replace(subject.id(), "(number left out)")
                    : text);
    return with(
        isOfAPerson
            ? Subject.of(subject.kind(), "")
            : new Subject(
                subject.kind(),
                bare.apply(subject.id()),
                bare.apply(subject.aspect()),
                bare.apply(subject.url())),
        List.of(),
        bare.apply(observed),
        bare.apply(note),
        decision.map(d -> d.safe(bare)));
  }

  /**
   * The same finding without anyone who works for the trust, what they wrote, and what leads to a
   * post.
   */
  public Finding withoutPeople() {
    boolean isOfPeople = !people.isEmpty() || subject.kind() == Subject.Kind.PERSON;
    Finding bare =
        with(
            isOfPeople
                    || subject.kind() == Subject.Kind.POST
                    || subject.kind() == Subject.Kind.MEDIA
                ? Subject.of(subject.kind(), "")
                : Subject.of(subject.kind(), subject.id(), subject.aspect()),
            pupils,
            isOfPeople ? "Details about people are left out." : observed,
            "",
            Optional.empty());
    return new Finding(
        bare.id,
        bare.rule,
        bare.severity,
        bare.mode,
        bare.status,
        bare.firstSeen,
        bare.lastSeen,
        bare.due,
        bare.academy,
        bare.account,
        bare.platform,
        bare.subject,
        bare.pupils,
        List.of(),
        bare.observed,
        bare.expected,
        bare.clauses,
        bare.policy,
        "",
        bare.evidence,
        bare.change,
        bare.before,
        bare.note,
        bare.decision,
        bare.confidence);
  }

  private Finding with(
      Subject shown, List<String> named, String seen, String written, Optional<Decision> ruling) {
    return with(shown, named, people, seen, written, ruling);
  }

  private Finding with(
      Subject shown,
      List<String> named,
      List<String> concerned,
      String seen,
      String written,
      Optional<Decision> ruling) {
    return new Finding(
        id,
        rule,
        severity,
        mode,
        status,
        firstSeen,
        lastSeen,
        due,
        academy,
        account,
        platform,
        shown,
        named,
        concerned,
        seen,
        expected,
        clauses,
        policy,
        owner,
        evidence,
        change,
        before,
        written,
        ruling,
        confidence);
  }

  /** Whole weeks from the day it was first seen. */
  public long weeksOpen(LocalDate asOf) {
    return Math.max(0, ChronoUnit.WEEKS.between(firstSeen, asOf));
  }
}
