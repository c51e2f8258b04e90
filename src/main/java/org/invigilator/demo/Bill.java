package org.invigilator.demo;

import java.util.Map;
import java.util.TreeMap;
import org.invigilator.policy.Spending;

/**
 * What was requested of the demo server: calls, and rows that X would charge for, by kind of call.
 */
public final class Bill {
  private final Map<String, Line> lines = new TreeMap<>();

  /** One kind of call. */
  public record Line(long calls, long posts, long users, long followers) {
    Line plus(Line other) {
      return new Line(
          calls + other.calls,
          posts + other.posts,
          users + other.users,
          followers + other.followers);
    }

    public long rows() {
      return posts + users + followers;
    }
  }

  synchronized void add(DemoReply reply) {
    boolean charged = reply.status() == 200;
    lines.merge(
        reply.endpoint(),
        new Line(
            1,
            charged ? reply.posts() : 0,
            charged ? reply.users() : 0,
            charged ? reply.followers() : 0),
        Line::plus);
  }

  /** The requests so far, by kind of call. */
  public synchronized Map<String, Line> lines() {
    return new TreeMap<>(lines);
  }

  /** The price of all in millionths of a dollar, at the published prices. */
  public synchronized long micro() {
    Line all = total();
    return all.posts() * Spending.micro(Spending.KNOWN.post())
        + all.users() * Spending.micro(Spending.KNOWN.user())
        + all.followers() * Spending.micro(Spending.KNOWN.follower());
  }

  /** All kinds of call together. */
  public synchronized Line total() {
    return lines.values().stream().reduce(new Line(0, 0, 0, 0), Line::plus);
  }
}
