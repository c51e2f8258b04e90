package org.invigilator.job.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * How long the database waits for a worker. The server ends a connection that holds a transaction
 * and was silent for that long, and with it everything the worker has taken or begun to write; so a
 * worker that is frozen, or cut off from the network, gives up its accounts without knowing. One
 * that lives is never silent, for it asks something small every quarter of the time. Only the
 * server's clock counts.
 */
public final class Lease implements AutoCloseable {
  /** How long, in seconds, where it is not a minute; the same for every process of a database. */
  private static final String SECONDS = "INVIGILATOR_LEASE_SECONDS";

  private static final Duration USUAL = Duration.ofSeconds(60);

  private final Duration time;
  private final ScheduledExecutorService executor;

  /**
   * @param connections how many connections are held at once
   */
  public Lease(Duration time, int connections) {
    this.time = time;
    this.executor =
        Executors.newScheduledThreadPool(
            connections,
            task -> {
              Thread thread = new Thread(task, "lease");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * How long it is.
   *
   * @param environment where another time than a minute may be given
   * @throws InvalidInput when that is not a number of seconds from 2 to 3600
   */
  public static Duration time(Map<String, String> environment) {
    String given = environment.getOrDefault(SECONDS, "").strip();
    if (given.isEmpty()) {
      return USUAL;
    }
    if (!given.matches("[0-9]{1,4}")
        || Integer.parseInt(given) < 2
        || Integer.parseInt(given) > 3600) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  SECONDS,
                  0,
                  "",
                  "'" + given + "' is not a number of seconds that can be used.",
                  "Give a whole number from 2 to 3600, the same for every process that uses the database.")));
    }
    return Duration.ofSeconds(Integer.parseInt(given));
  }

  /** The statement with which a connection agrees to it. */
  public static String setting(Duration time) {
    return "set idle_in_transaction_session_timeout = " + time.toMillis();
  }

  /** Keeps the connection of the current transaction alive, until what is returned is closed. */
  public Held hold(DataSource source) {
    return new Held(DataSourceUtils.getConnection(source));
  }

  /** A connection that is kept alive. */
  public final class Held implements AutoCloseable {
    private final Connection connection;
    private final ScheduledFuture<?> task;
    private boolean ended;

    private Held(Connection connection) {
      this.connection = connection;
      long pause = Math.max(1, time.toMillis() / 4);
      this.task = executor.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
    }

    private synchronized void beat() {
      if (ended) {
        return;
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
      } catch (SQLException e) {
        // The transaction is lost or failed already; its owner learns that at its next statement.
        ended = true;
        task.cancel(false);
      }
    }

    /** To be called before the transaction ends: afterwards the connection is another's. */
    @Override
    public void close() {
      synchronized (this) {
        ended = true;
      }
      task.cancel(false);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
