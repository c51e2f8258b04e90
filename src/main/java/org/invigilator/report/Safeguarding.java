package org.invigilator.report;

import java.util.Optional;
import org.invigilator.register.Pupil;
import org.invigilator.rule.TrustIndex;

/**
 * What only the safeguarding lead may see, and the password it is kept behind. The report model
 * holds neither, so that no other file can tell a name.
 */
public record Safeguarding(TrustIndex trust, String password) {

  /** A pupil of the roll by reference. */
  public Optional<Pupil> pupil(String ref) {
    return trust.pupil(ref);
  }

  /** The password is told to nobody. */
  @Override
  public String toString() {
    return "Safeguarding[]";
  }
}
