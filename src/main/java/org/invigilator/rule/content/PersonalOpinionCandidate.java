package org.invigilator.rule.content;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.policy.Roles;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.snapshot.Post;

/** One person's own view in the voice of the academy; a leader who signs may write "I". */
public final class PersonalOpinionCandidate implements Rule.OfPost {
  private static final int NEAR = 6;
  private static final Pattern LINK_OR_TAG = Pattern.compile("https?://\\S+|#\\S+");

  private final List<String> leaders;

  public PersonalOpinionCandidate(Parameters parameters) {
    leaders = parameters.list("leader_titles");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    List<Phrases.Entry> hits = Candidates.hits(post, view, "opinion", List.of());
    if (!hits.isEmpty() && !isSigned(post, view)) {
      out.violation(Candidates.violation(post, view, "phrases", hits));
    }
  }

  /** Whether the first or last words of the post, links and hashtags aside, are a leader's. */
  private boolean isSigned(Post post, AccountView view) {
    List<Words.Word> words = Words.of(LINK_OR_TAG.matcher(post.text()).replaceAll(" "));
    int size = words.size();
    List<List<Words.Word>> ends =
        List.of(
            words.subList(0, Math.min(NEAR, size)), words.subList(Math.max(0, size - NEAR), size));
    return ends.stream().anyMatch(end -> namesLeader(end, post, view));
  }

  private boolean namesLeader(List<Words.Word> words, Post post, AccountView view) {
    LocalDate day = LondonTime.date(post.createdAt());
    return leaders.stream().anyMatch(title -> Phrases.has(words, title))
        || view.trust().registers().roleHolders().stream()
            .filter(h -> h.holdsOn(day) && leaders.stream().anyMatch(l -> Roles.same(l, h.role())))
            .flatMap(h -> view.trust().person(h.person()).stream())
            .anyMatch(p -> Phrases.has(words, p.fullName()));
  }
}
