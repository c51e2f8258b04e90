package org.invigilator.rule.content;

import java.util.List;
import java.util.Optional;
import org.invigilator.match.WordList;
import org.invigilator.policy.Severity;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;

/**
 * No listed word in a post, a hashtag or the profile, masked spellings included; in a repost it
 * weighs less.
 */
public final class ProfanityInPost implements Rule.OfPost {
  private final Severity inReposts;
  private final List<String> where;

  public ProfanityInPost(Parameters parameters) {
    inReposts = Severity.of(parameters.text("reposts"));
    where = parameters.list("where");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    WordList words = view.trust().words().profanity();
    Optional<String> hit = where.contains("text") ? words.firstIn(post.text()) : Optional.empty();
    if (hit.isEmpty() && where.contains("hashtags") && !post.hashtags().isEmpty()) {
      hit = words.firstIn("#" + String.join(" #", post.hashtags()));
    }
    if (hit.isEmpty() && where.contains("text")) {
      hit = inPictures(post, words);
    }
    if (hit.isPresent()) {
      Violation violation =
          Violation.of(
              view.post(post.id()),
              Evidence.of("post")
                  .term("kind", post.isRepost() ? "repost" : "post")
                  .term("word", masked(hit.get())));
      out.violation(post.isRepost() ? violation.graded(inReposts) : violation);
    }
  }

  private static Optional<String> inPictures(Post post, WordList words) {
    for (Post.Media item : post.media()) {
      Optional<String> hit =
          item.altText().isEmpty() ? Optional.empty() : words.firstIn(item.altText());
      if (hit.isPresent()) {
        return hit;
      }
    }
    return Optional.empty();
  }

  @Override
  public void checkProfile(Profile profile, AccountView view, ResultCollector out) {
    if (where.contains("bio")) {
      view.trust()
          .words()
          .profanity()
          .firstIn(profile.displayName() + "\n" + profile.bio())
          .ifPresent(
              word ->
                  out.violation(
                      Violation.of(
                          view.subject(), Evidence.of("profile").term("word", masked(word)))));
    }
  }

  private static String masked(String word) {
    return word.charAt(0) + "*".repeat(word.length() - 1);
  }
}
