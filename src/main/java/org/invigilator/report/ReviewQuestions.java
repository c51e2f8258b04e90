package org.invigilator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.invigilator.policy.PolicyPack;

/** What the board should ask and decide about its policies. */
record ReviewQuestions(Review review) {
  private static final int SOON_DAYS = 90;
  private static final int MOST_NAMED = 3;

  /** The questions, the most urgent first. */
  List<String> all() {
    ReportModel model = review.model();
    List<String> questions = new ArrayList<>();
    Headlines headlines = new Headlines(model);
    if (!review.grave().isEmpty()) {
      long overdue = review.grave().stream().filter(f -> f.isOverdue(model.asOf())).count();
      questions.add(
          Wording.count(review.grave().size(), "critical or high finding")
              + (review.grave().size() == 1 ? " is" : " are")
              + " open"
              + (overdue == 0 ? "" : ", " + overdue + " overdue")
              + ". Who puts them right, and by when? Above all: "
              + FindingGroup.of(review.grave()).stream()
                  .limit(MOST_NAMED)
                  .map(group -> ReportModel.title(group.gravest()) + " (" + group.size() + ")")
                  .collect(Collectors.joining(", "))
              + ".");
    }
    for (PolicyPack pack : model.packs()) {
      if (pack.reviewDueOn()
          .map(due -> due.isBefore(model.asOf().plusDays(SOON_DAYS)))
          .orElse(true)) {
        questions.add(
            "Set a date for reviewing "
                + model.details().policyName(pack.id())
                + ": "
                + headlines.review(pack));
      }
    }
    questions.addAll(model.policyNotes());
    if (!review.unchecked().isEmpty()) {
      questions.add(
          Wording.count(review.unchecked().size(), "clause")
              + " could not be checked in full. What is missing, and is it worth having? (sheet Could not check)");
    }
    long statements = model.attestations().stream().filter(a -> !a.state().isGiven()).count();
    if (statements > 0) {
      questions.add(
          Wording.count(statements, "yearly statement")
              + (statements == 1 ? " is" : " are")
              + " missing. Who reminds those who owe them? (sheet Attestations)");
    }
    long expiring =
        model.waivers().stream().filter(w -> w.state() == WaiverLine.State.EXPIRING).count();
    if (review.waivedNow() > 0) {
      questions.add(
          Wording.count(review.waivedNow(), "finding")
              + (review.waivedNow() == 1 ? " is" : " are")
              + " waived"
              + (expiring == 0
                  ? ""
                  : "; " + Wording.count(expiring, "waiver") + " will end within four weeks")
              + ". Are these exceptions still right? (sheet Waivers)");
    }
    questions.addAll(PupilExposure.of(model).recommendations().stream().limit(1).toList());
    long inForce =
        review.law().stream().filter(l -> !l.change().on().isAfter(model.asOf())).count();
    if (inForce > 0) {
      questions.add(
          "The law has changed since the policies were approved. Do they take that in? (sheet Changes in the law)");
    }
    if (!review.lint().isEmpty()) {
      questions.add(
          Wording.count(review.lint().size(), "remark")
              + " on the texts. What should they say better? (sheet Remarks on the text)");
    }
    return questions;
  }
}
