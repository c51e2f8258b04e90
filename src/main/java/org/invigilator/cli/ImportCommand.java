package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.invigilator.register.RegisterReader;
import org.invigilator.register.SecretScan.SecretCell;
import org.invigilator.register.mapping.ImportPlan;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how files would be read as registers, and keeps how in {@code mappings/}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Shows how exports and spreadsheets in your own layout would be read as registers, asks what is unclear, and writes the answers to mappings/. Later exports in the same layout are read without a question.")
final class ImportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV files and .xlsx workbooks.")
  private List<Path> files = List.of();

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = "The trust folder, which contains trust.yaml. Default: this folder.")
  private Path trust = Path.of("");

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "A YAML file with answers, for use without a terminal.")
  private @Nullable Path answers;

  @Option(names = "--dry-run", description = "Only show what is understood; write nothing.")
  private boolean isDryRun;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (!Files.isRegularFile(trust.resolve("trust.yaml"))) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--trust " + trust,
                  0,
                  "",
                  "There is no trust.yaml in this folder.",
                  "Give the trust folder, or make one with 'invigilator init'.")));
    }
    ImportPlan plan = read(files);
    Asking asking = Asking.of(answers, Map.of(), out);
    plan.ask(asking, RegisterReader.academies(trust.resolve("registers")));
    show(plan, out);
    asking.requireAll();
    if (isDryRun || plan.isEmpty()) {
      return plan.isEmpty() ? CommandLineTool.INVALID : 0;
    }
    refuseUnreadable(plan);
    for (Path file : plan.write(trust.resolve("mappings"))) {
      out.println("Written: " + file);
    }
    copy(plan.files(), trust.resolve("registers"), out);
    out.println("Next: invigilator validate --trust " + (trust.toString().isEmpty() ? "." : trust));
    return 0;
  }

  /**
   * Reads the registers as they would be with the new files, so that a cell which stops the next
   * audit is reported now, and nothing is taken.
   */
  private void refuseUnreadable(ImportPlan plan) throws IOException {
    Path trial = trust.resolve(".import");
    // What an import that was cut off left behind.
    FileSystemUtils.deleteRecursively(trial);
    OwnerOnly.folder(trial);
    try {
      for (String part : List.of("registers", "mappings")) {
        if (Files.isDirectory(trust.resolve(part))) {
          FileSystemUtils.copyRecursively(
              trust.resolve(part), OwnerOnly.folder(trial.resolve(part)));
        }
      }
      plan.write(trial.resolve("mappings"));
      copy(plan.files(), trial.resolve("registers"), new PrintWriter(Writer.nullWriter()));
      List<Problem> own =
          RegisterReader.read(trial.resolve("registers")).problems().stream()
              .filter(problem -> isOf(plan, problem))
              .toList();
      if (!own.isEmpty()) {
        throw new InvalidInput(own);
      }
    } finally {
      FileSystemUtils.deleteRecursively(trial);
    }
  }

  private static boolean isOf(ImportPlan plan, Problem problem) {
    return plan.files().stream()
        .map(file -> String.valueOf(file.getFileName()))
        .anyMatch(name -> problem.file().startsWith(name));
  }

  /** Looks at files; one that cannot be read refuses all. */
  static ImportPlan read(List<Path> files) {
    for (Path file : files) {
      String name = String.valueOf(file.getFileName()).toLowerCase(java.util.Locale.ROOT);
      String problem =
          !Files.isRegularFile(file)
              ? "There is no such file."
              : !name.endsWith(".csv") && !name.endsWith(".xlsx")
                  ? "Only .csv and .xlsx files can be read. Open it in Excel or LibreOffice and save it as .xlsx."
                  : "";
      if (!problem.isEmpty()) {
        throw new InvalidInput(List.of(new Problem(file.toString(), 0, "", problem, "")));
      }
    }
    List<String> names = files.stream().map(f -> String.valueOf(f.getFileName())).toList();
    for (String name : names) {
      if (Collections.frequency(names, name) > 1) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    name,
                    0,
                    "",
                    "Two of the files have this name.",
                    "Rename one, for example after its school.")));
      }
    }
    try {
      ImportPlan plan = ImportPlan.of(files);
      if (!plan.secrets().isEmpty()) {
        throw new InvalidInput(plan.secrets().stream().map(SecretCell::problem).toList());
      }
      return plan;
    } catch (IOException e) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  files.size() == 1 ? String.valueOf(files.get(0).getFileName()) : "These files",
                  0,
                  "",
                  String.valueOf(e.getMessage()),
                  "")));
    }
  }

  /** Prints what is understood of the files, and what is not. */
  static void show(ImportPlan plan, PrintWriter out) {
    plan.description().forEach(out::println);
    plan.notUnderstood().forEach(text -> out.println("Not understood: " + text));
  }

  /** Copies files that are elsewhere into the folder of registers. */
  static void copy(List<Path> files, Path registers, PrintWriter out) throws IOException {
    OwnerOnly.folder(registers);
    for (Path file : files) {
      Path copy = registers.resolve(String.valueOf(file.getFileName()));
      boolean isThere = Files.exists(copy) && Files.isSameFile(file, copy);
      if (!isThere) {
        boolean isNewer = Files.exists(copy);
        OwnerOnly.replace(copy, to -> Files.copy(file, to));
        // How old an export is counts, not when it was copied.
        Files.setLastModifiedTime(copy, Files.getLastModifiedTime(file));
        out.println((isNewer ? "Replaced: " : "Copied: ") + copy);
      }
    }
  }
}
