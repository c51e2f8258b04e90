package org.invigilator.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.invigilator.policy.PolicyChange;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountAudit;
import org.invigilator.rule.AccountHistory;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.TrustAudit;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Relation;
import org.invigilator.snapshot.SnapshotFolder;

/**
 * What would be found under another date, other parameters or another policy, on today's registers
 * and saved copies. The ledger is neither read nor written, so waivers and answers do not count.
 */
public final class Preview {
  private final Map<List<String>, AssessedViolation> now = new LinkedHashMap<>();
  private final Map<List<String>, AssessedViolation> then = new LinkedHashMap<>();
  private final TrustInput input;
  private int unchecked;

  /**
   * Judges twice.
   *
   * @throws org.invigilator.register.InvalidInput when the trust folder or the change is not valid
   */
  public Preview(AuditRequest request, PolicyChange change) {
    TrustInput today = TrustInput.of(request, request.asOf());
    this.input = TrustInput.of(request, request.asOf(), change);
    judge(today, now);
    unchecked = 0;
    judge(input, then);
  }

  /** The trust under the change. */
  public TrustInput input() {
    return input;
  }

  /** How many checks could not be made, under the change. */
  public int unchecked() {
    return unchecked;
  }

  /** How many findings there are today. */
  public int before() {
    return now.size();
  }

  /** How many there would be. */
  public int after() {
    return then.size();
  }

  /** What would be found and is not found today. */
  public List<AssessedViolation> added() {
    return without(then, now);
  }

  /** What is found today and would not be found. */
  public List<AssessedViolation> gone() {
    return without(now, then);
  }

  /** What would be found as today, with another severity; the severity is the one to come. */
  public List<AssessedViolation> regraded() {
    return then.entrySet().stream()
        .filter(
            one ->
                now.containsKey(one.getKey())
                    && Objects.requireNonNull(now.get(one.getKey())).severity()
                        != one.getValue().severity())
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<AssessedViolation> without(
      Map<List<String>, AssessedViolation> all, Map<List<String>, AssessedViolation> others) {
    return all.entrySet().stream()
        .filter(one -> !others.containsKey(one.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private void judge(TrustInput trust, Map<List<String>, AssessedViolation> to) {
    List<AssessedViolation> all = new ArrayList<>();
    for (Account account : trust.registers().accounts()) {
      List<Requirement> requirements = trust.requirementsFor(account);
      if (!requirements.isEmpty()) {
        AccountAudit.Result result = judge(trust, account, requirements);
        all.addAll(result.violations());
        count(result.outcomes());
      }
    }
    TrustAudit.Result whole = new TrustAudit(trust.index(), trust.requirements()).run();
    all.addAll(whole.violations());
    count(whole.outcomes());
    for (AssessedViolation one : all) {
      to.putIfAbsent(
          List.of(
              one.rule(),
              one.account().isEmpty() ? one.academy() : one.account(),
              one.subject().kind().label(),
              one.subject().id(),
              one.subject().aspect()),
          one);
    }
  }

  private void count(List<Outcome> outcomes) {
    unchecked +=
        (int) outcomes.stream().filter(o -> o.kind() == Outcome.Kind.NOT_EVALUATED).count();
  }

  private static AccountAudit.Result judge(
      TrustInput trust, Account account, List<Requirement> requirements) {
    SnapshotFolder folder = new SnapshotFolder(trust.snapshotFolder(account));
    AccountAudit audit =
        new AccountAudit(
            account,
            trust.index(),
            requirements,
            trust.registerInputs(requirements),
            folder.capture().withReasons(trust.index().mentions()::withoutNames),
            folder.profile(),
            AccountHistory.NOTHING);
    if (audit.wants(Capture.Part.MENTIONS)) {
      note(audit, Capture.Part.MENTIONS, folder.mentions(audit::acceptMention));
    }
    if (audit.wants(Capture.Part.POSTS)) {
      note(audit, Capture.Part.POSTS, folder.posts(audit::accept));
    }
    if (audit.wants(Capture.Part.FOLLOWERS)) {
      note(audit, Capture.Part.FOLLOWERS, folder.relations(Relation.Kind.FOLLOWER, audit::accept));
    }
    if (audit.wants(Capture.Part.FOLLOWING)) {
      note(audit, Capture.Part.FOLLOWING, folder.relations(Relation.Kind.FOLLOWING, audit::accept));
    }
    return audit.finish();
  }

  private static void note(
      AccountAudit audit, Capture.Part part, SnapshotFolder.Streamed streamed) {
    streamed.damage().ifPresent(reason -> audit.damaged(part, reason));
  }
}
