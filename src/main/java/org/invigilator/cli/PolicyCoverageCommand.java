package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.report.ClauseMap;
import org.invigilator.report.workbook.ClauseMapWorkbook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the clause map. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description =
        "Shows the clause map of packs: by which rules and questions each clause is checked, or why it is not.")
final class PolicyCoverageCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PACK",
      arity = "0..*",
      description = "Ids or files of packs. Default: all.")
  private List<String> ids = List.of();

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = "Also search the packs of this trust.")
  private @Nullable Path trust;

  @Option(
      names = "--format",
      description = "table, csv or xlsx. Default: table.",
      defaultValue = "TABLE")
  private Format format = Format.TABLE;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The workbook to write with --format xlsx.")
  private @Nullable Path file;

  private enum Format {
    TABLE,
    CSV,
    XLSX
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec own = Objects.requireNonNull(spec);
    PrintWriter out = own.commandLine().getOut();
    PackLibrary library = PolicyPacks.library(trust);
    List<PolicyPack> packs =
        (ids.isEmpty() ? library.ids() : ids)
            .stream().map(id -> PolicyPacks.find(id, library)).toList();
    switch (format) {
      case CSV -> PolicyPacks.printCsv(ClauseMap.rows(packs), out);
      case TABLE -> packs.forEach(pack -> print(pack, out));
      case XLSX -> {
        if (file == null) {
          throw new ParameterException(
              own.commandLine(), "--format xlsx needs a file: add --out FILE.xlsx");
        }
        ClauseMapWorkbook.write(packs, file);
        out.println("Workbook:   " + file);
      }
    }
    return 0;
  }

  private static void print(PolicyPack pack, PrintWriter out) {
    out.println(pack.displayTitle() + " (" + pack.id() + ")");
    List<List<String>> rows = ClauseMap.rows(List.of(pack));
    for (List<String> row : rows.subList(1, rows.size())) {
      out.printf(
          Locale.ROOT,
          "  %-20s %-15s %s%n",
          row.get(1),
          row.get(4),
          row.get(6).isEmpty() && row.get(7).isEmpty()
              ? "- " + row.get(8)
              : (row.get(6)
                  + (row.get(6).isEmpty() || row.get(7).isEmpty() ? "" : "; ")
                  + row.get(7)));
    }
    out.println("  " + ClauseMap.counts(pack));
    out.println();
  }
}
