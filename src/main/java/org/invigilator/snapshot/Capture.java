package org.invigilator.snapshot;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * When the saved copy of an account was made, and how much of the account is in it.
 *
 * @param profileReason why the profile could not be read, if known
 * @param shown the fields of posts that the source shows; empty where the copy does not list them,
 *     and all that X shows is expected
 */
public record Capture(
    Optional<Instant> capturedAt,
    ProfileState profile,
    Map<Part, PartState> parts,
    Optional<Set<Field>> shown,
    String profileReason) {

  /** What a source may show of a post; what it does not show is not known, and never none. */
  public enum Field {
    TEXT,
    MEDIA,
    ALT_TEXT,
    /** The people who are tagged on a picture. */
    TAGS,
    /** The accounts that the text names. */
    MENTIONS,
    /** Whom a reply replies to. */
    REPLY_TARGETS,
    /** Whose post is reposted or quoted. */
    REPOSTS,
    /** The app that published it. */
    CLIENT,
    EDIT_HISTORY,
    /** The platform's own ids. */
    IDS,
    /** The public addresses of the posts, and so what the public sees of the account. */
    PERMALINKS,
    /** How many replies and quotations there are. */
    COUNTS,
    REACH,
    /** A place that is attached. */
    PLACE;

    /** Its name in {@code capture.json}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The field of a name; empty for one that this version does not know. */
    public static Optional<Field> of(String word) {
      return Stream.of(values()).filter(f -> f.word().equals(word)).findFirst();
    }
  }

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
    return new Capture(capturedAt, profile, changed, shown, safe.apply(profileReason));
  }

  /** The same capture, of which nothing that is missing proves anything. */
  public Capture inPart(String reason) {
    Map<Part, PartState> changed = new java.util.EnumMap<>(Part.class);
    parts.forEach(
        (part, state) ->
            changed.put(
                part,
                state.extent() == Extent.COMPLETE ? new PartState(Extent.PARTIAL, reason) : state));
    return new Capture(capturedAt, profile, changed, shown, profileReason);
  }

  /** An account without a saved copy. */
  public static Capture nothing(String reason) {
    Map<Part, PartState> parts = new java.util.EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, new PartState(Extent.NOT_CAPTURED, reason));
    }
    return new Capture(Optional.empty(), ProfileState.NOT_CAPTURED, parts, Optional.empty(), "");
  }

  /** A complete copy, made at a moment. */
  public static Capture whole(Instant at) {
    Map<Part, PartState> parts = new java.util.EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, new PartState(Extent.COMPLETE, ""));
    }
    return new Capture(Optional.of(at), ProfileState.FOUND, parts, Optional.empty(), "");
  }

  public PartState part(Part part) {
    return parts.getOrDefault(
        part, new PartState(Extent.NOT_CAPTURED, "it is not in the saved copy"));
  }

  /** Whether the source shows a field of posts; one that lists no fields is taken to show all. */
  public boolean shows(Field field) {
    return shown.isEmpty() || shown.get().contains(field);
  }

  /** Whether there is no copy of the account at all. */
  public boolean isNothing() {
    return capturedAt.isEmpty() && profile == ProfileState.NOT_CAPTURED;
  }
}
