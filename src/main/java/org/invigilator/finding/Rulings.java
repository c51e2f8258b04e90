package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.invigilator.rule.Judgement;
import org.invigilator.rule.Subject;
import org.springframework.jdbc.core.JdbcTemplate;

/** What people decided that bears on one scope, for the audit of one date. */
final class Rulings {
  private final JdbcTemplate jdbc;
  private final LocalDate asOf;
  private final Map<String, List<Decision>> ofFinding = new HashMap<>();
  private final List<Decision> ofRules = new ArrayList<>();
  private final Map<String, Decision> ofPairs = new HashMap<>();
  private final Set<String> standing = new HashSet<>();

  Rulings(JdbcTemplate jdbc, String scope, LocalDate asOf) {
    this.jdbc = jdbc;
    this.asOf = asOf;
    jdbc.update(
        "update decision set settled_on = null where settled_on = ? and finding_id in (select id from finding where scope = ?)",
        Date.valueOf(asOf),
        scope);
    jdbc.query(
            "select * from decision where ended_on is null and settled_on is null and (finding_id = '' or pair <> '' or finding_id in (select id from finding where scope = ?)) order by taken_on, id",
            (rs, n) -> Rows.decision(rs),
            scope)
        .forEach(this::add);
  }

  private void add(Decision decision) {
    if (decision.runsOn(asOf) || decision.kind() == Decision.Kind.DUE) {
      standing.add(decision.id());
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
  Optional<Decision> letPass(String id, Judgement judgement, String platform) {
    for (Decision decision : ofFinding.getOrDefault(id, List.of())) {
      if (decision.kind() == Decision.Kind.WAIVER || dismisses(decision, judgement)) {
        return Optional.of(decision);
      }
    }
    if (judgement.subject().kind() == Subject.Kind.FOLLOWER && !ofPairs.isEmpty()) {
      Decision decision =
          ofPairs.get(
              pair(judgement.rule(), platform, judgement.subject().id(), judgement.pupils()));
      if (decision != null && dismisses(decision, judgement)) {
        return Optional.of(decision);
      }
    }
    return ofRules.stream().filter(d -> covers(d, judgement)).findFirst();
  }

  private boolean dismisses(Decision decision, Judgement judgement) {
    if (!decision.kind().isDismissal()) {
      return false;
    }
    if (decision.evidence().isEmpty()) {
      // The finding was made before evidence was kept; from now on it is.
      jdbc.update(
          "update decision set evidence = ? where id = ?", judgement.evidence(), decision.id());
      return true;
    }
    return decision.evidence().equals(judgement.evidence());
  }

  private static boolean covers(Decision waiver, Judgement judgement) {
    return waiver.rule().equals(judgement.rule())
        && (waiver.account().isEmpty() || waiver.account().equals(judgement.account()))
        && (waiver.academy().isEmpty() || waiver.academy().equals(judgement.academy()));
  }

  /** Whether what let a finding pass last time still does. */
  boolean stillHolds(String decision) {
    return standing.contains(decision);
  }

  Optional<String> owner(String id) {
    return ofFinding.getOrDefault(id, List.of()).stream()
        .filter(d -> d.kind() == Decision.Kind.OWNER)
        .map(Decision::said)
        .reduce((a, b) -> b);
  }

  Optional<LocalDate> due(String id) {
    return ofFinding.getOrDefault(id, List.of()).stream()
        .filter(d -> d.kind() == Decision.Kind.DUE)
        .flatMap(d -> d.until().stream())
        .reduce((a, b) -> b);
  }

  /**
   * What was said of work in hand is over with the finding; who owns it and what was noted stays.
   */
  void settle(String id) {
    if (ofFinding.containsKey(id)) {
      jdbc.update(
          "update decision set settled_on = ? where finding_id = ? and ended_on is null and kind in ('fixed', 'in_progress', 'due')",
          Date.valueOf(asOf),
          id);
    }
  }
}
