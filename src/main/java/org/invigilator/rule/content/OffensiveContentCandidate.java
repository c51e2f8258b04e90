package org.invigilator.rule.content;

import java.util.List;
import org.invigilator.match.Phrases;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Verdicts;
import org.invigilator.snapshot.Post;

/**
 * Insults, slurs, threats and accusations in an own post, weighed; one that is aimed at somebody
 * who is named or addressed weighs one more.
 */
public final class OffensiveContentCandidate implements Rule.OfPost {
  private final int minScore;
  private final List<String> categories;

  public OffensiveContentCandidate(Parameters parameters) {
    minScore = parameters.integer("min_score");
    categories = parameters.list("categories");
  }

  @Override
  public void check(Post post, AccountView view, Verdicts out) {
    List<Phrases.Entry> hits = Candidates.hits(post, view, "offence", categories);
    if (hits.isEmpty()) {
      return;
    }
    boolean aimed =
        post.inReplyTo().isKnown()
            || post.mentions().stream().anyMatch(m -> !m.automatic())
            || Candidates.namesSomebody(post, view);
    int score = hits.stream().mapToInt(Phrases.Entry::weight).sum() + (aimed ? 1 : 0);
    if (score >= minScore) {
      out.breach(
          Candidates.breach(
              post,
              view,
              "The post holds" + (aimed ? ", near somebody named or addressed" : ""),
              hits));
    }
  }
}
