package org.invigilator.rule.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.invigilator.match.DomainList;
import org.invigilator.match.Phrases;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Signs that a picture of an own post belongs to someone else, or that its rights were not noted.
 */
public final class ThirdPartyMediaCandidate implements Rule.OfPost {
  private static final List<String> CREDITS = List.of("photo", "pic", "image", "credit");

  /**
   * A credit line of its own ("Photo: Agency"), which "In the picture: the team" is not. Of several
   * line breaks the last counts, so blank lines are not read again from each of them.
   */
  private static final Pattern CREDIT =
      Pattern.compile(
          "(?:^|[.!|(]\\s*|\\n[ \\t\\x0B\\f\\r]*)(?i:"
              + String.join("|", CREDITS)
              + ")s?\\s?:\\s*\\p{Lu}|\\([cC]\\)\\s+\\p{Lu}");

  public ThirdPartyMediaCandidate(Parameters parameters) {}

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty() || post.isRepost()) {
      return;
    }
    List<Fact> signs = new ArrayList<>();
    if (hasSign(post)) {
      signs.add(new Fact.Part(Evidence.of("copyright")));
    }
    if (mayCredit(post.text()) && CREDIT.matcher(post.text()).find()) {
      signs.add(new Fact.Part(Evidence.of("credit")));
    }
    for (Phrases.Entry hit : Candidates.hits(post, view, "third_party", List.of())) {
      signs.add(new Fact.Part(Evidence.of("phrase").term("phrase", hit.phrase())));
    }
    for (String link : post.links()) {
      Optional<DomainList.Hit> hit = view.trust().words().thirdPartyHosts().find(link);
      if (hit.isPresent()) {
        signs.add(new Fact.Part(Evidence.of("link").term("host", hit.get().host())));
      }
    }
    for (MediaLogEntry entry : view.mediaLog(post, out)) {
      if (entry.rights().isEmpty() || entry.rights().equals("unknown")) {
        signs.add(new Fact.Part(Evidence.of("no_rights")));
      }
    }
    if (!signs.isEmpty()) {
      out.violation(
          Violation.of(
              view.post(post.id()),
              Evidence.of("signs")
                  .with("signs", new Fact.Many(signs.stream().distinct().toList()))));
    }
  }

  /** Whether the sign for copyright is in the text or the description of a picture. */
  private static boolean hasSign(Post post) {
    boolean has = post.text().indexOf('\u00a9') >= 0;
    for (Post.Media item : post.media()) {
      has |= item.altText().indexOf('\u00a9') >= 0;
    }
    return has;
  }

  /** Whether one of the words for a credit is before a colon, or a bracket opens with a c. */
  private static boolean mayCredit(String text) {
    for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
      int end = colon > 0 && Character.isWhitespace(text.charAt(colon - 1)) ? colon - 1 : colon;
      int word =
          end > 0 && (text.charAt(end - 1) == 's' || text.charAt(end - 1) == 'S') ? end - 1 : end;
      for (String credit : CREDITS) {
        if (text.regionMatches(true, word - credit.length(), credit, 0, credit.length())) {
          return true;
        }
      }
    }
    return text.contains("(c)") || text.contains("(C)");
  }
}
