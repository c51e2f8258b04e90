package org.invigilator.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;
import org.invigilator.snapshot.Relation;

/**
 * Reads one part of one account: page after page until everything new was seen, or in a full sweep
 * everything there is; then the pages become a file. An interrupted reading continues where it
 * stopped.
 */
final class PartReading {
  private static final int KNOWN_IDS = 5000;
  private static final int EMPTY_PAGES = 10;
  private static final int MOST_PAGES = 10_000;

  private final AccountPart target;
  private final Part part;
  private final PartKey key;
  private final Connector connector;
  private final Source settings;
  private final CursorStore cursors;
  private final UnaryOperator<Relation> reduce;

  /**
   * @param reduce leaves of a person only what must be kept
   */
  PartReading(
      Collector collector,
      Work work,
      AccountIdentity identity,
      Part part,
      UnaryOperator<Relation> reduce) {
    this.target = new AccountPart(collector, work, identity, part);
    this.part = part;
    this.key = target.key();
    this.connector = collector.connector();
    this.settings = collector.settings();
    this.cursors = collector.cursors();
    this.reduce = reduce;
  }

  /**
   * Reads the part for this run, first finishing what an earlier run left open.
   *
   * @param sweep whether everything is to be read in full, due or not
   */
  void read(boolean sweep) throws ApiFailure {
    PartState state = target.state();
    boolean sweepDue =
        sweep
            && !state
                .completed()
                .flatMap(CompletedReading::swept)
                .equals(Optional.of(target.runDate()));
    while (!target.isCompleted(state) || sweepDue) {
      OpenReading open = state.open().orElse(null);
      if (open == null) {
        open = begin(state.completed(), sweep);
        cursors.saveWatched(target.collector().watched());
        cursors.begin(key, connector.source(), open);
      }
      OpenReading ended = readPages(open, state.completed());
      new SnapshotUpdate(target, ended, state.completed()).write();
      sweepDue = sweepDue && !open.sweep();
      state = target.state();
    }
  }

  private OpenReading begin(Optional<CompletedReading> last, boolean forced) {
    boolean incremental =
        target.isOfPeople() || connector.capabilities().contains(Capability.INCREMENTAL);
    boolean sweep =
        forced
            || connector.isReadWhole()
            || !incremental
            || last.isEmpty()
            || !target.files().isThere(part)
            || SweepSchedule.isDue(last.get(), part, settings, target.runDate());
    String watched = target.collector().watched().fingerprint();
    if (target.isOfPeople()) {
      return OpenReading.begin(target.runDate(), sweep, "", Optional.empty(), watched);
    }
    if (sweep) {
      return OpenReading.begin(
          target.runDate(), true, "", Optional.of(target.windowStart()), watched);
    }
    Instant again = last.get().at().minus(Duration.ofMinutes(settings.overlap()));
    String since = connector.sinceId(last.get().newest(), again);
    return OpenReading.begin(
        target.runDate(),
        false,
        since,
        since.isEmpty() ? Optional.of(again) : Optional.empty(),
        watched);
  }

  private OpenReading readPages(OpenReading from, Optional<CompletedReading> last)
      throws ApiFailure {
    OpenReading open = from;
    Set<String> known = target.isOfPeople() && !open.sweep() ? knownIds() : Set.of();
    Set<String> cursorsSeen = new HashSet<>();
    boolean restarted = false;
    int empty = 0;
    while (!open.ended() || needsLastPosts(open)) {
      target.collector().stop().run();
      if (open.pages() >= MOST_PAGES) {
        throw ApiFailure.unreadable(connector.source() + " returns pages without an end");
      }
      boolean lastPosts = open.ended();
      Connector.PageRequest request = lastPosts ? lastPostsRequest() : request(open, last);
      Page page;
      try {
        page =
            target
                .collector()
                .client()
                .make(key.word(), connector.worst(request), () -> connector.page(request));
      } catch (ApiFailure failure) {
        if (failure.kind() != ApiFailure.Kind.EXPIRED || restarted) {
          throw failure;
        }
        restarted = true;
        cursorsSeen.clear();
        open = open.restarted();
        cursors.resume(key, open);
        continue;
      }
      if (!page.next().isEmpty() && !cursorsSeen.add(page.next())) {
        throw ApiFailure.unreadable(connector.source() + " keeps returning the same pages");
      }
      int number = open.pages() + 1;
      List<String> lines = page.items().stream().map(this::line).toList();
      if (!page.fault().isEmpty()) {
        // What came is kept; the reading is not moved on, so that the page is requested again.
        cursors.addPage(key, number, open, lines);
        throw ApiFailure.unknown(page.fault(), true);
      }
      empty = page.items().isEmpty() ? empty + 1 : 0;
      if (empty > EMPTY_PAGES) {
        throw ApiFailure.unreadable(connector.source() + " keeps returning empty pages");
      }
      open = after(open, lastPosts ? page.asLast() : page, known);
      cursors.addPage(key, number, open, lines);
      if (lastPosts && page.items().isEmpty()) {
        return open;
      }
    }
    return open;
  }

