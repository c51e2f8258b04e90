package org.invigilator.job.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.delivery.MailSpool;
import org.invigilator.report.ReportModel;

/**
 * How a run ended.
 *
 * @param continued whether it took up a run that had been cut off
 * @param report what the audit came to; empty when the audit could not be finished
 * @param failure why the run could not be finished; empty when it did
 * @param halts why collecting ended before everything was tried; the audit is of what there is
 * @param undeliverable to whom no mail can be sent, and why
 * @param mail what became of the mails; empty where none are sent
 * @param purged how many records were deleted because they were too old
 * @param reviewPack the pack for a policy's review, where one was due
 */
public record RunOutcome(
    AuditRun run,
    boolean continued,
    Optional<ReportModel> report,
    Optional<String> failure,
    List<String> halts,
    List<String> undeliverable,
    Optional<MailSpool.Result> mail,
    long purged,
    Optional<Path> reviewPack) {

  /** Whether everything was done: the audit, the collection and the mails. */
  public boolean isWhole() {
    return failure.isEmpty()
        && halts.isEmpty()
        && mail.map(m -> m.messages().isEmpty()).orElse(true);
  }
}
