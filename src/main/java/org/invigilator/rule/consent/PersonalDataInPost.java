package org.invigilator.rule.consent;

import java.util.List;
import java.util.Set;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;

/**
 * No post or profile contains a private contact or an identity number; what the trust publishes
 * itself is free.
 */
public final class PersonalDataInPost implements Rule.OfPost {
  private final List<String> detect;

  public PersonalDataInPost(Parameters parameters) {
    detect = parameters.list("detect");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.isRepost()) {
      return;
    }
    Set<String> found =
        view.trust()
            .words()
            .personalData()
            .in(text(post), detect, LondonTime.date(post.createdAt()));
    if (!found.isEmpty()) {
      out.violation(
          Violation.of(view.post(post.id()), Evidence.of("post").terms("details", found)));
    }
  }

  /** The text of a post with the descriptions of its pictures, each in a line of its own. */
  private static String text(Post post) {
    String text = post.text();
    for (Post.Media item : post.media()) {
      text = item.altText().isEmpty() ? text : text + "\n" + item.altText();
    }
    return text;
  }

  @Override
  public void checkProfile(Profile profile, AccountView view, ResultCollector out) {
    Set<String> found =
        view.trust().words().personalData().in(profile.bio(), detect, view.trust().asOf());
    if (!found.isEmpty()) {
      out.violation(Violation.of(view.subject(), Evidence.of("profile").terms("details", found)));
    }
  }
}
