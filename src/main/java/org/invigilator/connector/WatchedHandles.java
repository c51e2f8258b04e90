package org.invigilator.connector;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The handles and names that lists of followers are searched for, as hashes: one that was added to
 * the registers later must not count as absent from people who were stored by number only.
 */
public record WatchedHandles(String fingerprint, Set<String> hashes) {
  public static final WatchedHandles NONE = of(Set.of());

  /** Hashes what is watched. */
  public static WatchedHandles of(Collection<String> handlesAndNames) {
    Set<String> hashes = new TreeSet<>();
    handlesAndNames.forEach(one -> hashes.add(DigestUtils.sha256Hex(one).substring(0, 16)));
    return new WatchedHandles(DigestUtils.sha256Hex(String.join("\n", hashes)), hashes);
  }

  /** How many are watched now and were not then. */
  int missingFrom(Set<String> then) {
    return (int) hashes.stream().filter(h -> !then.contains(h)).count();
  }
}
