package org.invigilator.privacy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.finding.StoredEvidence;
import org.invigilator.policy.Retention;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.SnapshotFolder;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes records of the ledger that are too old. */
final class LedgerPurge {
  private static final String POST_GONE = "This post is no longer in the saved copy";

  /** How earlier versions began the same text. */
  private static final String POST_GONE_BEFORE = "No longer among what was collected";

  private final NamedParameterJdbcTemplate batch;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final LocalDate asOf;
  private final Retention.Limits limits;
  private final Path snapshots;
  private final LocalDate followersBefore;
  private final LocalDate findingsBefore;
  private final LocalDate workingBefore;
  private final List<Purge.Deletion> deletions = new ArrayList<>();

  LedgerPurge(
      NamedParameterJdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      LocalDate asOf,
      Retention.Limits limits,
      Path snapshots) {
    this.batch = jdbc;
    this.jdbc = JdbcClient.create(jdbc);
    this.transaction = new TransactionTemplate(transactions);
    this.asOf = asOf;
    this.limits = limits;
    this.snapshots = snapshots;
    this.followersBefore = asOf.minusDays(limits.followers());
    this.findingsBefore = asOf.minusDays(limits.findings());
    this.workingBefore = asOf.minusDays(Purge.WORKING_DAYS);
  }

  /** Some rows of a table, by a condition on a date. */
  private record Old(String what, String from, LocalDate before, int days) {}

  List<Purge.Deletion> run(boolean dryRun) throws IOException {
    List<String> findings = oldFindings();
    add(
        "resolved findings",
        findings.size(),
        "findings about former followers are kept for "
            + limits.followers()
            + " days, others for "
            + limits.findings(),
        true);
    List<Map<String, String>> texts = textsOfMissingPosts();
    add("texts about posts that are no longer there", texts.size(), "only a hash is kept", true);
    List<Old> tables = tables();
    for (Old old : tables) {
      add(old.what(), count(old), "kept for " + old.days() + " days", false);
    }
    if (!dryRun) {
      transaction.executeWithoutResult(
          status -> {
            new FindingDeletion(batch).delete(findings);
            batch.batchUpdate(
                "update finding set observed = :observed where id = :id",
                texts.toArray(Map[]::new));
            tables.forEach(this::delete);
            delete(new Old("", "decision where finding_id = '' and ended_on", findingsBefore, 0));
            deleteAbandonedReadings();
            jdbc.sql(
                    """
                    delete from sought where fingerprint not in (select sought from collected_part)
                      and fingerprint not in (select open_sought from collected_part)
                    """)
                .update();
            deleteOldRuns();
          });
    }
    return deletions;
  }

  private List<Old> tables() {
    int kept = limits.findings();
    return List.of(
        new Old("results of answers sent back", "answer_line where as_of", findingsBefore, kept),
        new Old("spending records", "spending where night", findingsBefore, kept),
        new Old("totals of audits", "audit_count where as_of", findingsBefore, kept),
        new Old(
            "records of how accounts were read",
            "account_reading where as_of",
            workingBefore,
            Purge.WORKING_DAYS),
        new Old(
            "what rules on trial found",
            "trial_finding where as_of",
            workingBefore,
            Purge.WORKING_DAYS),
        new Old(
            "mails sent or given up",
            "mail where state in ('sent', 'failed') and as_of",
            workingBefore,
            Purge.WORKING_DAYS));
  }

  private void add(String what, long count, String why, boolean isOfPeople) {
    if (count > 0) {
      deletions.add(new Purge.Deletion(what, "", count, why, isOfPeople));
    }
  }

  private long count(Old old) {
    return jdbc.sql("select count(*) from " + old.from() + " < :before")
        .param("before", old.before())
        .query(Long.class)
        .single();
  }

  private void delete(Old old) {
    jdbc.sql("delete from " + old.from() + " < :before").param("before", old.before()).update();
  }

