package org.invigilator.rule.content;

import java.util.List;
import java.util.Locale;
import org.invigilator.register.Hold;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Nothing is published from the moment a hold binds until it ends; a scheduled post counts when it
 * appears.
 */
public final class HoldPeriodPost implements Rule.OfPost {
  private final List<String> kinds;

  public HoldPeriodPost(Parameters parameters) {
    kinds = parameters.list("kinds");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    List<Hold> holds = view.trust().holds(view.id());
    if (!holds.isEmpty() && kinds.contains(post.kind().name().toLowerCase(Locale.ROOT))) {
      holds.stream()
          .filter(hold -> hold.bindsAt(post.createdAt()))
          .findFirst()
          .ifPresent(
              hold ->
                  out.violation(
                      Violation.of(
                          view.post(post.id()),
                          Evidence.of("during")
                              .moment("at", post.createdAt())
                              .term("hold", hold.id()))));
    }
  }
}
