package org.invigilator.finding;

import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.policy.Severity;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Brings the findings of one scope up to what the audit of one date found: what is new, open,
 * reopened, waived or dismissed, and what was not found again. It is long because each reason why
 * silence proves nothing is one short method.
 */
final class Reconciliation {
  private final RuleBasis basis;
  private final LocalDate asOf;
  private final ApplicableDecisions decisions;
  private final Map<String, KnownFinding> known;
  private final FindingWriter writer;

  /** Whether the scope itself is gone, of which what was found on it says nothing. */
  private boolean isClosing;

  /** What it is about, by the id of the post, person or account: the rules that found something. */
  private final Map<String, Set<String>> foundOn = new HashMap<>();

  /** By whom and what it is about: the rules that only now judge it so, by a change of policy. */
  private final Map<String, Set<String>> newByPolicy = new HashMap<>();

  /**
   * @param scope an account id, or an empty text for the trust as a whole
   * @param asOf the audit date, not before any that the scope was audited for
   * @param basis by what each rule judges the scope
   */
  Reconciliation(
      NamedParameterJdbcTemplate jdbc, String scope, LocalDate asOf, Map<String, String> basis) {
    this.asOf = asOf;
    this.basis = new RuleBasis(jdbc, scope, asOf, basis);
    this.decisions = new ApplicableDecisions(jdbc, scope, asOf);
    this.known = KnownFinding.ofScope(jdbc, scope);
    this.writer = new FindingWriter(jdbc, scope, asOf, known.keySet());
  }

  /**
   * Takes what was found, and writes it.
   *
   * @param readOn the day of the saved copy when it is too old to count as the audit's, or else the
   *     audit date
   */
  void reconcile(
      String platform,
      List<AssessedViolation> violations,
      List<Outcome> outcomes,
      Assignments assignments,
      LocalDate readOn) {
    violations.forEach(
        one -> foundOn.computeIfAbsent(item(one.subject()), i -> new HashSet<>()).add(one.rule()));
    violations.forEach(violation -> found(violation, platform, assignments, readOn));
    Set<String> ran = outcomes.stream().map(Outcome::rule).collect(Collectors.toSet());
    Map<String, List<Cause>> unjudged =
        outcomes.stream()
            .filter(o -> o.kind() == Outcome.Kind.NOT_EVALUATED)
            .collect(
                Collectors.groupingBy(
                    Outcome::rule,
                    Collectors.flatMapping(o -> o.causes().stream(), Collectors.toList())));
    // Silence about a pupil who is no longer on the roll proves nothing.
    notFound(
        finding ->
            assignments.isSettledByClosing(finding.rule(), finding.account())
                || ran.contains(finding.rule())
                    && (!unjudged.containsKey(finding.rule())
                        || areOfOthers(unjudged.get(finding.rule()), finding.pupils()))
                    && !isHidden(finding)
                    && assignments.areOnRoll(finding.pupils()),
        finding -> assignments.owner(finding.rule(), finding.account(), finding.academy()));
    writer.write();
    basis.write(unseen(violations, outcomes));
  }

  /** The rules that could judge nothing at all: by what they judge now has shown nothing yet. */
  private static Set<String> unseen(List<AssessedViolation> violations, List<Outcome> outcomes) {
    Set<String> unseen = outcomes.stream().map(Outcome::rule).collect(Collectors.toSet());
    outcomes.stream()
        .filter(one -> one.kind() != Outcome.Kind.NOT_EVALUATED)
        .map(Outcome::rule)
        .forEach(unseen::remove);
    violations.stream().map(AssessedViolation::rule).forEach(unseen::remove);
    return unseen;
  }

  /** Closes everything, because the scope is no longer registered and no one reads it any more. */
  void close() {
    isClosing = true;
    notFound(finding -> true, finding -> "");
    writer.write();
  }

