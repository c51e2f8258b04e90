package org.invigilator.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.invigilator.connector.Marks;
import org.invigilator.connector.Spent;
import org.invigilator.finding.Counts;
import org.invigilator.finding.Decisions;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Readings;
import org.invigilator.finding.Runs;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The opened state of one trust: its database behind a lease, until it is closed. */
public final class State implements AutoCloseable {
  private final Lease lease;
  private final ConfigurableApplicationContext context;

  private State(Lease lease, ConfigurableApplicationContext context) {
    this.lease = lease;
    this.context = context;
  }

  /** The database of a state folder cannot be opened. */
  public static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(Path folder, Throwable cause) {
      super(
          "The ledger in "
              + folder
              + " cannot be opened. Put back your copy of the folder, or give another one with --state.",
          cause);
    }
  }

  /** Whether a state folder has a ledger. */
  public static boolean isThere(Path folder) {
    return StateConfiguration.isThere(folder);
  }

  /** Opens a state folder, bringing its database up to this version. */
  public static State open(Path folder) throws Lease.Busy, Lease.Unwritable, Damaged {
    Path absolute = folder.toAbsolutePath().normalize();
    Lease lease = Lease.take(absolute);
    try {
      StateConfiguration.make(absolute);
      ConfigurableApplicationContext context =
          new SpringApplicationBuilder(StateConfiguration.class)
              .web(WebApplicationType.NONE)
              .bannerMode(Banner.Mode.OFF)
              .logStartupInfo(false)
              .registerShutdownHook(false)
              .properties(
                  Map.of("invigilator.database.url", StateConfiguration.url(absolute.toString())))
              .run();
      return new State(lease, context);
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw new Damaged(absolute, e);
    }
  }

  public Ledger ledger() {
    return context.getBean(Ledger.class);
  }

  public Decisions decisions() {
    return context.getBean(Decisions.class);
  }

  /** The mails of this trust; what they bear and how long they wait goes by a clock. */
  public Mailing mailing(Clock clock) {
    return new Mailing(context.getBean(JdbcTemplate.class), clock);
  }

  Counts counts() {
    return context.getBean(Counts.class);
  }

  Spent spent() {
    return context.getBean(Spent.class);
  }

  Marks marks() {
    return context.getBean(Marks.class);
  }

  Readings readings() {
    return context.getBean(Readings.class);
  }

  public Runs runs() {
    return context.getBean(Runs.class);
  }

  JobOperator jobOperator() {
    return context.getBean(JobOperator.class);
  }

  JobRepository jobRepository() {
    return context.getBean(JobRepository.class);
  }

  PlatformTransactionManager transactions() {
    return context.getBean(PlatformTransactionManager.class);
  }

  @Override
  public void close() {
    context.close();
    lease.close();
  }
}
