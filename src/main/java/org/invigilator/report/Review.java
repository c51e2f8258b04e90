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
import org.invigilator.finding.Ledger;
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

  private static final int SOON_DAYS = 90;
  private static final int MOST_NAMED = 3;

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

  /**
   * A term with its audits.
   *
   * @param open how many findings were open at its last audit
   * @param added how many findings were new in it
   */
  public record Term(
      String name, int audits, int open, int critical, int high, int added, int fixed) {}

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
    return (int)
        model.history().events().stream()
            .filter(e -> e.status() == status && !e.on().isBefore(from))
            .map(Ledger.Event::finding)
            .distinct()
            .count();
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
  public List<Term> terms() {
    Map<LocalDate, List<History.Audit>> audits =
        model.history().latest(Integer.MAX_VALUE).stream()
            .filter(a -> !a.on().isBefore(from))
            .collect(
                Collectors.groupingBy(
                    a -> termOf(a.on()), java.util.TreeMap::new, Collectors.toList()));
    List<Term> terms = new ArrayList<>();
    audits.forEach(
        (begin, all) -> {
          History.Audit last = all.get(all.size() - 1);
          terms.add(
              new Term(
                  name(begin),
                  all.size(),
                  last.openFindings(),
                  last.open().getOrDefault(Severity.CRITICAL, 0),
                  last.open().getOrDefault(Severity.HIGH, 0),
                  events(Status.NEW, begin),
                  events(Status.RESOLVED, begin)));
        });
    return terms;
  }

  private int events(Status status, LocalDate term) {
    return (int)
        model.history().events().stream()
            .filter(e -> e.status() == status && termOf(e.on()).equals(term))
            .filter(e -> !e.on().isBefore(from))
            .map(Ledger.Event::finding)
            .distinct()
            .count();
  }

  /** The first day of a term: they begin in September, January and after Easter, here in May. */
  private static LocalDate termOf(LocalDate day) {
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

  /** What the board should ask and decide, the most urgent first. */
  public List<String> questions() {
    List<String> questions = new ArrayList<>();
    Headlines headlines = new Headlines(model);
    if (!grave().isEmpty()) {
      long overdue = grave().stream().filter(f -> f.isOverdue(model.asOf())).count();
      questions.add(
          Wording.count(grave().size(), "critical or high finding")
              + (grave().size() == 1 ? " is" : " are")
              + " open"
              + (overdue == 0 ? "" : ", " + overdue + " overdue")
              + ". Who puts them right, and by when? Above all: "
              + FindingGroup.of(grave()).stream()
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
    if (!unchecked().isEmpty()) {
      questions.add(
          Wording.count(unchecked().size(), "clause")
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
    if (waivedNow() > 0) {
      questions.add(
          Wording.count(waivedNow(), "finding")
              + (waivedNow() == 1 ? " is" : " are")
              + " waived"
              + (expiring == 0
                  ? ""
                  : "; " + Wording.count(expiring, "waiver") + " will end within four weeks")
              + ". Are these exceptions still right? (sheet Waivers)");
    }
    questions.addAll(PupilExposure.of(model).recommendations().stream().limit(1).toList());
    long inForce = law.stream().filter(l -> !l.change().on().isAfter(model.asOf())).count();
    if (inForce > 0) {
      questions.add(
          "The law has changed since the policies were approved. Do they take that in? (sheet Changes in the law)");
    }
    if (!lint.isEmpty()) {
      questions.add(
          Wording.count(lint.size(), "remark")
              + " on the texts. What should they say better? (sheet Remarks on the text)");
    }
    return questions;
  }

  /** The clauses that could not be checked, wholly or in part. */
  public List<ClauseLine> unchecked() {
    return model.clauses().stream()
        .filter(
            c ->
                c.result() == ClauseLine.Result.NOT_CHECKED
                    || c.result() == ClauseLine.Result.PARTLY_CHECKED
                    || c.result() == ClauseLine.Result.STATEMENTS_MISSING)
        .toList();
  }
}
