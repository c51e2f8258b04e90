package org.invigilator.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * When the saved copy of an account was made, and how much of the account is in it.
 *
 * @param profileReason why the profile could not be read, if known
 * @param showsAltText whether the source provides alternative texts of pictures
 */
public record Capture(
    Optional<Instant> capturedAt,
    ProfileState profile,
    Map<Part, PartState> parts,
    boolean showsAltText,
    String profileReason) {

  /** The reply of the platform when the account was requested. */
  public enum ProfileState {
    FOUND,
    PROTECTED,
    SUSPENDED,
    NOT_FOUND,
    UNREADABLE,
    /** Not requested. */
    NOT_CAPTURED
  }

  /** The parts that are read in addition to the profile. */
  public enum Part {
    POSTS,
    FOLLOWERS,
    FOLLOWING,
    MENTIONS
  }

  /** How much of a part was read. */
  public enum Extent {
    COMPLETE,
    PARTIAL,
    UNREADABLE,
    UNSUPPORTED,
    NOT_CAPTURED
  }

  /** How much of a part was read and, if it is incomplete, why. */
  public record PartState(Extent extent, String reason) {
    public boolean canBeRead() {
      return extent == Extent.COMPLETE || extent == Extent.PARTIAL;
    }
  }

  /** The same capture with its reasons changed, which whoever made it may have written. */
  public Capture withReasons(UnaryOperator<String> safe) {
    Map<Part, PartState> changed = new java.util.EnumMap<>(Part.class);
    parts.forEach(
        (part, state) ->
            changed.put(part, new PartState(state.extent(), safe.apply(state.reason()))));
    return new Capture(capturedAt, profile, changed, showsAltText, safe.apply(profileReason));
  }

  /** An account without a saved copy. */
  public static Capture nothing(String reason) {
    Map<Part, PartState> parts = new java.util.EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, new PartState(Extent.NOT_CAPTURED, reason));
    }
    return new Capture(Optional.empty(), ProfileState.NOT_CAPTURED, parts, true, "");
  }

  /** A complete copy, made at a moment. */
  public static Capture whole(Instant at) {
    Map<Part, PartState> parts = new java.util.EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, new PartState(Extent.COMPLETE, ""));
    }
    return new Capture(Optional.of(at), ProfileState.FOUND, parts, true, "");
  }

  public PartState part(Part part) {
    return parts.getOrDefault(
        part, new PartState(Extent.NOT_CAPTURED, "it is not in the saved copy"));
  }

  /** Whether there is no copy of the account at all. */
  public boolean isNothing() {
    return capturedAt.isEmpty() && profile == ProfileState.NOT_CAPTURED;
  }
}
