package org.invigilator.report;

import org.invigilator.finding.Finding;
import org.invigilator.rule.Catalogue;

/**
 * A message to the owner of a finding, ready to be sent by a person: what was seen and where, why
 * it matters, and what to do by when. The program sends it to no one.
 */
public record FindingDraft(ReportModel model) {

  /** The message; empty where nothing is to be done or no one owns it. */
  public String of(Finding finding) {
    if (!finding.status().isOpen() || finding.due().isEmpty() || finding.owner().isEmpty()) {
      return "";
    }
    String place =
        finding.account().isEmpty()
            ? ""
            : ", account "
                + finding.account()
                + (finding.academy().isEmpty()
                    ? ""
                    : " of " + model.staff().academy(finding.academy()));
    return "Dear "
        + model.staff().name(model.staff().acting(finding.owner()))
        + ",\n\n"
        + onLeave(finding.owner())
        + "The social media audit of "
        + Wording.date(model.asOf())
        + " found this: "
        + ReportModel.title(finding)
        + place
        + ".\n"
        + Wording.dates(finding.observed())
        + (finding.subject().url().isEmpty() ? "" : "\n" + finding.subject().url())
        + "\n\nWhy it matters: "
        + Catalogue.require(finding.rule()).reason()
        + "\nWhat to do by "
        + Wording.date(finding.due().get())
        + ": "
        + Catalogue.require(finding.rule()).fix()
        + "\n\nIf this is wrong, let me know why. The finding has the number "
        + finding.id()
        + ".";
  }

  private String onLeave(String owner) {
    return model.staff().acting(owner).equals(owner)
        ? ""
        : "This is for " + model.staff().name(owner) + ", who is on leave. ";
  }
}
