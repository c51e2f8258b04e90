package org.invigilator.rule.pupil;

import java.util.List;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Breach;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Verdicts;
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
  public void check(Relation followed, AccountView view, Verdicts out) {
    if (exempt.contains(view.account().kind())) {
      return;
    }
    view.trust()
        .known()
        .pupilAccount(
            view.account().platform(), followed.userId(), followed.handle(), view.trust().asOf())
        .ifPresent(
            pupil ->
                out.breach(
                    Breach.of(
                            Subject.of(Subject.Kind.FOLLOWER, UnderageFollower.id(followed, pupil)),
                            "This account follows the known account of pupil " + pupil.ref() + ".")
                        .pupils(List.of(pupil.ref()))));
  }
}
