package org.invigilator.job.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.invigilator.connector.CursorStore;
import org.invigilator.connector.SpendLedger;
import org.invigilator.connector.WatchedHandles;
import org.invigilator.finding.Counts;
import org.invigilator.finding.Decisions;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Readings;
import org.invigilator.finding.Runs;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.StateLocation;
import org.invigilator.job.delivery.MailSpool;
import org.invigilator.job.delivery.ReviewReminders;
import org.invigilator.policy.Retention;
import org.invigilator.policy.TrustSettings;
import org.invigilator.privacy.AccessLog;
import org.invigilator.privacy.LogAnchor;
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
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The opened state of one trust: its database behind a lock, until it is closed. It is long because
 * every part of the state is reached through it.
 */
public final class StateStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);

  static {
    // Boot would set logging up anew for each state that is opened, also while others log.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
  }

  private final RunLock lock;
  private final Duration lease;
  private final Database database;
  private final HikariDataSource pool;
  private final ConfigurableApplicationContext context;
  private final Repositories repositories;
  private final StateIdentity identity;
  private boolean compacting;

  private StateStore(
      RunLock lock,
      Duration lease,
      Database database,
      HikariDataSource pool,
      ConfigurableApplicationContext context,
      Repositories repositories,
      StateIdentity identity) {
    this.identity = identity;
    if (identity.isMadeNow()) {
      repositories.log().anchor();
    }
    this.compacting = identity.hasKeyedNow();
    this.lock = lock;
    this.lease = lease;
    this.database = database;
    this.pool = pool;
    this.context = context;
    this.repositories = repositories;
  }

  /** The database of a state folder cannot be opened. */
  public static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(StateLocation place, Throwable cause) {
      super(
          place instanceof StateLocation.Folder
              ? "The ledger in "
                  + place
                  + " cannot be opened. Restore your backup of the folder, or give another one with --state."
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
    @Nullable RunLock lock = null;
    @Nullable HikariDataSource source = null;
    try {
      Database database = Database.at(place, environment);
      Duration lease = Lease.time(environment);
      lock = RunLock.take(place, database, lease);
      source = database.open();
      BatchNumbers.spread(JdbcClient.create(source));
      return on(place, lock, lease, database, source);
    } catch (IOException | RuntimeException e) {
      if (source != null) {
        source.close();
      }
      if (lock != null) {
        lock.close();
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
   * Opens the state of a trust for a worker, while the run that it works for holds the lock.
   *
   * @param connections how many at most
   * @param setting a statement that every connection begins with
   * @throws IOException when there is no ledger of this version
   */
  public static StateStore join(
      StateLocation.Server place, Map<String, String> environment, int connections, String setting)
      throws IOException {
    Database database = Database.at(place, environment);
    HikariDataSource source = database.pool(connections, setting);
    try {
      return on(place, RunLock.NONE, Lease.time(environment), database, source);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static StateStore on(
      StateLocation place, RunLock lock, Duration lease, Database database, HikariDataSource opened)
      throws IOException {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(StateConfiguration.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .initializers(
                (GenericApplicationContext c) -> {
                  c.registerBean("dataSource", HikariDataSource.class, () -> opened);
                  c.registerBean("anchor", LogAnchor.class, () -> anchor(place));
                })
            .run();
    return new StateStore(
        lock,
        lease,
        database,
        opened,
        context,
        context.getBean(Repositories.class),
        StateIdentity.of(place, JdbcClient.create(opened)));
  }

  /**
   * Takes a lock that every process sees which uses the same database; in a folder no other does.
   *
   * @param name what is locked
   * @param busy what to say when another process has it
   */
  public RunLock lock(String name, String busy) throws RunLock.Busy {
    return isOnServer() ? RunLock.ofServer(database, name, lease, busy) : RunLock.NONE;
  }

  private boolean isOnServer() {
    return pool.getJdbcUrl().startsWith("jdbc:postgresql:");
  }

  /** The connections to the database, for what is not reached through this class. */
  public DataSource dataSource() {
    return pool;
  }

  private static LogAnchor anchor(StateLocation place) {
    return new LogAnchor(
        place instanceof StateLocation.Folder folder
            ? folder.path().resolve(LogAnchor.FILE)
            : null);
  }

  /**
   * The database that several daemons share, brought up to this version; it stays open as long as
   * the process.
   */
  public static DataSource shared(StateLocation place, Map<String, String> environment)
      throws IOException {
    return Database.at(place, environment).open();
  }

  /** Whose state this is, and its secret. */
  public StateIdentity identity() {
    return identity;
  }

  public Ledger ledger() {
    return repositories.ledger();
  }

  public Decisions decisions() {
    return repositories.decisions();
  }

  /** The mails of this trust, timed by a clock. */
  public MailSpool mailSpool(Clock clock) {
    return new MailSpool(repositories.jdbc(), clock);
  }

  public Counts counts() {
    return repositories.counts();
  }

  public SpendLedger spent() {
    return repositories.spent();
  }

  public CursorStore cursors() {
    return repositories.cursors();
  }

  public Readings readings() {
    return repositories.readings();
  }

  /** Who did what with this trust's data. */
  public AccessLog log() {
    return repositories.log();
  }

  public ReviewReminders reviewReminders() {
    return repositories.reviewReminders();
  }

  public Runs runs() {
    return repositories.runs();
  }

  public JobOperator jobOperator() {
    return repositories.jobOperator();
  }

  public JobRepository jobRepository() {
    return repositories.jobRepository();
  }

  public PlatformTransactionManager transactions() {
    return repositories.transactions();
  }

  /** Whether the ledger in a place is there, in a file, and encrypted. */
  public static boolean isEncrypted(StateLocation place) {
    return place instanceof StateLocation.Folder folder && Database.isEncryptedIn(folder.path());
  }

  /** Whether the file of the ledger is encrypted. */
  public boolean isEncrypted() {
    return pool.getJdbcUrl().contains(";CIPHER=");
  }

  /**
   * Deletes what is older than it may be kept.
   *
   * @param today the day by which ages are counted
   * @param trial whether only to list what is due for deletion
   * @return what was deleted
   */
  public List<Purge.Deletion> purge(
      AuditRequest request, LocalDate today, Retention.Limits limits, boolean trial)
      throws IOException {
    List<Purge.Deletion> deleted =
        repositories.purge().run(today, limits, request.snapshots(), request.out(), trial);
    boolean weekly = today.getDayOfWeek() == DayOfWeek.MONDAY && !deleted.isEmpty();
    if (!trial && (weekly || deleted.stream().anyMatch(Purge.Deletion::isOfPeople))) {
      compacting = true;
    }
    return deleted;
  }

  /** Remembers where the reports and saved copies of a run are. */
  public void remember(AuditRequest request) {
    repositories.folders().remember(request);
  }

  /** Every folder in which runs of this trust wrote reports, and the one that is asked for. */
  public List<Path> reportFolders(AuditRequest request) {
    return repositories.folders().all(KnownFolders.Use.REPORTS, request);
  }

  /**
   * What is held on one pupil, wherever a run of this trust put anything.
   *
   * @param watched the names and handles under which lists of followers are searched for the pupil
   * @param include folders beside those of the request that may be searched and changed
   * @throws InvalidInput when a run wrote to a folder that was not given, or the state is another
   *     trust's
   */
  public PupilRecords pupil(
      AuditRequest request, Traces traces, List<String> watched, List<Path> include) {
    confirmTrust(request);
    repositories.folders().refuseElsewhere(request, include);
    return new PupilRecords(
        new NamedParameterJdbcTemplate(repositories.jdbc()),
        transactions(),
        traces,
        KnownFolders.real(request.trust()),
        repositories.folders().all(KnownFolders.Use.CAPTURES, request),
        Stream.concat(
                reportFolders(request).stream(),
                repositories.folders().all(KnownFolders.Use.COPIES, request).stream())
            .distinct()
            .toList(),
        watched.stream()
            .map(one -> WatchedHandles.hash(one, identity::watched))
            .collect(Collectors.toSet()));
  }

  /**
   * Confirms that the state is of the trust that a request is about.
   *
   * @throws InvalidInput when it is another's
   */
  public void confirmTrust(AuditRequest request) {
    identity.confirm(TrustSettings.read(request.trust()).name(), false);
  }

  /**
   * The files of a closed state in which a name or an account of a pupil is still found; the
   * reference stays in the access log. A database that is encrypted, or on a server, is searched
   * only while it is open.
   */
  public static List<Path> filesWith(StateLocation place, Traces traces) throws IOException {
    if (!(place instanceof StateLocation.Folder folder) || isEncrypted(place)) {
      return List.of();
    }
    return PupilRecords.filesWith(traces, folder.path());
  }

  /** Erases everything of ours on one pupil; the database is rewritten when it is closed. */
  public List<PupilRecords.Held> erase(PupilRecords records) throws IOException {
    compacting = true;
    return records.erase();
  }

  /**
   * Whether a closed database still has to be rewritten, so that what was deleted may be in its
   * file.
   */
  public boolean isToBeRewritten() {
    return compacting;
  }

  /**
   * Closes the database, rewritten where something was deleted from it, and gives the lock back.
   */
  @Override
  public void close() {
    context.close();
    pool.close();
    try {
      if (compacting) {
        database.compact();
        compacting = false;
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The database could not be rewritten: {}", Database.reason(e));
    } finally {
      lock.close();
    }
  }
}
