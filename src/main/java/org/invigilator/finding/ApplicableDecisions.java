package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Subject;
import org.springframework.jdbc.core.JdbcTemplate;

/** What people decided that bears on one scope, for the audit of one date. */
final class ApplicableDecisions {
  private final JdbcTemplate jdbc;
  private final LocalDate asOf;
  private final Map<String, List<Decision>> ofFinding = new HashMap<>();
  private final List<Decision> ofRules = new ArrayList<>();
  private final Map<String, Decision> ofPairs = new HashMap<>();

  ApplicableDecisions(JdbcTemplate jdbc, String scope, LocalDate asOf) {
    this.jdbc = jdbc;
    this.asOf = asOf;
    jdbc.update(
        "update decision set settled_on = null where settled_on = ? and finding_id in (select id from finding where scope = ?)",
        Date.valueOf(asOf),
        scope);
    jdbc.query(
            "select * from decision where ended_on is null and settled_on is null and (finding_id = '' or pair <> '' or finding_id in (select id from finding where scope = ?)) order by taken_on, id",
            (rs, n) -> RowMappers.decision(rs),
            scope)
        .forEach(this::add);
  }

  private void add(Decision decision) {
    if (decision.runsOn(asOf) || decision.kind() == Decision.Kind.DUE) {
      if (decision.finding().isEmpty()) {
        ofRules.add(decision);
      } else {
        ofFinding.computeIfAbsent(decision.finding(), f -> new ArrayList<>(2)).add(decision);
      }
      if (!decision.pair().isEmpty()) {
        ofPairs.put(decision.pair(), decision);
      }
    }
  }

  /** The pair that a finding about a follower is of: this account, and these pupils. */
  static String pair(String rule, String platform, String subject, Iterable<String> pupils) {
    Set<String> sorted = new TreeSet<>();
    pupils.forEach(sorted::add);
    String pair = String.join("|", rule, platform, subject, String.join(";", sorted));
    return pair.length() > 700 ? pair.substring(0, 700) : pair;
  }

  /** The waiver or dismissal by which a finding is let pass today. */
  Optional<Decision> suppressedBy(String id, AssessedViolation judgement, String platform) {
    for (Decision decision : ofFinding.getOrDefault(id, List.of())) {
      if (decision.kind() == Decision.Kind.WAIVER || dismisses(decision, id, judgement)) {
        return Optional.of(decision);
      }
    }
    if (judgement.subject().kind() == Subject.Kind.FOLLOWER && !ofPairs.isEmpty()) {
      Decision decision =
          ofPairs.get(
              pair(judgement.rule(), platform, judgement.subject().id(), judgement.pupils()));
      if (decision != null && dismisses(decision, id, judgement)) {
        return Optional.of(decision);
      }
    }
    return ofRules.stream()
        .filter(d -> covers(d, judgement.rule(), judgement.account(), judgement.academy()))
        .findFirst();
  }

  private boolean dismisses(Decision decision, String id, AssessedViolation judgement) {
    if (!decision.kind().isDismissal()) {
      return false;
    }
    if (!Evidence.isComparable(decision.evidence(), judgement.evidence())) {
      // Taken by a version that knew the evidence by its sentence, if at all; from now on by its
      // facts.
      jdbc.update(
          "update decision set evidence = ? where id = ?", judgement.evidence(), decision.id());
      return true;
    }
    boolean same = decision.evidence().equals(judgement.evidence());
    if (!same && decision.finding().equals(id)) {
      // It was about a text that is no more; the finding is to be looked at again.
      jdbc.update(
          "update decision set ended_on = ? where id = ?", Date.valueOf(asOf), decision.id());
    }
    return same;
  }

  private static boolean covers(Decision waiver, String rule, String account, String academy) {
    return waiver.rule().equals(rule)
        && (waiver.account().isEmpty() || waiver.account().equals(account))
        && (waiver.academy().isEmpty() || waiver.academy().equals(academy));
  }

  /** What lets a finding pass that could not be looked at today, going by what it rested on. */
  Optional<Decision> suppressedUnseenBy(
      String id, String rule, String account, String academy, String evidence, String by) {
    return java.util.stream.Stream.concat(
            ofFinding.getOrDefault(id, List.of()).stream()
                .filter(
                    d ->
                        d.kind() == Decision.Kind.WAIVER
                            || (d.kind().isDismissal()
                                && (d.evidence().isEmpty() || d.evidence().equals(evidence)))),
            java.util.stream.Stream.concat(
                ofRules.stream().filter(d -> covers(d, rule, account, academy)),
                ofPairs.values().stream().filter(d -> d.id().equals(by))))
        .findFirst();
  }

  Optional<String> owner(String id) {
    return ofFinding.getOrDefault(id, List.of()).stream()
        .filter(d -> d.kind() == Decision.Kind.OWNER)
        .map(Decision::said)
        .reduce((a, b) -> b);
  }

  /** The due date that was answered; of a finding that comes back only what is answered today. */
  Optional<LocalDate> due(String id, boolean todayOnly) {
    return ofFinding.getOrDefault(id, List.of()).stream()
        .filter(d -> d.kind() == Decision.Kind.DUE)
        .filter(d -> !todayOnly || d.takenOn().equals(asOf))
        .flatMap(d -> d.until().stream())
        .reduce((a, b) -> b);
  }

  /**
   * What was said of work in hand before today is over when the finding is gone, is let pass, or
   * comes back; who owns it and what was noted stays.
   */
  void settle(String id) {
    if (ofFinding.containsKey(id)) {
      jdbc.update(
          "update decision set settled_on = ? where finding_id = ? and taken_on < ? and ended_on is null and settled_on is null and kind in ('fixed', 'in_progress', 'due')",
          Date.valueOf(asOf),
          id,
          Date.valueOf(asOf));
    }
  }
}
