package org.invigilator.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.invigilator.finding.Finding;

/**
 * The findings of one rule, shown as one line so that no rule can hide another.
 *
 * @param findings at least one, the gravest first
 */
public record FindingGroup(List<Finding> findings) {

  /** The groups of some findings: the gravest first, then the one that is due first. */
  public static List<FindingGroup> of(List<Finding> findings) {
    Map<String, List<Finding>> byRule =
        findings.stream()
            .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()));
    return byRule.values().stream()
        .map(
            group ->
                new FindingGroup(
                    group.stream()
                        .sorted(
                            Comparator.comparing(Finding::severity)
                                .thenComparing(FindingGroup::due))
                        .toList()))
        .sorted(
            Comparator.comparing((FindingGroup group) -> group.gravest().severity())
                .thenComparing(group -> due(group.gravest()))
                .thenComparing(group -> -group.size()))
        .toList();
  }

  private static LocalDate due(Finding finding) {
    return finding.due().orElse(LocalDate.MAX);
  }

  /** The finding that stands for all. */
  public Finding gravest() {
    return findings.get(0);
  }

  public int size() {
    return findings.size();
  }

  /** In how many academies it was found. */
  public long academies() {
    return findings.stream().map(Finding::academy).distinct().count();
  }

  /** On how many accounts it was found. */
  public long accounts() {
    return findings.stream().map(Finding::account).filter(a -> !a.isEmpty()).distinct().count();
  }

  /** The first day on which one of them is due. */
  public Optional<LocalDate> firstDue() {
    return findings.stream().flatMap(f -> f.due().stream()).min(Comparator.naturalOrder());
  }
}
