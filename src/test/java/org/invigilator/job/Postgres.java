package org.invigilator.job;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.invigilator.job.store.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL server for tests, started once; each caller gets a schema of its own. */
final class Postgres {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  /** Who asks it. */
  static final Map<String, String> LOGIN =
      Map.of(Database.USER, "postgres", Database.PASSWORD, "postgres");

  private Postgres() {}

  /** A place where no state was ever kept. */
  static StateLocation fresh() {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "there is no PostgreSQL to start on this machine");
    String schema = "trust" + SCHEMAS.incrementAndGet();
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + schema);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    return new StateLocation.Server(
        "jdbc:postgresql://127.0.0.1:" + running().getPort() + "/postgres?currentSchema=" + schema);
  }

  private static EmbeddedPostgres running() {
    return java.util.Objects.requireNonNull(server);
  }

  private static synchronized EmbeddedPostgres server() throws IOException {
    if (server == null) {
      server = EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8").start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      running().close();
                    } catch (IOException e) {
                      // It goes with this process.
                    }
                  }));
    }
    return running();
  }
}
