package org.invigilator.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Severity;
import org.invigilator.policy.TrustSettings;
import org.invigilator.report.FindingsCsv;
import org.invigilator.report.FindingsJson;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Sentences;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Lists findings from the ledger. */
@Command(
    name = "findings",
    mixinStandardHelpOptions = true,
    description = "Lists the findings in the ledger, with filters.")
final class FindingsCommand implements Callable<Integer> {

  /** How the findings are written. */
  enum Format {
    TABLE,
    CSV,
    JSON
  }

  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(names = "--severity", description = "At least this severity: ${COMPLETION-CANDIDATES}.")
  private @Nullable Severity severity;

  @Option(
      names = "--status",
      description = "Only this status: ${COMPLETION-CANDIDATES}. Default: all open findings.")
  private @Nullable Status status;

  @Option(names = "--rule", description = "Only findings of this rule.")
  private @Nullable String rule;

  @Option(names = "--account", description = "Only findings on this account.")
  private @Nullable String account;

  @Option(
      names = "--format",
      defaultValue = "TABLE",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Format format = Format.TABLE;

  @Override
  public Integer call() throws Exception {
    if (rule != null && Catalogue.info(rule) == null) {
      throw new CommandLine.ParameterException(
          java.util.Objects.requireNonNull(spec).commandLine(),
          "'"
              + rule
              + "' is not recognised as a rule. Did you mean '"
              + Catalogue.nearest(rule)
              + "'?");
    }
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    Clock clock = Clock.systemUTC();
    AuditRequest request = trust.request(clock, false);
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      state
          .log()
          .add(
              Home.user(), "findings", format.toString().toLowerCase(Locale.ROOT), clock.instant());
      boolean showsAccounts = TrustSettings.read(request.trust()).onPrivacy().showsPupilAccounts();
      List<Finding> all = state.ledger().all(Sentences.OF_CODES);
      List<Finding> findings =
          all.stream()
              .filter(this::matches)
              .map(f -> showsAccounts ? f : f.withoutPupilAccount())
              .toList();
      if (account != null && all.stream().noneMatch(f -> f.account().equals(account))) {
        spec.commandLine()
            .getErr()
            .println("There is no finding on an account '" + account + "' in this ledger.");
      }
      LocalDate asOf = state.runs().newestDate().orElse(request.asOf());
      switch (format) {
        case TABLE -> table(findings, asOf, out);
        case CSV -> csv(findings, asOf, out);
        case JSON -> json(findings, asOf, out);
      }
      return 0;
    }
  }

  private boolean matches(Finding f) {
    return (severity == null || f.severity().atLeast(severity))
        && (status == null ? f.status().isOpen() : f.status() == status)
        && (rule == null || f.rule().equals(rule))
        && (account == null || f.account().equals(account));
  }

  private static void table(List<Finding> findings, LocalDate asOf, PrintWriter out) {
    for (Finding f : findings) {
      out.printf(
          Locale.ROOT,
          "%-16s %-9s %-13s %2dw  %-12s %-8s %-10s %s: %s%n",
          f.id(),
          f.severity(),
          f.status().label(),
          f.weeksOpen(asOf),
          f.account().isEmpty() ? f.academy() : f.account(),
          f.owner(),
          f.due().map(Object::toString).orElse(""),
          ReportModel.title(f),
          f.observed());
    }
    out.println(findings.size() + (findings.size() == 1 ? " finding" : " findings"));
  }

  private static void csv(List<Finding> findings, LocalDate asOf, PrintWriter out)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FindingsCsv.write(findings, asOf, bytes);
    out.print(bytes.toString(StandardCharsets.UTF_8).substring(1));
    out.flush();
  }

  private static void json(List<Finding> findings, LocalDate asOf, PrintWriter out) {
    java.io.StringWriter text = new java.io.StringWriter();
    try (JsonGenerator json =
        // In plain ASCII, so that nothing in it needs to be replaced for a terminal.
        JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writerWithDefaultPrettyPrinter()
            .createGenerator(text)) {
      json.writeStartArray();
      findings.forEach(f -> FindingsJson.finding(f, asOf, json));
      json.writeEndArray();
    }
    out.println(text);
  }
}
