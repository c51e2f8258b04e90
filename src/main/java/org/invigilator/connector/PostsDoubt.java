package org.invigilator.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.snapshot.LineHead;
import org.invigilator.snapshot.LineHead.Shown;

/**
 * Whether a full reading of posts can be believed beside the one before it. Posts are deleted one
 * by one; that all or many are gone or have other dates, many have lost their texts, or all their
 * pictures, the descriptions of these or the people they name, is a fault of the source until it is
 * seen again or put right.
 */
final class PostsDoubt {
  private static final String NONE_SHOWN = "showed none of the %s that were there before";
  private static final String NOT_ALL_SHOWN = "did not show all the %s that were there before";
  private static final int FEWEST = 2;

  /** So large a part of the posts, one in this many, is hardly deleted at once. */
  private static final int MOST_GONE = 4;

  /** An account does not lose the texts of one post in five at once and keep the pictures. */
  private static final int MOST_AT_ONCE = 5;

  /** Whoever puts right what was found may take the pictures or the people out of two posts. */
  private static final int FEWEST_OF_ALL = 3;

  private static final Map<Shown, String> WORDS =
      new EnumMap<>(
          Map.of(
              Shown.PICTURES, "their pictures",
              Shown.DESCRIPTIONS, "the descriptions of their pictures",
              Shown.PEOPLE, "the people they name or answer"));

  private static final Duration SAME = Duration.ofDays(1);

  private PostsDoubt() {}

  /**
   * What is doubtful, as a phrase about the source; empty when nothing is.
   *
   * @param what the posts, or what others wrote
   * @param before the posts that are stored, from the moment on that was read, by their ids
   * @param lines the posts that were read
   * @param from posts before this were not asked for
   * @param note what was noted of the reading before
   * @param believed when the same is believed, as a phrase
   * @param deleted how many posts fewer than expected the profile counts; empty when unknown
   */
  static String of(
      String what,
      Map<String, LineHead> before,
      List<String> lines,
      Optional<Instant> from,
      String note,
      String believed,
      OptionalLong deleted) {
    if (before.size() < FEWEST) {
      return "";
    }
    List<LineHead> now = lines.stream().map(LineHead::of).toList();
    boolean isNone =
        now.stream()
            .allMatch(
                head ->
                    from.isPresent() && head.createdAt().map(from.get()::isAfter).orElse(false));
    if (isNone) {
      // Whoever clears an account does it for good.
      String none = NONE_SHOWN.formatted(what);
      return note.contains(none) ? "" : none + "; " + believed;
    }
    Set<String> ids = now.stream().map(LineHead::id).collect(Collectors.toSet());
    List<String> missing =
        before.keySet().stream().filter(id -> !ids.contains(id)).sorted().toList();
    int gone = missing.size();
    boolean isCounted = deleted.isPresent() && gone >= FEWEST && gone > deleted.getAsLong() + 1;
    boolean isMany = gone >= FEWEST_OF_ALL && gone * MOST_GONE >= before.size();
    // A profile that counts as many fewer confirms that they were deleted.
    boolean isConfirmed = deleted.isPresent() && !isCounted;
    if (isCounted || (isMany && !isConfirmed)) {
      // The same posts must be missing again; others would prove that the list is not whole.
      String which =
          "("
              + gone
              + " of "
              + before.size()
              + ", list "
              + Integer.toHexString(missing.hashCode())
              + ")";
      if (!note.contains(which)) {
        return NOT_ALL_SHOWN.formatted(what) + " " + which + "; " + believed;
      }
    }
    List<LineHead> known = now.stream().filter(head -> before.containsKey(head.id())).toList();
    List<LineHead> hadText = known.stream().filter(head -> of(before, head).hasText()).toList();
    long lost = hadText.stream().filter(head -> !head.hasText()).count();
    // Videos may keep their texts where those of pictures are lost.
    if (lost >= FEWEST && lost * MOST_AT_ONCE >= hadText.size()) {
      return "showed the " + what + " without their texts, which were there before";
    }
    for (Map.Entry<Shown, String> one : WORDS.entrySet()) {
      List<LineHead> had =
          known.stream().filter(head -> of(before, head).shown().contains(one.getKey())).toList();
      if (had.size() >= FEWEST_OF_ALL
          && had.stream().noneMatch(head -> head.shown().contains(one.getKey()))) {
        String phrase = "showed the " + what + " without " + one.getValue();
        return note.contains(phrase) ? "" : phrase + ", which were there before; " + believed;
      }
    }
    boolean isMoved =
        known.size() >= FEWEST && known.stream().allMatch(head -> isMoved(of(before, head), head));
    return isMoved ? "showed the " + what + " with other dates than before" : "";
  }

  /** Whether a note says that posts were not shown which are hardly deleted. */
  static boolean isOfMissing(String note, String what) {
    return note.contains(NONE_SHOWN.formatted(what))
        || note.contains(NOT_ALL_SHOWN.formatted(what));
  }

  private static LineHead of(Map<String, LineHead> before, LineHead head) {
    return before.getOrDefault(head.id(), head);
  }

  private static boolean isMoved(LineHead before, LineHead now) {
    return before.createdAt().isPresent()
        && now.createdAt().isPresent()
        && Duration.between(before.createdAt().get(), now.createdAt().get()).abs().compareTo(SAME)
            > 0;
  }
}
