package org.invigilator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.TrustSettings;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustAudit;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.TrustView;

/**
 * One clause of a policy with the result of its checks.
 *
 * @param detail the reasons, in words
 * @param isInFull whether all that is to check it could be done, whatever the result
 */
public record ClauseLine(
    String pack, Clause clause, Result result, String detail, boolean isInFull) {

  /** The result, with the remark that something of it could not be checked. */
  public String inWords() {
    boolean hidesIt = result == Result.FINDINGS || result == Result.WAIVED;
    return result.label() + (hidesIt && !isInFull ? "; not checked in full" : "");
  }

  /** The result of a clause; only {@code NOTHING_FOUND} is a pass. */
  public enum Result {
    FINDINGS("Findings"),
    WAIVED("Waived"),
    NOT_CHECKED("Could not check"),
    PARTLY_CHECKED("Checked in part"),
    NOTHING_FOUND("Nothing found"),
    STATEMENTS_MISSING("Statements missing"),
    STATED("Statements given"),
    BINDS_NOBODY("Applies to no one"),
    NOT_APPLICABLE("Not applicable");

    private final String label;

    Result(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  static List<ClauseLine> all(
      Requirements requirements,
      TrustSettings settings,
      List<Finding> findings,
      List<Outcome> outcomes,
      List<AttestationLine> attestations,
      TrustIndex trust) {
    TrustAudit audit = new TrustAudit(trust, requirements);
    List<ClauseLine> lines = new ArrayList<>();
    for (PolicyPack pack : requirements.packs()) {
      TrustView view = audit.view(pack);
      Set<String> bound = view.accounts().stream().map(a -> a.id()).collect(Collectors.toSet());
      boolean idle = bound.isEmpty() && view.academies().isEmpty();
      // The outcome of a rule on an account counts only for the policies that apply to the account.
      Map<String, List<Outcome>> byRule =
          outcomes.stream()
              .filter(o -> o.account().isEmpty() || bound.contains(o.account()))
              .collect(Collectors.groupingBy(Outcome::rule));
      Set<String> running =
          requirements.of(pack).stream()
              .filter(requirement -> !requirement.trial())
              .map(Requirement::rule)
              .collect(Collectors.toSet());
      Set<String> onTrial =
          requirements.of(pack).stream()
              .filter(Requirement::trial)
              .map(Requirement::rule)
              .collect(Collectors.toSet());
      Map<String, Long> found =
          findings.stream()
              .filter(f -> f.status().isOpen())
              .flatMap(f -> f.clauses().getOrDefault(pack.id(), List.of()).stream())
              .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
      Map<String, Long> waived = count(findings, Status.WAIVED, pack);
      Map<String, Long> dismissed = count(findings, Status.DISMISSED, pack);
      for (Clause clause : pack.clauseList()) {
        Draft draft = new Draft();
        draft.waived = waived.getOrDefault(clause.number(), 0L);
        draft.dismissed = dismissed.getOrDefault(clause.number(), 0L);
        clause.rules().stream()
            .map(Clause.RuleUse::id)
            .distinct()
            .forEach(rule -> draft.rule(rule, running, onTrial, byRule, settings));
        clause.attestations().forEach(q -> draft.question(pack.id(), q, attestations));
        lines.add(
            idle && !(clause.rules().isEmpty() && clause.attestations().isEmpty())
                ? new ClauseLine(
                    pack.id(),
                    clause,
                    Result.BINDS_NOBODY,
                    "This policy applies to no account and no academy of the trust.",
                    true)
                : draft.line(pack.id(), clause, found.getOrDefault(clause.number(), 0L)));
      }
    }
    return lines;
  }

  private static Map<String, Long> count(List<Finding> findings, Status status, PolicyPack pack) {
    return findings.stream()
        .filter(f -> f.status() == status)
        .flatMap(f -> f.clauses().getOrDefault(pack.id(), List.of()).stream())
        .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
  }

  /** Collects the results of one clause. */
  private static final class Draft {
    private final List<String> remarks = new ArrayList<>();
    private boolean checked;
    private boolean unchecked;
    private boolean stated;
    private boolean unstated;
    private long waived;
    private long dismissed;

    private void rule(
        String rule,
        Set<String> running,
        Set<String> onTrial,
        Map<String, List<Outcome>> byRule,
        TrustSettings settings) {
      if (!running.contains(rule)) {
        unchecked = true;
        TrustSettings.Override override = settings.ruleOverrides().get(rule);
        remarks.add(
            onTrial.contains(rule)
                ? title(rule) + ": on trial, so it counts for nothing yet"
                : title(rule)
                    + (override == null
                        ? ": switched off by the policy"
                        : ": switched off by the trust"));
      } else {
        List<Outcome> outcomes = byRule.getOrDefault(rule, List.of());
        long open =
            outcomes.stream()
                .filter(o -> o.kind() == Outcome.Kind.NOT_EVALUATED)
                .map(Outcome::account)
                .distinct()
                .count();
        checked |= outcomes.stream().anyMatch(o -> o.kind() != Outcome.Kind.NOT_EVALUATED);
        if (open > 0) {
          unchecked = true;
          String where =
              outcomes.stream().anyMatch(o -> o.account().isEmpty())
                  ? ""
                  : " on " + Wording.count(open, "account");
          String why =
              where.isEmpty()
                  ? outcomes.stream()
                      .filter(o -> o.kind() == Outcome.Kind.NOT_EVALUATED)
                      .map(Outcome::reason)
                      .distinct()
                      .collect(Collectors.joining(", ", " (", ")"))
                  : "";
          remarks.add(title(rule) + ": not checked in full" + where + why);
        } else if (outcomes.isEmpty()) {
          remarks.add(title(rule) + ": does not apply to anything here");
        }
      }
    }

    private static String title(String rule) {
      return Catalogue.require(rule).title();
    }

    private void question(
        String pack, Clause.Question question, List<AttestationLine> attestations) {
      List<AttestationLine> lines =
          attestations.stream()
              .filter(
                  a ->
                      a.pack().equals(pack)
                          && a.asked().id().equals(question.id())
                          && a.asked().role().equals(question.role()))
              .toList();
      long answered = lines.stream().filter(a -> a.state().isGiven()).count();
      stated |= answered > 0;
      unstated |= answered < lines.size();
      remarks.add(
          lines.isEmpty()
              ? "Yearly statement of the " + question.role() + ": does not apply to anything here"
              : "Yearly statement of the "
                  + question.role()
                  + ": "
                  + answered
                  + " of "
                  + lines.size()
                  + " given");
    }

    private ClauseLine line(String pack, Clause clause, long findings) {
      Result result;
      if (dismissed > 0) {
        remarks.add(0, dismissed + " dismissed");
      }
      if (waived > 0) {
        remarks.add(0, waived + " waived");
      }
      if (findings > 0) {
        result = Result.FINDINGS;
        remarks.add(0, Wording.count(findings, "open finding"));
      } else if (clause.rules().isEmpty() && clause.attestations().isEmpty()) {
        boolean isMeant = clause.reading() == Clause.Reading.NOT_APPLICABLE;
        result = isMeant ? Result.NOT_APPLICABLE : Result.NOT_CHECKED;
        if (!isMeant) {
          remarks.add("The policy pack names no rule and no question for it");
        }
      } else if (waived > 0) {
        result = Result.WAIVED;
      } else if (unchecked) {
        result = checked ? Result.PARTLY_CHECKED : Result.NOT_CHECKED;
      } else if (unstated) {
        result = Result.STATEMENTS_MISSING;
      } else {
        result = checked || clause.attestations().isEmpty() ? Result.NOTHING_FOUND : Result.STATED;
      }
      String detail = remarks.isEmpty() ? clause.remark() : String.join("; ", remarks) + ".";
      boolean isInFull = !unchecked && !unstated && result != Result.NOT_CHECKED;
      return new ClauseLine(pack, clause, result, detail, isInFull);
    }
  }
}
