package org.invigilator.connector;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;
import org.jspecify.annotations.Nullable;

/**
 * Turns the stored pages of a reading into the snapshot file of its part; only a complete list
 * replaces an older one.
 *
 * @param before the last completed reading
 */
record SnapshotUpdate(AccountPart target, OpenReading open, Optional<CompletedReading> before) {
  private static final String FEWER_PEOPLE = "showed far fewer people than were there before";
  private static final int LONGEST_NOTE = 600;
  private static final String OWN = "posts";
  private static final String OF_OTHERS = "comments and mentions";

  /** Of so few people all may go within a day. */
  private static final int FEW_PEOPLE = 3;

  private static final String FEWER_NEW = " new posts that it counts";
  private static final String REPORTED_COMPLETE = " and reported the list as complete";

  void write() {
    List<String> lines = steady(target.cursors().lines(target.key()));
    Part part = target.part();
    long distinct = lines.stream().map(line -> LineHead.of(line).id()).distinct().count();
    long found = target.connector().namesPeople() ? distinct : open.found();
    String doubt = doubt(lines);
    // A first reading has nothing to spoil.
    boolean isDoubtful = !doubt.isEmpty() && open.sweep() && before.isPresent();
    boolean whole = doubt.isEmpty() && !(open.sweep() && target.isOfPeople() && isFarTooFew(found));
    boolean swept = open.sweep() && whole;
    Optional<Instant> oldest =
        part == Part.MENTIONS ? Optional.of(target.windowStart()) : Optional.empty();
    // What cannot be believed changes nothing of what is stored.
    long items =
        swept
            ? target.files().replace(part, lines, open.from())
            : target.files().add(part, isDoubtful ? List.of() : lines, oldest);
    target
        .cursors()
        .complete(
            target.key(),
            new CompletedReading(
                open.runDate(),
                readAt(),
                swept ? Optional.of(open.runDate()) : before.flatMap(CompletedReading::swept),
                tried(whole),
                target.isOfPeople() || !doubt.isEmpty()
                    ? before
                        .map(CompletedReading::newest)
                        .filter(n -> !target.isOfPeople())
                        .orElse("")
                    : newest(lines, before.map(CompletedReading::newest).orElse("")),
                items,
                target.counted(),
                swept ? open.watched() : before.map(CompletedReading::watched).orElse(""),
                doubt.isEmpty() ? note(whole, found) : doubt));
  }

  /** Why a reading is not believed to have shown everything, in words; empty when it is. */
  private String doubt(List<String> lines) {
    String phrase =
        target.isOfPeople()
            ? doubtOfPeople(lines)
            : target.part() == Part.MENTIONS
                ? doubtOfMentions(lines)
                : open.sweep() ? doubtOfPosts(lines) : doubtOfNewPosts(lines);
    if (phrase.isEmpty()) {
      return "";
    }
    // What was doubted before stays noted, so that two doubts in turn end too.
    String all = target.connector().source() + " " + phrase + earlierDoubts(phrase);
    return all.length() <= LONGEST_NOTE ? all : all.substring(0, LONGEST_NOTE);
  }

  private String earlierDoubts(String phrase) {
    String earlier = noteBefore();
    return before.isEmpty() || earlier.isEmpty() || !open.sweep() || earlier.contains(phrase)
        ? ""
        : "; before: " + earlier;
  }

  private String doubtOfPosts(List<String> lines) {
    if (lines.isEmpty() && target.identity().posts() > 0) {
      return "showed none of the posts that it counts";
    }
    long shown = lines.stream().map(line -> LineHead.of(line).id()).distinct().count();
    if (before.isEmpty() && isShortList(lines, shown)) {
      return "showed "
          + shown
          + " of the "
          + target.counted()
          + " posts that it counts; "
          + believed();
    }
    return PostsDoubt.of(
        OWN,
        target.files().heads(Part.POSTS, shownFrom(lines)),
        lines,
        open.from(),
        noteBefore(),
        believed(),
        deleted(lines));
  }

  /** What others wrote is gone with the posts below which it is, and is doubted like these. */
  private String doubtOfMentions(List<String> lines) {
    if (!open.sweep()) {
      return "";
    }
    if (target.connector().isCommentsBelowPosts() && PostsDoubt.isOfMissing(noteOfPosts(), OWN)) {
      return "did not show all the posts below which comments are; " + believed();
    }
    return PostsDoubt.of(
        OF_OTHERS,
        target.files().heads(Part.MENTIONS, Optional.of(target.windowStart())),
        lines,
        Optional.of(target.windowStart()),
        noteBefore(),
        believed(),
        OptionalLong.empty());
  }

