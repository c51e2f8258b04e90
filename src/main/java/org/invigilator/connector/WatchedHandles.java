package org.invigilator.connector;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The handles and names for which followers are looked through, as hashes: so that one which came
 * into the registers later is not taken for absent among people known by number only.
 */
public record WatchedHandles(String fingerprint, Set<String> hashes) {
  /** Nobody. */
  public static final WatchedHandles NOBODY = of(Set.of());

  /** Hashes what is sought. */
  public static WatchedHandles of(Collection<String> handlesAndNames) {
    Set<String> hashes = new TreeSet<>();
    handlesAndNames.forEach(one -> hashes.add(DigestUtils.sha256Hex(one).substring(0, 16)));
    return new WatchedHandles(DigestUtils.sha256Hex(String.join("\n", hashes)), hashes);
  }

  /** How many are sought now and were not then. */
  int missingFrom(Set<String> then) {
    return (int) hashes.stream().filter(h -> !then.contains(h)).count();
  }
}
