package org.invigilator.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When an account was looked at, and how much of it could be seen.
 *
 * @param profileReason why the profile could not be read, as far as it was noted
 * @param showsAltText whether the source shows the texts of pictures at all
 */
public record Capture(
    Optional<Instant> capturedAt,
    ProfileState profile,
    Map<Part, PartState> parts,
    boolean showsAltText,
    String profileReason) {

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
    return new Capture(Optional.empty(), ProfileState.NOT_CAPTURED, parts, true, "");
  }

  /** A capture of everything there is, at a moment. */
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

  /** Whether nobody looked at the account at all. */
  public boolean isNothing() {
    return capturedAt.isEmpty() && profile == ProfileState.NOT_CAPTURED;
  }
}
