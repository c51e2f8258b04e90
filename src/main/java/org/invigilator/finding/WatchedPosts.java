package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.invigilator.rule.Evidence;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The posts of an account on which findings were open: as they stream past, their texts are
 * compared with those that were judged, and each finding that is resolved is given the change.
 */
public final class WatchedPosts {
  private final JdbcClient jdbc;
  private final String account;
  private final LocalDate asOf;

  /** What each watched post says now, as findings name it; absent where it was not seen. */
  private final Map<String, String> seen = new HashMap<>();

  private final Set<String> watched = new HashSet<>();
  private boolean isWhole;

  WatchedPosts(JdbcTemplate jdbc, String account, LocalDate asOf) {
    this.jdbc = JdbcClient.create(jdbc);
    this.account = account;
    this.asOf = asOf;
    this.jdbc
        .sql(
            """
            select distinct subject_id from finding where scope = :account and first_seen < :asOf
              and subject_kind in ('post', 'media') and (status <> 'resolved' or status_on >= :asOf)""")
        .param("account", account)
        .param("asOf", Date.valueOf(asOf))
        .query(String.class)
        .list()
        .forEach(subject -> watched.add(post(subject)));
  }

  /** The post of a subject, which may be one of its pictures. */
  private static String post(String subject) {
    return subject.replaceFirst("#\\d+$", "");
  }

  /**
   * Looks at one post as it streams past.
   *
   * @param id the id of its first version, by which findings name it
   * @param otherIds every other id that it has
   * @param text what of it is judged
   */
  public void see(String id, List<String> otherIds, Supplier<String> text) {
    if (watched.isEmpty()) {
      return;
    }
    if (watched.contains(id)) {
      seen.put(id, Evidence.identity(text.get()));
    }
    for (String other : otherIds) {
      if (watched.contains(other)) {
        seen.put(other, Evidence.identity(text.get()));
      }
    }
  }

  /** Says that every post of the account was seen, so that a post which was not is gone. */
  public void end() {
    isWhole = true;
  }

  /** Gives the findings that the audit of this date resolved the change of their posts. */
  public void note() {
    if (watched.isEmpty()) {
      return;
    }
    List<String[]> resolved =
        jdbc.sql(
                """
                select f.id, f.subject_id, f.evidence from finding f
                join finding_event e on e.finding_id = f.id
                where f.scope = :account and e.as_of = :asOf and e.status = 'resolved'
                  and f.subject_kind in ('post', 'media')""")
            .param("account", account)
            .param("asOf", Date.valueOf(asOf))
            .query((rs, n) -> new String[] {rs.getString(1), rs.getString(2), rs.getString(3)})
            .list();
    for (String[] one : resolved) {
      jdbc.sql(
              """
              update finding_event set cause = :cause
              where finding_id = :id and as_of = :asOf and status = 'resolved'""")
          .param("cause", change(post(one[1]), one[2]).label())
          .param("id", one[0])
          .param("asOf", Date.valueOf(asOf))
          .update();
    }
  }

  /**
   * The change of a post.
   *
   * @param evidence what the finding rested on: the text that was judged, or facts of which no text
   *     is known
   */
  private PostChange change(String post, String evidence) {
    String now = seen.get(post);
    if (now == null) {
      return isWhole ? PostChange.REMOVED : PostChange.NONE;
    }
    return Evidence.isComparable(evidence, now) && !evidence.equals(now)
        ? PostChange.EDITED
        : PostChange.NONE;
  }
}
