package org.invigilator.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.finding.AuditRun;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.TrustSettings;

/**
 * What an audit ran with; the report of one academy and a redacted report share it unchanged.
 *
 * @param program the name and version of this program
 * @param packs the policies in the version in force
 * @param versions those and the versions before them, by which older posts are judged
 * @param previous the date of the audit before this one
 * @param inputs the SHA-256 of every file read, by its path in the trust folder
 * @param collected from where, and for how much, accounts were collected; empty when none were
 * @param forSafeguarding whether the workbook with pupils' names is written beside the others
 */
public record RunDetails(
    AuditRun run,
    String program,
    TrustSettings settings,
    List<PolicyPack> packs,
    List<PolicyPack> versions,
    Optional<LocalDate> previous,
    Map<String, String> inputs,
    Optional<Collected> collected,
    boolean forSafeguarding) {

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

  private java.util.stream.Stream<String> titles(String id) {
    return java.util.stream.Stream.concat(packs.stream(), versions.stream())
        .filter(p -> p.id().equals(id) || p.versionedId().equals(id))
        .map(PolicyPack::displayTitle);
  }
}
