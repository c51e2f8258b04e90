package org.invigilator.schedule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.demo.Access;
import org.invigilator.demo.DemoServer;
import org.invigilator.demo.Failure;
import org.invigilator.job.Stop;
import org.invigilator.register.Cells;
import org.invigilator.register.LondonTime;
import org.springframework.util.FileSystemUtils;

/**
 * Walks through a year of nights with the sample trust, as a process of its own that may be killed
 * at any moment and started again: it goes on with the night in which it died. What happens in the
 * year depends on the date alone.
 *
 * <p>Arguments: the folder to work in, the port of the stand-in, the number of nights.
 */
public final class YearWalk {
  private static final LocalDate BEGIN = LocalDate.of(2026, 11, 21);
  private static final LocalDate NEW_POLICY = LocalDate.of(2027, 2, 15);

  /** Days on which the machine is off at night. */
  private static final Set<LocalDate> OFF =
      Set.of(
          LocalDate.of(2026, 12, 5),
          LocalDate.of(2027, 4, 10),
          LocalDate.of(2027, 4, 11),
          LocalDate.of(2027, 8, 2));

  /** Days on which the platform fails, and how. */
  private static final Map<LocalDate, String> OUTAGES =
      Map.of(
          LocalDate.of(2026, 12, 12), "posts:1:forbidden:0",
          LocalDate.of(2027, 1, 20), "followers:1:forbidden:0",
          LocalDate.of(2027, 3, 3), "look-up:1:not-enrolled:0",
          LocalDate.of(2027, 6, 9), "mentions:2:overloaded:1");

  /** The holidays after those of the sample trust. */
  private static final String HOLIDAYS =
      """
      ALL,13/02/2027,21/02/2027,holiday
      ALL,03/04/2027,18/04/2027,holiday
      ALL,17/07/2027,02/09/2027,holiday
      ALL,23/10/2027,31/10/2027,holiday
      """;

  private final Path folder;
  private final Path trust;
  private final int port;

  private YearWalk(Path folder, int port) {
    this.folder = folder;
    this.trust = folder.resolve("trust");
    this.port = port;
  }

  /** Whether a night of the year is one of term, on which there is something to kill. */
  static boolean isOfTerm(int night) {
    LocalDate day = BEGIN.plusDays(night);
    return !OFF.contains(day)
        && HOLIDAYS
            .lines()
            .map(line -> line.split(","))
            .noneMatch(
                period ->
                    !day.isBefore(Cells.date(period[1]).orElseThrow())
                        && !day.isAfter(Cells.date(period[2]).orElseThrow()))
        && (day.isBefore(LocalDate.of(2026, 12, 19)) || day.isAfter(LocalDate.of(2027, 1, 3)));
  }

  public static void main(String[] args) throws Exception {
    new YearWalk(Path.of(args[0]), Integer.parseInt(args[1])).walk(Integer.parseInt(args[2]));
    System.exit(0);
  }

  private void walk(int count) throws Exception {
    Path at = folder.resolve("night");
    int night = Files.exists(at) ? Integer.parseInt(Files.readString(at)) : 0;
    if (!Files.exists(folder.resolve("ready"))) {
      begin();
    }
    Instant[] now = {at(BEGIN)};
    Clock clock = clock(now);
    ScheduledRuns runs = scheduledRuns(clock);
    try (DemoServer server = DemoServer.start(folder.resolve("platform"), port, clock)) {
      for (; night < count; night++) {
        keep(at, night);
        LocalDate day = BEGIN.plusDays(night);
        now[0] = at(day);
        dress(day);
        server.recover();
        if (OUTAGES.containsKey(day)) {
          server.fail(Failure.Planned.parse(OUTAGES.get(day)));
        }
        if (!OFF.contains(day)) {
          run(clock, runs);
        }
        if (night % 20 == 0) {
          System.out.println(day);
        }
      }
    }
    Files.writeString(folder.resolve("done"), "");
  }

