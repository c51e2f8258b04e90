package org.invigilator.connector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The latest replies of a run from which a second part of an account is read too, by what was
 * requested, so that it is not requested again.
 */
public final class KeptReplies<T> {
  /** A page of posts with their comments may be large. */
  private static final int MOST = 64;

  private final Map<String, T> replies = new LinkedHashMap<>();

  /** Keeps a reply that was read without a fault. */
  public void keep(String request, T reply) {
    replies.remove(request);
    replies.put(request, reply);
    if (replies.size() > MOST) {
      replies.remove(replies.keySet().iterator().next());
    }
  }

  /** A kept reply, which is then kept no longer: whoever requests it again wants a new one. */
  public Optional<T> take(String request) {
    return Optional.ofNullable(replies.remove(request));
  }
}
