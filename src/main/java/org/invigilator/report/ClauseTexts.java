package org.invigilator.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.invigilator.finding.Finding;
import org.invigilator.policy.Clause;

/** The clauses of findings in words; findings of the same clauses share one text. */
public final class ClauseTexts {
  private final ReportModel model;
  private final Map<Map<String, List<String>>, String> texts = new HashMap<>();

  public ClauseTexts(ReportModel model) {
    this.model = model;
  }

  /** The clauses of a finding, each with its paraphrase, or why it was checked without one. */
  public String of(Finding finding) {
    return texts.computeIfAbsent(finding.clauses(), this::text);
  }

  private String text(Map<String, List<String>> clauses) {
    return clauses.isEmpty()
        ? "No clause: a check chosen by the trust or built into this program."
        : clauses.entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(number -> text(e.getKey(), number)))
            .collect(Collectors.joining("\n"));
  }

  private String text(String pack, String number) {
    String paraphrase =
        model.clauses().stream()
            .filter(c -> c.pack().equals(pack) && c.clause().number().equals(number))
            .map(c -> c.clause().inWords())
            .findFirst()
            .or(() -> earlierText(pack, number))
            .map(text -> ": " + text)
            .orElse("");
    return (model.packs().size() > 1 ? model.details().policyName(pack) + ", " : "")
        + number
        + paraphrase;
  }

  /** The text of a clause that only an earlier version of the policy has. */
  private Optional<String> earlierText(String pack, String number) {
    return model.versions().stream()
        .filter(p -> p.id().equals(pack) || p.versionedId().equals(pack))
        .flatMap(p -> p.clauseList().stream())
        .filter(c -> c.number().equals(number))
        .map(Clause::inWords)
        .findFirst();
  }
}
