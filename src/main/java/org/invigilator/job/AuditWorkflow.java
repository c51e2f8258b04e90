package org.invigilator.job;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.finding.AuditRun;
import org.invigilator.policy.Delivery;
import org.invigilator.privacy.Purge;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Review;
import org.invigilator.report.mail.PostOffice;

/**
 * One whole run of a job for one date, whoever starts it: the audit, its mails, and what belongs to
 * a day once it is over: what is too old goes, a policy's review is rehearsed when its day has
 * come, and the run is entered in the log and in the figures.
 */
public final class AuditWorkflow {
  /** For so many days after its date an audit still counts as its night. */
  private static final int LATE = 7;

  private final AuditRequest request;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Progress progress;
  private final Stop stop;
  private final String who;

  /**
   * @param environment where credentials, keys and passwords are looked for
   * @param who is entered in the log as the one who ran it
   */
  public AuditWorkflow(
      AuditRequest request,
      Map<String, String> environment,
      Clock clock,
      Progress progress,
      Stop stop,
      String who) {
    this.request = request;
    this.environment = environment;
    this.clock = clock;
    this.progress = progress;
    this.stop = stop;
    this.who = who;
  }

  /**
   * How a night ended.
   *
   * @param mail what became of the mails; empty where none are sent
   * @param gone what was too old and went
   * @param review the pack for a review, where one was rehearsed
   */
  public record Outcome(
      Audit.Result audit,
      Optional<Mailing.Result> mail,
      List<Purge.Deletion> gone,
      Optional<Path> review) {

    /** Whether everything came to its end: the audit, the collection and the mails. */
    public boolean isWhole() {
      return audit.failure().isEmpty()
          && audit.halts().isEmpty()
          && mail.map(m -> m.told().isEmpty()).orElse(true);
    }
  }

  /**
   * Checks everything that can be checked before anything is done.
   *
   * @param trial whether mails become files
   * @throws InvalidInput with every problem found
   */
  public Preparation prepare(boolean trial) {
    Preparation preparation = Preparation.of(request, request.asOf());
    refuseMails(preparation, request, trial, environment);
    checkWritable(request.out());
    ReportFiles.otherTrust(request.out(), request.asOf(), preparation.settings().name())
        .ifPresent(
            other -> {
              throw new InvalidInput(
                  List.of(
                      new Problem(
                          "--out " + request.out(),
                          0,
                          "",
                          "The reports of this date that are there are those of " + other + ".",
                          "Give each trust a folder of its own with --out, or out in its job.")));
            });
    return preparation;
  }

  /** Stops before anything is done when the mails of a job could not go. */
  public static void refuseMails(
      Preparation preparation,
      AuditRequest request,
      boolean trial,
      Map<String, String> environment) {
    preparation
        .undeliverable(request, environment)
        .filter(p -> !trial || preparation.settings().delivery() == null)
        .ifPresent(
            problem -> {
              throw new InvalidInput(List.of(problem));
            });
  }

  /**
   * Runs it on an open state.
   *
   * @param trial whether mails become files and none is sent
   * @throws InvalidInput when that date was audited already, or a later one
   */
  public Outcome run(Preparation preparation, StateStore state, boolean trial)
      throws IOException, InterruptedException {
    state.remember(request);
    Audit.Result result =
        new Audit(
                trial ? request.silently() : request,
                preparation,
                state,
                clock,
                progress,
                stop,
                environment)
            .run();
    AuditRun run = result.run();
    state
        .log()
        .add(
            who,
            "audit",
            run.id()
                + " "
                + run.job()
                + ": "
                + (result.failure().isEmpty() ? "finished" : "not finished")
                + (result.report().map(ReportModel::forSafeguarding).orElse(false)
                    ? "; wrote the workbook with pupils' names"
                    : ""),
            clock.instant());
    return after(preparation, state, trial, result);
  }

  /**
   * Does once more what belongs to a night whose audit is finished: mails that wait, what is too
   * old, the rehearsal, the figures. What was done of it already is not done again.
   */
  public Outcome resume(Preparation preparation, StateStore state, AuditRun run)
      throws IOException, InterruptedException {
    ReportModel model = Reports.model(state, preparation, run, environment);
    return after(
        preparation,
        state,
        false,
        new Audit.Result(run, true, Optional.of(model), Optional.empty(), List.of(), List.of()));
  }

