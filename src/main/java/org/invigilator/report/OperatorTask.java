package org.invigilator.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Reading;
import org.invigilator.policy.Severity;
import org.invigilator.register.Register;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Sentences;
import org.springframework.util.StringUtils;

/**
 * Something that only whoever operates the program can put right: one line for each cause, however
 * many accounts it concerns. No school is asked to do anything about it.
 *
 * @param what what is wrong, as a sentence
 * @param todo what to do about it
 * @param accounts the ids of the accounts it concerns; empty when it concerns the trust
 * @param rules the checks that could not be made because of it
 */
public record OperatorTask(String what, String todo, List<String> accounts, Set<String> rules) {

  private static final String COLLECT =
      "Collect from this account, or save a copy of what it shows (src/docs/collecting.md).";

  private static final String COMPLETE =
      "Fill in the missing details in the register, or save a copy that shows them.";

  private static final String NO_HANDLE =
      "Enter the handle or the address of the account in the register; without one it cannot be read.";

  /** All of an audit, those that leave the gravest checks undone first. */
  static List<OperatorTask> of(ReportModel model) {
    List<OperatorTask> tasks = new ArrayList<>(ofRegisters(model));
    tasks.addAll(ofColumns(model));
    tasks.addAll(ofSettings(model));
    tasks.addAll(ofAccounts(model));
    tasks.addAll(ofCopies(model));
    tasks.sort(
        Comparator.comparing(OperatorTask::gravest)
            .thenComparing(task -> -task.rules().size())
            .thenComparing(task -> -task.accounts().size()));
    return List.copyOf(tasks);
  }

  /** The severity of the gravest check that could not be made; the least one when all were. */
  public Severity gravest() {
    return rules.stream()
        .map(rule -> Catalogue.require(rule).severity())
        .min(Comparator.naturalOrder())
        .orElse(Severity.INFO);
  }

