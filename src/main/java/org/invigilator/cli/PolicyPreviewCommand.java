package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Preview;
import org.invigilator.policy.PolicyChange;
import org.invigilator.register.Cells;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.report.Wording;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.Subject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Shows what another date, other parameters or another policy would change, without an audit. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description =
        "Shows what would be found, new and gone, on another date, with other parameters or under another policy, on today's registers and saved copies. The ledger is not touched.")
final class PolicyPreviewCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--on",
      paramLabel = "DATE",
      description = "The day whose policies and dated parameters count, such as 01/04/2027.")
  private @Nullable String on;

  @Option(
      names = "--pack",
      paramLabel = "PACK",
      description = "A policy in place of the trust's; may be given several times.")
  private List<String> packs = List.of();

  @Option(
      names = "--set",
      paramLabel = "RULE.PARAMETER=VALUE",
      description = "Another value of a parameter, such as underage-follower.min_age=16.")
  private List<String> changes = List.of();

  @Option(names = "--format", description = "table or csv. Default: table.", defaultValue = "TABLE")
  private Format format = Format.TABLE;

  private enum Format {
    TABLE,
    CSV
  }

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (on == null && packs.isEmpty() && changes.isEmpty()) {
      throw invalid("--on", "Nothing is to be changed.", "Give --on, --pack or --set.");
    }
    AuditRequest request = trust.request(Clock.systemUTC(), false);
    PolicyChange change = new PolicyChange(Optional.ofNullable(on).map(this::day), packs, values());
    Preview preview = new Preview(request, change);
    if (format == Format.CSV) {
      csv(preview, out);
    } else {
      table(preview, request, change, out);
    }
    return 0;
  }

  private java.time.LocalDate day(String typed) {
    return Cells.date(typed)
        .orElseThrow(
            () ->
                invalid(
                    "--on",
                    "'" + typed + "' " + Cells.notADate(typed),
                    "Write it like 01/04/2027 or 2027-04-01."));
  }

  private Map<String, Map<String, Object>> values() {
    Map<String, Map<String, Object>> values = new LinkedHashMap<>();
    for (String one : changes) {
      int dot = one.indexOf('.');
      int equals = one.indexOf('=');
      if (dot < 1 || equals < dot + 2) {
        throw invalid(
            "--set " + one,
            "This is not RULE.PARAMETER=VALUE.",
            "Write it like underage-follower.min_age=16.");
      }
      values
          .computeIfAbsent(one.substring(0, dot), r -> new LinkedHashMap<>())
          .put(one.substring(dot + 1, equals), value(one.substring(equals + 1)));
    }
    return values;
  }

  /** A value as YAML has it: a number, a word, or a list in brackets. */
  private static Object value(String typed) {
    try {
      Object value = new YAMLMapper().readValue(typed, Object.class);
      return value == null ? "" : value;
    } catch (JacksonException e) {
      return typed;
    }
  }

  private static InvalidInput invalid(String where, String what, String remedy) {
    return new InvalidInput(List.of(new Problem(where, 0, "", what, remedy)));
  }

  private static void table(
      Preview preview, AuditRequest request, PolicyChange change, PrintWriter out) {
    out.println(
        preview.input().settings().name()
            + ", on the data of "
            + LondonTime.show(request.asOf())
            + change.on().map(day -> ", with the policies of " + LondonTime.show(day)).orElse("")
            + (change.packs().isEmpty() ? "" : ", under " + String.join(", ", change.packs())));
    change.parameters().forEach((rule, values) -> out.println("  " + rule + " with " + values));
    change
        .on()
        .ifPresent(
            day ->
                preview.input().requirements().packs().stream()
                    .filter(pack -> pack.effectiveFrom().filter(day::isBefore).isPresent())
                    .forEach(
                        pack ->
                            out.println(
                                "  note: "
                                    + pack.displayTitle()
                                    + " was not in force on that day; it holds from "
                                    + pack.effectiveFrom().map(LondonTime::show).orElse("")
                                    + ".")));
    out.println();
    List<AssessedViolation> added = preview.added();
    List<AssessedViolation> gone = preview.gone();
    out.println(
        Wording.count(preview.before(), "finding")
            + " today, "
            + preview.after()
            + " then: "
            + added.size()
            + " new, "
            + gone.size()
            + " no longer found, "
            + preview.regraded().size()
            + " of another severity.");
    out.println(
        Wording.count(preview.unchecked(), "check")
            + " could not be made and may hide more. Waivers and answers are not considered, and nothing was written.");
    academies(preview, added, gone, out);
    list("New", added, preview, out);
    list("No longer found", gone, preview, out);
    list("Of another severity", preview.regraded(), preview, out);
  }

  private static void academies(
      Preview preview,
      List<AssessedViolation> added,
      List<AssessedViolation> gone,
      PrintWriter out) {
    Map<String, int[]> counts = new TreeMap<>();
    added.forEach(one -> counts.computeIfAbsent(academy(one), a -> new int[2])[0]++);
    gone.forEach(one -> counts.computeIfAbsent(academy(one), a -> new int[2])[1]++);
    if (counts.isEmpty()) {
      return;
    }
    out.println();
    out.printf("%-40s%8s%18s%n", "", "new", "no longer found");
    counts.forEach(
        (code, n) -> {
          String name =
              preview
                  .input()
                  .index()
                  .academy(code)
                  .map(a -> a.name() + " (" + code + ")")
                  .orElse(code.isEmpty() ? "the trust" : code);
          out.printf("%-40s%8d%18d%n", name, n[0], n[1]);
        });
  }

  private static String academy(AssessedViolation one) {
    return one.academy().equals("TRUST") ? "" : one.academy();
  }

  private static void list(
      String title, List<AssessedViolation> all, Preview preview, PrintWriter out) {
    if (all.isEmpty()) {
      return;
    }
    Sentences sentences = Sentences.of(preview.input().index());
    out.println();
    out.println(title + " (" + all.size() + ")");
    Map<String, List<AssessedViolation>> byRule = new LinkedHashMap<>();
    all.forEach(one -> byRule.computeIfAbsent(one.rule(), r -> new ArrayList<>()).add(one));
    byRule.forEach(
        (rule, some) -> {
          out.println("  " + Catalogue.require(rule).title() + " (" + rule + ")");
          some.forEach(
              one ->
                  out.println(
                      "    "
                          + one.severity()
                          + "  "
                          + (one.account().isEmpty() ? one.academy() : one.account())
                          + "  "
                          + sentences.observed(rule, one.observed())));
        });
  }

  private static void csv(Preview preview, PrintWriter out) {
    Sentences sentences = Sentences.of(preview.input().index());
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("change", "rule", "severity", "academy", "account", "subject", "observed", "url"));
    Map<String, List<AssessedViolation>> changes = new LinkedHashMap<>();
    changes.put("new", preview.added());
    changes.put("gone", preview.gone());
    changes.put("severity", preview.regraded());
    changes.forEach(
        (name, all) ->
            all.forEach(
                one ->
                    rows.add(
                        List.of(
                            name,
                            one.rule(),
                            one.severity().toString(),
                            one.academy(),
                            one.account(),
                            (one.subject().kind().label() + " " + shown(one)).strip(),
                            sentences
                                .observed(one.rule(), one.observed())
                                .replace(isPupilsAccount(one) ? one.subject().id() : "\n", " "),
                            isPupilsAccount(one) ? "" : one.subject().url()))));
    PolicyPacks.printCsv(rows, out);
  }

  /** The number of a pupil's account opens the child's profile, so it is not shown. */
  private static String shown(AssessedViolation one) {
    return isPupilsAccount(one) ? "" : one.subject().id();
  }

  private static boolean isPupilsAccount(AssessedViolation one) {
    return one.subject().kind() == Subject.Kind.FOLLOWER
        && !one.pupils().isEmpty()
        && !one.subject().id().isEmpty();
  }
}
