package org.invigilator.connector;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who accounts are, by their id in the register; one that is missing was not mentioned in the
 * reply, which does not mean that it no longer exists.
 */
public record LookUp(Map<String, Found> found, Bill bill, Optional<Limit> limit)
    implements Response {

  /** Notes in a profile how many posts it counts, as X does; a negative number is none. */
  public static void countPosts(ObjectNode user, long posts) {
    if (posts >= 0) {
      user.putObject("public_metrics").put("tweet_count", posts);
    }
  }

  /**
   * What the source reported about one account.
   *
   * @param profile its profile as one X API v2 user object; empty when it was not shown
   * @param followers how many the profile counts, -1 when it gives no number
   * @param reason why it was not shown
   * @param shownAt the time it describes; empty for now
   */
  public record Found(
      ProfileState state,
      String userId,
      String profile,
      long followers,
      long following,
      String reason,
      Optional<Instant> shownAt) {

    /** An account that was not shown. */
    public static Found not(ProfileState state, String reason) {
      return new Found(state, "", "", -1, -1, reason, Optional.empty());
    }
  }
}