  private Connector.PageRequest request(OpenReading open, Optional<CompletedReading> last) {
    PageSize size =
        new PageSize(
            connector.sizes(part),
            part,
            target.counted(),
            last.map(CompletedReading::counted).orElse(-1L),
            settings.knownRun());
    long affordable = target.collector().client().affordable(connector.worst(request(open, 1)));
    int affordableSize = (int) Math.min(size.next(open), affordable);
    return request(open, Math.max(affordableSize, connector.sizes(part).smallest()));
  }

  private Connector.PageRequest request(OpenReading open, int size) {
    return new Connector.PageRequest(
        part, target.who(), size, open.next(), open.sinceId(), open.from());
  }

  /** An account without a post in the time that is read is asked for its last posts. */
  private boolean needsLastPosts(OpenReading open) {
    return part == Part.POSTS && open.sweep() && open.found() == 0 && !connector.isReadWhole();
  }

  private Connector.PageRequest lastPostsRequest() {
    return new Connector.PageRequest(
        part, target.who(), connector.sizes(part).smallest(), "", "", Optional.empty());
  }

  /**
   * The people that come first in the file, except those this reading itself has stored: they prove
   * nothing about the people after them.
   */
  private Set<String> knownIds() {
    List<String> stored = cursors.lines(key);
    Set<String> known = target.files().newestIds(part, KNOWN_IDS + stored.size());
    stored.forEach(line -> known.remove(LineHead.of(line).id()));
    return known;
  }

  private OpenReading after(OpenReading open, Page page, Set<String> known) {
    int found = open.found();
    int run = open.knownRun();
    boolean tooOld = false;
    for (Page.Item item : page.items()) {
      if (item instanceof Page.PostItem post) {
        found++;
        tooOld = open.from().map(post.at()::isBefore).orElse(false);
      } else if (known.contains(item.id())) {
        run++;
      } else {
        found++;
        run = 0;
      }
    }
    boolean enough = target.isOfPeople() && !open.sweep() && run >= settings.knownRun();
    return open.afterPage(
        page.next(),
        found,
        run,
        page.next().isEmpty() || tooOld || enough,
        connector.shortfall(target.who(), part));
  }

  private String line(Page.Item item) {
    if (item instanceof Page.PostItem post) {
      return post.line();
    }
    Page.Person person = (Page.Person) item;
    Relation.Kind kind = part == Part.FOLLOWERS ? Relation.Kind.FOLLOWER : Relation.Kind.FOLLOWING;
    return PersonLine.of(
        reduce.apply(new Relation(kind, person.id(), person.handle(), person.name())));
  }

  /** Records why the part was not read, unless its reading is completed. */
  void fail(Extent extent, String reason) {
    if (!target.isCompleted(target.state())) {
      cursors.fail(key, connector.source(), new PartOutcome(extent, reason));
    }
  }

  /** Why the part was not read in this run; empty when it was. */
  Optional<PartOutcome> failure() {
    PartState state = target.state();
    return target.isCompleted(state) ? Optional.empty() : state.failure();
  }

  PartOutcome outcome() {
    return new PartCoverage(target).outcome();
  }

  Optional<CompletedReading> completed() {
    return target.state().completed();
  }
}