  private Outcome after(
      Preparation preparation, StateStore state, boolean trial, Audit.Result result)
      throws IOException, InterruptedException {
    Optional<Mailing.Result> mail = Optional.empty();
    List<Purge.Deletion> gone = List.of();
    Optional<Path> review = Optional.empty();
    if (result.report().isPresent()) {
      ReportModel model = result.report().get();
      mail = mail(state, preparation, request, model, trial, clock, environment);
      LocalDate today = LondonTime.date(clock.instant());
      // An audit of long ago is no night; one that was made up for, or ran over midnight, is.
      if (!request.asOf().isAfter(today) && !request.asOf().plusDays(LATE).isBefore(today)) {
        review = rehearse(state, preparation, model);
        gone = state.purge(request, today, preparation.requirements().retention(), false);
        write(gone, ReportFiles.folder(model, request.out()));
        if (!gone.isEmpty()) {
          state
              .log()
              .add(
                  who,
                  "purge",
                  total(gone) + " records of " + gone.size() + " kinds",
                  clock.instant());
        }
      }
    }
    Metrics.write(request, state, result, clock.instant());
    return new Outcome(result, mail, gone, review);
  }

  private static long total(List<Purge.Deletion> gone) {
    return gone.stream().mapToLong(Purge.Deletion::count).sum();
  }

  /**
   * Sends the mails of a run and what waits, or writes them as files.
   *
   * @return what became of them; empty where the trust has none
   */
  public static Optional<Mailing.Result> mail(
      StateStore state,
      Preparation preparation,
      AuditRequest request,
      ReportModel model,
      boolean trial,
      Clock clock,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    Delivery delivery = preparation.settings().delivery();
    if (delivery == null) {
      return Optional.empty();
    }
    Mailing mailing = state.mailing(clock);
    if (trial) {
      Set<Delivery.To> all = EnumSet.allOf(Delivery.To.class);
      return Optional.of(
          mailing.toFiles(
              model,
              Redaction.of(preparation.index()),
              delivery,
              request.deliver().isEmpty() ? all : request.deliver(),
              request.out()));
    }
    return Optional.of(
        mailing.send(
            new PostOffice(delivery.smtp(), environment.get(Mailing.PASSWORD)), Mailing.PAUSES));
  }

  /**
   * Rehearses the reviews whose day has come and that were not rehearsed: audits the day unless it
   * is audited, and writes the pack for the review.
   *
   * @return the pack; empty when nothing was due, when a later day was audited already, and when
   *     none ever was, for the first night is not begun by the way
   */
  public Optional<Path> rehearse(Preparation preparation, StateStore state)
      throws IOException, InterruptedException {
    List<ReviewReminders.Rehearsal> due =
        state
            .rehearsals()
            .notHeld(ReviewReminders.reached(preparation.requirements().packs(), request.asOf()));
    Optional<AuditRun> newest =
        state.runs().all().stream().filter(r -> r.state() == AuditRun.State.FINISHED).findFirst();
    if (due.isEmpty() || newest.map(r -> r.asOf().isAfter(request.asOf())).orElse(true)) {
      return Optional.empty();
    }
    if (newest.orElseThrow().asOf().equals(request.asOf())) {
      return rehearse(
          state, preparation, Reports.model(state, preparation, newest.orElseThrow(), environment));
    }
    return run(preparation, state, false).review();
  }

  private Optional<Path> rehearse(StateStore state, Preparation preparation, ReportModel model)
      throws IOException {
    List<ReviewReminders.Rehearsal> due =
        state
            .rehearsals()
            .notHeld(ReviewReminders.reached(preparation.requirements().packs(), request.asOf()));
    if (due.isEmpty()) {
      return Optional.empty();
    }
    Path file = ReportFiles.write(Review.of(model, state.ledger().all()), request.out());
    state.rehearsals().held(due, request.asOf());
    progress.step(
        "the review of "
            + String.join(
                ", ", due.stream().map(ReviewReminders.Rehearsal::pack).distinct().toList())
            + " was rehearsed");
    return Optional.of(file);
  }

  /** Writes what went as {@code purge.csv} beside the reports. */
  public static Path write(List<Purge.Deletion> gone, Path folder) throws IOException {
    OwnerOnly.folder(folder);
    Path file = folder.resolve("purge.csv");
    OwnerOnly.replace(
        file,
        out -> {
          CsvWriter csv = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
          csv.writeRecord("what", "where", "count", "why");
          gone.forEach(
              one ->
                  csv.writeRecord(one.what(), one.where(), Long.toString(one.count()), one.why()));
          csv.flush();
        });
    return file;
  }

  /** Looks whether reports can be written, and makes nothing yet. */
  private static void checkWritable(Path out) {
    Path there = out.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--out " + out,
                  0,
                  "",
                  "Reports cannot be written there.",
                  "Make the folder writable, or give another one.")));
    }
  }
}
