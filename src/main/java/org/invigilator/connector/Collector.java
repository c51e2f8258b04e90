package org.invigilator.connector;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.invigilator.connector.Marks.Identity;
import org.invigilator.connector.Marks.Key;
import org.invigilator.connector.Marks.Trouble;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.invigilator.snapshot.Profile;
import org.invigilator.snapshot.Relation;
import tools.jackson.databind.json.JsonMapper;

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
    Marks marks,
    Calls calls,
    Sought sought,
    LocalDate night,
    Clock clock,
    Runnable stop,
    Runnable tick) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String STOPPED = "the collection stopped: ";
  private static final List<Part> ORDER =
      List.of(Part.POSTS, Part.MENTIONS, Part.FOLLOWING, Part.FOLLOWERS);

  /**
   * How a collection ended.
   *
   * @param whole how many accounts were read to the end of everything asked for
   * @param halted why nothing more could be had; empty when everything was tried
   */
  public record Result(int accounts, int whole, Optional<String> halted) {}

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
      identify(inTurn);
      for (Part part : ORDER) {
        for (Work work : inTurn) {
          if (work.parts().contains(part)) {
            tried.add(key(work, part));
            read(work, part, sweep);
            tick.run();
          }
        }
      }
    } catch (Refusal refusal) {
      halted = Optional.of(refusal.reason());
    }
    int whole = 0;
    for (Work work : works) {
      whole += capture(work, halted, tried) ? 1 : 0;
    }
    return new Result(works.size(), whole, halted);
  }

  /** Who has waited longest comes first, so that a cap never leaves out the same ones. */
  private LocalDate lastDone(Work work) {
    return work.parts().stream()
        .map(part -> marks.state(key(work, part)).done().map(Marks.Done::night))
        .map(done -> done.orElse(LocalDate.MIN))
        .min(Comparator.naturalOrder())
        .orElse(LocalDate.MIN);
  }

  private Key key(Work work, Part part) {
    return new Key(connector.platform(), work.account().id(), part);
  }

  private void identify(List<Work> works) throws Refusal {
    Map<Boolean, List<Connector.Wanted>> wanted = new TreeMap<>();
    for (Work work : works) {
      Optional<Identity> before = marks.identity(connector.platform(), work.account().id());
      boolean tonight =
          before
              .filter(b -> b.night().equals(night) && b.state() != ProfileState.UNREADABLE)
              .filter(b -> b.handle().equals(work.account().comparedHandle()))
              .isPresent();
      if (!tonight) {
        String id = number(work, before);
        wanted
            .computeIfAbsent(id.isEmpty(), k -> new ArrayList<>())
            .add(new Connector.Wanted(work.account().id(), id, work.account().handle()));
      }
    }
    Map<String, Work> byId = new HashMap<>();
    works.forEach(work -> byId.put(work.account().id(), work));
    for (List<Connector.Wanted> alike : wanted.values()) {
      for (int i = 0; i < alike.size(); i += connector.lookUpAtOnce()) {
        stop.run();
        lookUp(alike.subList(i, Math.min(alike.size(), i + connector.lookUpAtOnce())), byId);
      }
    }
    lookForTheirHandles(wanted.getOrDefault(false, List.of()), byId);
  }

  /**
   * Of accounts whose number is no longer there, who has the handle now: a stranger who took it is
   * told of by number and handle, and is not read.
   */
  private void lookForTheirHandles(List<Connector.Wanted> byNumber, Map<String, Work> works)
      throws Refusal {
    List<Connector.Wanted> gone =
        byNumber.stream()
            .filter(one -> !one.handle().isBlank())
            .filter(one -> identity(one).state() == ProfileState.NOT_FOUND)
            .map(one -> new Connector.Wanted(one.account(), "", one.handle()))
            .toList();
    for (int i = 0; i < gone.size(); i += connector.lookUpAtOnce()) {
      List<Connector.Wanted> batch =
          gone.subList(i, Math.min(gone.size(), i + connector.lookUpAtOnce()));
      Map<String, LookUp.Found> found;
      try {
        found = ask(batch);
      } catch (Refusal refusal) {
        if (refusal.kind() == Refusal.Kind.STOP) {
          throw refusal;
        }
        return;
      }
      for (Connector.Wanted one : batch) {
        LookUp.Found other = found.get(one.account());
        Identity identity = identity(one);
        if (other != null
            && !other.userId().isEmpty()
            && !other.userId().equals(identity.userId())) {
          String profile =
              JSON.writeValueAsString(
                  new TreeMap<>(Map.of("id", other.userId(), "username", one.handle())));
          new SnapshotFiles(Objects.requireNonNull(works.get(one.account())).folder())
              .write("profile.json", profile);
          marks.keep(connector.platform(), identity.taken(profile), false);
        }
      }
    }
  }

  private Identity identity(Connector.Wanted one) {
    return marks.identity(connector.platform(), one.account()).orElseThrow();
  }

  /** The number by which an account is looked up: the register's, or the one found before. */
  private static String number(Work work, Optional<Identity> before) {
    if (!work.account().userId().isEmpty()) {
      return work.account().userId();
    }
    return before
        .filter(b -> b.handle().equals(work.account().comparedHandle()))
        .map(Identity::userId)
        .orElse("");
  }

  private Map<String, LookUp.Found> ask(List<Connector.Wanted> batch) throws Refusal {
    return calls
        .make("look-up", new Bill(0, batch.size(), 0), () -> connector.lookUp(batch))
        .answers();
  }

  private void lookUp(List<Connector.Wanted> batch, Map<String, Work> works) throws Refusal {
    Map<String, LookUp.Found> answers = new LinkedHashMap<>();
    try {
      answers.putAll(ask(batch));
    } catch (Refusal refusal) {
      if (refusal.kind() == Refusal.Kind.STOP) {
        throw refusal;
      }
      if (refusal.kind() == Refusal.Kind.REJECTED && batch.size() > 1) {
        for (Connector.Wanted one : batch) {
          stop.run();
          lookUp(List.of(one), works);
        }
        return;
      }
      batch.forEach(
          one ->
              answers.put(
                  one.account(), LookUp.Found.not(ProfileState.UNREADABLE, refusal.reason())));
    }
    for (Connector.Wanted one : batch) {
      keep(
          Objects.requireNonNull(works.get(one.account())),
          one,
          answers.getOrDefault(
              one.account(),
              LookUp.Found.not(
                  ProfileState.UNREADABLE, connector.source() + " said nothing about it")));
    }
  }

  private void keep(Work work, Connector.Wanted asked, LookUp.Found found) {
    String account = work.account().id();
    Optional<Identity> before = marks.identity(connector.platform(), account);
    // Where nothing was found, what was known stays: the next look-up is held against it.
    boolean silent = found.userId().isEmpty() && asked.userId().isEmpty() && before.isPresent();
    String handle = silent ? before.get().handle() : work.account().comparedHandle();
    String id =
        silent ? before.get().userId() : found.userId().isEmpty() ? asked.userId() : found.userId();
    boolean another =
        before
            .filter(b -> !b.userId().isEmpty() && !id.isEmpty() && !b.userId().equals(id))
            .isPresent();
    SnapshotFiles files = new SnapshotFiles(work.folder());
    if (another) {
      files.clear();
    }
    if (!found.profile().isEmpty()) {
      files.write("profile.json", found.profile());
    }
    marks.keep(
        connector.platform(),
        new Identity(
            account,
            handle,
            id,
            night,
            found.shownAt().orElseGet(clock::instant),
            found.state(),
            found.reason(),
            found.profile(),
            found.followers(),
            found.following()),
        another);
  }

  private Optional<Identity> tonight(Work work) {
    return marks
        .identity(connector.platform(), work.account().id())
        .filter(i -> i.night().equals(night));
  }

  private PartReading reading(Work work, Identity identity, Part part) {
    Predicate<Relation> interesting = work.interest().of(Profile.of(identity.profile()));
    return new PartReading(this, work, identity, part, interesting);
  }

  private void read(Work work, Part part, boolean sweep) throws Refusal {
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
    } catch (Refusal refusal) {
      boolean stops = refusal.kind() == Refusal.Kind.STOP;
      reading.trouble(
          refusal.kind() == Refusal.Kind.UNREADABLE ? Extent.UNREADABLE : Extent.NOT_CAPTURED,
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
    SnapshotFiles files = new SnapshotFiles(work.folder());
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
    files.write("capture.json", captureJson(shown(known, outcomes), readings, outcomes));
    return (known.state() == ProfileState.FOUND || known.state() == ProfileState.PROTECTED)
        && outcomes.entrySet().stream()
            .filter(one -> readings.containsKey(one.getKey()))
            .map(one -> one.getValue().extent())
            .allMatch(extent -> extent == Extent.COMPLETE || extent == Extent.UNSUPPORTED);
  }

  /**
   * A protected account that shows everything to us is simply there; so is, under its handle, one
   * that was taken over.
   */
  private static Identity shown(Identity identity, Map<Part, Trouble> outcomes) {
    boolean shows =
        identity.isTaken()
            || (outcomes.values().stream().allMatch(o -> o.extent() != Extent.UNREADABLE)
                && identity.state() == ProfileState.PROTECTED);
    return !shows
        ? identity
        : new Identity(
            identity.account(),
            identity.handle(),
            identity.userId(),
            identity.night(),
            identity.lookedAt(),
            ProfileState.FOUND,
            identity.reason(),
            identity.profile(),
            identity.followers(),
            identity.following());
  }

  private String captureJson(
      Identity identity, Map<Part, PartReading> readings, Map<Part, Trouble> outcomes) {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, String> reasons = new TreeMap<>();
    Map<String, Object> read = new TreeMap<>();
    Instant at = identity.lookedAt();
    json.put("captured_at", at.toString());
    json.put("source", connector.source());
    json.put("profile", word(identity.state()));
    if (!identity.reason().isEmpty()) {
      reasons.put("profile", identity.reason());
    }
    outcomes.forEach(
        (part, outcome) -> {
          if (outcome.extent() != Extent.NOT_CAPTURED) {
            json.put(word(part), word(outcome.extent()));
          }
          if (!outcome.reason().isEmpty()) {
            reasons.put(word(part), outcome.reason());
          }
        });
    json.put(
        "alt_text",
        connector.capabilities().contains(Capability.ALT_TEXT) ? "complete" : "unsupported");
    readings.forEach(
        (part, reading) ->
            reading
                .done()
                .ifPresent(
                    done -> {
                      Map<String, Object> one = new LinkedHashMap<>();
                      one.put("items", done.items());
                      one.put("ended", done.night().toString());
                      done.swept().ifPresent(day -> one.put("in_full", day.toString()));
                      read.put(word(part), one);
                    }));
    json.put("read", read);
    json.put("reasons", reasons);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
