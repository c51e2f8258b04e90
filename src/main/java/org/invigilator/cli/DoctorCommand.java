package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.connector.meta.MetaTokens;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.connector.youtube.YouTubeConnector;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.AuditScope;
import org.invigilator.job.Secrets;
import org.invigilator.job.StateLocation;
import org.invigilator.job.TrustInput;
import org.invigilator.job.Workers;
import org.invigilator.job.delivery.Deliverability;
import org.invigilator.job.remote.WorkInProgress;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Privacy;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.OwnerOnly;
import org.invigilator.report.mail.PostOffice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Checks whether everything that a job needs is there. It is long because each check is one short
 * method.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Checks whether everything that a job needs is there: Java, folders and who may read them, registers, database, credentials (never printed), clock, mail. Ends with exit code 1 when there is a problem.")
final class DoctorCommand implements Callable<Integer> {
  /** The release date of this version; a clock that shows an earlier time is wrong. */
  private static final Instant RELEASED = Instant.parse("2026-11-21T00:00:00Z");

  private static final String MAIL_TIMEOUT_MILLIS = "3000";
  private static final long MIN_FREE_BYTES = 1L << 30;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(names = "--offline", description = "Do not try to reach the mail server.")
  private boolean offline;

  private boolean hasProblem;
  private @Nullable PrintWriter out;

  @Override
  public Integer call() throws Exception {
    out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    Clock clock = Clock.systemUTC();
    AuditRequest request = trust.request(clock, false);
    java();
    clock(clock);
    folders(request);
    try {
      Map<String, String> environment = Secrets.environment();
      TrustInput input = TrustInput.of(request, request.asOf());
      ok("registers and policies", "can be used; 'validate' shows details");
      new AuditScope(input).sentences().forEach(sentence -> note("next audit", sentence));
      database(request, environment);
      workers(request, environment);
      credentials(input, request, environment);
      mail(input, request, environment);
      deliveries(input, request, environment);
      Deliverability.undeliverable(input, request, environment)
          .ifPresent(p -> problem("mail", p.toString()));
    } catch (InvalidInput e) {
      e.problems().stream().limit(5).forEach(p -> problem("input", p.toString()));
      if (e.problems().size() > 5) {
        problem("input", "and " + (e.problems().size() - 5) + " more; 'validate' shows all");
      }
    }
    return hasProblem ? CommandLineTool.UNFINISHED : 0;
  }

  private void ok(String subject, String state) {
    java.util.Objects.requireNonNull(out).printf("ok      %-24s %s%n", subject, state);
  }

  private void note(String subject, String state) {
    java.util.Objects.requireNonNull(out).printf("note    %-24s %s%n", subject, state);
  }

  private void problem(String subject, String state) {
    hasProblem = true;
    java.util.Objects.requireNonNull(out).printf("PROBLEM %-24s %s%n", subject, state);
  }

  private void java() {
    int version = Runtime.version().feature();
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    if (version < 17) {
      problem("Java", version + "; install a JDK 17 or newer");
    } else {
      ok("Java", version + ", up to " + heap + " MB of memory");
    }
  }

  private void clock(Clock clock) {
    Instant now = clock.instant();
    if (now.isBefore(RELEASED)) {
      problem(
          "clock", "shows " + now + ", which is in the past; set it and synchronise it with NTP");
    } else {
      ok("clock", LondonTime.show(now) + " in London");
    }
  }

  private void folders(AuditRequest request) {
    folder("trust folder", request.trust(), false);
    folder("reports", request.out(), true);
    if (request.state() instanceof StateLocation.Folder state) {
      folder("state", state.path(), true);
    }
    if (Files.isDirectory(request.snapshots())) {
      folder("saved copies", request.snapshots(), false);
    }
  }

