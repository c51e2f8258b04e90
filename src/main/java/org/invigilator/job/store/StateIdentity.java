package org.invigilator.job.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.invigilator.job.StateLocation;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose state this is, and the secret with which it hashes what must not be guessed. In a folder
 * the secret is a file beside the database; on a server it is in the database, where whoever may
 * read one may read the other.
 */
public final class StateIdentity {
  /** The file of the secret in a state folder. */
  public static final String FILE = "secret";

  private static final int BYTES = 32;

  private final JdbcClient jdbc;
  private final String secret;
  private final boolean madeNow;
  private boolean keyedNow;

  private StateIdentity(JdbcClient jdbc, String secret, boolean madeNow) {
    this.madeNow = madeNow;
    this.jdbc = jdbc;
    this.secret = secret;
  }

  private record Row(String id, String trust, String secret) {}

  /** Reads the identity of a state, and makes one on first use. */
  static StateIdentity of(StateLocation location, JdbcClient jdbc) throws IOException {
    Optional<Row> stored = row(jdbc);
    String secret =
        location instanceof StateLocation.Folder folder
            ? inFile(folder.path(), stored.isPresent())
            : stored.map(Row::secret).orElseGet(StateIdentity::random);
    if (stored.isEmpty()) {
      jdbc.sql("insert into state_identity (id, trust, secret) values (:id, '', :secret)")
          .param("id", UUID.randomUUID().toString())
          .param("secret", location instanceof StateLocation.Folder ? "" : secret)
          .update();
    }
    StateIdentity identity = new StateIdentity(jdbc, secret, stored.isEmpty());
    identity.keyOldHashes();
    return identity;
  }

  private static Optional<Row> row(JdbcClient jdbc) {
    return jdbc
        .sql("select id, trust, secret from state_identity order by id")
        .query(Row.class)
        .list()
        .stream()
        .findFirst();
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * @param isUsed whether the state has hashes that were made with it, so that another one is of no
   *     use
   */
  private static String inFile(Path folder, boolean isUsed) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file) && !isUsed) {
      String made = random();
      OwnerOnly.replace(file, out -> out.write(made.getBytes(StandardCharsets.US_ASCII)));
    }
    String secret =
        Files.exists(file) ? Files.readString(file, StandardCharsets.US_ASCII).strip() : "";
    if (!secret.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
      throw new IOException(
          file
              + " is missing or not as it was written. Restore it from your backup, with the ledger.");
    }
    return secret;
  }

  /** A random number that no other state has, except its copies. */
  public String id() {
    return row(jdbc).map(Row::id).orElse("");
  }

  /**
   * A hash that only this state can make.
   *
   * @param purpose what it is for, so that the same text elsewhere has another hash
   * @return 64 hexadecimal digits
   */
  public String hash(String purpose, String text) {
    return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(purpose + '\n' + text);
  }

  /**
   * Confirms that the state is of a trust, which it is from then on.
   *
   * @param renamed whether a state of a trust of another name is to be continued
   * @throws InvalidInput when it is another's
   */
  public void confirm(String trust, boolean renamed) {
    String known = row(jdbc).map(Row::trust).orElse("");
    if (!known.isEmpty() && !known.equals(trust) && !renamed) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--state",
                  0,
                  "",
                  "This ledger belongs to the trust '" + known + "', not to '" + trust + "'.",
                  "Give each trust its own folder with --state. If the trust was renamed, run the audit once with --same-trust.")));
    }
    if (!known.equals(trust)) {
      List<String> former = new ArrayList<>(formerTrusts());
      if (!known.isEmpty() && !former.contains(known)) {
        former.add(known);
      }
      jdbc.sql("update state_identity set trust = :trust, former = :former")
          .param("trust", trust)
          .param("former", String.join("\n", former))
          .update();
    }
  }

  /** What the trust was called before it was renamed, the earliest first. */
  public List<String> formerTrusts() {
    return jdbc.sql("select former from state_identity").query(String.class).list().stream()
        .flatMap(String::lines)
        .toList();
  }

  /** Keys the hashes of versions that did not, so that names cannot be guessed from them. */
  private void keyOldHashes() {
    record Watched(String fingerprint, String hashes) {}
    List<Watched> old =
        jdbc.sql("select fingerprint, hashes from sought where not keyed")
            .query(Watched.class)
            .list();
    for (Watched one : old) {
      jdbc.sql("update sought set hashes = :hashes, keyed = true where fingerprint = :fingerprint")
          .param(
              "hashes",
              String.join("\n", one.hashes().lines().map(this::watched).sorted().toList()))
          .param("fingerprint", one.fingerprint())
          .update();
    }
    keyedNow = !old.isEmpty();
  }

  /** Whether the state has no identity from an earlier use. */
  boolean isMadeNow() {
    return madeNow;
  }

  /** Whether hashes were keyed just now, whose old form is in the file until it is rewritten. */
  boolean hasKeyedNow() {
    return keyedNow;
  }

  /**
   * The keyed hash of a watched handle or name.
   *
   * @param digest the hash that earlier versions kept of it
   */
  public String watched(String digest) {
    return hash("watched handles", digest).substring(0, 32);
  }
}
