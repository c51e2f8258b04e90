package org.invigilator.rule;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.invigilator.job.TrustInput;
import org.invigilator.register.Account;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Relation;
import org.invigilator.snapshot.SnapshotFolder;

/** Judges a trust folder as an audit does, without a database: for tests of rules. */
public record DryAudit(
    List<AssessedViolation> violations, List<Outcome> outcomes, Map<String, Exposure> exposure) {

  public static DryAudit of(Path folder, LocalDate asOf, int earlierAbsences) {
    TrustInput preparation = TrustInput.of(folder, asOf);
    List<AssessedViolation> violations = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    Map<String, Exposure> exposure = new TreeMap<>();
    for (Account account : preparation.registers().accounts()) {
      List<Requirement> requirements = preparation.requirementsFor(account);
      SnapshotFolder snapshot = new SnapshotFolder(preparation.snapshotFolder(account));
      AccountAudit audit =
          new AccountAudit(
              account,
              preparation.index(),
              requirements,
              preparation.registerInputs(requirements),
              snapshot.capture(),
              snapshot.profile(),
              new AccountHistory(earlierAbsences, java.util.Set.of()));
      if (audit.wants(Capture.Part.MENTIONS)) {
        snapshot.mentions(audit::acceptMention);
      }
      if (audit.wants(Capture.Part.POSTS)) {
        snapshot.posts(audit::accept).damage().ifPresent(d -> audit.damaged(Capture.Part.POSTS, d));
      }
      if (audit.wants(Capture.Part.FOLLOWERS)) {
        snapshot
            .relations(Relation.Kind.FOLLOWER, audit::accept)
            .damage()
            .ifPresent(d -> audit.damaged(Capture.Part.FOLLOWERS, d));
      }
      if (audit.wants(Capture.Part.FOLLOWING)) {
        snapshot.relations(Relation.Kind.FOLLOWING, audit::accept);
      }
      AccountAudit.Result result = audit.finish();
      violations.addAll(result.violations());
      outcomes.addAll(result.outcomes());
      exposure.put(account.id(), result.exposure());
    }
    TrustAudit.Result trust = new TrustAudit(preparation.index(), preparation.requirements()).run();
    violations.addAll(trust.violations());
    outcomes.addAll(trust.outcomes());
    return new DryAudit(violations, outcomes, exposure);
  }

  /** The kinds of outcome a rule has anywhere. */
  public List<Outcome.Kind> kinds(String rule) {
    return outcomes.stream()
        .filter(o -> o.rule().equals(rule))
        .map(Outcome::kind)
        .distinct()
        .toList();
  }
}
