package org.invigilator.job.step;

import java.util.ArrayList;
import java.util.List;
import org.invigilator.finding.AuditRun;
import org.invigilator.policy.Privacy;
import org.invigilator.report.ReportModel;
import org.jspecify.annotations.Nullable;

/** The report of a run, settled once for all steps that need it. */
public final class RunReport {
  private final RunContext run;
  private @Nullable ReportModel model;

  public RunReport(RunContext run) {
    this.run = run;
  }

  /** The report as the ledger has it now; the same for every step after the reports are written. */
  public synchronized ReportModel model() {
    if (model == null) {
      AuditRun latest =
          run.state().runs().latest(run.run().job(), run.run().asOf()).orElse(run.run());
      List<String> notes = new ArrayList<>(run.state().log().cutOff());
      Privacy.doubtfulPassword(run.environment()).ifPresent(notes::add);
      model = Reports.model(run.state(), run.input(), latest, run.environment(), notes);
    }
    return model;
  }
}
