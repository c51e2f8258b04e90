package org.invigilator.snapshot;

/**
 * Somebody who follows an official account, or whom it follows; gone from memory once the rules
 * have seen it.
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
