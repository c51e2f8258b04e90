package org.invigilator.job.workflow;

import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.report.ReportFiles;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;

/** Decides whether a run begins, continues one that was cut off, or is refused. */
record StartCheck(AuditRequest request, StateStore state, LocalDate today) {

  /**
   * Refuses a ledger that is another trust's, and one that was lost.
   *
   * @throws InvalidInput with what to do
   */
  void refuseWrongLedger(TrustInput input, StartOptions options) {
    String trust = input.settings().name();
    state.identity().confirm(trust, options.sameTrust());
    if (options.newLedger() || state.runs().newestDate().isPresent()) {
      return;
    }
    ReportFiles.latestOf(request.out(), trust)
        .ifPresent(
            date -> {
              throw new InvalidInput(
                  List.of(
                      new Problem(
                          "--state " + request.state(),
                          0,
                          "",
                          "The ledger is empty, but "
                              + request.out()
                              + " has reports of this trust, the latest of "
                              + date
                              + ". Without the ledger every finding would be new again and all answers would be lost.",
                          "Restore the ledger from your backup, or give its folder with --state. To begin again without it, add --new-ledger.")));
            });
  }

  /**
   * The run of the same date that was cut off and continues; empty when a new one begins.
   *
   * @throws InvalidInput when that date was audited already, or a later one
   */
  Optional<AuditRun> cutOffOrRefuse(TrustInput input) {
    Optional<AuditRun> latest = latest();
    Optional<AuditRun> cutOff = latest.filter(run -> isCutOff(run, input));
    if (cutOff.isEmpty()) {
      refuseFinished(latest);
    }
    refuseEarlierDate();
    return cutOff;
  }

  /** The run of the same date that was cut off, so that running it again continues it. */
  Optional<AuditRun> cutOff(TrustInput input) {
    return latest().filter(run -> isCutOff(run, input));
  }

  private Optional<AuditRun> latest() {
    return state.runs().latest(request.job(), request.asOf());
  }

  private void refuseFinished(Optional<AuditRun> latest) {
    if (latest.map(run -> run.state() == AuditRun.State.FINISHED).orElse(false)
        && !request.again()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--as-of " + request.asOf(),
                  0,
                  "",
                  "The audit of this date is finished.",
                  whereReportsAre()
                      + (isEarlier()
                          ? "It cannot be repeated, since a later date was audited."
                          : "Use --again to repeat it."))));
    }
  }

  /** The folder where an earlier run put its reports, which need not be the one asked for now. */
  private String whereReportsAre() {
    return Stream.concat(Stream.of(request.out()), state.reportFolders(request).stream())
        .map(out -> out.resolve(request.asOf().toString()))
        .filter(folder -> Files.exists(folder.resolve("manifest.json")))
        .findFirst()
        .map(folder -> "Its reports are in " + folder + ". ")
        .orElse("Its reports were deleted or moved; 'invigilator report' writes them again. ");
  }

  /** Whether a later date was audited already. */
  private boolean isEarlier() {
    return state.runs().newestDate(today).map(request.asOf()::isBefore).orElse(false);
  }

  private void refuseEarlierDate() {
    Optional<LocalDate> newest = state.runs().newestDate(today);
    if (isEarlier()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--as-of " + request.asOf(),
                  0,
                  "",
                  "The ledger already has the audit of "
                      + newest.map(LondonTime::show).orElse("")
                      + ", and an earlier one would rewrite its history.",
                  "Use that date or a later one, or a new folder with --state.")));
    }
  }

  /**
   * Whether a run was cut off and continues: in its audit, as long as no one changed its input, or
   * after it, whatever was changed since.
   */
  private boolean isCutOff(AuditRun run, TrustInput input) {
    if (run.state() == AuditRun.State.FINISHED) {
      return !request.again() && !isCompleted(run);
    }
    return run.inputs().equals(input.fingerprint());
  }

  private boolean isCompleted(AuditRun run) {
    JobRepository repository = state.jobRepository();
    JobInstance instance = repository.getJobInstance(AuditFlow.AUDIT, AuditFlow.parameters(run));
    JobExecution last = instance == null ? null : repository.getLastJobExecution(instance);
    return last == null || last.getStatus() == BatchStatus.COMPLETED;
  }
}
