package org.invigilator.rule;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.Account;
import org.invigilator.register.Register;
import org.invigilator.register.Registers;
import org.invigilator.register.UnclearReference;

/**
 * Whom rows of registers may be about that name no one exactly: a consent for a pupil whose
 * reference is misspelt may be the one that is missing.
 */
final class UnclearRows {
  private final Map<Register, Set<String>> meant = new EnumMap<>(Register.class);
  private final Map<Register, Long> rows = new EnumMap<>(Register.class);

  UnclearRows(Registers registers) {
    for (UnclearReference one : registers.unclear()) {
      rows.merge(one.register(), 1L, Long::sum);
      meant.computeIfAbsent(one.register(), r -> new HashSet<>()).addAll(one.candidates());
    }
  }

  /**
   * Why a finding is not claimed: its rule finds that something is missing, and such a row may be
   * what is missing. Empty when nothing speaks against the finding.
   *
   * @param account whose audit it is; empty for the trust as a whole
   */
  Optional<Cause> doubt(RuleInfo info, Optional<Account> account, Violation violation) {
    if (meant.isEmpty()) {
      return Optional.empty();
    }
    Set<String> concerned = new HashSet<>(violation.pupils());
    concerned.addAll(violation.people());
    concerned.add(violation.account());
    concerned.add(violation.academy());
    account.ifPresent(
        of -> {
          concerned.add(of.id());
          concerned.add(of.academy());
        });
    return info.byAbsence().stream()
        .filter(Input.Register.class::isInstance)
        .map(input -> ((Input.Register) input).register())
        .filter(
            register ->
                meant.getOrDefault(register, Set.of()).stream().anyMatch(concerned::contains))
        .findFirst()
        .map(
            register ->
                new Cause.OfRegister(
                    register, Cause.Lack.UNCLEAR, rows.getOrDefault(register, 0L)));
  }
}
