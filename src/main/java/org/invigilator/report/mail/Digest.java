package org.invigilator.report.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Finding;
import org.invigilator.report.AccountLine;
import org.invigilator.report.Headlines;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;

/** The mail about a run, in plain text and in HTML: first what is new, and nothing of a pupil. */
final class Digest {
  private static final int MOST = 15;

  private final ReportModel model;
  private final Map<String, Object> values = new HashMap<>();

  /**
   * @param model the report without pupils
   * @param about the name of the trust or academy
   * @param closing what the reader can do next, as {@code closing.mustache} has it
   */
  Digest(ReportModel model, String about, Map<String, Object> closing) {
    this.model = model;
    Headlines headlines = new Headlines(model);
    values.put("about", about);
    values.put("date", Wording.date(model.asOf()));
    values.put("summary", headlines.summary());
    values.put("changes", headlines.changes());
    section("newFindings", model.newFindings(), this::finding);
    section("reopened", model.reopenedFindings(), this::finding);
    section("overdue", model.overdue(), this::finding);
    section("fixed", model.resolvedFindings(), this::finding);
    section("unread", unread(headlines), line -> line);
    section("answers", notTaken(), Digest::answer);
    values.putAll(closing);
  }

  String subject() {
    return MailTemplates.subject(values);
  }

  String plain() {
    return MailTemplates.text(values);
  }

  String html() {
    return MailTemplates.html(values);
  }

  private <T> void section(String name, List<T> all, Function<T, Map<String, Object>> line) {
    if (!all.isEmpty()) {
      values.put(
          name,
          Map.of(
              "number",
              all.size(),
              "lines",
              all.stream().limit(MOST).map(line).toList(),
              "more",
              Math.max(0, all.size() - MOST)));
    }
  }

  private Map<String, Object> finding(Finding f) {
    return Map.of(
        "finding",
        Map.of(
            "severity", f.severity().toString(),
            "where", where(f),
            "title", ReportModel.title(f),
            "observed", Wording.dates(f.observed()),
            "who", who(f),
            "id", f.id()));
  }

  private String where(Finding f) {
    String place = joined(f.account(), model.staff().academy(f.academy()));
    return place.isEmpty() ? model.settings().name() : place;
  }

  private String who(Finding f) {
    if (!f.status().isOpen()) {
      return "";
    }
    return joined(
        f.owner().isEmpty() ? "" : model.staff().name(f.owner()),
        f.due().map(d -> "by " + Wording.date(d)).orElse(""));
  }

  private List<Map<String, Object>> unread(Headlines headlines) {
    List<Map<String, Object>> lines = new ArrayList<>();
    headlines.registerGaps().forEach(gap -> lines.add(Map.of("register", gap)));
    model
        .unreadByReason()
        .forEach(
            (reason, accounts) ->
                lines.add(
                    Map.of(
                        "account",
                        Map.of("where", where(accounts), "reason", Wording.dates(reason)))));
    return lines;
  }

  private String where(List<AccountLine> accounts) {
    return accounts.size() == 1
        ? joined(
            accounts.get(0).account().id(),
            model.staff().academy(accounts.get(0).account().academy()))
        : Wording.count(accounts.size(), "account");
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
            "where", joined(line.source(), line.finding()),
            "reason", Wording.dates(line.why())));
  }

  private static String joined(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
  }
}
