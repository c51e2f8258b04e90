package org.invigilator.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Decisions;

/**
 * One waiver or dismissal, whether it is in force, and what it covers.
 *
 * @param now how many findings it covers now
 * @param ever how many it has ever covered
 */
public record WaiverLine(Decision decision, State state, int now, int ever) {

  /** The same line without what identifies pupils. */
  WaiverLine safe(UnaryOperator<String> safe) {
    return new WaiverLine(decision.safe(safe), state, now, ever);
  }

  /** Whether a waiver or dismissal is in force. */
  public enum State {
    EXPIRING("expires within four weeks"),
    IN_FORCE("in force"),
    NEVER_MATCHED("covers no finding yet"),
    NOT_NEEDED("its finding is not open"),
    EXPIRED("expired"),
    DISMISSED("dismissed"),
    ENDED("ended");

    private final String label;

    State(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Those in force, and those that ended within a year. */
  public static List<WaiverLine> all(
      List<Decision> decisions, Map<String, Decisions.Covers> covers, LocalDate asOf) {
    List<WaiverLine> lines = new ArrayList<>();
    for (Decision decision : decisions) {
      boolean recent = decision.endedOn().map(d -> d.isAfter(asOf.minusYears(1))).orElse(true);
      if ((decision.kind() == Decision.Kind.WAIVER || decision.kind().isDismissal()) && recent) {
        Decisions.Covers covered = covers.getOrDefault(decision.id(), new Decisions.Covers(0, 0));
        lines.add(
            new WaiverLine(
                decision, state(decision, covered, asOf), covered.now(), covered.ever()));
      }
    }
    lines.sort(
        Comparator.comparing((WaiverLine l) -> l.state())
            .thenComparing((WaiverLine l) -> l.decision().until().orElse(LocalDate.MAX))
            .thenComparing((WaiverLine l) -> l.decision().id()));
    return List.copyOf(lines);
  }

  private static State state(Decision decision, Decisions.Covers covered, LocalDate asOf) {
    if (decision.endedOn().isPresent()) {
      return State.ENDED;
    }
    if (!decision.runsOn(asOf)) {
      return State.EXPIRED;
    }
    boolean expires =
        decision.until().map(u -> u.isBefore(asOf.plusWeeks(4).plusDays(1))).orElse(false);
    if (decision.kind().isDismissal()) {
      return expires ? State.EXPIRING : State.DISMISSED;
    }
    if (covered.now() == 0 && !decision.finding().isEmpty()) {
      return State.NOT_NEEDED;
    }
    return covered.ever() == 0 ? State.NEVER_MATCHED : expires ? State.EXPIRING : State.IN_FORCE;
  }
}
