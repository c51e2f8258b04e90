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

/** Runs the jobs by themselves. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description =
        "Runs the jobs of jobs/*.yaml that have a schedule, until it is stopped. A night that was missed is run at once, dated as the night it was for.")
final class ScheduleCommand implements Callable<Integer> {
  private static final int SHOWN = 3;
  private static final long NAP = 200;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--jobs",
      paramLabel = "DIR",
      description = "The folder of the jobs. Default: jobs/ beside the program.")
  private @Nullable Path jobs;

  @Option(
      names = "--heartbeat",
      paramLabel = "FILE",
      description =
          "The file by which others see that it lives. Default: reports/schedule.json beside the program.")
  private @Nullable Path heartbeat;

  @Option(
      names = "--cluster",
      paramLabel = "URL",
      description =
          "A database that several daemons share, as jdbc:postgresql://host/database: each night runs once.")
  private @Nullable String cluster;

  @Option(names = "--list", description = "Show when each job runs next, and end.")
  private boolean list;

  @Option(
      names = "--once",
      description =
          "Run the nights that are due and were not run, and end; for cron and task schedulers.")
  private boolean once;

  @Option(
      names = "--health",
      description =
          "Say whether the schedule lives and its nights came to their end; ends with 1 if not.")
  private boolean health;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Clock clock = Clock.systemUTC();
    Path file = heartbeat == null ? Home.folder().resolve("reports/schedule.json") : heartbeat;
    if (health) {
      Optional<String> illness = Heartbeat.illness(file, clock.instant());
      illness.ifPresentOrElse(err::println, () -> out.println("The schedule is well."));
      return illness.isPresent() ? CommandLineTool.UNFINISHED : 0;
    }
    Path folder = jobs == null ? Home.folder().resolve("jobs") : jobs;
    JobSchedule timetable = JobSchedule.read(folder, LondonTime.date(clock.instant()));
    if (list) {
      list(timetable, clock.instant(), out);
      return 0;
    }
    if (timetable.jobs().isEmpty()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  folder.toString(),
                  0,
                  "schedule",
                  "No job there runs by itself.",
                  "Write schedule: {cron: \"0 30 2 * * ?\"} into a job.")));
    }
    Optional<StateLocation> shared =
        Optional.ofNullable(cluster).map(url -> StateLocation.of(url, folder));
    if (shared.map(place -> place instanceof StateLocation.Folder).orElse(false)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--cluster " + cluster,
                  0,
                  "",
                  "Only a server can be shared.",
                  "Give an address like jdbc:postgresql://host/database.")));
    }
    Map<String, String> environment = Secrets.environment();
    Heartbeat beats = new Heartbeat(file);
    try (StopHook hook = new StopHook(err, 0)) {
      ScheduledRuns nights =
          new ScheduledRuns(
              Home.folder().resolve("reports"),
              beats,
              environment,
              clock,
              hook.stop(),
              Home.user() + " (schedule)");
      if (once) {
        boolean whole = nights.runWhatIsDue(timetable);
        return whole ? 0 : CommandLineTool.UNFINISHED;
      }
      try (Daemon daemon =
          new Daemon(folder, timetable, nights, beats, clock, shared, environment)) {
        daemon.start();
        out.println("Running. Next:");
        list(timetable, clock.instant(), out);
        out.flush();
        while (!hook.stop().isRequested()) {
          Thread.sleep(NAP);
        }
        out.println("Stopping.");
        out.flush();
      }
      return 0;
    }
  }

  private static void list(JobSchedule timetable, Instant now, PrintWriter out) {
    for (ScheduledJob job : timetable.jobs()) {
      out.printf(
          Locale.UK,
          "%-16s %s%s%n",
          job.name(),
          job.trust(),
          job.isTermTimeOnly() ? " (in term time only)" : "");
      for (Instant at : job.next(now, SHOWN)) {
        out.println(
            "                 "
                + DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm VV", Locale.UK)
                    .withZone(job.zone())
                    .format(at));
      }
    }
    if (timetable.jobs().isEmpty()) {
      out.println("No job runs by itself.");
    }
  }
}
