package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.register.Account;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.Subject;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every finding ever made and what became of it. Nothing is deleted. Reconciling a scope again on
 * the same audit date replaces what was recorded of that date, so that a repeated audit ends with
 * the same story.
 */
public final class Ledger {
  private final NamedParameterJdbcTemplate named;
  private final JdbcClient jdbc;

  public Ledger(JdbcTemplate jdbc) {
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.jdbc = JdbcClient.create(jdbc);
  }

  /**
   * Brings the ledger up to what one audit found in one scope; call it inside a transaction.
   *
   * @param scope an account id, or an empty text for the trust as a whole
   * @param asOf the audit date, not before any that the scope was audited for
   * @param readOn the day of the saved copy when it is too old to count as the audit's, or else the
   *     audit date
   * @param basis by what each rule judges the scope, so that a change of policy is told from one of
   *     the world
   */
  public void reconcile(
      String scope,
      String platform,
      LocalDate asOf,
      List<AssessedViolation> violations,
      List<Outcome> outcomes,
      Optional<Reading> reading,
      Assignments assignments,
      LocalDate readOn,
      Map<String, String> basis) {
    new Reconciliation(named, scope, asOf, basis)
        .reconcile(
            platform,
            violations.stream().filter(v -> !v.trial()).toList(),
            outcomes,
            assignments,
            readOn);
    new Trials(named)
        .keep(scope, asOf, violations.stream().filter(AssessedViolation::trial).toList());
    keepOutcomes(scope, outcomes);
    reading.ifPresent(r -> new Readings(named.getJdbcTemplate()).keep(r, asOf));
  }

  private void keepOutcomes(String scope, List<Outcome> outcomes) {
    deleteOutcomes(scope);
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    outcomes.forEach(
        o ->
            counts.merge(
                List.of(o.rule(), o.kind().name(), RowMappers.causes(o.causes())),
                o.count(),
                Integer::sum));
    List<SqlParameterSource> rows = new ArrayList<>();
    counts.forEach(
        (key, count) ->
            rows.add(
                new MapSqlParameterSource("scope", scope)
                    .addValue("number", rows.size() + 1)
                    .addValue("rule", key.get(0))
                    .addValue("kind", key.get(1))
                    .addValue("causes", key.get(2))
                    .addValue("subjects", count)));
    named.batchUpdate(
        """
        insert into rule_outcome (scope, number, rule, kind, causes, subjects)
        values (:scope, :number, :rule, :kind, :causes, :subjects)""",
        rows.toArray(SqlParameterSource[]::new));
  }

  private void deleteOutcomes(String scope) {
    jdbc.sql("delete from rule_outcome where scope = :scope").param("scope", scope).update();
  }

