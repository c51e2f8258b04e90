package org.invigilator.connector;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.invigilator.snapshot.Profile;

/**
 * Collects from one source in one run: who the accounts are, then their posts, then the people
 * around them, then a capture for each account that states how much of it was read. One account
 * that cannot be read never stops the others.
 *
 * @param tick is run after each part of an account
 * @param stop is run between calls, and throws when the run is to stop
 */
public record Collector(
    Connector connector,
    Source settings,
    CursorStore cursors,
    RateLimitedClient client,
    WatchedHandles watched,
    LocalDate runDate,
    Clock clock,
    Runnable stop,
    Runnable tick) {
  private static final String STOPPED = "collection stopped: ";
  private static final List<Part> ORDER =
      List.of(Part.POSTS, Part.MENTIONS, Part.FOLLOWING, Part.FOLLOWERS);

  /**
   * How a collection ended.
   *
   * @param lacking the accounts that were not read completely
   * @param halted why the collection stopped early; empty when everything was tried
   */
  public record Result(int accounts, List<String> lacking, Optional<String> halted) {

    /** How many accounts were read completely. */
    public int whole() {
      return accounts - lacking.size();
    }
  }

  /**
   * Collects. What was already read for this run date is not requested again.
   *
   * @param sweep whether everything is to be read in full, due or not
   */
  public Result collect(List<Work> works, boolean sweep) {
    List<Work> inTurn =
        works.stream()
            .sorted(Comparator.comparing(this::lastRead).thenComparing(w -> w.account().id()))
            .toList();
    Optional<String> halted = Optional.empty();
    Set<PartKey> tried = new HashSet<>();
    try {
      new Identities(this).find(inTurn);
      for (Part part : ORDER) {
        for (Work work : inTurn) {
          if (work.parts().contains(part)) {
            tried.add(key(work, part));
            read(work, part, sweep);
            tick.run();
          }
        }
      }
    } catch (ApiFailure failure) {
      halted = Optional.of(failure.reason());
    }
    List<String> lacking = new ArrayList<>();
    for (Work work : works) {
      if (!writeCapture(work, halted, tried)) {
        lacking.add(work.account().id());
      }
    }
    return new Result(
        works.size(),
        lacking,
        halted.or(() -> whyNoneReadable(works)).or(() -> whyNoneHas(works, tried)));
  }

  /**
   * Looks up who the accounts are and what they count, and reads nothing else. Those that were
   * looked up for this run date already are not asked for again.
   */
  public Result lookUp(List<Work> works) {
    Optional<String> halted = Optional.empty();
    try {
      new Identities(this).find(works);
    } catch (ApiFailure failure) {
      halted = Optional.of(failure.reason());
    }
    List<String> lacking =
        works.stream()
            .filter(
                work ->
                    identity(work)
                        .filter(known -> known.state() != ProfileState.UNREADABLE)
                        .isEmpty())
            .map(work -> work.account().id())
            .toList();
    return new Result(works.size(), lacking, halted.or(() -> whyNoneReadable(works)));
  }

  /** Why not one account could be looked up; empty when at least one was. */
  private Optional<String> whyNoneReadable(List<Work> works) {
    List<AccountIdentity> all = works.stream().flatMap(work -> identity(work).stream()).toList();
    return all.stream().allMatch(i -> i.state() == ProfileState.UNREADABLE)
        ? all.stream().findFirst().map(AccountIdentity::reason)
        : Optional.empty();
  }

  /** Why one part could be read of no account; empty otherwise. */
  private Optional<String> whyNoneHas(List<Work> works, Set<PartKey> tried) {
    for (Part part : ORDER) {
      List<Optional<PartOutcome>> failures =
          works.stream()
              .filter(work -> tried.contains(key(work, part)))
              .flatMap(
                  work ->
                      identity(work).filter(AccountIdentity::isReadable).stream()
                          .map(known -> reading(work, known, part).failure()))
              .toList();
      // Of a single account a part may be closed to us for good; its posts are asked for again.
      boolean isOfAll =
          failures.size() > 1
              || (part == Part.POSTS
                  && failures.stream()
                      .flatMap(Optional::stream)
                      .anyMatch(one -> one.extent() == Extent.NOT_CAPTURED));
      boolean isNone =
          isOfAll
              && failures.stream().allMatch(one -> one.isPresent() && one.equals(failures.get(0)));
      if (isNone) {
        return Optional.of(
            "the "
                + part.name().toLowerCase(Locale.ROOT)
                + " of no account could be read: "
                + failures.get(0).map(PartOutcome::reason).orElse(""));
      }
    }
    return Optional.empty();
  }

  /** The account that has waited longest comes first, so that a cap never skips the same ones. */
  private LocalDate lastRead(Work work) {
    return work.parts().stream()
        .map(part -> cursors.state(key(work, part)).completed().map(CompletedReading::runDate))
        .map(date -> date.orElse(LocalDate.MIN))
        .min(Comparator.naturalOrder())
        .orElse(LocalDate.MIN);
  }

  private PartKey key(Work work, Part part) {
    return new PartKey(connector.platform(), work.account().id(), part);
  }

  /** Who an account is, if it was looked up for this run date. */
  private Optional<AccountIdentity> identity(Work work) {
    return cursors
        .identity(connector.platform(), work.account().id())
        .filter(i -> i.runDate().equals(runDate));
  }

  private PartReading reading(Work work, AccountIdentity identity, Part part) {
    return new PartReading(
        this, work, identity, part, work.interest().of(Profile.of(identity.profile())));
  }

  private void read(Work work, Part part, boolean sweep) throws ApiFailure {
    AccountIdentity identity = identity(work).orElseThrow();
    if (!Capability.includes(connector.capabilities(), part)) {
      return;
    }
    PartReading reading = reading(work, identity, part);
    if (!identity.isReadable()) {
      reading.fail(Extent.UNREADABLE, whyUnreadable(identity));
      return;
    }
    try {
      reading.read(sweep);
    } catch (ApiFailure failure) {
      boolean stops = failure.kind() == ApiFailure.Kind.STOP;
      reading.fail(
          failure.mayPass() ? Extent.NOT_CAPTURED : Extent.UNREADABLE,
          stops ? STOPPED + failure.reason() : failure.reason());
      if (stops) {
        throw failure;
      }
    }
  }

  private static String whyUnreadable(AccountIdentity identity) {
    return switch (identity.state()) {
      case SUSPENDED -> "the account is suspended";
      case NOT_FOUND ->
          identity.isTakenOver()
              ? "the account was not found; its handle now belongs to someone else and was not read"
              : "the account was not found";
      default -> "the account could not be looked up: " + identity.reason();
    };
  }

  /** Writes how much of an account was read; returns whether that is everything needed. */
  private boolean writeCapture(Work work, Optional<String> halted, Set<PartKey> tried) {
    String stopped = halted.map(STOPPED::concat).orElse("");
    AccountIdentity identity =
        identity(work)
            .orElseGet(() -> AccountIdentity.unreadable(work, runDate, clock.instant(), stopped));
    Map<Part, CompletedReading> completed = new EnumMap<>(Part.class);
    Map<Part, PartOutcome> outcomes = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      if (work.parts().contains(part)) {
        PartReading reading = reading(work, identity, part);
        if (!stopped.isEmpty() && !tried.contains(key(work, part))) {
          reading.fail(Extent.NOT_CAPTURED, stopped);
        }
        outcomes.put(part, reading.outcome());
        reading.completed().ifPresent(c -> completed.put(part, c));
      } else {
        outcomes.put(
            part, new PartOutcome(Extent.NOT_CAPTURED, "no check of this account needs it"));
      }
    }
    new SnapshotFiles(work.folder())
        .write("capture.json", CaptureJson.of(connector, identity, outcomes, completed));
    return identity.isReadable()
        && outcomes.entrySet().stream()
            .filter(one -> work.parts().contains(one.getKey()))
            .map(one -> one.getValue().extent())
            .allMatch(extent -> extent == Extent.COMPLETE || extent == Extent.UNSUPPORTED);
  }
}
