package org.invigilator.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.policy.Retention;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;
import org.invigilator.snapshot.SnapshotFolder;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;

/** Deletes saved copies that are too old, except what open findings refer to. */
final class CopyPurge {
  private final JdbcClient jdbc;
  private final LocalDate asOf;
  private final Retention.Limits limits;
  private final Path snapshots;
  private final boolean dryRun;

  CopyPurge(
      NamedParameterJdbcTemplate jdbc,
      LocalDate asOf,
      Retention.Limits limits,
      Path snapshots,
      boolean dryRun) {
    this.jdbc = JdbcClient.create(jdbc);
    this.asOf = asOf;
    this.limits = limits;
    this.snapshots = snapshots;
    this.dryRun = dryRun;
  }

  /** A part of an account that was collected, and on which day its reading was completed. */
  private record Copy(String platform, String account, Part part, LocalDate on, String source) {

    /** Whether it was read of a file that someone downloaded, which each run reads whole again. */
    boolean isOfAnExport() {
      return source.contains("archive") || source.contains("download");
    }

    boolean isOfPeople() {
      return part == Part.FOLLOWERS || part == Part.FOLLOWING;
    }
  }

  List<Purge.Deletion> run() throws IOException {
    List<Purge.Deletion> deletions = new ArrayList<>();
    for (Copy copy : copies()) {
      AccountSnapshot snapshot =
          new AccountSnapshot(SnapshotFolder.at(snapshots, copy.platform(), copy.account()));
      Optional<Path> file = snapshot.file(copy.part());
      // A file that the trust put in the place of ours belongs to the trust.
      if (file.isPresent() && snapshot.isFrom(copy.source())) {
        int days = days(copy.part());
        if (copy.on().plusDays(days).isBefore(asOf)) {
          delete(copy, snapshot, file.get(), days).ifPresent(deletions::add);
        } else if (copy.part() == Part.POSTS && !copy.isOfAnExport()) {
          trim(copy, file.get(), days).ifPresent(deletions::add);
        }
      }
    }
    return deletions;
  }

  private List<Copy> copies() {
    return jdbc.sql(
            """
            select platform, account, part, done_at, source from collected_part
            where done_at is not null order by platform, account, part
            """)
        .query(
            (rs, row) ->
                new Copy(
                    rs.getString("platform"),
                    rs.getString("account"),
                    Part.valueOf(rs.getString("part").toUpperCase(Locale.ROOT)),
                    LondonTime.date(rs.getObject("done_at", OffsetDateTime.class).toInstant()),
                    rs.getString("source")))
        .list();
  }

  private int days(Part part) {
    return switch (part) {
      case POSTS -> limits.posts();
      case FOLLOWERS, FOLLOWING -> limits.followers();
      case MENTIONS -> limits.inbound();
    };
  }

  /**
   * Deletes old posts from a copy that every run updates: they were collected when they were new,
   * so they are as old as their date. Posts that findings refer to stay.
   */
  private Optional<Purge.Deletion> trim(Copy copy, Path file, int days) throws IOException {
    Instant oldest = LondonTime.startOf(asOf.minusDays(days));
    Set<String> evidence = evidence(copy);
    Count count = new Count();
    SnapshotLines.Edit edit =
        line -> count.keepIf(isIn(evidence, line) || !isBefore(line, oldest), line);
    SnapshotLines.read(file, edit);
    int deleted = count.deleted;
    if (deleted == 0) {
      return Optional.empty();
    }
    if (!dryRun) {
      SnapshotLines.rewrite(file, edit);
    }
    return Optional.of(
        new Purge.Deletion(
            "saved copies of old posts",
            copy.account(),
            deleted,
            "kept for " + days + " days",
            true));
  }

  /** Deletes a whole copy, or all of it that no open finding refers to. */
  private Optional<Purge.Deletion> delete(Copy copy, AccountSnapshot snapshot, Path file, int days)
      throws IOException {
    Set<String> evidence = evidence(copy);
    Count count = new Count();
    SnapshotLines.Edit edit = line -> count.keepIf(isIn(evidence, line), line);
    SnapshotLines.read(file, edit);
    int deleted = count.deleted;
    if (deleted == 0) {
      return Optional.empty();
    }
    if (!dryRun) {
      String reason =
          "the saved copy of "
              + LondonTime.show(copy.on())
              + " was deleted on "
              + LondonTime.show(asOf)
              + ", after "
              + days
              + " days";
      if (count.kept == 0) {
        snapshot.setExtent(copy.part(), Extent.UNREADABLE, reason);
        Files.delete(file);
      } else {
        snapshot.setExtent(
            copy.part(), Extent.PARTIAL, reason + ", except what open findings refer to");
        SnapshotLines.rewrite(file, edit);
      }
      resetCursor(copy);
    }
    return Optional.of(
        new Purge.Deletion(
            "saved copies of " + AccountSnapshot.word(copy.part()),
            copy.account(),
            deleted,
            "collected on " + LondonTime.show(copy.on()) + "; kept for " + days + " days",
            true));
  }

  /** The next reading must read everything, not only what is newer than what is left. */
  private void resetCursor(Copy copy) {
    jdbc.sql(
            """
            update collected_part set done_night = null, done_at = null, swept_night = null,
              tried_night = null, open_night = null
            where platform = :platform and account = :account and part = :part
            """)
        .param("platform", copy.platform())
        .param("account", copy.account())
        .param("part", AccountSnapshot.word(copy.part()))
        .update();
  }

  /** Counts the lines that are kept and deleted. */
  private static final class Count {
    private int kept;
    private int deleted;

    private @org.jspecify.annotations.Nullable String keepIf(boolean keep, String line) {
      if (keep) {
        kept++;
        return line;
      }
      deleted++;
      return null;
    }
  }

  /** The posts or people to which open findings of an account refer. */
  private Set<String> evidence(Copy copy) {
    Set<String> ids = new HashSet<>();
    jdbc.sql(
            """
            select subject_id from finding
            where scope = :account and status <> 'resolved' and subject_kind in (:kinds)
            """)
        .params(
            Map.of(
                "account",
                copy.account(),
                "kinds",
                copy.isOfPeople() ? List.of("follower") : List.of("post", "media")))
        .query(String.class)
        .list()
        .forEach(subject -> ids.add(post(subject)));
    ids.remove("");
    return ids;
  }

  /** The post of a subject, which may be one of its pictures. */
  static String post(String subject) {
    int item = subject.indexOf('#');
    return item < 0 ? subject : subject.substring(0, item);
  }

  private static boolean isIn(Set<String> evidence, String line) {
    return !Collections.disjoint(evidence, ids(line));
  }

  /** Every id of a line; none of a line that is not JSON. */
  static Set<String> ids(String line) {
    try {
      return LineHead.of(line).ids();
    } catch (JacksonException e) {
      return Set.of();
    }
  }

  private static boolean isBefore(String line, Instant moment) {
    try {
      return LineHead.of(line).createdAt().map(moment::isAfter).orElse(false);
    } catch (JacksonException e) {
      return false;
    }
  }
}
