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
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people decided that applies to one scope, for the audit of one date. */
final class ApplicableDecisions {
  private final JdbcClient jdbc;
  private final LocalDate asOf;
  private final Map<String, List<Decision>> ofFinding = new HashMap<>();
  private final List<Decision> ofRules = new ArrayList<>();
  private final Map<String, Decision> ofPairs = new HashMap<>();

  ApplicableDecisions(NamedParameterJdbcTemplate named, String scope, LocalDate asOf) {
    this.jdbc = JdbcClient.create(named);
    this.asOf = asOf;
    jdbc.sql(
            """
            update decision set settled_on = null where settled_on = :asOf
              and finding_id in (select id from finding where scope = :scope)""")
        .param("asOf", Date.valueOf(asOf))
        .param("scope", scope)
        .update();
    jdbc.sql(
            """
            select * from decision where ended_on is null and settled_on is null
              and (finding_id = '' or pair <> '' or finding_id in (select id from finding where scope = :scope))
            order by taken_on, id""")
        .param("scope", scope)
        .query((rs, n) -> RowMappers.decision(rs))
        .list()
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

  /** The pair that a finding about a follower is about: this account, and these pupils. */
  static String pair(String rule, String platform, String subject, Iterable<String> pupils) {
    Set<String> sorted = new TreeSet<>();
    pupils.forEach(sorted::add);
    String pair = String.join("|", rule, platform, subject, String.join(";", sorted));
    return pair.length() > 700 ? pair.substring(0, 700) : pair;
  }

  /** The waiver or dismissal that covers a finding today. */
  Optional<Decision> suppressedBy(String id, AssessedViolation violation, String platform) {
    for (Decision decision : ofFinding.getOrDefault(id, List.of())) {
      if (decision.kind() == Decision.Kind.WAIVER || dismisses(decision, id, violation)) {
        return Optional.of(decision);
      }
    }
    if (violation.subject().kind() == Subject.Kind.FOLLOWER && !ofPairs.isEmpty()) {
      Decision decision =
          ofPairs.get(
              pair(violation.rule(), platform, violation.subject().id(), violation.pupils()));
      if (decision != null && dismisses(decision, id, violation)) {
        return Optional.of(decision);
      }
    }
    return ofRules.stream()
        .filter(d -> covers(d, violation.rule(), violation.account(), violation.academy()))
        .findFirst();
  }

  private boolean dismisses(Decision decision, String id, AssessedViolation violation) {
    if (!decision.kind().isDismissal()) {
      return false;
    }
    if (!Evidence.isComparable(decision.evidence(), violation.evidence())) {
      // Taken by a version that knew the evidence by its sentence, if at all; from now on by its
      // facts.
      jdbc.sql("update decision set evidence = :evidence where id = :id")
          .param("evidence", violation.evidence())
          .param("id", decision.id())
          .update();
      return true;
    }
    boolean same = Evidence.holds(decision.evidence(), violation.evidence());
    if (!same && decision.finding().equals(id)) {
      // The evidence changed, so a person must look at the finding again.
      jdbc.sql("update decision set ended_on = :asOf where id = :id")
          .param("asOf", Date.valueOf(asOf))
          .param("id", decision.id())
          .update();
    }
    return same;
  }

  private static boolean covers(Decision waiver, String rule, String account, String academy) {
    return waiver.rule().equals(rule)
        && (waiver.account().isEmpty() || waiver.account().equals(account))
        && (waiver.academy().isEmpty() || waiver.academy().equals(academy));
  }

  /** What covers a finding that could not be checked today, by the evidence it rested on. */
  Optional<Decision> suppressedUnseenBy(
      String id, String rule, String account, String academy, String evidence, String by) {
    return java.util.stream.Stream.concat(
            ofFinding.getOrDefault(id, List.of()).stream()
                .filter(
                    d ->
                        d.kind() == Decision.Kind.WAIVER
                            || (d.kind().isDismissal()
                                && (d.evidence().isEmpty()
                                    || Evidence.holds(d.evidence(), evidence)))),
            java.util.stream.Stream.concat(
                ofRules.stream().filter(d -> covers(d, rule, account, academy)),
                ofPairs.values().stream().filter(d -> d.id().equals(by))))
        .findFirst();
  }

  Optional<String> owner(String id) {
    return ofFinding.getOrDefault(id, List.of()).stream()
        .filter(d -> d.kind() == Decision.Kind.OWNER)
        .map(Decision::text)
        .reduce((a, b) -> b);
  }

  /** The due date that was answered; of a reopened finding only one answered today. */
  Optional<LocalDate> due(String id, boolean todayOnly) {
    return ofFinding.getOrDefault(id, List.of()).stream()
        .filter(d -> d.kind() == Decision.Kind.DUE)
        .filter(d -> !todayOnly || d.takenOn().equals(asOf))
        .flatMap(d -> d.until().stream())
        .reduce((a, b) -> b);
  }

  /**
   * An earlier "fixed", "in progress" or due date is over when the finding is resolved, covered or
   * reopened; its owner and notes stay.
   */
  void settle(String id) {
    if (ofFinding.containsKey(id)) {
      jdbc.sql(
              """
              update decision set settled_on = :asOf where finding_id = :id and taken_on < :asOf
                and ended_on is null and settled_on is null and kind in ('fixed', 'in_progress', 'due')""")
          .param("asOf", Date.valueOf(asOf))
          .param("id", id)
          .update();
    }
  }
}
