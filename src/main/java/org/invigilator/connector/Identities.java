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
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out who the accounts are: first by the handle in the register, afterwards by the platform's
 * number.
 */
final class Identities {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Connector connector;
  private final CursorStore cursors;
  private final RateLimitedClient client;
  private final LocalDate runDate;
  private final Clock clock;
  private final Runnable stop;

  Identities(Collector collector) {
    this.connector = collector.connector();
    this.cursors = collector.cursors();
    this.client = collector.client();
    this.runDate = collector.runDate();
    this.clock = collector.clock();
    this.stop = collector.stop();
  }

  /**
   * Looks up every account that was not yet looked up for this run date.
   *
   * @throws ApiFailure when nothing more can be read in this run
   */
  void find(List<Work> works) throws ApiFailure {
    Map<Boolean, List<Connector.Query>> queries = new TreeMap<>();
    for (Work work : works) {
      Optional<AccountIdentity> before =
          cursors.identity(connector.platform(), work.account().id());
      boolean current =
          before
              .filter(b -> b.runDate().equals(runDate) && b.state() != ProfileState.UNREADABLE)
              .filter(b -> b.handle().equals(work.account().comparedHandle()))
              .isPresent();
      if (!current) {
        String id = number(work, before);
        queries
            .computeIfAbsent(id.isEmpty(), k -> new ArrayList<>())
            .add(new Connector.Query(work.account().id(), id, work.account().handle()));
      }
    }
    Map<String, Work> byId = new HashMap<>();
    works.forEach(work -> byId.put(work.account().id(), work));
    for (List<Connector.Query> alike : queries.values()) {
      for (List<Connector.Query> batch : batches(alike)) {
        stop.run();
        lookUp(batch, byId);
      }
    }
    lookUpHandlesOfMissing(byId);
  }

  private List<List<Connector.Query>> batches(List<Connector.Query> queries) {
    List<List<Connector.Query>> batches = new ArrayList<>();
    for (int i = 0; i < queries.size(); i += connector.lookUpAtOnce()) {
      int end = (int) Math.min(queries.size(), (long) i + connector.lookUpAtOnce());
      batches.add(queries.subList(i, end));
    }
    return batches;
  }

  /**
   * For accounts whose number no longer exists, finds who has the handle now: their number and
   * handle are reported, and nothing of theirs is read.
   */
  private void lookUpHandlesOfMissing(Map<String, Work> works) throws ApiFailure {
    List<Connector.Query> missing =
        works.values().stream()
            .map(work -> new Connector.Query(work.account().id(), "", work.account().handle()))
            .filter(one -> !one.handle().isBlank() && identity(one).needsHandleLookUp())
            .sorted(Comparator.comparing(Connector.Query::account))
            .toList();
    for (List<Connector.Query> batch : batches(missing)) {
      Map<String, LookUp.Found> found;
      try {
        found = request(batch);
      } catch (ApiFailure failure) {
        if (failure.kind() == ApiFailure.Kind.STOP) {
          throw failure;
        }
        return;
      }
      for (Connector.Query query : batch) {
        saveHandleOwner(query, Optional.ofNullable(found.get(query.account())), work(works, query));
      }
    }
  }

  private void saveHandleOwner(Connector.Query query, Optional<LookUp.Found> found, Work work) {
    AccountIdentity identity = identity(query);
    Optional<String> otherId =
        found
            .map(LookUp.Found::userId)
            .filter(id -> !id.isEmpty() && !id.equals(identity.userId()));
    if (otherId.isEmpty()) {
      cursors.save(connector.platform(), identity.unclaimed(), false);
      return;
    }
    String profile =
        JSON.writeValueAsString(
            new TreeMap<>(Map.of("id", otherId.get(), "username", query.handle())));
    new SnapshotFiles(work.folder()).write("profile.json", profile);
    cursors.save(connector.platform(), identity.takenOver(profile), false);
  }

  private static Work work(Map<String, Work> works, Connector.Query query) {
    return Objects.requireNonNull(works.get(query.account()));
  }

