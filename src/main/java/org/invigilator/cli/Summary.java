package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Status;
import org.invigilator.policy.Mode;
import org.invigilator.policy.PolicyPack;
import org.invigilator.report.OperatorTask;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Outcome;

/**
 * The summary at the end of an audit: what was read and found, what could not be checked, and where
 * the files are.
 */
final class Summary {
  private static final int MAX_ANSWERS = 15;

  private Summary() {}

  static void print(ReportModel model, Path out, boolean continued, PrintWriter to) {
    long posts =
        model.accounts().stream()
            .flatMap(a -> a.reading().stream())
            .mapToLong(r -> r.posts())
            .sum();
    long followers =
        model.accounts().stream()
            .flatMap(a -> a.reading().stream())
            .mapToLong(r -> r.followers())
            .sum();
    String packs = model.packs().stream().map(PolicyPack::id).collect(Collectors.joining(", "));
    to.println(
        model.settings().name()
            + ", as of "
            + model.asOf()
            + ", under "
            + packs
            + (continued ? " (went on where it had been cut off)" : ""));
    to.printf(
        Locale.UK,
        "Read:       %d of %d accounts in full, %,d posts, %,d followers%n",
        model.accountsRead(),
        model.registered().size(),
        posts,
        followers);
    long open = model.findings().stream().filter(f -> f.status().isOpen()).count();
    long assisted =
        model.findings().stream()
            .filter(f -> f.status().isOpen() && f.mode() == Mode.ASSISTED)
            .count();
    String severities =
        model.openBySeverity().entrySet().stream()
            .map(e -> String.format(Locale.UK, "%,d %s", e.getValue(), e.getKey()))
            .collect(Collectors.joining(", "));
    to.printf(
        Locale.UK,
        "Findings:   %,d open%s%s%n",
        open,
        severities.isEmpty() ? "" : ": " + severities,
        assisted == 0
            ? ""
            : String.format(
                Locale.UK, "; for %,d of them someone must read the post and decide", assisted));
    String statuses =
        Arrays.stream(Status.values())
            .filter(
                s ->
                    s == Status.NEW
                        || s == Status.OPEN
                        || s == Status.RESOLVED
                        || !model.with(s).isEmpty())
            .map(
                s ->
                    String.format(
                        Locale.UK,
                        "%,d %s",
                        ofTheWorld(model, s),
                        s == Status.RESOLVED ? "fixed" : s.label().replace('_', ' ')))
            .collect(Collectors.joining(", "));
    to.println("            " + statuses);
    if (!model.changedByPolicy().isEmpty()) {
      to.println("            " + model.changedByPolicy());
    }
    to.println("Not checked: " + notChecked(model));
    Path folder = ReportFiles.folder(model, out);
    to.println("Workbook:   " + shown(folder.resolve("audit.xlsx")));
    to.println(
        "Also there: report.html, academies/, findings.json, findings.csv, manifest.json"
            + (model.forSafeguarding()
                ? ", safeguarding.xlsx (encrypted)"
                : "; safeguarding.xlsx was not written because INVIGILATOR_SAFEGUARDING_PASSWORD is not set"));
    answers(model.answers(), MAX_ANSWERS, to);
  }

  /**
   * Prints how many answers were accepted, and lists them.
   *
   * @param most the largest number to list
   */
  static void answers(List<AnswerLine> lines, int most, PrintWriter to) {
    if (lines.isEmpty()) {
      return;
    }
    to.printf(
        Locale.UK,
        "Answers:    %d accepted, %d refused, %d disputed%n",
        count(lines, AnswerLine.Result.ACCEPTED),
        count(lines, AnswerLine.Result.REFUSED),
        count(lines, AnswerLine.Result.DISPUTED));
    // Answers that were not accepted come first because someone has to correct them.
    List<AnswerLine> sorted =
        lines.stream()
            .sorted(
                java.util.Comparator.comparing(
                    (AnswerLine l) -> l.result() == AnswerLine.Result.ACCEPTED))
            .toList();
    sorted.stream().limit(most).forEach(l -> to.println("            " + answer(l)));
    if (sorted.size() > most) {
      long accepted = count(sorted.subList(most, sorted.size()), AnswerLine.Result.ACCEPTED);
      to.println(
          "            and "
              + (sorted.size() - most)
              + " more in the sheet Waivers of the workbook"
              + (accepted == 0 ? "" : ", " + accepted + " of them accepted"));
    }
  }

  private static String answer(AnswerLine line) {
    return line.result().label()
        + ": "
        + line.source()
        + (line.finding().isEmpty() ? "" : ", " + line.finding())
        + (line.field().isEmpty() ? "" : ", " + line.field())
        + (line.entered().isEmpty() ? "" : " '" + line.entered() + "'")
        + (line.why().isEmpty() ? "" : ": " + line.why());
  }

  private static long count(List<AnswerLine> lines, AnswerLine.Result result) {
    return lines.stream().filter(l -> l.result() == result).count();
  }

  private static String notChecked(ReportModel model) {
    long accounts = model.registered().size() - model.accountsRead();
    long rules =
        model.outcomes(Outcome.Kind.NOT_EVALUATED).stream().map(Outcome::rule).distinct().count();
    long registers = model.operatorTasks().stream().filter(OperatorTask::isAboutARegister).count();
    return accounts == 0 && rules == 0
        ? "nothing; every account and register was available"
        : (registers == 0
                ? ""
                : registers
                    + (registers == 1 ? " register is" : " registers are")
                    + " missing or old; ")
            + accounts
            + (accounts == 1 ? " account" : " accounts")
            + " in full, "
            + rules
            + (rules == 1 ? " rule" : " rules")
            + " on some account (see the sheet Could not check)";
  }

  /** Findings that only a change of policy made new, reopened or gone are counted apart. */
  private static long ofTheWorld(ReportModel model, Status status) {
    return model.with(status).stream().filter(f -> !f.isTurnOfPolicy()).count();
  }

  static Path shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = path.toAbsolutePath().normalize();
    return whole.startsWith(here) ? here.relativize(whole) : whole;
  }
}
