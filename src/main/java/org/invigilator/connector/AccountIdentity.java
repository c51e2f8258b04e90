package org.invigilator.connector;

import java.time.Instant;
import java.time.LocalDate;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who an account is, as its platform last reported.
 *
 * @param handle the handle in the register under which it was looked up
 */
record AccountIdentity(
    String account,
    String handle,
    String userId,
    LocalDate runDate,
    Instant lookedAt,
    ProfileState state,
    String reason,
    String profile,
    long followers,
    long following) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String UNCLAIMED =
      "neither its account number nor its handle exists any more";

  /** An account that could not be looked up in this run. */
  static AccountIdentity unreadable(Work work, LocalDate runDate, Instant now, String reason) {
    return new AccountIdentity(
        work.account().id(),
        work.account().comparedHandle(),
        "",
        runDate,
        now,
        ProfileState.UNREADABLE,
        reason,
        "",
        -1,
        -1);
  }

  /** The same account, no longer there, with the profile of whoever has its handle now. */
  AccountIdentity takenOver(String otherProfile) {
    return notFound(
        "the registered account no longer exists; this is who has its handle now", otherProfile);
  }

  /** The same account, no longer there, with a handle that is not in use. */
  AccountIdentity unclaimed() {
    return notFound(UNCLAIMED, "");
  }

  private AccountIdentity notFound(String why, String otherProfile) {
    return new AccountIdentity(
        account, handle, userId, runDate, lookedAt, state, why, otherProfile, -1, -1);
  }

  /** How many posts the profile counts; 0 where it gives no number. */
  long posts() {
    try {
      JsonNode counts = JSON.readTree(profile).path("public_metrics");
      return Math.max(counts.path("tweet_count").asLong(0), counts.path("post_count").asLong(0));
    } catch (JacksonException e) {
      return 0;
    }
  }

  boolean isReadable() {
    return state == ProfileState.FOUND || state == ProfileState.PROTECTED;
  }

  /** Whether its number no longer exists, and its handle was not yet looked up. */
  boolean needsHandleLookUp() {
    return state == ProfileState.NOT_FOUND
        && !userId.isEmpty()
        && profile.isEmpty()
        && !reason.equals(UNCLAIMED);
  }

  /** Whether it no longer exists and its handle belongs to someone else. */
  boolean isTakenOver() {
    return state == ProfileState.NOT_FOUND && !profile.isEmpty();
  }
}
