package org.invigilator.job.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A lock that a database server keeps, on the ledger of a trust or on the app with which posts are
 * collected. The server takes it back when the connection is lost on which it was taken, or silent
 * for the length of the lease, so that a run on a machine that died or froze can be continued on
 * another. After the server itself was restarted it is taken again, unless someone else was
 * quicker; then the steps of the run that lost it cannot be written any more, for each is written
 * with the number of its version.
 */
final class ServerLock implements AutoCloseable {
  private final Database database;
  private final String name;
  private final Duration lease;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "run-lock");
            thread.setDaemon(true);
            return thread;
          });
  private Connection connection;

  /** Someone else has it. */
  static final class Taken extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param name what is locked, in all schemas of the database; empty for the ledger in this one
   */
  ServerLock(Database database, String name, Duration lease) throws SQLException, Taken {
    this.database = database;
    this.name = name;
    this.lease = lease;
    this.connection = take();
    long pause = Math.max(1, lease.toMillis() / 4);
    beats.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
  }

  private Connection take() throws SQLException, Taken {
    Connection taken = database.single().getConnection();
    try (Statement statement = taken.createStatement()) {
      statement.execute("set idle_session_timeout = " + lease.toMillis());
      if (ask(taken, "pg_try_advisory_lock")) {
        return taken;
      }
    } catch (SQLException e) {
      taken.close();
      throw e;
    }
    taken.close();
    throw new Taken();
  }

  private boolean ask(Connection on, String function) throws SQLException {
    // The server knows no current schema before the first run has made it, so its name counts.
    String key =
        name.isEmpty()
            ? "4926, hashtext(coalesce(nullif(?, ''), current_schema(), ''))"
            : "4927, hashtext(?)";
    try (PreparedStatement statement =
        on.prepareStatement("select " + function + "(" + key + ")")) {
      statement.setString(1, name.isEmpty() ? database.schema() : name);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private synchronized void beat() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    } catch (SQLException e) {
      takeAgain();
    }
  }

  private void takeAgain() {
    try {
      connection.close();
      connection = take();
    } catch (SQLException e) {
      // The server is not there; the next beat tries again.
    } catch (Taken e) {
      beats.shutdown();
    }
  }

  /** Unlocks before closing: a server notices the end of a connection only some time later. */
  @Override
  public void close() throws SQLException {
    beats.shutdownNow();
    synchronized (this) {
      try (Connection last = connection) {
        ask(last, "pg_advisory_unlock");
      }
    }
  }
}
