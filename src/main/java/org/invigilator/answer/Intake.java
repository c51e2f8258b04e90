package org.invigilator.answer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Decisions;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.input.WorkbookInput;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;

/**
 * Takes in what was sent back before an audit of a date: every answer is validated, valid ones are
 * accepted, and the result of each is reported. Of different answers to one question none is
 * accepted.
 */
public final class Intake {
  private static final int MOST_LINES = 2_000;
  private static final String NAMED = " (--decisions)";

  private final LocalDate asOf;
  private final DecisionValidator validator;
  private final Decisions decisions;
  private final Path folder;
  private final boolean approverSendsOwnFile;
  private final Optional<WorkbookInput.Decryption> decryption;
  private final List<AnswerLine> lines = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  /** The workbooks that were read, by the hash of their contents. */
  private final Map<String, String> read = new LinkedHashMap<>();

  /** When files that are still unsettled were first read, by name. */
  private final Map<String, LocalDate> firstRead = new HashMap<>();

  private final Set<String> written = new HashSet<>();
  private final Set<String> unreadable = new HashSet<>();

  /**
   * An intake for the audit date of the validator.
   *
   * @param folder where files sent back are kept; files elsewhere were named for this audit
   * @param approverSendsOwnFile whether a decision counts only once its approver has sent it too
   * @param decryption how the safeguarding workbook is opened, if its password is known
   */
  public Intake(
      DecisionValidator validator,
      Decisions decisions,
      Path folder,
      boolean approverSendsOwnFile,
      Optional<WorkbookInput.Decryption> decryption) {
    this.approverSendsOwnFile = approverSendsOwnFile;
    this.decryption = decryption;
    this.asOf = validator.asOf();
    this.validator = validator;
    this.decisions = decisions;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Reads files and updates the ledger; call it inside a transaction. What an earlier run of the
   * same audit date accepted is read again.
   *
   * @return what became of every answer
   */
  public List<AnswerLine> take(List<Path> files) {
    decisions.forget(asOf, files.stream().map(this::name).collect(Collectors.toSet()));
    read(files);
    withdrawRemoved(files);
    settlement().settle(confirmed(), this::accept);
    noteReadFiles();
    List<AnswerLine> report = shortened();
    decisions.record(asOf, report);
    return report;
  }

  /** Returns what would become of the answers in files, and changes nothing. */
  public List<AnswerLine> check(List<Path> files) {
    read(files);
    settlement().settle(confirmed(), (answer, replaced) -> {});
    return shortened();
  }

  private List<Answer> confirmed() {
    return approverSendsOwnFile ? OwnFiles.confirmed(answers, decisions.current(), lines) : answers;
  }

  private Settlement settlement() {
    return new Settlement(validator.history(), firstRead, lines);
  }

  private void accept(Answer answer, List<Decision> replaced) {
    if (answer.decision().isPresent()) {
      decisions.take(answer.decision().get());
    } else {
      replaced.forEach(decision -> decisions.withdraw(decision, asOf));
    }
  }

  /**
   * What became of the answers, without what identifies pupils, and no more lines than someone
   * reads.
   */
  private List<AnswerLine> shortened() {
    List<AnswerLine> report =
        new ArrayList<>(
            // What was said before is said again last.
            lines.stream()
                .sorted(
                    Comparator.comparing(
                        line -> firstRead.containsKey(Decisions.fileOf(line.source()))))
                .limit(MOST_LINES)
                .map(line -> line.safe(validator.mentions()::withoutNames))
                .toList());
    if (lines.size() > MOST_LINES) {
      report.add(
          new AnswerLine(
              "",
              "",
              "",
              "",
              AnswerLine.Result.NOTED,
              String.format(Locale.UK, "and %,d more.", lines.size() - MOST_LINES)));
    }
    return List.copyOf(report);
  }

  private void read(List<Path> files) {
    Set<String> seen = new HashSet<>();
    for (Path file : files) {
      String name = name(file);
      if (isYaml(name)) {
        waivers(file, name);
      } else {
        workbook(file, name, seen);
      }
    }
  }

  /** The name of a file, marked when the file was named for this audit alone. */
  private String name(Path file) {
    Optional<String> sender = OwnFiles.sender(folder, file);
    boolean kept =
        sender.isPresent() || folder.equals(file.toAbsolutePath().normalize().getParent());
    // In a source, a comma and a blank end the name.
    return sender.map(person -> person + "/").orElse("")
        + validator.mentions().withoutNames(String.valueOf(file.getFileName()).replace(", ", ","))
        + (kept ? "" : NAMED);
  }

  private static boolean isYaml(String name) {
    return name.replace(NAMED, "").matches("(?i).*\\.ya?ml");
  }

  private void refuse(String name, String why) {
    lines.add(new AnswerLine(name, "", "", "", AnswerLine.Result.REFUSED, why));
  }

  private void note(String name, String why) {
    lines.add(new AnswerLine(name, "", "", "", AnswerLine.Result.NOTED, why));
  }

  private void workbook(Path file, String name, Set<String> seen) {
    Optional<String> notAFile = InputFile.problem(file);
    if (notAFile.isPresent()) {
      refuse(name, notAFile.get());
      return;
    }
    Optional<String> hash = hash(file);
    if (hash.isEmpty()) {
      refuse(name, "This file cannot be opened. Check its permissions.");
      return;
    }
    Optional<Decisions.Read> before = decisions.read(hash.get()).filter(r -> !r.on().equals(asOf));
    before.filter(Decisions.Read::unsettled).ifPresent(r -> firstRead.put(name, r.on()));
    if (before.isPresent() && !before.get().unsettled()) {
      note(
          name,
          "This file was read on "
              + LondonTime.show(before.get().on())
              + " and has not changed since.");
    } else if (!seen.add(hash.get())) {
      note(name, "This file is the same as another one here.");
    } else {
      ReturnedWorkbook.Outcome outcome =
          ReturnedWorkbook.read(new WorkbookFile(file, decryption), name, validator.trustNames());
      lines.addAll(outcome.lines());
      boolean isReadAgain = firstRead.containsKey(name);
      outcome
          .replies()
          .forEach(
              reply -> validator.validate(isReadAgain ? reply.readAgain() : reply, lines, answers));
      if (outcome.replies().isEmpty() && outcome.lines().isEmpty()) {
        note(name, "This file contains no answers.");
      }
      read.put(hash.get(), name);
    }
  }

  private void waivers(Path file, String name) {
    try {
      WaiverFile waivers = WaiverFile.read(file);
      int number = 1;
      for (WaiverFile.Entry entry : waivers.waiverList()) {
        validator
            .validate(entry, name + ", waiver " + number++, lines, answers)
            .ifPresent(written::add);
      }
      number = 1;
      for (WaiverFile.Entry entry : waivers.dismissalList()) {
        validator
            .validate(entry, name + ", dismissal " + number++, lines, answers)
            .ifPresent(written::add);
      }
    } catch (InvalidInput e) {
      unreadable.add(name);
      for (Problem problem : e.problems()) {
        refuse(
            name,
            (problem.row() > 0 ? "Line " + problem.row() + ": " : "")
                + problem.found()
                + (problem.remedy().isEmpty() ? "" : " " + problem.remedy())
                + " Earlier decisions from this file remain in force.");
      }
    }
  }

  /** Withdraws decisions that came from a file and were removed from it. */
  private void withdrawRemoved(List<Path> files) {
    Set<String> given = files.stream().map(this::name).collect(Collectors.toSet());
    for (Decision decision : decisions.current()) {
      String file = Decisions.fileOf(decision.source());
      // A file that was named for one audit need not be named for the next.
      boolean fromFile = isYaml(file) && (!file.endsWith(NAMED) || given.contains(file));
      if (fromFile && !unreadable.contains(file) && !written.contains(decision.id())) {
        decisions.withdraw(decision, asOf);
        if (decision.runsOn(asOf)) {
          lines.add(
              new AnswerLine(
                  file,
                  decision.finding().isEmpty() ? decision.rule() : decision.finding(),
                  "Decision",
                  decision.inWords(),
                  AnswerLine.Result.ACCEPTED,
                  "This was removed from the file, so it is withdrawn."));
        }
      }
    }
  }

  /** Files with refused or disputed answers are read again: a register may be corrected by then. */
  private void noteReadFiles() {
    Set<String> unsettled =
        lines.stream()
            .filter(
                l ->
                    l.result() == AnswerLine.Result.REFUSED
                        || l.result() == AnswerLine.Result.DISPUTED)
            .map(l -> Decisions.fileOf(l.source()))
            .collect(Collectors.toSet());
    read.forEach((hash, name) -> decisions.noteRead(hash, name, asOf, unsettled.contains(name)));
  }

  private static Optional<String> hash(Path file) {
    try (InputStream in = BoundedStream.of(InputFile.open(file), InputLimits.FILE)) {
      return Optional.of(DigestUtils.sha256Hex(in));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The id of a decision: a short hash of its text and source. */
  static String id(String... parts) {
    return "D-" + DigestUtils.sha256Hex(String.join("\n", parts)).substring(0, 16);
  }
}
