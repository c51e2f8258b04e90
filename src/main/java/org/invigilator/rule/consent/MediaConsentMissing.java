package org.invigilator.rule.consent;

import java.util.List;
import java.util.Set;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.ConsentMatrix;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Everybody whose agreement the pupil's year group needs had agreed on the London date of
 * publication. Agreement given only afterwards is another rule's matter.
 */
public final class MediaConsentMissing implements Rule.OfPost {
  private final ConsentMatrix matrix;
  private final String scope;

  public MediaConsentMissing(Parameters parameters) {
    matrix = parameters.matrix();
    scope = parameters.text("scope");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty()) {
      return;
    }
    ConsentCheck consents = new ConsentCheck(view.trust(), scope);
    for (TaggedPupils.Tag tag : new TaggedPupils(post, view, matrix).tags(out)) {
      List<String> lacking = consents.lacking(tag.pupil(), tag.required(), tag.published());
      if (!lacking.isEmpty()
          && !consents.agreedLater(
              tag.pupil(), tag.required(), tag.published(), view.trust().asOf())) {
        boolean personDecides = tag.pupil().cannotConsent() && lacking.contains("parent");
        out.violation(
            Violation.of(
                    tag.subject(post, view),
                    "Pupil "
                        + tag.pupil().ref()
                        + " is in item "
                        + (tag.index() + 1)
                        + " of this post; there is no agreement from: "
                        + String.join(", ", lacking)
                        + "."
                        + (personDecides
                            ? " The roll says the pupil cannot agree alone: a person decides."
                            : ""))
                .pupils(List.of(tag.pupil().ref()))
                .scopeKeys(
                    Set.of("consent:" + post.id() + "#" + tag.index() + ":" + tag.pupil().ref())));
      }
    }
  }
}
