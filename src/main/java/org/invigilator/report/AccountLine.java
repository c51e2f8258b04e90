package org.invigilator.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Reading;
import org.invigilator.policy.Severity;
import org.invigilator.register.Account;
import org.invigilator.register.Person;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.TrustIndex;

/**
 * One account of the register, with what the audit read and found.
 *
 * @param administrators the names of those who are administrators on the audit date
 * @param reading what the audit read of it
 * @param isSecondRow whether another row of the register is for the same account and is audited
 *     instead
 * @param findings how many findings are open, by severity, without those for the operator
 */
public record AccountLine(
    Account account,
    List<String> administrators,
    Optional<Reading> reading,
    Map<Severity, Long> findings,
    boolean isSecondRow) {

  /** The same line without references to pupils, who may have a role on an account. */
  AccountLine redacted(Redaction redaction) {
    return new AccountLine(
        account,
        administrators.stream().map(redaction::apply).toList(),
        reading.map(one -> one.because(redaction::apply)),
        findings,
        isSecondRow);
  }

  static List<AccountLine> all(
      TrustIndex trust, Map<String, Reading> readings, List<Finding> findings) {
    Map<String, Map<Severity, Long>> counts =
        findings.stream()
            .filter(f -> f.status().isOpen() && !f.isForOperator())
            .collect(
                Collectors.groupingBy(
                    Finding::account,
                    Collectors.groupingBy(Finding::severity, TreeMap::new, Collectors.counting())));
    return trust.registers().accounts().stream()
        .map(
            a ->
                new AccountLine(
                    a.with(trust.mentions()::withoutNames),
                    administrators(a, trust),
                    Optional.ofNullable(readings.get(a.id())),
                    counts.getOrDefault(a.id(), Map.of()),
                    trust.known().duplicateOf(a).isPresent()))
        .toList();
  }

  private static List<String> administrators(Account account, TrustIndex trust) {
    return trust.currentRoles(account.id()).stream()
        .filter(r -> r.role().equals("administrator"))
        .map(
            r ->
                trust
                    .person(r.person())
                    .filter(p -> !p.isPupil() && !p.fullName().isBlank())
                    .map(Person::fullName)
                    .orElseGet(() -> trust.mentions().withoutNames(r.person())))
        .distinct()
        .toList();
  }

  /**
   * Whether everything that the rules need of the account was read. What the register lacks is no
   * gap in the reading, although some check could then not be made.
   */
  public boolean isRead() {
    return reading
        .map(r -> r.gaps().stream().allMatch(Cause.OfRule.class::isInstance))
        .orElse(false);
  }

  /** Whether some check could not be made of it for a reason of its own. */
  boolean hasGaps() {
    return !reading.map(r -> r.gaps().isEmpty()).orElse(false);
  }

  /** Whether anything at all was read of what the platform shows. */
  boolean isSeen() {
    return reading.flatMap(Reading::capturedAt).isPresent();
  }

  /** Whether it is to be read, or was read although it is closed. */
  public boolean isShown() {
    return !account.isPersonal() && !isSecondRow && (!account.isClosed() || isSeen());
  }

  /** What the platform showed of the account, in words. */
  public String profile() {
    return reading.map(r -> plain(r.profile().replace('_', ' '))).orElse("not read");
  }

  /** How much of a part was read, in words. */
  public String part(String name) {
    return reading.map(r -> plain(r.parts().getOrDefault(name, ""))).orElse("not known");
  }

  private static String plain(String state) {
    return state;
  }

  /** What could not be checked of it, in short phrases. */
  public List<String> gaps() {
    return reading
        .map(r -> Sentences.reasons(r.gaps()))
        .orElse(List.of("this account was not read"));
  }
}
