package org.invigilator.connector;

import java.util.Optional;

/** What every answer of a source brings beside its data. */
public sealed interface Answer permits LookUp, Page {
  /** What it is charged for. */
  Bill bill();

  /** How many more such calls are allowed, and until when; empty when the source does not say. */
  Optional<Limit> limit();
}
