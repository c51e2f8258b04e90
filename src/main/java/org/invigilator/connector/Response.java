package org.invigilator.connector;

import java.util.Optional;

/** What every reply of a source has beside its data. */
public sealed interface Response permits LookUp, Page {
  /** What it is charged for. */
  Bill bill();

  /** How many more such calls are allowed, and until when; empty when the source does not say. */
  Optional<Limit> limit();
}
