package org.invigilator.schedule;

import java.nio.file.Path;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.JobFile;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.register.RegisterReader;
import org.invigilator.register.TermCalendar;
import org.quartz.CronExpression;

/** A job of {@code jobs/*.yaml} that has a schedule. */
public final class ScheduledJob {
  /** How far back missed runs are looked for; long enough for a monthly job. */
  private static final Duration LOOK_BACK = Duration.ofDays(40);

  /** The clock changes of the next three years. */
  private static final int CLOCK_CHANGES = 6;

  /** Quartz accepts minutes above 59 and reads them as every minute. */
  private static final Pattern IN_RANGE =
      Pattern.compile(
          "(?!\\S*[6-9]\\d)\\S+\\s+(?!\\S*[6-9]\\d)\\S+\\s+(?!\\S*(2[4-9]|[3-9]\\d))\\S+\\s");

  private final String name;
  private final Path file;
  private final JobFile job;
  private final String cron;
  private final ZoneId zone;

  private ScheduledJob(String name, Path file, JobFile job, String cron, ZoneId zone) {
    this.name = name;
    this.file = file;
    this.job = job;
    this.cron = cron;
    this.zone = zone;
  }

  /**
   * Reads a job; empty when it has no schedule.
   *
   * @param today clock changes from this day on are checked
   * @param problems receives what is wrong with its schedule
   */
  static Optional<ScheduledJob> of(
      Path file, JobFile job, LocalDate today, List<Problem> problems) {
    JobFile.Schedule schedule = job.schedule();
    if (schedule == null) {
      return Optional.empty();
    }
    String label = "jobs/" + file.getFileName();
    ZoneId zone = LondonTime.ZONE;
    try {
      zone = schedule.zone() == null ? zone : ZoneId.of(schedule.zone());
    } catch (DateTimeException e) {
      problems.add(
          new Problem(
              label,
              0,
              "schedule.zone",
              "'" + schedule.zone() + "' is not recognised as a time zone.",
              "Write Europe/London, or leave the line out."));
    }
    try {
      expression(schedule.cron(), zone);
    } catch (ParseException e) {
      problems.add(
          new Problem(
              label,
              0,
              "schedule.cron",
              "We cannot read '" + schedule.cron() + "' as a time: " + e.getMessage(),
              "Write six fields: second minute hour day month weekday, with ? for either day or weekday. 0 30 2 * * ? is every night at 02:30."));
      return Optional.empty();
    }
    ScheduledJob scheduled = new ScheduledJob(name(file), file, job, schedule.cron(), zone);
    if (job.asOf() != null) {
      problems.add(
          new Problem(
              label,
              0,
              "as_of",
              "A scheduled job audits the day it runs on, so it cannot have the fixed date "
                  + job.asOf()
                  + ".",
              "Delete either as_of or schedule."));
    }
    Optional<Problem> clash = scheduled.clockChangeClash(today);
    if (clash.isPresent()) {
      problems.add(clash.get());
    } else if (scheduled.next(today.atStartOfDay(zone).toInstant(), 1).isEmpty()
        || !IN_RANGE.matcher(schedule.cron()).lookingAt()) {
      problems.add(
          new Problem(
              label,
              0,
              "schedule.cron",
              "'" + schedule.cron() + "' is a time that never comes.",
              "Seconds and minutes are 0 to 59, hours 0 to 23. 0 30 2 * * ? is every night at 02:30."));
      return Optional.empty();
    }
    return Optional.of(scheduled);
  }

  /** Whether the job names a severity for an exit code, which a scheduled run does not have. */
  public boolean hasFailOn() {
    return job.failOn() != null;
  }

