package org.invigilator.job;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.invigilator.connector.Marks;
import org.invigilator.connector.Spent;
import org.invigilator.finding.Counts;
import org.invigilator.finding.Decisions;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Readings;
import org.invigilator.finding.Runs;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;

/**
 * What the tool keeps between runs: the database, its schema, the ledger, and Batch's own tables.
 */
@Configuration(proxyBeanMethods = false)
class StateConfiguration extends JdbcDefaultBatchConfiguration {

  private static final String FILE = "invigilator.mv.db";

  /** Workers beside the main thread; each needs a connection, and Batch one more. */
  static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /**
   * H2 in a file. A commit is on disk when it returns, an interrupt does not close the database,
   * and only we decide when it is closed.
   */
  static String url(String stateFolder) {
    return "jdbc:h2:async:"
        + stateFolder
        + "/invigilator;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384";
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(@Value("${invigilator.database.url}") String url) {
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url);
    source.setUsername("sa");
    source.setPassword("");
    source.setMaximumPoolSize(WORKERS + 3);
    source.setMinimumIdle(1);
    source.setPoolName("state");
    migrate(source);
    return source;
  }

  /**
   * Makes the database of a new state folder aside and moves it into place when it is whole, so
   * that a run which dies meanwhile leaves none rather than half of one.
   */
  static void make(Path folder) throws IOException {
    Path database = folder.resolve(FILE);
    if (Files.exists(database)) {
      return;
    }
    Path aside = folder.resolve("new");
    FileSystemUtils.deleteRecursively(aside);
    migrate(new DriverManagerDataSource(url(aside.toString()), "sa", ""));
    Files.move(aside.resolve(FILE), database, StandardCopyOption.ATOMIC_MOVE);
    FileSystemUtils.deleteRecursively(aside);
  }

  static boolean isThere(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  private static void migrate(DataSource source) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .loggers("slf4j")
        .load()
        .migrate();
  }

  @Bean
  PlatformTransactionManager transactionManager(DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }

  @Bean
  JdbcTemplate jdbcTemplate(DataSource dataSource) {
    return new JdbcTemplate(dataSource);
  }

  @Bean
  Ledger ledger(JdbcTemplate jdbc) {
    return new Ledger(jdbc);
  }

  @Bean
  Decisions decisions(JdbcTemplate jdbc) {
    return new Decisions(jdbc);
  }

  @Bean
  Counts counts(JdbcTemplate jdbc) {
    return new Counts(jdbc);
  }

  @Bean
  Spent spent(JdbcTemplate jdbc) {
    return new Spent(jdbc);
  }

  @Bean
  Marks marks(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    return new Marks(jdbc, transactions);
  }

  @Bean
  Readings readings(JdbcTemplate jdbc) {
    return new Readings(jdbc);
  }

  @Bean
  Runs runs(JdbcTemplate jdbc) {
    return new Runs(jdbc);
  }
}
