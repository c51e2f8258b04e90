package org.invigilator.connector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;
import org.jspecify.annotations.Nullable;

/** Keeps of posts and people what was known of them, where a new reading shows less. */
final class KnownLines {
  private KnownLines() {}

  /** The lines of a reading, with what was known of the same posts and people. */
  static List<String> kept(AccountPart target, List<String> lines) {
    if (target.isOfPeople()) {
      return withKnownHandles(target, lines);
    }
    if (target.part() != Part.POSTS) {
      return lines;
    }
    Map<String, LineHead> stored = target.files().heads(Part.POSTS, Optional.empty());
    return withKnownPeople(
        target,
        lines.stream().map(line -> steady(line, stored.get(LineHead.of(line).id()))).toList(),
        stored);
  }

  /**
   * Posts as they were where they name fewer people and have the same text: whoever was answered
   * has gone, or was left out, and the answer is still there.
   */
  private static List<String> withKnownPeople(
      AccountPart target, List<String> lines, Map<String, LineHead> stored) {
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
  private static List<String> withKnownHandles(AccountPart target, List<String> lines) {
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

  /**
   * A post under the key by which it is known: another post of the same minute, or another first
   * picture, gives it no other name in the ledger.
   */
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
}