  /** The name of a job, by its file. */
  static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", "");
  }

  private static CronExpression expression(String cron, ZoneId zone) throws ParseException {
    CronExpression expression = new CronExpression(cron);
    expression.setTimeZone(TimeZone.getTimeZone(zone));
    return expression;
  }

  private CronExpression expression() {
    try {
      return expression(cron, zone);
    } catch (ParseException e) {
      throw new IllegalStateException("The cron expression was valid when the job was read", e);
    }
  }

  /** Finds a time in the hour that a clock change skips or repeats, so a run is lost or doubled. */
  private Optional<Problem> clockChangeClash(LocalDate today) {
    Instant at = today.atStartOfDay(zone).toInstant();
    for (int i = 0; i < CLOCK_CHANGES; i++) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(at);
      if (change == null) {
        return Optional.empty();
      }
      at = change.getInstant();
      boolean skips = change.isGap();
      // Local times are evaluated in UTC, which has no clock changes, and compared with that hour.
      Instant from =
          (skips ? change.getDateTimeBefore() : change.getDateTimeAfter())
              .toInstant(ZoneOffset.UTC);
      Instant to =
          (skips ? change.getDateTimeAfter() : change.getDateTimeBefore())
              .toInstant(ZoneOffset.UTC);
      try {
        Date fire =
            expression(cron, ZoneOffset.UTC).getNextValidTimeAfter(Date.from(from.minusSeconds(1)));
        if (fire != null && fire.toInstant().isBefore(to)) {
          return Optional.of(
              new Problem(
                  "jobs/" + file.getFileName(),
                  0,
                  "schedule.cron",
                  "The job runs between "
                      + localTime(from)
                      + " and "
                      + localTime(to)
                      + ". The clock change in "
                      + zone
                      + " on "
                      + LondonTime.show(change.getDateTimeBefore().toLocalDate())
                      + (skips ? " skips" : " repeats")
                      + " that hour.",
                  "Choose another time, such as 02:30."));
        }
      } catch (ParseException e) {
        throw new IllegalStateException("The cron expression was valid when the job was read", e);
      }
    }
    return Optional.empty();
  }

  private static String localTime(Instant local) {
    return local.atOffset(ZoneOffset.UTC).toLocalTime().toString();
  }

  public String name() {
    return name;
  }

  /** The trust folder as written in the job. */
  public String trust() {
    return job.trust();
  }

  public boolean isTermTimeOnly() {
    return job.schedule() != null && Boolean.TRUE.equals(job.schedule().termTimeOnly());
  }

  String cron() {
    return cron;
  }

  /** The time zone of its schedule. */
  public ZoneId zone() {
    return zone;
  }

  /** The next times at which it runs, in term and in holidays. */
  public List<Instant> next(Instant after, int count) {
    List<Instant> next = new java.util.ArrayList<>();
    CronExpression expression = expression();
    Date at = Date.from(after);
    for (int i = 0; i < count; i++) {
      at = expression.getNextValidTimeAfter(at);
      if (at == null) {
        return next;
      }
      next.add(at.toInstant());
    }
    return next;
  }

  /**
   * The London date of the latest run that was due; empty when none was due since the job was
   * scheduled.
   *
   * @param since when it was scheduled
   */
  Optional<LocalDate> latestDue(Instant now, Instant since) {
    return dueDates(now, since).findFirst();
  }

  /** The date of the latest run that was due in term time. */
  Optional<LocalDate> latestDueInTerm(Instant now, Instant since) {
    TermCalendar calendar = calendar();
    return dueDates(now, since).filter(date -> !calendar.isBreak("ALL", date)).findFirst();
  }

  /** The dates of the runs that were due, the latest first. */
  private Stream<LocalDate> dueDates(Instant now, Instant since) {
    Instant begin = since.isAfter(now.minus(LOOK_BACK)) ? since : now.minus(LOOK_BACK);
    Deque<Instant> due = new ArrayDeque<>();
    CronExpression expression = expression();
    Date at = expression.getNextValidTimeAfter(Date.from(begin.minusMillis(1)));
    while (at != null && !at.toInstant().isAfter(now)) {
      due.push(at.toInstant());
      at = expression.getNextValidTimeAfter(at);
    }
    return due.stream().map(LondonTime::date);
  }

  /** Whether the job runs in term time only and the whole trust is on holiday on this day. */
  boolean isOutOfTerm(LocalDate date) {
    return isTermTimeOnly() && calendar().isBreak("ALL", date);
  }

  private TermCalendar calendar() {
    return new TermCalendar(
        RegisterReader.read(request(LocalDate.EPOCH, Path.of("")).trust().resolve("registers"))
            .registers()
            .calendar());
  }

  /**
   * The audit request of the run for a date.
   *
   * @param reports the folder of reports when the job does not name one
   */
  AuditRequest request(LocalDate asOf, Path reports) {
    return job.request(name, JobFile.base(file), reports, asOf);
  }
}
