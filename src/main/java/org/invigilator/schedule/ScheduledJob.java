package org.invigilator.schedule;

import java.nio.file.Files;
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

/** A job of {@code jobs/*.yaml} that runs by itself. */
public final class ScheduledJob {
  /** How far back a night is looked for that was missed: a monthly job has one in it. */
  private static final Duration BACK = Duration.ofDays(40);

  /** Changes of the clocks that are looked at: those of the next three years. */
  private static final int CHANGES = 6;

  /** Quartz takes 99 minutes for any minute. */
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
   * A job as its file has it; empty when it has no schedule.
   *
   * @param today the day from which changes of the clocks are looked at
   * @param problems takes what is wrong with its schedule
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
              "There is no time zone '" + schedule.zone() + "'.",
              "Write Europe/London, or leave it out."));
    }
    try {
      expression(schedule.cron(), zone);
    } catch (ParseException e) {
      problems.add(
          new Problem(
              label,
              0,
              "schedule.cron",
              "'" + schedule.cron() + "' cannot be read: " + e.getMessage(),
              "Six fields: second minute hour day month weekday, of which one of day and weekday is ?, as 0 30 2 * * ? for every night at 02:30."));
      return Optional.empty();
    }
    ScheduledJob planned =
        new ScheduledJob(
            String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", ""),
            file,
            job,
            schedule.cron(),
            zone);
    if (job.asOf() != null) {
      problems.add(
          new Problem(
              label,
              0,
              "as_of",
              "A job that runs by itself audits its own night, not always " + job.asOf() + ".",
              "Take as_of out, or schedule."));
    }
    if (!Files.isRegularFile(planned.request(today, Path.of("")).trust().resolve("trust.yaml"))) {
      problems.add(
          new Problem(
              label,
              0,
              "trust",
              "There is no trust.yaml in " + job.trust() + ".",
              "Give the trust folder; a relative one starts beside the folder jobs."));
    }
    Optional<Problem> changing = planned.changing(today);
    if (changing.isPresent()) {
      problems.add(changing.get());
    } else if (planned.next(today.atStartOfDay(zone).toInstant(), 1).isEmpty()
        || !IN_RANGE.matcher(schedule.cron()).lookingAt()) {
      problems.add(
          new Problem(
              label,
              0,
              "schedule.cron",
              "'" + schedule.cron() + "' names no time that ever comes.",
              "Seconds and minutes go to 59, hours to 23; 0 30 2 * * ? is every night at 02:30."));
      return Optional.empty();
    }
    return Optional.of(planned);
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
      throw new IllegalStateException("It was read before", e);
    }
  }

  /** Refuses a time within the hour that the clocks of the zone skip or repeat. */
  private Optional<Problem> changing(LocalDate today) {
    Instant at = today.atStartOfDay(zone).toInstant();
    for (int i = 0; i < CHANGES; i++) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(at);
      if (change == null) {
        return Optional.empty();
      }
      at = change.getInstant();
      boolean skips = change.isGap();
      // Local times are read as if the zone never changed, and held against the hour in question.
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
                  "The hour from "
                      + LocalTimes.of(from)
                      + " to "
                      + LocalTimes.of(to)
                      + " is "
                      + (skips ? "skipped" : "repeated")
                      + " by the clocks of "
                      + zone
                      + " on "
                      + change.getDateTimeBefore().toLocalDate()
                      + ".",
                  "Choose another time; 02:30 is there every night."));
        }
      } catch (ParseException e) {
        throw new IllegalStateException("It was read before", e);
      }
    }
    return Optional.empty();
  }

  private static final class LocalTimes {
    static String of(Instant local) {
      return local.atOffset(ZoneOffset.UTC).toLocalTime().toString();
    }
  }

  public String name() {
    return name;
  }

  /** The trust folder as the job names it. */
  public String trust() {
    return job.trust();
  }

  public boolean isTermTimeOnly() {
    return job.schedule() != null && Boolean.TRUE.equals(job.schedule().termTimeOnly());
  }

  String cron() {
    return cron;
  }

  /** The zone in which its times are meant. */
  public ZoneId zone() {
    return zone;
  }

  /** The next times at which it runs, term or not. */
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
   * The latest night for which it was to run, as the London date of that time; empty when there was
   * none since it was planned.
   *
   * @param since when it was planned
   */
  Optional<LocalDate> latestNight(Instant now, Instant since) {
    return nights(now, since).findFirst();
  }

  /** The same in term. */
  Optional<LocalDate> latestNightOfTerm(Instant now, Instant since) {
    TermCalendar calendar = calendar();
    return nights(now, since).filter(night -> !calendar.isBreak("ALL", night)).findFirst();
  }

  /** The nights for which it was to run, the latest first. */
  private Stream<LocalDate> nights(Instant now, Instant since) {
    Instant begin = since.isAfter(now.minus(BACK)) ? since : now.minus(BACK);
    Deque<Instant> fires = new ArrayDeque<>();
    CronExpression expression = expression();
    Date at = expression.getNextValidTimeAfter(Date.from(begin.minusMillis(1)));
    while (at != null && !at.toInstant().isAfter(now)) {
      fires.push(at.toInstant());
      at = expression.getNextValidTimeAfter(at);
    }
    return fires.stream().map(LondonTime::date);
  }

  /** Whether the whole trust is on holiday on a night, and the job runs in term time only. */
  boolean isOutOfTerm(LocalDate night) {
    return isTermTimeOnly() && calendar().isBreak("ALL", night);
  }

  private TermCalendar calendar() {
    return new TermCalendar(
        RegisterReader.read(request(LocalDate.EPOCH, Path.of("")).trust().resolve("registers"))
            .registers()
            .calendar());
  }

  /**
   * What it asks for on a night.
   *
   * @param reports where reports go when the job does not say
   */
  AuditRequest request(LocalDate night, Path reports) {
    return job.request(name, JobFile.base(file), reports, night);
  }
}
