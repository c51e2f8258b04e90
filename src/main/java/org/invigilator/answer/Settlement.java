package org.invigilator.answer;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Decisions;
import org.invigilator.register.LondonTime;
import org.jspecify.annotations.Nullable;

/**
 * Accepts answers that nothing contradicts; of different answers to one question none is accepted.
 *
 * @param firstRead when files that are still unsettled were first read, by name
 * @param lines receives what became of each answer
 */
record Settlement(
    DecisionHistory history, Map<String, LocalDate> firstRead, List<AnswerLine> lines) {

  /** Receives the accepted answers. */
  interface Acceptance {
    void accept(Answer answer, List<Decision> replaced);
  }

  void settle(List<Answer> answers, Acceptance acceptance) {
    Map<List<String>, List<Answer>> byQuestion =
        answers.stream()
            .collect(
                Collectors.groupingBy(Answer::question, LinkedHashMap::new, Collectors.toList()));
    byQuestion.values().forEach(same -> settleQuestion(same, acceptance));
    lines.removeIf(this::isSettledElsewhere);
  }

  /** A refusal of an earlier audit is not reported again once another answer was accepted. */
  private boolean isSettledElsewhere(AnswerLine line) {
    @Nullable LocalDate first = firstRead.get(Decisions.fileOf(line.source()));
    return first != null
        && line.result() == AnswerLine.Result.REFUSED
        && !line.finding().isEmpty()
        && (history.isAnsweredSince(first, line) || isAcceptedNow(line));
  }

  private boolean isAcceptedNow(AnswerLine refused) {
    return lines.stream()
        .filter(line -> line.result() == AnswerLine.Result.ACCEPTED)
        .anyMatch(
            line ->
                line.finding().equals(refused.finding())
                    && AnswerField.of(line.field())
                        .map(AnswerField::unit)
                        .equals(AnswerField.of(refused.field()).map(AnswerField::unit)));
  }

  private void settleQuestion(List<Answer> same, Acceptance acceptance) {
    List<Decision> inForce = history.replacedBy(same.get(0));
    List<Answer> unknown =
        same.stream()
            .filter(a -> !history.isKnown(a, inForce) && !isOvertaken(a, inForce))
            .toList();
    List<Answer> newlyRead = unknown.stream().filter(a -> firstRead(a).isEmpty()).toList();
    // An unsettled answer of an earlier run gives way to a newer one.
    List<Answer> current = newlyRead.isEmpty() ? unknown : newlyRead;
    if (current.isEmpty()) {
      return;
    }
    Map<String, Answer> distinct = new LinkedHashMap<>();
    current.forEach(a -> distinct.putIfAbsent(a.inWords(), a));
    if (distinct.size() > 1) {
      distinct.values().forEach(answer -> dispute(answer, List.copyOf(distinct.values())));
      return;
    }
    Answer answer = current.get(0);
    Optional<AnswerLine> lapsed = newlyRead.isEmpty() ? contradiction(answer) : Optional.empty();
    if (lapsed.isPresent()) {
      lines.add(
          answer.line(
              AnswerLine.Result.DISPUTED,
              "It contradicted '"
                  + lapsed.get().entered()
                  + "' ("
                  + lapsed.get().source()
                  + "), which cannot be accepted any more. Neither was. Agree on one and send it back."));
      return;
    }
    Optional<Decision> newer =
        inForce.stream()
            .filter(history::runs)
            .filter(d -> answer.issued().map(d.takenOn()::isAfter).orElse(true))
            .findFirst();
    if (newer.isPresent()) {
      lines.add(answer.line(AnswerLine.Result.DISPUTED, overtakenBy(newer.get())));
      return;
    }
    acceptance.accept(answer, inForce);
    lines.add(
        answer.line(
            AnswerLine.Result.ACCEPTED,
            inForce.isEmpty() ? "" : "This replaces '" + inForce.get(0).inWords() + "'."));
  }

  /** The answer that contradicted this one in an earlier audit and is refused in this one. */
  private Optional<AnswerLine> contradiction(Answer answer) {
    String field = answer.line(AnswerLine.Result.DISPUTED, "").field();
    return lines.stream()
        .filter(line -> line.result() == AnswerLine.Result.REFUSED)
        .filter(line -> line.finding().equals(answer.finding()) && line.field().equals(field))
        .filter(line -> !line.source().equals(answer.source()))
        .filter(line -> history.wasDisputed(answer))
        .findFirst();
  }

  private void dispute(Answer answer, List<Answer> all) {
    String others =
        all.stream()
            .filter(other -> other != answer)
            .map(other -> "'" + other.inWords() + "' (" + other.source() + ")")
            .collect(Collectors.joining(", "));
    lines.add(
        answer.line(
            AnswerLine.Result.DISPUTED,
            "Another answer is "
                + others
                + ". None of them was accepted. Agree on one and send it back."));
  }

  private static String overtakenBy(Decision decision) {
    return "'"
        + decision.inWords()
        + "' was accepted from "
        + decision.source()
        + " on "
        + LondonTime.show(decision.takenOn())
        + " and is still in force. To change it, use the newest workbook.";
  }

  private Optional<LocalDate> firstRead(Answer answer) {
    return Optional.ofNullable(firstRead.get(Decisions.fileOf(answer.source())));
  }

  /** Whether the question was settled after the file was first read. */
  private boolean isOvertaken(Answer answer, List<Decision> inForce) {
    return firstRead(answer)
        .map(first -> inForce.stream().anyMatch(d -> !d.takenOn().isBefore(first)))
        .orElse(false);
  }
}
