package org.invigilator.connector;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of posts or of people.
 *
 * @param next where the next page is, empty when this was the last
 * @param fault why some items of this page are missing, as the source reports; empty when none are
 */
public record Page(List<Item> items, String next, Bill bill, Optional<Limit> limit, String fault)
    implements Response {

  /** A page on which nothing is missing. */
  public Page(List<Item> items, String next, Bill bill, Optional<Limit> limit) {
    this(items, next, bill, limit, "");
  }

  /** This page as the last one. */
  Page asLast() {
    return new Page(items, "", bill, limit, fault);
  }

  /** One thing on a page. */
  public sealed interface Item {
    String id();
  }

  /**
   * A post.
   *
   * @param versions the ids it had before it was edited, its own included
   * @param line the line it is in a snapshot
   */
  public record PostItem(String id, Instant at, List<String> versions, String line)
      implements Item {}

  /** A follower or a followed account; handle and name are empty where they are not shown. */
  public record Person(String id, String handle, String name) implements Item {}
}
