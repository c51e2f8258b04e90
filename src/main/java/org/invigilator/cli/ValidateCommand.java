package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Preparation;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Register;
import org.invigilator.register.Slip;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks everything a trust wrote down, and collects and changes nothing. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Checks registers, policies, lists and settings, and tells every problem with its file, row and column. Nothing is collected or changed.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Override
  public Integer call() {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    AuditRequest request = trust.request(Clock.systemUTC(), false);
    try {
      Preparation preparation = Preparation.of(request, request.asOf());
      List<Slip> slips = preparation.registers().slips();
      out.println(
          preparation.settings().name()
              + (slips.isEmpty()
                  ? ": the registers can be used."
                  : ": the registers can be used, and these cells must be mended (see the end)."));
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
      return slips.isEmpty() && preparation.unpaid().isEmpty() ? 0 : CommandLineTool.INVALID;
    } catch (InvalidInput e) {
      CommandLineTool.print(e.problems(), out);
      return CommandLineTool.INVALID;
    }
  }
}
