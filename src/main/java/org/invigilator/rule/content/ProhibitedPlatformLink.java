package org.invigilator.rule.content;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.match.DomainList;
import org.invigilator.register.Platforms;
import org.invigilator.register.Texts;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;

/** No post or profile sends people to a platform that the policy bans. */
public final class ProhibitedPlatformLink implements Rule.OfPost {
  private final List<String> denied;

  public ProhibitedPlatformLink(Parameters parameters) {
    denied = parameters.list("denied_hosts");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    banned(post.links(), post.text())
        .ifPresent(host -> out.violation(violation(view.post(post.id()), "post", host)));
  }

  @Override
  public void checkProfile(Profile profile, AccountView view, ResultCollector out) {
    banned(profile.links(), profile.bio())
        .ifPresent(host -> out.violation(violation(view.subject(), "profile", host)));
  }

  private static Violation violation(Subject subject, String place, String host) {
    return Violation.of(subject, Evidence.of("banned").term("place", place).term("host", host))
        .scopeKeys(Set.of("link:" + host));
  }

  /** The banned host of a link, or of an address that is only written out. */
  private Optional<String> banned(List<String> links, String text) {
    return Stream.concat(links.stream().map(DomainList::host), written(text))
        .filter(host -> denied.stream().anyMatch(d -> Platforms.isUnder(host, d)))
        .findFirst();
  }

  private Stream<String> written(String text) {
    String lower = Texts.lower(text);
    return denied.stream().anyMatch(lower::contains)
        ? Stream.of(lower.split("[\\s,;()<>]+")).map(DomainList::host)
        : Stream.empty();
  }
}
