package org.invigilator.connector;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;

/**
 * What the next collection of one account would have to read, from the marks of the earlier ones.
 */
public final class Forecast {
  private final LocalDate night;
  private final Source source;
  private final Optional<CursorStore.Identity> identity;
  private final Map<Part, CursorStore.State> states = new EnumMap<>(Part.class);

  private Forecast(LocalDate night, Source source, Optional<CursorStore.Identity> identity) {
    this.night = night;
    this.source = source;
    this.identity = identity;
  }

  /** The outlook of an account for a night. */
  public static Forecast of(
      CursorStore marks, Source source, String platform, Work work, LocalDate night) {
    Forecast outlook = new Forecast(night, source, marks.identity(platform, work.account().id()));
    work.parts()
        .forEach(
            part ->
                outlook.states.put(
                    part, marks.state(new CursorStore.Key(platform, work.account().id(), part))));
    return outlook;
  }

  private Optional<CursorStore.Done> done(Part part) {
    return Optional.ofNullable(states.get(part)).flatMap(CursorStore.State::done);
  }

  /** Whether the account was there when last looked up; one that nobody looked up may be. */
  public boolean isThere() {
    return identity
        .map(i -> i.state() != ProfileState.NOT_FOUND && i.state() != ProfileState.SUSPENDED)
        .orElse(true);
  }

  /** Whether it was looked up tonight. */
  public boolean isLookedUp() {
    return identity.map(i -> i.night().equals(night)).orElse(false);
  }

  /** How many follow, or are followed, as the profile last said; -1 when nobody has looked. */
  public long people(Part part) {
    return identity.map(i -> part == Part.FOLLOWERS ? i.followers() : i.following()).orElse(-1L);
  }

  /** Whether a part is to be read in full. */
  public boolean isSweep(Part part) {
    return done(part).map(d -> PartReading.isSweepDue(d, part, source, night)).orElse(true);
  }

  /** For how many nights nobody has looked; 0 when tonight is done. */
  public long nights(Part part) {
    return done(part).map(d -> Math.max(0, night.toEpochDay() - d.night().toEpochDay())).orElse(1L);
  }
}