  private void found(
      AssessedViolation violation, String platform, Assignments assignments, LocalDate readOn) {
    String id = FindingId.of(violation);
    KnownFinding before = known.remove(id);
    Status prior = before == null ? null : before.before(asOf);
    Optional<Decision> decision = decisions.suppressedBy(id, violation, platform);
    boolean wasSuppressed =
        prior == Status.NOT_RECHECKED && before != null && !before.decision().isEmpty();
    Status status = status(wasSuppressed ? Status.WAIVED : prior, decision);
    if (status == Status.REOPENED || status.isSuppressed()) {
      decisions.settle(id);
    }
    LocalDate first = before == null ? asOf : before.firstSeen();
    LocalDate read = Catalogue.require(violation.rule()).readsAccounts() ? readOn : asOf;
    Change change = change(violation, before, status, wasSuppressed ? Status.WAIVED : prior);
    if (change == Change.POLICY && (status == Status.NEW || status == Status.REOPENED)) {
      newByPolicy
          .computeIfAbsent(whole(violation.subject()), s -> new HashSet<>())
          .add(violation.rule());
    }
    writer.add(
        violation,
        platform,
        new FindingWriter.Entry(
            id,
            first,
            read.isAfter(first) ? read : first,
            due(violation, status, first, before, assignments),
            status,
            Optional.ofNullable(prior),
            decision.map(Decision::id).orElse(""),
            change,
            decisions.owner(id).orElseGet(() -> assignments.owner(violation))),
        before == null);
    boolean isEdited = status == Status.OPEN && before != null && isEdited(before, violation);
    if (isEdited || (status == Status.OPEN ? prior == Status.NOT_RECHECKED : status != prior)) {
      writer.event(id, status, isEdited ? PostChange.EDITED : PostChange.NONE);
    }
  }

  /** Whether a finding rests on the text of a post, and that is another now. */
  private static boolean isEdited(KnownFinding before, AssessedViolation now) {
    boolean isOfPost =
        now.subject().kind() == Subject.Kind.POST || now.subject().kind() == Subject.Kind.MEDIA;
    return isOfPost
        && Evidence.isOfText(before.evidence())
        && Evidence.isOfText(now.evidence())
        && !before.evidence().equals(now.evidence());
  }

  /**
   * Whether another rule found that what this one goes by is missing: without the row of a picture
   * no one knows who is in it.
   */
  private boolean isHidden(KnownFinding finding) {
    List<String> hidden = Catalogue.require(finding.rule()).hiddenBy();
    return Stream.of(item(finding.subject()), finding.account())
        .anyMatch(item -> !Collections.disjoint(hidden, foundOn.getOrDefault(item, Set.of())));
  }

  /** The id of the post or the person that a subject is, or is a part of. */
  private static String item(Subject subject) {
    return subject.id().replaceFirst("#.*$", "");
  }

  /** A finding whose place a rule took that is stricter by now is gone by the policy as well. */
  private Change changeOfGone(KnownFinding finding) {
    if (isClosing) {
      return Change.POLICY;
    }
    return Collections.disjoint(
            Catalogue.require(finding.rule()).supersededBy(),
            newByPolicy.getOrDefault(whole(finding.subject()), Set.of()))
        ? basis.change(finding.rule(), finding.subject())
        : Change.POLICY;
  }

  /** The post or the person that a subject is, or is a part of. */
  private static String whole(Subject subject) {
    return subject.kind() + " " + item(subject);
  }

  /** What made it new, reopened or graver; while nothing of that happens it stays what it was. */
  private Change change(
      AssessedViolation violation,
      @Nullable KnownFinding before,
      Status status,
      @Nullable Status prior) {
    boolean isGraver =
        before != null && violation.severity().compareTo(Severity.of(before.severity())) < 0;
    boolean isFoundToday =
        before != null && before.on().equals(asOf) && before.status() == status && !isGraver;
    boolean isTurn = status == Status.NEW || status == Status.REOPENED || isGraver;
    boolean isDecisionOver =
        status == Status.REOPENED && prior != null && prior.isSuppressed() && !isGraver;
    if (isDecisionOver) {
      // It was there under any policy; only what was decided of it has ended.
      return Change.WORLD;
    }
    if (before != null && (!isTurn || isFoundToday)) {
      return before.change();
    }
    return isLeftByAStricterRule(violation)
        ? Change.POLICY
        : basis.change(violation.rule(), violation.subject());
  }

