package org.invigilator.rule.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.invigilator.policy.Severity;
import org.invigilator.register.Register;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** Whatever was not checked is itself a finding: one for each account and each register. */
public final class AuditCoverageGap implements Rule.OfAccount, Rule.OfTrust {

  public AuditCoverageGap(Parameters parameters) {}

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (!view.gaps().isEmpty()) {
      out.violation(
          Violation.of(
              view.subject(), Evidence.of("account").with("causes", new Fact.Causes(view.gaps()))));
    } else if (!view.limits().isEmpty()) {
      // What a platform shows to no one cannot be fixed, so it is reported without urgency.
      out.violation(
          Violation.of(
                  view.subject(),
                  Evidence.of("limits").with("causes", new Fact.Causes(view.limits())))
              .graded(Severity.INFO));
    }
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    Map<Register, List<Cause>> gaps = new TreeMap<>();
    view.gaps()
        .forEach(gap -> gaps.computeIfAbsent(gap.register(), r -> new ArrayList<>()).add(gap));
    gaps.forEach(
        (register, causes) ->
            out.violation(
                Violation.of(
                    Subject.of(Subject.Kind.FILE, "registers/" + register.fileName()),
                    Evidence.of("register").with("causes", new Fact.Causes(causes)))));
  }
}
