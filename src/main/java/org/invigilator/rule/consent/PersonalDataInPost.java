package org.invigilator.rule.consent;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    String text =
        post.media().isEmpty()
            ? post.text()
            : Stream.concat(Stream.of(post.text()), post.media().stream().map(Post.Media::altText))
                .collect(Collectors.joining("\n"));
    Set<String> found = view.trust().words().personalData().in(text, detect);
    if (!found.isEmpty()) {
      out.violation(
          Violation.of(view.post(post.id()), Evidence.of("post").terms("details", found)));
    }
  }

  @Override
  public void checkProfile(Profile profile, AccountView view, ResultCollector out) {
    Set<String> found = view.trust().words().personalData().in(profile.bio(), detect);
    if (!found.isEmpty()) {
      out.violation(Violation.of(view.subject(), Evidence.of("profile").terms("details", found)));
    }
  }
}
