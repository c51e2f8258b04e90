package org.invigilator.policy;

import java.util.List;

/**
 * The versions of a policy: the one in force on the audit date, which applies to registers and
 * people, and the previous ones, newest first, which apply to the posts of their time.
 */
public record Versions(PolicyPack inForce, List<PolicyPack> earlier) {

  /** Whether any version of the policy has this id. */
  public boolean isCalled(String id) {
    return inForce.id().equals(id) || earlier.stream().anyMatch(p -> p.id().equals(id));
  }
}
