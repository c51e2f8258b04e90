package org.invigilator.register;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Signals that a file or option cannot be used; it contains every problem, and nothing was changed.
 */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  public InvalidInput(List<Problem> problems) {
    super(problems.stream().distinct().map(Problem::toString).collect(Collectors.joining("\n")));
    // One mistake in the settings is found once under each policy.
    this.problems = problems.stream().distinct().toList();
  }

  public List<Problem> problems() {
    return problems;
  }
}
