package org.invigilator.rule.consent;

import java.time.Duration;
import java.util.List;
import org.invigilator.policy.Severity;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** Every picture and video of an own post is in the media log once the grace period is over. */
public final class MediaConsentUntagged implements Rule.OfPost {
  private final int graceHours;
  private final List<String> types;
  private final boolean reposts;

  public MediaConsentUntagged(Parameters parameters) {
    graceHours = parameters.integer("tag_grace_hours");
    types = parameters.list("media_types");
    reposts = parameters.text("reposts").equals("assisted-low");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty() || (post.isRepost() && (!reposts || isOurs(post, view)))) {
      return;
    }
    List<MediaLogEntry> log = view.trust().mediaLog(post);
    for (int i = 0; i < post.media().size(); i++) {
      int index = i;
      Post.Media item = post.media().get(i);
      boolean counts = item.type().isEmpty() || types.contains(item.type());
      if (counts && log.stream().noneMatch(entry -> entry.covers(index))) {
        untagged(post, index, view, out);
      }
    }
  }

  /** Whether what is reposted is judged where it was first posted, or its origin is unknown. */
  private static boolean isOurs(Post post, AccountView view) {
    return !post.original().isKnown()
        || view.trust()
            .known()
            .account(view.account().platform(), post.original().id(), post.original().handle())
            .isPresent();
  }

  private void untagged(Post post, int index, AccountView view, ResultCollector out) {
    if (Duration.between(post.createdAt(), view.trust().now()).toHours() < graceHours) {
      out.pending(Evidence.of("recent").count("hours", graceHours));
      return;
    }
    Subject subject =
        Subject.of(Subject.Kind.MEDIA, post.id() + "#" + index).at(view.postUrl(post.id()));
    Evidence evidence =
        Evidence.of("not_logged")
            .term("post", post.isRepost() ? "repost" : "own")
            .ordinal("place", index + 1)
            .count("all", post.media().size());
    Violation violation = Violation.of(subject, evidence);
    out.violation(post.isRepost() ? violation.graded(Severity.LOW).assisted() : violation);
  }
}
