package org.invigilator.schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.invigilator.job.Place;
import org.invigilator.job.State;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.schedule.Heartbeat.Outcome;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.TriggerFiredBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/**
 * The schedule as a process: Quartz fires the nights, on one thread, for two audits in one process
 * would take each other's steps; beside it a heart beats, looks for jobs that changed and for
 * nights that were missed. Two daemons that share a database run each night once.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final String NIGHT = "night";
  private static final String ATTEMPT = "attempt";
  private static final Duration BEAT = Duration.ofSeconds(30);

  /** How long after a night that failed it is tried again. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4));

  /** How soon another run is looked at again that is in the way, and how often. */
  private static final Duration BUSY = Duration.ofMinutes(5);

  private static final int BUSY_LOOKS = 48;

  /** Reviews are rehearsed when the nights are over. */
  private static final LocalTime MORNING = LocalTime.of(5, 0);

  private final Path folder;
  private final Nights nights;
  private final Heartbeat heartbeat;
  private final Clock clock;
  private final Scheduler scheduler;
  private final SchedulerFactoryBean factory = new SchedulerFactoryBean();
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "heart");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Timetable timetable;
  private String refused = "";
  private long rehearsedHour = -1;

  /**
   * @param folder the folder of the jobs
   * @param shared the database that several daemons share; empty when this one is alone
   */
  public Daemon(
      Path folder,
      Timetable timetable,
      Nights nights,
      Heartbeat heartbeat,
      Clock clock,
      Optional<Place> shared,
      Map<String, String> environment)
      throws Exception {
    this.folder = folder;
    this.timetable = timetable;
    this.nights = nights;
    this.heartbeat = heartbeat;
    this.clock = clock;
    Properties properties = new Properties();
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    if (shared.isPresent()) {
      DataSource database = State.shared(shared.get(), environment);
      factory.setDataSource(database);
      properties.setProperty(
          "org.quartz.jobStore.driverDelegateClass",
          "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
      properties.setProperty("org.quartz.jobStore.isClustered", "true");
      properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
      properties.setProperty("org.quartz.jobStore.useProperties", "true");
      properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    }
    factory.setSchedulerName("invigilator");
    factory.setQuartzProperties(properties);
    factory.setJobFactory((bundle, ofScheduler) -> job(bundle));
    factory.setAutoStartup(false);
    factory.setWaitForJobsToCompleteOnShutdown(true);
    factory.afterPropertiesSet();
    this.scheduler = factory.getScheduler();
  }

  /** What Quartz calls; the night itself is the daemon's. */
  @DisallowConcurrentExecution
  static final class NightJob implements Job {
    private final Daemon daemon;

    NightJob(Daemon daemon) {
      this.daemon = daemon;
    }

    @Override
    public void execute(JobExecutionContext context) {
      daemon.fire(context);
    }
  }

  private Job job(TriggerFiredBundle bundle) {
    return new NightJob(this);
  }

  /** Starts; what was missed while nothing ran is run at once. */
  public void start() throws SchedulerException {
    sync();
    scheduler.start();
    heart.scheduleWithFixedDelay(this::beat, 0, BEAT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Once in a while: lives, looks at the folder of the jobs, and at what was missed. */
  private void beat() {
    try {
      reload();
      heartbeat.beat(timetable, clock.instant(), true);
      for (Planned job : timetable.jobs()) {
        if (!isInHand(job)) {
          Optional<LocalDate> missed = nights.missed(job, false);
          if (missed.isPresent()) {
            LOG.info("{} as of {}: catching up", job.name(), missed.get());
            again(job.name(), missed.get(), 0, Duration.ZERO);
          }
        }
      }
      rehearse();
    } catch (IOException | SchedulerException | RuntimeException e) {
      LOG.error("The schedule: {}", String.valueOf(e.getMessage()));
    }
  }

  /** Whether a night of a job runs now, here or elsewhere, or is about to. */
  private boolean isInHand(Planned job) throws SchedulerException {
    for (Trigger trigger : scheduler.getTriggersOfJob(key(job.name()))) {
      Trigger.TriggerState state = scheduler.getTriggerState(trigger.getKey());
      boolean about =
          trigger.getNextFireTime() != null
              && !trigger.getNextFireTime().toInstant().isAfter(clock.instant().plusSeconds(5));
      if (state == Trigger.TriggerState.BLOCKED || about || !(trigger instanceof CronTrigger)) {
        return true;
      }
    }
    return scheduler.getCurrentlyExecutingJobs().stream()
        .anyMatch(c -> c.getJobDetail().getKey().equals(key(job.name())));
  }

  private void reload() throws SchedulerException {
    if (!timetable.isStale(folder)) {
      return;
    }
    try {
      timetable = Timetable.read(folder, LondonTime.date(clock.instant()));
      refused = "";
      sync();
      LOG.info("The jobs were read again: {} run by themselves", timetable.jobs().size());
    } catch (InvalidInput e) {
      String problems =
          e.problems().stream().map(Problem::toString).reduce("", (a, b) -> a + "\n" + b);
      if (!problems.equals(refused)) {
        refused = problems;
        LOG.error("The jobs were changed and cannot be used; the old ones go on.{}", problems);
      }
    }
  }

  private void rehearse() throws SchedulerException {
    long hour = clock.instant().getEpochSecond() / 3600;
    LocalTime time = LocalTime.ofInstant(clock.instant(), LondonTime.ZONE);
    if (hour != rehearsedHour
        && time.isAfter(MORNING)
        && scheduler.getCurrentlyExecutingJobs().isEmpty()) {
      rehearsedHour = hour;
      nights.rehearse(timetable);
    }
  }

  private static JobKey key(String job) {
    return JobKey.jobKey(job, NIGHT);
  }

  /** Brings Quartz up to what the jobs say. */
  private void sync() throws SchedulerException {
    for (JobKey there : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(NIGHT))) {
      if (timetable.job(there.getName()).isEmpty()) {
        scheduler.deleteJob(there);
      }
    }
    for (Planned job : timetable.jobs()) {
      TriggerKey key = TriggerKey.triggerKey(job.name(), NIGHT);
      boolean same =
          scheduler.getTrigger(key) instanceof CronTrigger there
              && there.getCronExpression().equals(job.cron())
              && there.getTimeZone().equals(TimeZone.getTimeZone(job.zone()));
      if (!same) {
        JobDetail detail =
            JobBuilder.newJob(NightJob.class)
                .withIdentity(key(job.name()))
                .storeDurably()
                .requestRecovery()
                .build();
        // A night that was missed is looked for by ourselves, for Quartz forgets which it was.
        CronTrigger trigger =
            TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(detail)
                .withSchedule(
                    CronScheduleBuilder.cronSchedule(job.cron())
                        .inTimeZone(TimeZone.getTimeZone(job.zone()))
                        .withMisfireHandlingInstructionDoNothing())
                .build();
        scheduler.scheduleJob(detail, Set.of(trigger), true);
      }
    }
  }

  /** Runs a night once more after a while. */
  private void again(String job, LocalDate night, int attempt, Duration after)
      throws SchedulerException {
    try {
      scheduler.scheduleJob(
          TriggerBuilder.newTrigger()
              .withIdentity(job + " " + night + " " + attempt, "again")
              .forJob(key(job))
              .usingJobData(NIGHT, night.toString())
              .usingJobData(ATTEMPT, Integer.toString(attempt))
              .startAt(Date.from(clock.instant().plus(after)))
              .withSchedule(
                  SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
              .build());
    } catch (ObjectAlreadyExistsException e) {
      // Another daemon was quicker.
    }
  }

  private void fire(JobExecutionContext context) {
    String name = context.getJobDetail().getKey().getName();
    Optional<Planned> job = timetable.job(name);
    if (job.isEmpty()) {
      LOG.error("{}: the job is not among those of this machine and was not run", name);
      return;
    }
    String said = context.getMergedJobDataMap().getString(NIGHT);
    LocalDate night = said == null ? night(context) : LocalDate.parse(said);
    String tried = context.getMergedJobDataMap().getString(ATTEMPT);
    int attempt = tried == null ? 0 : Integer.parseInt(tried);
    try {
      Outcome outcome = nights.run(job.get(), night);
      if (outcome == Outcome.FAILED && attempt < PAUSES.size()) {
        again(name, night, attempt + 1, PAUSES.get(attempt));
      } else if (outcome == Outcome.BUSY && attempt < BUSY_LOOKS) {
        again(name, night, attempt + 1, BUSY);
      }
    } catch (IOException | SchedulerException e) {
      LOG.error("{} as of {}: {}", name, night, String.valueOf(e.getMessage()));
    }
  }

  /** The night for which a clock fired; of one that is recovered, when it had first fired. */
  private static LocalDate night(JobExecutionContext context) {
    String first =
        context.isRecovering()
            ? context
                .getMergedJobDataMap()
                .getString(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS)
            : null;
    return LondonTime.date(
        first == null
            ? context.getScheduledFireTime().toInstant()
            : new Date(Long.parseLong(first)).toInstant());
  }

  /** Ends; a night that runs is waited for, and ends early when its stop was asked for. */
  @Override
  public void close() throws Exception {
    heart.shutdown();
    heart.awaitTermination(20, TimeUnit.SECONDS);
    factory.destroy();
    heartbeat.beat(timetable, clock.instant(), false);
  }
}
