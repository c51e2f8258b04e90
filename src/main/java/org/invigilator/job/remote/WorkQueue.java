package org.invigilator.job.remote;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.invigilator.job.StateLocation;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.Lease;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.integration.store.MessageGroupQueue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.messaging.PollableChannel;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The queue of accounts that wait to be judged, in a schema of its own of the database in which the
 * ledgers of the trusts are. It has its own connections and transactions: a message that was taken
 * is gone when the transaction in which it was taken is committed, and is there again when that is
 * rolled back or its connection is lost.
 */
final class WorkQueue implements AutoCloseable {
  /** The schema of the queue. */
  static final String SCHEMA = "invigilator_queue";

  private final HikariDataSource pool;
  private final PlatformTransactionManager transactions;
  private final PollableChannel channel;

  private WorkQueue(HikariDataSource pool, PollableChannel channel) {
    this.pool = pool;
    this.channel = channel;
    this.transactions = new JdbcTransactionManager(pool);
  }

  /**
   * Opens the queue of a database, made or brought up to this version where that is needed.
   *
   * @param version only messages of the same version are seen
   * @param connections how many of them at most
   * @param lease after so long a connection that holds a transaction and is silent is ended by the
   *     server
   */
  static WorkQueue open(
      StateLocation.Server server,
      Map<String, String> environment,
      String version,
      int connections,
      Duration lease)
      throws IOException {
    HikariDataSource pool =
        Database.at(server.inSchema(SCHEMA), environment).pool(connections, Lease.setting(lease));
    try {
      Flyway.configure()
          .dataSource(pool)
          .schemas(SCHEMA)
          .createSchemas(true)
          .locations("classpath:db/queue")
          .loggers("slf4j")
          .load()
          .migrate();
      JdbcChannelMessageStore store = new JdbcChannelMessageStore(pool);
      store.setChannelMessageStoreQueryProvider(new PostgresChannelMessageStoreQueryProvider());
      store.setPriorityEnabled(true);
      RequestMessages messages = new RequestMessages();
      store.setSerializer(messages);
      store.setDeserializer(messages);
      store.afterPropertiesSet();
      return new WorkQueue(
          pool, new QueueChannel(new MessageGroupQueue(store, "accounts " + version)));
    } catch (RuntimeException e) {
      pool.close();
      throw new QueueUnusable(server, e);
    }
  }

  PollableChannel channel() {
    return channel;
  }

  PlatformTransactionManager transactions() {
    return transactions;
  }

  DataSource dataSource() {
    return pool;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  @Override
  public void close() {
    pool.close();
  }
}
