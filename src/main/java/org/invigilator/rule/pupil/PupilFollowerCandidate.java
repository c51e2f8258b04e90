package org.invigilator.rule.pupil;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.invigilator.match.NameSign;
import org.invigilator.match.Recognition;
import org.invigilator.match.Tier;
import org.invigilator.match.Words;
import org.invigilator.register.Pupil;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.KnownNames;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Recognitions;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Relation;

/**
 * A follower has the name of a pupil of the academy, by display name, handle and what they wrote
 * about themselves. Names collide, so a person decides; it runs only where the trust has recorded
 * its lawful basis and opened no profile.
 */
public final class PupilFollowerCandidate implements Rule.OfRelation {
  private final boolean enabled;
  private final int minParts;
  private final boolean weighsAdults;
  private final Tier least;

  public PupilFollowerCandidate(Parameters parameters) {
    enabled = parameters.flag("enabled");
    minParts = parameters.integer("min_name_parts");
    weighsAdults = parameters.flag("weigh_adults");
    least = parameters.tier("least_tier");
  }

  @Override
  public Relation.Kind kind() {
    return Relation.Kind.FOLLOWER;
  }

  @Override
  public void check(Relation follower, AccountView view, ResultCollector out) {
    if (!enabled) {
      return;
    }
    LocalDate today = view.trust().asOf();
    for (Pupil pupil : view.trust().names().unsearchable(view.account().academy(), today)) {
      out.notEvaluated(Evidence.of("unsearchable").pupil("pupil", pupil.ref()));
    }
    if (follower.userId().isEmpty() || isTooShort(follower)) {
      return;
    }
    KnownNames names = view.trust().names();
    names.following(follower, view.account().academy(), today, weighsAdults).stream()
        .map(one -> names.isWellKnown(one.pupil()) ? one.doubted(NameSign.WELL_KNOWN) : one)
        .filter(one -> Recognitions.tier(one).compareTo(least) <= 0)
        .sorted(Comparator.comparing(one -> one.pupil().ref()))
        .forEach(one -> out.violation(violation(follower, one)));
  }

  /** A first and a last name are always needed; more only where a trust asks for more. */
  private boolean isTooShort(Relation follower) {
    return minParts > 2 && Words.of(follower.displayName()).size() < minParts;
  }

  private static Violation violation(Relation follower, Recognition one) {
    String pupil = one.pupil().ref();
    return Violation.of(
            Subject.of(Subject.Kind.FOLLOWER, follower.userId(), pupil),
            Recognitions.with(
                Evidence.of("name").term("follower", follower.userId()).pupil("pupil", pupil), one))
        .pupils(List.of(pupil))
        .scopeKeys(Set.of("follows:" + follower.userId()));
  }
}
