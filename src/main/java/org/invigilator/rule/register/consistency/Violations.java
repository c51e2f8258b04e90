package org.invigilator.rule.register.consistency;

import org.invigilator.register.Register;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/** The violations of these checks: one column of an account, or one row of another register. */
final class Violations {
  private Violations() {}

  static Violation ofColumn(String column, Evidence evidence) {
    return Violation.of(Subject.of(Subject.Kind.FIELD, column), evidence);
  }

  static Violation ofRow(Register register, String row, Evidence evidence) {
    return Violation.of(Subject.of(Subject.Kind.FILE, register.fileName(), row), evidence);
  }
}
