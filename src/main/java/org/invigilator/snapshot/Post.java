package org.invigilator.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * One post of a registered account; instants in UTC, ids as text, an unknown id as an empty text.
 *
 * @param text the whole text, long posts included, with the platform's escapes undone
 * @param inReplyTo the user answered, when the post is a reply
 * @param original the author of what is reposted or quoted
 * @param media the post's own media, in the platform's order; never those of a quoted or answered
 *     post
 */
public record Post(
    String id,
    Instant createdAt,
    String text,
    Kind kind,
    User inReplyTo,
    User original,
    List<Mention> mentions,
    List<String> hashtags,
    List<String> links,
    List<Media> media) {

  /** What sort of act a post is. */
  public enum Kind {
    ORIGINAL,
    REPLY,
    QUOTE,
    REPOST
  }

  /** Somebody named by id, by handle, or by both. */
  public record User(String id, String handle) {
    public static final User NOBODY = new User("", "");

    public boolean isKnown() {
      return !id.isEmpty() || !handle.isEmpty();
    }
  }

  /**
   * An account named in the text.
   *
   * @param automatic whether the platform put it there because the post is a reply
   */
  public record Mention(User user, boolean automatic) {}

  /**
   * A picture or video of the post; the type is empty when the platform did not send the object.
   */
  public record Media(String key, String type, String altText) {}

  public boolean isRepost() {
    return kind == Kind.REPOST;
  }
}
