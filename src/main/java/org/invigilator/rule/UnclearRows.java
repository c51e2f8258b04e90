package org.invigilator.rule;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

  UnclearRows(Registers registers) {
    for (UnclearReference one : registers.unclear()) {
      one.nearest()
          .ifPresent(key -> meant.computeIfAbsent(one.register(), r -> new HashSet<>()).add(key));
    }
  }

  /** Whether a rule finds that something is missing which such a row may be. */
  boolean mayConcern(RuleInfo info, Account account, Violation violation) {
    return !meant.isEmpty()
        && mayConcern(
            info, Stream.concat(Stream.of(account.id(), account.academy()), named(violation)));
  }

  /** The same for a rule on the trust as a whole. */
  boolean mayConcern(RuleInfo info, Violation violation) {
    return !meant.isEmpty() && mayConcern(info, named(violation));
  }

  private static Stream<String> named(Violation violation) {
    return Stream.of(
            violation.pupils().stream(),
            violation.people().stream(),
            Stream.of(violation.account(), violation.academy()))
        .flatMap(names -> names)
        .filter(name -> !name.isEmpty());
  }

  private boolean mayConcern(RuleInfo info, Stream<String> names) {
    Set<String> keys = new HashSet<>();
    info.byAbsence().stream()
        .filter(Input.Register.class::isInstance)
        .map(input -> ((Input.Register) input).register())
        .forEach(register -> keys.addAll(meant.getOrDefault(register, Set.of())));
    return names.anyMatch(keys::contains);
  }
}
