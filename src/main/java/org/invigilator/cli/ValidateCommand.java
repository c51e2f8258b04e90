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

/** Checks a trust's files without collecting or changing anything. */
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
      TrustInput input = TrustInput.of(request, request.asOf());
      List<InvalidCell> invalidCells = input.registers().invalidCells();
      out.println(
          input.settings().name()
              + (invalidCells.isEmpty()
                  ? ": the registers can be used."
                  : ": the registers can be used, but "
                      + invalidCells.size()
                      + (invalidCells.size() == 1 ? " cell needs" : " cells need")
                      + " correcting (listed below)."));
      input.registers().present().values().stream()
          .sorted(java.util.Comparator.comparing(s -> s.label()))
          .forEach(
              s ->
                  out.println(
                      "  " + s.label() + ": " + s.rows() + (s.rows() == 1 ? " row" : " rows")));
      input.notes().forEach(note -> out.println("  note: " + note));
      Stream.of(Register.values())
          .filter(r -> !input.registers().has(r))
          .forEach(
              r ->
                  out.println(
                      "  note: there is no register "
                          + r.fileName()
                          + "; rules that need it are not checked."));
      invalidCells.forEach(cell -> out.println(cell.problem()));
      input.unpaid().ifPresent(out::println);
      boolean acceptable = answersAreAcceptable(request, input, out);
      return invalidCells.isEmpty() && input.unpaid().isEmpty() && acceptable
          ? 0
          : CommandLineTool.INVALID;
    } catch (InvalidInput e) {
      CommandLineTool.print(e.problems(), out);
      return CommandLineTool.INVALID;
    }
  }

  /**
   * Whether every answer can be accepted. Answers refer to findings in the ledger, so without a
   * ledger there are none.
   */
  private static boolean answersAreAcceptable(
      AuditRequest request, TrustInput input, PrintWriter out) throws Exception {
    if (input.decisions().isEmpty() || !StateStore.isThere(request.state())) {
      return true;
    }
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      DecisionValidator validator =
          new DecisionValidator(input.index(), input.requirements().packs(), state.decisions());
      List<AnswerLine> lines =
          new Intake(
                  validator,
                  state.decisions(),
                  input.trustFolder().resolve("decisions"),
                  input.settings().approverSendsOwnFile())
              .check(input.decisions());
      Summary.answers(lines, Integer.MAX_VALUE, out);
      return lines.stream()
          .noneMatch(
              l ->
                  l.result() == AnswerLine.Result.REFUSED
                      || l.result() == AnswerLine.Result.DISPUTED);
    }
  }
}
