package org.invigilator.rule.register;

import java.util.Optional;
import org.invigilator.register.Platforms;
import org.invigilator.register.Weblink;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** Every social link on the trust's own web pages leads to a registered account. */
public final class WebsiteAccountUnregistered implements Rule.OfTrust {
  private final int graceDays;

  public WebsiteAccountUnregistered(Parameters parameters) {
    graceDays = parameters.integer("grace_days");
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (Weblink link : view.trust().registers().weblinks()) {
      boolean applies =
          view.academies().stream().anyMatch(a -> a.code().equals(link.academy()))
              || view.trust().academy(link.academy()).isEmpty();
      if (applies && !link.notOfficial()) {
        Platforms.link(link.linkUrl()).ifPresent(target -> check(link, target, view, out));
      }
    }
  }

  private void check(Weblink link, Platforms.Link target, TrustView view, ResultCollector out) {
    if (target.handle().isEmpty() && target.userId().isEmpty()
        || view.trust()
            .known()
            .account(target.platform(), target.userId(), target.handle())
            .isPresent()) {
      return;
    }
    if (link.seenOn()
        .map(seen -> !seen.plusDays(graceDays).isBefore(view.trust().asOf()))
        .orElse(false)) {
      out.pending(Evidence.of("recent").count("days", graceDays));
      return;
    }
    String who = Optional.of(target.handle()).filter(h -> !h.isEmpty()).orElse(target.userId());
    out.violation(
        Violation.of(
                Subject.of(Subject.Kind.ACCOUNT, target.platform() + ":" + who).at(link.linkUrl()),
                Evidence.of(target.handle().isEmpty() ? "user_id" : "handle")
                    .term("page", link.pageUrl())
                    .term("platform", Labels.of(target.platform()))
                    .term("account", who))
            .academy(link.academy()));
  }
}
