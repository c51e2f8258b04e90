package org.invigilator.rule.content;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.match.Phrases;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Insults, slurs, threats and accusations in an own post, weighed; one that is aimed at someone who
 * is named or addressed weighs one more. What the platform's moderators labelled needs no weighing.
 */
public final class OffensiveContentCandidate implements Rule.OfPost {
  /** What Bluesky's moderation calls adult or violent content (label definitions of 2026-08). */
  private static final Set<String> ADULT =
      Set.of(
          "porn", "sexual", "nudity", "sexual-figurative", "graphic-media", "gore", "intolerant");

  private final int minScore;
  private final List<String> categories;

  public OffensiveContentCandidate(Parameters parameters) {
    minScore = parameters.integer("min_score");
    categories = parameters.list("categories");
  }

  @Override
  public Optional<Evidence> unlisted(TrustIndex trust) {
    return categories.isEmpty()
        ? Optional.empty()
        : Candidates.unlisted(categories, trust.words().phrases().categories("offence"));
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    Optional<String> label = post.labels().stream().filter(ADULT::contains).findFirst();
    if (label.isPresent()) {
      out.violation(
          Violation.of(
              view.post(post.id()), Evidence.of("labelled").term("label", Labels.of(label.get()))));
      return;
    }
    List<Phrases.Entry> hits = Candidates.hits(post, view, "offence", categories);
    if (hits.isEmpty()) {
      return;
    }
    boolean aimed =
        post.inReplyTo().isKnown()
            || post.mentions().stream().anyMatch(m -> !m.automatic())
            || Candidates.namesSomeone(post, view);
    int score = hits.stream().mapToInt(Phrases.Entry::weight).sum() + (aimed ? 1 : 0);
    if (score >= minScore) {
      out.violation(Candidates.violation(post, view, aimed ? "aimed" : "phrases", hits));
    }
  }
}
