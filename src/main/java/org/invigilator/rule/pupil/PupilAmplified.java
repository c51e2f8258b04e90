package org.invigilator.rule.pupil;

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

/** The official account reposts and quotes nothing from a pupil's own account. */
public final class PupilAmplified implements Rule.OfPost {

  public PupilAmplified(Parameters parameters) {}

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (!post.original().isKnown()) {
      return;
    }
    view.trust()
        .known()
        .pupilAccount(
            view.account().platform(),
            post.original().id(),
            post.original().handle(),
            LondonTime.date(post.createdAt()))
        .ifPresent(
            pupil ->
                out.violation(
                    Violation.of(
                            view.post(post.id()),
                            Evidence.of("post")
                                .term("how", post.isRepost() ? "reposts" : "quotes")
                                .pupil("pupil", pupil.ref()))
                        .pupils(List.of(pupil.ref()))
                        .scopeKeys(Set.of("contact:" + pupil.ref()))));
  }
}
