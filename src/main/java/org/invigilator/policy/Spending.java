package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What collecting may cost, in US dollars as X charges them: a cap for each run and for each month
 * in UTC, and the price of a row of each kind with the day on which the trust looked it up.
 */
public record Spending(
    @JsonProperty(value = "per_run", required = true) BigDecimal perRun,
    @JsonProperty(value = "per_month", required = true) BigDecimal perMonth,
    @Nullable Prices prices) {

  /**
   * The price of one row that is returned.
   *
   * @param asOf the date of the prices
   */
  public record Prices(
      @JsonProperty(value = "as_of", required = true) LocalDate asOf,
      @JsonProperty(required = true) BigDecimal post,
      @JsonProperty(required = true) BigDecimal user,
      @JsonProperty(required = true) BigDecimal follower) {}

  /** The public pay-per-use prices at the release of this version. */
  public static final Prices KNOWN =
      new Prices(
          LocalDate.of(2026, 8, 22),
          new BigDecimal("0.005"),
          new BigDecimal("0.010"),
          new BigDecimal("0.010"));

  /** The prices in use: the trust's, or those at the release of this version. */
  public Prices rates() {
    return prices == null ? KNOWN : prices;
  }

  /** What is wrong with the settings. */
  Optional<Problem> problem(String file) {
    boolean negative =
        List.of(perRun, perMonth, rates().post(), rates().user(), rates().follower()).stream()
            .anyMatch(amount -> amount.signum() < 0);
    return negative
        ? Optional.of(new Problem(file, 0, "budget", "An amount is negative.", "Write 0 or more."))
        : Optional.empty();
  }

  /** An amount of dollars in millionths. */
  public static long micro(BigDecimal dollars) {
    return dollars.movePointRight(6).setScale(0, java.math.RoundingMode.UP).longValueExact();
  }

  /** Millionths of a dollar for readers, rounded up to the cent. */
  public static String shown(long micro) {
    return "$"
        + String.format(
            java.util.Locale.UK,
            "%,.2f",
            BigDecimal.valueOf(micro, 6).setScale(2, java.math.RoundingMode.UP));
  }
}
