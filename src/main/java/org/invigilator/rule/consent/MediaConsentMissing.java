package org.invigilator.rule.consent;

import java.util.List;
import java.util.Set;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.ConsentMatrix;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Everyone whose consent the pupil's year group needs had given it on the London date of
 * publication. Consent given only afterwards belongs to another rule.
 */
public final class MediaConsentMissing implements Rule.OfPost {
  private final ConsentMatrix matrix;
  private final String scope;

  public MediaConsentMissing(Parameters parameters) {
    matrix = parameters.matrix();
    scope = parameters.text("scope");
  }

  /** Whose consent this rule asks for, and for what. */
  ConsentCheck.Terms terms() {
    return new ConsentCheck.Terms(matrix, scope);
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty()) {
      return;
    }
    ConsentCheck consents = new ConsentCheck(view.trust(), scope);
    for (TaggedPupils.Tag tag : new TaggedPupils(post, view, matrix).tags(out)) {
      List<ConsentCheck.Gap> gaps = consents.gaps(tag.pupil(), tag.required(), tag.published());
      if (!gaps.isEmpty()
          && !consents.givenLater(
              tag.pupil(), tag.required(), tag.published(), view.trust().asOf())) {
        boolean pupilCannot =
            tag.pupil().cannotConsent()
                && gaps.stream().anyMatch(g -> g.isOf("parent") && g.refusedOn().isEmpty());
        Evidence evidence =
            Evidence.of("picture")
                .pupil("pupil", tag.pupil().ref())
                .ordinal("place", tag.index() + 1)
                .term("pupil_cannot", pupilCannot ? "yes" : "no");
        out.violation(
            Violation.of(
                    tag.subject(post, view),
                    ConsentCheck.describe(evidence, gaps)
                        .with("why", consents.why(tag.pupil(), gaps, tag.published())))
                .pupils(List.of(tag.pupil().ref()))
                .scopeKeys(
                    Set.of("consent:" + post.id() + "#" + tag.index() + ":" + tag.pupil().ref())));
      }
    }
  }
}
