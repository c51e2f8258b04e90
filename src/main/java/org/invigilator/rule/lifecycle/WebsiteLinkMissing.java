package org.invigilator.rule.lifecycle;

import java.util.List;
import org.invigilator.match.DomainList;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.Platforms;
import org.invigilator.register.Weblink;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** The academy's own pages link to the account that it must have. */
public final class WebsiteLinkMissing implements Rule.OfTrust {
  private final String platform;

  public WebsiteLinkMissing(Parameters parameters) {
    platform = parameters.platform("platform");
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (Academy academy : view.academies()) {
      List<Account> open =
          view.trust().registers().accounts().stream()
              .filter(a -> a.academy().equals(academy.code()) && a.platform().equals(platform))
              .filter(
                  a -> a.status() == Account.Status.OPEN || a.status() == Account.Status.UNKNOWN)
              .toList();
      List<Account> main = open.stream().filter(a -> a.kind().equals("academy")).toList();
      List<Account> required = main.isEmpty() ? open : main;
      if (academy.isOpen(view.trust().asOf())
          && !required.isEmpty()
          && required.stream().noneMatch(account -> isLinked(account, academy, view))) {
        Account account = required.get(0);
        out.violation(
            Violation.of(
                    Subject.of(Subject.Kind.ACCOUNT, account.id()).at(account.field("profile_url")),
                    Evidence.of("no_link")
                        .academy("academy", academy.code())
                        .term("platform", Labels.of(platform))
                        .term("handle", account.handle()))
                .account(account));
      }
    }
  }

  private static boolean isLinked(Account account, Academy academy, TrustView view) {
    return view.trust().registers().weblinks().stream()
        .filter(link -> link.academy().equals(academy.code()) && isOwnPage(link, academy))
        .flatMap(link -> Platforms.link(link.linkUrl()).stream())
        .flatMap(
            target ->
                view
                    .trust()
                    .known()
                    .account(target.platform(), target.userId(), target.handle())
                    .stream())
        .anyMatch(account::equals);
  }

  private static boolean isOwnPage(Weblink link, Academy academy) {
    String host = DomainList.host(link.pageUrl());
    return host.isEmpty()
        || academy.webDomains().isEmpty()
        || academy.webDomains().stream().anyMatch(d -> Platforms.isUnder(host, d));
  }
}
