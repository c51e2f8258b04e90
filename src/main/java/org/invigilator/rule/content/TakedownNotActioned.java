package org.invigilator.rule.content;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.invigilator.register.Takedown;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** A post that was ordered to be removed is no longer there after its due time. */
public final class TakedownNotActioned implements Rule.OfPost {
  private final int dueHours;

  public TakedownNotActioned(Parameters parameters) {
    dueHours = parameters.integer("default_due_hours");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    Optional<Takedown> order = view.trust().takedown(post, view.id());
    if (order.isPresent()) {
      check(post, order.get(), view, out);
    }
  }

  private void check(Post post, Takedown order, AccountView view, ResultCollector out) {
    Instant due = order.dueAt().orElse(order.orderedAt().plus(Duration.ofHours(dueHours)));
    Instant seen = view.capture().capturedAt().orElse(view.trust().now());
    if (seen.isAfter(due)) {
      Duration late = Duration.between(due, seen);
      out.violation(
          Violation.of(
              view.post(post.versions().contains(order.postId()) ? order.postId() : post.id()),
              Evidence.of("still_there")
                  .moment("ordered", order.orderedAt())
                  .moment("due", due)
                  // A dismissal does not compare how late it is, because that moves with every run.
                  .count("hours", late.toHours())
                  .count("days", late.toDays())));
    } else {
      out.pending(Evidence.of("not_due"));
    }
  }
}
