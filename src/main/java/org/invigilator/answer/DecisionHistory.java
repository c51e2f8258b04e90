package org.invigilator.answer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.DecisionGround;
import org.invigilator.finding.Decisions;

/** The decisions taken before, and the findings they are about, read once. */
final class DecisionHistory {
  private final Decisions decisions;
  private final Map<String, Optional<DecisionGround>> grounds = new HashMap<>();
  private final Map<String, List<Decision>> byFinding = new HashMap<>();
  private final Map<String, Decision> byId = new HashMap<>();
  private final Map<List<String>, AnswerLine> lines = new HashMap<>();
  private final Set<List<String>> taken = new HashSet<>();
  private final LocalDate asOf;
  private boolean isLoaded;
  private boolean hasLines;
  private Optional<Map<Decisions.Typed, LocalDate>> refused = Optional.empty();

  /**
   * The history as an audit begins.
   *
   * @param asOf the date of the audit; only what became of answers before it counts
   */
  DecisionHistory(Decisions decisions, LocalDate asOf) {
    this.decisions = decisions;
    this.asOf = asOf;
  }

  private void load() {
    if (!isLoaded) {
      isLoaded = true;
      for (Decision decision : decisions.all()) {
        byId.put(decision.id(), decision);
        byFinding.computeIfAbsent(decision.finding(), f -> new ArrayList<>()).add(decision);
      }
    }
  }

  Optional<Decision> byId(String id) {
    load();
    return Optional.ofNullable(byId.get(id));
  }

  /** What a decision on a finding rests on; empty when there is no such finding. */
  Optional<DecisionGround> ground(String finding) {
    return grounds.computeIfAbsent(finding, decisions::ground);
  }

  /** Why a cell was refused before without being repeated, for it named someone or had a secret. */
  Optional<String> unsafeBefore(Reply reply, AnswerField field) {
    return before(reply.source(), reply.finding(), field.header())
        .filter(line -> line.result() == AnswerLine.Result.REFUSED && line.entered().isEmpty())
        .map(AnswerLine::why);
  }

  /**
   * The date from which the time limits of an answer count: that of the audit which refused the
   * same words in the same file first, so that an answer that asked for too much does not come into
   * force by waiting.
   */
  LocalDate since(String source, String finding, String said) {
    if (refused.isEmpty()) {
      refused = Optional.of(decisions.refusedSince(asOf));
    }
    return refused
        .get()
        .getOrDefault(new Decisions.Typed(Decisions.fileOf(source), finding, said), asOf);
  }

  /** Whether the latest audit that read an answer found that another contradicts it. */
  boolean wasDisputed(Answer answer) {
    String field = answer.line(AnswerLine.Result.DISPUTED, "").field();
    return before(answer.source(), answer.finding(), field)
        .filter(line -> line.result() == AnswerLine.Result.DISPUTED)
        .isPresent();
  }

  /** Whether an earlier audit accepted the answer in a cell. */
  boolean wasTaken(Reply reply, String field) {
    before(reply.source(), reply.finding(), field);
    return taken.contains(List.of(reply.source(), reply.finding(), field));
  }

  /** Whether what was accepted from a workbook for a finding is still in force. */
  boolean isInForce(Reply reply, AnswerField field) {
    return on(reply.finding()).stream()
        .filter(d -> d.source().equals(reply.source()) && d.kind().unit().equals(field.unit()))
        .anyMatch(d -> d.settledOn().isEmpty() && d.runsOn(asOf));
  }

  /** Whether the question of a cell was answered on a day or since, from any source. */
  boolean isAnsweredSince(LocalDate day, AnswerLine cell) {
    return AnswerField.of(cell.field())
        .map(
            field ->
                on(cell.finding()).stream()
                    .filter(d -> d.kind().unit().equals(field.unit()))
                    .anyMatch(d -> !d.takenOn().isBefore(day)))
        .orElse(false);
  }

  /** Whether a decision has not run out by the day of the audit. */
  boolean runs(Decision decision) {
    return decision.runsOn(asOf);
  }

  private Optional<AnswerLine> before(String source, String finding, String field) {
    if (!hasLines) {
      hasLines = true;
      decisions
          .answersOfEarlier(asOf)
          .forEach(
              line -> {
                List<String> cell = List.of(line.source(), line.finding(), line.field());
                lines.put(cell, line);
                if (line.result() == AnswerLine.Result.ACCEPTED) {
                  taken.add(cell);
                }
              });
    }
    return Optional.ofNullable(lines.get(List.of(source, finding, field)));
  }

  private List<Decision> on(String finding) {
    load();
    return byFinding.getOrDefault(finding, List.of());
  }

  /** The decisions in force that an answer would replace. */
  List<Decision> replacedBy(Answer answer) {
    return answer.decision().map(d -> d.finding().isEmpty()).orElse(false)
        ? List.of()
        : on(answer.finding()).stream()
            .filter(d -> d.isOpen() && d.kind().unit().equals(answer.unit()))
            .toList();
  }

  /** Whether an answer repeats a decision in force, or one taken before from its own workbook. */
  boolean isKnown(Answer answer, List<Decision> inForce) {
    if (answer.decision().isEmpty()) {
      return inForce.isEmpty();
    }
    Decision decision = answer.decision().get();
    if (byId(decision.id()).map(Decision::isOpen).orElse(false)) {
      return true;
    }
    return on(answer.finding()).stream()
        .filter(d -> !d.id().equals(decision.id()) && isSame(d, decision))
        .anyMatch(
            d -> d.isOpen() || answer.issued().map(i -> !d.takenOn().isBefore(i)).orElse(false));
  }

  private static boolean isSame(Decision one, Decision other) {
    return one.kind() == other.kind()
        && one.text().equals(other.text())
        && one.until().equals(other.until())
        && one.requestedBy().equals(other.requestedBy())
        && one.approvedBy().equals(other.approvedBy());
  }
}
