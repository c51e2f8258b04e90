package org.invigilator.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Status;
import org.invigilator.policy.Severity;

/**
 * A term with its audits.
 *
 * @param open how many findings were open at its last audit
 * @param added how many findings were new in it
 */
public record ReviewTerm(
    String name, int audits, int open, int critical, int high, int added, int fixed) {

  /**
   * The terms that had audits, the oldest first.
   *
   * @param from the first day that counts
   */
  static List<ReviewTerm> of(History history, LocalDate from) {
    Map<LocalDate, List<History.Audit>> audits =
        history.latest(Integer.MAX_VALUE).stream()
            .filter(a -> !a.on().isBefore(from))
            .collect(Collectors.groupingBy(a -> begin(a.on()), TreeMap::new, Collectors.toList()));
    List<ReviewTerm> terms = new ArrayList<>();
    audits.forEach(
        (begin, all) -> {
          History.Audit last = all.get(all.size() - 1);
          List<Ledger.Event> events =
              history.events().stream()
                  .filter(e -> begin(e.on()).equals(begin) && !e.on().isBefore(from))
                  .toList();
          terms.add(
              new ReviewTerm(
                  name(begin),
                  all.size(),
                  last.openFindings(),
                  last.open().getOrDefault(Severity.CRITICAL, 0),
                  last.open().getOrDefault(Severity.HIGH, 0),
                  findings(events, Status.NEW),
                  findings(events, Status.RESOLVED)));
        });
    return terms;
  }

  /** How many findings came to a status. */
  static int findings(List<Ledger.Event> events, Status status) {
    return (int)
        events.stream()
            .filter(e -> e.status() == status)
            .map(Ledger.Event::finding)
            .distinct()
            .count();
  }

  /** The first day of a term: they begin in September, January and after Easter, here in May. */
  private static LocalDate begin(LocalDate day) {
    int month = day.getMonthValue() >= 9 ? 9 : day.getMonthValue() >= 5 ? 5 : 1;
    return LocalDate.of(day.getYear(), month, 1);
  }

  private static String name(LocalDate term) {
    return switch (term.getMonthValue()) {
          case 9 -> "Autumn ";
          case 5 -> "Summer ";
          default -> "Spring ";
        }
        + term.getYear();
  }
}
