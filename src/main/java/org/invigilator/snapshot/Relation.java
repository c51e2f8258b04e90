package org.invigilator.snapshot;

/**
 * A user who follows an official account, or whom it follows. It is not kept in memory after the
 * rules have checked it.
 *
 * @param about what the user wrote about themselves, empty where the source does not give it
 */
public record Relation(Kind kind, String userId, String handle, String displayName, String about) {

  /** A user of whom no text about themselves is known. */
  public Relation(Kind kind, String userId, String handle, String displayName) {
    this(kind, userId, handle, displayName, "");
  }

  /** Who follows whom. */
  public enum Kind {
    /** The person follows the official account. */
    FOLLOWER,
    /** The official account follows the person. */
    FOLLOWING
  }
}
