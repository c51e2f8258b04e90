package org.invigilator.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.finding.TrialFinding;
import org.invigilator.policy.Clause;
import org.invigilator.policy.LawChange;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.PackDiff;
import org.invigilator.rule.PackLint;

/**
 * What the board needs before it reviews its policies: the year in figures and what to ask, a year
 * of each clause, the checks that found nothing, what cannot be checked, remarks on the text, and
 * what changed in the law.
 *
 * @param model the latest audit
 * @param from the first day of the year
 * @param clauses every clause with its year, in the order of the documents
 * @param foundNothing the titles of the rules that ran and found nothing in the year
 * @param lint the remarks on the text of each policy
 * @param changes the changes from the previous version, for policies that have one
 * @param law the changes in the law since each policy was approved, and those to come
 */
public record Review(
    ReportModel model,
    LocalDate from,
    List<Year> clauses,
    List<String> foundNothing,
    List<Remark> lint,
    List<Change> changes,
    List<NewLaw> law) {

  /**
   * One clause over the year.
   *
   * @param daysToFix the median number of days in which findings were fixed
   * @param given how many of the yearly statements were given
   */
  public record Year(
      ClauseLine line,
      int found,
      int open,
      int fixed,
      int waived,
      int dismissed,
      Optional<Long> daysToFix,
      int given,
      int asked) {}

  /** A remark on a policy. */
  public record Remark(String pack, PackLint.Remark remark) {}

  /** A change in the law since a policy was approved. */
  public record NewLaw(String pack, LawChange change) {}

  /** A change from one version of a policy to the next. */
  public record Change(String pack, String before, PackDiff.Change change) {}

  /**
   * Builds the review as of the latest audit.
   *
   * @param ledger every finding the ledger has
   */
  public static Review of(ReportModel model, List<Finding> ledger) {
    LocalDate from = model.asOf().minusYears(1).plusDays(1);
    List<Finding> year =
        ledger.stream().filter(f -> f.status().isLive() || !f.lastSeen().isBefore(from)).toList();
    List<Remark> lint = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    List<NewLaw> law = new ArrayList<>();
    for (PolicyPack pack : model.packs()) {
      new PackLint(model.asOf())
          .read(pack)
          .forEach(remark -> lint.add(new Remark(pack.id(), remark)));
      LawChange.since(pack).forEach(change -> law.add(new NewLaw(pack.id(), change)));
      previousVersion(pack, model)
          .ifPresent(
              old ->
                  new PackDiff(old, pack)
                      .changes()
                      .forEach(c -> changes.add(new Change(pack.id(), old.versionedId(), c))));
    }
    return new Review(
        model,
        from,
        model.clauses().stream().map(line -> year(line, year, model)).toList(),
        foundNothing(year, model),
        lint,
        changes,
        law);
  }

  private static Optional<PolicyPack> previousVersion(PolicyPack pack, ReportModel model) {
    return model.versions().stream()
        .filter(p -> !p.equals(pack))
        .filter(p -> p.id().equals(pack.id()) || p.id().equals(pack.replaces()))
        .findFirst();
  }

  private static Year year(ClauseLine line, List<Finding> year, ReportModel model) {
    List<Finding> own =
        year.stream()
            .filter(
                f ->
                    f.clauses()
                        .getOrDefault(line.pack(), List.of())
                        .contains(line.clause().number()))
            .toList();
    List<Long> days =
        own.stream()
            .filter(f -> f.status() == Status.RESOLVED)
            .map(f -> ChronoUnit.DAYS.between(f.firstSeen(), f.lastSeen()))
            .sorted()
            .toList();
    Set<String> questions =
        line.clause().attestations().stream().map(Clause.Question::id).collect(Collectors.toSet());
    List<AttestationLine> asked =
        model.attestations().stream()
            .filter(a -> a.pack().equals(line.pack()) && questions.contains(a.asked().id()))
            .toList();
    return new Year(
        line,
        own.size(),
        count(own, f -> f.status().isOpen()),
        days.size(),
        count(own, f -> f.status() == Status.WAIVED),
        count(own, f -> f.status() == Status.DISMISSED),
        days.isEmpty() ? Optional.empty() : Optional.of(days.get(days.size() / 2)),
        (int) asked.stream().filter(a -> a.state().isGiven()).count(),
        asked.size());
  }

  private static int count(List<Finding> findings, java.util.function.Predicate<Finding> wanted) {
    return (int) findings.stream().filter(wanted).count();
  }

  /** The titles of the rules that were evaluated somewhere and found nothing all year. */
  private static List<String> foundNothing(List<Finding> year, ReportModel model) {
    Set<String> found = year.stream().map(Finding::rule).collect(Collectors.toSet());
    Map<String, List<Outcome>> outcomes =
        model.outcomes().stream().collect(Collectors.groupingBy(Outcome::rule));
    Set<String> onTrial =
        model.details().trials().stream().map(TrialFinding::rule).collect(Collectors.toSet());
    TreeSet<String> titles = new TreeSet<>();
    outcomes.forEach(
        (rule, all) -> {
          boolean ran = all.stream().anyMatch(o -> o.kind() != Outcome.Kind.NOT_EVALUATED);
          if (ran && !found.contains(rule) && !onTrial.contains(rule)) {
            titles.add(Catalogue.require(rule).title());
          }
        });
    return List.copyOf(titles);
  }

  /** How many audits of the year finished. */
  public long audits() {
    return model.history().audits().stream().filter(d -> !d.isBefore(from)).count();
  }

  /** How many findings were found in the year. */
  public int found() {
    return events(Status.NEW);
  }

  /** How many findings were fixed in the year. */
  public int fixed() {
    return events(Status.RESOLVED);
  }

  private int events(Status status) {
    return ReviewTerm.findings(
        model.history().events().stream().filter(e -> !e.on().isBefore(from)).toList(), status);
  }

  /** The open findings that are critical or high. */
  public List<Finding> grave() {
    return model.openFindings().stream().filter(f -> f.severity().atLeast(Severity.HIGH)).toList();
  }

  /** How many findings are waived today. */
  public long waivedNow() {
    return model.with(Status.WAIVED).size();
  }

  /** Each policy in a sentence: its clauses, those with findings, and when it is reviewed. */
  public List<String> policies() {
    Headlines headlines = new Headlines(model);
    return model.packs().stream()
        .map(
            pack -> {
              List<Year> own =
                  clauses.stream().filter(y -> y.line().pack().equals(pack.id())).toList();
              return model.details().policyName(pack.id())
                  + ": "
                  + Wording.count(own.size(), "clause")
                  + ", "
                  + own.stream().filter(y -> y.found() > 0).count()
                  + " of them with findings; "
                  + headlines.review(pack);
            })
        .toList();
  }

  /** The terms of the year that had audits, the oldest first. */
  public List<ReviewTerm> terms() {
    return ReviewTerm.of(model.history(), from);
  }

  /** What the board should ask and decide, the most urgent first. */
  public List<String> questions() {
    return new ReviewQuestions(this).all();
  }

  /** The clauses that could not be checked, wholly or in part. */
  public List<ClauseLine> unchecked() {
    return model.clauses().stream().filter(clause -> !clause.isInFull()).toList();
  }

  /** The clauses that nothing checks, by their class. */
  public List<ClauseLine> notApplicable() {
    return model.clauses().stream()
        .filter(clause -> clause.result() == ClauseLine.Result.NOT_APPLICABLE)
        .toList();
  }
}
