package org.invigilator.report.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Reading;
import org.invigilator.finding.Status;
import org.invigilator.policy.Severity;
import org.invigilator.register.Texts;
import org.invigilator.report.AccountLine;
import org.invigilator.report.ClauseTexts;
import org.invigilator.report.FindingDraft;
import org.invigilator.report.FindingGroup;
import org.invigilator.report.Headlines;
import org.invigilator.report.History;
import org.invigilator.report.OperatorTask;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;

/**
 * A report as one web page that needs no network: what is new, everything that was found with a
 * filter, schools, accounts and the trend. It shows what the workbook shows, and can be read
 * without its script, by keyboard and by a screen reader (WCAG 2.2 AA), and on paper. It is long
 * because each part of the page is filled by a method of its own.
 */
public final class ReportPage {
  /** More rows than anyone reads; the workbook has the rest. */
  private static final int MOST = 2_000;

  private static final int AUDITS = 12;
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  /** Escapes whatever is put in, except the style, the script and their hashes, which are ours. */
  private static final Template PAGE =
      Mustache.compiler()
          .escapeHTML(true)
          .zeroIsFalse(false)
          .emptyStringIsFalse(true)
          .compile(resource("report.html.mustache"));

  /** How lines differ without colour. */
  private static final List<String> DASHES = List.of("", "8 4", "2 3", "10 3 2 3", "1 5");

  private final ReportModel model;
  private final boolean isOfTrust;
  private final Map<String, Object> values = new HashMap<>();

  private ReportPage(ReportModel model, String about, boolean isOfTrust) {
    this.model = model;
    this.isOfTrust = isOfTrust;
    values.put("about", clean(about));
    values.put("date", Wording.date(model.asOf()));
    model.history().since().ifPresent(since -> values.put("since", Wording.date(since)));
    values.putIfAbsent("since", "");
    values.put("summary", new Headlines(model).summary());
    values.put("program", model.details().program());
    values.put("style", STYLE);
    values.put("script", SCRIPT);
    values.put("styleHash", hash(STYLE));
    values.put("scriptHash", hash(SCRIPT));
    values.put("severities", Arrays.stream(Severity.values()).map(Severity::toString).toList());
    tiles();
    week();
    findings();
    schools();
    accounts();
    trend();
  }

  /**
   * Writes the page of the trust.
   *
   * @param model the report as leadership may see it
   */
  public static void write(ReportModel model, OutputStream out) throws IOException {
    new ReportPage(model, model.settings().name(), true).write(out);
  }

  /**
   * Writes the page of an academy.
   *
   * @param whole the report of the trust as leadership may see it
   */
  public static void write(ReportModel whole, String academy, OutputStream out) throws IOException {
    new ReportPage(whole.forAcademy(academy), whole.staff().academy(academy), false).write(out);
  }

  private void write(OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    PAGE.execute(values, writer);
    writer.flush();
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("There is no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    return "sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(text));
  }

  /** A text from outside without what would change how the page is read. */
  private static String clean(String text) {
    return Texts.printable(text);
  }

  private void tiles() {
    List<Map<String, Object>> tiles = new ArrayList<>();
    Map<Severity, Long> open = model.openBySeverity();
    for (Severity severity : Severity.values()) {
      tiles.add(tile(open.getOrDefault(severity, 0L), severity.toString(), severity.toString()));
    }
    tiles.add(tile(model.overdue().size(), "overdue", "high"));
    tiles.add(
        tile(
            model.registered().size() - model.accountsRead(),
            "of " + Wording.count(model.registered().size(), "account") + " not read in full",
            ""));
    values.put("tiles", tiles);
  }

  private static Map<String, Object> tile(long number, String label, String style) {
    return Map.of("number", number, "label", label, "style", style);
  }

  private void week() {
    boolean isFirst = model.history().since().isEmpty();
    List<Finding> listed =
        Stream.of(model.newFindings(), model.reopenedFindings(), model.overdue())
            .flatMap(List::stream)
            .distinct()
            .filter(f -> !f.isForOperator())
            .toList();
    values.put("weekTitle", isFirst ? "Where you start" : "This week");
    List<Map<String, Object>> lines = FindingGroup.of(listed).stream().map(this::group).toList();
    values.put("groups", lines.isEmpty() ? false : Map.of("lines", lines));
    values.put("notRead", isOfTrust ? "" : new Headlines(model).notReadForSchool());
    List<OperatorTask> tasks = isOfTrust ? model.operatorTasks() : List.of();
    values.put(
        "forIt",
        tasks.isEmpty() ? false : Map.of("lines", tasks.stream().map(ReportPage::task).toList()));
  }

  private Map<String, Object> group(FindingGroup group) {
    Finding gravest = group.gravest();
    return Map.of(
        "severity", gravest.severity().toString(),
        "title", ReportModel.title(gravest),
        "number", group.size() == 1 ? "" : Wording.count(group.size(), "finding"),
        "where",
            group.academies() == 1 ? where(gravest) : Wording.count(group.academies(), "school"),
        "observed", clean(Wording.dates(gravest.observed())),
        "id", gravest.id(),
        "due", group.firstDue().map(Wording::date).orElse(""));
  }