  /** The kinds of subject on which findings of an account were open before a date. */
  public Set<Subject.Kind> openSubjects(String account, LocalDate before) {
    return jdbc
        .sql(
            """
            select distinct subject_kind from finding where scope = :account and first_seen < :before
              and (status <> 'resolved' or status_on >= :before)""")
        .param("account", account)
        .param("before", Date.valueOf(before))
        .query(String.class)
        .list()
        .stream()
        .map(kind -> Subject.Kind.valueOf(kind.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Subject.Kind.class)));
  }

  /**
   * Removes what was seen of an account from its findings, because it turned out to be a person's
   * own; that they were made, and when they closed, stays.
   */
  public void forget(String account) {
    jdbc.sql(
            """
            update finding set observed = :observed, url = '', pupils = '', people = ''
            where scope = :account""")
        .param(
            "observed",
            StoredEvidence.sentence(
                "Closed, because the account is a person's own, not an official one."))
        .param("account", account)
        .update();
  }

  /** Closes what was found on accounts that are no longer in the register. */
  public void closeUnregistered(LocalDate asOf, List<Account> registered) {
    Set<String> scopes = registered.stream().map(Account::id).collect(Collectors.toSet());
    scopes.add("");
    for (String scope : jdbc.sql("select distinct scope from finding").query(String.class).list()) {
      if (!scopes.contains(scope)) {
        new Reconciliation(named, scope, asOf, Map.of()).close();
        deleteOutcomes(scope);
      }
    }
  }

  /**
   * The findings that the audit of a date reports, the gravest first and always in the same order.
   *
   * @param sentences says what was seen
   */
  public List<Finding> findings(LocalDate asOf, Sentences sentences) {
    return query("where status_on = :asOf", Map.of("asOf", Date.valueOf(asOf)), sentences);
  }

  /** What rules on trial found in the audit of a date. */
  public List<TrialFinding> trials(LocalDate asOf) {
    return new Trials(named).of(asOf);
  }

  /** Every finding in the ledger with its latest status. */
  public List<Finding> all(Sentences sentences) {
    return query("", Map.of(), sentences);
  }

  /** The findings that were resolved after one date and up to another. */
  public List<Finding> resolved(LocalDate after, LocalDate upTo, Sentences sentences) {
    return query(
        "where status = 'resolved' and status_on > :after and status_on <= :upTo",
        Map.of("after", Date.valueOf(after), "upTo", Date.valueOf(upTo)),
        sentences);
  }

  private List<Finding> query(String where, Map<String, ?> parameters, Sentences sentences) {
    Map<String, String> shared = new HashMap<>();
    return answered(
        jdbc.sql("select * from finding " + where)
            .params(parameters)
            .query((rs, n) -> RowMappers.finding(rs, sentences, shared))
            .list());
  }

  /** The findings with what people noted and decided on them. */
  private List<Finding> answered(List<Finding> findings) {
    Map<String, String> notes = new HashMap<>();
    Map<String, Decision> decisions = new HashMap<>();
    Map<String, Decision> byId = new HashMap<>();
    for (Decision decision : new Decisions(named.getJdbcTemplate()).current()) {
      if (decision.kind() == Decision.Kind.NOTE) {
        notes.put(decision.finding(), decision.text());
      } else if (decision.kind().unit().equals("decision")) {
        decisions.put(decision.finding().isEmpty() ? decision.id() : decision.finding(), decision);
        byId.putIfAbsent(decision.id(), decision);
      }
    }
    if (notes.isEmpty() && decisions.isEmpty()) {
      return RowMappers.sorted(findings);
    }
    Map<String, String> suppressedBy = new HashMap<>();
    jdbc.sql("select id, decision_id from finding where decision_id <> ''")
        .query(
            rs -> {
              suppressedBy.put(rs.getString("id"), rs.getString("decision_id"));
            });
    return RowMappers.sorted(
        findings.stream()
            .map(
                f -> {
                  Optional<Decision> suppressing =
                      f.status().isSuppressed()
                          ? Optional.ofNullable(byId.get(suppressedBy.getOrDefault(f.id(), "")))
                          : Optional.empty();
                  return f.answered(
                      notes.getOrDefault(f.id(), ""),
                      suppressing.or(() -> Optional.ofNullable(decisions.get(f.id()))));
                })
            .toList());
  }

  /**
   * A change of a finding's status on a date.
   *
   * @param change of its post, where the finding was resolved
   */
  public record Event(String finding, LocalDate on, Status status, PostChange change) {}

  /** Watches the posts of an account on which findings are open, for the audit of a date. */
  public WatchedPosts watchedPosts(String account, LocalDate asOf) {
    return new WatchedPosts(named.getJdbcTemplate(), account, asOf);
  }

  /** Each change of a status after one date and up to another, the oldest first. */
  public List<Event> events(LocalDate after, LocalDate upTo) {
    return jdbc.sql(
            """
            select finding_id, as_of, status, cause from finding_event where as_of > :after and as_of <= :upTo
            order by as_of, finding_id""")
        .param("after", Date.valueOf(after))
        .param("upTo", Date.valueOf(upTo))
        .query(
            (rs, n) ->
                new Event(
                    rs.getString("finding_id"),
                    RowMappers.date(rs, "as_of"),
                    RowMappers.status(rs.getString("status")),
                    PostChange.of(rs.getString("cause"))))
        .list();
  }

  /** What every rule came to in the latest audit. */
  public List<Outcome> outcomes() {
    // Sorted here, because servers sort texts by rules of their own.
    return jdbc
        .sql("select * from rule_outcome order by scope, number")
        .query(
            (rs, n) ->
                new Outcome(
                    rs.getString("rule"),
                    rs.getString("scope"),
                    Outcome.Kind.valueOf(rs.getString("kind")),
                    RowMappers.causes(rs.getString("causes")),
                    rs.getInt("subjects")))
        .list()
        .stream()
        .sorted(
            Comparator.comparing(Outcome::rule)
                .thenComparing(Outcome::account)
                .thenComparing(o -> o.kind().name())
                .thenComparing(Outcome::reason))
        .toList();
  }
}
