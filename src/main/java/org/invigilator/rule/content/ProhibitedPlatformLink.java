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

  /** Whether no text without a full stop can have a denied host. */
  private final boolean hasDots;

  public ProhibitedPlatformLink(Parameters parameters) {
    denied = parameters.hosts("denied_hosts");
    hasDots = denied.stream().allMatch(ProhibitedPlatformLink::hasHost);
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    Optional<String> host = banned(post.links(), post.text());
    if (host.isPresent()) {
      out.violation(violation(view.post(post.id()), "post", host.get()));
    }
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
    for (String link : links) {
      String host = DomainList.host(link);
      if (isDenied(host)) {
        return Optional.of(host);
      }
    }
    return !hasDots || hasHost(text) ? written(Texts.lower(text)) : Optional.empty();
  }

  private boolean isDenied(String host) {
    for (String one : denied) {
      if (Platforms.isUnder(host, one)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a full stop is between two characters that are not blanks, as in every host. */
  private static boolean hasHost(String text) {
    for (int dot = text.indexOf('.', 1); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      if (dot + 1 < text.length() && text.charAt(dot + 1) > ' ' && text.charAt(dot - 1) > ' ') {
        return true;
      }
    }
    return false;
  }

  private Optional<String> written(String lower) {
    return denied.stream().anyMatch(lower::contains)
        ? Stream.of(lower.split("[\\s\\p{Z},;()<>]+"))
            .map(word -> word.replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}/]+$", ""))
            .map(DomainList::host)
            .filter(this::isDenied)
            .findFirst()
        : Optional.empty();
  }
}
