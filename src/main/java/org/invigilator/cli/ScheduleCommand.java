package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.invigilator.job.Secrets;
import org.invigilator.job.StateLocation;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.schedule.Daemon;
import org.invigilator.schedule.Heartbeat;
import org.invigilator.schedule.JobSchedule;
import org.invigilator.schedule.ScheduledJob;
import org.invigilator.schedule.ScheduledRuns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the jobs that have a schedule. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description =
        "Runs the jobs of jobs/*.yaml that have a schedule, until you stop it. A run that was missed starts at once and has the date on which it was due.")
final class ScheduleCommand implements Callable<Integer> {
  private static final int SHOWN = 3;
  private static final int MOST_AT_ONCE = 16;
  private static final long POLL_MILLIS = 200;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--jobs",
      paramLabel = "DIR",
      description = "The folder of the jobs. Default: jobs/ in the program's folder.")
  private @Nullable Path jobs;

  @Option(
      names = "--heartbeat",
      paramLabel = "FILE",
      description =
          "The file that shows whether the scheduler is running. Default: reports/schedule.json in the program's folder.")
  private @Nullable Path heartbeat;

  @Option(
      names = "--cluster",
      paramLabel = "URL",
      description =
          "A database that schedulers on several machines share, as jdbc:postgresql://host/database; each run then starts once.")
  private @Nullable String cluster;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description =
          "How many jobs may run at once. Default: 1. More make sense where workers judge the accounts.")
  private int atOnce = 1;

  @Option(names = "--list", description = "Show when each job runs next, then exit.")
  private boolean list;

  @Option(
      names = "--once",
      description =
          "Start the runs that are due or were missed, then exit; for cron and task schedulers.")
  private boolean once;

  @Option(
      names = "--health",
      description =
          "Show whether the scheduler is running and its last runs were completed; exit code 1 if not.")
  private boolean health;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Clock clock = Clock.systemUTC();
    Path file = heartbeat == null ? Home.folder().resolve("reports/schedule.json") : heartbeat;
    if (health) {
      Optional<String> problem = Heartbeat.problem(file, clock.instant());
      problem.ifPresentOrElse(
          err::println, () -> out.println("The scheduler is running; there are no problems."));
      return problem.isPresent() ? CommandLineTool.UNFINISHED : 0;
    }
    if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--at-once " + atOnce,
                  0,
                  "",
                  "From 1 to " + MOST_AT_ONCE + " jobs can run at once.",
                  "Each needs the memory of one audit.")));
    }
    Path folder = jobs == null ? Home.folder().resolve("jobs") : jobs;
    JobSchedule schedule = JobSchedule.read(folder, LondonTime.date(clock.instant()));
    schedule.problems().forEach(problem -> err.println("This job cannot be used. " + problem));
    if (list) {
      list(schedule, clock.instant(), out);
      return 0;
    }
    if (schedule.jobs().isEmpty()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  folder.toString(),
                  0,
                  "",
                  "No job in this folder has a schedule.",
                  "Add schedule: {cron: \"0 30 2 * * ?\"} to a job.")));
    }
    Optional<StateLocation> shared =
        Optional.ofNullable(cluster).map(url -> StateLocation.of(url, folder));
    if (shared.map(location -> location instanceof StateLocation.Folder).orElse(false)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--cluster " + cluster,
                  0,
                  "",
                  "A folder cannot be shared by several machines.",
                  "Give a database server, as jdbc:postgresql://host/database.")));
    }
    Map<String, String> environment = Secrets.environment();
    Heartbeat status = new Heartbeat(file);
    try (StopHook hook = new StopHook(err, 0)) {
      ScheduledRuns runs =
          new ScheduledRuns(
              Home.folder().resolve("reports"),
              status,
              environment,
              clock,
              hook.stop(),
              Home.user() + " (schedule)",
              atOnce);
      Optional<Long> other = status.otherDaemon(clock.instant());
      if (other.isPresent() && !once) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    file.toString(),
                    0,
                    "",
                    "Another scheduler (process " + other.get() + ") is running with this file.",
                    "Stop it first, or give this one a file of its own with --heartbeat.")));
      }
      if (once) {
        boolean complete = runs.runDue(schedule);
        return complete && schedule.problems().isEmpty() ? 0 : CommandLineTool.UNFINISHED;
      }
      try (Daemon daemon = new Daemon(folder, schedule, runs, status, clock, shared, environment)) {
        daemon.start();
        out.println("The scheduler is running. Next runs:");
        list(schedule, clock.instant(), out);
        out.flush();
        while (!hook.stop().isRequested()) {
          Thread.sleep(POLL_MILLIS);
        }
        out.println("The scheduler is stopping.");
        out.flush();
      }
      return 0;
    }
  }

  private static void list(JobSchedule schedule, Instant now, PrintWriter out) {
    for (ScheduledJob job : schedule.jobs()) {
      out.printf(
          Locale.UK,
          "%-16s %s%s%n",
          job.name(),
          job.trust(),
          (job.isTermTimeOnly() ? " (in term time only)" : "")
              + (job.hasFailOn() ? " (fail_on counts only for 'audit')" : ""));
      for (Instant at : job.next(now, SHOWN)) {
        out.println(
            "                 "
                + DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm VV", Locale.UK)
                    .withZone(job.zone())
                    .format(at));
      }
    }
    if (schedule.jobs().isEmpty()) {
      out.println("No job has a schedule.");
    }
  }
}
