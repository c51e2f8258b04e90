package org.invigilator.rule.content;

import java.util.Set;
import org.invigilator.match.DomainList;
import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;

/**
 * Links lead to hosts that someone has approved; any other host is raised once for each account.
 */
public final class LinkDomainUnapproved implements Rule.OfPost {
  private final boolean flagUnresolved;
  private final boolean oncePerDomain;

  public LinkDomainUnapproved(Parameters parameters) {
    flagUnresolved = parameters.text("shorteners").equals("flag-unresolved");
    oncePerDomain = parameters.flag("once_per_domain");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (!post.isRepost()) {
      post.links().forEach(link -> check(link, view.post(post.id()), view, out));
    }
  }

  @Override
  public void checkProfile(Profile profile, AccountView view, ResultCollector out) {
    profile.links().forEach(link -> check(link, view.subject(), view, out));
  }

  private void check(String link, Subject where, AccountView view, ResultCollector out) {
    String host = DomainList.host(link);
    TrustIndex trust = view.trust();
    boolean isShort = trust.words().shorteners().find(link).isPresent();
    // Where a short link leads is not known, whatever its own website is.
    boolean known =
        host.isEmpty()
            || (!isShort && trust.words().approvedHosts().find(link).isPresent())
            || trust.words().blocked().find(link).isPresent()
            || isOurs(link, view);
    if (known) {
      return;
    }
    if (isShort && flagUnresolved) {
      out.violation(
          Violation.of(
              Subject.of(where.kind(), where.id(), link).at(where.url()),
              Evidence.of("unresolved").term("host", host)));
    } else if (!isShort) {
      Subject subject =
          oncePerDomain
              ? Subject.of(Subject.Kind.ACCOUNT, view.id(), host).at(where.url())
              : Subject.of(where.kind(), where.id(), host).at(where.url());
      out.violation(
          Violation.of(subject, Evidence.of("unapproved").term("host", host))
              .scopeKeys(Set.of("link:" + host)));
    }
  }

  /** Whether a link stays on the account's own platform or leads to a registered account. */
  private static boolean isOurs(String link, AccountView view) {
    return Platforms.link(link)
        .map(
            target ->
                target.platform().equals(view.account().platform())
                    || view.trust()
                        .known()
                        .account(target.platform(), target.userId(), target.handle())
                        .isPresent())
        .orElse(false);
  }
}
