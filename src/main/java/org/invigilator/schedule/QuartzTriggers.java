package org.invigilator.schedule;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import org.invigilator.job.StateLocation;
import org.invigilator.job.store.StateStore;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.JobFactory;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/** The Quartz scheduler and one cron trigger for each scheduled job. */
final class QuartzTriggers implements AutoCloseable {
  /** Quartz stores this group in shared databases, so its value must not change. */
  private static final String GROUP = "night";

  private final Class<? extends Job> jobClass;
  private final SchedulerFactoryBean factory = new SchedulerFactoryBean();
  private final Scheduler scheduler;

  /**
   * @param atOnce how many jobs at most run at once
   * @param shared the database that several daemons share; empty when this is the only one
   */
  QuartzTriggers(
      Class<? extends Job> jobClass,
      JobFactory jobs,
      int atOnce,
      Optional<StateLocation> shared,
      Map<String, String> environment)
      throws Exception {
    this.jobClass = jobClass;
    Properties properties = new Properties();
    properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(atOnce));
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    if (shared.isPresent()) {
      factory.setDataSource(StateStore.shared(shared.get(), environment));
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
    factory.setJobFactory(jobs);
    factory.setAutoStartup(false);
    factory.setWaitForJobsToCompleteOnShutdown(true);
    factory.afterPropertiesSet();
    this.scheduler = factory.getScheduler();
  }

  void start() throws SchedulerException {
    scheduler.start();
  }

  /** Deletes the triggers of removed jobs, and adds or replaces those of new or changed ones. */
  void sync(JobSchedule schedule) throws SchedulerException {
    for (JobKey key : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
      if (schedule.job(key.getName()).isEmpty()) {
        scheduler.deleteJob(key);
      }
    }
    for (ScheduledJob job : schedule.jobs()) {
      if (!isUpToDate(job)) {
        replace(job);
      }
    }
  }

  private boolean isUpToDate(ScheduledJob job) throws SchedulerException {
    return scheduler.getTrigger(TriggerKey.triggerKey(job.name(), GROUP))
            instanceof CronTrigger trigger
        && trigger.getCronExpression().equals(job.cron())
        && trigger.getTimeZone().equals(TimeZone.getTimeZone(job.zone()));
  }

  private void replace(ScheduledJob job) throws SchedulerException {
    JobDetail detail =
        JobBuilder.newJob(jobClass)
            .withIdentity(JobKey.jobKey(job.name(), GROUP))
            .storeDurably()
            .requestRecovery()
            .build();
    // Quartz forgets the date of a missed run, so ScheduledRuns looks for those itself.
    CronTrigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(TriggerKey.triggerKey(job.name(), GROUP))
            .forJob(detail)
            .withSchedule(
                CronScheduleBuilder.cronSchedule(job.cron())
                    .inTimeZone(TimeZone.getTimeZone(job.zone()))
                    .withMisfireHandlingInstructionDoNothing())
            .build();
    scheduler.scheduleJob(detail, Set.of(trigger), true);
  }

  @Override
  public void close() throws Exception {
    factory.destroy();
  }
}
