package org.invigilator.policy;

import java.util.List;

/**
 * A policy as the trust chose it: the version in force on the audit date, by which registers and
 * people are judged, and those before it, newest first, by which posts of their time are.
 */
public record Versions(PolicyPack inForce, List<PolicyPack> earlier) {

  /** Whether some version of the policy has an id. */
  public boolean isCalled(String id) {
    return inForce.id().equals(id) || earlier.stream().anyMatch(p -> p.id().equals(id));
  }
}
