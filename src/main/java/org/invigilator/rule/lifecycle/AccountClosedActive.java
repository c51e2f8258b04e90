package org.invigilator.rule.lifecycle;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Timeline;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Capture;

/**
 * A closed account posts nothing after its closing day and is gone from the platform once a grace
 * period is over.
 */
public final class AccountClosedActive implements Rule.OfAccount {
  private final int graceDays;

  public AccountClosedActive(Parameters parameters) {
    graceDays = parameters.integer("exists_grace_days");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (view.trust().isInvalidCell(view.account(), "closed_on")) {
      out.notEvaluated(Evidence.of("bad_date"));
    }
    if (!view.account().isClosed()) {
      return;
    }
    Optional<LocalDate> closed = view.account().date("closed_on");
    Optional<Timeline.Seen> newest = view.timeline().newest();
    Capture.ProfileState state = view.capture().profile();
    if (closed.isEmpty()) {
      out.notEvaluated(Evidence.of("no_date"));
    } else if (newest.map(n -> LondonTime.date(n.at()).isAfter(closed.get())).orElse(false)) {
      Timeline.Seen post = newest.orElseThrow();
      out.violation(
          Violation.of(
              view.subject().at(view.postUrl(post.id())),
              Evidence.of("posted")
                  .day("closed", closed.get())
                  .day("posted", LondonTime.date(post.at()))));
    } else if (view.exists() && closed.get().plusDays(graceDays).isBefore(view.trust().asOf())) {
      out.violation(
          Violation.of(view.subject(), Evidence.of("online").day("closed", closed.get())));
    } else if (state == Capture.ProfileState.NOT_CAPTURED
        || state == Capture.ProfileState.UNREADABLE) {
      out.notEvaluated(Evidence.of("not_read"));
    }
  }
}
