package org.invigilator.rule.pupil;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** The official account replies to no pupil. */
public final class PupilRepliedTo implements Rule.OfPost {
  private final List<String> exempt;

  public PupilRepliedTo(Parameters parameters) {
    exempt = parameters.list("exclude_kinds");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    Optional<Boolean> free = view.isExempt(exempt);
    if (!post.inReplyTo().isKnown() || free.orElse(false)) {
      return;
    }
    view.trust()
        .known()
        .pupilAccount(
            view.account().platform(),
            post.inReplyTo().id(),
            post.inReplyTo().handle(),
            LondonTime.date(post.createdAt()))
        .ifPresent(
            pupil -> {
              if (free.isEmpty()) {
                out.notEvaluated(Evidence.of("private_unknown"));
              } else {
                out.violation(
                    Violation.of(
                            view.post(post.id()), Evidence.of("reply").pupil("pupil", pupil.ref()))
                        .pupils(List.of(pupil.ref()))
                        .scopeKeys(Set.of("contact:" + pupil.ref())));
              }
            });
  }
}
