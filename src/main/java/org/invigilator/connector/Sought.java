package org.invigilator.connector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * The handles and names for which followers are looked through, as hashes: so that one which came
 * into the registers later is not taken for absent among people known by number only.
 */
public record Sought(String fingerprint, Set<String> hashes) {
  /** Nobody. */
  public static final Sought NOBODY = of(Set.of());

  /** Hashes what is sought. */
  public static Sought of(Collection<String> handlesAndNames) {
    Set<String> hashes = new TreeSet<>();
    handlesAndNames.forEach(one -> hashes.add(hash(one).substring(0, 16)));
    return new Sought(hash(String.join("\n", hashes)), hashes);
  }

  /** How many are sought now and were not then. */
  int missingFrom(Set<String> then) {
    return (int) hashes.stream().filter(h -> !then.contains(h)).count();
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
