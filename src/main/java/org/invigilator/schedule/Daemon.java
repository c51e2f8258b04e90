package org.invigilator.schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.invigilator.job.StateLocation;
import org.invigilator.job.store.StateStore;
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
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
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
  private final ScheduledRuns nights;
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

  /** Beside Quartz: nights that are made up for or tried again, and rehearsals. */
  private final ScheduledExecutorService hand =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "hand");
            thread.setDaemon(true);
            return thread;
          });

  private final Set<String> inHand = ConcurrentHashMap.newKeySet();
  private volatile JobSchedule timetable;
  private String refused = "";
  private long rehearsedHour = -1;
  private boolean first = true;

  /**
   * @param folder the folder of the jobs
   * @param shared the database that several daemons share; empty when this one is alone
   */
  public Daemon(
      Path folder,
      JobSchedule timetable,
      ScheduledRuns nights,
      Heartbeat heartbeat,
      Clock clock,
      Optional<StateLocation> shared,
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
      DataSource database = StateStore.shared(shared.get(), environment);
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
      heartbeat.beat(timetable, clock.instant(), Heartbeat.Mode.DAEMON);
      for (ScheduledJob job : timetable.jobs()) {
        Optional<LocalDate> missed =
            inHand.contains(job.name()) ? Optional.empty() : nights.missed(job, first);
        missed.ifPresent(
            night -> {
              LOG.info("{} as of {}: catching up", job.name(), night);
              again(job.name(), night, new Tries(0, 0), Duration.ZERO);
            });
      }
      first = false;
      rehearse();
    } catch (IOException | SchedulerException | RuntimeException e) {
      LOG.error("The schedule: {}", String.valueOf(e.getMessage()));
    }
  }

  private void reload() throws SchedulerException {
    if (!timetable.isStale(folder)) {
      return;
    }
    try {
      timetable = JobSchedule.read(folder, LondonTime.date(clock.instant()));
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

  private void rehearse() {
    long hour = clock.instant().getEpochSecond() / 3600;
    LocalTime time = LocalTime.ofInstant(clock.instant(), LondonTime.ZONE);
    if (hour != rehearsedHour && time.isAfter(MORNING) && inHand.isEmpty()) {
      rehearsedHour = hour;
      hand.execute(() -> nights.rehearse(timetable));
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
    for (ScheduledJob job : timetable.jobs()) {
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

  /** How often a night failed, and how often it found another run in its way. */
  private record Tries(int failed, int busy) {}

  /** Runs a night once more after a while. */
  private void again(String job, LocalDate night, Tries tries, Duration after) {
    inHand.add(job);
    hand.schedule(() -> run(job, night, tries), after.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void fire(JobExecutionContext context) {
    run(context.getJobDetail().getKey().getName(), night(context), new Tries(0, 0));
  }

  private void run(String name, LocalDate night, Tries tries) {
    Optional<ScheduledJob> job = timetable.job(name);
    if (job.isEmpty()) {
      LOG.error("{}: the job is not among those of this machine and was not run", name);
      inHand.remove(name);
      return;
    }
    inHand.add(name);
    Outcome outcome = nights.run(job.get(), night);
    if (outcome == Outcome.FAILED && tries.failed() < PAUSES.size()) {
      again(name, night, new Tries(tries.failed() + 1, tries.busy()), PAUSES.get(tries.failed()));
    } else if (outcome == Outcome.BUSY && tries.busy() < BUSY_LOOKS) {
      again(name, night, new Tries(tries.failed(), tries.busy() + 1), BUSY);
    } else {
      inHand.remove(name);
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
            : Instant.ofEpochMilli(Long.parseLong(first)));
  }

  /** Ends; a night that runs is waited for, and ends early when its stop was asked for. */
  @Override
  public void close() throws Exception {
    heart.shutdown();
    heart.awaitTermination(5, TimeUnit.SECONDS);
    hand.shutdownNow();
    hand.awaitTermination(20, TimeUnit.SECONDS);
    factory.destroy();
    heartbeat.beat(timetable, clock.instant(), Heartbeat.Mode.ENDED);
  }
}
