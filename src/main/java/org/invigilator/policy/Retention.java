package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;

/**
 * For how many days what the program keeps is kept: {@code retention} of {@code trust.yaml}. What
 * it does not say is as in the matrix (audit-retention-exceeded), or as here.
 *
 * @param posts copies of the accounts' own posts, since they were collected
 * @param followers copies of followers and followed, and findings about a follower who is gone
 * @param inbound copies of what others wrote to the accounts
 * @param findings findings that are over, with their answers
 * @param reports the files of an audit
 * @param safeguarding the encrypted workbook of an audit, which has pupils' names in it
 */
public record Retention(
    @JsonProperty("posts_days") @Nullable Integer posts,
    @JsonProperty("followers_days") @Nullable Integer followers,
    @JsonProperty("inbound_days") @Nullable Integer inbound,
    @JsonProperty("findings_days") @Nullable Integer findings,
    @JsonProperty("reports_days") @Nullable Integer reports,
    @JsonProperty("safeguarding_days") @Nullable Integer safeguarding) {
  private static final int TWO_YEARS = 730;
  private static final int YEAR = 365;
  private static final int QUARTER = 90;

  /** A trust that says nothing. */
  public static final Retention UNSAID = new Retention(null, null, null, null, null, null);

  /** Every limit in days, said or not. */
  public record Limits(
      int posts, int followers, int inbound, int findings, int reports, int safeguarding) {}

  /**
   * What counts, within what the policies allow.
   *
   * @param bounds the longest that any policy allows for posts, followers and inbound
   */
  public Limits within(Bounds bounds) {
    return new Limits(
        or(posts, bounds.posts()),
        or(followers, bounds.followers()),
        or(inbound, bounds.inbound()),
        or(findings, TWO_YEARS),
        or(reports, YEAR),
        or(safeguarding, QUARTER));
  }

  /** The longest that the policies of a trust allow copies to be kept, in days. */
  public record Bounds(int posts, int followers, int inbound) {}

  /** What is wrong with the limits. */
  public List<Problem> problems(Bounds bounds) {
    List<Problem> problems = new ArrayList<>();
    check("posts_days", posts, bounds.posts(), problems);
    check("followers_days", followers, bounds.followers(), problems);
    check("inbound_days", inbound, bounds.inbound(), problems);
    check("findings_days", findings, Integer.MAX_VALUE, problems);
    check("reports_days", reports, Integer.MAX_VALUE, problems);
    check("safeguarding_days", safeguarding, or(reports, YEAR), problems);
    return problems;
  }

  private static int or(@Nullable Integer said, int otherwise) {
    return said == null ? otherwise : said;
  }

  private static void check(String key, @Nullable Integer days, int most, List<Problem> problems) {
    if (days != null && days < 1) {
      problems.add(
          problem(
              key, days + " is no number of days.", "Write how many days it is kept, 1 or more."));
    } else if (days != null && days > most) {
      problems.add(
          problem(
              key,
              days
                  + " days is longer than it may be kept"
                  + (key.startsWith("safeguarding") ? ", for the reports go before." : "."),
              "Write at most "
                  + most
                  + (key.startsWith("safeguarding")
                      ? "."
                      : ", or change audit-retention-exceeded in the policy.")));
    }
  }

  private static Problem problem(String key, String what, String fix) {
    return new Problem("trust.yaml", 0, "retention." + key, what, fix);
  }
}
