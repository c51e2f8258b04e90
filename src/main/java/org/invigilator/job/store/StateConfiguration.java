package org.invigilator.job.store;

import javax.sql.DataSource;
import org.invigilator.connector.CursorStore;
import org.invigilator.connector.SpendLedger;
import org.invigilator.finding.Counts;
import org.invigilator.finding.Decisions;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Readings;
import org.invigilator.finding.Runs;
import org.invigilator.job.delivery.ReviewReminders;
import org.invigilator.privacy.AccessLog;
import org.invigilator.privacy.LogAnchor;
import org.invigilator.privacy.Purge;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** What the tool keeps between runs, on a database that is open: the ledger and its neighbours. */
@Configuration(proxyBeanMethods = false)
class StateConfiguration extends JdbcDefaultBatchConfiguration {

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
  SpendLedger spent(JdbcTemplate jdbc) {
    return new SpendLedger(JdbcClient.create(jdbc));
  }

  @Bean
  CursorStore cursors(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    return new CursorStore(JdbcClient.create(jdbc), transactions);
  }

  @Bean
  Readings readings(JdbcTemplate jdbc) {
    return new Readings(jdbc);
  }

  @Bean
  AccessLog accessLog(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, LogAnchor anchor) {
    return new AccessLog(JdbcClient.create(jdbc), transactions, anchor);
  }

  @Bean
  Purge purge(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    return new Purge(new NamedParameterJdbcTemplate(jdbc), transactions);
  }

  @Bean
  ReviewReminders reviewReminders(JdbcTemplate jdbc) {
    return new ReviewReminders(jdbc);
  }

  @Bean
  Runs runs(JdbcTemplate jdbc) {
    return new Runs(jdbc);
  }

  @Bean
  KnownFolders knownFolders(DataSource dataSource) {
    return new KnownFolders(JdbcClient.create(dataSource));
  }

  @Bean
  Repositories repositories(
      Ledger ledger,
      Decisions decisions,
      Counts counts,
      SpendLedger spent,
      CursorStore cursors,
      Readings readings,
      AccessLog log,
      Purge purge,
      ReviewReminders reviewReminders,
      Runs runs,
      KnownFolders folders,
      JdbcTemplate jdbc,
      JobOperator jobOperator,
      JobRepository jobRepository,
      PlatformTransactionManager transactions) {
    return new Repositories(
        ledger,
        decisions,
        counts,
        spent,
        cursors,
        readings,
        log,
        purge,
        reviewReminders,
        runs,
        folders,
        jdbc,
        jobOperator,
        jobRepository,
        transactions);
  }
}
