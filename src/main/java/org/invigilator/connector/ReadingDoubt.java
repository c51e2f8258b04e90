package org.invigilator.connector;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;

/**
 * Whether a reading is believed to have shown everything, beside the one before it and the number
 * in the profile. It is believed when a later one shows the same.
 */
record ReadingDoubt(AccountPart target, OpenReading open, Optional<CompletedReading> before) {
  static final String FEWER_NEW = " new posts that it counts";
  private static final String FEWER_PEOPLE = "showed far fewer people than were there before";
  private static final int LONGEST_NOTE = 600;
  private static final String OWN = "posts";
  private static final String OF_OTHERS = "comments and mentions";

  /** Of so few people all may go within a day. */
  private static final int FEW_PEOPLE = 3;

  /** Why a reading is not believed to have shown everything, in words; empty when it is. */
  String of(List<String> lines) {
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

  Instant readAt() {
    return open.runDate().equals(target.identity().runDate())
        ? target.identity().lookedAt()
        : LondonTime.startOf(open.runDate());
  }
}
