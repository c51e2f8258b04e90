package org.invigilator.job.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.TrustInput;
import org.invigilator.policy.Delivery;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;

/** Whether what a job delivers could reach anyone, asked before anything is done. */
public final class Deliverability {
  private Deliverability() {}

  /**
   * Stops before anything is done when the mails of a job could not be sent.
   *
   * @param trial whether mails become files, so that only the recipients must be known
   * @throws InvalidInput with what is missing
   */
  public static void refuseUndeliverable(
      TrustInput input, AuditRequest request, boolean trial, Map<String, String> environment) {
    undeliverable(input, request, environment)
        .filter(problem -> !trial || input.settings().delivery() == null)
        .ifPresent(
            problem -> {
              throw new InvalidInput(List.of(problem));
            });
  }

  /** What is wrong with a job that sends mails while no one said to whom and how. */
  public static Optional<Problem> undeliverable(
      TrustInput input, AuditRequest request, Map<String, String> environment) {
    Delivery delivery = input.settings().delivery();
    if (request.deliver().isEmpty()) {
      return Optional.empty();
    }
    boolean mails = request.deliver().stream().anyMatch(Delivery.To::isMail);
    if (mails && (delivery == null || delivery.server().isEmpty())) {
      return Optional.of(
          new Problem(
              "trust.yaml",
              0,
              "delivery",
              "The job sends mails, but no recipients and no mail server are set.",
              "Write delivery: {smtp: {host: …, from: …}, leadership: [ … ]}, or remove deliver from the job."));
    }
    if (request.deliver().contains(Delivery.To.FOLDER)
        && (delivery == null || delivery.folder() == null)) {
      return Optional.of(
          new Problem(
              "trust.yaml",
              0,
              "delivery.folder",
              "The job copies its reports into a folder, but none is set.",
              "Write delivery: {folder: …}, or remove folder from deliver in the job."));
    }
    if (request.deliver().contains(Delivery.To.FOLDER)
        && delivery != null
        && delivery.folder() != null
        && isSame(request.trust().resolve(delivery.folder()), request.out())) {
      return Optional.of(
          new Problem(
              "trust.yaml",
              0,
              "delivery.folder",
              "The reports are written into this folder already, so they cannot be copied into it.",
              "Give another folder, or remove folder from deliver in the job."));
    }
    if (delivery == null) {
      return Optional.of(
          new Problem(
              "trust.yaml",
              0,
              "delivery",
              "The job sends messages, but trust.yaml has no delivery.",
              "Write delivery: {link: https://…}, or remove deliver from the job."));
    }
    return delivery
        .server()
        .filter(
            smtp -> mails && smtp.user() != null && !environment.containsKey(MailSpool.PASSWORD))
        .map(
            smtp ->
                new Problem(
                    MailSpool.PASSWORD,
                    0,
                    "",
                    "The mail server needs the login " + smtp.user() + ", but no password is set.",
                    "Set " + MailSpool.PASSWORD + " in the environment."))
        .or(
            () ->
                ChatChannel.in(request.deliver()).stream()
                    .flatMap(channel -> channel.problem(environment).stream())
                    .findFirst());
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other)
          ? Files.isSameFile(one, other)
          : one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    } catch (IOException e) {
      return false;
    }
  }
}
