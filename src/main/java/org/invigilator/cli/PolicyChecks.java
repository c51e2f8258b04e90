package org.invigilator.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.report.ClauseMap;
import org.invigilator.report.workbook.ClauseMapWorkbook;
import org.invigilator.rule.PackDiff;
import org.invigilator.rule.PackLint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What can be said of policy packs without an audit: their faults, their differences, their map.
 */
final class PolicyChecks {
  private PolicyChecks() {}

  /**
   * The packs that can be chosen.
   *
   * @throws InvalidInput when a trust folder is named that is none
   */
  static PackLibrary library(@Nullable Path trust) {
    if (trust != null && !Files.isDirectory(trust)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  trust.toString(),
                  0,
                  "",
                  "There is no such folder.",
                  "Give the folder that holds trust.yaml with --trust.")));
    }
    return trust == null ? new PackLibrary() : new PackLibrary(trust.resolve("policies"));
  }

  /** A pack by id, or by the path of its file. */
  static PolicyPack pack(String wanted, PackLibrary library) {
    Path file = Path.of(wanted);
    return wanted.matches(".*\\.ya?ml") && Files.isRegularFile(file)
        ? library.read(file)
        : library.get(wanted);
  }

  /** Finds faults in packs. */
  @Command(
      name = "lint",
      mixinStandardHelpOptions = true,
      description = {
        "Looks for what is wrong or doubtful in packs.",
        "Unknown rules and parameters, clauses that no rule checks, roles without an alias, repealed Acts,",
        "review dates that are missing or contradict each other, and clauses that ask for passwords. Ends with 2 when a pack has an error, or else with 0."
      })
  static final class Lint implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @picocli.CommandLine.Parameters(
        paramLabel = "PACK",
        arity = "0..*",
        description =
            "Ids or files of packs; without any, all that the trust has, or the built-in ones.")
    private List<String> wanted = List.of();

    @Option(
        names = "--trust",
        paramLabel = "DIR",
        description = "Also look among the packs of this trust.")
    private @Nullable Path trust;

    @Option(
        names = "--as-of",
        paramLabel = "DATE",
        description = "Hold review dates against this day (default: today).")
    private @Nullable LocalDate asOf;

    @Override
    public Integer call() {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      PackLibrary library = library(trust);
      PackLint lint = new PackLint(asOf == null ? LocalDate.now(LondonTime.ZONE) : asOf);
      int errors = 0;
      int warnings = 0;
      for (String id : wanted.isEmpty() ? library.ownOrAll() : wanted) {
        PolicyPack pack = pack(id, library);
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

  /** Compares two packs, or two versions of one. */
  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description =
          "Says what is stricter, looser, new and gone from one pack, or version (ID@VERSION), to another.")
  static final class Diff implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @picocli.CommandLine.Parameters(
        paramLabel = "BEFORE",
        description = "The id, ID@VERSION or file of a pack.")
    private String before = "";

    @picocli.CommandLine.Parameters(
        paramLabel = "AFTER",
        description = "The id, ID@VERSION or file of a pack.")
    private String after = "";

    @Option(
        names = "--trust",
        paramLabel = "DIR",
        description = "Also look among the packs of this trust.")
    private @Nullable Path trust;

    @Option(
        names = "--format",
        description = "table or csv (default: table).",
        defaultValue = "TABLE")
    private Format format = Format.TABLE;

    private enum Format {
      TABLE,
      CSV
    }

    @Override
    public Integer call() {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      PackLibrary library = library(trust);
      PolicyPack from = pack(before, library);
      PolicyPack to = pack(after, library);
      List<PackDiff.Change> changes = new PackDiff(from, to).changes();
      if (format == Format.CSV) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("way", "subject", "what"));
        changes.forEach(c -> rows.add(List.of(way(c), c.subject(), c.what())));
        csv(rows, out);
        return 0;
      }
      out.println(
          "From "
              + from.displayTitle()
              + " ("
              + from.versionedId()
              + ") to "
              + to.displayTitle()
              + " ("
              + to.versionedId()
              + ")");
      for (PackDiff.Way way : PackDiff.Way.values()) {
        List<PackDiff.Change> of = changes.stream().filter(c -> c.way() == way).toList();
        if (!of.isEmpty()) {
          out.println();
          out.println(
              way.name().charAt(0)
                  + way.name().substring(1).toLowerCase(Locale.ROOT)
                  + " ("
                  + of.size()
                  + ")");
          of.forEach(c -> out.println("  " + c.subject() + ": " + c.what()));
        }
      }
      if (changes.isEmpty()) {
        out.println("Nothing differs.");
      }
      return 0;
    }

    private static String way(PackDiff.Change change) {
      return change.way().name().toLowerCase(Locale.ROOT);
    }
  }

  /** Prints the clause map. */
  @Command(
      name = "coverage",
      mixinStandardHelpOptions = true,
      description =
          "The clause map of packs: how each clause is checked, by which rules and questions, or why not.")
  static final class Coverage implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @picocli.CommandLine.Parameters(
        paramLabel = "PACK",
        arity = "0..*",
        description = "Ids or files of packs (default: all).")
    private List<String> wanted = List.of();

    @Option(
        names = "--trust",
        paramLabel = "DIR",
        description = "Also look among the packs of this trust.")
    private @Nullable Path trust;

    @Option(
        names = "--format",
        description = "table, csv or xlsx (default: table).",
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
      PackLibrary library = library(trust);
      List<PolicyPack> packs =
          (wanted.isEmpty() ? library.ids() : wanted)
              .stream().map(id -> pack(id, library)).toList();
      switch (format) {
        case CSV -> csv(ClauseMap.rows(packs), out);
        case TABLE -> packs.forEach(pack -> print(pack, out));
        case XLSX -> {
          if (file == null) {
            throw new picocli.CommandLine.ParameterException(
                own.commandLine(), "Say where with --out FILE.xlsx");
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

  private static void csv(List<List<String>> rows, PrintWriter out) {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().build(text);
    rows.forEach(csv::writeRecord);
    try {
      csv.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print(text);
    out.flush();
  }
}
