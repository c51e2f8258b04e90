package org.invigilator.rule.register.consistency;

import java.util.Optional;
import org.invigilator.register.Hold;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Register;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustView;

/** Every hold ends after it starts, at times that London's clocks show. */
public final class HoldTimes implements Rule.OfTrust {

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (Hold hold : view.trust().registers().holds()) {
      objection(hold)
          .map(wording -> Evidence.of(wording).term("hold", hold.id()))
          .ifPresent(e -> out.violation(Violations.ofRow(Register.HOLDS, hold.id(), e)));
    }
  }

  private static Optional<String> objection(Hold hold) {
    if (!LondonTime.exists(hold.startsAt())
        || !hold.endsAt().map(LondonTime::exists).orElse(true)) {
      return Optional.of("hold_skipped_time");
    }
    return hold.ends()
        .filter(end -> !end.isAfter(LondonTime.starting(hold.startsAt())))
        .map(end -> "hold_ends_first");
  }
}
