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
 * The audits before this one, and what happened to findings since.
 *
 * @param since the audit it is compared with: the latest at least a week before, or else the first
 *     of all; empty for the first
 * @param audits the dates of the audits that finished, the oldest first, this one included
 * @param counts how many findings each of them reported
 * @param events the changes of findings within a year, the oldest first
 * @param resolved the findings that were fixed since the audit it is compared with
 */
public record History(
    Optional<LocalDate> since,
    List<LocalDate> audits,
    List<Counts.Count> counts,
    List<Ledger.Event> events,
    List<Finding> resolved) {

  /**
   * One audit in numbers.
   *
   * @param open its open findings by severity
   * @param statuses its findings by status, without those that only a change of policy made new,
   *     reopened or gone
   * @param byPolicy how many findings a change of policy made new, reopened or gone
   */
  public record Audit(
      LocalDate on, Map<Severity, Integer> open, Map<Status, Integer> statuses, int byPolicy) {

    /** How many findings were open. */
    public int openFindings() {
      return open.values().stream().mapToInt(n -> n).sum();
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

  /**
   * The history of one academy, without what only IT can put right. Audits that counted that under
   * the academies are left out, since the difference would be no change.
   */
  History forAcademy(String academy) {
    return new History(
        since,
        audits,
        counts.stream().filter(c -> c.academy().equals(academy) && c.isOperatorApart()).toList(),
        events,
        resolved.stream().filter(f -> f.academy().equals(academy) && !f.isForOperator()).toList());
  }

  /** The same history without the numbers of pupils' accounts. */
  History withoutPupilAccounts() {
    return new History(
        since,
        audits,
        counts,
        events,
        resolved.stream().map(Finding::withoutPupilAccount).toList());
  }

  /** The same history without any reference to a pupil. */
  History redacted(Redaction redaction) {
    return new History(
        since,
        audits,
        counts,
        events,
        resolved.stream().map(f -> f.withoutPupils(redaction)).toList());
  }

  /**
   * The latest audits, the oldest of them first; those from before counts were kept are left out.
   */
  public List<Audit> latest(int most) {
    Map<LocalDate, Map<Severity, Integer>> open = new TreeMap<>();
    Map<LocalDate, Map<Status, Integer>> statuses = new TreeMap<>();
    Map<LocalDate, Integer> byPolicy = new TreeMap<>();
    for (Counts.Count count : counts) {
      open.computeIfAbsent(count.asOf(), d -> new TreeMap<>());
      statuses
          .computeIfAbsent(count.asOf(), d -> new TreeMap<>())
          .merge(count.status(), count.findings() - count.byPolicy(), Integer::sum);
      byPolicy.merge(count.asOf(), count.byPolicy(), Integer::sum);
      if (count.status().isOpen()) {
        open.computeIfAbsent(count.asOf(), d -> new TreeMap<>())
            .merge(count.severity(), count.findings(), Integer::sum);
      }
    }
    List<LocalDate> counted = new ArrayList<>(audits);
    boolean anything = !open.isEmpty();
    LocalDate first = anything ? open.keySet().iterator().next() : LocalDate.MAX;
    counted.removeIf(d -> d.isBefore(first));
    return counted.subList(Math.max(0, counted.size() - most), counted.size()).stream()
        .map(
            d ->
                new Audit(
                    d,
                    open.getOrDefault(d, Map.of()),
                    statuses.getOrDefault(d, Map.of()),
                    byPolicy.getOrDefault(d, 0)))
        .toList();
  }

  /** The audit that this one is compared with; empty when it kept no counts. */
  public Optional<Audit> comparedWith() {
    return since.flatMap(
        day -> latest(Integer.MAX_VALUE).stream().filter(a -> a.on().equals(day)).findFirst());
  }

  /** The ids of the findings that were reopened since the audit that this one is compared with. */
  Set<String> reopened() {
    return events.stream()
        .filter(e -> e.status() == Status.REOPENED)
        .filter(e -> since.map(e.on()::isAfter).orElse(true))
        .map(Ledger.Event::finding)
        .collect(Collectors.toSet());
  }
}
