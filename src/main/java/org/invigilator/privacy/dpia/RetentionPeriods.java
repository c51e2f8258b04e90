package org.invigilator.privacy.dpia;

import java.util.ArrayList;
import java.util.List;
import org.invigilator.policy.Retention;
import org.invigilator.privacy.Purge;
import org.invigilator.report.document.Gap;

/** How long data is kept, from the limits in use. */
record RetentionPeriods(EffectiveSettings given) {

  void write(PackText pack) {
    Retention.Limits limits = given.limits();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("What", "Kept for", "Counted from"));
    rows.add(
        row(
            "Saved copies of posts that were collected",
            limits.posts(),
            "the day of the post; for an export, the day it was read"));
    rows.add(
        row(
            "Saved copies of followers and followed people that were collected",
            limits.followers(),
            "the day of collection"));
    rows.add(
        row(
            "Findings about a follower, once resolved",
            limits.followers(),
            "the day it was resolved"));
    rows.add(
        row("Pages of a reading that was never finished", limits.followers(), "the day it began"));
    rows.add(
        row(
            "Saved copies of messages that were collected",
            limits.inbound(),
            "the day of collection"));
    rows.add(
        row(
            "Other findings once resolved, with their answers; totals; spending",
            limits.findings(),
            "the day it was resolved, or of the audit"));
    rows.add(
        row(
            "Records of what could be read; mails that were sent or given up; technical records of runs",
            Purge.WORKING_DAYS,
            "the day of the audit"));
    rows.add(row("Reports", limits.reports(), "the audit date"));
    rows.add(row("safeguarding.xlsx, with names", limits.safeguarding(), "the audit date"));
    rows.add(
        List.of(
            "Open findings, and what saved copies contain of them", "no limit", "until resolved"));
    rows.add(List.of("Access log; hashes of files with answers", "no limit", "kept as evidence"));
    rows.add(
        List.of(
            "Registers, answers that were sent in, exports",
            Gap.of("period"),
            "kept by the trust"));
    if (given.hasOwnCopies()) {
      rows.add(
          List.of(
              "Saved copies that the trust puts in place itself",
              Gap.of("period, and who deletes them"),
              "kept by the trust"));
    }
    pack.table(List.of(56, 22, 22), rows);
    pack.claims(Claim.DELETES_EVERY_RUN, Claim.QUOTES_DELETED, Claim.LIMITS_BOUND);
    if (given.hasOwnCopies()) {
      pack.claims(Claim.OWN_COPIES_STAY);
    }
  }

  private static List<String> row(String what, int days, String from) {
    return List.of(what, PackText.count(days, "day", "days"), from);
  }
}
