package org.invigilator.snapshot;

/**
 * A user who follows an official account, or whom it follows. It is not kept in memory after the
 * rules have checked it.
 */
public record Relation(Kind kind, String userId, String handle, String displayName) {

  /** Who follows whom. */
  public enum Kind {
    /** The person follows the official account. */
    FOLLOWER,
    /** The official account follows the person. */
    FOLLOWING
  }
}
