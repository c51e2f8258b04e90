package org.invigilator.connector;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.invigilator.snapshot.Profile;
import tools.jackson.databind.json.JsonMapper;

/** What the next collection of one account would have to read, given what was read before. */
public final class Forecast {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final LocalDate runDate;
  private final Source source;
  private final Optional<AccountIdentity> identity;
  private final Map<Part, PartState> states = new EnumMap<>(Part.class);

  private Forecast(LocalDate runDate, Source source, Optional<AccountIdentity> identity) {
    this.runDate = runDate;
    this.source = source;
    this.identity = identity;
  }

  /** The forecast of an account for a run date. */
  public static Forecast of(
      CursorStore cursors, Source source, String platform, Work work, LocalDate runDate) {
    String account = work.account().id();
    Forecast forecast = new Forecast(runDate, source, cursors.identity(platform, account));
    work.parts()
        .forEach(
            part -> forecast.states.put(part, cursors.state(new PartKey(platform, account, part))));
    return forecast;
  }

  private Optional<CompletedReading> completed(Part part) {
    return Optional.ofNullable(states.get(part)).flatMap(PartState::completed);
  }

  /** Whether the account existed when it was last looked up; one never looked up may exist. */
  public boolean isThere() {
    return identity
        .map(i -> i.state() != ProfileState.NOT_FOUND && i.state() != ProfileState.SUSPENDED)
        .orElse(true);
  }

  /** Whether it was already looked up for the run date. */
  public boolean isLookedUp() {
    return identity.map(i -> i.runDate().equals(runDate)).orElse(false);
  }

  /** How many followers or followed the profile last counted; -1 when it was never looked up. */
  public long people(Part part) {
    return identity.map(i -> part == Part.FOLLOWERS ? i.followers() : i.following()).orElse(-1L);
  }

  /**
   * How many posts the account has made a day since it was opened; -1 when its profile does not
   * say.
   */
  public double postsADay() {
    Optional<Instant> opened =
        identity.flatMap(i -> Profile.of(i.profile())).flatMap(Profile::createdAt);
    long posts =
        identity
            .filter(i -> opened.isPresent())
            .map(i -> JSON.readTree(i.profile()).path("public_metrics").path("tweet_count"))
            .map(count -> count.asLong(-1))
            .orElse(-1L);
    return posts < 0
        ? -1
        : posts
            / (double)
                Math.max(
                    1, ChronoUnit.DAYS.between(opened.get(), runDate.atStartOfDay(ZoneOffset.UTC)));
  }

  /** Whether a part is to be read in full. */
  public boolean isSweep(Part part) {
    return completed(part).map(c -> SweepSchedule.isDue(c, part, source, runDate)).orElse(true);
  }

  /** For how many days it was not read; 0 when it is already read for the run date. */
  public long days(Part part) {
    return completed(part)
        .map(c -> Math.max(0, runDate.toEpochDay() - c.runDate().toEpochDay()))
        .orElse(1L);
  }
}
