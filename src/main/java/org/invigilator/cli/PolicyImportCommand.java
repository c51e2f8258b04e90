package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.invigilator.input.SheetRows;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PackPlaces;
import org.invigilator.policy.PackTable;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Proposal;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.report.workbook.PackWorkbook;
import org.invigilator.rule.PackLint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a workbook as a pack, with the checks that a pack in YAML has. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads a workbook of 'policy export' or 'policy propose' and writes it as a pack. A pack with an error is not written.")
final class PolicyImportCommand implements Callable<Integer> {
  /** The columns without which a pack would lose what checks its clauses. */
  private static final List<String> NEEDED =
      List.of("clause", "paraphrase", "class", "rules", "attestations");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The workbook.")
  private @Nullable Path file;

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = "Write the pack into policies/ of this trust.")
  private @Nullable Path trust;

  @Option(names = "--to", paramLabel = "FILE", description = "Write the pack into this file.")
  private @Nullable Path to;

  @Option(
      names = "--force",
      description = "Replace a pack that is there; it is kept beside the new one as FILE.bak.")
  private boolean isForced;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path workbook = Objects.requireNonNull(file);
    PackLibrary library = PolicyPacks.library(trust);
    PackTable table = read(workbook);
    Proposal proposal = new Proposal(table);
    String label = label(workbook);
    PackTable accepted = accepted(proposal, label);
    String yaml = accepted.yaml(label);
    PackPlaces places = new PackPlaces(accepted, label, yaml);
    PolicyPack pack = parsed(library, yaml, places);
    List<Problem> errors = errors(pack, places, out);
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
    proposal.notes().forEach(note -> out.println("note     " + note));
    Path target = target(pack);
    lost(library, target, pack)
        .ifPresent(
            numbers ->
                out.println(
                    "warning  clauses: The pack that is replaced has "
                        + numbers
                        + ", and this one has not: what is checked for it ends. Put the row back if it was deleted by mistake; a clause that is not to be checked stays, as not-applicable."));
    PolicyPacks.replace(
        target, isForced, out, stream -> stream.write(yaml.getBytes(StandardCharsets.UTF_8)));
    out.println("Written: " + Summary.shown(target) + ", " + pack.clauseList().size() + " clauses");
    if (trust != null) {
      out.println("To use it, name " + pack.id() + " under packs in trust.yaml.");
    }
    return 0;
  }

  /** The clauses of the pack at a place that another one does not have. */
  private static Optional<String> lost(PackLibrary library, Path place, PolicyPack pack) {
    try {
      if (!Files.exists(place)) {
        return Optional.empty();
      }
      Set<String> kept = pack.clauseList().stream().map(Clause::number).collect(Collectors.toSet());
      List<String> numbers =
          library.read(place).clauseList().stream()
              .map(Clause::number)
              .filter(number -> !kept.contains(number))
              .toList();
      return numbers.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", numbers));
    } catch (InvalidInput notAPack) {
      return Optional.empty();
    }
  }

  /** The accepted pack; what is wrong with its cells is said with what is not decided. */
  private static PackTable accepted(Proposal proposal, String label) {
    try {
      return proposal.accepted(label, LocalDate.now(LondonTime.ZONE));
    } catch (InvalidInput e) {
      List<Problem> problems = new ArrayList<>(e.problems());
      try {
        proposal.table().yaml(label);
      } catch (InvalidInput cells) {
        cells.problems().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
      }
      throw new InvalidInput(problems);
    }
  }

  private Path target(PolicyPack pack) throws IOException {
    if (to != null) {
      return to;
    }
    Path folder = trust == null ? Path.of("") : trust.resolve("policies");
    if (trust != null) {
      Files.createDirectories(folder);
    }
    return folder.resolve(pack.id() + ".yaml");
  }

  private static String label(Path workbook) {
    return String.valueOf(workbook.getFileName());
  }

  private static PolicyPack parsed(PackLibrary library, String yaml, PackPlaces places) {
    try {
      return library.parse(yaml, places.label());
    } catch (InvalidInput e) {
      throw new InvalidInput(e.problems().stream().map(places::of).toList());
    }
  }

  /** The errors that a check of the pack finds; doubts are printed. */
  private static List<Problem> errors(PolicyPack pack, PackPlaces places, PrintWriter out) {
    List<Problem> errors = new ArrayList<>();
    for (PackLint.Remark remark : new PackLint(LocalDate.now(LondonTime.ZONE)).read(pack)) {
      if (remark.level() == PackLint.Level.ERROR) {
        errors.add(
            places.of(
                new Problem(places.label(), 0, remark.where(), remark.found(), remark.remedy())));
      } else {
        out.println("warning  " + remark.where() + ": " + remark.found() + " " + remark.remedy());
      }
    }
    return errors;
  }

  private static PackTable read(Path workbook) {
    if (!Files.exists(workbook)) {
      throw invalid(workbook, "There is no such file.");
    }
    try {
      List<List<String>> front = sheet(workbook, PackWorkbook.POLICY);
      List<List<String>> rows = sheet(workbook, PackWorkbook.CLAUSES);
      List<List<String>> pairs = new ArrayList<>();
      for (List<String> row : front.subList(1, front.size())) {
        boolean isPair = row.size() > 1 && !row.get(0).isBlank();
        pairs.add(isPair ? List.of(row.get(0), row.get(1)) : List.of("", ""));
      }
      List<String> header = rows.get(0);
      List<String> missing =
          NEEDED.stream().filter(name -> SheetRows.column(header, name) < 0).toList();
      if (!missing.isEmpty()) {
        throw invalid(
            workbook,
            "The sheet Clauses has no column "
                + String.join(", ", missing)
                + ", so nothing can be said of what it had.");
      }
      List<Map<String, String>> clauses = new ArrayList<>();
      for (int n = 1; n < rows.size(); n++) {
        List<String> row = rows.get(n);
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
          cells.put(
              header.get(i).strip().toLowerCase(java.util.Locale.ROOT),
              i < row.size() ? row.get(i) : "");
        }
        if (cells.values().stream().anyMatch(cell -> !cell.isBlank())) {
          cells.put(PackTable.ROW, String.valueOf(n + 1));
          clauses.add(cells);
        }
      }
      return new PackTable(pairs, clauses);
    } catch (IOException e) {
      throw invalid(workbook, String.valueOf(e.getMessage()));
    }
  }

  private static List<List<String>> sheet(Path workbook, String name) throws IOException {
    List<List<String>> rows =
        SheetRows.of(workbook, name)
            .orElseThrow(() -> invalid(workbook, "There is no sheet " + name + "."));
    if (rows.isEmpty()) {
      throw invalid(workbook, "The sheet " + name + " is empty.");
    }
    return rows;
  }

  private static InvalidInput invalid(Path workbook, String what) {
    return new InvalidInput(
        List.of(
            new Problem(
                workbook.toString(),
                0,
                "",
                what,
                "Use a workbook that 'policy export' or 'policy propose' wrote.")));
  }
}
