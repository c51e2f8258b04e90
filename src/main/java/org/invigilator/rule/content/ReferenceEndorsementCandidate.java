package org.invigilator.rule.content;

import java.util.List;
import org.invigilator.match.Phrases;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Verdicts;
import org.invigilator.snapshot.Post;

/** Words of recommendation in an own post that names a person: it may read as a reference. */
public final class ReferenceEndorsementCandidate implements Rule.OfPost {

  public ReferenceEndorsementCandidate(Parameters parameters) {}

  @Override
  public void check(Post post, AccountView view, Verdicts out) {
    List<Phrases.Entry> hits = Candidates.hits(post, view, "reference", List.of());
    if (!hits.isEmpty()
        && (view.account().platform().equals("linkedin")
            || post.mentions().stream().anyMatch(m -> !m.automatic())
            || Candidates.namesSomebody(post, view))) {
      out.breach(Candidates.breach(post, view, "The post names a person and holds", hits));
    }
  }
}
