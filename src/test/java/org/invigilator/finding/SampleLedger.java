package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Input;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Sentences;
import org.springframework.jdbc.core.JdbcTemplate;

/** A ledger with the decisions on its findings, in a database of its own. */
public final class SampleLedger implements AutoCloseable {
  private final LedgerDatabase database = new LedgerDatabase();
  private final Ledger ledger = new Ledger(database.jdbc());
  private final Decisions decisions = new Decisions(database.jdbc());

  JdbcTemplate jdbc() {
    return database.jdbc();
  }

  public Ledger ledger() {
    return ledger;
  }

  public Decisions decisions() {
    return decisions;
  }

  /** Audits an account of which everything could be read. */
  public void audit(String account, LocalDate asOf, SampleViolation... found) {
    audit(account, asOf, asOf, Outcome.Kind.NONE, found);
  }

  /** The same of the account of North Town High. */
  public void audit(LocalDate asOf, SampleViolation... found) {
    audit("NTH-TW-01", asOf, found);
  }

  /** Audits an account whose posts and followers could not be read. */
  public void auditUnread(String account, LocalDate asOf) {
    audit(account, asOf, asOf, Outcome.Kind.NOT_EVALUATED);
  }

  /** The same of the account of North Town High. */
  public void auditUnread(LocalDate asOf) {
    auditUnread("NTH-TW-01", asOf);
  }

  /** Audits the account of North Town High by a saved copy of a day. */
  void auditCopy(LocalDate asOf, LocalDate readOn, SampleViolation... found) {
    audit("NTH-TW-01", asOf, readOn, Outcome.Kind.NONE, found);
  }

  /** Audits the account of North Town High by some rules, of which everything could be read. */
  void auditOf(List<String> rules, LocalDate asOf, SampleViolation... found) {
    ledger.reconcile(
        "NTH-TW-01",
        "twitter",
        asOf,
        Stream.of(found).map(SampleViolation::assessed).toList(),
        rules.stream()
            .map(rule -> new Outcome(rule, "NTH-TW-01", Outcome.Kind.NONE, List.of(), 1))
            .toList(),
        Optional.empty(),
        new Assignments(SampleTrust.index()),
        asOf,
        basis);
  }

  private Map<String, String> basis = Map.of();

  private void audit(
      String account,
      LocalDate asOf,
      LocalDate readOn,
      Outcome.Kind kind,
      SampleViolation... found) {
    ledger.reconcile(
        account,
        "twitter",
        asOf,
        Stream.of(found).map(SampleViolation::assessed).toList(),
        Stream.of("profanity-in-post", "pupil-follower", "second-admin-missing")
            .map(rule -> new Outcome(rule, account, kind, causes(kind), 1))
            .toList(),
        Optional.empty(),
        new Assignments(SampleTrust.index()),
        readOn,
        basis);
  }

  /**
   * From here on the rules judge by this; an empty text takes the rule about profanity out of the
   * policy.
   */
  void judgedBy(String text) {
    basis =
        text.isEmpty()
            ? Map.of("pupil-follower", "one")
            : Map.of("profanity-in-post", text, "pupil-follower", "one");
  }

  /** The same, for each rule by its id. */
  void judgedBy(Map<String, String> rules) {
    basis = rules;
  }

  private static List<Cause> causes(Outcome.Kind kind) {
    return kind == Outcome.Kind.NONE
        ? List.of()
        : List.of(
            new Cause.OfSource(Input.OfAccount.POSTS, Cause.Trouble.UNREADABLE, "HTTP 503", 0));
  }

  /** The findings that the audit of a date reports. */
  public List<Finding> findings(LocalDate asOf) {
    return ledger.findings(asOf, Sentences.OF_CODES);
  }

  /** The one finding that the audit of a date reports. */
  public Finding only(LocalDate asOf) {
    assertThat(findings(asOf)).hasSize(1);
    return findings(asOf).get(0);
  }

  void take(SampleDecision decision) {
    decisions.take(decision.taken());
  }

  @Override
  public void close() {
    database.close();
  }
}
