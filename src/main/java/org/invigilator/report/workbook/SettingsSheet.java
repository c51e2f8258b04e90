package org.invigilator.report.workbook;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.finding.Finding;
import org.invigilator.policy.PolicyDate;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Spending;
import org.invigilator.policy.TrustSettings;
import org.invigilator.report.Collected;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.RuleInfo;
import org.jspecify.annotations.Nullable;

/** The policies and versions used, and every setting in which the trust departs from them. */
final class SettingsSheet {
  private static final String NOT_GIVEN = "not in the policy";

  private final ReportModel model;
  private final Styles styles;
  private final XSSFSheet sheet;
  private int next;

  SettingsSheet(XSSFSheet sheet, ReportModel model, Styles styles) {
    this.sheet = sheet;
    this.model = model;
    this.styles = styles;
  }

  void write() {
    int[] widths = {44, 24, 34, 24, 48};
    for (int i = 0; i < widths.length; i++) {
      sheet.setColumnWidth(i, widths[i] * 256);
    }
    Layout.print(sheet, -1);
    run();
    model.collected().ifPresent(this::collected);
    model.packs().forEach(this::policy);
    overrides();
    withoutClause();
  }

  private void run() {
    heading("Run");
    row("Trust", model.settings().name());
    row("Audit date", Wording.date(model.asOf()));
    row("Run", model.run().id() + " of job " + model.run().job());
    row("Program", model.details().program() + ", with " + Catalogue.ids().size() + " checks");
    row("Times", "stored in UTC, judged in London time");
    row(
        "Pupils",
        "This workbook shows pupils by reference only. "
            + (model.forSafeguarding()
                ? "The names are in safeguarding.xlsx, for the safeguarding lead."
                : "There is no file with their names: safeguarding.xlsx was not written because INVIGILATOR_SAFEGUARDING_PASSWORD is not set."));
    next++;
  }

  private void collected(Collected collected) {
    heading("Collecting");
    collected
        .sources()
        .forEach(
            (platform, source) ->
                row(
                    platform,
                    source.use().name().toLowerCase(Locale.ROOT)
                        + Optional.ofNullable(source.baseUrl()).map(u -> " at " + u).orElse("")
                        + "; posts of the last "
                        + Wording.count(source.postsBackDays(), "day")
                        + ", everything every "
                        + Wording.count(source.sweepEveryDays(), "day")));
    collected
        .costs()
        .forEach(
            cost ->
                row(
                    "This audit, " + cost.platform(),
                    Wording.count(cost.calls(), "request")
                        + ", "
                        + Wording.count(cost.rows(), "row")
                        + " charged, "
                        + Spending.shown(cost.micro())));
    collected.budget().ifPresent(budget -> budget(budget, collected.month()));
    next++;
  }

  private void budget(Spending budget, long month) {
    row(
        "This month (UTC)",
        Spending.shown(month)
            + " of "
            + Spending.shown(Spending.micro(budget.perMonth()))
            + "; at most "
            + Spending.shown(Spending.micro(budget.perRun()))
            + " per run");
    Spending.Prices prices = budget.rates();
    row(
        "Prices as of " + Wording.date(prices.asOf()),
        "post $" + prices.post() + ", user $" + prices.user() + ", follower $" + prices.follower());
  }

  private void policy(PolicyPack pack) {
    heading("Policy: " + model.details().policyName(pack.id()));
    row("Name in trust.yaml", pack.id());
    row("Version", Objects.requireNonNullElse(pack.version(), NOT_GIVEN));
    row(
        "In force from",
        pack.effectiveFrom().map(Wording::date).orElse(NOT_GIVEN + ", so it applies to all posts"));
    row(
        "Approved",
        (pack.approved() == null ? NOT_GIVEN : date(pack.approved()))
            + (pack.approvedBy() == null ? "" : " by " + pack.approvedBy()));
    row("Review due", pack.reviewDueOn().map(Wording::date).orElse(NOT_GIVEN));
    model.versions().stream()
        .filter(
            v -> !v.equals(pack) && (v.id().equals(pack.id()) || v.id().equals(pack.replaces())))
        .forEach(
            v ->
                row(
                    "Previous version",
                    v.versionedId()
                        + v.effectiveFrom()
                            .map(d -> ", in force from " + Wording.date(d))
                            .orElse("")
                        + "; older posts are judged by it"));
    if (!pack.locks().isEmpty()) {
      row(
          "Cannot be changed by the trust",
          pack.locks().stream().map(SettingsSheet::lock).collect(Collectors.joining("; ")));
    }
    row("Clauses", Integer.toString(pack.clauseList().size()));
    next++;
  }

