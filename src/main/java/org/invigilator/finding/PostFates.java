package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Watches the posts of an account on which findings were open, and notes with each finding that was
 * resolved whether its post was edited or is gone.
 */
public final class PostFates {
  private final JdbcClient jdbc;
  private final String account;
  private final LocalDate asOf;
  private final Set<String> watched;
  private final Map<String, PostFate> seen = new HashMap<>();
  private boolean isWhole;

  PostFates(JdbcTemplate jdbc, String account, LocalDate asOf) {
    this.jdbc = JdbcClient.create(jdbc);
    this.account = account;
    this.asOf = asOf;
    this.watched = new HashSet<>();
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
   * @param id the id of its latest version
   * @param versions the ids of all its versions
   */
  public void see(String id, List<String> versions) {
    if (watched.isEmpty()) {
      return;
    }
    for (String version : versions) {
      if (watched.contains(version)) {
        seen.put(version, version.equals(id) ? PostFate.THERE : PostFate.EDITED);
      }
    }
    if (watched.contains(id)) {
      seen.put(id, PostFate.THERE);
    }
  }

  /** Says that all posts have streamed past, so that one that was not among them is gone. */
  public void end() {
    isWhole = true;
  }

  /** Notes the fates with the findings that the audit of this date resolved. */
  public void note() {
    if (watched.isEmpty() || !isWhole) {
      return;
    }
    List<String[]> resolved =
        jdbc.sql(
                """
                select f.id, f.subject_id from finding f join finding_event e on e.finding_id = f.id
                where f.scope = :account and e.as_of = :asOf and e.status = 'resolved'
                  and f.subject_kind in ('post', 'media')""")
            .param("account", account)
            .param("asOf", Date.valueOf(asOf))
            .query((rs, n) -> new String[] {rs.getString(1), rs.getString(2)})
            .list();
    for (String[] one : resolved) {
      PostFate fate = seen.getOrDefault(post(one[1]), PostFate.GONE);
      jdbc.sql(
              """
              update finding_event set cause = :cause
              where finding_id = :id and as_of = :asOf and status = 'resolved'""")
          .param("cause", fate.label())
          .param("id", one[0])
          .param("asOf", Date.valueOf(asOf))
          .update();
    }
  }
}
