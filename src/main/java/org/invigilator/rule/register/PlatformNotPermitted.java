package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/**
 * An account is on a platform the policy permits and, where it is for pupils, on one it permits for
 * pupils. {@code approved-rows} means the platforms of the academy's own approved, open rows.
 */
public final class PlatformNotPermitted implements Rule.OfAccount {
  private static final String APPROVED_ROWS = "approved-rows";

  private final Optional<List<String>> permitted;
  private final Optional<List<String>> forPupils;

  public PlatformNotPermitted(Parameters parameters) {
    permitted = list(parameters, "permitted");
    forPupils = list(parameters, "permitted_for_pupils");
  }

  /** The platforms of a list; empty when the policy has no such list. */
  private static Optional<List<String>> list(Parameters parameters, String name) {
    return parameters.values().get(name) == null
        ? Optional.empty()
        : Optional.of(parameters.platforms(name));
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    if (!account.isLive()) {
      return;
    }
    String platform = Labels.of(account.platform());
    if (forPupils.isPresent() && account.isForPupils() && !isOn(forPupils.get(), view)) {
      out.violation(
          Violation.of(
              view.subject(),
              Evidence.of(forPupils.get().isEmpty() ? "none_for_pupils" : "not_for_pupils")
                  .term("platform", platform)));
    } else if (permitted.isPresent() && !isOn(permitted.get(), view)) {
      out.violation(
          Violation.of(view.subject(), Evidence.of("not_permitted").term("platform", platform)));
    }
  }

  private static boolean isOn(List<String> platforms, AccountView view) {
    return platforms.contains(view.account().platform())
        || (platforms.contains(APPROVED_ROWS)
            && view.trust().registers().accounts().stream()
                .anyMatch(
                    a ->
                        a.platform().equals(view.account().platform())
                            && a.academy().equals(view.account().academy())
                            && a.isLive()
                            && isApproved(a, view.trust().asOf())));
  }

  /** A date in the future is no approval. */
  private static boolean isApproved(Account account, LocalDate asOf) {
    return account
        .date("approved_on")
        .or(() -> account.date("principal_signoff_on"))
        .map(on -> !on.isAfter(asOf))
        .orElse(false);
  }
}
