package org.invigilator.rule.content;

import java.util.List;
import java.util.Optional;
import org.invigilator.match.DomainList;
import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Breach;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Verdicts;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;

/** No post or profile sends people to a platform that the policy bans. */
public final class ProhibitedPlatformLink implements Rule.OfPost {
  private final List<String> denied;

  public ProhibitedPlatformLink(Parameters parameters) {
    denied = parameters.list("denied_hosts");
  }

  @Override
  public void check(Post post, AccountView view, Verdicts out) {
    banned(post.links())
        .ifPresent(
            host -> out.breach(Breach.of(view.post(post.id()), "The post links to " + host + ".")));
  }

  @Override
  public void checkProfile(Profile profile, AccountView view, Verdicts out) {
    banned(profile.links())
        .ifPresent(
            host -> out.breach(Breach.of(view.subject(), "The profile links to " + host + ".")));
  }

  private Optional<String> banned(List<String> links) {
    return links.stream()
        .map(DomainList::host)
        .filter(host -> denied.stream().anyMatch(d -> Platforms.isUnder(host, d)))
        .findFirst();
  }
}
