package org.invigilator.match;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.register.Platforms;
import org.invigilator.register.Pupil;

/**
 * The accounts of pupils that the trust was told of: the platform's id decides before the handle,
 * whole handles only.
 */
public final class HandleIndex {
  /** A school may keep a child on its roll for some weeks after the next one has begun. */
  private static final int LONGEST_OVERLAP = 62;

  /** Accounts of which it is not written on which platform they are. */
  private static final String ANY = "";

  private record OfPlatform(Map<String, Pupil> byId, Map<String, Pupil> byHandle) {}

  private final Map<String, OfPlatform> platforms = new HashMap<>();
  private final Map<String, Pupil> movedTo = new HashMap<>();

  public HandleIndex(List<Pupil> pupils) {
    followMoves(pupils);
    for (Pupil pupil : pupils) {
      for (Pupil.Handle handle : pupil.handles()) {
        OfPlatform of =
            platforms.computeIfAbsent(
                handle.platform(), p -> new OfPlatform(new HashMap<>(), new HashMap<>()));
        if (!handle.userId().isEmpty()) {
          of.byId().merge(handle.userId(), pupil, HandleIndex::later);
        }
        if (!handle.handle().isEmpty()) {
          of.byHandle().merge(handle.handle(), pupil, HandleIndex::later);
        }
      }
    }
  }

  /**
   * Finds those who left one academy of the trust and are on the roll of another: the same names
   * and birth date, on another row that does not begin long before they left.
   */
  private void followMoves(List<Pupil> pupils) {
    Map<String, Pupil> leavers = new HashMap<>();
    pupils.stream()
        .filter(p -> p.onRollTo().isPresent() && !p.handles().isEmpty())
        .forEach(p -> leavers.put(person(p), p));
    if (!leavers.isEmpty()) {
      pupils.stream()
          .filter(p -> p.onRollTo().isEmpty() && p.birth().isPresent())
          .forEach(
              p -> {
                Pupil before = leavers.get(person(p));
                if (before != null && isAfter(p, before)) {
                  movedTo.put(before.ref(), p);
                }
              });
    }
  }

  private static boolean isAfter(Pupil row, Pupil before) {
    LocalDate left = before.onRollTo().orElse(LocalDate.MIN);
    return row.onRollFrom().stream().noneMatch(on -> on.plusDays(LONGEST_OVERLAP).isBefore(left));
  }

  /** Whether the handle is on file with another id, so that somebody else has it now. */
  private static boolean isOtherId(Pupil pupil, String platform, String handle, String userId) {
    return !userId.isEmpty()
        && pupil.handles().stream()
            .anyMatch(
                h ->
                    h.platform().equals(platform)
                        && h.handle().equals(Platforms.handle(handle))
                        && !h.userId().isEmpty()
                        && !h.userId().equals(userId));
  }

  private static String person(Pupil pupil) {
    return Words.fold(pupil.firstName())
        + ' '
        + Words.fold(pupil.lastName())
        + ' '
        + pupil.birth().map(Object::toString).orElse("");
  }

  /** Of two entries of the roll for one account, the one that is on it still, or left last. */
  private static Pupil later(Pupil one, Pupil other) {
    return one.onRollTo().isEmpty()
            || other.onRollTo().map(o -> one.onRollTo().get().isAfter(o)).orElse(false)
        ? one
        : other;
  }

  /** Whose account this is, when it is that of a pupil, past or present. */
  public Optional<Pupil> find(String platform, String userId, String handle) {
    return on(platform, userId, handle).or(() -> on(ANY, userId, handle));
  }

  private Optional<Pupil> on(String platform, String userId, String handle) {
    OfPlatform of = platforms.get(platform);
    if (of == null) {
      return Optional.empty();
    }
    Pupil pupil = userId.isEmpty() ? null : of.byId().get(userId);
    if (pupil == null && !handle.isEmpty()) {
      pupil = of.byHandle().get(Platforms.handle(handle));
      if (pupil != null && isOtherId(pupil, platform, handle, userId)) {
        pupil = null;
      }
    }
    if (pupil != null && pupil.onRollTo().isPresent()) {
      Pupil byHandle = handle.isEmpty() ? null : of.byHandle().get(Platforms.handle(handle));
      pupil =
          byHandle != null && byHandle.onRollTo().isEmpty()
              ? byHandle
              : movedTo.getOrDefault(pupil.ref(), pupil);
    }
    return Optional.ofNullable(pupil);
  }
}
