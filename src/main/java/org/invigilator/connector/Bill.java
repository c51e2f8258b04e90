package org.invigilator.connector;

import java.math.BigDecimal;
import org.invigilator.policy.Spending;

/** How many rows of each kind a call is charged for. */
public record Bill(int posts, int users, int followers) {
  public static final Bill NOTHING = new Bill(0, 0, 0);

  int rows() {
    return posts + users + followers;
  }

  /** The price in millionths of a dollar. */
  long micro(Spending.Prices prices) {
    return cost(posts, prices.post())
        + cost(users, prices.user())
        + cost(followers, prices.follower());
  }

  private static long cost(int rows, BigDecimal price) {
    return Spending.micro(price.multiply(BigDecimal.valueOf(rows)));
  }

  Bill plus(Bill other) {
    return new Bill(posts + other.posts, users + other.users, followers + other.followers);
  }

  Bill times(int n) {
    return new Bill(posts * n, users * n, followers * n);
  }
}
