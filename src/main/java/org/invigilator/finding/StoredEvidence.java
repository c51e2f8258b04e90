package org.invigilator.finding;

import java.util.List;
import org.invigilator.rule.Evidence;

/** How what was seen is stored with a finding, for whoever replaces it. */
public final class StoredEvidence {
  private StoredEvidence() {}

  /** A sentence as the column {@code observed} keeps it: JSON of evidence that is ready to show. */
  public static String sentence(String words) {
    return RowMappers.evidence(List.of(Evidence.worded(words)));
  }
}
