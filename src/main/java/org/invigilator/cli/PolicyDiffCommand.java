package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.rule.PackDiff;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two packs, or two versions of one. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Shows what is stricter, looser, new and removed between two packs, or two versions of one (ID@VERSION).")
final class PolicyDiffCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "BEFORE", description = "The id, ID@VERSION or file of a pack.")
  private String before = "";

  @Parameters(paramLabel = "AFTER", description = "The id, ID@VERSION or file of a pack.")
  private String after = "";

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = "Also search the packs of this trust.")
  private @Nullable Path trust;

  @Option(names = "--format", description = "table or csv. Default: table.", defaultValue = "TABLE")
  private Format format = Format.TABLE;

  private enum Format {
    TABLE,
    CSV
  }

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PackLibrary library = PolicyPacks.library(trust);
    PolicyPack from = PolicyPacks.find(before, library);
    PolicyPack to = PolicyPacks.find(after, library);
    List<PackDiff.Change> changes = new PackDiff(from, to).changes();
    if (format == Format.CSV) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("way", "subject", "what"));
      changes.forEach(c -> rows.add(List.of(way(c), c.subject(), c.what())));
      PolicyPacks.printCsv(rows, out);
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
      out.println("The packs do not differ.");
    }
    return 0;
  }

  private static String way(PackDiff.Change change) {
    return change.way().name().toLowerCase(Locale.ROOT);
  }
}
