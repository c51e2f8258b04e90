package org.invigilator.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** When an account was looked at, and how much of it could be seen. */
public record Capture(
    Optional<Instant> capturedAt, ProfileState profile, Map<Part, PartState> parts) {

  /** What the platform answered when asked for the account. */
  public enum ProfileState {
    FOUND,
    PROTECTED,
    SUSPENDED,
    NOT_FOUND,
    UNREADABLE,
    /** Nobody asked. */
    NOT_CAPTURED
  }

  /** What was asked for beside the profile. */
  public enum Part {
    POSTS,
    FOLLOWERS,
    FOLLOWING,
    MENTIONS
  }

  /** How much of a part came. */
  public enum Extent {
    COMPLETE,
    PARTIAL,
    UNREADABLE,
    UNSUPPORTED,
    NOT_CAPTURED
  }

  /** How much of a part came and, where it was not all, why. */
  public record PartState(Extent extent, String reason) {
    public boolean canBeRead() {
      return extent == Extent.COMPLETE || extent == Extent.PARTIAL;
    }
  }

  /** An account that nobody looked at. */
  public static Capture nothing(String reason) {
    Map<Part, PartState> parts = new java.util.EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, new PartState(Extent.NOT_CAPTURED, reason));
    }
    return new Capture(Optional.empty(), ProfileState.NOT_CAPTURED, parts);
  }

  public PartState part(Part part) {
    return parts.getOrDefault(part, new PartState(Extent.NOT_CAPTURED, "it was not captured"));
  }

  /** Whether nobody looked at the account at all. */
  public boolean isNothing() {
    return capturedAt.isEmpty() && profile == ProfileState.NOT_CAPTURED;
  }
}