  /** What was noted of the posts in this run. */
  private String noteOfPosts() {
    return target
        .of(Part.POSTS)
        .state()
        .completed()
        .filter(posts -> posts.runDate().equals(open.runDate()))
        .map(CompletedReading::note)
        .orElse("");
  }

  /** The moment from which on the list is whole: a source with a cap leaves out what is older. */
  private Optional<Instant> shownFrom(List<String> lines) {
    OptionalInt cap = target.connector().cap(target.part());
    return cap.isEmpty() || open.found() < cap.getAsInt()
        ? open.from()
        : lines.stream()
            .flatMap(line -> LineHead.of(line).createdAt().stream())
            .min(Comparator.naturalOrder());
  }

  /**
   * Whether a first list ends before the time that is read, and before the count of the profile.
   */
  private boolean isShortList(List<String> lines, long shown) {
    boolean isWhole =
        !target.connector().capabilities().contains(Capability.POSTS_SINCE)
            && !target.connector().isReadWhole()
            && lines.stream().noneMatch(this::isBeforeWindow);
    return isWhole && shown < target.counted() - Math.max(1, target.counted() / 10);
  }

  private boolean isBeforeWindow(String line) {
    return open.from().isPresent()
        && LineHead.of(line).createdAt().map(open.from().get()::isAfter).orElse(false);
  }

  /** How many posts were deleted since the reading before, going by the profile. */
  private OptionalLong deleted(List<String> lines) {
    OptionalLong grown = grown();
    return grown.isEmpty() ? grown : OptionalLong.of(Math.max(0, added(lines) - grown.getAsLong()));
  }

  /**
   * By how much the count of the profile grew since the reading before; empty when unknown, or when
   * the profile was looked up on another day than this reading began.
   */
  private OptionalLong grown() {
    long countedBefore = before.map(CompletedReading::counted).orElse(-1L);
    return countedBefore < 0
            || target.counted() < 0
            || !open.runDate().equals(target.identity().runDate())
        ? OptionalLong.empty()
        : OptionalLong.of(target.counted() - countedBefore);
  }

  /**
   * How many posts were published since the reading before, of which an earlier run may have some.
   */
  private long added(List<String> lines) {
    Optional<Instant> last = before.map(CompletedReading::at);
    return lines.stream()
        .map(LineHead::of)
        .filter(target.connector()::countsInProfile)
        .filter(
            head ->
                last.isPresent()
                    && head.createdAt().map(at -> at.isAfter(last.get())).orElse(false))
        .map(LineHead::id)
        .distinct()
        .count();
  }

  /** Whether the profile counts more new posts than a reading of what is new has shown. */
  private String doubtOfNewPosts(List<String> lines) {
    long grown = grown().orElse(0);
    long added = added(lines);
    // What a source never lists is not requested, and paid for, more than once again.
    return grown > added + Math.max(1, grown / 10) && !noteBefore().contains(FEWER_NEW)
        ? "showed " + added + " of the " + grown + FEWER_NEW
        : "";
  }

  /**
   * Whether most of a list without a number in the profile is gone at once; a number that is 0 all
   * of a sudden, beside an empty list, is what a source in trouble shows too.
   */
  private String doubtOfPeople(List<String> lines) {
    if (!open.sweep() || target.counted() > 0 || before.isEmpty()) {
      return "";
    }
    long shown = lines.stream().map(line -> LineHead.of(line).id()).distinct().count();
    long stored = before.get().items();
    boolean isEmptied = shown == 0 && Math.max(stored, before.get().counted()) >= FEW_PEOPLE;
    if (target.counted() == 0 && !isEmptied) {
      return "";
    }
    return stored - shown >= 2 && shown * 2 < stored && !noteBefore().contains(FEWER_PEOPLE)
        ? FEWER_PEOPLE + " (" + shown + " of " + stored + "); " + believed()
        : "";
  }

  private String believed() {
    return target.connector().isReadWhole()
        ? "a newer download that shows the same is believed"
        : "the next full reading is believed";
  }

  /**
   * What was noted of the reading before; nothing where this one is of the same download or of the
   * same date, which proves no more a second time.
   */
  private String noteBefore() {
    return before
        .filter(b -> !(target.connector().isReadWhole() && b.at().equals(readAt())))
        .filter(b -> target.connector().isReadWhole() || !b.runDate().equals(open.runDate()))
        .map(CompletedReading::note)
        .orElse("");
  }

