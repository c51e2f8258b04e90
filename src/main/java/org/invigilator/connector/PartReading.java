package org.invigilator.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.invigilator.connector.CursorStore.Done;
import org.invigilator.connector.CursorStore.Key;
import org.invigilator.connector.CursorStore.Open;
import org.invigilator.connector.CursorStore.State;
import org.invigilator.connector.CursorStore.Trouble;
import org.invigilator.policy.Source;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;
import org.invigilator.snapshot.Relation;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reading of one part of one account: page after page until everything new was seen, or in a
 * full sweep everything there is; then made a file. Wherever it is cut off, it goes on there.
 */
final class PartReading {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int[] GROWING = {1, 2, 5, 20, 100, 1000};
  private static final int UNKNOWN_FROM = 3;
  private static final int SPARE = 20;
  private static final int KNOWN_IDS = 5000;
  private static final int EMPTY_PAGES = 10;
  private static final int MOST_PAGES = 10_000;
  private static final int TRY_AGAIN_DAYS = 7;
  private static final String ALL = " and said that it was all";

  private final Connector connector;
  private final Source settings;
  private final CursorStore marks;
  private final RateLimitedClient calls;
  private final Runnable stop;
  private final LocalDate night;
  private final CursorStore.Identity identity;
  private final Part part;
  private final Key key;
  private final SnapshotFiles files;
  private final WatchedHandles sought;
  private final UnaryOperator<Relation> least;

  PartReading(
      Collector collector,
      Work work,
      CursorStore.Identity identity,
      Part part,
      UnaryOperator<Relation> least) {
    this.connector = collector.connector();
    this.settings = collector.settings();
    this.marks = collector.marks();
    this.calls = collector.calls();
    this.stop = collector.stop();
    this.night = collector.night();
    this.sought = collector.sought();
    this.identity = identity;
    this.part = part;
    this.key = new Key(connector.platform(), work.account().id(), part);
    this.files = new SnapshotFiles(work.folder());
    this.least = least;
  }

  private boolean isOfPeople() {
    return part == Part.FOLLOWERS || part == Part.FOLLOWING;
  }

  /**
   * Reads the part to the end of tonight, first finishing what an earlier night left open.
   *
   * @param sweep whether everything is to be read in full, due or not
   */
  void read(boolean sweep) throws ApiFailure {
    State state = state();
    boolean wanted = sweep && !state.done().flatMap(Done::swept).equals(Optional.of(night));
    while (!isDone(state) || wanted) {
      Open open = state.open().orElse(null);
      if (open == null) {
        open = begin(state.done(), sweep);
        marks.keepSought(sought.fingerprint(), sought.hashes());
        marks.begin(key, connector.source(), open);
      }
      finish(pages(open, state.done()), state.done());
      wanted = wanted && !open.sweep();
      state = state();
    }
  }

  private State state() {
    return marks.state(key, connector.source());
  }

  /** Whether tonight is done; what is marked as done and lies nowhere is not. */
  private boolean isDone(State state) {
    return state.isDone(night) && files.isThere(part);
  }

  private Open begin(Optional<Done> done, boolean forced) {
    boolean incremental = isOfPeople() || connector.capabilities().contains(Capability.INCREMENTAL);
    boolean sweep =
        forced
            || connector.isReadWhole()
            || !incremental
            || done.isEmpty()
            || !files.isThere(part)
            || isSweepDue(done.get(), part, settings, night);
    String forWhom = sought.fingerprint();
    if (isOfPeople()) {
      return Open.begin(night, sweep, "", Optional.empty(), forWhom);
    }
    if (sweep) {
      return Open.begin(night, true, "", Optional.of(windowStart()), forWhom);
    }
    Instant again = done.get().at().minus(Duration.ofMinutes(settings.overlap()));
    String since = connector.sinceId(done.get().newest(), again);
    return Open.begin(
        night, false, since, since.isEmpty() ? Optional.of(again) : Optional.empty(), forWhom);
  }

  /**
   * Whether a part is to be read in full again; what others wrote is so only once. A list that did
   * not come whole is tried again the next night, and then a week later.
   */
  static boolean isSweepDue(Done done, Part part, Source settings, LocalDate night) {
    boolean readOnce = part == Part.MENTIONS && done.swept().isPresent();
    boolean triedLately =
        done.tried().map(last -> night.isBefore(last.plusDays(TRY_AGAIN_DAYS))).orElse(false);
    boolean old =
        done.swept()
            .map(
                last ->
                    settings.sweepEveryDays() > 0
                        && !night.isBefore(last.plusDays(settings.sweepEveryDays())))
            .orElse(true);
    return !readOnce && !triedLately && old;
  }

  private Instant windowStart() {
    return LondonTime.startOf(night.minusDays(settings.postsBackDays()));
  }

