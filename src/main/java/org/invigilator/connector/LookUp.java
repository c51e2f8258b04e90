package org.invigilator.connector;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.invigilator.snapshot.Capture.ProfileState;

/**
 * Who accounts are, by their id in the register; one that is not among the answers was passed over
 * in silence, which is not the same as being gone.
 */
public record LookUp(Map<String, Found> answers, Bill bill, Optional<Limit> limit)
    implements Answer {

  /**
   * What was said of one account.
   *
   * @param profile its profile as one X API v2 user object; empty when it was not shown
   * @param followers how many the profile counts, -1 when it does not say
   * @param reason why it was not shown
   * @param shownAt when it was as it is shown; empty for now
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