  private Instant readAt() {
    return open.runDate().equals(target.identity().runDate())
        ? target.identity().lookedAt()
        : LondonTime.startOf(open.runDate());
  }

  /**
   * Posts under the key by which they are known: another post of the same minute, or another first
   * picture, gives a post no other name in the ledger.
   */
  private List<String> steady(List<String> lines) {
    if (target.isOfPeople()) {
      return withKnownHandles(lines);
    }
    if (target.part() != Part.POSTS) {
      return lines;
    }
    Map<String, LineHead> stored = target.files().heads(Part.POSTS, Optional.empty());
    return withKnownPeople(
        lines.stream().map(line -> steady(line, stored.get(LineHead.of(line).id()))).toList(),
        stored);
  }

  /**
   * Posts as they were where they name fewer people and have the same text: whoever was answered
   * has gone, or was left out, and the answer is still there.
   */
  private List<String> withKnownPeople(List<String> lines, Map<String, LineHead> stored) {
    Set<String> lost = new HashSet<>();
    for (String line : lines) {
      LineHead head = LineHead.of(line);
      LineHead known = stored.get(head.id());
      if (known != null && known.people() > head.people()) {
        lost.add(head.id());
      }
    }
    if (lost.isEmpty()) {
      return lines;
    }
    Map<String, String> before = target.files().lines(target.part(), lost);
    return lines.stream()
        .map(
            line -> {
              String known = before.get(LineHead.of(line).id());
              return known == null ? line : withKnownPeople(line, known);
            })
        .toList();
  }

  /** Which of two lines of one post is kept. */
  static String withKnownPeople(String line, String known) {
    return LineHead.of(known).people() > LineHead.of(line).people()
            && PostLine.textOf(known).equals(PostLine.textOf(line))
        ? known
        : line;
  }

  /**
   * People with the handle by which a rule once knew them: under another one, or while the platform
   * cannot verify it, the number is still theirs.
   */
  private List<String> withKnownHandles(List<String> lines) {
    Set<String> numbersOnly =
        lines.stream()
            .map(LineHead::of)
            .filter(head -> !head.shown().contains(LineHead.Shown.HANDLE))
            .map(LineHead::id)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());
    Map<String, String> known = target.files().lines(target.part(), numbersOnly);
    return known.isEmpty()
        ? lines
        : lines.stream().map(line -> known.getOrDefault(LineHead.of(line).id(), line)).toList();
  }

  static String steady(String line, @Nullable LineHead known) {
    LineHead head = LineHead.of(line);
    if (known == null
        || known.alsoIds().isEmpty()
        || head.alsoIds().isEmpty()
        || known.alsoIds().get(0).equals(head.alsoIds().get(0))) {
      return line;
    }
    List<String> ids = new ArrayList<>(known.alsoIds().subList(0, 1));
    head.alsoIds().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
    return PostLine.withIds(line, ids);
  }

  private Optional<LocalDate> tried(boolean whole) {
    boolean again = before.map(b -> b.note().contains(REPORTED_COMPLETE)).orElse(false);
    return open.sweep() && (whole || again)
        ? Optional.of(target.runDate())
        : before.flatMap(CompletedReading::tried);
  }

  /** What the file lacks although the reading was completed; it stays until a full reading. */
  private String note(boolean whole, long found) {
    String source = target.connector().source();
    if (!whole) {
      return source
          + " returned "
          + found
          + " of "
          + target.counted()
          + " on "
          + LondonTime.show(open.runDate())
          + REPORTED_COMPLETE;
    }
    String shortfall = target.connector().shortfall(target.who(), target.part());
    if (!shortfall.isEmpty()) {
      return shortfall;
    }
    OptionalInt cap = target.connector().cap(target.part());
    return cap.isPresent() && open.found() >= cap.getAsInt()
        ? source + " only returns the latest " + cap.getAsInt()
        : open.sweep()
            ? ""
            : before.map(CompletedReading::note).filter(n -> !n.contains(FEWER_NEW)).orElse("");
  }

  /**
   * Lists are shorter than the profile's count, since suspended people are left out; but not by
   * much.
   */
  private boolean isFarTooFew(long found) {
    long counted = target.counted();
    return counted > 0 && (found == 0 || found < counted - Math.max(2, counted / 10));
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
}
