package org.invigilator.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.StrictYaml;
import org.jspecify.annotations.Nullable;

/**
 * Waivers and dismissals in YAML, for those who prefer it to a workbook: what is in the file
 * applies, and what is removed from it is withdrawn.
 */
record WaiverFile(@Nullable List<Entry> waivers, @Nullable List<Entry> dismissals) {

  /**
   * One waiver or dismissal.
   *
   * @param finding the finding's id; or else a rule, on an account or at an academy
   * @param decision for a dismissal, {@code not a pupil} or {@code false positive}
   * @param until the last day of a waiver, as 31/01/2027 or 2027-01-31
   */
  record Entry(
      @Nullable String finding,
      @Nullable String rule,
      @Nullable String account,
      @Nullable String academy,
      @Nullable String decision,
      @Nullable String until,
      @Nullable String reason,
      @JsonProperty("requested_by") @Nullable String requestedBy,
      @JsonProperty("approved_by") @Nullable String approvedBy) {

    static String text(@Nullable String value) {
      return value == null ? "" : value.strip();
    }
  }

  /**
   * Reads a file.
   *
   * @throws InvalidInput when it cannot be used; then nothing in it applies, and decisions taken
   *     from it before remain in force
   */
  static WaiverFile read(Path file) {
    return StrictYaml.read(file, String.valueOf(file.getFileName()), WaiverFile.class);
  }

  List<Entry> waiverList() {
    return waivers == null ? List.of() : waivers;
  }

  List<Entry> dismissalList() {
    return dismissals == null ? List.of() : dismissals;
  }
}
