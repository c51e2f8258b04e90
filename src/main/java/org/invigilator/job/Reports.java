package org.invigilator.job;

import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.finding.AuditRun;
import org.invigilator.policy.Source;
import org.invigilator.report.Collected;
import org.invigilator.report.ReportModel;

/** Builds the report of a run from the ledger and from what the run was told. */
public final class Reports {
  private Reports() {}

  /** The report model of a run. */
  public static ReportModel model(State state, Preparation preparation, AuditRun run) {
    return ReportModel.of(
        run,
        preparation.settings(),
        preparation.requirements(),
        preparation.index(),
        state.ledger().findings(run.asOf()),
        state.ledger().outcomes(),
        state.readings().of(run.asOf()),
        state.ledger().auditBefore(run.asOf()),
        preparation.notes(),
        preparation.inputs(),
        collected(state, preparation, run));
  }

  private static Optional<Collected> collected(State state, Preparation preparation, AuditRun run) {
    Map<String, Source> live = new TreeMap<>(preparation.sources());
    live.values().removeIf(source -> !source.isLive());
    return live.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Collected(
                live,
                Optional.ofNullable(preparation.settings().budget()),
                state.spent().of(run.asOf()),
                state.spent().inMonth(YearMonth.from(run.asOf()))));
  }

  /** The run whose report can be written again: the latest of all that finished. */
  public static Optional<AuditRun> latestFinished(State state) {
    return state.runs().all().stream()
        .filter(r -> r.state() == AuditRun.State.FINISHED)
        .findFirst();
  }
}
