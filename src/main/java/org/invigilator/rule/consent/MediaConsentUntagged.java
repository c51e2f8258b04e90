package org.invigilator.rule.consent;

import java.time.Duration;
import java.util.ArrayList;
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
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Post;

/**
 * Every picture and video of an own post is in the media log once the grace period is over. Where
 * the source shows no ids by which a log could name posts, an account has one finding for all.
 */
public final class MediaConsentUntagged implements Rule.OfPost, Rule.OfPosts {
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
    if (canBeNamed(view)) {
      for (int index : untagged(post, view, out)) {
        report(post, index, view, out);
      }
    }
  }

  private static boolean canBeNamed(AccountView view) {
    return view.capture().shows(Capture.Field.IDS)
        || view.capture().shows(Capture.Field.PERMALINKS);
  }

  /** The pictures and videos that are not in the log, counted from 0. */
  private List<Integer> untagged(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty() || (post.isRepost() && (!reposts || isOurs(post, view)))) {
      return List.of();
    }
    List<MediaLogEntry> log = view.mediaLog(post, out);
    List<Integer> untagged = new ArrayList<>(0);
    for (int index = 0; index < post.media().size(); index++) {
      if (counts(post.media().get(index)) && !MediaLogEntry.anyCovers(log, index)) {
        untagged.add(index);
      }
    }
    return untagged;
  }

  private boolean counts(Post.Media item) {
    return item.type().isEmpty() || types.contains(item.type());
  }

  @Override
  public Rule.Fold begin(AccountView view) {
    return new Unnamed(view);
  }

  /** How many posts are not in the log, of an account whose posts have no ids. */
  private final class Unnamed implements Rule.Fold {
    private final AccountView view;
    private final ResultCollector unclear = new ResultCollector();
    private int posts;

    private Unnamed(AccountView view) {
      this.view = view;
    }

    @Override
    public void add(Post post) {
      if (!canBeNamed(view) && !isRecent(post, view) && !untagged(post, view, unclear).isEmpty()) {
        posts++;
      }
    }

    @Override
    public void finish(ResultCollector out) {
      if (posts > 0) {
        out.violation(Violation.of(view.subject(), Evidence.of("many").count("posts", posts)));
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

  private boolean isRecent(Post post, AccountView view) {
    return Duration.between(post.createdAt(), view.trust().now()).toHours() < graceHours;
  }

  private void report(Post post, int index, AccountView view, ResultCollector out) {
    if (isRecent(post, view)) {
      out.pending(Evidence.of("recent").count("hours", graceHours));
      return;
    }
    Subject subject =
        Subject.of(Subject.Kind.MEDIA, post.id() + "#" + index).at(view.postUrl(post.id()));
    boolean hasOther =
        view.mediaLog(post, out).stream().anyMatch(entry -> entry.index() >= post.media().size());
    Evidence evidence =
        Evidence.of(hasOther ? "other_logged" : "not_logged")
            .term("post", post.isRepost() ? "repost" : "own")
            .ordinal("place", index + 1)
            .count("all", post.media().size());
    Violation violation = Violation.of(subject, evidence);
    out.violation(post.isRepost() ? violation.graded(Severity.LOW).assisted() : violation);
  }
}
