package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.StateLocation;
import org.invigilator.job.TrustInput;
import org.invigilator.job.delivery.MailSpool;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.Source;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.OwnerOnly;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether everything that a job needs is there. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Checks whether everything that a job needs is there: Java, folders and who may read them, registers, database, credentials (never printed), clock, mail. Ends with exit code 1 when there is a problem.")
final class DoctorCommand implements Callable<Integer> {
  /** When this version was made; a clock before it is wrong. */
  private static final Instant MADE = Instant.parse("2026-11-21T00:00:00Z");

  private static final int MAIL_MILLIS = 3_000;
  private static final long LITTLE = 1L << 30;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(names = "--offline", description = "Do not try to reach the mail server.")
  private boolean offline;

  private boolean amiss;
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
      TrustInput preparation = TrustInput.of(request, request.asOf());
      well("registers and policies", "can be used; 'validate' shows more");
      database(request, environment);
      credentials(preparation, request, environment);
      mail(preparation, environment);
      MailSpool.undeliverable(preparation, request, environment)
          .ifPresent(p -> ill("mail", p.toString()));
    } catch (InvalidInput e) {
      e.problems().stream().limit(5).forEach(p -> ill("input", p.toString()));
      if (e.problems().size() > 5) {
        ill("input", "and " + (e.problems().size() - 5) + " more; 'validate' shows all");
      }
    }
    return amiss ? CommandLineTool.UNFINISHED : 0;
  }

  private void well(String what, String how) {
    java.util.Objects.requireNonNull(out).printf("ok      %-24s %s%n", what, how);
  }

  private void note(String what, String how) {
    java.util.Objects.requireNonNull(out).printf("note    %-24s %s%n", what, how);
  }

  private void ill(String what, String how) {
    amiss = true;
    java.util.Objects.requireNonNull(out).printf("PROBLEM %-24s %s%n", what, how);
  }

  private void java() {
    int version = Runtime.version().feature();
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    if (version < 17) {
      ill("Java", version + "; install a JDK 17 or newer");
    } else {
      well("Java", version + ", up to " + heap + " MB of memory");
    }
  }

  private void clock(Clock clock) {
    Instant now = clock.instant();
    if (now.isBefore(MADE)) {
      ill("clock", "shows " + now + ", which is past; set it, and let NTP keep it");
    } else {
      well("clock", LondonTime.show(now) + " in London");
    }
  }

  private void folders(AuditRequest request) {
    folder("trust folder", request.trust(), false);
    folder("reports", request.out(), true);
    if (request.state() instanceof StateLocation.Folder state) {
      folder("state", state.path(), true);
    }
    if (Files.isDirectory(request.snapshots())) {
      folder("captures", request.snapshots(), false);
    }
  }

  private void folder(String what, Path folder, boolean written) {
    Path there = folder.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || (!Files.isDirectory(folder) && !written)) {
      ill(what, folder + " is not there");
    } else if (written && !Files.isWritable(there)) {
      ill(what, folder + " cannot be written by " + Home.user());
    } else if (Files.isDirectory(folder) && OwnerOnly.isOpenToOthers(folder)) {
      note(what, folder + " can be read by others on this machine; chmod 700 " + folder);
    } else {
      well(what, folder.toString());
    }
    try {
      if (written && there != null && Files.getFileStore(there).getUsableSpace() < LITTLE) {
        ill(what, "less than 1 GB is free where " + folder + " is");
      }
    } catch (IOException e) {
      note(what, "how much is free where " + folder + " is cannot be found out");
    }
  }

  private void database(AuditRequest request, Map<String, String> environment) {
    if (!StateStore.isThere(request.state())) {
      well("ledger", "none yet in " + request.state());
      return;
    }
    boolean key = !environment.getOrDefault("INVIGILATOR_STATE_KEY", "").isBlank();
    if (request.state() instanceof StateLocation.Folder
        && key
        && !StateStore.isEncrypted(request.state())) {
      note("ledger", "not encrypted yet; the next run encrypts it with the key that is set");
      return;
    }
    try (StateStore state = StateStore.open(request.state(), environment)) {
      var verdict = state.log().verify("");
      well(
          "ledger",
          state.runs().newestDate().map(d -> "last audit date " + d).orElse("empty")
              + (state.isEncrypted() ? ", encrypted" : ""));
      verdict
          .broken()
          .ifPresentOrElse(
              why -> ill("log of access", why),
              () ->
                  well(
                      "log of access",
                      verdict.entries()
                          + (verdict.entries() == 1 ? " entry, whole" : " entries, whole")));
    } catch (RunLock.Busy e) {
      note("ledger", "in use by another run just now");
    } catch (RunLock.Unwritable | StateStore.Damaged e) {
      ill("ledger", String.valueOf(e.getMessage()));
    }
  }

  private void credentials(
      TrustInput preparation, AuditRequest request, Map<String, String> environment) {
    Source x = preparation.sources().get("twitter");
    if (x != null && x.use() == Source.Use.API) {
      boolean there = environment.keySet().stream().anyMatch(k -> k.startsWith("INVIGILATOR_X_"));
      if (there) {
        well("credentials for X", "set");
      } else {
        ill("credentials for X", "not set; INVIGILATOR_X_BEARER_TOKEN, see src/docs/collecting.md");
      }
      preparation.unpaid().ifPresent(p -> ill("budget", p.toString()));
    }
    secret(
        "INVIGILATOR_SAFEGUARDING_PASSWORD", "the workbook with names is not written", environment);
    if (!StateStore.isEncrypted(request.state())) {
      secret("INVIGILATOR_STATE_KEY", "the ledger's file is not encrypted", environment);
    }
  }

  private void secret(String name, String without, Map<String, String> environment) {
    if (environment.getOrDefault(name, "").isBlank()) {
      note(name, "not set: " + without);
    } else {
      well(name, "set");
    }
  }

  private void mail(TrustInput preparation, Map<String, String> environment) {
    Delivery delivery = preparation.settings().delivery();
    if (delivery == null) {
      note("mail", "no delivery in trust.yaml: nothing is mailed");
      return;
    }
    List<String> to = delivery.leadershipOrNobody();
    if (delivery.smtp().user() != null
        && environment.getOrDefault("INVIGILATOR_SMTP_PASSWORD", "").isBlank()) {
      ill("mail", "INVIGILATOR_SMTP_PASSWORD is not set, and the server wants a login");
      return;
    }
    String server = delivery.smtp().host() + ":" + delivery.smtp().portOrUsual();
    if (offline) {
      note("mail", server + ", not tried");
      return;
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(delivery.smtp().host(), delivery.smtp().portOrUsual()),
          MAIL_MILLIS);
      well("mail", server + " answers; the digest goes to " + to.size());
    } catch (IOException | IllegalArgumentException e) {
      ill("mail", server + " cannot be reached; 'mail --dry-run' writes the mails as files");
    }
  }
}
