package org.invigilator.connector;

import java.util.Locale;
import java.util.Map;
import org.invigilator.snapshot.Capture.Part;

/** Identifies one part of one account. */
record PartKey(String platform, String account, Part part) {

  /** The values of the key's columns, by their names. */
  Map<String, String> columns() {
    return Map.of("platform", platform, "account", account, "part", word());
  }

  /** The part's name as files, columns and captures have it. */
  String word() {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
