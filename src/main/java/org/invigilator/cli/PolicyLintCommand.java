package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.PackLint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks packs for errors. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Checks packs for errors and doubtful points.",
      "It finds unknown rules and parameters, clauses that no rule checks, roles without an alias, repealed Acts,",
      "missing or contradictory review dates, and clauses that ask for passwords. Exit code 2 when a pack has an error."
    })
final class PolicyLintCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PACK",
      arity = "0..*",
      description = "Ids or files of packs. Default: all packs of the trust, or the built-in ones.")
  private List<String> ids = List.of();

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = "Also search the packs of this trust.")
  private @Nullable Path trust;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "Compare review dates with this day, as 2026-11-20. Default: today.")
  private @Nullable LocalDate asOf;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PackLibrary library = PolicyPacks.library(trust);
    PackLint lint = new PackLint(asOf == null ? LocalDate.now(LondonTime.ZONE) : asOf);
    int errors = 0;
    int warnings = 0;
    for (String id : ids.isEmpty() ? library.ownOrAll() : ids) {
      PolicyPack pack = PolicyPacks.find(id, library);
      for (PackLint.Remark remark : lint.read(pack)) {
        boolean error = remark.level() == PackLint.Level.ERROR;
        errors += error ? 1 : 0;
        warnings += error ? 0 : 1;
        out.println(
            (error ? "error    " : "warning  ")
                + pack.id()
                + (remark.where().isEmpty() ? "" : " " + remark.where())
                + ": "
                + remark.found()
                + (remark.remedy().isEmpty() ? "" : " " + remark.remedy()));
      }
    }
    out.println(
        errors
            + (errors == 1 ? " error, " : " errors, ")
            + warnings
            + (warnings == 1 ? " warning." : " warnings."));
    return errors > 0 ? CommandLineTool.INVALID : 0;
  }
}
