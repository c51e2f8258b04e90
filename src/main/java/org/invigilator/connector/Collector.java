package org.invigilator.connector;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.connector.CursorStore.Identity;
import org.invigilator.connector.CursorStore.Key;
import org.invigilator.connector.CursorStore.Trouble;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.invigilator.snapshot.Profile;

/**
 * One night's collection from one source: who the accounts are, then their posts, then the people
 * around them, then one capture for each that says how much of it came. One account that cannot be
 * read never stops the others.
 *
 * @param tick is run after each part of an account
 * @param stop is run between calls, and throws when the run is to stop
 */
public record Collector(
    Connector connector,
    Source settings,
    CursorStore marks,
    RateLimitedClient calls,
    WatchedHandles sought,
    LocalDate night,
    Clock clock,
    Runnable stop,
    Runnable tick) {
  private static final String STOPPED = "the collection stopped: ";
  private static final List<Part> ORDER =
      List.of(Part.POSTS, Part.MENTIONS, Part.FOLLOWING, Part.FOLLOWERS);

  /**
   * How a collection ended.
   *
   * @param lacking the accounts that were not read to the end of everything asked for
   * @param halted why nothing more could be had; empty when everything was tried
   */
  public record Result(int accounts, List<String> lacking, Optional<String> halted) {

    /** How many accounts were read to the end of everything asked for. */
    public int whole() {
      return accounts - lacking.size();
    }
  }

  /**
   * Collects. What was already read for this night is not asked for again.
   *
   * @param sweep whether everything is to be read in full, due or not
   */
  public Result collect(List<Work> works, boolean sweep) {
    List<Work> inTurn =
        works.stream()
            .sorted(Comparator.comparing(this::lastDone).thenComparing(w -> w.account().id()))
            .toList();
    Optional<String> halted = Optional.empty();
    Set<Key> tried = new HashSet<>();
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
    } catch (ApiFailure refusal) {
      halted = Optional.of(refusal.reason());
    }
    List<String> lacking = new ArrayList<>();
    for (Work work : works) {
      if (!capture(work, halted, tried)) {
        lacking.add(work.account().id());
      }
    }
    return new Result(works.size(), lacking, halted.or(() -> silence(works)));
  }

  /** Why nobody at all could be looked up; empty when somebody was. */
  private Optional<String> silence(List<Work> works) {
    List<Identity> all = works.stream().flatMap(work -> tonight(work).stream()).toList();
    return all.stream().allMatch(i -> i.state() == ProfileState.UNREADABLE)
        ? all.stream().findFirst().map(Identity::reason)
        : Optional.empty();
  }

  /** Who has waited longest comes first, so that a cap never leaves out the same ones. */
  private LocalDate lastDone(Work work) {
    return work.parts().stream()
        .map(part -> marks.state(key(work, part)).done().map(CursorStore.Done::night))
        .map(done -> done.orElse(LocalDate.MIN))
        .min(Comparator.naturalOrder())
        .orElse(LocalDate.MIN);
  }

  private Key key(Work work, Part part) {
    return new Key(connector.platform(), work.account().id(), part);
  }

  private Optional<Identity> tonight(Work work) {
    return marks
        .identity(connector.platform(), work.account().id())
        .filter(i -> i.night().equals(night));
  }

  private PartReading reading(Work work, Identity identity, Part part) {
    return new PartReading(
        this, work, identity, part, work.interest().of(Profile.of(identity.profile())));
  }

  private void read(Work work, Part part, boolean sweep) throws ApiFailure {
    Identity identity = tonight(work).orElseThrow();
    if (!Capability.shows(connector.capabilities(), part)) {
      return;
    }
    PartReading reading = reading(work, identity, part);
    if (identity.state() != ProfileState.FOUND && identity.state() != ProfileState.PROTECTED) {
      reading.trouble(Extent.UNREADABLE, said(identity));
      return;
    }
    try {
      reading.read(sweep);
    } catch (ApiFailure refusal) {
      boolean stops = refusal.kind() == ApiFailure.Kind.STOP;
      reading.trouble(
          refusal.kind() == ApiFailure.Kind.UNREADABLE ? Extent.UNREADABLE : Extent.NOT_CAPTURED,
          stops ? STOPPED + refusal.reason() : refusal.reason());
      if (stops) {
        throw refusal;
      }
    }
  }

  private static String said(Identity identity) {
    return switch (identity.state()) {
      case SUSPENDED -> "the account is suspended";
      case NOT_FOUND ->
          identity.isTaken()
              ? "the account was not found, and its handle is another's, who is not read"
              : "the account was not found";
      default -> "the account could not be looked up: " + identity.reason();
    };
  }

  /** Says how much of an account came; whether it was everything that was asked for. */
  private boolean capture(Work work, Optional<String> halted, Set<Key> tried) {
    Optional<Identity> identity = tonight(work);
    String stopped = halted.map(STOPPED::concat).orElse("");
    Identity known =
        identity.orElseGet(
            () ->
                new Identity(
                    work.account().id(),
                    work.account().comparedHandle(),
                    "",
                    night,
                    clock.instant(),
                    ProfileState.UNREADABLE,
                    stopped,
                    "",
                    -1,
                    -1));
    Map<Part, PartReading> readings = new EnumMap<>(Part.class);
    Map<Part, Trouble> outcomes = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      if (work.parts().contains(part)) {
        PartReading reading = reading(work, known, part);
        if (!stopped.isEmpty() && !tried.contains(key(work, part))) {
          reading.trouble(Extent.NOT_CAPTURED, stopped);
        }
        readings.put(part, reading);
        outcomes.put(part, reading.outcome());
      } else {
        outcomes.put(
            part, new Trouble(Extent.NOT_CAPTURED, "no rule that binds the account needs it"));
      }
    }
    Map<Part, CursorStore.Done> done = new EnumMap<>(Part.class);
    readings.forEach((part, reading) -> reading.done().ifPresent(d -> done.put(part, d)));
    new SnapshotFiles(work.folder())
        .write("capture.json", CaptureJson.of(connector, known, outcomes, done));
    return (known.state() == ProfileState.FOUND || known.state() == ProfileState.PROTECTED)
        && outcomes.entrySet().stream()
            .filter(one -> readings.containsKey(one.getKey()))
            .map(one -> one.getValue().extent())
            .allMatch(extent -> extent == Extent.COMPLETE || extent == Extent.UNSUPPORTED);
  }
}
