package org.invigilator.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One post of a registered account; instants in UTC, ids as text, an unknown id as an empty text.
 *
 * @param text the whole text, long posts included, with the platform's escapes undone
 * @param conversation the id of the post that began the conversation, empty when unknown
 * @param repliedTo the id of the post that it replies to, empty when it is not a reply
 * @param inReplyTo the user it replies to, when the post is a reply
 * @param original the author of what is reposted or quoted
 * @param media the post's own media, in the platform's order; never those of a quoted post or of
 *     the post it replies to
 * @param place the place attached to the post
 * @param source the app that published it, empty when unknown
 * @param labels the labels set by the platform's moderators or the author
 * @param id of its first version; each edit has a new one, but it stays one post
 * @param createdAt when its first version was published
 * @param versions the ids of all versions and every other id that it has, the first one first
 * @param unknownFields names of the fields that hold something and that are not known, sorted
 * @param permalink its public address as the platform gave it, empty when it did not
 * @param attention how many replies and quotations it has, empty when unknown
 */
public record Post(
    String id,
    Instant createdAt,
    String text,
    Kind kind,
    String conversation,
    String repliedTo,
    User inReplyTo,
    User original,
    List<Mention> mentions,
    List<String> hashtags,
    List<String> links,
    List<Media> media,
    Place place,
    String source,
    Optional<Attention> attention,
    List<String> labels,
    List<String> versions,
    List<String> unknownFields,
    String permalink) {

  /** How the name of an unknown field begins that holds something attached to the post. */
  public static final String UNKNOWN_ATTACHMENT = "attachments.";

  /** The kind of a post. */
  public enum Kind {
    ORIGINAL,
    REPLY,
    QUOTE,
    REPOST
  }

  /** What an erasure leaves in place of a pupil's name, number or handle. */
  public static final String ERASED = "[erased]";

  /** A user, identified by id, by handle, or by both. */
  public record User(String id, String handle) {
    public static final User NOBODY = new User("", "");

    /** Whether there is a number or a handle; what was erased is neither. */
    public boolean isKnown() {
      return isThere(id) || isThere(handle);
    }

    private static boolean isThere(String text) {
      return !text.isEmpty() && !text.equals(ERASED);
    }
  }

  /**
   * An account named in the text.
   *
   * @param automatic whether the platform added it because the post is a reply
   */
  public record Mention(User user, boolean automatic) {}

  /**
   * A picture or video of the post; the type is empty when the platform did not send the object.
   */
  public record Media(String key, String type, String altText) {}

  /**
   * A place attached to a post.
   *
   * @param coordinates whether a point on the map is attached
   * @param type the platform's kind of place, such as {@code city} or {@code poi}
   */
  public record Place(boolean coordinates, String id, String type) {
    public static final Place NONE = new Place(false, "", "");
  }

  /** The numbers of public replies and quotations of a post. */
  public record Attention(int replies, int quotes) {
    public int sum() {
      return replies + quotes;
    }
  }

  /** Whether something is attached to it that is not known, such as a new kind of picture. */
  public boolean hasUnknownAttachment() {
    return unknownFields.stream().anyMatch(name -> name.startsWith(UNKNOWN_ATTACHMENT));
  }

  public boolean isRepost() {
    return kind == Kind.REPOST;
  }
}
