package org.invigilator.finding;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.policy.Severity;

/**
 * By when a finding is to be dealt with: critical the same day, high in a week, medium in four, low
 * in a term's twelve.
 */
final class DueDate {
  private DueDate() {}

  static Optional<LocalDate> of(Severity severity, LocalDate since) {
    return switch (severity) {
      case CRITICAL -> Optional.of(since);
      case HIGH -> Optional.of(since.plusWeeks(1));
      case MEDIUM -> Optional.of(since.plusWeeks(4));
      case LOW -> Optional.of(since.plusWeeks(12));
      case INFO -> Optional.empty();
    };
  }
}
