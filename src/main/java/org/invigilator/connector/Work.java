package org.invigilator.connector;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.invigilator.register.Account;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Profile;
import org.invigilator.snapshot.Relation;

/**
 * One account to be collected.
 *
 * @param parts what a rule needs to see of it
 * @param folder its snapshot folder
 */
public record Work(Account account, Set<Part> parts, Path folder, Interest interest) {

  /** Whose handle and name are kept: only where a rule would decide differently without them. */
  public interface Interest {
    /** Reduces people to what must be kept of them, for one account as its profile is today. */
    UnaryOperator<Relation> of(Optional<Profile> profile);
  }
}
