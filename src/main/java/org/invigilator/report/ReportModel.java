package org.invigilator.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.AuditRun;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Reading;
import org.invigilator.finding.Status;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.Account;
import org.invigilator.register.InvalidCell;
import org.invigilator.register.Problem;
import org.invigilator.register.Texts;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustIndex;

/**
 * Everything the files of a run say, settled once so that they cannot disagree.
 *
 * @param previous the date of the audit before this one
 * @param outcomes what every rule came to, passes included
 * @param packs the policies in the version in force
 * @param versions those and the versions before them, by which older posts are judged
 * @param notes what was seen and not used
 * @param collected from where, and for how much, accounts were collected; empty when none were
 * @param inputs the SHA-256 of every file read, by its path in the trust folder
 * @param answers what became of the answers that were sent back before this audit
 * @param forSafeguarding whether the workbook with pupils' names is written beside the others
 * @param registerProblems the cells of the registers that could not be used, each as a problem
 */
public record ReportModel(
    AuditRun run,
    String program,
    TrustSettings settings,
    List<PolicyPack> packs,
    List<PolicyPack> versions,
    Optional<LocalDate> previous,
    List<Finding> findings,
    List<Outcome> outcomes,
    List<AccountLine> accounts,
    List<ClauseLine> clauses,
    List<AttestationLine> attestations,
    List<String> notes,
    Map<String, String> inputs,
    Optional<Collected> collected,
    History history,
    List<WaiverLine> waivers,
    List<AnswerLine> answers,
    List<Problem> registerProblems,
    Staff staff,
    boolean forSafeguarding) {

  private static final Pattern ISO_DATE =
      Pattern.compile(Texts.WORD_START + "\\d{4}-\\d{2}-\\d{2}\\b");
  private static final DateTimeFormatter WRITTEN_DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  /** Settles the report of a run. */
  public static ReportModel of(
      AuditRun run,
      TrustSettings settings,
      Requirements requirements,
      TrustIndex trust,
      List<Finding> findings,
      List<Outcome> outcomes,
      Map<String, Reading> readings,
      Optional<LocalDate> previous,
      List<String> notes,
      Map<String, String> registerHashes,
      Optional<Collected> collected,
      History history,
      List<WaiverLine> waivers,
      List<AnswerLine> answers,
      boolean forSafeguarding) {
    List<AttestationLine> attestations = AttestationLine.all(requirements, trust);
    return new ReportModel(
        run,
        programName(),
        settings,
        requirements.packs(),
        requirements.allVersions(),
        previous,
        findings,
        outcomes,
        AccountLine.all(trust, readings, findings),
        ClauseLine.all(requirements, settings, findings, outcomes, attestations, trust),
        attestations,
        notes,
        allInputs(registerHashes, readings, trust),
        collected,
        history,
        waivers,
        answers,
        trust.registers().slips().stream().map(InvalidCell::problem).toList(),
        Staff.of(trust),
        forSafeguarding);
  }

  private static Map<String, String> allInputs(
      Map<String, String> registers, Map<String, Reading> readings, TrustIndex trust) {
    Map<String, String> all = new java.util.TreeMap<>(registers);
    for (Account account : trust.registers().accounts()) {
      Reading reading = readings.get(account.id());
      if (reading != null) {
        reading
            .files()
            .forEach(
                (file, hash) ->
                    all.put(
                        "snapshots/" + account.platform() + "/" + account.id() + "/" + file, hash));
      }
    }
    return all;
  }

  /** The name and version of this program. */
  public static String programName() {
    String version = ReportModel.class.getPackage().getImplementationVersion();
    return "invigilator " + (version == null ? "development" : version);
  }

  public LocalDate asOf() {
    return run.asOf();
  }

  /** The findings with one of the given statuses, in the order of the report. */
  public List<Finding> with(Status... statuses) {
    List<Status> wanted = List.of(statuses);
    return findings.stream().filter(f -> wanted.contains(f.status())).toList();
  }

  /** The report of one academy: what is about it and its accounts, and nothing else. */
  public ReportModel of(String academy) {
    return new ReportModel(
        run,
        program,
        settings,
        packs,
        versions,
        previous,
        findings.stream().filter(f -> f.academy().equals(academy)).toList(),
        outcomes.stream()
            .filter(
                o ->
                    accounts.stream()
                        .anyMatch(
                            a ->
                                a.account().id().equals(o.account())
                                    && a.account().academy().equals(academy)))
            .toList(),
        accounts.stream().filter(a -> a.account().academy().equals(academy)).toList(),
        clauses,
        attestations.stream()
            .filter(
                a ->
                    a.asked().scope().equals(academy)
                        || a.asked().account().map(x -> x.academy().equals(academy)).orElse(false))
            .toList(),
        List.of(),
        inputs,
        collected,
        history.of(academy),
        waivers.stream().filter(w -> isAt(w, academy)).toList(),
        List.of(),
        List.of(),
        staff.at(academy),
        forSafeguarding);
  }

  /** Whether a waiver is of an academy: of its findings, its accounts, or the whole of it. */
  private boolean isAt(WaiverLine line, String academy) {
    String finding = line.decision().finding();
    return line.decision().academy().equals(academy)
        || accounts.stream()
            .anyMatch(
                a ->
                    a.account().academy().equals(academy)
                        && a.account().id().equals(line.decision().account()))
        || (!finding.isEmpty()
            && findings.stream()
                .anyMatch(f -> f.academy().equals(academy) && f.id().equals(finding)));
  }

  /** The same report with every reference to a pupil taken out, for ways that others may read. */
  public ReportModel without(Redaction roll) {
    return new ReportModel(
        run,
        program,
        settings,
        packs,
        versions,
        previous,
        findings.stream().map(f -> f.withoutPupils(roll)).toList(),
        outcomes,
        accounts,
        clauses,
        attestations.stream().map(AttestationLine::withoutWords).toList(),
        notes,
        inputs,
        collected,
        new History(
            history.since(),
            history.audits(),
            history.counts(),
            history.events(),
            history.gone().stream().map(f -> f.withoutPupils(roll)).toList()),
        List.of(),
        answers.stream()
            .map(
                a ->
                    new AnswerLine(
                        a.source(),
                        a.finding(),
                        a.field(),
                        "",
                        a.result(),
                        a.result() == AnswerLine.Result.DISPUTED
                            ? "two answers disagree, or something was answered meanwhile; sheet Waivers."
                            : roll.apply(a.why())))
            .toList(),
        registerProblems,
        staff,
        forSafeguarding);
  }

  /** What somebody has to do, by owner and due date: everything that stands and has a date. */
  public List<Finding> actions() {
    Map<String, List<Finding>> byOwner =
        findings.stream()
            .filter(f -> f.status().isOpen() && f.due().isPresent())
            .collect(
                Collectors.groupingBy(
                    f -> staff.label(f.owner()), java.util.TreeMap::new, Collectors.toList()));
    return byOwner.values().stream()
        .flatMap(
            own ->
                own.stream()
                    .sorted(
                        java.util.Comparator.comparing((Finding f) -> f.due().orElse(LocalDate.MAX))
                            .thenComparing(Finding::severity)
                            .thenComparing(Finding::id)))
        .toList();
  }

  /** What is new since the audit that this one is compared with; everything, in the first. */
  public List<Finding> newFindings() {
    Set<String> back = history.cameBack();
    return findings.stream()
        .filter(f -> f.status().isOpen() && !back.contains(f.id()))
        .filter(f -> history.since().map(f.firstSeen()::isAfter).orElse(true))
        .toList();
  }

  /**
   * What came back since then: it had gone, or its waiver ran out, or what was dismissed changed.
   */
  public List<Finding> reopenedFindings() {
    Set<String> back = history.cameBack();
    return findings.stream().filter(f -> f.status().isOpen() && back.contains(f.id())).toList();
  }

  /** What stood then and stands now. */
  public List<Finding> still() {
    Set<String> back = history.cameBack();
    return findings.stream()
        .filter(f -> f.status().isOpen() && !back.contains(f.id()))
        .filter(f -> !history.since().map(f.firstSeen()::isAfter).orElse(true))
        .toList();
  }

  /** What was proven to be gone since then; what had been let pass was no breach to be mended. */
  public List<Finding> resolvedFindings() {
    return history.gone().stream()
        .filter(f -> f.before().map(b -> !b.isSuppressed()).orElse(true))
        .toList();
  }

  /** What should have been dealt with by now, the gravest first. */
  public List<Finding> overdue() {
    return findings.stream().filter(f -> f.isOverdue(asOf())).toList();
  }

  /** How much was read, in a sentence. */
  public String describeCoverage() {
    long posts =
        accounts.stream().flatMap(a -> a.reading().stream()).mapToLong(Reading::posts).sum();
    int all = registered().size();
    return accountsRead() == 0 && all > 0
        ? "None of " + all + (all == 1 ? " account" : " accounts") + " could be read in full."
        : String.format(
            Locale.UK,
            "%d of %d %s read in full, with %,d posts.",
            accountsRead(),
            all,
            all == 1 ? "account was" : "accounts were",
            posts);
  }

  /** The audit in a line: what is new, what stands, how much was read. */
  public String headline() {
    long standing = findings.stream().filter(f -> f.status().isOpen()).count();
    long decide =
        findings.stream()
            .filter(f -> f.status().isOpen() && f.mode() == org.invigilator.policy.Mode.ASSISTED)
            .count();
    int fresh = newFindings().size();
    int back = reopenedFindings().size();
    boolean blind = accountsRead() == 0 && !registered().isEmpty();
    String what =
        fresh == 0 && back == 0
            ? blind
                ? "Nothing new is known, for nothing could be looked at. "
                : "A quiet week: nothing new. "
            : (fresh == 0 ? "" : fresh + " new")
                + (fresh > 0 && back > 0 ? ", " : "")
                + (back == 0 ? "" : back + " back again")
                + ". ";
    return what
        + (standing == 0
            ? "Nothing stands"
            : standing + (standing == 1 ? " finding stands" : " findings stand"))
        + (decide > 0 ? ", " + decide + " of them for a person to decide" : "")
        + ". "
        + describeCoverage();
  }

  /** How many findings stand, by severity. */
  public Map<Severity, Long> standing() {
    return findings.stream()
        .filter(f -> f.status().isOpen())
        .collect(
            Collectors.groupingBy(
                Finding::severity, java.util.TreeMap::new, Collectors.counting()));
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

  public long accountsRead() {
    return registered().stream().filter(AccountLine::isRead).count();
  }

  /** The registers that rules need and that are absent or old, each as a sentence. */
  public List<String> registerGaps() {
    Map<String, java.util.Set<String>> rules = new java.util.TreeMap<>();
    outcomes(Outcome.Kind.NOT_EVALUATED)
        .forEach(
            o ->
                java.util.stream.Stream.of(o.reason().split("; "))
                    .filter(reason -> reason.matches("(?:there is no|the) \\w+ register.*"))
                    .forEach(
                        reason ->
                            rules
                                .computeIfAbsent(reason, r -> new java.util.TreeSet<>())
                                .add(o.rule())));
    return rules.entrySet().stream()
        .map(
            e ->
                Character.toUpperCase(e.getKey().charAt(0))
                    + e.getKey().substring(1)
                    + ", so not checked in full: "
                    + e.getValue().stream()
                        .map(rule -> Catalogue.require(rule).title())
                        .collect(Collectors.joining("; "))
                    + ".")
        .toList();
  }

  /** A text of a finding as people read it: its dates are written out. */
  public static String shown(String text) {
    return ISO_DATE
        .matcher(text)
        .replaceAll(
            m -> {
              try {
                return LocalDate.parse(m.group()).format(WRITTEN_DATE);
              } catch (java.time.DateTimeException e) {
                return m.group();
              }
            });
  }

  /** What a rule is called. */
  public static String title(Finding finding) {
    return Catalogue.require(finding.rule()).title();
  }

  /** The clauses of a finding, each with its paraphrase, or why it is looked for without one. */
  public String clauseText(Finding finding) {
    if (finding.clauses().isEmpty()) {
      return "No clause: chosen by the trust or by this program.";
    }
    return finding.clauses().entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(number -> clauseText(e.getKey(), number)))
        .collect(Collectors.joining("\n"));
  }

  /** The text of a clause that only an earlier version of the policy has. */
  private Optional<String> earlierText(String pack, String number) {
    return versions.stream()
        .filter(p -> p.id().equals(pack) || p.versionedId().equals(pack))
        .flatMap(p -> p.clauseList().stream())
        .filter(c -> c.number().equals(number))
        .map(c -> c.paraphrase())
        .findFirst();
  }

  private String clauseText(String pack, String number) {
    String paraphrase =
        clauses.stream()
            .filter(c -> c.pack().equals(pack) && c.clause().number().equals(number))
            .map(c -> c.clause().paraphrase())
            .findFirst()
            .or(() -> earlierText(pack, number))
            .map(text -> ": " + text)
            .orElse("");
    return (packs.size() > 1 ? pack + " " : "") + number + paraphrase;
  }
}
