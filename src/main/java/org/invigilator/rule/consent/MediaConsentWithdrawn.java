package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.ConsentMatrix;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * A post is deleted within a few days of a consent it needed being withdrawn, unless it was given
 * again.
 */
public final class MediaConsentWithdrawn implements Rule.OfPost {
  private static final String SCOPE = "social-media";

  private final int takedownDays;
  private final ConsentMatrix matrix;

  public MediaConsentWithdrawn(Parameters parameters) {
    takedownDays = parameters.integer("takedown_days");
    matrix = parameters.matrix();
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty()) {
      return;
    }
    ConsentCheck consents = new ConsentCheck(view.trust(), SCOPE);
    LocalDate today = view.trust().asOf();
    for (TaggedPupils.Tag tag : new TaggedPupils(post, view, matrix).tags(out)) {
      for (String giver : tag.required()) {
        boolean hadConsented =
            consents.state(tag.pupil(), giver, tag.published()) == ConsentCheck.State.GRANTED;
        Optional<LocalDate> withdrawn =
            hadConsented
                ? consents.withdrawal(tag.pupil(), giver, tag.published(), today)
                : Optional.empty();
        if (withdrawn.isEmpty()
            || consents.state(tag.pupil(), giver, today) == ConsentCheck.State.GRANTED) {
          continue;
        }
        if (withdrawn.get().plusDays(takedownDays).isBefore(today)) {
          out.violation(
              Violation.of(
                      tag.subject(post, view),
                      Evidence.of("withdrawn")
                          .term("giver", ConsentCheck.giver(giver))
                          .pupil("pupil", tag.pupil().ref())
                          .day("day", withdrawn.get()))
                  .pupils(List.of(tag.pupil().ref())));
        } else {
          out.pending(Evidence.of("recent").count("days", takedownDays));
        }
      }
    }
  }
}
