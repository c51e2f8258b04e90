package org.invigilator.rule.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Signs that a picture of an own post belongs to somebody else, or that nobody noted its rights.
 */
public final class ThirdPartyMediaCandidate implements Rule.OfPost {

  /**
   * A credit line of its own ("Photo: Agency"), which "In the picture: the team" is not. Of several
   * line breaks the last counts, so blank lines are not read again from each of them.
   */
  private static final Pattern CREDIT =
      Pattern.compile(
          "(?:^|[.!|(]\\s*|\\n[ \\t\\x0B\\f\\r]*)(?i:photo|pic|image|credit)s?\\s?:\\s*\\p{Lu}|\\([cC]\\)\\s+\\p{Lu}");

  public ThirdPartyMediaCandidate(Parameters parameters) {}

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty() || post.isRepost()) {
      return;
    }
    List<String> why = new ArrayList<>();
    if (post.text().indexOf('\u00a9') >= 0
        || post.media().stream().anyMatch(m -> m.altText().indexOf('\u00a9') >= 0)) {
      why.add("a copyright sign");
    }
    if (CREDIT.matcher(post.text()).find()) {
      why.add("a credit");
    }
    Candidates.hits(post, view, "third_party", List.of())
        .forEach(hit -> why.add("'" + hit.phrase() + "'"));
    post.links().stream()
        .flatMap(link -> view.trust().words().thirdPartyHosts().find(link).stream())
        .forEach(hit -> why.add("a link to " + hit.host()));
    for (MediaLogEntry entry : view.trust().mediaLog(post.id())) {
      if (entry.rights().isEmpty() || entry.rights().equals("unknown")) {
        why.add("no rights in the media log");
      }
    }
    if (!why.isEmpty()) {
      out.violation(
          Violation.of(
              view.post(post.id()),
              "The post has a picture and "
                  + why.stream().distinct().collect(Collectors.joining(", "))
                  + "."));
    }
  }
}
