package org.invigilator.report.mail;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.StringEscapeUtils;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Finding;
import org.invigilator.report.ReportModel;

/**
 * What a mail says of a run, in plain text and in HTML: first what is new. It names no pupil, not
 * even by reference.
 */
final class Digest {
  private static final int MOST = 15;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  private final ReportModel model;
  private final String about;
  private final List<Part> parts = new ArrayList<>();

  /** A heading with lines under it. */
  private record Part(String heading, List<String> lines) {}

  /**
   * @param model what is told, without pupils
   * @param about the trust or the academy it is about
   * @param closing what the reader is to do with it
   */
  Digest(ReportModel model, String about, String closing) {
    this.model = model;
    this.about = about;
    findings("New", model.newFindings());
    findings("Back again", model.reopenedFindings());
    List<Finding> overdue = new ArrayList<>(model.overdue());
    overdue.removeAll(model.newFindings());
    overdue.removeAll(model.reopenedFindings());
    findings("Overdue", overdue);
    findings("Found fixed", model.resolvedFindings());
    unread();
    answers();
    parts.add(new Part("What to do", List.of(closing)));
  }

  String subject() {
    int fresh = model.newFindings().size();
    int back = model.reopenedFindings().size();
    int overdue = model.overdue().size();
    String what =
        fresh == 0 && back == 0
            ? "nothing new"
            : fresh + " new" + (back == 0 ? "" : ", " + back + " back again");
    return ("Social media audit of "
            + about
            + ", "
            + DAY.format(model.asOf())
            + ": "
            + what
            + (overdue == 0 ? "" : ", " + overdue + " overdue"))
        .replaceAll("\\p{Cntrl}", " ");
  }

  private void findings(String heading, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    findings.stream().limit(MOST).forEach(f -> lines.add(line(f)));
    if (findings.size() > MOST) {
      lines.add("and " + (findings.size() - MOST) + " more in the workbook");
    }
    parts.add(new Part(heading + " (" + findings.size() + ")", lines));
  }

  private String line(Finding f) {
    String where = f.account().isEmpty() ? f.academy() : f.account();
    String who =
        f.status().isOpen()
            ? (f.owner().isEmpty() ? "" : model.staff().name(f.owner()))
                + f.due().map(d -> ", by " + DAY.format(d)).orElse("")
            : "";
    return f.severity()
        + (where.isEmpty() ? "" : ", " + where)
        + ": "
        + ReportModel.title(f)
        + ". "
        + org.invigilator.report.Wording.dates(f.observed())
        + (who.isEmpty() ? "" : " (" + who.replaceFirst("^, ", "") + ")")
        + " "
        + f.id();
  }

  private void unread() {
    List<String> lines =
        new ArrayList<>(new org.invigilator.report.Headlines(model).registerGaps());
    model.registered().stream()
        .filter(a -> !a.isRead())
        .forEach(a -> lines.add(a.account().id() + ": " + String.join("; ", a.gaps())));
    if (!lines.isEmpty()) {
      List<String> shown = new ArrayList<>(lines.subList(0, Math.min(MOST, lines.size())));
      if (lines.size() > MOST) {
        shown.add("and " + (lines.size() - MOST) + " more in the workbook");
      }
      parts.add(new Part("Could not check (" + lines.size() + ")", shown));
    }
  }

  private void answers() {
    List<String> lines =
        model.answers().stream()
            .filter(
                l ->
                    l.result() == AnswerLine.Result.REFUSED
                        || l.result() == AnswerLine.Result.DISPUTED)
            .map(
                l ->
                    l.result().label()
                        + ": "
                        + l.source()
                        + (l.finding().isEmpty() ? "" : ", " + l.finding())
                        + ": "
                        + org.invigilator.report.Wording.dates(l.why()))
            .toList();
    if (!lines.isEmpty()) {
      parts.add(
          new Part(
              "Answers that were not taken (" + lines.size() + ")",
              lines.subList(0, Math.min(MOST, lines.size()))));
    }
  }

  String plain() {
    StringBuilder text = new StringBuilder();
    text.append(about).append(", as of ").append(DAY.format(model.asOf())).append("\n\n");
    text.append(new org.invigilator.report.Headlines(model).summary()).append("\n");
    for (Part part : parts) {
      text.append("\n").append(part.heading()).append("\n");
      part.lines().forEach(line -> text.append("- ").append(line).append("\n"));
    }
    return text.toString();
  }

  String html() {
    StringBuilder html = new StringBuilder(4_000);
    html.append("<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(subject()))
        .append(
            "</title></head><body style=\"font-family:Calibri,Arial,sans-serif;color:#1f2a37;max-width:760px\">")
        .append("<h1 style=\"font-size:20px\">")
        .append(escaped(about))
        .append("</h1><p>As of ")
        .append(DAY.format(model.asOf()))
        .append(". ")
        .append(escaped(new org.invigilator.report.Headlines(model).summary()))
        .append("</p>");
    for (Part part : parts) {
      html.append("<h2 style=\"font-size:16px\">")
          .append(escaped(part.heading()))
          .append("</h2><ul>");
      part.lines().forEach(line -> html.append("<li>").append(escaped(line)).append("</li>"));
      html.append("</ul>");
    }
    return html.append("</body></html>").toString();
  }

  private static String escaped(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }
}
