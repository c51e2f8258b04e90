package org.invigilator.rule.content;

import java.time.Duration;
import java.time.Instant;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Takedown;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** A post that was ordered to be removed was not seen after its due time. */
public final class TakedownNotActioned implements Rule.OfPost {
  private final int dueHours;

  public TakedownNotActioned(Parameters parameters) {
    dueHours = parameters.integer("default_due_hours");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    view.trust().takedown(post.id()).ifPresent(order -> check(order, view, out));
  }

  private void check(Takedown order, AccountView view, ResultCollector out) {
    Instant due = order.dueAt().orElse(order.orderedAt().plus(Duration.ofHours(dueHours)));
    Instant seen = view.capture().capturedAt().orElse(view.trust().now());
    if (seen.isAfter(due)) {
      out.violation(
          Violation.of(
              view.post(order.postId()),
              "The removal was ordered at "
                  + LondonTime.show(order.orderedAt())
                  + " and due at "
                  + LondonTime.show(due)
                  + "; the post was still there at "
                  + LondonTime.show(seen)
                  + "."));
    } else {
      out.pending("an ordered removal was not due yet when the account was captured");
    }
  }
}
