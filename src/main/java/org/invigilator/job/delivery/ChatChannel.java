package org.invigilator.job.delivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.connector.HttpCalls;
import org.invigilator.policy.Delivery;
import org.invigilator.register.Problem;
import org.invigilator.report.ReportModel;
import org.invigilator.report.chat.ChatMessage;
import org.invigilator.report.mail.Letters;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/** A channel of Teams or Slack, with the secret address of its webhook in the environment. */
enum ChatChannel {
  TEAMS(Delivery.To.TEAMS, "Teams", MailSpool.TEAMS_WEBHOOK),
  SLACK(Delivery.To.SLACK, "Slack", MailSpool.SLACK_WEBHOOK);

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final long LONGEST_PAUSE = 60_000;

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Delivery.To to;
  private final String label;
  private final String variable;

  ChatChannel(Delivery.To to, String label, String variable) {
    this.to = to;
    this.label = label;
    this.variable = variable;
  }

  /** The channels that a job names. */
  static List<ChatChannel> in(Set<Delivery.To> to) {
    return List.of(values()).stream().filter(channel -> to.contains(channel.to)).toList();
  }

  /** The channel for which a message waits; empty where it is a mail. */
  static Optional<ChatChannel> of(String recipient) {
    return List.of(values()).stream()
        .filter(channel -> channel.label.equals(recipient))
        .findFirst();
  }

  String label() {
    return label;
  }

  /** What is wrong with the address of the webhook; the address itself is never shown. */
  Optional<Problem> problem(Map<String, String> environment) {
    String address = environment.getOrDefault(variable, "");
    if (address.isBlank()) {
      return Optional.of(
          new Problem(
              variable,
              0,
              "",
              "The job sends a message to " + label + ", but no webhook is set.",
              "Set " + variable + " in the environment to the address of the webhook."));
    }
    return isSafe(address)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                variable,
                0,
                "",
                "This is not the address of a webhook.",
                "It must begin with https://."));
  }

  private static boolean isSafe(String address) {
    try {
      URI uri = URI.create(address);
      return uri.getHost() != null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && HERE.contains(uri.getHost())));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The message about a report, as it is queued. */
  Letters.Letter message(ReportModel model, Delivery delivery) {
    ChatMessage message = ChatMessage.of(model, Optional.ofNullable(delivery.link()));
    return new Letters.Letter(
        model.asOf() + "." + label,
        label,
        message.title(),
        this == TEAMS ? message.forTeams() : message.forSlack());
  }

  /**
   * Sends a message, with further attempts while the failure may pass.
   *
   * @return why it was not sent, or empty
   */
  Optional<String> send(byte[] message, Map<String, String> environment, BackOff pauses)
      throws InterruptedException {
    Optional<Problem> problem = problem(environment);
    if (problem.isPresent()) {
      return Optional.of(variable + ": " + problem.get().found());
    }
    BackOffExecution attempts = pauses.start();
    try (HttpCalls calls = new HttpCalls(TIMEOUT)) {
      while (true) {
        HttpCalls.Reply reply =
            calls.post(
                environment.getOrDefault(variable, ""),
                "application/json",
                new String(message, StandardCharsets.UTF_8));
        if (reply.trouble() == HttpCalls.Trouble.NONE
            && reply.status() >= 200
            && reply.status() < 300) {
          return isPage(reply)
              ? Optional.of(
                  label
                      + " answered with a web page, as a page for signing in does; make a new webhook and set "
                      + variable)
              : Optional.empty();
        }
        boolean passing =
            reply.status() == 429
                || reply.status() >= 500
                || reply.trouble() == HttpCalls.Trouble.UNREACHED
                || reply.trouble() == HttpCalls.Trouble.BROKEN;
        long pause = passing ? attempts.nextBackOff() : BackOffExecution.STOP;
        if (pause == BackOffExecution.STOP) {
          return Optional.of(reason(reply));
        }
        Thread.sleep(Math.max(pause, asked(reply)));
      }
    }
  }

  private static boolean isPage(HttpCalls.Reply reply) {
    return reply
        .header("content-type")
        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
        .isPresent();
  }

  /** The pause that the channel asks for, in milliseconds, up to a minute. */
  private static long asked(HttpCalls.Reply reply) {
    return reply
        .header("retry-after")
        .filter(seconds -> seconds.matches("\\d{1,4}"))
        .map(seconds -> Math.min(LONGEST_PAUSE, 1000L * Long.parseLong(seconds)))
        .orElse(0L);
  }

  private String reason(HttpCalls.Reply reply) {
    return HttpCalls.failure(reply, label, false)
        .map(failure -> failure.reason())
        .orElseGet(
            () ->
                label
                    + " refused the message (HTTP "
                    + reply.status()
                    + ")"
                    + (reply.status() == 404 || reply.status() == 410
                        ? "; make a new webhook and set " + variable
                        : ""));
  }
}
