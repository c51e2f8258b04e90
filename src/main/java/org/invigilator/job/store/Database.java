package org.invigilator.job.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.h2.tools.ChangeFileEncryption;
import org.invigilator.job.StateLocation;
import org.invigilator.register.OwnerOnly;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * The database behind the state of a trust, and how it is reached: H2 in a file, encrypted where a
 * key is given, or PostgreSQL. It is long because what differs between the two databases is kept in
 * one place.
 */
public final class Database {
  /** The key with which the file of the state is encrypted. */
  public static final String KEY = "INVIGILATOR_STATE_KEY";

  /** Who asks the database server, and with which password. */
  public static final String USER = "INVIGILATOR_DATABASE_USER";

  public static final String PASSWORD = "INVIGILATOR_DATABASE_PASSWORD";

  private static final String FILE = "invigilator.mv.db";

  private static final String WRITE_AT_ONCE = ";WRITE_DELAY=0";

  /** With less than that H2 cannot work. */
  private static final long LITTLE = 8L << 20;

  private static final int SHORTEST_KEY = 16;

  /** Workers beside the main thread; each needs a connection, and Batch one more. */
  public static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final StateLocation place;
  private final String url;
  private final String user;
  private final String password;

  private Database(StateLocation place, String url, String user, String password) {
    this.place = place;
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** The file of the state cannot be used with the key that was given, or without one. */
  public static final class Locked extends IOException {
    private static final long serialVersionUID = 1L;

    Locked(String message) {
      super(message);
    }
  }

  /**
   * @param environment where the key, or the login of the server, is looked for
   */
  public static Database at(StateLocation place, Map<String, String> environment) throws Locked {
    if (place instanceof StateLocation.Server server) {
      return new Database(
          place,
          server.url(),
          environment.getOrDefault(USER, System.getProperty("user.name")),
          environment.getOrDefault(PASSWORD, ""));
    }
    Path folder = ((StateLocation.Folder) place).path();
    String key = environment.getOrDefault(KEY, "").strip();
    if (!key.isEmpty()
        && (key.length() < SHORTEST_KEY || key.chars().anyMatch(Character::isWhitespace))) {
      throw new Locked(
          KEY + " must have at least " + SHORTEST_KEY + " characters and no blank among them.");
    }
    return new Database(
        place,
        url(folder.toString()) + (key.isEmpty() ? "" : ";CIPHER=AES"),
        "sa",
        // H2 reads the key of the file and the password of the user from one text.
        key.isEmpty() ? "" : key + " ");
  }

  /**
   * H2 in a file. A commit is on disk when it returns, an interrupt does not close the database,
   * and only we decide when it is closed. No trace is kept beside it, for it would hold data.
   */
  public static String url(String stateFolder) {
    return "jdbc:h2:"
        + EscapedFilePath.of(stateFolder + "/invigilator")
        + WRITE_AT_ONCE
        + ";DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384;TRACE_LEVEL_FILE=0";
  }

  static boolean isThere(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /** The schema that the address of a server names, as the server reads it; empty without one. */
  String schema() {
    return place instanceof StateLocation.Server server
        ? server.schema().toLowerCase(Locale.ROOT).replaceFirst(",.*$", "").replace("\"", "")
        : "";
  }

  /** Opens the database, made and brought up to this version where that is needed. */
  HikariDataSource open() throws IOException {
    if (place instanceof StateLocation.Folder folder) {
      prepare(folder.path());
    }
    HikariDataSource source = pool(WORKERS + 3, "");
    try {
      migrate(source);
    } catch (RuntimeException e) {
      source.close();
      boolean unreadable =
          reason(e).contains("Encryption error") || reason(e).contains("header is corrupt");
      if (unreadable && !password.isEmpty()) {
        throw new Locked(
            "The ledger in "
                + place
                + " cannot be opened with this key. Set "
                + KEY
                + " to the key it was made with.");
      }
      throw e;
    }
    return source;
  }

  /**
   * Connections to a database that is as this version needs it, which is not checked.
   *
   * @param most how many at once
   * @param setting a statement that every connection begins with; may be empty
   */
  public HikariDataSource pool(int most, String setting) {
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url);
    source.setUsername(user);
    source.setPassword(password);
    source.setMaximumPoolSize(most);
    source.setMinimumIdle(Math.min(1, most));
    source.setPoolName("state");
    if (!setting.isEmpty()) {
      source.setConnectionInitSql(setting);
      // A cut network is noticed, on either side, rather than waited for.
      source.addDataSourceProperty("tcpKeepAlive", "true");
      source.addDataSourceProperty("socketTimeout", "300");
      source.addDataSourceProperty("connectTimeout", "10");
      source.setConnectionTimeout(15_000);
    }
    return source;
  }

  /** A connection beside those of the pool. */
  public DataSource single() {
    return new DriverManagerDataSource(url, user, password);
  }

  private void prepare(Path folder) throws IOException {
    Path database = folder.resolve(FILE);
    // What was begun aside and not finished is of no use, and may be in clear.
    FileSystemUtils.deleteRecursively(folder.resolve("new"));
    if (!Files.exists(database)) {
      make(folder);
      return;
    }
    OwnerOnly.keep(database);
    boolean encrypted = isEncrypted(database);
    if (encrypted && password.isEmpty()) {
      throw new Locked(
          "The ledger in "
              + folder
              + " is encrypted. Set "
              + KEY
              + " to the key it was made with.");
    }
    if (!encrypted && !password.isEmpty()) {
      encrypt(folder);
    }
  }

  /**
   * Makes the database of a new state folder aside and moves it into place when it is whole, so
   * that a run which dies meanwhile leaves none rather than half of one.
   */
  private void make(Path folder) throws IOException {
    Path aside = folder.resolve("new");
    FileSystemUtils.deleteRecursively(aside);
    OwnerOnly.folder(aside);
    // Not every commit has to be on disk before there is a whole database, nor is it to be closed
    // and opened again between the connections that the migration asks for.
    String lazy =
        url.replace(url(folder.toString()), url(aside.toString())).replace(WRITE_AT_ONCE, "");
    DataSource source = new DriverManagerDataSource(lazy, user, password);
    try (Connection open = source.getConnection()) {
      migrate(source);
      open.createStatement().execute("checkpoint sync");
    } catch (SQLException e) {
      throw new IOException("The ledger could not be made: " + e.getMessage(), e);
    }
    putInPlace(aside, folder);
  }

  /** Encrypts a database that was not, aside, so that one of the two is always whole. */
  private void encrypt(Path folder) throws IOException {
    Path aside = folder.resolve("new");
    FileSystemUtils.deleteRecursively(aside);
    OwnerOnly.folder(aside);
    try {
      // Closed in order first: what a killed run left to be replayed is not to be encrypted.
      new JdbcTemplate(new DriverManagerDataSource(url(folder.toString()), "sa", ""))
          .execute("shutdown");
      Files.copy(folder.resolve(FILE), aside.resolve(FILE));
      ChangeFileEncryption.execute(
          aside.toString(), "invigilator", "AES", null, password.strip().toCharArray(), true);
    } catch (SQLException e) {
      throw new IOException("The ledger could not be encrypted: " + e.getMessage(), e);
    }
    putInPlace(aside, folder);
  }

  private static void putInPlace(Path aside, Path folder) throws IOException {
    OwnerOnly.keep(aside.resolve(FILE));
    Files.move(
        aside.resolve(FILE),
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    FileSystemUtils.deleteRecursively(aside);
  }

  static boolean isEncryptedIn(Path folder) {
    try {
      return isThere(folder) && isEncrypted(folder.resolve(FILE));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isEncrypted(Path database) throws IOException {
    try (InputStream in = Files.newInputStream(database)) {
      return new String(in.readNBytes(9), StandardCharsets.US_ASCII).equals("H2encrypt");
    }
  }

  /**
   * Rewrites the database so that nothing of what was deleted is left in it; when nobody has it
   * open any more.
   */
  void compact() throws IOException {
    JdbcTemplate jdbc = new JdbcTemplate(single());
    if (place instanceof StateLocation.Folder) {
      Path file = ((StateLocation.Folder) place).path().resolve(FILE);
      Object before = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      jdbc.execute("shutdown compact");
      OwnerOnly.keep(file);
      // The database says nothing where it could not write its new file, as on a full disk.
      boolean isSame =
          before != null
              && before.equals(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
      boolean isLeft = false;
      for (String rest : List.of(".tempFile", ".newFile")) {
        isLeft |= Files.deleteIfExists(file.resolveSibling(file.getFileName() + rest));
      }
      if (isSame || isLeft) {
        throw new IOException("its new file could not be written; is the disk full?");
      }
      return;
    }
    for (String table :
        jdbc.queryForList(
            "select table_name from information_schema.tables where table_schema = current_schema and table_type = 'BASE TABLE' and table_name not like 'qrtz%'",
            String.class)) {
      jdbc.execute("vacuum full " + table);
    }
  }

  private static void migrate(DataSource source) throws Locked {
    Flyway flyway =
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:db/migration")
            .loggers("slf4j")
            .load();
    List<MigrationState> states =
        Stream.of(flyway.info().all()).map(MigrationInfo::getState).toList();
    if (states.contains(MigrationState.FUTURE_SUCCESS)
        || states.contains(MigrationState.FUTURE_FAILED)) {
      throw new Locked(
          "The ledger was last opened by a newer version of this program, and may contain what this one would lose. Use that version, or restore a backup from before it.");
    }
    // Migrating takes a lock and reads every script again, which most runs can do without.
    if (states.stream().anyMatch(state -> state != MigrationState.SUCCESS)) {
      flyway.migrate();
    }
  }

  /** Whether there is hardly any space left for a folder's database. */
  static boolean lacksSpace(StateLocation place) {
    try {
      return place instanceof StateLocation.Folder folder
          && Files.getFileStore(folder.path()).getUsableSpace() < LITTLE;
    } catch (IOException e) {
      return false;
    }
  }

  /** The first line of the deepest cause of a failure, which never has a password. */
  public static String reason(Throwable failure) {
    Throwable root = failure;
    @Nullable Throwable cause = failure.getCause();
    while (cause != null) {
      root = cause;
      cause = cause.getCause();
    }
    String message = String.valueOf(root.getMessage());
    return root.getMessage() == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