  private static Instant at(LocalDate day) {
    return day.atTime(LocalTime.of(7, 0)).atZone(LondonTime.ZONE).toInstant();
  }

  private static Clock clock(Instant[] now) {
    return new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now[0];
      }
    };
  }

  private static void keep(Path file, int night) throws IOException {
    Path draft = file.resolveSibling("night.new");
    Files.writeString(draft, Integer.toString(night));
    Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private void run(Clock clock, ScheduledRuns runs) throws IOException {
    runs.runDue(JobSchedule.read(folder.resolve("jobs"), LondonTime.date(clock.instant())));
  }

  private ScheduledRuns scheduledRuns(Clock clock) {
    return new ScheduledRuns(
        folder.resolve("out"),
        new Heartbeat(folder.resolve("heartbeat.json")),
        Map.of(XCredentials.BEARER, Access.BEARER, "INVIGILATOR_LOCKS", folder.toString()),
        clock,
        new Stop(),
        "year",
        1);
  }

  private void begin() throws IOException {
    Path sample = Path.of("jobs/sample-trust").toAbsolutePath();
    FileSystemUtils.deleteRecursively(trust);
    FileSystemUtils.copyRecursively(sample, trust);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
    FileSystemUtils.deleteRecursively(trust.resolve("snapshots"));
    FileSystemUtils.copyRecursively(sample, folder.resolve("platform"));
    Files.createDirectories(folder.resolve("jobs"));
    String job =
        "trust: trust\nout: out\nsources:\n  x: {use: api, base_url: \"http://127.0.0.1:"
            + port
            + "/2/\"}\nschedule: ";
    Files.writeString(
        folder.resolve("jobs/nightly.yaml"),
        job + "{cron: \"0 30 2 * * ?\", term_time_only: true}\n");
    Files.writeString(folder.resolve("jobs/monthly.yaml"), job + "{cron: \"0 0 6 1 * ?\"}\n");
    Files.writeString(
        trust.resolve("registers/calendar.csv"),
        Files.readString(trust.resolve("registers/calendar.csv")) + HOLIDAYS);
    Files.writeString(
        folder.resolve("heartbeat.json"),
        "{\"at\":\"2026-11-20T12:00:00Z\",\"pid\":1,\"mode\":\"ENDED\",\"jobs\":{"
            + "\"nightly\":{\"since\":\"2026-11-20T12:00:00Z\"},\"monthly\":{\"since\":\"2026-11-20T12:00:00Z\"}}}");
    Files.writeString(folder.resolve("ready"), "");
  }

  /** The trust's own files as they stand on a day. */
  private void dress(LocalDate day) throws IOException {
    if (!day.isBefore(NEW_POLICY)) {
      String policy =
          Files.readString(trust.resolve("policies/fernhollow-2026.yaml"))
              .replace("version: '2026'", "version: '2027'")
              .replace("approved_on: 2026-07", "approved_on: 2027-02")
              .replace("effective_from: 2026-09-01", "effective_from: 2027-03-01")
              .replace("review_due_on: 2027-01-10", "review_due_on: 2028-01-10")
              .replace("replaces: ctat-2024\n", "");
      Path file = trust.resolve("policies/fernhollow-2027.yaml");
      if (!Files.exists(file) || !Files.readString(file, StandardCharsets.UTF_8).equals(policy)) {
        Files.writeString(file, policy);
      }
    }
    // For the month of May an administrator is missing.
    Path roles = trust.resolve("registers/account_roles.csv");
    String all = Files.readString(Path.of("jobs/sample-trust/registers/account_roles.csv"));
    String may = all.replaceFirst("(?m)^FHH-TW-01,.*\\R", "");
    Files.writeString(roles, day.getMonthValue() == 5 ? may : all);
    try (Stream<Path> files = Files.walk(trust.resolve("registers"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(
            file, FileTime.from(day.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
      }
    }
  }
}
