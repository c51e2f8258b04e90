package org.invigilator.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.AuditRun;
import org.invigilator.finding.Change;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Reading;
import org.invigilator.finding.Status;
import org.invigilator.finding.TrialFinding;
import org.invigilator.policy.Mode;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.InvalidCell;
import org.invigilator.register.Problem;
import org.invigilator.register.UnclearReference;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustIndex;

/**
 * Everything that the files of a run show, worked out once so that they cannot disagree. It is long
 * because each reader's view of it, with what that reader may see, is made here and nowhere else.
 * It is longer than other classes, because all reports must take their figures from one place.
 *
 * @param outcomes the result of every check, passes included
 * @param notes what was read and not used
 * @param answers what became of the answers that were sent back before this audit
 * @param registerProblems the cells of the registers that could not be used
 */
public record ReportModel(
    RunDetails details,
    List<Finding> findings,
    List<Outcome> outcomes,
    List<AccountLine> accounts,
    List<ClauseLine> clauses,
    List<AttestationLine> attestations,
    List<String> notes,
    History history,
    List<WaiverLine> waivers,
    List<AnswerLine> answers,
    List<Problem> registerProblems,
    Staff staff) {

  /** Builds the report of a run. */
  public static ReportModel of(
      AuditRun run,
      TrustSettings settings,
      Requirements requirements,
      TrustIndex trust,
      List<Finding> findings,
      List<Outcome> outcomes,
      Map<String, Reading> readings,
      List<String> notes,
      Map<String, String> registerHashes,
      Optional<Collected> collected,
      History history,
      List<WaiverLine> waivers,
      List<AnswerLine> answers,
      boolean forSafeguarding,
      RunDetails.LedgerState ledger,
      List<TrialFinding> trials) {
    UnaryOperator<String> safe = trust.mentions()::withoutNames;
    List<AttestationLine> attestations =
        AttestationLine.all(requirements, trust).stream().map(line -> line.safe(safe)).toList();
    // Each has a row of its own among the problems of the registers.
    Set<String> ofCells =
        UnclearReference.sentences(trust.registers().unclear()).stream()
            .map(safe)
            .collect(Collectors.toSet());
    return new ReportModel(
        new RunDetails(
            run,
            programName(),
            settings,
            requirements.packs(),
            requirements.allVersions(),
            RunDetails.inputs(registerHashes, readings, trust),
            collected,
            forSafeguarding,
            ledger,
            trials),
        findings.stream().map(finding -> finding.safe(safe)).toList(),
        outcomes,
        AccountLine.all(trust, readings, findings),
        ClauseLine.all(requirements, settings, findings, outcomes, attestations, trust),
        attestations,
        notes.stream().filter(note -> !ofCells.contains(note)).toList(),
        history,
        waivers.stream().map(line -> line.safe(safe)).toList(),
        answers.stream().map(line -> line.safe(safe)).toList(),
        Stream.concat(
                trust.registers().invalidCells().stream().map(InvalidCell::problem),
                trust.registers().unclear().stream().map(UnclearReference::problem))
            .map(problem -> problem.safe(safe))
            .toList(),
        Staff.of(trust));
  }

  /** The name and version of this program. */
  public static String programName() {
    String version = ReportModel.class.getPackage().getImplementationVersion();
    return "invigilator " + (version == null ? "development" : version);
  }

  public AuditRun run() {
    return details.run();
  }

  public LocalDate asOf() {
    return run().asOf();
  }

  public TrustSettings settings() {
    return details.settings();
  }

  /** The policies in the version in force. */
  public List<PolicyPack> packs() {
    return details.packs();
  }

  /** The policies in force and the versions before them. */
  public List<PolicyPack> versions() {
    return details.versions();
  }

  public Optional<Collected> collected() {
    return details.collected();
  }

  /** Whether the workbook with pupils' names is written beside the others. */
  public boolean forSafeguarding() {
    return details.forSafeguarding();
  }

  /**
   * What is to be known of the documents of the policies, such as a change since they were read.
   */
  public List<String> policyNotes() {
    return notes.stream().filter(note -> note.startsWith("policies/")).toList();
  }

  /** The same report with other findings. */
  public ReportModel withFindings(List<Finding> others) {
    return new ReportModel(
        details,
        others,
        outcomes,
        accounts,
        clauses,
        attestations,
        notes,
        history,
        waivers,
        answers,
        registerProblems,
        staff);
  }

  /**
   * The report of one academy: what is about it and its accounts, and nothing else; nor what only
   * the operator of the program can put right.
   */
  public ReportModel forAcademy(String academy) {
    List<AccountLine> own =
        accounts.stream().filter(a -> a.account().academy().equals(academy)).toList();
    Set<String> ids = own.stream().map(a -> a.account().id()).collect(Collectors.toSet());
    List<Finding> ownFindings =
        findings.stream().filter(f -> f.academy().equals(academy) && !f.isForOperator()).toList();
    Set<String> findingIds = ownFindings.stream().map(Finding::id).collect(Collectors.toSet());
    return new ReportModel(
        details,
        ownFindings,
        outcomes.stream().filter(o -> ids.contains(o.account())).toList(),
        own,
        clauses,
        attestations.stream()
            .filter(a -> a.asked().scope().equals(academy) || ids.contains(a.asked().scope()))
            .toList(),
        List.of(),
        history.forAcademy(academy),
        waivers.stream()
            .filter(
                w ->
                    w.decision().academy().equals(academy)
                        || ids.contains(w.decision().account())
                        || findingIds.contains(w.decision().finding()))
            .toList(),
        answers.stream().filter(a -> findingIds.contains(a.finding())).toList(),
        List.of(),
        staff.at(academy));
  }

  /**
   * The same report for leadership and academies: a pupil's account is named by the finding's id,
   * since the platform's number opens the child's profile, unless the trust decided otherwise.
   */
  public ReportModel forLeadership() {
    return settings().onPrivacy().showsPupilAccounts()
        ? this
        : new ReportModel(
            details,
            findings.stream().map(Finding::withoutPupilAccount).toList(),
            outcomes,
            accounts,
            clauses,
            attestations,
            notes,
            history.withoutPupilAccounts(),
            waivers,
            answers,
            registerProblems,
            staff);
  }

  /** The same report without any reference to a pupil, for mail, which people outside may read. */
  public ReportModel redacted(Redaction redaction) {
    return new ReportModel(
        details,
        findings.stream().map(f -> f.withoutPupils(redaction)).toList(),
        outcomes.stream().map(o -> o.because(redaction::apply)).toList(),
        accounts.stream().map(line -> line.redacted(redaction)).toList(),
        clauses,
        attestations.stream().map(AttestationLine::withoutWords).toList(),
        List.of(),
        history.redacted(redaction),
        List.of(),
        answers.stream().map(a -> redacted(a, redaction)).toList(),
        List.of(),
        staff);
  }

  private static AnswerLine redacted(AnswerLine line, Redaction redaction) {
    // The reason of a conflict quotes what people wrote, which may be about a pupil.
    String why =
        line.result() == AnswerLine.Result.DISPUTED
            ? "Two answers disagree, or the question was answered in the meantime. Your IT lead can see both on the sheet Waivers."
            : redaction.apply(line.why());
    return new AnswerLine(line.source(), line.finding(), line.field(), "", line.result(), why);
  }

  /** The findings with one of the given statuses, in the order of the report. */
  public List<Finding> with(Status... statuses) {
    List<Status> any = List.of(statuses);
    return findings.stream().filter(f -> any.contains(f.status())).toList();
  }

  /** The findings about which someone still has to do something. */
  public List<Finding> openFindings() {
    return findings.stream().filter(f -> f.status().isOpen()).toList();
  }

  /** The open findings in which a person must decide whether anything is wrong. */
  public List<Finding> findingsToDecide() {
    return openFindings().stream().filter(f -> f.mode() == Mode.ASSISTED).toList();
  }

  /** How many findings are open, by severity. */
  public Map<Severity, Long> openBySeverity() {
    return openFindings().stream()
        .collect(Collectors.groupingBy(Finding::severity, TreeMap::new, Collectors.counting()));
  }

  /** What only the operator of the program can put right, one for each cause. */
  public List<OperatorTask> operatorTasks() {
    return OperatorTask.of(this);
  }

  /** The open findings that have a due date, by owner and then by date, without the operator's. */
  public List<Finding> actions() {
    return openFindings().stream()
        .filter(f -> f.due().isPresent() && !f.isForOperator())
        .sorted(
            Comparator.comparing((Finding f) -> staff.choice(f.owner()))
                .thenComparing(f -> f.due().orElse(LocalDate.MAX))
                .thenComparing(Finding::severity)
                .thenComparing(Finding::id))
        .toList();
  }

  /** What is new since the audit that this one is compared with; everything, in the first. */
  public List<Finding> newFindings() {
    Set<String> reopened = history.reopened();
    return openFindings().stream()
        .filter(f -> f.change() == Change.WORLD)
        .filter(f -> !reopened.contains(f.id()))
        .filter(f -> history.since().map(f.firstSeen()::isAfter).orElse(true))
        .toList();
  }

  /**
   * What was reopened since then: it was fixed and is there again, its waiver expired, or what was
   * dismissed has changed.
   */
  public List<Finding> reopenedFindings() {
    Set<String> reopened = history.reopened();
    return openFindings().stream()
        .filter(f -> f.change() == Change.WORLD && reopened.contains(f.id()))
        .toList();
  }

  /** What was fixed since then, also what was waived or dismissed until it was gone. */
  public List<Finding> resolvedFindings() {
    return history.resolved().stream().filter(f -> f.change() == Change.WORLD).toList();
  }

  /**
   * What is new or reopened since then only because the policy or its settings changed; in the
   * first audit nothing.
   */
  public List<Finding> newByPolicy() {
    return openFindings().stream()
        .filter(f -> f.change() == Change.POLICY)
        .filter(this::isChanged)
        .toList();
  }

  private boolean isChanged(Finding finding) {
    Set<String> reopened = history.reopened();
    return finding.status() == Status.NEW
        || finding.status() == Status.REOPENED
        || reopened.contains(finding.id())
        || history.since().map(finding.firstSeen()::isAfter).orElse(false);
  }

  /** What is gone since then only because the policy or its settings changed. */
  public List<Finding> goneByPolicy() {
    return Stream.concat(history.resolved().stream(), with(Status.RESOLVED).stream())
        .filter(f -> f.change() == Change.POLICY)
        .filter(new HashSet<>()::add)
        .toList();
  }

  /** How much is new and gone only because the policy changed; empty when nothing is. */
  public String changedByPolicy() {
    int more = newByPolicy().size();
    int fewer = goneByPolicy().size();
    return more + fewer == 0
        ? ""
        : "Because the policy, its settings or the list of accounts changed: "
            + Wording.count(more, "finding")
            + " more, "
            + fewer
            + " fewer. Nothing else happened to them.";
  }

  /** The open findings whose due date has passed, the most severe first. */
  public List<Finding> overdue() {
    return findings.stream().filter(f -> f.isOverdue(asOf())).toList();
  }

  /** The outcomes of a kind. */
  public List<Outcome> outcomes(Outcome.Kind kind) {
    return outcomes.stream().filter(o -> o.kind() == kind).toList();
  }

  /** The accounts that are to be read: all that are not closed. */
  public List<AccountLine> registered() {
    return accounts.stream()
        .filter(a -> !a.account().isClosed() && !a.account().isPersonal() && !a.isSecondRow())
        .toList();
  }

  /** How many of them were read in full. */
  public long accountsRead() {
    return registered().stream().filter(AccountLine::isRead).count();
  }

  /**
   * The accounts of which some check could not be made, closed ones too, by the reason, so that
   * each cause is said once.
   */
  Map<String, List<AccountLine>> uncheckedByReason() {
    return accounts.stream()
        .filter(a -> !a.account().isPersonal() && !a.isSecondRow() && a.hasGaps())
        .collect(
            Collectors.groupingBy(
                a -> String.join("; ", a.gaps()), LinkedHashMap::new, Collectors.toList()));
  }

  /** What a rule is called. */
  public static String title(Finding finding) {
    return Catalogue.require(finding.rule()).title();
  }
}
