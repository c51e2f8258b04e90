package org.invigilator.connector;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.connector.CursorStore.Identity;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out who the accounts are: by the handle of the register once, by the platform's number ever
 * after.
 */
final class Identities {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Connector connector;
  private final CursorStore marks;
  private final RateLimitedClient calls;
  private final LocalDate night;
  private final Clock clock;
  private final Runnable stop;

  Identities(Collector collector) {
    this.connector = collector.connector();
    this.marks = collector.marks();
    this.calls = collector.calls();
    this.night = collector.night();
    this.clock = collector.clock();
    this.stop = collector.stop();
  }

  /**
   * Looks up every account that was not looked up tonight.
   *
   * @throws ApiFailure when nothing more can be had tonight
   */
  void find(List<Work> works) throws ApiFailure {
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
    lookForTheirHandles(byId);
  }

  /**
   * Of accounts whose number is no longer there, who has the handle now: a stranger who took it is
   * told of by number and handle, and is not read.
   */
  private void lookForTheirHandles(Map<String, Work> works) throws ApiFailure {
    List<Connector.Wanted> gone =
        works.values().stream()
            .map(work -> new Connector.Wanted(work.account().id(), "", work.account().handle()))
            .filter(one -> !one.handle().isBlank() && identity(one).isGoneByNumber())
            .sorted(Comparator.comparing(Connector.Wanted::account))
            .toList();
    for (int i = 0; i < gone.size(); i += connector.lookUpAtOnce()) {
      List<Connector.Wanted> batch =
          gone.subList(i, Math.min(gone.size(), i + connector.lookUpAtOnce()));
      Map<String, LookUp.Found> found;
      try {
        found = ask(batch);
      } catch (ApiFailure refusal) {
        if (refusal.kind() == ApiFailure.Kind.STOP) {
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
        } else {
          marks.keep(connector.platform(), identity.unclaimed(), false);
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

  private Map<String, LookUp.Found> ask(List<Connector.Wanted> batch) throws ApiFailure {
    return calls
        .make("look-up", new Bill(0, batch.size(), 0), () -> connector.lookUp(batch))
        .answers();
  }

  private void lookUp(List<Connector.Wanted> batch, Map<String, Work> works) throws ApiFailure {
    Map<String, LookUp.Found> answers = new LinkedHashMap<>();
    try {
      answers.putAll(ask(batch));
    } catch (ApiFailure refusal) {
      if (refusal.kind() == ApiFailure.Kind.STOP) {
        throw refusal;
      }
      if (refusal.kind() == ApiFailure.Kind.REJECTED && batch.size() > 1) {
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
}
