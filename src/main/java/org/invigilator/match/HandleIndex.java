package org.invigilator.match;

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
  private final Map<String, Pupil> byId = new HashMap<>();
  private final Map<String, Pupil> byHandle = new HashMap<>();

  public HandleIndex(List<Pupil> pupils) {
    for (Pupil pupil : pupils) {
      for (Pupil.Handle handle : pupil.handles()) {
        if (!handle.userId().isEmpty()) {
          byId.put(handle.platform() + ':' + handle.userId(), pupil);
        }
        if (!handle.handle().isEmpty()) {
          byHandle.put(handle.platform() + ':' + handle.handle(), pupil);
        }
      }
    }
  }

  /** Whose account this is, when it is that of a pupil, past or present. */
  public Optional<Pupil> find(String platform, String userId, String handle) {
    if (byId.isEmpty() && byHandle.isEmpty()) {
      return Optional.empty();
    }
    Pupil pupil = userId.isEmpty() ? null : byId.get(platform + ':' + userId);
    if (pupil == null && !handle.isEmpty()) {
      pupil = byHandle.get(platform + ':' + Platforms.handle(handle));
    }
    return Optional.ofNullable(pupil);
  }
}
