package org.invigilator.rule.register;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Severity;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.Platforms;
import org.invigilator.register.YearGroup;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/**
 * No one the account is meant for is under the platform's minimum age on 1 September of the school
 * year.
 */
public final class PlatformMinimumAge implements Rule.OfAccount {
  private static final YearGroup.Range PRIMARY =
      new YearGroup.Range(new YearGroup(-2), new YearGroup(6));

  private final int otherwise;
  private final Severity partly;
  private final List<String> fields;
  private final List<String> ticks;
  private final Map<String, Object> known;

  public PlatformMinimumAge(Parameters parameters) {
    otherwise = parameters.integer("min_age_default");
    partly = Severity.of(parameters.text("partly_under_severity"));
    fields = parameters.columns("fields");
    ticks = parameters.list("ticks");
    known = parameters.numbers("min_ages");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    Optional<String> tick =
        ticks.stream()
            .filter(t -> fields.stream().anyMatch(f -> account.list(f).contains(t)))
            .findFirst();
    if (tick.isEmpty()) {
      return;
    }
    Optional<YearGroup.Range> years =
        view.trust().isInvalidCell(account, "target_years")
            ? Optional.empty()
            : years(view, tick.get());
    if (years.isEmpty()) {
      out.notEvaluated(Evidence.of("no_years"));
      return;
    }
    int age =
        known.get(account.platform()) instanceof Integer own
            ? own
            : Platforms.minAge(account.platform(), otherwise);
    if (years.get().from().age() < age) {
      Violation violation =
          Violation.of(
              view.subject(),
              Evidence.of("too_young")
                  .term("year", years.get().from().toString())
                  .count("age", years.get().from().age())
                  .term("platform", Labels.of(account.platform()))
                  .count("minimum", age));
      out.violation(years.get().to().age() < age ? violation : violation.graded(partly));
    }
  }

  private static Optional<YearGroup.Range> years(AccountView view, String tick) {
    return YearGroup.Range.parse(view.account().field("target_years"))
        .or(
            () ->
                tick.equals("feeder-pupils")
                    ? Optional.of(PRIMARY)
                    : view.academy().flatMap(PlatformMinimumAge::years));
  }

  private static Optional<YearGroup.Range> years(Academy academy) {
    return academy
        .lowestYear()
        .map(low -> new YearGroup.Range(low, academy.highestYear().orElse(low)));
  }
}
