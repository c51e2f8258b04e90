package org.invigilator.report;

import java.util.Optional;
import org.invigilator.register.Pupil;
import org.invigilator.rule.TrustIndex;

/**
 * The pupils' names for the safeguarding lead, and the password of their workbook. The report model
 * contains neither, so that no other file can show a name.
 */
public record Safeguarding(TrustIndex trust, String password) {

  /** A pupil of the roll by reference. */
  public Optional<Pupil> pupil(String ref) {
    return trust.pupil(ref);
  }

  /** Leaves the password out of logs. */
  @Override
  public String toString() {
    return "Safeguarding[]";
  }
}
