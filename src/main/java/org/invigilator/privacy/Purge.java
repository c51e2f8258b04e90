package org.invigilator.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.invigilator.policy.Retention;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;
import org.invigilator.snapshot.SnapshotFolder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;

/**
 * Takes away what is older than it may be kept (matrix, audit-retention-exceeded): copies that were
 * collected, findings that are over, and reports. A copy on which a finding still rests is thinned
 * to what the finding is about. What the trust itself put somewhere is never touched.
 */
public final class Purge {
  /** What Batch remembers of finished runs, and what an audit saw, serves for weeks only. */
  private static final int WORKING_DAYS = 60;

  private static final String OVER = "findings that are over";
  private static final String WORDS = "words about posts that were deleted";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public Purge(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Something that went.
   *
   * @param what the kind of record
   * @param where the account, the folder, or empty for the ledger
   * @param count how many records or files
   * @param why the limit in days, in words
   */
  public record Gone(String what, String where, long count, String why) {

    /** Whether it was about people, so that not a byte of it is to stay in the database's file. */
    public boolean isOfPeople() {
      return !where.isEmpty() || what.equals(OVER) || what.equals(WORDS);
    }
  }

  /** A part of an account of which a copy was collected, and when that came to its end. */
  private record Copy(String platform, String account, Part part, LocalDate on, String source) {}

  /**
   * Purges everything that belongs to one trust.
   *
   * @param asOf the day by which ages are counted
   * @param snapshots the folder of what was captured
   * @param out the folder of the reports
   * @param trial whether only to say what would go
   * @return what went, in a fixed order
   */
  public List<Gone> run(
      LocalDate asOf, Retention.Limits limits, Path snapshots, Path out, boolean trial)
      throws IOException {
    List<Gone> gone = new ArrayList<>();
    copies(asOf, limits, snapshots, trial, gone);
    ledger(asOf, limits, snapshots, trial, gone);
    reports(asOf, limits, out, trial, gone);
    return gone;
  }

  private void copies(
      LocalDate asOf, Retention.Limits limits, Path snapshots, boolean trial, List<Gone> gone)
      throws IOException {
    List<Copy> all =
        jdbc.query(
            "select platform, account, part, done_at, source from collected_part where done_at is not null order by platform, account, part",
            (rs, n) ->
                new Copy(
                    rs.getString(1),
                    rs.getString(2),
                    Part.valueOf(rs.getString(3).toUpperCase(Locale.ROOT)),
                    LondonTime.date(rs.getTimestamp(4).toInstant()),
                    rs.getString(5)));
    for (Copy copy : all) {
      Copies files = new Copies(SnapshotFolder.at(snapshots, copy.platform(), copy.account()));
      Optional<Path> file = files.file(copy.part());
      // One that the trust put in the place of ours is the trust's.
      if (file.isPresent() && files.isFrom(copy.source())) {
        int days = days(copy.part(), limits);
        if (copy.on().plusDays(days).isBefore(asOf)) {
          thin(copy, files, file.get(), days, asOf, trial).ifPresent(gone::add);
        } else if (copy.part() == Part.POSTS && !copy.source().contains("archive")) {
          trim(copy, file.get(), days, asOf, trial).ifPresent(gone::add);
        }
      }
    }
  }

  /**
   * Takes old posts out of a copy that is kept up every night: they were collected when they were
   * new, and so are as old as they are. Those on which findings rest stay.
   */
  private Optional<Gone> trim(Copy copy, Path file, int days, LocalDate asOf, boolean trial)
      throws IOException {
    Set<String> evidence = evidence(copy);
    Instant oldest = LondonTime.startOf(asOf.minusDays(days));
    long[] going = {0};
    Copies.Edit edit =
        line -> {
          boolean old = !evidence.contains(id(line)) && isBefore(line, oldest);
          going[0] += old ? 1 : 0;
          return old ? null : line;
        };
    Copies.look(file, edit);
    if (going[0] == 0) {
      return Optional.empty();
    }
    long count = going[0];
    if (!trial) {
      Copies.rewrite(file, edit);
    }
    return Optional.of(
        new Gone("copies of old posts", copy.account(), count, "kept " + days + " days"));
  }

  private static boolean isBefore(String line, Instant moment) {
    try {
      return LineHead.of(line).createdAt().map(moment::isAfter).orElse(false);
    } catch (JacksonException e) {
      return false;
    }
  }

  private static int days(Part part, Retention.Limits limits) {
    return switch (part) {
      case POSTS -> limits.posts();
      case FOLLOWERS, FOLLOWING -> limits.followers();
      case MENTIONS -> limits.inbound();
    };
  }

  private Optional<Gone> thin(
      Copy copy, Copies files, Path file, int days, LocalDate asOf, boolean trial)
      throws IOException {
    Set<String> evidence = evidence(copy);
    long[] going = {0};
    long[] staying = {0};
    Copies.Edit edit =
        line -> {
          boolean stays = evidence.contains(id(line));
          (stays ? staying : going)[0]++;
          return stays ? line : null;
        };
    Copies.look(file, edit);
    if (going[0] == 0) {
      return Optional.empty();
    }
    if (!trial) {
      String of = " of " + copy.on() + " was deleted on " + asOf + ", after " + days + " days";
      if (staying[0] == 0) {
        files.note(copy.part(), Extent.UNREADABLE, "the copy" + of);
        Files.delete(file);
      } else {
        files.note(
            copy.part(),
            Extent.PARTIAL,
            "the copy" + of + ", but for what findings that stand rest on");
        Copies.rewrite(file, edit);
      }
      // What is left is no beginning for the next reading: it is to read everything.
      jdbc.update(
          "update collected_part set done_night = null, done_at = null, swept_night = null, tried_night = null, open_night = null where platform = ? and account = ? and part = ?",
          copy.platform(),
          copy.account(),
          Copies.word(copy.part()));
    }
    return Optional.of(
        new Gone(
            "copies of " + Copies.word(copy.part()),
            copy.account(),
            going[0],
            "collected " + copy.on() + "; kept " + days + " days"));
  }

  private static String id(String line) {
    try {
      return LineHead.of(line).id();
    } catch (JacksonException e) {
      return "";
    }
  }

  /** The posts or people on which findings of an account rest that stand. */
  private Set<String> evidence(Copy copy) {
    boolean people = copy.part() == Part.FOLLOWERS || copy.part() == Part.FOLLOWING;
    Set<String> ids = new HashSet<>();
    for (String subject :
        jdbc.queryForList(
            "select subject_id from finding where scope = ? and status <> 'resolved' and subject_kind in ("
                + (people ? "'follower'" : "'post', 'media'")
                + ")",
            String.class,
            copy.account())) {
      ids.add(post(subject));
    }
    ids.remove("");
    return ids;
  }

  private static String post(String subject) {
    int item = subject.indexOf('#');
    return item < 0 ? subject : subject.substring(0, item);
  }

  private void ledger(
      LocalDate asOf, Retention.Limits limits, Path snapshots, boolean trial, List<Gone> gone)
      throws IOException {
    LocalDate followers = asOf.minusDays(limits.followers());
    LocalDate over = asOf.minusDays(limits.findings());
    LocalDate working = asOf.minusDays(WORKING_DAYS);
    List<String> old =
        jdbc.queryForList(
            "select id from finding where status = 'resolved' and (status_on < ? or (subject_kind = 'follower' and status_on < ?))",
            String.class,
            Date.valueOf(over),
            Date.valueOf(followers));
    String kept = "; kept " + limits.findings() + " days";
    add(
        gone,
        OVER,
        old.size(),
        "followers who are gone kept " + limits.followers() + " days; others " + limits.findings());
    List<Object[]> texts = deletedTexts(asOf, snapshots);
    add(gone, WORDS, texts.size(), "only their hash stays");
    add(gone, "lines about answers", count("answer_line where as_of < ?", over), "old" + kept);
    add(gone, "money spent", count("spending where night < ?", over), "old" + kept);
    add(gone, "counts of audits", count("audit_count where as_of < ?", over), "old" + kept);
    add(
        gone,
        "what audits saw of accounts",
        count("account_reading where as_of < ?", working),
        "kept " + WORKING_DAYS + " days");
    add(
        gone,
        "mails that were sent or given up",
        count("mail where state in ('sent', 'failed') and as_of < ?", working),
        "kept " + WORKING_DAYS + " days");
    if (trial) {
      return;
    }
    transaction.executeWithoutResult(
        status -> {
          new Findings(jdbc).delete(old);
          jdbc.batchUpdate("update finding set observed = ? where id = ?", texts);
          delete("answer_line where as_of < ?", over);
          delete("spending where night < ?", over);
          delete("audit_count where as_of < ?", over);
          delete("decision where finding_id = '' and ended_on < ?", over);
          delete("account_reading where as_of < ?", working);
          delete("mail where state in ('sent', 'failed') and as_of < ?", working);
          abandoned(followers);
          jdbc.update(
              "delete from sought where fingerprint not in (select sought from collected_part) and fingerprint not in (select open_sought from collected_part)");
          forgetBatch(working);
        });
  }

  private static void add(List<Gone> gone, String what, long count, String why) {
    if (count > 0) {
      gone.add(new Gone(what, "", count, why));
    }
  }

  private long count(String from, LocalDate before) {
    Long count =
        jdbc.queryForObject("select count(*) from " + from, Long.class, Date.valueOf(before));
    return count == null ? 0 : count;
  }

  private void delete(String from, LocalDate before) {
    jdbc.update("delete from " + from, Date.valueOf(before));
  }

  /** Findings about posts that are no longer there, whose words go and whose hash stays. */
  private List<Object[]> deletedTexts(LocalDate asOf, Path snapshots) throws IOException {
    record Over(String id, String platform, String scope, String post, String evidence) {}
    List<Over> over =
        jdbc.query(
            "select id, platform, scope, subject_id, evidence from finding where status = 'resolved' and subject_kind in ('post', 'media') and scope <> '' and observed not like 'No longer among what was collected%' order by scope, id",
            (rs, n) ->
                new Over(
                    rs.getString(1),
                    rs.getString(2),
                    rs.getString(3),
                    post(rs.getString(4)),
                    rs.getString(5)));
    List<Object[]> updates = new ArrayList<>();
    String account = "";
    Optional<Set<String>> there = Optional.empty();
    for (Over finding : over) {
      if (!finding.scope().equals(account)) {
        account = finding.scope();
        there = posts(SnapshotFolder.at(snapshots, finding.platform(), account));
      }
      // Where there is no whole copy nobody knows whether the post is.
      if (there.map(t -> !t.contains(finding.post())).orElse(false)) {
        updates.add(
            new Object[] {
              "No longer among what was collected ("
                  + asOf
                  + "). The hash of what was seen: "
                  + finding.evidence()
                  + ".",
              finding.id()
            });
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
      Optional<Path> file = new Copies(folder).file(part);
      if (file.isPresent()) {
        Copies.look(
            file.get(),
            line -> {
              ids.add(id(line));
              return line;
            });
      }
    }
    return Optional.of(ids);
  }

  /** Pages of readings that were begun long ago and never came to an end. */
  private void abandoned(LocalDate before) {
    jdbc.update(
        "delete from collected_page where exists (select 1 from collected_part p where p.platform = collected_page.platform and p.account = collected_page.account and p.part = collected_page.part and (p.open_night is null or p.open_night < ?))",
        Date.valueOf(before));
    jdbc.update(
        "update collected_part set open_night = null where open_night < ?", Date.valueOf(before));
  }

  /** Batch's own records of runs of old audit dates. */
  private void forgetBatch(LocalDate before) {
    List<Long> old =
        jdbc.queryForList(
            "select job_execution_id from batch_job_execution_params where parameter_name = 'as_of' and parameter_value < ?",
            Long.class,
            before.toString());
    for (Long execution : old) {
      jdbc.update(
          "delete from batch_step_execution_context where step_execution_id in (select step_execution_id from batch_step_execution where job_execution_id = ?)",
          execution);
      for (String table :
          List.of(
              "batch_step_execution",
              "batch_job_execution_context",
              "batch_job_execution_params",
              "batch_job_execution")) {
        jdbc.update("delete from " + table + " where job_execution_id = ?", execution);
      }
    }
    jdbc.update(
        "delete from batch_job_instance where job_instance_id not in (select job_instance_id from batch_job_execution)");
  }

  private static void reports(
      LocalDate asOf, Retention.Limits limits, Path out, boolean trial, List<Gone> gone)
      throws IOException {
    for (Path folder : ReportFolders.all(out)) {
      LocalDate date = ReportFolders.date(folder).orElseThrow();
      String name = String.valueOf(folder.getFileName());
      Path names = folder.resolve("safeguarding.xlsx");
      if (date.plusDays(limits.reports()).isBefore(asOf)) {
        int files = ReportFolders.ours(folder).size();
        if (files > 0) {
          gone.add(
              new Gone("files of an audit", name, files, "kept " + limits.reports() + " days"));
          if (!trial) {
            ReportFolders.delete(folder);
          }
        }
      } else if (date.plusDays(limits.safeguarding()).isBefore(asOf) && Files.exists(names)) {
        gone.add(new Gone("safeguarding.xlsx", name, 1, "kept " + limits.safeguarding() + " days"));
        if (!trial) {
          Files.delete(names);
        }
      }
    }
  }
}
