package org.invigilator.rule.register.consistency;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.invigilator.register.Account;
import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.KnownAccounts;
import org.invigilator.rule.Labels;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;

/** The address, the platform and the handle of a row are of one account, and no other has them. */
public final class AddressOfAccount implements Rule.OfAccount {

  /** The handles that a platform allows. */
  private static final Map<String, Pattern> HANDLES =
      Map.of(
          "twitter", Pattern.compile("\\w{1,20}"),
          "instagram", Pattern.compile("[\\w.]{1,30}"),
          "tiktok", Pattern.compile("[\\w.]{1,24}"),
          "threads", Pattern.compile("[\\w.]{1,30}"));

  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(?:https?://)?[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+(?:[/?#]\\S*)?");

  @Override
  public void check(AccountView view, ResultCollector out) {
    objections(view.account(), view.trust().known())
        .forEach((column, evidence) -> out.violation(Violations.ofColumn(column, evidence)));
  }

  /** What contradicts itself in a row, by the column in which it is to be corrected. */
  public static Map<String, Evidence> objections(Account account, KnownAccounts known) {
    Map<String, Evidence> objections = new LinkedHashMap<>();
    String written = account.field("profile_url").strip();
    Optional<Evidence> address = written.isEmpty() ? Optional.empty() : address(account, written);
    address
        .or(
            () ->
                known
                    .sameAddress(account)
                    .map(other -> Evidence.of("address_twice").term("other", other)))
        .ifPresent(evidence -> objections.put("profile_url", evidence));
    Pattern allowed = HANDLES.get(account.platform());
    if (allowed != null
        && !account.handle().isEmpty()
        && !account.isBlank("handle")
        && !allowed.matcher(account.handle()).matches()) {
      objections.put(
          "handle",
          Evidence.of("handle_impossible")
              .term("handle", account.handle())
              .term("platform", Labels.of(account.platform())));
    }
    return objections;
  }

  private static Optional<Evidence> address(Account account, String written) {
    if (!ADDRESS.matcher(written).matches()) {
      return Optional.of(Evidence.of("address_unreadable").term("address", written));
    }
    Optional<Platforms.Link> link = Platforms.link(written);
    boolean isKnown = Platforms.isKnown(account.platform());
    if (link.isEmpty()) {
      return Optional.empty();
    }
    if (isKnown && !link.get().platform().equals(account.platform())) {
      return Optional.of(
          Evidence.of("address_other_platform")
              .term("other", Labels.of(link.get().platform()))
              .term("platform", Labels.of(account.platform())));
    }
    boolean isOtherHandle =
        !link.get().handle().isEmpty()
            && !account.comparedHandle().isEmpty()
            && !link.get().handle().equals(account.comparedHandle());
    boolean isOtherId =
        !link.get().userId().isEmpty()
            && !account.userId().isEmpty()
            && !link.get().userId().equals(account.userId());
    return isOtherHandle || isOtherId
        ? Optional.of(
            Evidence.of("address_other_handle")
                .term("other", isOtherHandle ? link.get().handle() : link.get().userId())
                .term("handle", isOtherHandle ? account.handle() : account.userId()))
        : Optional.empty();
  }
}