  private static String date(PolicyDate date) {
    return date.first().equals(date.last())
        ? Wording.date(date.first())
        : Wording.date(date.first()).substring(2);
  }

  /** A lock is on a rule, or on one parameter of it. */
  private static String lock(String key) {
    int dot = key.indexOf('.');
    return dot < 0
        ? title(key)
        : title(key.substring(0, dot)) + " (" + words(key.substring(dot + 1)) + ")";
  }

  private void overrides() {
    heading("Settings changed by the trust");
    boolean anywhere =
        !model.settings().ruleOverrides().isEmpty()
            || model.packs().stream()
                .anyMatch(p -> !p.ruleOverrides().isEmpty() || !p.localOverrides().isEmpty());
    if (!anywhere) {
      row("Nowhere", "");
    } else {
      cells(styles.header, "Check", "Setting", "Otherwise", "Here", "Name in trust.yaml");
      for (PolicyPack pack : model.packs()) {
        new TreeMap<>(pack.ruleOverrides()).forEach(this::override);
        new TreeMap<>(pack.localOverrides()).forEach(this::override);
      }
      new TreeMap<>(model.settings().ruleOverrides()).forEach(this::override);
    }
    next++;
  }

  private void override(String rule, TrustSettings.Override override) {
    RuleInfo info = Catalogue.require(rule);
    if (override.enabled() != null) {
      cells(
          styles.text,
          info.title(),
          "runs",
          "as the policy says",
          override.enabled() ? "yes" : "no",
          rule + ".enabled");
    }
    if (override.isOnTrial()) {
      cells(styles.text, info.title(), "is on trial", "no", "yes", rule + ".trial");
    }
    if (override.severity() != null) {
      cells(
          styles.text,
          info.title(),
          "severity",
          "as the policy says (usually " + info.severity() + ")",
          override.severity().toString(),
          rule + ".severity");
    }
    Map<String, Object> parameters = override.parameters();
    if (parameters != null) {
      new TreeMap<>(parameters)
          .forEach(
              (name, value) ->
                  cells(
                      styles.text,
                      info.title(),
                      words(name),
                      value(info.parameters().get(name)),
                      value(value),
                      rule + ".parameters." + name));
    }
  }

  private void withoutClause() {
    heading("Checks with findings that no clause asks for");
    model.findings().stream()
        .filter(f -> !f.policy())
        .map(Finding::rule)
        .distinct()
        .map(SettingsSheet::title)
        .sorted()
        .forEach(title -> row(title, "chosen by the trust or built into this program"));
  }

  private static String title(String rule) {
    RuleInfo info = Catalogue.info(rule);
    return info == null ? rule : info.title();
  }

  private static String words(String key) {
    return key.replace('_', ' ');
  }

  private static String value(@Nullable Object value) {
    return value == null
        ? "not set"
        : value instanceof Boolean yes ? (yes ? "yes" : "no") : String.valueOf(value);
  }

  private void heading(String text) {
    Layout.text(sheet.createRow(next++), 0, text, styles.heading);
  }

  private void row(String name, String value) {
    Row row = sheet.createRow(next++);
    Layout.text(row, 0, name, styles.strong);
    Layout.text(row, 1, value, styles.date);
  }

  private void cells(CellStyle style, String... texts) {
    Row row = sheet.createRow(next++);
    for (int i = 0; i < texts.length; i++) {
      Layout.text(row, i, texts[i], style);
    }
  }
}
