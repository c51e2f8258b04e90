package org.invigilator.connector;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.invigilator.snapshot.Capture.Part;

/**
 * One source of what accounts show. It makes one call at a time and says what came of it; how
 * often, how long and for how much money is not its business.
 */
public interface Connector extends AutoCloseable {

  /** The platform's one name, as in the register of accounts. */
  String platform();

  /** What the source is called in reports. */
  String source();

  /** What the source can show; what is not among it is <em>not supported</em>. */
  Set<Capability> capabilities();

  /** How many accounts one look-up may ask for. */
  int lookUpAtOnce();

  /**
   * Asks who accounts are: all of them by number, or all of them by handle.
   *
   * @throws ApiFailure when the source gave no answer about any of them
   */
  LookUp lookUp(List<Wanted> wanted) throws ApiFailure;

  /**
   * Reads one page of a part, newest first.
   *
   * @throws ApiFailure when there is no such page, or not now
   */
  Page page(Ask ask) throws ApiFailure;

  /** The smallest and the largest page of a part that may be asked for. */
  Sizes sizes(Part part);

  /** How many items the source shows at most, however many there are. */
  default OptionalInt cap(Part part) {
    return OptionalInt.empty();
  }

  /** The most that a call can be charged for. */
  Bill worst(Ask ask);

  /**
   * From which id on items are asked for: after the newest one known, but at least from a moment
   * on, since some appear late. Empty where the source cannot be asked so.
   */
  default String sinceId(String newest, Instant atLeastFrom) {
    return "";
  }

  /** Whether everything is read anew each night, since it costs nothing and cannot be less. */
  default boolean isReadWhole() {
    return false;
  }

  /** What lies there and could not be used, in words. */
  default List<String> notes() {
    return List.of();
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
   * An account of the register that is looked up.
   *
   * @param userId its number on the platform, empty to look it up by its handle
   */
  record Wanted(String account, String userId, String handle) {}

  /**
   * Asks for one page.
   *
   * @param next where an earlier page said the next one is, empty for the first
   * @param sinceId only what is newer than this id, empty for everything
   * @param from only what is not older than this
   */
  record Ask(
      Part part, String userId, int size, String next, String sinceId, Optional<Instant> from) {}
}
