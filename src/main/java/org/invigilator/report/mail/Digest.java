package org.invigilator.report.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Finding;
import org.invigilator.report.FindingGroup;
import org.invigilator.report.Headlines;
import org.invigilator.report.OperatorTask;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;

/** The mail about a run, in plain text and in HTML: first what is new, and nothing of a pupil. */
final class Digest {
  private static final int MOST = 15;

  private final boolean isForTrust;
  private final ReportModel model;
  private final FindingLine line;
  private final Map<String, Object> values = new HashMap<>();

  /**
   * @param model the report without pupils
   * @param about the name of the trust or academy
   * @param isForTrust whether what only the operator of the program can put right is in it
   * @param closing what the reader can do next, as {@code closing.mustache} has it
   */
  Digest(ReportModel model, String about, boolean isForTrust, Map<String, Object> closing) {
    this.model = model;
    this.isForTrust = isForTrust;
    this.line = new FindingLine(model);
    Headlines headlines = new Headlines(model);
    values.put("about", about);
    values.put("date", Wording.date(model.asOf()));
    values.put("summary", headlines.summary());
    values.put("changes", headlines.changes());
    values.put("open", model.openFindings().size());
    groups(model.history().since().isEmpty() ? "start" : "newFindings", model.newFindings());
    groups("reopened", model.reopenedFindings());
    groups("overdue", model.overdue());
    section("fixed", model.resolvedFindings(), line::of);
    if (isForTrust) {
      section("forIt", model.operatorTasks(), this::task);
    } else {
      values.put("notRead", headlines.notReadForSchool());
    }
    section("answers", notTaken(), Digest::answer);
    values.putAll(closing);
  }

  MailTemplates.Wording wording() {
    return MailTemplates.DIGEST.with(values);
  }

  private <T> void section(String name, List<T> all, Function<T, Map<String, Object>> shown) {
    FindingLine.section(values, name, all, MOST, shown);
  }

  /** One line for each rule; what is for the operator is counted, and listed in its own section. */
  private void groups(String name, List<Finding> all) {
    List<Finding> listed = all.stream().filter(f -> !f.isForOperator()).toList();
    List<FindingGroup> groups = FindingGroup.of(listed);
    int forIt = isForTrust ? all.size() - listed.size() : 0;
    if (!groups.isEmpty() || forIt > 0) {
      values.put(
          name,
          Map.of(
              "ofIt",
              forIt == 0
                  ? ""
                  : forIt + (forIt == 1 ? " of them is" : " of them are") + " for IT, see below.",
              "number",
              listed.size() + forIt,
              "lines",
              groups.stream().limit(MOST).map(this::group).toList(),
              "more",
              groups.stream().skip(MOST).mapToInt(FindingGroup::size).sum()));
    }
  }

  private Map<String, Object> group(FindingGroup group) {
    Finding gravest = group.gravest();
    return group.size() == 1
        ? line.of(gravest)
        : Map.of(
            "group",
            Map.of(
                "severity", gravest.severity().toString(),
                "title", ReportModel.title(gravest),
                "number", Wording.count(group.size(), "finding"),
                "where",
                    group.academies() == 1
                        ? place(gravest)
                        : Wording.count(group.academies(), "school"),
                "first", line.of(gravest).get("finding")));
  }

  private String place(Finding finding) {
    String academy = model.staff().academy(finding.academy());
    return academy.isEmpty() ? model.settings().name() : academy;
  }

  private Map<String, Object> task(OperatorTask task) {
    return Map.of(
        "task",
        Map.of(
            "where", task.where(),
            "what", Wording.dates(task.what()),
            "todo", task.todo()));
  }

  private List<AnswerLine> notTaken() {
    return model.answers().stream()
        .filter(
            l ->
                l.result() == AnswerLine.Result.REFUSED || l.result() == AnswerLine.Result.DISPUTED)
        .toList();
  }

  private static Map<String, Object> answer(AnswerLine line) {
    return Map.of(
        "answer",
        Map.of(
            "result", line.result().label(),
            "where", FindingLine.joined(line.source(), line.finding()),
            "reason", Wording.dates(line.why())));
  }
}
