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
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
