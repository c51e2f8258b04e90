package org.invigilator.answer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Decisions;

/**
 * Holds back decisions until the approver has sent the same one in a file of their own. What
 * someone typed as an approver's name proves nothing; a file in a folder that only the approver may
 * write to does.
 */
final class OwnFiles {
  private OwnFiles() {}

  /** The person in whose folder below {@code decisions} a file is; empty for any other file. */
  static Optional<String> sender(Path decisions, Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return folder != null && decisions.equals(folder.getParent())
        ? Optional.of(String.valueOf(folder.getFileName()))
        : Optional.empty();
  }

  /**
   * The answers that may be accepted: of a decision and its confirmation only the decision.
   *
   * @param inForce the decisions that were accepted before
   * @param lines receives those that wait for their approver
   */
  static List<Answer> confirmed(
      List<Answer> answers, List<Decision> inForce, List<AnswerLine> lines) {
    List<Answer> confirmed = new ArrayList<>();
    for (Answer answer : answers) {
      Optional<Decision> decision = answer.decision().filter(d -> !d.approvedBy().isEmpty());
      if (decision.isEmpty()) {
        confirmed.add(answer);
      } else if (isOfApprover(answer, decision.get())) {
        boolean isSaidElsewhere =
            inForce.stream().anyMatch(d -> isSame(d, decision.get()))
                || answers.stream()
                    .flatMap(a -> a.decision().filter(d -> !isOfApprover(a, d)).stream())
                    .anyMatch(d -> isSame(d, decision.get()));
        if (!isSaidElsewhere) {
          confirmed.add(answer);
        }
      } else if (answers.stream()
          .flatMap(a -> a.decision().filter(d -> isOfApprover(a, d)).stream())
          .anyMatch(d -> isSame(d, decision.get()))) {
        confirmed.add(answer);
      } else {
        lines.add(answer.line(AnswerLine.Result.REFUSED, waitingFor(decision.get().approvedBy())));
      }
    }
    return confirmed;
  }

  private static String waitingFor(String approver) {
    return "This waits for "
        + approver
        + ", who must send back the same decision in a file of their own, in the folder decisions/"
        + approver
        + ".";
  }

  private static boolean isOfApprover(Answer answer, Decision decision) {
    return !decision.approvedBy().isEmpty()
        && Decisions.fileOf(answer.source()).startsWith(decision.approvedBy() + "/");
  }

  private static boolean isSame(Decision one, Decision other) {
    return one.kind() == other.kind()
        && one.finding().equals(other.finding())
        && one.rule().equals(other.rule())
        && one.account().equals(other.account())
        && one.academy().equals(other.academy())
        && one.until().equals(other.until())
        && one.approvedBy().equals(other.approvedBy());
  }
}
