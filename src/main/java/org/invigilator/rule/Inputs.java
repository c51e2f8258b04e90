package org.invigilator.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.Register;
import org.invigilator.register.Registers;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.PartState;
import org.invigilator.snapshot.Capture.ProfileState;

/**
 * Which inputs of the rules could be read, and why not where they could not.
 *
 * @param states by the input's name in the catalogue
 */
public record Inputs(Map<String, State> states) {

  /**
   * The state of one input.
   *
   * @param captured whether it is seen on the platform, rather than kept by the trust
   */
  public record State(Level level, String reason, boolean captured) {}

  /** How much of an input there is. */
  public enum Level {
    WHOLE,
    /**
     * Read, but not all of it or not fresh: what was found stands, what was not found proves
     * nothing.
     */
    PART,
    MISSING
  }

  private static final Set<String> CAPTURED =
      Set.of("profile", "posts", "followers", "following", "mentions", "alt_text");

  /** A trust has pupils and people; a register without any was not filled. */
  private static final Set<Register> NEVER_EMPTY = Set.of(Register.PUPILS, Register.PEOPLE);

  static final State WHOLE = new State(Level.WHOLE, "", false);

  /** The registers, as far as the audit date is concerned. */
  public static Inputs ofRegisters(Registers registers, Instant now, int maxAgeDays) {
    Map<String, State> states = new LinkedHashMap<>();
    for (Register register : Register.values()) {
      String name = register.fileName();
      Registers.Source source = registers.present().get(register);
      if (source == null) {
        states.put(name, new State(Level.MISSING, "there is no " + name + " register", false));
      } else if (source.rows() == 0 && NEVER_EMPTY.contains(register)) {
        states.put(name, new State(Level.MISSING, "the " + name + " register has no rows", false));
      } else {
        long days = Duration.between(source.loadedAt(), now).toDays();
        states.put(
            name,
            register.isLiving() && days > maxAgeDays
                ? new State(Level.PART, "the " + name + " register is " + days + " days old", false)
                : WHOLE);
      }
    }
    return new Inputs(states);
  }

  /** These inputs and what was captured of one account. */
  Inputs with(Capture capture, boolean hasProfile, Instant now, int maxAgeHours) {
    Map<String, State> all = new LinkedHashMap<>(states);
    if (capture.isNothing()) {
      State none = new State(Level.MISSING, capture.part(Part.POSTS).reason(), true);
      all.put("profile", none);
      for (Part part : Part.values()) {
        all.put(part.name().toLowerCase(Locale.ROOT), none);
      }
      all.put("alt_text", none);
      all.put("captures", WHOLE);
      return new Inputs(all);
    }
    Optional<String> stale =
        capture.capturedAt().flatMap(at -> stale(Duration.between(at, now).toHours(), maxAgeHours));
    all.put("profile", profile(capture, hasProfile, stale));
    for (Part part : Part.values()) {
      String name = part.name().toLowerCase(Locale.ROOT);
      all.put(name, part(name, capture.part(part), stale));
    }
    all.put("alt_text", altText(capture));
    all.put("captures", WHOLE);
    return new Inputs(all);
  }

  private static State altText(Capture capture) {
    return capture.showsAltText() || !capture.part(Part.POSTS).canBeRead()
        ? new State(Level.WHOLE, "", true)
        : new State(Level.PART, "texts of pictures: the source does not show them", true);
  }

  /**
   * Why a capture so many hours before the audit date began proves nothing; one long after it shows
   * another day.
   */
  private static Optional<String> stale(long hours, int maxAgeHours) {
    if (hours >= -24 - maxAgeHours && hours <= maxAgeHours) {
      return Optional.empty();
    }
    long far = Math.abs(hours);
    return Optional.of(
        "captured "
            + (far < 72 ? far + " hours" : far / 24 + " days")
            + (hours > 0 ? " before" : " after")
            + " the audit");
  }

  private static State profile(Capture capture, boolean hasProfile, Optional<String> stale) {
    ProfileState state = capture.profile();
    if (state == ProfileState.NOT_CAPTURED || state == ProfileState.UNREADABLE) {
      return new State(
          Level.MISSING,
          state == ProfileState.UNREADABLE
              ? "profile: "
                  + (capture.profileReason().isEmpty()
                      ? "the platform would not show it"
                      : capture.profileReason())
              : "profile: it was not captured",
          true);
    }
    if (state == ProfileState.FOUND && !hasProfile) {
      return new State(Level.MISSING, "profile: the file is not there or cannot be read", true);
    }
    return stale
        .map(s -> new State(Level.PART, "profile: " + s, true))
        .orElse(new State(Level.WHOLE, "", true));
  }

  private static State part(String name, PartState part, Optional<String> stale) {
    if (!part.canBeRead()) {
      return new State(Level.MISSING, name + ": " + part.reason(), true);
    }
    if (part.extent() == Extent.PARTIAL) {
      return new State(Level.PART, name + ": " + part.reason(), true);
    }
    return stale
        .map(s -> new State(Level.PART, name + ": " + s, true))
        .orElse(new State(Level.WHOLE, "", true));
  }

  /** The same inputs with one of them found damaged while it was read. */
  Inputs damaged(String input, String reason) {
    Map<String, State> all = new LinkedHashMap<>(states);
    all.put(input, new State(Level.PART, reason, true));
    return new Inputs(all);
  }

  State state(String input) {
    State state = states.get(input);
    if (state == null) {
      throw new IllegalStateException("The catalogue names an input that nobody reads: " + input);
    }
    return state;
  }

  /** Where the trust as a whole is judged, what is seen of accounts is the accounts' own matter. */
  private boolean isMine(String input) {
    return states.containsKey("posts") || !CAPTURED.contains(input);
  }

  /** The inputs a rule cannot do without and that are missing. */
  List<State> missing(RuleInfo info) {
    return info.inputs().stream()
        .filter(i -> !i.endsWith("?") && isMine(i))
        .map(this::state)
        .filter(s -> s.level() == Level.MISSING)
        .toList();
  }

  /** The inputs of a rule of which not all is there, so that finding nothing proves nothing. */
  List<State> lacking(RuleInfo info) {
    return info.inputs().stream()
        .map(i -> i.replace("?", ""))
        .filter(this::isMine)
        .map(this::state)
        .filter(s -> s.level() != Level.WHOLE)
        .toList();
  }
}
