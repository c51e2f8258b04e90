package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Questions;
import org.invigilator.policy.TrustSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the policy packs. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Shows, checks and compares the policy packs.",
    subcommands = {
      PolicyLintCommand.class,
      PolicyDiffCommand.class,
      PolicyCoverageCommand.class,
      PolicyPreviewCommand.class,
      PolicyExportCommand.class,
      PolicyImportCommand.class,
      PolicyProposeCommand.class
    })
final class PolicyCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    Objects.requireNonNull(spec).commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the available packs.")
  void list(
      @Option(
              names = "--trust",
              paramLabel = "DIR",
              description = "Include the packs of this trust.")
          @Nullable Path trust) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PackLibrary library = PolicyPacks.library(trust);
    for (String id : library.ids()) {
      PolicyPack pack = library.get(id);
      out.printf(
          Locale.ROOT,
          "%-16s %3d clauses  in force from %-12s review due %-12s %s%s%n",
          id,
          pack.clauseList().size(),
          pack.effectiveFrom().map(Object::toString).orElse("unknown"),
          pack.reviewDueOn().map(Object::toString).orElse("unknown"),
          pack.displayTitle(),
          pack.trust() == null ? "" : ", " + pack.trust());
    }
  }

  @Command(
      name = "template",
      mixinStandardHelpOptions = true,
      description = "Prints a pack to copy and change, with a comment on every key.")
  void template() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(PackLibrary.template());
    out.flush();
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints every clause of a pack, in our own words, and how it is checked.")
  void show(
      @Parameters(paramLabel = "PACK", description = "The id, ID@VERSION or file of a pack.")
          String id,
      @Option(
              names = "--trust",
              paramLabel = "DIR",
              description = "Also search the packs of this trust.")
          @Nullable Path trust) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PackLibrary library = PolicyPacks.library(trust);
    PolicyPack pack = PolicyPacks.find(id, library);
    String others =
        (library.ids().contains(pack.id()) ? library.versions(pack.id()) : List.<PolicyPack>of())
            .stream()
                .filter(p -> !p.equals(pack))
                .map(
                    p ->
                        p.id()
                            + " in force from "
                            + p.effectiveFrom().map(Object::toString).orElse("unknown"))
                .collect(Collectors.joining("; "));
    out.println(pack.displayTitle() + " (" + pack.id() + ")");
    out.println(
        "Trust: "
            + Objects.requireNonNullElse(pack.trust(), "not in the text")
            + "; version: "
            + Objects.requireNonNullElse(pack.version(), "not in the text"));
    out.println(
        "Approved: "
            + Objects.toString(pack.approved(), "not in the text")
            + "; in force from: "
            + pack.effectiveFrom().map(Object::toString).orElse("not in the text")
            + "; review due: "
            + pack.reviewDueOn().map(Object::toString).orElse("not in the text"));
    if (!others.isEmpty()) {
      out.println("Other versions: " + others);
    }
    pack.ruleOverrides()
        .forEach(
            (rule, override) ->
                out.println("Without a clause: " + rule + " " + describe(override)));
    pack.localOverrides()
        .forEach(
            (rule, override) -> out.println("For the academy: " + rule + " " + describe(override)));
    if (!pack.locks().isEmpty()) {
      out.println("Locked: " + String.join(", ", pack.locks()));
    }
    String section = "";
    for (Clause clause : pack.clauseList()) {
      if (!clause.section().equals(section)) {
        section = clause.section();
        out.println();
        out.println(section);
      }
      print(clause, out);
    }
  }

  private static String describe(TrustSettings.Override override) {
    return (override.enabled() == null ? "" : override.enabled() ? "on " : "off ")
        + (override.severity() == null ? "" : override.severity() + " ")
        + (override.parameters() == null ? "" : override.parameters());
  }

  private static void print(Clause clause, PrintWriter out) {
    String also =
        clause.also().isEmpty()
            ? ""
            : ", also "
                + clause.also().stream().map(Object::toString).collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "  %-16s %s [%s%s]%n",
        clause.number(),
        clause.inWords().replace("\n", "\n                   "),
        clause.reading(),
        also);
    for (Clause.RuleUse use : clause.rules()) {
      String severity = use.severity().map(Object::toString).orElse("");
      out.println(
          "                   rule "
              + use.id()
              + " ("
              + severity
              + ")"
              + (use.parameters().isEmpty() ? "" : " " + use.parameters()));
    }
    for (Clause.Question question : clause.attestations()) {
      out.println(
          "                   asks the "
              + question.role()
              + " every year: "
              + Questions.of(question.id()).map(Questions.Text::question).orElse(question.id()));
    }
  }
}