  /** Whether a stricter rule had found it, and does not only because the policy changed. */
  private boolean isLeftByAStricterRule(AssessedViolation violation) {
    List<String> stricter = Catalogue.require(violation.rule()).supersededBy();
    Set<String> found = foundOn.getOrDefault(item(violation.subject()), Set.of());
    return !stricter.isEmpty()
        && Collections.disjoint(stricter, found)
        && known.values().stream()
            .filter(gone -> stricter.contains(gone.rule()))
            .filter(gone -> whole(gone.subject()).equals(whole(violation.subject())))
            .filter(gone -> gone.wasLive(asOf))
            .anyMatch(gone -> basis.change(gone.rule(), gone.subject()) == Change.POLICY);
  }

  private static Status status(@Nullable Status prior, Optional<Decision> decision) {
    if (decision.isPresent()) {
      return decision.get().kind() == Decision.Kind.WAIVER ? Status.WAIVED : Status.DISMISSED;
    }
    return prior == null
        ? Status.NEW
        : prior == Status.RESOLVED || prior.isSuppressed() ? Status.REOPENED : Status.OPEN;
  }

  /**
   * The due date stays while a finding is open, or is what a person answered; it is set anew when
   * the finding comes back or its severity changes.
   */
  private Optional<LocalDate> due(
      AssessedViolation violation,
      Status status,
      LocalDate first,
      @Nullable KnownFinding before,
      Assignments assignments) {
    String id = before == null ? "" : before.id();
    Optional<LocalDate> answered = decisions.due(id, status == Status.REOPENED);
    if (answered.isPresent()) {
      return answered;
    }
    boolean same = before != null && before.severity().equals(violation.severity().toString());
    boolean stays =
        status != Status.REOPENED
            && status != Status.NEW
            && !Catalogue.require(violation.rule()).forOperator();
    if (before != null && before.due().isPresent() && same && stays) {
      return before.due();
    }
    return assignments.due(
        violation.rule(),
        violation.severity(),
        status == Status.REOPENED ? asOf : first,
        violation.academy());
  }

  /**
   * Whether all that a rule lacked is about other pupils than those of a finding: one name that
   * cannot be searched for says nothing of the rest of the roll.
   */
  private static boolean areOfOthers(List<Cause> causes, Set<String> pupils) {
    return !causes.isEmpty()
        && !pupils.isEmpty()
        && causes.stream()
            .map(cause -> cause instanceof Cause.OfRule own ? own.why().pupils() : Set.<String>of())
            .allMatch(others -> !others.isEmpty() && Collections.disjoint(others, pupils));
  }

  /**
   * Findings that were not found again are resolved where their rule saw everything, and otherwise
   * could not be rechecked.
   */
  private void notFound(
      Predicate<KnownFinding> isCheckedInFull, Function<KnownFinding, String> owner) {
    for (KnownFinding finding : known.values()) {
      Status prior = finding.before(asOf);
      boolean wasLive = finding.wasLive(asOf);
      if (wasLive || finding.on().equals(asOf)) {
        Optional<Decision> decision = Optional.empty();
        Status status = Status.RESOLVED;
        boolean isDropped = basis.isDropped(finding.rule());
        // What an earlier audit of this date found is not gone because a later one could not check.
        boolean wasThere = wasLive || finding.status().isLive();
        if (!wasThere || isDropped || isCheckedInFull.test(finding)) {
          decisions.settle(finding.id());
        } else {
          decision =
              decisions.suppressedUnseenBy(
                  finding.id(),
                  finding.rule(),
                  finding.account(),
                  finding.academy(),
                  finding.evidence(),
                  finding.decision());
          status = decision.isPresent() ? status(prior, decision) : Status.NOT_RECHECKED;
        }
        writer.settle(
            finding.id(),
            status,
            Optional.ofNullable(prior),
            decision.map(Decision::id).orElse(finding.decision()),
            status == Status.RESOLVED ? changeOfGone(finding) : finding.change(),
            status == Status.RESOLVED
                ? Optional.empty()
                : Optional.of(decisions.owner(finding.id()).orElseGet(() -> owner.apply(finding))));
        if (status != prior) {
          writer.event(finding.id(), status, PostChange.NONE);
        }
      }
    }
  }
}
