package org.invigilator.rule.content;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.invigilator.match.Phrases;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustIndex;
import org.invigilator.snapshot.Post;

/**
 * Politically or institutionally sensitive topics in an own post; more phrases count in a
 * pre-election period.
 */
public final class SensitiveTopicCandidate implements Rule.OfPost {
  private final List<String> topics;
  private final boolean electionsNoted;

  public SensitiveTopicCandidate(Parameters parameters) {
    topics = parameters.list("topics");
    electionsNoted = parameters.flag("pre_election_calendar");
  }

  @Override
  public Optional<Evidence> unlisted(TrustIndex trust) {
    return topics.isEmpty()
        ? Optional.empty()
        : Candidates.unlisted(topics, trust.words().phrases().categories("sensitive"));
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    LocalDate day = LondonTime.date(post.createdAt());
    boolean election =
        electionsNoted
            && view.trust().registers().calendar().stream()
                .anyMatch(p -> p.isPreElection() && p.has(view.account().academy(), day));
    List<Phrases.Entry> hits = new ArrayList<>(Candidates.hits(post, view, "sensitive", topics));
    if (election) {
      hits.addAll(Candidates.hits(post, view, "election", List.of()));
    }
    if (hits.isEmpty()) {
      return;
    }
    out.violation(Candidates.violation(post, view, election ? "election" : "phrases", hits));
  }
}
