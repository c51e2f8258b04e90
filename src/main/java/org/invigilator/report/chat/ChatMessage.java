package org.invigilator.report.chat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Severity;
import org.invigilator.report.Headlines;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a channel is sent after an audit: counts and a link, and nothing of any account, person or
 * pupil.
 *
 * @param link where the reports are, for those who may read them
 */
public record ChatMessage(
    String title, String summary, Map<String, Long> counts, Optional<String> link) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The message about a report. */
  public static ChatMessage of(ReportModel model, Optional<String> link) {
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<Severity, Long> open = model.openBySeverity();
    for (Severity severity : Severity.values()) {
      counts.put("Open, " + severity, open.getOrDefault(severity, 0L));
    }
    counts.put("Overdue", (long) model.overdue().size());
    counts.put("Accounts not read in full", model.registered().size() - model.accountsRead());
    return new ChatMessage(
        model.settings().name() + ": social media audit of " + Wording.date(model.asOf()),
        new Headlines(model).summary(),
        counts,
        link);
  }

  /** The body for a Teams workflow webhook: an Adaptive Card, version 1.4. */
  public byte[] forTeams() {
    ObjectNode message = JSON.createObjectNode().put("type", "message");
    ObjectNode card =
        message
            .putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard").put("version", "1.4");
    ArrayNode body = card.putArray("body");
    text(body, title).put("size", "Medium").put("weight", "Bolder").put("style", "heading");
    text(body, summary);
    ArrayNode facts = body.addObject().put("type", "FactSet").putArray("facts");
    counts.forEach(
        (name, number) -> facts.addObject().put("title", name).put("value", number.toString()));
    link.ifPresent(
        url ->
            card.putArray("actions")
                .addObject()
                .put("type", "Action.OpenUrl")
                .put("title", "Open the reports")
                .put("url", url));
    return bytes(message);
  }

  private static ObjectNode text(ArrayNode body, String text) {
    return body.addObject().put("type", "TextBlock").put("text", plain(text)).put("wrap", true);
  }

  /** A text in which nothing is taken for Markdown, which cards and channels would show. */
  private static String plain(String text) {
    return text.replaceAll("([\\\\*_`\\[\\]~|])", "\\\\$1");
  }

  /** The body for an incoming webhook of Slack, or of what understands the same. */
  public byte[] forSlack() {
    StringBuilder text = new StringBuilder("*" + escaped(title) + "*\n" + escaped(summary));
    counts.forEach((name, number) -> text.append("\n• ").append(name).append(": ").append(number));
    link.ifPresent(url -> text.append("\n<").append(escaped(url)).append("|Open the reports>"));
    return bytes(JSON.createObjectNode().put("text", text.toString()));
  }

  /** Slack's three control characters, as it asks for them. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("*", "\u2217");
  }

  private static byte[] bytes(ObjectNode message) {
    return JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
  }
}
