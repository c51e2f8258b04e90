package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.invigilator.answer.DecisionValidator;
import org.invigilator.answer.Intake;
import org.invigilator.finding.AnswerLine;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.InvalidCell;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Register;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks everything a trust wrote down, and collects and changes nothing. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Checks registers, policies, lists and settings, and shows every problem with its file, row and column. Nothing is collected or changed.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description = "Also check this workbook or YAML file with answers; may be repeated.")
  private List<Path> decisions = List.of();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    AuditRequest request = trust.request(Clock.systemUTC(), false, decisions);
    try {
      TrustInput preparation = TrustInput.of(request, request.asOf());
      List<InvalidCell> slips = preparation.registers().slips();
      out.println(
          preparation.settings().name()
              + (slips.isEmpty()
                  ? ": the registers can be used."
                  : ": the registers can be used, and some cells must be corrected (see below)."));
      preparation.registers().present().values().stream()
          .sorted(java.util.Comparator.comparing(s -> s.label()))
          .forEach(
              s ->
                  out.println(
                      "  " + s.label() + ": " + s.rows() + (s.rows() == 1 ? " row" : " rows")));
      preparation.notes().forEach(note -> out.println("  note: " + note));
      Stream.of(Register.values())
          .filter(r -> !preparation.registers().has(r))
          .forEach(
              r ->
                  out.println(
                      "  note: there is no "
                          + r.fileName()
                          + " register; what needs it will not be checked."));
      slips.forEach(slip -> out.println(slip.problem()));
      preparation.unpaid().ifPresent(out::println);
      boolean fit = answersAreFit(request, preparation, out);
      return slips.isEmpty() && preparation.unpaid().isEmpty() && fit ? 0 : CommandLineTool.INVALID;
    } catch (InvalidInput e) {
      CommandLineTool.print(e.problems(), out);
      return CommandLineTool.INVALID;
    }
  }

  /**
   * Whether every answer that was sent back can be taken; they are held against the ledger, and
   * where there is none yet nothing can have been sent back.
   */
  private static boolean answersAreFit(
      AuditRequest request, TrustInput preparation, PrintWriter out) throws Exception {
    if (preparation.decisions().isEmpty() || !StateStore.isThere(request.state())) {
      return true;
    }
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      DecisionValidator judge =
          new DecisionValidator(
              preparation.index(), preparation.requirements().packs(), state.decisions());
      List<AnswerLine> lines =
          new Intake(judge, state.decisions(), preparation.trustFolder().resolve("decisions"))
              .check(preparation.decisions());
      Summary.answers(lines, Integer.MAX_VALUE, out);
      return lines.stream()
          .noneMatch(
              l ->
                  l.result() == AnswerLine.Result.REFUSED
                      || l.result() == AnswerLine.Result.DISPUTED);
    }
  }
}
