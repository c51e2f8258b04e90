package org.invigilator.finding;

import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real database in memory with the program's own tables. */
public final class LedgerDatabase implements AutoCloseable {
  /** The tables as the migrations leave them, which takes longer than to make them from this. */
  private static final List<String> TABLES = migrated();

  private final JdbcTemplate jdbc = new JdbcTemplate(source());

  public LedgerDatabase() {
    jdbc.batchUpdate(TABLES.toArray(String[]::new));
  }

  public JdbcTemplate jdbc() {
    return jdbc;
  }

  @Override
  public void close() {
    jdbc.execute("shutdown");
  }

  private static JdbcDataSource source() {
    JdbcDataSource source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }

  private static List<String> migrated() {
    JdbcDataSource source = source();
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .loggers("slf4j")
        .load()
        .migrate();
    return new JdbcTemplate(source)
        .queryForList("script nodata nopasswords nosettings", String.class).stream()
            .filter(statement -> !statement.startsWith("CREATE USER"))
            .toList();
  }
}
