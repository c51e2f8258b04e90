package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Retention periods in days: {@code retention} of {@code trust.yaml}. Missing ones are the limits
 * of the rule audit-retention-exceeded, or the defaults here.
 *
 * @param posts copies of the accounts' own posts, since they were collected
 * @param followers copies of followers and followed accounts, and findings about former followers
 * @param inbound copies of what others wrote to the accounts
 * @param findings closed findings with their answers
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

  /** A trust without settings. */
  public static final Retention UNSAID = new Retention(null, null, null, null, null, null);

  /** The retention periods in use, in days. */
  public record Limits(
      int posts, int followers, int inbound, int findings, int reports, int safeguarding) {}

  /**
   * The periods in use, with defaults from the policies.
   *
   * @param bounds the longest periods that the policies allow
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

  /** The longest periods in days for which the policies of a trust allow copies to be kept. */
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

  private static int or(@Nullable Integer days, int otherwise) {
    return days == null ? otherwise : days;
  }

  private static void check(String key, @Nullable Integer days, int most, List<Problem> problems) {
    if (days != null && days < 1) {
      problems.add(
          problem(key, days + " is not a number of days.", "Write a number of days, 1 or more."));
    } else if (days != null && days > most) {
      problems.add(
          problem(
              key,
              days
                  + (days == 1 ? " day is longer" : " days is longer")
                  + (key.startsWith("safeguarding")
                      ? " than the reports are kept."
                      : " than the policy allows."),
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
