package org.invigilator.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.finding.Counts;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Status;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Sentences;

/**
 * What went before an audit.
 *
 * @param since the audit it is compared with: the latest at least a week before, or else the first
 *     of all; empty for the first
 * @param audits the dates of the audits that finished, the oldest first, this one included
 * @param counts what each of them had to tell
 * @param events what became of findings within a year, the oldest first
 * @param gone what was found gone since then
 */
public record History(
    Optional<LocalDate> since,
    List<LocalDate> audits,
    List<Counts.Count> counts,
    List<Ledger.Event> events,
    List<Finding> gone) {

  /** One audit in a line: what stood by severity, and what came, went and was let pass. */
  public record Audit(
      LocalDate on, Map<Severity, Integer> standing, Map<Status, Integer> statuses) {

    public int all() {
      return standing.values().stream().mapToInt(n -> n).sum();
    }

    public int with(Status status) {
      return statuses.getOrDefault(status, 0);
    }
  }

  /** Reads the history of an audit. */
  public static History of(LocalDate asOf, Counts counts, Ledger ledger, Sentences sentences) {
    List<LocalDate> audits = counts.audits(asOf);
    Optional<LocalDate> since =
        counts
            .weekBefore(asOf)
            .or(() -> audits.stream().findFirst().filter(first -> first.isBefore(asOf)));
    return new History(
        since,
        audits,
        counts.upTo(asOf),
        ledger.events(asOf.minusYears(1), asOf),
        since.map(day -> ledger.resolved(day, asOf, sentences)).orElse(List.of()));
  }

  /** The history of one academy. */
  History of(String academy) {
    return new History(
        since,
        audits,
        counts.stream().filter(c -> c.academy().equals(academy)).toList(),
        events,
        gone.stream().filter(f -> f.academy().equals(academy)).toList());
  }

  /**
   * The latest audits, the oldest of them first; those from before counts were kept are left out.
   */
  public List<Audit> latest(int most) {
    Map<LocalDate, Map<Severity, Integer>> standing = new TreeMap<>();
    Map<LocalDate, Map<Status, Integer>> statuses = new TreeMap<>();
    for (Counts.Count count : counts) {
      standing.computeIfAbsent(count.asOf(), d -> new TreeMap<>());
      statuses
          .computeIfAbsent(count.asOf(), d -> new TreeMap<>())
          .merge(count.status(), count.findings(), Integer::sum);
      if (count.status().isOpen()) {
        standing
            .computeIfAbsent(count.asOf(), d -> new TreeMap<>())
            .merge(count.severity(), count.findings(), Integer::sum);
      }
    }
    List<LocalDate> counted = new ArrayList<>(audits);
    boolean anything = !standing.isEmpty();
    LocalDate first = anything ? standing.keySet().iterator().next() : LocalDate.MAX;
    counted.removeIf(d -> d.isBefore(first));
    return counted.subList(Math.max(0, counted.size() - most), counted.size()).stream()
        .map(
            d ->
                new Audit(
                    d, standing.getOrDefault(d, Map.of()), statuses.getOrDefault(d, Map.of())))
        .toList();
  }

  /** What stood at the audit that this one is compared with; empty when nobody counted then. */
  public Optional<Audit> before() {
    return since.flatMap(
        day -> latest(Integer.MAX_VALUE).stream().filter(a -> a.on().equals(day)).findFirst());
  }

  /** The findings that came back since the audit that this one is compared with. */
  Set<String> cameBack() {
    return events.stream()
        .filter(e -> e.status() == Status.REOPENED)
        .filter(e -> since.map(e.on()::isAfter).orElse(true))
        .map(Ledger.Event::finding)
        .collect(Collectors.toSet());
  }
}
