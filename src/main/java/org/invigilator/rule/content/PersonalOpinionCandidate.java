package org.invigilator.rule.content;

import java.time.LocalDate;
import java.util.List;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.policy.Roles;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Verdicts;
import org.invigilator.snapshot.Post;

/** Somebody's own view in the voice of the academy; a leader who signs may say I. */
public final class PersonalOpinionCandidate implements Rule.OfPost {
  private final List<String> leaders;

  public PersonalOpinionCandidate(Parameters parameters) {
    leaders = parameters.list("leader_titles");
  }

  @Override
  public void check(Post post, AccountView view, Verdicts out) {
    List<Phrases.Entry> hits = Candidates.hits(post, view, "opinion", List.of());
    if (!hits.isEmpty() && !isSigned(post, view)) {
      out.breach(Candidates.breach(post, view, "The post speaks as one person", hits));
    }
  }

  /** Whether the last words of the post are a leader's title or name. */
  private boolean isSigned(Post post, AccountView view) {
    List<Words.Word> words = view.scan(post).words().get(0);
    List<Words.Word> last = words.subList(Math.max(0, words.size() - 6), words.size());
    LocalDate day = LondonTime.date(post.createdAt());
    return leaders.stream().anyMatch(title -> Phrases.has(last, title))
        || view.trust().registers().roleHolders().stream()
            .filter(h -> h.holdsOn(day) && leaders.stream().anyMatch(l -> Roles.same(l, h.role())))
            .flatMap(h -> view.trust().person(h.person()).stream())
            .anyMatch(p -> Phrases.has(last, p.fullName()));
  }
}