  /** The checks that could not be made, by their titles. */
  public String checks() {
    return rules.stream()
        .map(rule -> Catalogue.require(rule).title())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  /** Whether it is about a register, which concerns the trust. */
  public boolean isAboutARegister() {
    return accounts.isEmpty();
  }

  /** Where: the account, the number of accounts, or the trust. */
  public String where() {
    return accounts.isEmpty()
        ? "the trust"
        : accounts.size() == 1 ? accounts.get(0) : Wording.count(accounts.size(), "account");
  }

  private static Collection<OperatorTask> ofRegisters(ReportModel model) {
    Map<Register, Map<Cause.Gap, Set<String>>> lacking = new TreeMap<>();
    for (Outcome outcome : model.outcomes(Outcome.Kind.NOT_EVALUATED)) {
      for (Cause cause : outcome.causes()) {
        if (cause instanceof Cause.Gap of && !of.isDecided()) {
          lacking
              .computeIfAbsent(of.register(), register -> new TreeMap<>(order()))
              .computeIfAbsent(of, key -> new TreeSet<>())
              .add(outcome.rule());
        }
      }
    }
    return lacking.values().stream()
        .flatMap(causes -> causes.entrySet().stream())
        .map(
            one ->
                new OperatorTask(
                    sentence(List.of(one.getKey())), todo(one.getKey()), List.of(), one.getValue()))
        .toList();
  }

  /** What the files of accounts have no column for. */
  private static Collection<OperatorTask> ofColumns(ReportModel model) {
    Map<Cause.OfColumns, Set<String>> rules = new LinkedHashMap<>();
    Map<Cause.OfColumns, Set<String>> accounts = new LinkedHashMap<>();
    for (Outcome outcome : model.outcomes(Outcome.Kind.NOT_EVALUATED)) {
      for (Cause cause : outcome.causes()) {
        if (cause instanceof Cause.OfColumns of) {
          rules.computeIfAbsent(of, key -> new TreeSet<>()).add(outcome.rule());
          accounts.computeIfAbsent(of, key -> new TreeSet<>()).add(outcome.account());
        }
      }
    }
    return rules.entrySet().stream()
        .map(
            one ->
                new OperatorTask(
                    sentence(List.of(one.getKey())),
                    one.getKey().register() == Register.ACCOUNT_ROLES
                        ? "Add such a column and import the file again, or enter the administrators in the sheet account_roles of registers.xlsx."
                        : "Add one of these columns and import the file again. If the trust records this nowhere, it cannot show that it keeps the clause.",
                    List.copyOf(accounts.getOrDefault(one.getKey(), Set.of())),
                    one.getValue()))
        .toList();
  }

  /** What the pack of a policy does not set. */
  private static Collection<OperatorTask> ofSettings(ReportModel model) {
    Map<Cause.OfSetting, Set<String>> rules = new LinkedHashMap<>();
    for (Outcome outcome : model.outcomes(Outcome.Kind.NOT_EVALUATED)) {
      for (Cause cause : outcome.causes()) {
        if (cause instanceof Cause.OfSetting of) {
          rules.computeIfAbsent(of, key -> new TreeSet<>()).add(outcome.rule());
        }
      }
    }
    return rules.entrySet().stream()
        .map(
            one ->
                new OperatorTask(
                    sentence(List.of(one.getKey())),
                    "Set it in the pack ('policy export', then 'policy import'), or take the rule out of the clause.",
                    List.of(),
                    one.getValue()))
        .toList();
  }

  /** Of the register as a whole first, in the order in which it is put right. */
  private static Comparator<Cause.Gap> order() {
    return Comparator.comparing((Cause.Gap gap) -> gap instanceof Cause.OfCells)
        .thenComparing(gap -> gap instanceof Cause.OfRegister of ? of.lack().ordinal() : 0)
        .thenComparing(gap -> gap instanceof Cause.OfRegister of ? of.days() : 0L)
        .thenComparing(Cause::identity);
  }

  private static Collection<OperatorTask> ofAccounts(ReportModel model) {
    Map<String, Set<String>> rules = new TreeMap<>();
    for (Outcome outcome : model.outcomes(Outcome.Kind.NOT_EVALUATED)) {
      if (!outcome.account().isEmpty()
          && outcome.causes().stream().anyMatch(OperatorTask::isOfAccount)) {
        rules.computeIfAbsent(outcome.account(), id -> new TreeSet<>()).add(outcome.rule());
      }
    }
    List<OperatorTask> tasks = new ArrayList<>();
    model
        .uncheckedByReason()
        .forEach(
            (reason, lines) ->
                lines.stream()
                    .collect(Collectors.partitioningBy(OperatorTask::canBeFound))
                    .forEach(
                        (found, some) -> {
                          if (!some.isEmpty()) {
                            tasks.add(ofAccounts(reason, some, found, rules));
                          }
                        }));
    return tasks;
  }

  /** Whether the register says enough of an account for it to be read. */
  private static boolean canBeFound(AccountLine line) {
    return !line.account().handle().isEmpty()
        || !line.account().userId().isEmpty()
        || line.account().address().isPresent();
  }

  private static OperatorTask ofAccounts(
      String reason, List<AccountLine> lines, boolean canBeFound, Map<String, Set<String>> rules) {
    List<String> ids = lines.stream().map(a -> a.account().id()).toList();
    List<Cause> causes = lines.get(0).reading().map(Reading::gaps).orElse(List.of());
    return new OperatorTask(
        StringUtils.capitalize(reason) + ".",
        canBeFound
            ? causes.stream()
                .min(Comparator.comparing(OperatorTask::urgency))
                .map(OperatorTask::todo)
                .orElse(COLLECT)
            : NO_HANDLE,
        ids,
        ids.stream()
            .flatMap(id -> rules.getOrDefault(id, Set.of()).stream())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static boolean isOfAccount(Cause cause) {
    return cause instanceof Cause.OfSource
        || cause instanceof Cause.OfRule
        || cause instanceof Cause.Fault;
  }

  private static Collection<OperatorTask> ofCopies(ReportModel model) {
    List<Finding> kept =
        model.openFindings().stream()
            .filter(f -> Catalogue.require(f.rule()).limitsCopies())
            .toList();
    return kept.isEmpty()
        ? List.of()
        : List.of(
            new OperatorTask(
                kept.size() == 1
                    ? "A saved copy is kept longer than it may be."
                    : kept.size() + " saved copies are kept longer than they may be.",
                "'invigilator purge' deletes what was collected. Delete by hand what someone put there.",
                kept.stream().map(Finding::account).distinct().toList(),
                Set.of()));
  }

  private static String sentence(List<Cause> causes) {
    return StringUtils.capitalize(Sentences.reason(causes)) + ".";
  }

  /** What is done first: what a person must find out comes before what the next run cures. */
  private static int urgency(Cause cause) {
    return cause instanceof Cause.OfSource of
        ? switch (of.trouble()) {
          case UNREADABLE -> 0;
          case DAMAGED, UNKNOWN_FIELDS, LATER -> 1;
          case NOT_READ -> 2;
          case OLD -> 3;
          case PARTIAL -> 4;
          case UNSUPPORTED -> 5;
        }
        : cause instanceof Cause.Fault ? 0 : 6;
  }

  private static String todo(Cause cause) {
    if (cause instanceof Cause.OfRegister of) {
      return switch (of.lack()) {
        case ABSENT ->
            "Start this register, or write its name under not_kept in trust.yaml if the trust has decided not to keep it.";
        case EMPTY -> "Fill it in, or delete the file if there is nothing to record.";
        case OLD -> "Export it again, or save it again if nothing has changed.";
        case SHRUNK ->
            "Check whether the export is complete, and export it again. If the rows are rightly gone, nothing needs doing: after two weeks it counts as complete.";
        case UNCLEAR -> "Correct the cells that the sheet Register problems lists.";
        case NOT_KEPT -> "Nothing: the trust has decided not to keep it.";
      };
    }
    if (cause instanceof Cause.OfCells of) {
      return switch (of.what()) {
        case NONE -> "Nothing, if no family and no safeguarding log has given an account.";
        case LOST ->
            "Check whether the export has the column. If the cells are rightly blank, nothing needs doing: after two weeks it counts as complete.";
        case UNUSABLE ->
            "'validate' names the rows. Write each account like twitter:name, or with its address.";
      };
    }
    return cause instanceof Cause.OfSource of
        ? switch (of.trouble()) {
          case UNREADABLE ->
              "Find out why: a protected or renamed account, a sign-in that has expired, a download that lacks this part, or a platform that was busy. Then collect again.";
          case DAMAGED -> "Delete the damaged copy and collect again.";
          case UNKNOWN_FIELDS -> "Update the program, or make the copy again.";
          case LATER -> "Check the clock of the machine that made the copy.";
          case NOT_READ -> COLLECT;
          case OLD -> "Collect again.";
          case PARTIAL ->
              "Collect again; what is missing then follows. Of a download that covers all dates, say so with covers: all in trust.yaml.";
          case UNSUPPORTED -> "Nothing: this source does not show it.";
        }
        : cause instanceof Cause.Fault
            ? "Report it; the log has the details."
            : cause instanceof Cause.OfRule ? COMPLETE : COLLECT;
  }
}
