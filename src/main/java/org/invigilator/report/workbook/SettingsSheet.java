package org.invigilator.report.workbook;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Spending;
import org.invigilator.policy.TrustSettings;
import org.invigilator.report.Collected;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.RuleInfo;

/**
 * Which policies and versions were used, and every setting in which the trust departs from them.
 */
final class SettingsSheet {
  private final ReportModel model;
  private final Styles styles;
  private int next;

  SettingsSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(XSSFSheet sheet) {
    int[] widths = {34, 28, 44, 44};
    for (int i = 0; i < widths.length; i++) {
      sheet.setColumnWidth(i, widths[i] * 256);
    }
    Layout.print(sheet, -1);
    heading(sheet, "Run");
    row(sheet, "Trust", model.settings().name());
    row(sheet, "Audit date", model.asOf().toString());
    row(sheet, "Run", model.run().id() + " of job " + model.run().job());
    row(
        sheet,
        "Program",
        model.program() + ", " + Catalogue.ids().size() + " rules in the catalogue");
    row(sheet, "Times", "UTC in the data, judged as Europe/London");
    row(
        sheet,
        "Pupils",
        "Only references stand in this workbook; "
            + (model.forSafeguarding()
                ? "safeguarding.xlsx has the names, for the safeguarding lead alone."
                : "safeguarding.xlsx was not written, for no password was given in INVIGILATOR_SAFEGUARDING_PASSWORD."));
    next++;
    model.collected().ifPresent(collected -> collected(sheet, collected));
    for (PolicyPack pack : model.packs()) {
      policy(sheet, pack);
    }
    heading(sheet, "Where the trust departs from its policies");
    boolean anywhere =
        !model.settings().ruleOverrides().isEmpty()
            || model.packs().stream()
                .anyMatch(p -> !p.ruleOverrides().isEmpty() || !p.localOverrides().isEmpty());
    if (!anywhere) {
      row(sheet, "Nowhere", "");
    } else {
      cells(sheet.createRow(next++), styles.header, "Rule", "Setting", "Otherwise", "Here");
      for (PolicyPack pack : model.packs()) {
        new TreeMap<>(pack.ruleOverrides()).forEach((rule, how) -> override(sheet, rule, how));
        new TreeMap<>(pack.localOverrides()).forEach((rule, how) -> override(sheet, rule, how));
      }
      new TreeMap<>(model.settings().ruleOverrides())
          .forEach((rule, override) -> override(sheet, rule, override));
    }
    next++;
    heading(sheet, "Rules that run without a clause");
    model.findings().stream()
        .filter(f -> !f.policy())
        .map(f -> f.rule())
        .distinct()
        .sorted()
        .forEach(
            rule ->
                row(
                    sheet,
                    rule,
                    "chosen by the trust or brought by this program; it has findings in this report"));
  }

  private void collected(XSSFSheet sheet, Collected collected) {
    heading(sheet, "Collecting");
    collected
        .sources()
        .forEach(
            (platform, source) ->
                row(
                    sheet,
                    platform,
                    source.use().name().toLowerCase(Locale.ROOT)
                        + Optional.ofNullable(source.baseUrl()).map(u -> " at " + u).orElse("")
                        + "; posts of the last "
                        + source.postsBackDays()
                        + " days, everything in full every "
                        + source.sweepEveryDays()
                        + " days"));
    collected
        .night()
        .forEach(
            night ->
                row(
                    sheet,
                    "This audit",
                    String.format(
                        Locale.UK,
                        "%s: %,d calls, %,d rows charged for, %s",
                        night.platform(),
                        night.calls(),
                        night.rows(),
                        Spending.shown(night.micro()))));
    collected
        .budget()
        .ifPresent(
            budget -> {
              row(
                  sheet,
                  "This month (UTC)",
                  Spending.shown(collected.month())
                      + " of "
                      + Spending.shown(Spending.micro(budget.perMonth()))
                      + "; "
                      + Spending.shown(Spending.micro(budget.perRun()))
                      + " a run at most");
              Spending.Prices prices = budget.rates();
              row(
                  sheet,
                  "Prices as of " + ReportModel.shown(prices.asOf().toString()),
                  "a post $"
                      + prices.post()
                      + ", a user $"
                      + prices.user()
                      + ", a follower $"
                      + prices.follower());
            });
    next++;
  }

  private void policy(XSSFSheet sheet, PolicyPack pack) {
    heading(sheet, "Policy " + pack.id());
    row(sheet, "Title", pack.displayTitle());
    row(sheet, "Version", Objects.requireNonNullElse(pack.version(), "not in the text"));
    row(
        sheet,
        "In force from",
        pack.effectiveFrom()
            .map(Object::toString)
            .orElse("not in the text: applied to everything"));
    row(
        sheet,
        "Approved",
        Objects.toString(pack.approved(), "not in the text")
            + (pack.approvedBy() == null ? "" : " by " + pack.approvedBy()));
    row(sheet, "Review due", pack.reviewDueOn().map(Object::toString).orElse("not in the text"));
    model.versions().stream()
        .filter(
            v -> !v.equals(pack) && (v.id().equals(pack.id()) || v.id().equals(pack.replaces())))
        .forEach(
            v ->
                row(
                    sheet,
                    "Before it",
                    v.versionedId()
                        + ", in force from "
                        + v.effectiveFrom()
                            .map(Object::toString)
                            .orElse("a day that is not in the text")
                        + "; older posts are judged by it"));
    if (!pack.locks().isEmpty()) {
      row(sheet, "Locked", String.join(", ", pack.locks()));
    }
    row(sheet, "Clauses", Integer.toString(pack.clauseList().size()));
    next++;
  }

  private void override(XSSFSheet sheet, String rule, TrustSettings.Override override) {
    RuleInfo info = Catalogue.require(rule);
    if (override.enabled() != null) {
      cells(
          sheet.createRow(next++),
          styles.text,
          rule,
          "enabled",
          "as the policy says",
          override.enabled().toString());
    }
    if (override.severity() != null) {
      cells(
          sheet.createRow(next++),
          styles.text,
          rule,
          "severity",
          "as the policy says (catalogue: " + info.severity() + ")",
          override.severity().toString());
    }
    Map<String, Object> parameters = override.parameters();
    if (parameters != null) {
      new TreeMap<>(parameters)
          .forEach(
              (name, value) ->
                  cells(
                      sheet.createRow(next++),
                      styles.text,
                      rule,
                      name,
                      "catalogue: " + info.parameters().get(name),
                      String.valueOf(value)));
    }
  }

  private void heading(XSSFSheet sheet, String text) {
    Layout.text(sheet.createRow(next++), 0, text, styles.heading);
  }

  private void row(XSSFSheet sheet, String name, String value) {
    Row row = sheet.createRow(next++);
    Layout.text(row, 0, name, styles.strong);
    Layout.text(row, 1, value, styles.date);
  }

  private static void cells(Row row, org.apache.poi.ss.usermodel.CellStyle style, String... texts) {
    for (int i = 0; i < texts.length; i++) {
      Layout.text(row, i, texts[i], style);
    }
  }
}
