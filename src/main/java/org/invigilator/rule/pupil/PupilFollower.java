package org.invigilator.rule.pupil;

import java.util.List;
import java.util.Set;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Relation;

/**
 * Pupils whose accounts the trust knows follow the account: listed, or only counted, as the policy
 * asks.
 */
public final class PupilFollower implements Rule.OfRelation {
  private final boolean listed;
  private final List<String> exempt;

  public PupilFollower(Parameters parameters) {
    listed = parameters.text("mode").equals("report");
    exempt = parameters.list("exclude_kinds");
  }

  @Override
  public Relation.Kind kind() {
    return Relation.Kind.FOLLOWER;
  }

  @Override
  public void check(Relation follower, AccountView view, ResultCollector out) {
    if (exempt.contains(view.account().kind())) {
      return;
    }
    view.trust()
        .known()
        .pupilAccount(
            view.account().platform(), follower.userId(), follower.handle(), view.trust().asOf())
        .ifPresent(
            pupil -> {
              if (listed) {
                String id = UnderageFollower.id(follower, pupil);
                out.violation(
                    Violation.of(
                            Subject.of(Subject.Kind.FOLLOWER, id),
                            Evidence.of("follows")
                                .pupil("pupil", pupil.ref())
                                .with("stale", UnderageFollower.stale(follower, pupil, view)))
                        .pupils(List.of(pupil.ref()))
                        .scopeKeys(Set.of("follows:" + id)));
              } else {
                out.count();
              }
            });
  }
}
