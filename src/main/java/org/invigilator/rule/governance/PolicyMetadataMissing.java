package org.invigilator.rule.governance;

import java.util.List;
import org.invigilator.policy.PolicyPack;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** The policy gives its approver, its approval and review dates, and who is responsible. */
public final class PolicyMetadataMissing implements Rule.OfTrust {
  private final List<String> required;

  public PolicyMetadataMissing(Parameters parameters) {
    required = parameters.list("required");
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    List<String> missing = required.stream().filter(f -> !has(f, view.pack())).toList();
    if (!missing.isEmpty()) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.POLICY, view.pack().id()),
              Evidence.of("missing").terms("fields", Labels.of(missing))));
    }
  }

  private static boolean has(String field, PolicyPack pack) {
    return switch (field) {
      case "title" -> pack.title() != null;
      case "version" -> pack.version() != null;
      case "approved_on" -> pack.approvedOn().isPresent();
      case "approved_by" -> pack.approvedBy() != null;
      case "effective_from" -> pack.effectiveFrom().isPresent();
      case "review_due_on" -> pack.reviewDueOn().isPresent();
      case "review_cycle_months" -> pack.reviewCycleMonths() != null;
      case "responsible_roles" -> !pack.responsible().isEmpty();
      default -> !pack.documentFields().getOrDefault(field, "").isBlank();
    };
  }
}
