package org.invigilator.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.invigilator.connector.Marks.Done;
import org.invigilator.connector.Marks.Key;
import org.invigilator.connector.Marks.Open;
import org.invigilator.connector.Marks.State;
import org.invigilator.connector.Marks.Trouble;
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

  private final Connector connector;
  private final Source settings;
  private final Marks marks;
  private final Calls calls;
  private final Runnable stop;
  private final LocalDate night;
  private final Work work;
  private final Marks.Identity identity;
  private final Part part;
  private final Key key;
  private final SnapshotFiles files;
  private final Sought sought;
  private final Predicate<Relation> interesting;

  PartReading(
      Collector collector,
      Work work,
      Marks.Identity identity,
      Part part,
      Predicate<Relation> interesting) {
    this.connector = collector.connector();
    this.settings = collector.settings();
    this.marks = collector.marks();
    this.calls = collector.calls();
    this.stop = collector.stop();
    this.night = collector.night();
    this.sought = collector.sought();
    this.work = work;
    this.identity = identity;
    this.part = part;
    this.key = new Key(connector.platform(), work.account().id(), part);
    this.files = new SnapshotFiles(work.folder());
    this.interesting = interesting;
  }

  private boolean isOfPeople() {
    return part == Part.FOLLOWERS || part == Part.FOLLOWING;
  }

  /**
   * Reads the part to the end of tonight, first finishing what an earlier night left open.
   *
   * @param sweep whether everything is to be read in full, due or not
   */
  void read(boolean sweep) throws Refusal {
    State state = marks.state(key);
    while (!state.isDone(night)
        || (sweep && !state.done().orElseThrow().swept().equals(Optional.of(night)))) {
      Open open;
      if (state.open().isPresent()) {
        open = state.open().get();
      } else {
        open = begin(state.done(), sweep);
        marks.begin(key, open);
      }
      if (!finish(pages(open, state.done()), state.done())) {
        return;
      }
      state = marks.state(key);
    }
  }

  private Open begin(Optional<Done> done, boolean forced) {
    boolean incremental = isOfPeople() || connector.capabilities().contains(Capability.INCREMENTAL);
    boolean sweep =
        forced
            || connector.isReadWhole()
            || !incremental
            || done.isEmpty()
            || isSweepDue(done.get(), part, settings, night);
    if (isOfPeople()) {
      return Open.begin(night, sweep, "", Optional.empty());
    }
    if (sweep) {
      return Open.begin(night, true, "", Optional.of(windowStart()));
    }
    Instant again = done.get().at().minus(Duration.ofMinutes(settings.overlap()));
    String since = connector.sinceId(done.get().newest(), again);
    return Open.begin(night, false, since, since.isEmpty() ? Optional.of(again) : Optional.empty());
  }

  /** Whether a part is to be read in full again; what others wrote is so only once. */
  static boolean isSweepDue(Done done, Part part, Source settings, LocalDate night) {
    boolean readOnce = part == Part.MENTIONS && done.swept().isPresent();
    return !readOnce
        && done.swept()
            .map(
                last ->
                    settings.sweepEveryDays() > 0
                        && !night.isBefore(last.plusDays(settings.sweepEveryDays())))
            .orElse(true);
  }

  private Instant windowStart() {
    return LondonTime.startOf(night.minusDays(settings.postsBackDays()));
  }

  private Open pages(Open from, Optional<Done> done) throws Refusal {
    Open open = from;
    Set<String> known = isOfPeople() && !open.sweep() ? files.newestIds(part, KNOWN_IDS) : Set.of();
    int empty = 0;
    while (!open.ended()) {
      stop.run();
      Connector.Ask ask =
          new Connector.Ask(
              part, identity.userId(), size(open, done), open.next(), open.sinceId(), open.from());
      Page page;
      try {
        page = calls.make(word(), connector.worst(ask), () -> connector.page(ask));
      } catch (Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.EXPIRED || open.restarts() > 0) {
          throw refusal;
        }
        open = open.restarted();
        marks.begin(key, open);
        continue;
      }
      if (!page.next().isEmpty() && page.next().equals(open.next())) {
        throw Refusal.unreadable(connector.source() + " shows the same page again and again");
      }
      empty = page.items().isEmpty() ? empty + 1 : 0;
      if (empty > EMPTY_PAGES) {
        throw Refusal.unreadable(connector.source() + " shows one empty page after another");
      }
      open = after(open, page, known, done);
      marks.page(key, open, page.items().stream().map(this::line).toList());
    }
    return open;
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
   * the first page holds just those and a known one, and pages grow from one row on; where nothing
   * is known they grow from twenty.
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
      return sizes.fit(Math.min(expected.get() + 1, GROWING[GROWING.length - 1]));
    }
    int step = open.pages() + (expected.isPresent() ? -1 : UNKNOWN_FROM);
    return sizes.fit(GROWING[Math.min(step, GROWING.length - 1)]);
  }

  private Open after(Open open, Page page, Set<String> known, Optional<Done> done) {
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
    boolean enough =
        run >= settings.knownRun()
            || (run > 0 && expected(done).isPresent() && found >= expected(done).get());
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
        open.restarts());
  }

  private record Line(String id, String username, String name) {}

  private record IdLine(String id) {}

  private String line(Page.Item item) {
    if (item instanceof Page.PostItem post) {
      return post.line();
    }
    Page.Person person = (Page.Person) item;
    Relation.Kind kind = part == Part.FOLLOWERS ? Relation.Kind.FOLLOWER : Relation.Kind.FOLLOWING;
    boolean known =
        !person.handle().isEmpty()
            && interesting.test(new Relation(kind, person.id(), person.handle(), person.name()));
    return JSON.writeValueAsString(
        known ? new Line(person.id(), person.handle(), person.name()) : new IdLine(person.id()));
  }

  /** Makes the pages a file; says whether they were all there is. */
  private boolean finish(Open open, Optional<Done> done) throws Refusal {
    List<String> lines = marks.lines(key);
    if (open.sweep() && isOfPeople() && isFarTooFew(open.found())) {
      if (!files.has(part)) {
        files.add(part, lines, Optional.empty());
      }
      marks.abandon(
          key,
          new Trouble(
              Extent.PARTIAL,
              connector.source()
                  + " showed "
                  + open.found()
                  + " of "
                  + counted()
                  + " and said that it was all"));
      return false;
    }
    if (part == Part.POSTS && open.sweep() && lines.isEmpty()) {
      lines = lastPosts();
    }
    Optional<Instant> oldest =
        part == Part.MENTIONS ? Optional.of(windowStart()) : Optional.empty();
    long items =
        open.sweep() ? files.replace(part, lines, open.from()) : files.add(part, lines, oldest);
    boolean capped =
        connector.cap(part).isPresent() && open.found() >= connector.cap(part).getAsInt();
    marks.keepSought(sought.fingerprint(), sought.hashes());
    marks.end(
        key,
        new Done(
            open.night(),
            open.night().equals(identity.night())
                ? identity.lookedAt()
                : LondonTime.startOf(open.night()),
            open.sweep() ? Optional.of(open.night()) : done.flatMap(Done::swept),
            isOfPeople() ? "" : newest(lines, done.map(Done::newest).orElse("")),
            items,
            counted(),
            open.sweep() ? sought.fingerprint() : done.map(Done::sought).orElse(""),
            capped
                ? connector.source()
                    + " shows the latest "
                    + connector.cap(part).getAsInt()
                    + " only"
                : ""));
    return true;
  }

  /**
   * Lists are shorter than the profile counts, since suspended people are left out; but not by
   * much.
   */
  private boolean isFarTooFew(int found) {
    return counted() > 0 && found < counted() * 9 / 10 - 10;
  }

  /** The last posts of an account that has been silent for as long as posts are read back. */
  private List<String> lastPosts() throws Refusal {
    Connector.Ask ask =
        new Connector.Ask(
            part, identity.userId(), connector.sizes(part).smallest(), "", "", Optional.empty());
    return calls.make(word(), connector.worst(ask), () -> connector.page(ask)).items().stream()
        .map(this::line)
        .toList();
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
    State state = marks.state(key);
    if (!Capability.shows(connector.capabilities(), part)) {
      return new Trouble(Extent.UNSUPPORTED, connector.source() + " does not show it");
    }
    if (!state.isDone(night)) {
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
    return new Trouble(Extent.COMPLETE, "");
  }

  void trouble(Extent extent, String reason) {
    if (!marks.state(key).isDone(night)) {
      marks.trouble(key, new Trouble(extent, reason));
    }
  }

  /** What is known of the reading, for {@code capture.json}. */
  Optional<Done> done() {
    return marks.state(key).done();
  }
}
