package org.invigilator.report;

import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Reading;
import org.invigilator.policy.PolicyPack;
import org.invigilator.rule.Outcome;

/** The sentences that sum up an audit, the same in the workbook, the mails and the summary. */
public record Headlines(ReportModel model) {

  /** What is open, what is new, and how much was read. */
  public String summary() {
    return findings() + " " + coverage();
  }

  private String findings() {
    int open = model.openFindings().size();
    int decide = model.findingsToDecide().size();
    long operators = model.openFindings().stream().filter(Finding::isForOperator).count();
    boolean nothingRead =
        !model.registered().isEmpty() && model.registered().stream().noneMatch(AccountLine::isSeen);
    String partly =
        model.accountsRead() < model.registered().size() ? " in what could be read" : "";
    String changes = changes();
    String first =
        !changes.isEmpty() || (model.history().since().isEmpty() && !nothingRead)
            ? ""
            : nothingRead
                ? "Nothing could be read, so nothing new is known. "
                : "Nothing new" + partly + ". ";
    return first
        + (open == 0 ? "No open findings" : Wording.count(open, "open finding"))
        + (changes.isEmpty() ? "" : " (" + changes + ")")
        + (decide == 0
            ? ""
            : "; for "
                + (decide == open ? (open == 1 ? "it" : "all of them") : decide + " of them")
                + " someone must read the post and decide")
        + (operators == 0
            ? ""
            : "; "
                + (operators == open
                    ? operators == 1 ? "it " : "all of them "
                    : operators + " of them ")
                + (operators == 1 ? "is" : "are")
                + " for IT")
        + ".";
  }

  /** How many findings are new and reopened; empty when none are. */
  public String changes() {
    // In the first audit everything would be new.
    if (model.history().since().isEmpty()) {
      return "";
    }
    return Stream.of(
            count(model.newFindings().size(), "new"),
            count(model.reopenedFindings().size(), "reopened"))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String count(int number, String what) {
    return number == 0 ? "" : number + " " + what;
  }

  /** How much was read. */
  public String coverage() {
    long posts =
        model.accounts().stream()
            .flatMap(a -> a.reading().stream())
            .mapToLong(Reading::posts)
            .sum();
    int all = model.registered().size();
    long read = model.accountsRead();
    if (read == 0 && all > 0) {
      return all == 1
          ? "The account could not be read in full."
          : "None of " + all + " accounts could be read in full.";
    }
    return String.format(
        Locale.UK,
        "%d of %s %s read in full, with %s.",
        read,
        Wording.count(all, "account"),
        read == 1 ? "was" : "were",
        Wording.count(posts, "post"));
  }

  /**
   * How much was read of a school's accounts, and how many checks could not be made, for the
   * school, which has to do nothing about it.
   */
  public String notReadForSchool() {
    int all = model.registered().size();
    long unread = all - model.accountsRead();
    long checks =
        model.outcomes(Outcome.Kind.NOT_EVALUATED).stream().map(Outcome::rule).distinct().count();
    String accounts =
        unread == 0
            ? all == 0
                ? "There are no accounts to read."
                : all == 1
                    ? "The account was read in full."
                    : "All " + all + " accounts were read in full."
            : (all == 1 ? "The account" : unread + " of your " + all + " accounts")
                + " could not be read in full; IT knows.";
    return checks == 0
        ? accounts
        : accounts + " " + Wording.count(checks, "check") + " could not be made on some account.";
  }

  /** When the review of a policy is due. */
  public String review(PolicyPack pack) {
    return pack.reviewDueOn()
        .map(due -> review(due, model.asOf()))
        .orElse("the policy has no review date.");
  }

  private static String review(LocalDate due, LocalDate asOf) {
    return due.isBefore(asOf)
        ? "review was due by " + Wording.date(due) + ", " + Wording.span(due, asOf) + " ago."
        : due.equals(asOf)
            ? "review is due today."
            : "review due by " + Wording.date(due) + ", in " + Wording.span(asOf, due) + ".";
  }
}
