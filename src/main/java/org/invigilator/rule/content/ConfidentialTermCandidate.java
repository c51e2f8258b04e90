package org.invigilator.rule.content;

import java.util.List;
import java.util.Optional;
import org.invigilator.match.Phrases;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustIndex;
import org.invigilator.snapshot.Post;

/** Words in an own post that mark a matter as confidential or commercial; only insiders know. */
public final class ConfidentialTermCandidate implements Rule.OfPost {
  private final List<String> categories;

  public ConfidentialTermCandidate(Parameters parameters) {
    categories = parameters.list("categories");
  }

  @Override
  public Optional<Evidence> unlisted(TrustIndex trust) {
    return categories.isEmpty()
        ? Optional.empty()
        : Candidates.unlisted(categories, trust.words().phrases().categories("confidential"));
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    List<Phrases.Entry> hits = Candidates.hits(post, view, "confidential", categories);
    if (!hits.isEmpty()) {
      out.violation(Candidates.violation(post, view, "phrases", hits));
    }
  }
}
