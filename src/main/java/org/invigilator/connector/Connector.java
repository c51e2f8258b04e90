package org.invigilator.connector;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;

/**
 * One source of what accounts show. It makes one call at a time and reports the result; retries,
 * waiting and money are handled by {@link RateLimitedClient}.
 */
public interface Connector extends AutoCloseable {

  /** The platform's one name, as in the register of accounts. */
  String platform();

  /** What the source is called in reports. */
  String source();

  /** What the source can show; anything else is <em>not supported</em>. */
  Set<Capability> capabilities();

  /** How many accounts one look-up may ask for. */
  int lookUpAtOnce();

  /**
   * Looks up who accounts are: all of them by number, or all of them by handle.
   *
   * @throws ApiFailure when the source reported nothing about any of them
   */
  LookUp lookUp(List<Query> queries) throws ApiFailure;

  /**
   * Reads one page of a part, newest first.
   *
   * @throws ApiFailure when there is no such page, or not now
   */
  Page page(PageRequest request) throws ApiFailure;

  /** What of a post it shows; what it does not show is never taken to be absent. */
  Set<Capture.Field> fields();

  /** The smallest and the largest page of a part that may be asked for. */
  Sizes sizes(Part part);

  /** How many items the source shows at most, however many there are. */
  default OptionalInt cap(Part part) {
    return OptionalInt.empty();
  }

  /** The most that a call can be charged for. */
  Bill worst(PageRequest request);

  /**
   * The id after which items are requested: the newest one known, or an earlier one so that items
   * which appear late are not missed. Empty where the source has no such parameter.
   */
  default String sinceId(String newest, Instant atLeastFrom) {
    return "";
  }

  /** Whether everything is read again in each run, because it is free and cannot be narrowed. */
  default boolean isReadWhole() {
    return false;
  }

  /**
   * What the source lacks of a part that was just read completely, such as posts that are cut off;
   * empty when it lacks nothing.
   */
  default String shortfall(Query account, Part part) {
    return "";
  }

  /** Whether what others wrote is read below the account's own posts. */
  default boolean isCommentsBelowPosts() {
    return false;
  }

  /**
   * Whether the number of posts in the profile has a post of this kind in it: comments below posts
   * are counted with these.
   */
  default boolean countsInProfile(LineHead post) {
    return !isCommentsBelowPosts() || !post.shown().contains(LineHead.Shown.REPLY);
  }

  /** Whether each person of a list has an id or a handle, so that they can be told apart. */
  default boolean namesPeople() {
    return true;
  }

  @Override
  default void close() {}

  /** The page sizes a source allows. */
  record Sizes(int smallest, int largest) {
    int fit(long wanted) {
      return (int) Math.max(smallest, Math.min(largest, wanted));
    }
  }

  /**
   * A registered account to look up.
   *
   * @param userId its number on the platform, empty to look it up by its handle
   */
  record Query(String account, String userId, String handle) {}

  /**
   * A request for one page.
   *
   * @param who the account, by the number under which it was found
   * @param next the cursor an earlier page gave for this one, empty for the first
   * @param sinceId only what is newer than this id, empty for everything
   * @param from only what is not older than this
   */
  record PageRequest(
      Part part, Query who, int size, String next, String sinceId, Optional<Instant> from) {

    /** The account's number on the platform; empty where the source gives none. */
    public String userId() {
      return who.userId();
    }
  }
}
