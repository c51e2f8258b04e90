package org.invigilator.job.step;

import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.finding.AuditRun;
import org.invigilator.finding.Runs;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Privacy;
import org.invigilator.policy.Source;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.report.Collected;
import org.invigilator.report.History;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.report.RunDetails;
import org.invigilator.report.Safeguarding;
import org.invigilator.report.WaiverLine;
import org.invigilator.rule.Sentences;

/** Builds the report of a run from the ledger and from what the run was told. */
public final class Reports {
  private Reports() {}

  /** The report model of a run. */
  public static ReportModel model(
      StateStore state, TrustInput preparation, AuditRun run, Map<String, String> environment) {
    return model(state, preparation, run, environment, List.of());
  }

  /**
   * The report of an audit, with what its state has to say.
   *
   * @param more further notes for the operator
   */
  static ReportModel model(
      StateStore state,
      TrustInput preparation,
      AuditRun run,
      Map<String, String> environment,
      List<String> more) {
    Sentences sentences = Sentences.of(preparation.index());
    return ReportModel.of(
        run,
        preparation.settings(),
        preparation.requirements(),
        preparation.index(),
        state.ledger().findings(run.asOf(), sentences),
        state.ledger().outcomes(),
        state.readings().of(run.asOf()),
        Stream.of(
                more.stream(),
                state.runs().shrunk(run).stream().map(Reports::shrunk),
                preparation.notes().stream())
            .flatMap(notes -> notes)
            .toList(),
        preparation.inputs(),
        collected(state, preparation, run),
        History.of(run.asOf(), state.counts(), state.ledger(), sentences),
        WaiverLine.all(state.decisions().all(), state.decisions().covers(), run.asOf()),
        state.decisions().answers(run.asOf()),
        safeguarding(preparation, environment).isPresent(),
        new RunDetails.LedgerState(state.identity().id(), state.log().head()),
        state.ledger().trials(run.asOf()));
  }

  private static String shrunk(Runs.Shrunk one) {
    return String.format(
        Locale.UK,
        "%s: %,d %s, and %,d in the audit of %s. Check whether the file is complete. Until %s nothing is concluded from what is no longer in it.",
        one.part().key().replace('_', ' '),
        one.rows(),
        (one.part().column().isPresent() ? "filled cell" : "row") + (one.rows() == 1 ? "" : "s"),
        one.before(),
        LondonTime.show(one.asOf()),
        LondonTime.show(one.countsAgain()));
  }

  /** Writes the files of a run. */
  public static void write(
      ReportModel model, TrustInput preparation, Path out, Map<String, String> environment)
      throws IOException {
    ReportFiles.write(model, safeguarding(preparation, environment), out);
  }

  private static Optional<Safeguarding> safeguarding(
      TrustInput preparation, Map<String, String> environment) {
    return Privacy.namesPassword(environment)
        .map(password -> new Safeguarding(preparation.index(), password));
  }

  private static Optional<Collected> collected(
      StateStore state, TrustInput preparation, AuditRun run) {
    Map<String, Source> live = new TreeMap<>(preparation.sources());
    live.values().removeIf(source -> !source.isLive());
    return live.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Collected(
                live,
                Optional.ofNullable(preparation.settings().budget()),
                state.spent().byPlatform(run.asOf()),
                state.spent().inMonth(YearMonth.from(run.asOf()))));
  }

  /**
   * The run whose report can be written again: the latest of all that finished.
   *
   * @throws InvalidInput when none ever did
   */
  public static AuditRun latestFinished(StateStore state, AuditRequest request) {
    return state.runs().all().stream()
        .filter(r -> r.state() == AuditRun.State.FINISHED)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    List.of(
                        new Problem(
                            "--state " + request.state(),
                            0,
                            "",
                            "No audit was ever finished there.",
                            "Run 'invigilator audit' first."))));
  }
}
