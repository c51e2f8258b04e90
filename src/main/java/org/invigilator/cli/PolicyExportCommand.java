package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PackTable;
import org.invigilator.report.workbook.PackWorkbook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a pack as a workbook. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes a pack as a workbook, with its front page and one clause a row, to be changed and read back with 'policy import'.")
final class PolicyExportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PACK", description = "The id or ID@VERSION of a pack.")
  private String id = "";

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = "Also search the packs of this trust.")
  private @Nullable Path trust;

  @Option(names = "--to", paramLabel = "FILE", description = "Default: PACK.xlsx.")
  private @Nullable Path to;

  @Option(
      names = "--force",
      description = "Replace a workbook that is there; it is kept beside the new one as FILE.bak.")
  private boolean isForced;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PackLibrary library = PolicyPacks.library(trust);
    PackTable table = PackTable.of(library.written(id));
    Path file = to == null ? Path.of(id.replaceAll("[^A-Za-z0-9._-]", "-") + ".xlsx") : to;
    PolicyPacks.replace(file, isForced, out, stream -> PackWorkbook.write(table, Map.of(), stream));
    out.println("Written: " + Summary.shown(file) + ", " + table.clauses().size() + " clauses");
    return 0;
  }
}
