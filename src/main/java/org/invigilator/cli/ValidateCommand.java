package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.invigilator.answer.DecisionValidator;
import org.invigilator.answer.Intake;
import org.invigilator.finding.AnswerLine;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.AuditScope;
import org.invigilator.job.Secrets;
import org.invigilator.job.StateLocation;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.InvalidCell;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.invigilator.report.ProblemsJson;
import org.invigilator.report.workbook.EncryptedWorkbook;
import org.invigilator.report.workbook.ProblemsWorkbook;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
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

  /** How problems are shown. */
  enum Format {
    TEXT,
    JSON,
    XLSX
  }

  @Option(
      names = "--all",
      description = "Show every problem by itself, instead of each cause once with its number.")
  private boolean isAll;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How problems are shown: text, json or xlsx. Default: text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The file to write problems to; needed for xlsx.")
  private @Nullable Path file;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    if (format == Format.XLSX && file == null) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--format xlsx",
                  0,
                  "",
                  "There is no file to write the workbook to.",
                  "Give it with --to, for example --to problems.xlsx.")));
    }
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
      input.registers().present().entrySet().stream()
          .sorted(java.util.Map.Entry.comparingByKey())
          .forEach(
              one ->
                  out.println(
                      "  "
                          + one.getKey().inWords()
                          + ": "
                          + one.getValue().rows()
                          + (one.getValue().rows() == 1 ? " row" : " rows")
                          + " from "
                          + one.getValue().label()));
      (isAll ? input.everyNote() : input.notes()).forEach(note -> out.println("  note: " + note));
      out.println("What an audit will do:");
      new AuditScope(input).sentences().forEach(sentence -> out.println("  " + sentence));
      invalidCells.forEach(cell -> out.println(cell.problem()));
      input.unpaid().ifPresent(out::println);
      boolean acceptable = answersAreAcceptable(request, input, out);
      return invalidCells.isEmpty() && input.unpaid().isEmpty() && acceptable
          ? 0
          : CommandLineTool.INVALID;
    } catch (InvalidInput e) {
      write(e.problems(), out);
      return CommandLineTool.INVALID;
    }
  }

  private void write(List<Problem> problems, PrintWriter out) throws IOException {
    Path to = file;
    switch (format) {
      case TEXT -> {
        if (isAll) {
          problems.forEach(out::println);
          CommandLineTool.printNumber(problems, out);
        } else {
          CommandLineTool.print(problems, out);
        }
      }
      case JSON -> {
        String json = ProblemsJson.of(problems);
        if (to == null) {
          out.println(json);
        } else {
          byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
          OwnerOnly.replace(to, stream -> stream.write(bytes));
        }
      }
      case XLSX -> {
        if (to != null) {
          OwnerOnly.replace(to, stream -> ProblemsWorkbook.write(problems, stream));
          out.println("Written: " + to);
        }
      }
    }
  }

  /**
   * Whether every answer can be accepted. Answers refer to findings in the ledger; before the first
   * audit that is an empty one.
   */
  private static boolean answersAreAcceptable(
      AuditRequest request, TrustInput input, PrintWriter out) throws Exception {
    if (input.decisions().isEmpty()) {
      return true;
    }
    if (StateStore.isThere(request.state())) {
      return answersAreAcceptable(request.state(), input, out);
    }
    Path empty = Files.createTempDirectory("invigilator-validate-");
    try {
      return answersAreAcceptable(StateLocation.of(empty), input, out);
    } finally {
      FileSystemUtils.deleteRecursively(empty);
    }
  }

  private static boolean answersAreAcceptable(
      StateLocation ledger, TrustInput input, PrintWriter out) throws Exception {
    try (StateStore state = StateStore.open(ledger, Secrets.environment())) {
      DecisionValidator validator =
          new DecisionValidator(
              input.index(),
              input.requirements().packs(),
              state.decisions(),
              state.identity().formerTrusts());
      List<AnswerLine> lines =
          new Intake(
                  validator,
                  state.decisions(),
                  input.trustFolder().resolve("decisions"),
                  input.settings().approverSendsOwnFile(),
                  EncryptedWorkbook.decryption(Secrets.environment()))
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
