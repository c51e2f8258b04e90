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
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.invigilator.register.Account;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Every finding ever made and what became of it. Nothing is deleted. Reconciling a scope again on
 * the same audit date replaces what was said of that date, so that a repeated audit ends with the
 * same story.
 */
public final class Ledger {
  private static final String INSERT =
      """
      insert into finding (rule, account, academy, platform, subject_kind, subject_id, aspect, url, severity, mode, basis,
        clauses, pupils, people, observed, expected, last_seen, due, status, status_on, prior_status, evidence, decision_id, owner,
        scope, first_seen, id)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String UPDATE =
      """
      update finding set rule = ?, account = ?, academy = ?, platform = ?, subject_kind = ?, subject_id = ?, aspect = ?,
        url = ?, severity = ?, mode = ?, basis = ?, clauses = ?, pupils = ?, people = ?, observed = ?, expected = ?,
        last_seen = ?, due = ?, status = ?, status_on = ?, prior_status = ?, evidence = ?, decision_id = ?, owner = ?
        where id = ?""";

  private final JdbcTemplate jdbc;

  public Ledger(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  private record Known(
      String id,
      Status status,
      LocalDate on,
      @Nullable Status prior,
      LocalDate firstSeen,
      String rule,
      String severity,
      @Nullable Date due,
      String decision,
      String evidence,
      String account,
      String academy) {

    /** What the audits before a date had said; null when they knew nothing of it. */
    @Nullable Status before(LocalDate asOf) {
      return on.isBefore(asOf) ? status : prior;
    }
  }

  /**
   * Brings the ledger up to what one audit found in one scope; call it inside a transaction.
   *
   * @param scope an account id, or an empty text for the trust as a whole
   * @param asOf the audit date, not before any that the scope was audited for
   * @param lookedOn the day of the capture when it is too old to count as today's, or else the
   *     audit date
   */
  public void reconcile(
      String scope,
      String platform,
      LocalDate asOf,
      List<AssessedViolation> judgements,
      List<Outcome> outcomes,
      Optional<Reading> reading,
      Assignments duties,
      LocalDate lookedOn) {
    Map<String, Known> known = known(scope);
    ApplicableDecisions rulings = new ApplicableDecisions(jdbc, scope, asOf);
    List<Object[]> inserts = new ArrayList<>();
    List<Object[]> updates = new ArrayList<>();
    List<Object[]> events = new ArrayList<>();
    for (AssessedViolation judgement : judgements) {
      String id = FindingId.of(judgement);
      Known before = known.remove(id);
      Status prior = before == null ? null : before.before(asOf);
      Optional<Decision> passed = rulings.suppressedBy(id, judgement, platform);
      boolean wasSuppressed =
          prior == Status.NOT_RECHECKED && before != null && !before.decision().isEmpty();
      Status status = status(wasSuppressed ? Status.WAIVED : prior, passed);
      if (status == Status.REOPENED || status.isSuppressed()) {
        rulings.settle(id);
      }
      LocalDate first = before == null ? asOf : before.firstSeen();
      Date due = due(judgement, status, first, asOf, before, rulings, duties);
      LocalDate looked = isOfPlatform(judgement.rule()) ? lookedOn : asOf;
      LocalDate seen = looked.isAfter(first) ? looked : first;
      List<Object> row = row(judgement, platform, asOf, seen, status, prior, due);
      row.add(judgement.evidence());
      row.add(passed.map(Decision::id).orElse(""));
      row.add(rulings.owner(id).orElseGet(() -> duties.owner(judgement)));
      if (before == null) {
        row.addAll(List.of(scope, Date.valueOf(first), id));
        inserts.add(row.toArray());
      } else {
        row.add(id);
        updates.add(row.toArray());
      }
      if (status == Status.OPEN ? prior == Status.NOT_RECHECKED : status != prior) {
        events.add(new Object[] {id, Date.valueOf(asOf), status.label()});
      }
    }
    jdbc.update(
        "delete from finding_event where as_of = ? and finding_id in (select id from finding where scope = ?)",
        Date.valueOf(asOf),
        scope);
    jdbc.batchUpdate(INSERT, inserts);
    jdbc.batchUpdate(UPDATE, updates);
    settle(known.values().stream().toList(), asOf, checkedInFull(outcomes), events, rulings);
    jdbc.batchUpdate(
        "insert into finding_event (finding_id, as_of, status) values (?, ?, ?)", events);
    keepOutcomes(scope, outcomes);
    reading.ifPresent(r -> new Readings(jdbc).keep(r, asOf));
  }

  /** The kinds of subject on which findings of an account stood before a date. */
  public Set<Subject.Kind> openSubjects(String account, LocalDate before) {
    Set<Subject.Kind> kinds = EnumSet.noneOf(Subject.Kind.class);
    jdbc.query(
        "select distinct subject_kind from finding where scope = ? and first_seen < ? and (status <> 'resolved' or status_on >= ?)",
        rs -> {
          kinds.add(Subject.Kind.valueOf(rs.getString(1).toUpperCase(Locale.ROOT)));
        },
        account,
        Date.valueOf(before),
        Date.valueOf(before));
    return kinds;
  }

  /**
   * Takes what was seen of an account out of its findings, for it turned out to be somebody's own;
   * that they were made, and when they closed, stays.
   */
  public void forget(String account) {
    jdbc.update(
        "update finding set observed = ?, url = '', pupils = '', people = '' where scope = ?",
        StoredEvidence.sentence(
            "Closed, because the account is a person's own, not an official one."),
        account);
  }

  private Map<String, Known> known(String scope) {
    Map<String, Known> known = new LinkedHashMap<>();
    jdbc.query(
        "select id, status, status_on, prior_status, first_seen, rule, severity, due, decision_id, evidence, account, academy from finding where scope = ? order by id",
        rs -> {
          String prior = rs.getString(4);
          known.put(
              rs.getString(1),
              new Known(
                  rs.getString(1),
                  RowMappers.status(rs.getString(2)),
                  rs.getDate(3).toLocalDate(),
                  prior == null ? null : RowMappers.status(prior),
                  rs.getDate(5).toLocalDate(),
                  rs.getString(6),
                  rs.getString(7),
                  rs.getDate(8),
                  rs.getString(9),
                  rs.getString(10),
                  rs.getString(11),
                  rs.getString(12)));
        },
        scope);
    return known;
  }

  /** Whether a rule goes by what a platform showed, which may be some days old. */
  private static boolean isOfPlatform(String rule) {
    return Catalogue.require(rule).readsAccounts();
  }

  private static Status status(@Nullable Status prior, Optional<Decision> passed) {
    if (passed.isPresent()) {
      return passed.get().kind() == Decision.Kind.WAIVER ? Status.WAIVED : Status.DISMISSED;
    }
    return prior == null
        ? Status.NEW
        : prior == Status.RESOLVED || prior.isSuppressed() ? Status.REOPENED : Status.OPEN;
  }

  /**
   * The due date stands while a finding does, or is what a person answered; it is set anew when the
   * finding comes back or is graded otherwise.
   */
  private static @Nullable Date due(
      AssessedViolation judgement,
      Status status,
      LocalDate first,
      LocalDate asOf,
      @Nullable Known before,
      ApplicableDecisions rulings,
      Assignments duties) {
    String id = before == null ? "" : before.id();
    Optional<LocalDate> answered = rulings.due(id, status == Status.REOPENED);
    if (answered.isPresent()) {
      return Date.valueOf(answered.get());
    }
    boolean same = before != null && before.severity().equals(judgement.severity().toString());
    boolean stays = status != Status.REOPENED && status != Status.NEW;
    if (before != null && before.due() != null && same && stays) {
      return before.due();
    }
    return duties
        .due(judgement.severity(), status == Status.REOPENED ? asOf : first, judgement.academy())
        .map(Date::valueOf)
        .orElse(null);
  }

  /** A text as long as its column takes; the finding's id was made of the whole. */
  private static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static List<Object> row(
      AssessedViolation j,
      String platform,
      LocalDate asOf,
      LocalDate seen,
      Status status,
      @Nullable Status prior,
      @Nullable Date due) {
    List<Object> row = new ArrayList<>(24);
    row.addAll(
        List.of(
            j.rule(),
            j.account(),
            j.academy(),
            platform,
            j.subject().kind().label(),
            clip(j.subject().id(), 400),
            clip(j.subject().aspect(), 400),
            clip(j.subject().url(), 2000),
            j.severity().toString(),
            j.mode().toString(),
            j.policy() ? "policy" : "trust-choice",
            RowMappers.clauses(j.clauses()),
            String.join(";", j.pupils()),
            String.join(";", j.people()),
            RowMappers.evidence(j.observed()),
            j.expected(),
            Date.valueOf(seen)));
    row.add(due);
    row.add(status.label());
    row.add(Date.valueOf(asOf));
    row.add(prior == null ? null : prior.label());
    return row;
  }

  /** The rules whose silence proves something: they ran, and lacked nothing. */
  private static Set<String> checkedInFull(List<Outcome> outcomes) {
    Set<String> ran =
        outcomes.stream().map(Outcome::rule).collect(Collectors.toCollection(TreeSet::new));
    outcomes.stream()
        .filter(o -> o.kind() == Outcome.Kind.NOT_EVALUATED)
        .map(Outcome::rule)
        .forEach(ran::remove);
    return ran;
  }

  /**
   * Findings that were not made again are gone where the rule saw everything, and otherwise could
   * not be rechecked.
   */
  private void settle(
      List<Known> unseen,
      LocalDate asOf,
      Set<String> inFull,
      List<Object[]> events,
      ApplicableDecisions rulings) {
    List<Object[]> updates = new ArrayList<>();
    for (Known finding : unseen) {
      Status prior = finding.before(asOf);
      boolean wasLive = prior != null && prior.isLive();
      boolean saidToday = finding.on().equals(asOf);
      if (wasLive || saidToday) {
        Status status;
        String decision = finding.decision();
        if (prior == null || !prior.isLive() || inFull.contains(finding.rule())) {
          status = Status.RESOLVED;
          rulings.settle(finding.id());
        } else {
          Optional<Decision> passed =
              rulings.suppressedUnseenBy(
                  finding.id(),
                  finding.rule(),
                  finding.account(),
                  finding.academy(),
                  finding.evidence(),
                  finding.decision());
          status = passed.isPresent() ? status(prior, passed) : Status.NOT_RECHECKED;
          decision = passed.map(Decision::id).orElse(decision);
        }
        updates.add(
            new Object[] {
              status.label(),
              Date.valueOf(asOf),
              prior == null ? null : prior.label(),
              decision,
              finding.id()
            });
        if (status != prior) {
          events.add(new Object[] {finding.id(), Date.valueOf(asOf), status.label()});
        }
      }
    }
    jdbc.batchUpdate(
        "update finding set status = ?, status_on = ?, prior_status = ?, decision_id = ? where id = ?",
        updates);
  }

  private void keepOutcomes(String scope, List<Outcome> outcomes) {
    jdbc.update("delete from rule_outcome where scope = ?", scope);
    Map<List<String>, Integer> rows = new LinkedHashMap<>();
    outcomes.forEach(
        o ->
            rows.merge(
                List.of(o.rule(), o.kind().name(), RowMappers.causes(o.causes())),
                o.count(),
                Integer::sum));
    List<Object[]> batch = new ArrayList<>();
    rows.forEach(
        (key, count) ->
            batch.add(
                new Object[] {scope, batch.size() + 1, key.get(0), key.get(1), key.get(2), count}));
    jdbc.batchUpdate(
        "insert into rule_outcome (scope, number, rule, kind, causes, subjects) values (?, ?, ?, ?, ?, ?)",
        batch);
  }

  /**
   * Closes what was found on accounts that are no longer in the register, for nobody looks at them
   * any more.
   */
  public void closeUnregistered(LocalDate asOf, List<Account> registered) {
    Set<String> scopes = registered.stream().map(Account::id).collect(Collectors.toSet());
    scopes.add("");
    for (String scope : jdbc.queryForList("select distinct scope from finding", String.class)) {
      if (!scopes.contains(scope)) {
        List<Known> all = List.copyOf(known(scope).values());
        List<Object[]> events = new ArrayList<>();
        settle(
            all,
            asOf,
            all.stream().map(Known::rule).collect(Collectors.toSet()),
            events,
            new ApplicableDecisions(jdbc, scope, asOf));
        jdbc.update(
            "delete from finding_event where as_of = ? and finding_id in (select id from finding where scope = ?)",
            Date.valueOf(asOf),
            scope);
        jdbc.batchUpdate(
            "insert into finding_event (finding_id, as_of, status) values (?, ?, ?)", events);
        jdbc.update("delete from rule_outcome where scope = ?", scope);
      }
    }
  }

  /**
   * The findings on which the audit of a date has something to say, the gravest first and always in
   * the same order.
   */
  public List<Finding> findings(LocalDate asOf, Sentences sentences) {
    Map<String, String> shared = new HashMap<>();
    List<Finding> all =
        jdbc.query(
            "select * from finding where status_on = ?",
            (rs, n) -> RowMappers.finding(rs, sentences, shared),
            Date.valueOf(asOf));
    return answered(all);
  }

  /** Every finding in the ledger with its latest status. */
  public List<Finding> all(Sentences sentences) {
    Map<String, String> shared = new HashMap<>();
    return answered(
        jdbc.query("select * from finding", (rs, n) -> RowMappers.finding(rs, sentences, shared)));
  }

  /** The findings that were found gone after one date and up to another. */
  public List<Finding> resolved(LocalDate after, LocalDate upTo, Sentences sentences) {
    Map<String, String> shared = new HashMap<>();
    return answered(
        jdbc.query(
            "select * from finding where status = 'resolved' and status_on > ? and status_on <= ?",
            (rs, n) -> RowMappers.finding(rs, sentences, shared),
            Date.valueOf(after),
            Date.valueOf(upTo)));
  }

  private List<Finding> answered(List<Finding> findings) {
    Map<String, String> notes = new HashMap<>();
    Map<String, Decision> rulings = new HashMap<>();
    for (Decision decision : new Decisions(jdbc).standing()) {
      if (decision.kind() == Decision.Kind.NOTE) {
        notes.put(decision.finding(), decision.said());
      } else if (decision.kind().unit().equals("decision")) {
        rulings.put(decision.finding().isEmpty() ? decision.id() : decision.finding(), decision);
      }
    }
    if (notes.isEmpty() && rulings.isEmpty()) {
      return RowMappers.sorted(findings);
    }
    Map<String, String> passedBy = new HashMap<>();
    jdbc.query(
        "select id, decision_id from finding where decision_id <> ''",
        rs -> {
          passedBy.put(rs.getString(1), rs.getString(2));
        });
    Map<String, Decision> byId =
        rulings.values().stream()
            .collect(Collectors.toMap(Decision::id, d -> d, (a, b) -> a, HashMap::new));
    return RowMappers.sorted(
        findings.stream()
            .map(
                f -> {
                  Optional<Decision> own = Optional.ofNullable(rulings.get(f.id()));
                  Optional<Decision> passing =
                      f.status().isSuppressed()
                          ? Optional.ofNullable(byId.get(passedBy.getOrDefault(f.id(), "")))
                          : Optional.empty();
                  return f.answered(notes.getOrDefault(f.id(), ""), passing.or(() -> own));
                })
            .toList());
  }

  /** Each change of a status after one date and up to another, the oldest first. */
  public List<Event> events(LocalDate after, LocalDate upTo) {
    return jdbc.query(
        "select finding_id, as_of, status from finding_event where as_of > ? and as_of <= ? order by as_of, finding_id",
        (rs, n) ->
            new Event(
                rs.getString(1), RowMappers.date(rs, "as_of"), RowMappers.status(rs.getString(3))),
        Date.valueOf(after),
        Date.valueOf(upTo));
  }

  /** What became of a finding on a date. */
  public record Event(String finding, LocalDate on, Status status) {}

  /** What every rule came to in the latest audit. */
  public List<Outcome> outcomes() {
    // Sorted here, for servers sort texts by rules of their own.
    return jdbc
        .query(
            "select scope, rule, kind, causes, subjects from rule_outcome order by scope, number",
            (rs, n) ->
                new Outcome(
                    rs.getString(2),
                    rs.getString(1),
                    Outcome.Kind.valueOf(rs.getString(3)),
                    RowMappers.causes(rs.getString(4)),
                    rs.getInt(5)))
        .stream()
        .sorted(
            Comparator.comparing(Outcome::rule)
                .thenComparing(Outcome::account)
                .thenComparing(o -> o.kind().name())
                .thenComparing(Outcome::reason))
        .toList();
  }

  /** The date of the audit before one. */
  public Optional<LocalDate> auditBefore(LocalDate asOf) {
    return jdbc
        .queryForList(
            "select max(as_of) from audit_run where as_of < ? and state = 'FINISHED'",
            Date.class,
            Date.valueOf(asOf))
        .stream()
        .filter(java.util.Objects::nonNull)
        .map(Date::toLocalDate)
        .findFirst();
  }
}
