package org.invigilator.rule.register.consistency;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.invigilator.register.Account;
import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
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
    Account account = view.account();
    String written = account.field("profile_url").strip();
    Optional<Evidence> address = written.isEmpty() ? Optional.empty() : address(account, written);
    address
        .or(() -> sharedWith(view))
        .ifPresent(e -> out.violation(Violations.ofColumn("profile_url", e)));
    Pattern allowed = HANDLES.get(account.platform());
    if (allowed != null
        && !account.handle().isEmpty()
        && !account.isBlank("handle")
        && !allowed.matcher(account.handle()).matches()) {
      out.violation(
          Violations.ofColumn(
              "handle",
              Evidence.of("handle_impossible")
                  .term("handle", account.handle())
                  .term("platform", account.platform())));
    }
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
              .term("other", link.get().platform())
              .term("platform", account.platform()));
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

  /** Another row with the same address; a repeated row is reported as such. */
  private static Optional<Evidence> sharedWith(AccountView view) {
    return view.trust()
        .known()
        .sameAddress(view.account())
        .map(other -> Evidence.of("address_twice").term("other", other));
  }
}
