package org.invigilator.job;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.invigilator.connector.CursorStore;
import org.invigilator.connector.SpendLedger;
import org.invigilator.finding.Counts;
import org.invigilator.finding.Decisions;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Readings;
import org.invigilator.finding.Runs;
import org.invigilator.policy.Retention;
import org.invigilator.privacy.AccessLog;
import org.invigilator.privacy.PupilRecords;
import org.invigilator.privacy.Purge;
import org.invigilator.privacy.Traces;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The opened state of one trust: its database behind a lease, until it is closed. */
public final class StateStore implements AutoCloseable {
  private static final String REPORTS = "reports";
  private static final String CAPTURES = "captures";
  private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);
  private final RunLock lease;
  private final Database database;
  private final HikariDataSource pool;
  private final ConfigurableApplicationContext context;
  private boolean compacting;

  private StateStore(
      RunLock lease,
      Database database,
      HikariDataSource pool,
      ConfigurableApplicationContext context) {
    this.lease = lease;
    this.database = database;
    this.pool = pool;
    this.context = context;
  }

  /** The database of a state folder cannot be opened. */
  public static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(StateLocation place, Throwable cause) {
      super(
          place instanceof StateLocation.Folder
              ? "The ledger in "
                  + place
                  + " cannot be opened. Put back your copy of the folder, or give another one with --state."
              : "The database "
                  + place
                  + " cannot be used ("
                  + Database.reason(cause)
                  + "). It needs a user who may make tables, named by "
                  + Database.USER
                  + " and "
                  + Database.PASSWORD
                  + ".",
          cause);
    }

    Damaged(String why, Throwable cause) {
      super(why, cause);
    }
  }

  /** Whether a ledger is there; of a server that is said once it is opened. */
  public static boolean isThere(StateLocation place) {
    return !(place instanceof StateLocation.Folder folder) || Database.isThere(folder.path());
  }

  /**
   * Opens the state of a trust, bringing its database up to this version.
   *
   * @param environment where the key of the file, or the login of the server, is looked for
   */
  public static StateStore open(StateLocation given, Map<String, String> environment)
      throws RunLock.Busy, RunLock.Unwritable, Damaged {
    StateLocation place =
        given instanceof StateLocation.Folder folder
            ? StateLocation.of(folder.path().toAbsolutePath().normalize())
            : given;
    @Nullable RunLock lease = null;
    @Nullable HikariDataSource source = null;
    try {
      Database database = Database.at(place, environment);
      lease = RunLock.take(place, database);
      HikariDataSource opened = database.open();
      source = opened;
      ConfigurableApplicationContext context =
          new SpringApplicationBuilder(StateConfiguration.class)
              .web(WebApplicationType.NONE)
              .bannerMode(Banner.Mode.OFF)
              .logStartupInfo(false)
              .registerShutdownHook(false)
              .initializers(
                  (GenericApplicationContext c) ->
                      c.registerBean("dataSource", HikariDataSource.class, () -> opened))
              .run();
      return new StateStore(lease, database, opened, context);
    } catch (IOException | RuntimeException e) {
      if (source != null) {
        source.close();
      }
      if (lease != null) {
        lease.close();
      }
      if (e instanceof Database.Locked locked) {
        throw new Damaged(String.valueOf(locked.getMessage()), locked);
      }
      if (Database.reason(e).contains("already in use")
          || Database.reason(e).contains("file is locked")) {
        throw new RunLock.Busy(
            "Another program has the ledger in " + place + " open. Close it and try again.");
      }
      if (Database.lacksSpace(place)) {
        throw new Damaged(
            "There is no space left where "
                + place
                + " is. Make room and run the same command again; what was finished is kept.",
            e);
      }
      throw new Damaged(place, e);
    }
  }

  /**
   * The database that several daemons share, brought up to this version; it stays open as long as
   * the process.
   */
  public static DataSource shared(StateLocation place, Map<String, String> environment)
      throws IOException {
    return Database.at(place, environment).open();
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

  SpendLedger spent() {
    return context.getBean(SpendLedger.class);
  }

  CursorStore marks() {
    return context.getBean(CursorStore.class);
  }

  Readings readings() {
    return context.getBean(Readings.class);
  }

  /** Who did what with this trust's data. */
  public AccessLog log() {
    return context.getBean(AccessLog.class);
  }

  /** Whether the ledger in a place is there, in a file, and encrypted. */
  public static boolean isEncrypted(StateLocation place) {
    return place instanceof StateLocation.Folder folder && Database.isEncryptedIn(folder.path());
  }

  /** Whether the file of the ledger is encrypted. */
  public boolean isEncrypted() {
    return pool.getJdbcUrl().contains(";CIPHER=");
  }

  ReviewReminders rehearsals() {
    return context.getBean(ReviewReminders.class);
  }

  /**
   * Takes away what is older than it may be kept.
   *
   * @param today the day by which ages are counted
   * @param trial whether only to say what would go
   * @return what went
   */
  public List<Purge.Deletion> purge(
      AuditRequest request, LocalDate today, Retention.Limits limits, boolean trial)
      throws IOException {
    List<Purge.Deletion> gone =
        context.getBean(Purge.class).run(today, limits, request.snapshots(), request.out(), trial);
    boolean weekly = today.getDayOfWeek() == DayOfWeek.MONDAY && !gone.isEmpty();
    if (!trial && (weekly || gone.stream().anyMatch(Purge.Deletion::isOfPeople))) {
      compact();
    }
    return gone;
  }

  /** Remembers where the reports and captures of a run are. */
  void remember(AuditRequest request) {
    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
    for (var one :
        List.of(List.of(REPORTS, request.out()), List.of(CAPTURES, request.snapshots()))) {
      String folder = real((Path) one.get(1)).toString();
      if (jdbc.queryForList(
              "select folder from place where kind = ? and folder = ?",
              String.class,
              one.get(0),
              folder)
          .isEmpty()) {
        jdbc.update("insert into place (kind, folder) values (?, ?)", one.get(0), folder);
      }
    }
  }

  /** The folders of a kind that runs ever used, and the one that is asked for. */
  private List<Path> places(String kind, Path asked) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(real(asked)),
            context
                .getBean(JdbcTemplate.class)
                .queryForList("select folder from place where kind = ?", String.class, kind)
                .stream()
                .map(Path::of)
                .map(StateStore::real))
        .distinct()
        .sorted()
        .toList();
  }

  /** Every folder in which runs of this trust wrote reports, and the one that is asked for. */
  public List<Path> reportFolders(AuditRequest request) {
    return places(REPORTS, request.out());
  }

  /** What is held on one pupil, wherever a run of this trust put anything. */
  public PupilRecords pupil(AuditRequest request, Traces traces) {
    return new PupilRecords(
        new NamedParameterJdbcTemplate(context.getBean(JdbcTemplate.class)),
        transactions(),
        traces,
        real(request.trust()),
        places(CAPTURES, request.snapshots()),
        places(REPORTS, request.out()));
  }

  /** Where a folder really is, whatever links lead there. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }

  /** Erases everything of ours on one pupil; the database is rewritten when it is closed. */
  public List<PupilRecords.Held> erase(PupilRecords records) throws IOException {
    compact();
    return records.erase();
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
    pool.close();
    try {
      if (compacting) {
        database.compact();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The database could not be compacted: {}", Database.reason(e));
    } finally {
      lease.close();
    }
  }

  /** Has the database rewritten when it is closed, so that nothing of what was deleted is left. */
  private void compact() {
    compacting = true;
  }
}
