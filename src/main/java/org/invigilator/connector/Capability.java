package org.invigilator.connector;

import java.util.Set;
import org.invigilator.snapshot.Capture.Part;

/** What a source can show of an account. */
public enum Capability {
  POSTS,
  /** Followers with their handles. */
  FOLLOWERS,
  /** Followers as account numbers only. */
  FOLLOWER_IDS,
  FOLLOWING,
  MENTIONS,
  /** Only what is newer than a known id. */
  INCREMENTAL,
  /** The source itself leaves out posts before a moment, so that the end of a list says nothing. */
  POSTS_SINCE;

  static boolean includes(Set<Capability> all, Part part) {
    return switch (part) {
      case POSTS -> all.contains(POSTS);
      case FOLLOWERS -> all.contains(FOLLOWERS) || all.contains(FOLLOWER_IDS);
      case FOLLOWING -> all.contains(FOLLOWING);
      case MENTIONS -> all.contains(MENTIONS);
    };
  }
}
