package org.invigilator.demo;

import java.util.Locale;

/** The ways in which the demo server can fail, each one seen or documented of X. */
public enum Failure {
  /** 429 with the time of the reset. */
  RATE_LIMIT,
  /** 429 in plain words, without any header. */
  RATE_LIMIT_PLAIN,
  /** 429 in the shape of the first API. */
  RATE_LIMIT_OLD,
  /** 429 for the month, with calls left in the window. */
  USAGE_CAP,
  NO_CREDITS,
  NOT_ENROLLED,
  FORBIDDEN,
  BAD_CREDENTIALS,
  NOT_FOUND,
  SERVER_ERROR,
  /** 503 with a page of HTML. */
  OVERLOADED,
  /** 200 with a page of HTML. */
  HTML,
  /** 200 with JSON that ends in the middle. */
  MALFORMED,
  /** 200 with nothing. */
  EMPTY,
  /** 200 and fewer bytes than were announced. */
  CUT,
  /** 200 and a connection that breaks. */
  BROKEN,
  /** No reply for a minute. */
  SILENT,
  /** A redirect to another place. */
  MOVED,
  /** 200 with headers that are not numbers. */
  ODD_HEADERS,
  /** 200 with an error instead of data: suspended. */
  SUSPENDED,
  /** 200 with an error instead of data: protected. */
  PROTECTED,
  /** 200 with an undocumented error instead of data. */
  UNKNOWN_PROBLEM,
  /** 400 because the cursor is no longer valid. */
  EXPIRED,
  /** The same page over and over. */
  SAME_PAGE,
  /** Pages that refer to each other, without end. */
  CIRCLE,
  /** No people, although the profile counts some. */
  NO_PEOPLE,
  /** An empty page with a next page. */
  EMPTY_PAGE,
  /** Every item without its date, as if its field had the wrong name. */
  NO_DATES,
  /** Dates without milliseconds. */
  SHORT_DATES,
  /** The list ends early and claims to be complete. */
  SHORT_LIST,
  /** 200 with the first row of a page missing and an error of the service beside the others. */
  ROW_MISSING;

  /** The name as it is typed. */
  public String typed() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * When to fail: at the nth call of an endpoint, and how many times from then on.
   *
   * @param endpoint look-up, posts, mentions, followers, following, or * for any
   * @param from the number of the call of that endpoint, from 1
   */
  public record Planned(Failure failure, String endpoint, int from, int times) {

    /**
     * Reads {@code followers:2:overloaded} or {@code posts:1:rate-limit:3}; 0 times is for ever.
     */
    public static Planned parse(String typed) {
      String[] parts = typed.split(":", -1);
      if (parts.length < 3 || parts.length > 4) {
        throw new IllegalArgumentException("Write it like followers:2:overloaded");
      }
      Failure failure = Failure.valueOf(parts[2].toUpperCase(Locale.ROOT).replace('-', '_'));
      int times = parts.length == 4 ? Integer.parseInt(parts[3]) : 1;
      return new Planned(failure, parts[0], Integer.parseInt(parts[1]), times);
    }

    boolean applies(String called, int number) {
      return (endpoint.equals("*") || endpoint.equals(called))
          && number >= from
          && (times == 0 || number < from + times);
    }
  }
}