  private void folder(String subject, Path folder, boolean isWritten) {
    Path existing = folder.toAbsolutePath().normalize();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || (!Files.isDirectory(folder) && !isWritten)) {
      problem(subject, folder + " does not exist");
    } else if (isWritten && !Files.isWritable(existing)) {
      problem(subject, folder + " cannot be written by " + Home.user());
    } else if (Files.isDirectory(folder) && OwnerOnly.isOpenToOthers(folder)) {
      note(subject, folder + " can be read by others on this machine; run: chmod 700 " + folder);
    } else {
      ok(subject, folder.toString());
    }
    try {
      if (isWritten
          && existing != null
          && Files.getFileStore(existing).getUsableSpace() < MIN_FREE_BYTES) {
        problem(subject, "less than 1 GB is free on the disk of " + folder);
      }
    } catch (IOException e) {
      note(subject, "the free space on the disk of " + folder + " cannot be read");
    }
  }

  private void database(AuditRequest request, Map<String, String> environment) {
    if (!StateStore.isThere(request.state())) {
      ok("ledger", "not created yet: " + request.state());
      return;
    }
    boolean key = !environment.getOrDefault("INVIGILATOR_STATE_KEY", "").isBlank();
    if (request.state() instanceof StateLocation.Folder
        && key
        && !StateStore.isEncrypted(request.state())) {
      note("ledger", "not encrypted yet; the next run encrypts it with INVIGILATOR_STATE_KEY");
      return;
    }
    try (StateStore state = StateStore.open(request.state(), environment)) {
      var verification = state.log().verify(List.of());
      ok(
          "ledger",
          state.runs().newestDate().map(d -> "last audit date " + d).orElse("empty")
              + (state.isEncrypted() ? ", encrypted" : ""));
      state.log().cutOff().forEach(sentence -> problem("erasure", sentence));
      verification
          .broken()
          .ifPresentOrElse(
              why -> problem("log of access", why),
              () ->
                  ok(
                      "log of access",
                      verification.entries()
                          + (verification.entries() == 1
                              ? " entry, complete"
                              : " entries, complete")));
    } catch (RunLock.Busy e) {
      note("ledger", "in use by another run at the moment");
    } catch (RunLock.Unwritable | StateStore.Damaged e) {
      problem("ledger", String.valueOf(e.getMessage()));
    }
  }

  /** Whether those who are to judge the accounts are there. */
  private void workers(AuditRequest request, Map<String, String> environment) {
    if (request.workers() == Workers.HERE) {
      return;
    }
    if (!(request.state() instanceof StateLocation.Server server)) {
      problem("workers", "need a ledger on a database server; set state in the job");
      return;
    }
    try {
      long ready = WorkInProgress.look(server, environment).map(WorkInProgress::ready).orElse(0L);
      if (ready > 0) {
        ok("workers", ready + " of this version running");
      } else if (request.workers() == Workers.BOTH) {
        note("workers", "none is running; an audit does all the work itself");
      } else {
        problem("workers", "none of this version is running; start one with 'invigilator worker'");
      }
    } catch (IOException | RuntimeException e) {
      problem("workers", "the database cannot be asked: " + e.getMessage());
    }
  }

  private void credentials(
      TrustInput input, AuditRequest request, Map<String, String> environment) {
    if (input.usesApi(LivePlatform.X)) {
      if (XCredentials.of(environment).isPresent()) {
        ok("credentials for X", "set");
      } else {
        problem(
            "credentials for X",
            "not set, or not all of them; set "
                + XCredentials.BEARER
                + " (see src/docs/collecting.md)");
      }
      input.unpaid().ifPresent(p -> problem("budget", p.toString()));
    }
    if (input.usesApi(LivePlatform.FACEBOOK) || input.usesApi(LivePlatform.INSTAGRAM)) {
      credential("credentials for Meta", MetaTokens.of(environment).isPresent(), MetaTokens.TOKEN);
    }
    if (input.usesApi(LivePlatform.YOUTUBE)) {
      boolean isSet = !environment.getOrDefault(YouTubeConnector.KEY, "").isBlank();
      credential("key for YouTube", isSet, YouTubeConnector.KEY);
    }
    Privacy.doubtfulPassword(environment)
        .ifPresentOrElse(
            doubt -> problem("workbook with names", doubt),
            () ->
                secret(
                    Privacy.NAMES_PASSWORD, "the workbook with names is not written", environment));
    if (!(request.state() instanceof StateLocation.Server)
        && !StateStore.isEncrypted(request.state())) {
      secret("INVIGILATOR_STATE_KEY", "the ledger's file is not encrypted", environment);
    }
  }

  private void credential(String what, boolean isSet, String variable) {
    if (isSet) {
      ok(what, "set");
    } else {
      problem(what, "not set; set " + variable + " (see src/docs/collecting.md)");
    }
  }

  private void secret(String name, String consequence, Map<String, String> environment) {
    if (environment.getOrDefault(name, "").isBlank()) {
      note(name, "not set: " + consequence);
    } else {
      ok(name, "set");
    }
  }

  private void mail(TrustInput input, AuditRequest request, Map<String, String> environment) {
    Delivery delivery = input.settings().delivery();
    boolean mails =
        request.deliver().isEmpty() || request.deliver().stream().anyMatch(Delivery.To::isMail);
    if (delivery == null || !mails) {
      note(
          "mail",
          mails ? "no delivery in trust.yaml, so no mail is sent" : "this job sends no mail");
      return;
    }
    if (delivery.server().isEmpty()) {
      note("mail", "no mail server in trust.yaml, so no mail is sent");
      return;
    }
    Delivery.Smtp smtp = delivery.server().get();
    List<String> to = delivery.leadershipOrEmpty();
    if (smtp.user() != null
        && environment.getOrDefault("INVIGILATOR_SMTP_PASSWORD", "").isBlank()) {
      problem("mail", "delivery has a user, but INVIGILATOR_SMTP_PASSWORD is not set");
      return;
    }
    String server = smtp.host() + ":" + smtp.portOrUsual();
    if (offline) {
      note("mail", server + ", not tested because of --offline");
      return;
    }
    Map<String, String> timeouts =
        Stream.of("smtp", "smtps")
            .flatMap(
                protocol ->
                    Stream.of("connectiontimeout", "timeout")
                        .map(name -> "mail." + protocol + "." + name))
            .collect(Collectors.toMap(name -> name, name -> MAIL_TIMEOUT_MILLIS));
    try {
      new PostOffice(smtp, environment.get("INVIGILATOR_SMTP_PASSWORD"), timeouts).test();
      ok(
          "mail",
          server
              + (smtp.user() == null ? " can be reached" : " accepts the login")
              + (request.deliver().contains(Delivery.To.LEADERSHIP)
                  ? "; the summary is sent to "
                      + to.size()
                      + (to.size() == 1 ? " person" : " people")
                  : ""));
    } catch (PostOffice.Refused e) {
      problem(
          "mail",
          server
              + (e.fault() == PostOffice.Fault.SERVER
                  ? " cannot be reached: "
                  : " cannot be used: ")
              + e.getMessage()
              + "; 'mail --dry-run' writes the mails as files");
    }
  }

  /** Where reports are copied and messages go, as far as it can be known without doing either. */
  private void deliveries(TrustInput input, AuditRequest request, Map<String, String> environment) {
    Delivery delivery = input.settings().delivery();
    if (delivery != null
        && delivery.folder() != null
        && request.deliver().contains(Delivery.To.FOLDER)) {
      Path copies = request.trust().resolve(delivery.folder());
      Path parent = copies.toAbsolutePath().getParent();
      if (Files.isDirectory(copies)
          ? !Files.isWritable(copies)
          : parent == null || !Files.isWritable(parent)) {
        problem("copies of reports", copies + " does not exist or cannot be written");
      } else {
        ok("copies of reports", copies.toString());
      }
    }
    for (Delivery.To to : List.of(Delivery.To.TEAMS, Delivery.To.SLACK)) {
      if (request.deliver().contains(to)) {
        note("message to " + to, "the webhook is tried by the next audit");
      }
    }
  }
}
