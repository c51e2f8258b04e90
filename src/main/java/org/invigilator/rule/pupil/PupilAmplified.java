package org.invigilator.rule.pupil;

import java.util.List;
import java.util.Set;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** The official account passes on nothing that a pupil's own account has said. */
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
                            "The post "
                                + (post.isRepost() ? "passes on" : "quotes")
                                + " what the account of pupil "
                                + pupil.ref()
                                + " said.")
                        .pupils(List.of(pupil.ref()))
                        .scopeKeys(Set.of("contact:" + pupil.ref()))));
  }
}