  private AccountIdentity identity(Connector.Query query) {
    return cursors.identity(connector.platform(), query.account()).orElseThrow();
  }

  /** The number by which an account is looked up: the register's, or the one found before. */
  private static String number(Work work, Optional<AccountIdentity> before) {
    if (!work.account().userId().isEmpty()) {
      return work.account().userId();
    }
    return before
        .filter(b -> b.handle().equals(work.account().comparedHandle()))
        .map(AccountIdentity::userId)
        .orElse("");
  }

  private Map<String, LookUp.Found> request(List<Connector.Query> batch) throws ApiFailure {
    return client
        .make("look-up", new Bill(0, batch.size(), 0), () -> connector.lookUp(batch))
        .found();
  }

  private void lookUp(List<Connector.Query> batch, Map<String, Work> works) throws ApiFailure {
    int affordable = (int) Math.min(batch.size(), client.affordable(new Bill(0, 1, 0)));
    if (affordable > 0 && affordable < batch.size()) {
      lookUp(batch.subList(0, affordable), works);
      lookUp(batch.subList(affordable, batch.size()), works);
      return;
    }
    Map<String, LookUp.Found> found = new LinkedHashMap<>();
    try {
      found.putAll(request(batch));
    } catch (ApiFailure failure) {
      if (failure.kind() == ApiFailure.Kind.STOP) {
        throw failure;
      }
      if (failure.kind() == ApiFailure.Kind.REJECTED && batch.size() > 1) {
        for (Connector.Query one : batch) {
          stop.run();
          lookUp(List.of(one), works);
        }
        return;
      }
      batch.forEach(
          one ->
              found.put(
                  one.account(), LookUp.Found.not(ProfileState.UNREADABLE, failure.reason())));
    }
    LookUp.Found notMentioned =
        LookUp.Found.not(
            ProfileState.UNREADABLE, connector.source() + " reported nothing about it");
    for (Connector.Query query : batch) {
      save(work(works, query), query, found.getOrDefault(query.account(), notMentioned));
    }
  }

  private void save(Work work, Connector.Query query, LookUp.Found found) {
    String account = work.account().id();
    Optional<AccountIdentity> before = cursors.identity(connector.platform(), account);
    // Where nothing was found, what was known stays, so that the next look-up can be compared.
    boolean keep = found.userId().isEmpty() && query.userId().isEmpty() && before.isPresent();
    String handle = keep ? before.get().handle() : work.account().comparedHandle();
    String id =
        keep ? before.get().userId() : found.userId().isEmpty() ? query.userId() : found.userId();
    boolean replaced =
        before
            .filter(b -> !b.userId().isEmpty() && !id.isEmpty() && !b.userId().equals(id))
            .isPresent();
    SnapshotFiles files = new SnapshotFiles(work.folder());
    if (isOfAnother(query, found)) {
      files.write("profile.json", found.profile());
      cursors.save(connector.platform(), ofAnother(work, query, found), false);
      return;
    }
    if (replaced) {
      files.clear();
    }
    if (!found.profile().isEmpty()) {
      files.write("profile.json", found.profile());
    }
    cursors.save(
        connector.platform(),
        new AccountIdentity(
            account,
            handle,
            id,
            runDate,
            found.shownAt().orElseGet(clock::instant),
            found.state(),
            found.reason(),
            found.profile(),
            found.followers(),
            found.following()),
        replaced);
  }

  /** Whether someone else was shown than the account that was asked for by its number. */
  private static boolean isOfAnother(Connector.Query query, LookUp.Found found) {
    return !query.userId().isEmpty()
        && !found.userId().isEmpty()
        && !found.userId().equals(query.userId());
  }

  /** The account as one that is no longer there, whose handle someone else has. */
  private AccountIdentity ofAnother(Work work, Connector.Query query, LookUp.Found found) {
    return new AccountIdentity(
            work.account().id(),
            work.account().comparedHandle(),
            query.userId(),
            runDate,
            found.shownAt().orElseGet(clock::instant),
            ProfileState.NOT_FOUND,
            "",
            "",
            -1,
            -1)
        .takenOver(found.profile());
  }
}
