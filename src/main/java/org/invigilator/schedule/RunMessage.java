package org.invigilator.schedule;

import java.time.Duration;
import java.util.Locale;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.report.ReportModel;

/** The result of a completed scheduled run as one line for the log. */
final class RunMessage {
  private RunMessage() {}

  /**
   * Describes a run.
   *
   * @param logHead the newest hash of the log of access
   */
  static String of(RunOutcome outcome, Duration duration, String logHead) {
    ReportModel model = outcome.report().orElseThrow();
    long open = model.findings().stream().filter(f -> f.status().isOpen()).count();
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.UK,
                "%,d new, %,d open, %,d overdue, %d of %d accounts read in full",
                model.newFindings().size(),
                open,
                model.overdue().size(),
                model.accountsRead(),
                model.registered().size()));
    if (outcome.purged() > 0) {
      line.append(
          String.format(
              Locale.UK,
              "; %,d expired %s deleted",
              outcome.purged(),
              outcome.purged() == 1 ? "record" : "records"));
    }
    outcome.reviewPack().ifPresent(file -> line.append("; review pack written"));
    outcome
        .mail()
        .filter(m -> m.sent() > 0)
        .ifPresent(
            m -> line.append("; " + m.sent() + (m.sent() == 1 ? " mail sent" : " mails sent")));
    outcome.halts().forEach(why -> line.append("; not everything was collected: " + why));
    outcome.mail().ifPresent(m -> m.messages().forEach(why -> line.append("; not sent " + why)));
    outcome.undeliverable().forEach(who -> line.append("; " + who));
    line.append("; took ").append(duration.toSeconds()).append(" s; log ").append(logHead, 0, 12);
    return line.toString();
  }
}
