package org.invigilator.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.invigilator.connector.x.XConnector;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.demo.Access;
import org.invigilator.demo.DemoServer;
import org.invigilator.policy.Source;
import org.invigilator.policy.Spending;
import org.invigilator.register.Account;
import org.invigilator.register.RegisterReader;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Relation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Runs of a collection against the demo server: a real server, a real database and real files, and
 * a clock that only waiting moves.
 */
final class CollectionRuns implements AutoCloseable {
  static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
  private static final List<String> TABLES = tables();
  private static final Map<String, String> TOKEN = Map.of(XCredentials.BEARER, Access.BEARER);

  final MovingClock clock = new MovingClock(Instant.parse("2026-11-20T02:30:00Z"));
  final SpendLedger spend;
  final CursorStore cursors;
  final DemoServer server;
  final Path snapshots;
  final List<Duration> waits = new ArrayList<>();
  Source source = settings("tweet", 30);
  Optional<Spending> budget = Optional.of(spending("1000", "10000"));
  Optional<SharedSpend> shared = Optional.empty();
  Duration longest = Duration.ofDays(1);
  Runnable stop = () -> {};
  Predicate<Relation> interesting = relation -> relation.handle().startsWith("pupil");
  WatchedHandles watched = WatchedHandles.of(List.of("pupil1"), hash -> "k" + hash);
  private final List<Account> accounts;

  /** A clock that moves only when a call waits. */
  static final class MovingClock extends Clock {
    private Instant now;

    MovingClock(Instant now) {
      this.now = now;
    }

    synchronized void move(Duration by) {
      now = now.plus(by);
    }

    synchronized void set(Instant to) {
      now = to;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public synchronized Instant instant() {
      return now;
    }
  }

  private final DriverManagerDataSource data;

  CollectionRuns(Path trust, Path snapshots) throws IOException {
    this(trust, snapshots, emptyLedger());
  }

  private static DriverManagerDataSource database() {
    return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  private static DriverManagerDataSource emptyLedger() {
    DriverManagerDataSource empty = database();
    JdbcClient jdbc = JdbcClient.create(empty);
    TABLES.forEach(statement -> jdbc.sql(statement).update());
    return empty;
  }

  /** The statements that make an empty ledger; the migrations run once, not for each test. */
  private static List<String> tables() {
    DriverManagerDataSource migrated = database();
    Flyway.configure().dataSource(migrated).locations("classpath:db/migration").load().migrate();
    return JdbcClient.create(migrated).sql("script nodata").query(String.class).list();
  }

  /** Continues with the same state and snapshots, after the trust has changed its registers. */
  CollectionRuns successor(Path trust) throws IOException {
    return new CollectionRuns(trust, snapshots, data);
  }

  private CollectionRuns(Path trust, Path snapshots, DriverManagerDataSource data)
      throws IOException {
    this.snapshots = snapshots;
    this.data = data;
    JdbcClient jdbc = JdbcClient.create(data);
    spend = new SpendLedger(jdbc);
    cursors = new CursorStore(jdbc, new JdbcTransactionManager(data));
    server = DemoServer.start(trust, 0, clock);
    accounts = RegisterReader.read(trust.resolve("registers")).registers().accounts();
  }

  static Source settings(String fields, int sweepDays) {
    return new Source(
        Source.Use.API,
        null,
        Source.Fields.valueOf(fields.toUpperCase(java.util.Locale.ROOT)),
        sweepDays,
        30,
        60,
        2,
        60,
        null,
        2,
        null,
        null);
  }

  static Spending spending(String run, String month) {
    return new Spending(new java.math.BigDecimal(run), new java.math.BigDecimal(month), null);
  }

  Connector x() {
    return new XConnector(
        server.x(), source.dialect(), XCredentials.of(TOKEN).orElseThrow(), source.timeout());
  }

  /** A run as of a date, at half past two. */
  Collector.Result run(LocalDate runDate) {
    return run(runDate, x(), false);
  }

  Collector.Result run(LocalDate runDate, Connector connector, boolean sweep) {
    Instant start = runDate.atTime(2, 30).toInstant(ZoneOffset.UTC);
    if (clock.instant().isBefore(start)) {
      clock.set(start);
    }
    waits.clear();
    RateLimitedClient calls =
        new RateLimitedClient(
            connector.platform(),
            runDate,
            spend,
            connector.platform().equals("twitter") ? budget : Optional.empty(),
            Duration.ofMinutes(source.waitMinutes()),
            clock,
            time -> {
              waits.add(time);
              clock.move(time);
            });
    shared.ifPresent(calls::sharing);
    calls.until(clock.instant().plus(longest));
    return new Collector(connector, source, cursors, calls, watched, runDate, clock, stop, () -> {})
        .collect(works(connector.platform()), sweep);
  }

  List<Work> works(String platform) {
    return accounts.stream()
        .filter(a -> a.platform().equals(platform))
        .map(
            a ->
                new Work(
                    a,
                    EnumSet.allOf(Capture.Part.class),
                    folder(platform, a.id()),
                    profile ->
                        whole ->
                            interesting.test(whole)
                                ? whole
                                : new Relation(whole.kind(), whole.userId(), "", "")))
        .toList();
  }

  Path folder(String platform, String account) {
    return snapshots.resolve(platform).resolve(account);
  }

  /** Every snapshot file but the captures, by its path, with what is in it. */
  Map<String, String> files() {
    Map<String, String> all = new java.util.TreeMap<>();
    try (var walk = Files.walk(snapshots)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("capture.json")) {
          all.put(snapshots.relativize(file).toString(), Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return all;
  }

  Capture capture(String account) {
    return new org.invigilator.snapshot.SnapshotFolder(folder("twitter", account)).capture();
  }

  @Override
  public void close() {
    server.close();
  }
}