  private List<String> oldFindings() {
    return jdbc.sql(
            """
            select id from finding where status = 'resolved'
              and (status_on < :findings or (subject_kind = 'follower' and status_on < :followers))
            """)
        .param("findings", findingsBefore)
        .param("followers", followersBefore)
        .query(String.class)
        .list();
  }

  /** A resolved finding about a post, as stored. */
  record OnPost(String id, String platform, String scope, String subjectId, String evidence) {}

  /** New texts for findings about posts that are no longer there: only a hash is kept. */
  private List<Map<String, String>> textsOfMissingPosts() throws IOException {
    List<OnPost> resolved =
        jdbc.sql(
                """
                select id, platform, scope, subject_id, evidence from finding
                where status = 'resolved' and subject_kind in ('post', 'media') and scope <> ''
                  and observed not like :gone and observed not like :goneBefore
                order by scope, id
                """)
            .param("gone", "%" + POST_GONE + "%")
            .param("goneBefore", "%" + POST_GONE_BEFORE + "%")
            .query(OnPost.class)
            .list();
    List<Map<String, String>> updates = new ArrayList<>();
    String account = "";
    Optional<Set<String>> posts = Optional.empty();
    for (OnPost finding : resolved) {
      if (!finding.scope().equals(account)) {
        account = finding.scope();
        posts = posts(SnapshotFolder.at(snapshots, finding.platform(), account));
      }
      // Without a complete copy it is not known whether the post is still there.
      if (posts.isPresent() && !posts.get().contains(CopyPurge.post(finding.subjectId()))) {
        String text =
            POST_GONE
                + " ("
                + LondonTime.show(asOf)
                + "), so its text was deleted here. Hash of the text: "
                + finding.evidence()
                + ".";
        updates.add(Map.of("observed", StoredEvidence.sentence(text), "id", finding.id()));
      }
    }
    return updates;
  }

  private static Optional<Set<String>> posts(Path folder) throws IOException {
    if (new SnapshotFolder(folder).capture().part(Part.POSTS).extent() != Extent.COMPLETE) {
      return Optional.empty();
    }
    Set<String> ids = new HashSet<>();
    for (Part part : List.of(Part.POSTS, Part.MENTIONS)) {
      Optional<Path> file = new AccountSnapshot(folder).file(part);
      if (file.isPresent()) {
        SnapshotLines.read(
            file.get(),
            line -> {
              ids.addAll(CopyPurge.ids(line));
              return line;
            });
      }
    }
    return Optional.of(ids);
  }

  /** Pages of readings that were begun long ago and never completed. */
  private void deleteAbandonedReadings() {
    jdbc.sql(
            """
            delete from collected_page where exists (
              select 1 from collected_part p where p.platform = collected_page.platform
                and p.account = collected_page.account and p.part = collected_page.part
                and (p.open_night is null or p.open_night < :before))
            """)
        .param("before", followersBefore)
        .update();
    jdbc.sql("update collected_part set open_night = null where open_night < :before")
        .param("before", followersBefore)
        .update();
  }

  /** Batch's own records of runs of old audit dates. */
  private void deleteOldRuns() {
    List<Long> old =
        jdbc.sql(
                """
                select job_execution_id from batch_job_execution_params
                where parameter_name = 'as_of' and parameter_value < :before
                """)
            .param("before", workingBefore.toString())
            .query(Long.class)
            .list();
    for (Long execution : old) {
      jdbc.sql(
              """
              delete from batch_step_execution_context where step_execution_id in (
                select step_execution_id from batch_step_execution where job_execution_id = :id)
              """)
          .param("id", execution)
          .update();
      for (String table :
          List.of(
              "batch_step_execution",
              "batch_job_execution_context",
              "batch_job_execution_params",
              "batch_job_execution")) {
        jdbc.sql("delete from " + table + " where job_execution_id = :id")
            .param("id", execution)
            .update();
      }
    }
    jdbc.sql(
            """
            delete from batch_job_instance
            where job_instance_id not in (select job_instance_id from batch_job_execution)
            """)
        .update();
  }
}
