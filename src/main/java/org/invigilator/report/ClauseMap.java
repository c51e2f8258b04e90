package org.invigilator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PolicyPack;

/** How every clause of a policy is checked, as a table for people and programs. */
public final class ClauseMap {
  private static final List<String> HEADER =
      List.of(
          "pack", "clause", "section", "paraphrase", "class", "also", "rules", "questions", "why");

  private ClauseMap() {}

  /** A header and one row per clause, in the order of the documents. */
  public static List<List<String>> rows(List<PolicyPack> packs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (PolicyPack pack : packs) {
      for (Clause clause : pack.clauseList()) {
        rows.add(
            List.of(
                pack.id(),
                clause.number(),
                clause.section(),
                clause.paraphrase(),
                clause.reading().toString(),
                joined(clause.also().stream().map(Object::toString)),
                joined(clause.rules().stream().map(Clause.RuleUse::id).distinct()),
                joined(clause.attestations().stream().map(q -> q.id() + " (" + q.role() + ")")),
                clause.remark()));
      }
    }
    return rows;
  }

  /** How many clauses are automated, assisted, attested and not applicable, in a sentence. */
  public static String counts(PolicyPack pack) {
    Map<Clause.Reading, Long> counts =
        pack.clauseList().stream()
            .collect(Collectors.groupingBy(Clause::reading, TreeMap::new, Collectors.counting()));
    return pack.clauseList().size()
        + " clauses: "
        + counts.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String joined(Stream<String> texts) {
    return texts.collect(Collectors.joining("; "));
  }
}
