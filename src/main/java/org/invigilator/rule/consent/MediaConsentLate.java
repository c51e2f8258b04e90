package org.invigilator.rule.consent;

import java.time.LocalDate;
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
 * Where everyone who must consent has done so by now, they had done so on the day the picture was
 * taken or, when that day is not in the log, on the day it was published.
 */
public final class MediaConsentLate implements Rule.OfPost {
  private static final String SCOPE = "social-media";

  private final ConsentMatrix matrix;
  private final boolean fromCapture;

  public MediaConsentLate(Parameters parameters) {
    matrix = parameters.matrix();
    fromCapture = parameters.text("compare_with").startsWith("captured_on");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty()) {
      return;
    }
    ConsentCheck consents = new ConsentCheck(view.trust(), SCOPE);
    for (TaggedPupils.Tag tag : new TaggedPupils(post, view, matrix).tags(out)) {
      LocalDate day =
          fromCapture
              ? tag.capturedOn().filter(on -> on.isBefore(tag.published())).orElse(tag.published())
              : tag.published();
      List<ConsentCheck.Gap> gaps = consents.gaps(tag.pupil(), tag.required(), day);
      if (!gaps.isEmpty()
          && consents.givenLater(tag.pupil(), tag.required(), day, view.trust().asOf())) {
        Evidence evidence =
            Evidence.of("picture")
                .pupil("pupil", tag.pupil().ref())
                .ordinal("place", tag.index() + 1)
                .day("day", day)
                .term("when", day.equals(tag.published()) ? "published" : "taken");
        out.violation(
            Violation.of(
                    tag.subject(post, view),
                    ConsentCheck.describe(evidence, gaps)
                        .with("why", consents.why(tag.pupil(), gaps, day)))
                .pupils(List.of(tag.pupil().ref()))
                .scopeKeys(
                    Set.of("consent:" + post.id() + "#" + tag.index() + ":" + tag.pupil().ref())));
      }
    }
  }
}
