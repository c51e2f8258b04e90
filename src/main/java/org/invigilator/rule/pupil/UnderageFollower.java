package org.invigilator.rule.pupil;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.Pupil;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Relation;

/** No known account that follows belongs to a child who is under age on the audit date. */
public final class UnderageFollower implements Rule.OfRelation {
  private final int minAge;

  public UnderageFollower(Parameters parameters) {
    minAge = parameters.integer("min_age");
  }

  @Override
  public Relation.Kind kind() {
    return Relation.Kind.FOLLOWER;
  }

  @Override
  public void check(Relation follower, AccountView view, ResultCollector out) {
    Optional<Pupil> known =
        view.trust()
            .known()
            .pupilAccount(
                view.account().platform(),
                follower.userId(),
                follower.handle(),
                view.trust().asOf());
    if (known.isEmpty()) {
      return;
    }
    Pupil pupil = known.get();
    Optional<Integer> age = pupil.age(view.trust().asOf());
    if (age.isEmpty()) {
      out.notEvaluated(Evidence.of("no_birth_date"));
    } else if (age.get() < minAge) {
      String id = id(follower, pupil);
      out.violation(
          Violation.of(
                  Subject.of(Subject.Kind.FOLLOWER, id),
                  Evidence.of("follows")
                      .pupil("pupil", pupil.ref())
                      .count("age", minAge)
                      .with("stale", stale(follower, pupil, view)))
              .pupils(List.of(pupil.ref()))
              .scopeKeys(Set.of("follows:" + id)));
    }
  }

  /** That the register has an older handle of the account, where it has; a dismissal ignores it. */
  static Fact.Aside stale(Relation follower, Pupil pupil, AccountView view) {
    return new Fact.Aside(
        pupil.hasRenamed(view.account().platform(), follower.userId(), follower.handle())
            ? List.of(Evidence.of("stale_handle"))
            : List.of());
  }

  /** What a follower is called in a finding: the platform's id, never a handle. */
  static String id(Relation follower, Pupil pupil) {
    return follower.userId().isEmpty() ? pupil.ref() : follower.userId();
  }
}
