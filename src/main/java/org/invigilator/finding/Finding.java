package org.invigilator.finding;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Subject;

/**
 * One thing that is wrong, as the ledger knows it on an audit date.
 *
 * @param account the account it is about, empty when it is about an academy or the trust
 * @param clauses clause numbers by pack; empty when no clause asks for it
 * @param policy whether a policy asks for it; otherwise the trust or the product chose the rule
 * @param owner the person id of who is to act; empty when nobody is
 * @param before what the audit before had said
 * @param note what a person wrote about it, or empty
 * @param decision what a person decided on it, or on its rule, and what still counts
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
    Optional<Status> before,
    String note,
    Optional<Decision> decision) {

  /** Whether it should have been dealt with before a day. */
  public boolean isOverdue(LocalDate asOf) {
    return status.stands() && due.map(d -> d.isBefore(asOf)).orElse(false);
  }

  /** Whether somebody said that it is fixed, and it was seen again since. */
  public boolean isFixedInWordsOnly() {
    return status.stands()
        && status != Status.NOT_RECHECKED
        && decision.map(d -> d.kind() == Decision.Kind.FIXED).orElse(false);
  }

  /** The same finding with what people said of it. */
  Finding answered(String text, Optional<Decision> ruling) {
    return new Finding(
        id, rule, severity, mode, status, firstSeen, lastSeen, due, academy, account, platform,
        subject, pupils, people, observed, expected, clauses, policy, owner, before, text, ruling);
  }

  /** The same finding with the references of its pupils taken out of every text. */
  public Finding withoutPupils() {
    if (pupils.isEmpty()) {
      return this;
    }
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
        new Subject(
            subject.kind(), bare(subject.id()), bare(subject.aspect()), bare(subject.url())),
        List.of(),
        people,
        bare(observed),
        expected,
        clauses,
        policy,
        owner,
        before,
        bare(note),
        decision.map(d -> d.saying(bare(d.said()))));
  }

  private String bare(String text) {
    String bare = text;
    for (String pupil : pupils) {
      bare = bare.replaceAll("(?:[Pp]upil )?" + java.util.regex.Pattern.quote(pupil), "a pupil");
    }
    return bare.startsWith("a pupil") ? "A" + bare.substring(1) : bare;
  }

  /** Whole weeks from the day it was first seen. */
  public long weeksOpen(LocalDate asOf) {
    return Math.max(0, ChronoUnit.WEEKS.between(firstSeen, asOf));
  }
}
