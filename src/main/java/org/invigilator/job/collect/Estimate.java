package org.invigilator.job.collect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.connector.Forecast;
import org.invigilator.connector.Work;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.policy.Spending;
import org.invigilator.report.Wording;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.SnapshotFolder;

/**
 * What the next collection from X would read and cost, from what is known of its accounts; nobody
 * is asked, and nothing is spent.
 *
 * @param rows how many rows of each kind, in the order look-ups and then parts
 */
public record Estimate(
    int accounts,
    List<Line> rows,
    Spending.Prices prices,
    Optional<Spending> budget,
    long spentThisMonth,
    List<String> assumed) {

  /** Posts a day, and new people a day, of an account nobody has read yet. */
  private static final int POSTS_A_DAY = 20;

  private static final int PEOPLE_A_DAY = 5;
  private static final int FOLLOWERS = 1000;
  private static final int FOLLOWED = 100;
  private static final int MENTIONS_A_DAY = 5;

  /** One kind of row: how many tonight, on a night when nothing is read in full, and in full. */
  public record Line(String what, long tonight, long ordinary, long sweep, long microEach) {}

  /** Estimates the collection of a night. */
  public static Estimate of(TrustInput input, StateStore state, LocalDate night, Instant now) {
    String platform = LivePlatform.X.id();
    Source source = input.sources().getOrDefault(platform, Source.of(Source.Use.API));
    List<Work> works = new CollectionScope(input).works(platform);
    Map<Part, long[]> counts = new EnumMap<>(Part.class);
    int unread = 0;
    int looked = 0;
    int uncounted = 0;
    for (Work work : works) {
      Forecast outlook = Forecast.of(state.cursors(), source, platform, work, night);
      looked += outlook.isLookedUp() ? 1 : 0;
      if (!outlook.isThere()) {
        continue;
      }
      double read = postsADay(work, night);
      double postsADay = read < 0 ? outlook.postsADay() : read;
      unread += postsADay < 0 && work.parts().contains(Part.POSTS) ? 1 : 0;
      uncounted +=
          outlook.people(Part.FOLLOWERS) < 0 && work.parts().contains(Part.FOLLOWERS) ? 1 : 0;
      for (Part part : work.parts()) {
        boolean people = part == Part.FOLLOWERS || part == Part.FOLLOWING;
        double daily =
            switch (part) {
              case FOLLOWERS -> source.knownRun() + PEOPLE_A_DAY;
              case FOLLOWING -> source.knownRun();
              case POSTS -> postsADay < 0 ? POSTS_A_DAY : postsADay;
              case MENTIONS -> MENTIONS_A_DAY;
            };
        long whole =
            people
                ? outlook.people(part) >= 0
                    ? outlook.people(part)
                    : part == Part.FOLLOWERS ? FOLLOWERS : FOLLOWED
                : Math.round(daily * source.postsBackDays());
        long[] sum = counts.computeIfAbsent(part, p -> new long[3]);
        long ordinary = Math.round(daily);
        double tonight =
            people ? Math.min(1, outlook.days(part)) * daily : outlook.days(part) * daily;
        sum[0] += outlook.isSweep(part) ? whole : Math.round(tonight);
        sum[1] += ordinary;
        sum[2] += part == Part.MENTIONS ? ordinary : whole;
      }
    }
    Optional<Spending> budget = Optional.ofNullable(input.settings().budget());
    Spending.Prices prices = budget.map(Spending::rates).orElse(Spending.KNOWN);
    List<Line> lines = new ArrayList<>();
    int n = works.size();
    lines.add(new Line("look-ups", n - looked, n, n, Spending.micro(prices.user())));
    counts.forEach(
        (part, sum) ->
            lines.add(
                new Line(
                    part.name().toLowerCase(java.util.Locale.ROOT),
                    sum[0],
                    sum[1],
                    sum[2],
                    Spending.micro(
                        part == Part.POSTS || part == Part.MENTIONS
                            ? prices.post()
                            : prices.follower()))));
    List<String> assumed = new ArrayList<>();
    if (unread > 0) {
      assumed.add(
          POSTS_A_DAY
              + " posts a day for "
              + Wording.count(unread, "account")
              + " never read, whose profile gives no number");
    }
    if (uncounted > 0) {
      assumed.add(
          FOLLOWERS
              + " followers and "
              + FOLLOWED
              + " followed for "
              + Wording.count(uncounted, "account")
              + " never counted; 'estimate --look-up' asks");
    }
    assumed.add(
        PEOPLE_A_DAY + " new followers and " + MENTIONS_A_DAY + " mentions an account and day");
    assumed.add(
        "no posts that others wrote; each one reposted, quoted or answered adds the price of a post");
    return new Estimate(
        n,
        lines,
        prices,
        budget,
        state.spent().inMonth(YearMonth.from(now.atZone(ZoneOffset.UTC))),
        assumed);
  }

  /**
   * How many posts an account made a day in the four weeks before a date; -1 when none is known.
   */
  private static double postsADay(Work work, LocalDate night) {
    Instant since = night.minusDays(28).atStartOfDay(ZoneOffset.UTC).toInstant();
    long[] count = {0};
    long read =
        new SnapshotFolder(work.folder())
            .posts(
                post -> {
                  if (post.createdAt().isAfter(since)) {
                    count[0]++;
                  }
                })
            .items();
    return read == 0 ? -1 : count[0] / 28.0;
  }

  /** The price of a column in millionths of a dollar. */
  public long micro(java.util.function.ToLongFunction<Line> column) {
    return rows.stream().mapToLong(line -> column.applyAsLong(line) * line.microEach()).sum();
  }
}