  private static Map<String, Object> task(OperatorTask task) {
    return Map.of(
        "severity", task.rules().isEmpty() ? "" : task.gravest().toString(),
        "what", clean(Wording.dates(task.what())),
        "where", task.where(),
        "todo", task.todo(),
        "checks", task.rules().size());
  }

  private String where(Finding finding) {
    String place = model.staff().academyLabel(finding.academy());
    return clean(
        finding.account().isEmpty() || place.isEmpty()
            ? finding.account() + place
            : finding.account() + ", " + place);
  }

  private void findings() {
    List<Finding> all =
        model.findings().stream().filter(f -> f.status() != Status.RESOLVED).toList();
    FindingDraft drafts = new FindingDraft(model);
    ClauseTexts clauses = new ClauseTexts(model);
    values.put("findings", all.stream().limit(MOST).map(f -> finding(f, drafts, clauses)).toList());
    values.put("more", all.size() > MOST ? Integer.toString(all.size() - MOST) : "");
    values.put("statuses", all.stream().map(f -> f.status().label()).distinct().sorted().toList());
  }

  private Map<String, Object> finding(Finding f, FindingDraft drafts, ClauseTexts clauses) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", f.id());
    row.put("severity", f.severity().toString());
    row.put("status", f.status().label());
    row.put("school", f.academy());
    row.put("title", ReportModel.title(f));
    row.put("where", where(f));
    row.put(
        "url", f.subject().url().matches("https?://[^\\s\"<>]{1,240}") ? f.subject().url() : "");
    row.put("clause", clean(clauses.of(f)));
    row.put("observed", clean(Wording.dates(f.observed())));
    row.put("draft", f.isForOperator() ? "" : clean(drafts.of(f)));
    row.put(
        "who",
        (f.owner().isEmpty() ? "no owner" : model.staff().owner(f.owner()))
            + f.due().map(due -> ", by " + Wording.date(due)).orElse(""));
    return row;
  }

  private void schools() {
    if (!isOfTrust) {
      values.put("schools", false);
      return;
    }
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String code : ReportFiles.academies(model)) {
      List<Finding> open =
          model.openFindings().stream()
              .filter(f -> f.academy().equals(code) && !f.isForOperator())
              .toList();
      List<AccountLine> accounts =
          model.registered().stream().filter(a -> a.account().academy().equals(code)).toList();
      lines.add(
          Map.of(
              "code", code,
              "name", clean(model.staff().academyLabel(code)),
              "counts",
                  Arrays.stream(Severity.values())
                      .map(s -> open.stream().filter(f -> f.severity() == s).count())
                      .toList(),
              "overdue", open.stream().filter(f -> f.isOverdue(model.asOf())).count(),
              "read", accounts.stream().filter(AccountLine::isRead).count(),
              "accounts", accounts.size()));
    }
    values.put("schools", Map.of("lines", lines));
  }

  private void accounts() {
    values.put(
        "accounts",
        model.registered().stream()
            .map(
                line ->
                    Map.of(
                        "id", line.account().id(),
                        "school", clean(model.staff().academyLabel(line.account().academy())),
                        "platform", clean(line.account().platform()),
                        "posts", line.reading().map(Reading::posts).orElse(0L),
                        "gaps",
                            isOfTrust
                                ? clean(Wording.dates(String.join("; ", line.gaps())))
                                : line.isRead() ? "" : "not read in full; IT knows"))
            .toList());
  }

  private void trend() {
    List<History.Audit> audits = model.history().latest(AUDITS);
    values.put(
        "audits",
        audits.stream()
            .map(
                audit ->
                    Map.of(
                        "on",
                        Wording.date(audit.on()),
                        "counts",
                        Arrays.stream(Severity.values())
                            .map(s -> audit.open().getOrDefault(s, 0))
                            .toList()))
            .toList());
    values.put("chart", audits.size() < 2 ? false : chart(audits));
  }

  private static Map<String, Object> chart(List<History.Audit> audits) {
    int top =
        audits.stream()
            .flatMap(audit -> audit.open().values().stream())
            .mapToInt(n -> n)
            .max()
            .orElse(0);
    List<Map<String, Object>> series = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      StringBuilder points = new StringBuilder();
      double y = 200;
      for (int i = 0; i < audits.size(); i++) {
        y = 200 - 180.0 * audits.get(i).open().getOrDefault(severity, 0) / Math.max(1, top);
        points.append(
            String.format(Locale.ROOT, "%.1f,%.1f ", 40 + 500.0 * i / (audits.size() - 1), y));
      }
      series.add(
          Map.of(
              "name", severity.toString(),
              "points", points.toString().strip(),
              "dashes", DASHES.get(severity.ordinal() % DASHES.size()),
              "x", 546,
              "y", String.format(Locale.ROOT, "%.1f", y + 4)));
    }
    return Map.of(
        "top",
        top,
        "series",
        series,
        "first",
        Wording.date(audits.get(0).on()),
        "last",
        Wording.date(audits.get(audits.size() - 1).on()));
  }
}
