package org.invigilator.rule.content;

import java.util.List;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.snapshot.Post;

/** Words of recommendation in an own post that names a person: it may read as a reference. */
public final class ReferenceEndorsementCandidate implements Rule.OfPost {
  private static final int NEAR = 6;

  public ReferenceEndorsementCandidate(Parameters parameters) {}

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    List<Phrases.Entry> hits = Candidates.hits(post, view, "reference", List.of());
    if (!hits.isEmpty()
        && (view.account().platform().equals("linkedin")
            || post.mentions().stream().anyMatch(m -> !m.automatic())
            || namesSomeoneAfter(hits, post, view))) {
      out.violation(Candidates.violation(post, view, "phrases", hits));
    }
  }

  /** Whether one of the phrases is followed, within a few words, by what looks like a name. */
  private static boolean namesSomeoneAfter(List<Phrases.Entry> hits, Post post, AccountView view) {
    List<Words.Word> words = view.scan(post).words().get(0);
    for (Phrases.Entry hit : hits) {
      List<String> phrase = Words.of(hit.phrase()).stream().map(Words.Word::folded).toList();
      for (int at = 0; at + phrase.size() < words.size(); at++) {
        if (Phrases.stands(phrase, words, at)) {
          int from = at + phrase.size();
          if (Candidates.hasName(words.subList(from, Math.min(words.size(), from + NEAR)))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
