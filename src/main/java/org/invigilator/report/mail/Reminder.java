package org.invigilator.report.mail;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.invigilator.finding.Finding;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;
import org.invigilator.rule.Catalogue;

/** The mail that reminds the owner of findings, or an absent owner's deputy, of what is due. */
record Reminder(ReportModel model, String owner, List<Finding> findings) {
  private static final int MOST = 30;

  MailTemplates.Wording wording() {
    String acting = model.staff().acting(owner);
    Map<String, Object> values = new HashMap<>();
    values.put("name", model.staff().name(acting));
    values.put("for", acting.equals(owner) ? "" : model.staff().name(owner));
    values.put("trust", model.settings().name());
    values.put("date", Wording.date(model.asOf()));
    values.put("number", Wording.count(findings.size(), "finding"));
    List<Finding> overdue = findings.stream().filter(f -> f.isOverdue(model.asOf())).toList();
    List<Finding> soon = findings.stream().filter(f -> !f.isOverdue(model.asOf())).toList();
    values.put(
        "earliest",
        soon.stream()
            .flatMap(f -> f.due().stream())
            .min(LocalDate::compareTo)
            .map(Wording::date)
            .orElse(""));
    FindingLine.section(values, "overdue", overdue, MOST, this::line);
    FindingLine.section(values, "soon", soon, MOST, this::line);
    return MailTemplates.REMINDER.with(values);
  }

  private Map<String, Object> line(Finding f) {
    Map<String, Object> values = new HashMap<>(new FindingLine(model).of(f));
    values.put("fix", Catalogue.require(f.rule()).fix());
    values.put("url", f.subject().url().matches("https?://\\S+") ? f.subject().url() : "");
    return values;
  }
}
