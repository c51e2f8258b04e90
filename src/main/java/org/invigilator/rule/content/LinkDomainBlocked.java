package org.invigilator.rule.content;

import java.util.List;
import java.util.Optional;
import org.invigilator.match.DomainList;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;

/** No link in a post or profile leads to a blocked host or to one under it. */
public final class LinkDomainBlocked implements Rule.OfPost {
  private final List<String> categories;

  public LinkDomainBlocked(Parameters parameters) {
    categories = parameters.list("categories");
  }

  @Override
  public Optional<Evidence> unlisted(TrustIndex trust) {
    return categories.isEmpty()
        ? Optional.empty()
        : Candidates.unlisted(categories, trust.words().blocked().categories());
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (!post.links().isEmpty()) {
      blocked(post.links(), view)
          .ifPresent(
              hit -> out.violation(Violation.of(view.post(post.id()), describe("post", hit))));
    }
  }

  @Override
  public void checkProfile(Profile profile, AccountView view, ResultCollector out) {
    blocked(profile.links(), view)
        .ifPresent(hit -> out.violation(Violation.of(view.subject(), describe("profile", hit))));
  }

  /** A link and the entry of the list that it falls under. */
  private record Blocked(String link, DomainList.Hit entry) {}

  private Optional<Blocked> blocked(List<String> links, AccountView view) {
    return links.stream()
        .flatMap(
            link ->
                view
                    .trust()
                    .words()
                    .blocked()
                    .find(link)
                    .map(hit -> new Blocked(link, hit))
                    .stream())
        .filter(
            one ->
                categories.isEmpty()
                    || one.entry().category().isEmpty()
                    || categories.contains(
                        one.entry().category().toLowerCase(java.util.Locale.ROOT)))
        .findFirst();
  }

  private static Evidence describe(String place, Blocked blocked) {
    String entry = blocked.entry().host();
    String linked = DomainList.host(blocked.link());
    String host = linked.equals("www." + entry) ? entry : linked;
    String category = blocked.entry().category();
    boolean under = !host.equals(entry);
    Evidence evidence =
        category.isEmpty()
            ? Evidence.of(under ? "blocked_under" : "blocked")
            : Evidence.of(under ? "blocked_under_as" : "blocked_as")
                .term("category", Labels.of(category));
    Evidence shown = evidence.term("place", place).term("host", host);
    return under ? shown.term("entry", entry) : shown;
  }
}
