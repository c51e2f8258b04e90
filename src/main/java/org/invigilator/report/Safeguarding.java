package org.invigilator.report;

import java.util.Optional;
import org.invigilator.register.Person;
import org.invigilator.register.Pupil;
import org.invigilator.rule.TrustIndex;

/**
 * The pupils' names for the safeguarding lead, and the password of their workbook. The report model
 * contains neither, so that no other file can show a name.
 */
public record Safeguarding(TrustIndex trust, String password) {

  /** The name of a pupil who has a role and is in the people register only. */
  public Optional<String> nameOfPerson(String id) {
    return trust.person(id).filter(Person::isPupil).map(Person::fullName);
  }

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