  private Open pages(Open from, Optional<Done> done) throws ApiFailure {
    Open open = from;
    Set<String> known = isOfPeople() && !open.sweep() ? known() : Set.of();
    Set<String> places = new HashSet<>();
    boolean restarted = false;
    int empty = 0;
    while (!open.ended() || wantsLastPosts(open)) {
      stop.run();
      if (open.pages() >= MOST_PAGES) {
        throw ApiFailure.unreadable(connector.source() + " shows page after page without an end");
      }
      boolean last = open.ended();
      Connector.Ask ask = last ? lastPosts() : ask(open, done);
      Page page;
      try {
        page = calls.make(word(), connector.worst(ask), () -> connector.page(ask));
      } catch (ApiFailure refusal) {
        if (refusal.kind() != ApiFailure.Kind.EXPIRED || restarted) {
          throw refusal;
        }
        restarted = true;
        places.clear();
        open = open.restarted();
        marks.goOn(key, open);
        continue;
      }
      if (!page.next().isEmpty() && !places.add(page.next())) {
        throw ApiFailure.unreadable(connector.source() + " shows the same pages again and again");
      }
      empty = page.items().isEmpty() ? empty + 1 : 0;
      if (empty > EMPTY_PAGES) {
        throw ApiFailure.unreadable(connector.source() + " shows one empty page after another");
      }
      open = after(open, last ? page.alone() : page, known);
      marks.page(key, open, page.items().stream().map(this::line).toList());
      if (last && page.items().isEmpty()) {
        return open;
      }
    }
    return open;
  }

  private Connector.Ask ask(Open open, Optional<Done> done) {
    return ask(
        open, Math.max(size(ask(open, 1), size(open, done)), connector.sizes(part).smallest()));
  }

  private Connector.Ask ask(Open open, int size) {
    return new Connector.Ask(
        part, identity.userId(), size, open.next(), open.sinceId(), open.from());
  }

  /** The size that is wanted, or less where the budget has room for less. */
  private int size(Connector.Ask one, int wanted) {
    return (int) Math.min(wanted, calls.affordable(connector.worst(one)));
  }

  /** An account that was silent for as long as posts are read back is asked for its last posts. */
  private boolean wantsLastPosts(Open open) {
    return part == Part.POSTS && open.sweep() && open.found() == 0 && !connector.isReadWhole();
  }

  private Connector.Ask lastPosts() {
    return new Connector.Ask(
        part, identity.userId(), connector.sizes(part).smallest(), "", "", Optional.empty());
  }

  /**
   * Who stands first in the file, but for those whom the reading in hand put there: they prove
   * nothing about who comes after them.
   */
  private Set<String> known() {
    List<String> inHand = marks.lines(key);
    Set<String> known = files.newestIds(part, KNOWN_IDS + inHand.size());
    inHand.forEach(line -> known.remove(LineHead.of(line).id()));
    return known;
  }

