package org.invigilator.privacy.dpia;

/**
 * Where data is kept.
 *
 * @param trust the trust folder with the registers
 * @param snapshots the folder of saved copies
 * @param reports the folder of the reports
 * @param findings where the findings database is
 */
public record Storage(String trust, String snapshots, String reports, Findings findings) {

  /** Where the findings database is. */
  public sealed interface Findings {}

  /**
   * A file on the machine that runs the audit.
   *
   * @param exists whether it was created already
   * @param encrypted whether the file, as it is now, is encrypted
   * @param key whether a key is set, so that the next run creates or makes it encrypted
   */
  public record File(String folder, boolean exists, boolean encrypted, boolean key)
      implements Findings {
    boolean isProtected() {
      return exists ? encrypted : key;
    }
  }

  /**
   * A PostgreSQL server.
   *
   * @param host the name of the server, with its port where it is set
   * @param sslMode the value of {@code sslmode}, or empty
   */
  public record Server(String host, String database, String sslMode) implements Findings {
    /** Whether the connection is refused unless it is encrypted and the server is the right one. */
    boolean isVerified() {
      return sslMode.equals("verify-full") || sslMode.equals("verify-ca");
    }
  }
}
