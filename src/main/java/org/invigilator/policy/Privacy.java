package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trust's records about the data processing: {@code privacy} of {@code trust.yaml}.
 *
 * @param controller the data controller, as registered
 * @param officer the contact details of the data protection officer
 * @param lawfulBasis the lawful basis of the audit under Article 6
 * @param recipients the recipients of the reports, in the trust's words
 * @param nameMatching the records needed to compare names of followers with the roll
 * @param pupilAccounts whether the reports for leadership and academies show the platform's number
 *     of a pupil's account, which opens the child's profile; without it only the safeguarding
 *     workbook does
 * @param reviewOn the day by which the impact assessment is to be reviewed
 */
public record Privacy(
    @Nullable String controller,
    @JsonProperty("data_protection_officer") @Nullable String officer,
    @JsonProperty("lawful_basis") @Nullable String lawfulBasis,
    @Nullable List<String> recipients,
    @JsonProperty("name_matching") @Nullable NameMatching nameMatching,
    @JsonProperty("pupil_accounts") @Nullable Boolean pupilAccounts,
    @JsonProperty("review_on") @Nullable LocalDate reviewOn) {

  /** The variable of the environment that has the password of the safeguarding workbook. */
  public static final String NAMES_PASSWORD = "INVIGILATOR_SAFEGUARDING_PASSWORD";

  private static final int SHORTEST_PASSWORD = 12;
  private static final int FEWEST_LETTERS = 6;

  /** What is wrong with the password of the workbook with names; empty when nothing is. */
  public static Optional<String> doubtfulPassword(Map<String, String> environment) {
    return namesPassword(environment)
        .filter(
            password ->
                password.length() < SHORTEST_PASSWORD
                    || password.chars().distinct().count() < FEWEST_LETTERS
                    || password.toLowerCase(Locale.ROOT).contains("password"))
        .map(
            password ->
                NAMES_PASSWORD
                    + " is easily guessed, and the workbook with pupils' names is only as safe as it. Use at least "
                    + SHORTEST_PASSWORD
                    + " characters, such as four words that do not belong together.");
  }

  /** The password of the safeguarding workbook; empty where none is set. */
  public static Optional<String> namesPassword(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(NAMES_PASSWORD))
        .filter(password -> !password.isBlank());
  }

  /** No records. */
  public static final Privacy UNSAID = new Privacy(null, null, null, null, null, null, null);

  /**
   * The records needed to compare names of followers with the roll.
   *
   * @param dpia the reference of the impact assessment
   * @param noticeOn the date of the privacy notice that informs people of it
   * @param reviewedBy who reviewed it for the trust
   */
  public record NameMatching(
      @JsonProperty("lawful_basis") @Nullable String lawfulBasis,
      @Nullable String dpia,
      @JsonProperty("privacy_notice_on") @Nullable LocalDate noticeOn,
      @JsonProperty("reviewed_by") @Nullable String reviewedBy) {}

  /** Whether leadership and academies may see the number of a pupil's account. */
  public boolean showsPupilAccounts() {
    return Boolean.TRUE.equals(pupilAccounts);
  }

  /** The keys of the records that are missing for comparing names; empty when none is. */
  List<String> missingForNameMatching() {
    NameMatching records =
        nameMatching == null ? new NameMatching(null, null, null, null) : nameMatching;
    List<String> missing = new ArrayList<>();
    addIfBlank("lawful_basis", records.lawfulBasis(), missing);
    addIfBlank("dpia", records.dpia(), missing);
    addIfBlank(
        "privacy_notice_on",
        records.noticeOn() == null ? null : records.noticeOn().toString(),
        missing);
    addIfBlank("reviewed_by", records.reviewedBy(), missing);
    return missing;
  }

  private static void addIfBlank(String key, @Nullable String value, List<String> missing) {
    if (value == null || value.isBlank()) {
      missing.add(key);
    }
  }
}
