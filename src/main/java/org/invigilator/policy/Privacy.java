package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the trust put on record about the processing: {@code privacy} of {@code trust.yaml}.
 *
 * @param controller who decides about the processing, as the trust is registered
 * @param officer how the data protection officer is reached
 * @param lawfulBasis on which ground of Article 6 the audit rests
 * @param recipients who gets the reports, in the trust's words
 * @param nameMatching the grounds for holding names of followers against the roll
 */
public record Privacy(
    @Nullable String controller,
    @JsonProperty("data_protection_officer") @Nullable String officer,
    @JsonProperty("lawful_basis") @Nullable String lawfulBasis,
    @Nullable List<String> recipients,
    @JsonProperty("name_matching") @Nullable NameMatching nameMatching) {

  /** Nothing on record. */
  public static final Privacy UNSAID = new Privacy(null, null, null, null, null);

  /**
   * The grounds for holding names of followers against the roll.
   *
   * @param dpia the reference of the impact assessment
   * @param noticeOn when the privacy notice told of it
   * @param reviewedBy who looked at it for the trust
   */
  public record NameMatching(
      @JsonProperty("lawful_basis") @Nullable String lawfulBasis,
      @Nullable String dpia,
      @JsonProperty("privacy_notice_on") @Nullable LocalDate noticeOn,
      @JsonProperty("reviewed_by") @Nullable String reviewedBy) {}

  /** Which of the grounds for matching names are not on record; empty when all are. */
  List<String> missingForNameMatching() {
    NameMatching grounds =
        nameMatching == null ? new NameMatching(null, null, null, null) : nameMatching;
    List<String> missing = new ArrayList<>();
    note("lawful_basis", grounds.lawfulBasis(), missing);
    note("dpia", grounds.dpia(), missing);
    note(
        "privacy_notice_on",
        grounds.noticeOn() == null ? null : grounds.noticeOn().toString(),
        missing);
    note("reviewed_by", grounds.reviewedBy(), missing);
    return missing;
  }

  private static void note(String key, @Nullable String said, List<String> missing) {
    if (said == null || said.isBlank()) {
      missing.add(key);
    }
  }
}
