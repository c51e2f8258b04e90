package org.invigilator.rule.pupil;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.invigilator.match.Words;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Relation;

/**
 * A follower's display name is the full name of a pupil of the academy. Names collide, so a person
 * decides; it runs only where the trust has recorded its lawful basis and opened no profile.
 */
public final class PupilFollowerCandidate implements Rule.OfRelation {
  private final boolean enabled;
  private final int minParts;

  public PupilFollowerCandidate(Parameters parameters) {
    enabled = parameters.flag("enabled");
    minParts = parameters.integer("min_name_parts");
  }

  @Override
  public Relation.Kind kind() {
    return Relation.Kind.FOLLOWER;
  }

  @Override
  public void check(Relation follower, AccountView view, ResultCollector out) {
    if (!enabled || follower.userId().isEmpty()) {
      return;
    }
    List<Words.Word> words = Words.likeNames(follower.displayName());
    if (words.size() < minParts || words.size() > 4) {
      return;
    }
    LocalDate today = view.trust().asOf();
    Set<String> refs = new TreeSet<>();
    view.trust()
        .names()
        .named(words, view.account().academy(), today)
        .forEach(pupil -> refs.add(pupil.ref()));
    if (!refs.isEmpty()) {
      out.violation(
          Violation.of(
                  Subject.of(Subject.Kind.FOLLOWER, follower.userId()),
                  Evidence.of("name")
                      .term("follower", follower.userId())
                      .term("pupils", Labels.oneOf(refs)))
              .pupils(List.copyOf(refs))
              .scopeKeys(Set.of("follows:" + follower.userId())));
    }
  }
}
