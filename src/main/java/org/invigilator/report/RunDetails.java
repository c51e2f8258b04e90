package org.invigilator.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.finding.AuditRun;
import org.invigilator.finding.Reading;
import org.invigilator.finding.TrialFinding;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.Account;
import org.invigilator.rule.TrustIndex;

/**
 * What an audit ran with; the report of one academy and a redacted report share it unchanged.
 *
 * @param program the name and version of this program
 * @param packs the policies in the version in force
 * @param versions those and the versions before them, by which older posts are judged
 * @param inputs the SHA-256 of every file read, by its path in the trust folder
 * @param collected from where, and for how much, accounts were collected; empty when none were
 * @param ledger by which a later check of the access log knows what was in it
 * @param forSafeguarding whether the workbook with pupils' names is written beside the others
 * @param trials what rules on trial found
 */
public record RunDetails(
    AuditRun run,
    String program,
    TrustSettings settings,
    List<PolicyPack> packs,
    List<PolicyPack> versions,
    Map<String, String> inputs,
    Optional<Collected> collected,
    boolean forSafeguarding,
    LedgerState ledger,
    List<TrialFinding> trials) {

  /**
   * The state of the ledger from which a report was made.
   *
   * @param id the random number of the ledger
   * @param logHead the last hash of its access log
   */
  public record LedgerState(String id, String logHead) {}

  /** The hashes of the registers, and of the snapshot files that the audit read. */
  static Map<String, String> inputs(
      Map<String, String> registers, Map<String, Reading> readings, TrustIndex trust) {
    Map<String, String> all = new TreeMap<>(registers);
    for (Account account : trust.registers().accounts()) {
      Reading reading = readings.get(account.id());
      if (reading != null) {
        reading
            .files()
            .forEach(
                (file, hash) ->
                    all.put(
                        "snapshots/" + account.platform() + "/" + account.id() + "/" + file, hash));
      }
    }
    return all;
  }

  /**
   * What people call a policy: its title, with its id only where another policy has the same title.
   *
   * @param id the id of a policy, or the id and version of an earlier one
   */
  public String policyName(String id) {
    String title = titles(id).findFirst().orElse(id);
    boolean shared =
        packs.stream()
            .filter(p -> !p.id().equals(id))
            .anyMatch(p -> p.displayTitle().equals(title));
    return shared ? title + " (" + id + ")" : title;
  }

  /** Whether any rule is on trial. */
  public boolean hasTrials() {
    return Stream.concat(
            settings.ruleOverrides().values().stream(),
            packs.stream()
                .flatMap(
                    p ->
                        Stream.concat(
                            p.ruleOverrides().values().stream(),
                            p.localOverrides().values().stream())))
        .anyMatch(TrustSettings.Override::isOnTrial);
  }

  private Stream<String> titles(String id) {
    return Stream.concat(packs.stream(), versions.stream())
        .filter(p -> p.id().equals(id) || p.versionedId().equals(id))
        .map(PolicyPack::displayTitle);
  }
}
