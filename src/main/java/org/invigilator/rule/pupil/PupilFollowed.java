package org.invigilator.rule.pupil;

import java.util.List;
import java.util.Optional;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Relation;

/** The official account follows no pupil, not even back. */
public final class PupilFollowed implements Rule.OfRelation {
  private final List<String> exempt;

  public PupilFollowed(Parameters parameters) {
    exempt = parameters.list("exclude_kinds");
  }

  @Override
  public Relation.Kind kind() {
    return Relation.Kind.FOLLOWING;
  }

  @Override
  public void check(Relation followed, AccountView view, ResultCollector out) {
    Optional<Boolean> free = view.isExempt(exempt);
    if (free.orElse(false)) {
      return;
    }
    view.trust()
        .known()
        .pupilAccount(
            view.account().platform(), followed.userId(), followed.handle(), view.trust().asOf())
        .ifPresent(
            pupil -> {
              if (free.isEmpty()) {
                out.notEvaluated(Evidence.of("private_unknown"));
              } else {
                out.violation(
                    Violation.of(
                            Subject.of(Subject.Kind.FOLLOWER, UnderageFollower.id(followed, pupil)),
                            Evidence.of("follows").pupil("pupil", pupil.ref()))
                        .pupils(List.of(pupil.ref())));
              }
            });
  }
}
