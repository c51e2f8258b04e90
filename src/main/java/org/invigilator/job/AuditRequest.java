package org.invigilator.job;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.Source;

/**
 * What is to be audited, as of when, and where its files go.
 *
 * @param job the name under which the run is remembered
 * @param out the folder in which a folder for the audit date is made
 * @param state where the ledger is kept
 * @param snapshots the folder of what was captured
 * @param sources where the job has what is captured come from, in place of the trust's settings
 * @param decisions files that were sent back, beside those in the trust's folder {@code decisions}
 * @param deliver to whom mails go when it is done
 * @param again whether a finished audit of that date is done again
 * @param workers who judges the accounts
 */
public record AuditRequest(
    String job,
    Path trust,
    LocalDate asOf,
    Path out,
    StateLocation state,
    boolean again,
    Path snapshots,
    Map<String, Source> sources,
    List<Path> decisions,
    Set<Delivery.To> deliver,
    Workers workers) {

  /** The same audit elsewhere, again, and with more that was sent back. */
  public AuditRequest with(
      Path otherOut, StateLocation otherState, boolean repeat, List<Path> sentBack) {
    return new AuditRequest(
        job,
        trust,
        asOf,
        otherOut,
        otherState,
        repeat,
        snapshots,
        sources,
        sentBack,
        deliver,
        workers);
  }

  /** The same audit that delivers nothing. */
  public AuditRequest silently() {
    return new AuditRequest(
        job, trust, asOf, out, state, again, snapshots, sources, decisions, Set.of(), workers);
  }

  /** An audit of what lies in the trust folder, from the sources that its settings name. */
  public AuditRequest(
      String job, Path trust, LocalDate asOf, Path out, StateLocation state, boolean again) {
    this(
        job,
        trust,
        asOf,
        out,
        state,
        again,
        trust.resolve("snapshots"),
        Map.of(),
        List.of(),
        Set.of(),
        Workers.HERE);
  }

  /** The same audit with its accounts judged by others. */
  public AuditRequest workedBy(Workers others) {
    return new AuditRequest(
        job, trust, asOf, out, state, again, snapshots, sources, decisions, deliver, others);
  }
}