  private String word() {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /** How many people the profile counts; -1 when it does not say. */
  private long counted() {
    return switch (part) {
      case FOLLOWERS -> identity.followers();
      case FOLLOWING -> identity.following();
      default -> -1;
    };
  }

  /** How many people must have come since the last reading, going by the counts of the profile. */
  private Optional<Long> expected(Optional<Done> done) {
    long before = done.map(Done::counted).orElse(-1L);
    return before < 0 || counted() < 0
        ? Optional.empty()
        : Optional.of(Math.max(0, counted() - before));
  }

  /**
   * The size of the next page. Every row is charged for, so where the profile tells how many came,
   * the first page holds just those and the known ones that end a list, and pages grow from one row
   * on; where nothing is known they grow from twenty.
   */
  private int size(Open open, Optional<Done> done) {
    Connector.Sizes sizes = connector.sizes(part);
    if (!isOfPeople()) {
      return sizes.largest();
    }
    if (open.sweep()) {
      return counted() < 0 ? sizes.largest() : sizes.fit(counted() - open.found() + SPARE);
    }
    Optional<Long> expected = expected(done);
    if (open.pages() == 0 && expected.isPresent()) {
      return sizes.fit(Math.min(expected.get() + settings.knownRun(), GROWING[GROWING.length - 1]));
    }
    int step = open.pages() + (expected.isPresent() ? -1 : UNKNOWN_FROM);
    return sizes.fit(GROWING[Math.min(step, GROWING.length - 1)]);
  }

  private Open after(Open open, Page page, Set<String> known) {
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
    boolean enough = run >= settings.knownRun();
    boolean ended = page.next().isEmpty() || tooOld || (isOfPeople() && !open.sweep() && enough);
    return new Open(
        open.night(),
        open.sweep(),
        open.sinceId(),
        open.from(),
        page.next(),
        open.pages() + 1,
        found,
        run,
        ended,
        open.sought());
  }

  private record Line(String id, String username, String name) {}

  private record HandleLine(String id, String username) {}

  private record IdLine(String id) {}

  private String line(Page.Item item) {
    if (item instanceof Page.PostItem post) {
      return post.line();
    }
    Page.Person person = (Page.Person) item;
    Relation.Kind kind = part == Part.FOLLOWERS ? Relation.Kind.FOLLOWER : Relation.Kind.FOLLOWING;
    Relation kept = least.apply(new Relation(kind, person.id(), person.handle(), person.name()));
    return JSON.writeValueAsString(
        kept.handle().isEmpty()
            ? new IdLine(kept.userId())
            : kept.displayName().isEmpty()
                ? new HandleLine(kept.userId(), kept.handle())
                : new Line(kept.userId(), kept.handle(), kept.displayName()));
  }

  /** Makes the pages a file; only a list that came whole takes the place of an older one. */
  private void finish(Open open, Optional<Done> done) {
    List<String> lines = marks.lines(key);
    boolean whole = !(open.sweep() && isOfPeople() && isFarTooFew(open.found()));
    boolean swept = open.sweep() && whole;
    Optional<Instant> oldest =
        part == Part.MENTIONS ? Optional.of(windowStart()) : Optional.empty();
    long items = swept ? files.replace(part, lines, open.from()) : files.add(part, lines, oldest);
    marks.end(
        key,
        new Done(
            open.night(),
            open.night().equals(identity.night())
                ? identity.lookedAt()
                : LondonTime.startOf(open.night()),
            swept ? Optional.of(open.night()) : done.flatMap(Done::swept),
            tried(open, whole, done),
            isOfPeople() ? "" : newest(lines, done.map(Done::newest).orElse("")),
            items,
            counted(),
            swept ? open.sought() : done.map(Done::sought).orElse(""),
            note(open, whole, done)));
  }

  private Optional<LocalDate> tried(Open open, boolean whole, Optional<Done> done) {
    boolean again = done.map(d -> d.note().contains(ALL)).orElse(false);
    return open.sweep() && (whole || again) ? Optional.of(night) : done.flatMap(Done::tried);
  }

  /** What the file does not show although the reading came to its end; it stays until a sweep. */
  private String note(Open open, boolean whole, Optional<Done> done) {
    boolean capped =
        connector.cap(part).isPresent() && open.found() >= connector.cap(part).getAsInt();
    if (!whole) {
      return connector.source()
          + " showed "
          + open.found()
          + " of "
          + counted()
          + " on "
          + open.night()
          + ALL;
    }
    return capped
        ? connector.source() + " shows the latest " + connector.cap(part).getAsInt() + " only"
        : open.sweep() ? "" : done.map(Done::note).orElse("");
  }

  /**
   * Lists are shorter than the profile counts, since suspended people are left out; but not by
   * much.
   */
  private boolean isFarTooFew(int found) {
    return counted() > 0 && (found == 0 || found < counted() - Math.max(2, counted() / 10));
  }

  private static String newest(List<String> lines, String before) {
    String newest = before;
    for (String line : lines) {
      String id = LineHead.of(line).id();
      if (id.length() > newest.length()
          || (id.length() == newest.length() && id.compareTo(newest) > 0)) {
        newest = id;
      }
    }
    return newest;
  }

  /**
   * What tonight came to, for {@code capture.json}; what was read before a reading was cut off is
   * put beside what was there.
   */
  Trouble outcome() {
    State state = state();
    if (!Capability.shows(connector.capabilities(), part)) {
      return new Trouble(Extent.UNSUPPORTED, connector.source() + " does not show it");
    }
    if (!isDone(state)) {
      List<String> inHand = new ArrayList<>(marks.lines(key));
      if (!inHand.isEmpty()) {
        files.add(part, inHand, Optional.empty());
      }
      Trouble trouble =
          state.trouble().orElse(new Trouble(Extent.NOT_CAPTURED, "its turn did not come"));
      String since =
          state.done().map(d -> "; it was last read to its end on " + d.night()).orElse("");
      return files.has(part)
          ? new Trouble(Extent.PARTIAL, trouble.reason() + since)
          : new Trouble(
              trouble.extent() == Extent.PARTIAL ? Extent.UNREADABLE : trouble.extent(),
              trouble.reason());
    }
    Done done = state.done().orElseThrow();
    if (!done.note().isEmpty()) {
      return new Trouble(Extent.PARTIAL, done.note());
    }
    if (isOfPeople() && !connector.capabilities().contains(Capability.FOLLOWERS)) {
      return new Trouble(
          Extent.PARTIAL, connector.source() + " gives numbers only, no handles and no names");
    }
    int late = isOfPeople() ? sought.missingFrom(marks.sought(done.sought())) : 0;
    if (late > 0) {
      return new Trouble(
          Extent.PARTIAL,
          late
              + " handles or names came into the registers after "
              + done.swept().map(LocalDate::toString).orElse("the last full reading")
              + ", when all of these people were last looked through");
    }
    Optional<LocalDate> swept = done.swept().filter(day -> isOfPeople() && !day.equals(night));
    return new Trouble(
        Extent.COMPLETE, swept.map(day -> "all of them were last read on " + day).orElse(""));
  }

  void trouble(Extent extent, String reason) {
    if (!isDone(state())) {
      marks.trouble(key, connector.source(), new Trouble(extent, reason));
    }
  }

  /** What is known of the reading, for {@code capture.json}. */
  Optional<Done> done() {
    return state().done();
  }
}
