package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.input.InputFile;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PackTable;
import org.invigilator.policy.Proposal;
import org.invigilator.policy.proposal.PackProposal;
import org.invigilator.policy.proposal.Paragraph;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.report.document.PolicyDocument;
import org.invigilator.report.workbook.PackWorkbook;
import org.invigilator.rule.Catalogue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proposes a pack from the text of a policy. */
@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    description =
        "Finds the clauses of a policy (.docx, .odt, .pdf, .txt, .md) and proposes for each how it may be checked, in a workbook to go through. Nothing leaves this computer, and nothing counts until 'policy import' reads the workbook back with a name and a date.")
final class PolicyProposeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The policy.")
  private @Nullable Path file;

  @Option(
      names = "--id",
      paramLabel = "PACK",
      description = "The id of the pack. Default: the name of the file.")
  private @Nullable String id;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The workbook. Default: PACK-proposed.xlsx.")
  private @Nullable Path to;

  @Option(
      names = "--force",
      description = "Replace a workbook that is there; it is kept beside the new one as FILE.bak.")
  private boolean isForced;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path policy = Objects.requireNonNull(file);
    List<Paragraph> document = read(policy);
    String name = String.valueOf(policy.getFileName()).replaceFirst("\\.[A-Za-z]+$", "");
    String pack =
        id == null
            ? name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "")
            : id;
    PackLibrary library = new PackLibrary();
    PackTable table =
        PackProposal.of(
            document,
            pack,
            name,
            String.valueOf(policy.getFileName()),
            DigestUtils.sha256Hex(InputFile.bytes(policy, 50L << 20)),
            PackLibrary.BUILT_IN.stream().map(library::get).toList(),
            Catalogue.knownRules());
    if (table.clauses().isEmpty()) {
      throw invalid(
          policy, "No clause was found in it.", "Check whether it is the text of the policy.");
    }
    Path target = to == null ? Path.of(pack + "-proposed.xlsx") : to;
    Map<String, List<String>> more = new LinkedHashMap<>();
    more.put(Proposal.DECISION, Proposal.CHOICES);
    more.put(Proposal.CHECK, List.of());
    more.put(PackProposal.CONFIDENCE, List.of());
    more.put(PackProposal.REASON, List.of());
    more.put(PackProposal.NO_RULE, List.of());
    PolicyPacks.replace(target, isForced, out, stream -> PackWorkbook.write(table, more, stream));
    print(table, target, out);
    return 0;
  }

  private static void print(PackTable table, Path target, PrintWriter out) {
    Map<String, Integer> classes = new TreeMap<>();
    table.clauses().forEach(row -> classes.merge(row.getOrDefault("class", ""), 1, Integer::sum));
    out.println(
        "Proposed:   " + Summary.shown(target) + ", " + table.clauses().size() + " clauses");
    classes.forEach((name, count) -> out.printf("            %-16s%4d%n", name, count));
    long open =
        table.clauses().stream()
            .filter(row -> !row.getOrDefault(PackProposal.NO_RULE, "").isEmpty())
            .count();
    out.println(
        "            "
            + (open == 1 ? "1 clause contains" : open + " clauses contain")
            + " a duty that no rule checks: filter the column no_rule.");
    table.front().stream()
        .filter(row -> row.get(0).equals(Proposal.WARNING))
        .forEach(row -> out.println("warning     " + row.get(1)));
    out.println(
        "This is a proposal: two to four classes in ten may be wrong, the more the less the policy is like those built in. Go through each row of the sheet");
    out.println(
        "Clauses: do what the column check says and empty it; accept, change or reject the clause, or");
    out.println("mark a line as no clause. Then write your name and the date on the sheet Policy,");
    out.println(
        "and read it back: invigilator policy import " + Summary.shown(target) + " --trust DIR");
  }

  private static List<Paragraph> read(Path policy) {
    try {
      return PolicyDocument.read(policy);
    } catch (java.nio.file.NoSuchFileException e) {
      throw invalid(policy, "There is no such file.", "Check the path.");
    } catch (IOException e) {
      // The message says what to do about it.
      throw invalid(policy, String.valueOf(e.getMessage()), "");
    }
  }

  private static InvalidInput invalid(Path policy, String what, String remedy) {
    return new InvalidInput(List.of(new Problem(policy.toString(), 0, "", what, remedy)));
  }
}
