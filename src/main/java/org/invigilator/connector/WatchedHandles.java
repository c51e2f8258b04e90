package org.invigilator.connector;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The handles and names that lists of followers are searched for, as hashes: one that was added to
 * the registers later must not count as absent from people who were stored by number only.
 */
public record WatchedHandles(String fingerprint, Set<String> hashes) {
  private static final int LENGTH = 16;

  /**
   * Hashes what is watched.
   *
   * @param key makes of a digest a hash that no one else can make, for names are easily guessed
   */
  public static WatchedHandles of(Collection<String> handlesAndNames, UnaryOperator<String> key) {
    Set<String> hashes = new TreeSet<>();
    handlesAndNames.forEach(one -> hashes.add(hash(one, key)));
    return new WatchedHandles(DigestUtils.sha256Hex(String.join("\n", hashes)), hashes);
  }

  /** The keyed hash of one handle or name. */
  public static String hash(String handleOrName, UnaryOperator<String> key) {
    return key.apply(DigestUtils.sha256Hex(handleOrName).substring(0, LENGTH));
  }

  /** How many are watched now and were not then. */
  int missingFrom(Set<String> then) {
    return (int) hashes.stream().filter(h -> !then.contains(h)).count();
  }
}
