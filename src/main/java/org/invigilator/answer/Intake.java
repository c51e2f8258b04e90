package org.invigilator.answer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Decisions;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;

/**
 * Takes in what was sent back before an audit of a date: every answer is judged, those that are fit
 * are taken, and each is told of. Of answers that say different things none is taken.
 */
public final class Intake {
  private static final int MOST_LINES = 2_000;
  private static final String NAMED = " (--decisions)";

  private final LocalDate asOf;
  private final DecisionValidator judge;
  private final Decisions decisions;
  private final Path folder;
  private final List<AnswerLine> lines = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  /** The workbooks that were read, by the hash of their contents. */
  private final Map<String, String> read = new LinkedHashMap<>();

  /** When files that are still unsettled were first read, by name. */
  private final Map<String, LocalDate> firstRead = new HashMap<>();

  private final Set<String> written = new HashSet<>();
  private final Set<String> unreadable = new HashSet<>();

  /**
   * Makes an intake for the audit date of the judge.
   *
   * @param folder where what is sent back is kept; other files were named for this audit
   */
  public Intake(DecisionValidator judge, Decisions decisions, Path folder) {
    this.asOf = judge.asOf();
    this.judge = judge;
    this.decisions = decisions;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Reads files and brings the ledger up to what they say; call it inside a transaction. What an
   * earlier run of the same audit date took is taken anew.
   *
   * @return what became of every answer
   */
  public List<AnswerLine> take(List<Path> files) {
    decisions.forget(asOf, files.stream().map(this::name).collect(Collectors.toSet()));
    read(files);
    withdrawn(files);
    settle(true);
    List<AnswerLine> told = shortened();
    decisions.tell(asOf, told);
    return told;
  }

  /** Says what would become of the answers in files, and changes nothing. */
  public List<AnswerLine> check(List<Path> files) {
    read(files);
    settle(false);
    return shortened();
  }

  private List<AnswerLine> shortened() {
    return lines.size() <= MOST_LINES
        ? List.copyOf(lines)
        : java.util.stream.Stream.concat(
                lines.stream().limit(MOST_LINES),
                java.util.stream.Stream.of(
                    new AnswerLine(
                        "",
                        "",
                        "",
                        "",
                        AnswerLine.Result.NOTED,
                        "and " + (lines.size() - MOST_LINES) + " more.")))
            .toList();
  }

  private void read(List<Path> files) {
    Set<String> seen = new HashSet<>();
    for (Path file : files) {
      String name = name(file);
      if (isYaml(name)) {
        waivers(file, name);
      } else {
        Optional<String> contents = hash(file);
        if (contents.isEmpty()) {
          lines.add(
              new AnswerLine(
                  name,
                  "",
                  "",
                  "",
                  AnswerLine.Result.REFUSED,
                  "It cannot be read. Check who may read it."));
          continue;
        }
        String hash = contents.get();
        Optional<Decisions.Read> before = decisions.read(hash).filter(r -> !r.on().equals(asOf));
        before.filter(Decisions.Read::unsettled).ifPresent(r -> firstRead.put(name, r.on()));
        if (before.isPresent() && !before.get().unsettled()) {
          note(name, "It was read on " + before.get().on() + " and has not changed since.");
        } else if (!seen.add(hash)) {
          note(name, "It is the same as another file here.");
        } else {
          workbook(file, name, hash);
        }
      }
    }
  }

  /** A file as its keeper knows it, and whether it was named for this audit alone. */
  private String name(Path file) {
    boolean kept = folder.equals(file.toAbsolutePath().normalize().getParent());
    // A source is the name, a comma and a blank, and the place.
    return String.valueOf(file.getFileName()).replace(", ", ",") + (kept ? "" : NAMED);
  }

  private static boolean isYaml(String name) {
    return name.replace(NAMED, "").matches("(?i).*\\.ya?ml");
  }

  private void note(String name, String why) {
    lines.add(new AnswerLine(name, "", "", "", AnswerLine.Result.NOTED, why));
  }

  private void workbook(Path file, String name, String hash) {
    SentBack.Outcome outcome = SentBack.read(file, name, judge.trustName());
    lines.addAll(outcome.lines());
    outcome.replies().forEach(reply -> judge.judge(reply, lines, answers));
    if (outcome.replies().isEmpty() && outcome.lines().isEmpty()) {
      note(name, "Nobody wrote anything into it.");
    }
    read.put(hash, name);
  }

  private void waivers(Path file, String name) {
    try {
      WaiverFile waivers = WaiverFile.read(file);
      int number = 1;
      for (WaiverFile.Entry entry : waivers.waiverList()) {
        judge.judge(entry, name + ", waiver " + number++, lines, answers).ifPresent(written::add);
      }
      number = 1;
      for (WaiverFile.Entry entry : waivers.dismissalList()) {
        judge
            .judge(entry, name + ", dismissal " + number++, lines, answers)
            .ifPresent(written::add);
      }
    } catch (InvalidInput e) {
      unreadable.add(name);
      for (Problem problem : e.problems()) {
        lines.add(
            new AnswerLine(
                name,
                "",
                "",
                "",
                AnswerLine.Result.REFUSED,
                (problem.row() > 0 ? "Line " + problem.row() + ": " : "")
                    + problem.found()
                    + (problem.remedy().isEmpty() ? "" : " " + problem.remedy())
                    + " What was taken from it before still counts."));
      }
    }
  }

  /** What came from a file and no longer stands in it is over. */
  private void withdrawn(List<Path> files) {
    Set<String> given = files.stream().map(this::name).collect(Collectors.toSet());
    for (Decision decision : decisions.standing()) {
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
                  AnswerLine.Result.TAKEN,
                  "It no longer stands in the file and is withdrawn."));
        }
      }
    }
  }

  /** Takes what nobody contradicts. */
  private void settle(boolean forGood) {
    Map<List<String>, List<Answer>> byQuestion =
        answers.stream()
            .collect(
                Collectors.groupingBy(Answer::question, LinkedHashMap::new, Collectors.toList()));
    byQuestion.values().forEach(same -> settle(same, forGood));
    if (forGood) {
      // What was refused may be fit once a register is mended, and what is disputed is still open.
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
  }

  private void settle(List<Answer> same, boolean forGood) {
    Answer first = same.get(0);
    List<Decision> standing = judge.standing(first);
    List<Answer> unknown =
        same.stream()
            .filter(a -> !judge.isKnown(a, standing) && !isOvertaken(a, standing))
            .toList();
    List<Answer> newcomers = unknown.stream().filter(a -> firstRead(a).isEmpty()).toList();
    // What lay here unsettled gives way to what came since.
    List<Answer> fresh = newcomers.isEmpty() ? unknown : newcomers;
    if (fresh.isEmpty()) {
      return;
    }
    Map<String, Answer> distinct = new LinkedHashMap<>();
    fresh.forEach(a -> distinct.putIfAbsent(a.inWords(), a));
    if (distinct.size() > 1) {
      for (Answer answer : distinct.values()) {
        String others =
            distinct.values().stream()
                .filter(o -> o != answer)
                .map(o -> "'" + o.inWords() + "' (" + o.source() + ")")
                .collect(Collectors.joining(", "));
        lines.add(
            answer.line(
                AnswerLine.Result.DISPUTED,
                "Another one says " + others + ". Neither was taken; agree, and send one back."));
      }
      return;
    }
    Answer answer = fresh.get(0);
    Optional<Decision> meanwhile =
        standing.stream()
            .filter(d -> answer.issued().map(d.takenOn()::isAfter).orElse(true))
            .findFirst();
    if (meanwhile.isPresent()) {
      lines.add(
          answer.line(
              AnswerLine.Result.DISPUTED,
              "Meanwhile '"
                  + meanwhile.get().inWords()
                  + "' was taken from "
                  + meanwhile.get().source()
                  + " on "
                  + meanwhile.get().takenOn()
                  + ", and still counts. To change it, write into the newest workbook."));
      return;
    }
    if (forGood && answer.decision().isPresent()) {
      decisions.take(answer.decision().get());
    } else if (forGood) {
      standing.forEach(d -> decisions.withdraw(d, asOf));
    }
    lines.add(
        answer.line(
            AnswerLine.Result.TAKEN,
            standing.isEmpty()
                ? ""
                : "It takes the place of '" + standing.get(0).inWords() + "'."));
  }

  private Optional<LocalDate> firstRead(Answer answer) {
    return Optional.ofNullable(firstRead.get(Decisions.fileOf(answer.source())));
  }

  /** Whether the question was settled after the file was first read. */
  private boolean isOvertaken(Answer answer, List<Decision> standing) {
    return firstRead(answer)
        .map(first -> standing.stream().anyMatch(d -> !d.takenOn().isBefore(first)))
        .orElse(false);
  }

  private static Optional<String> hash(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(DigestUtils.sha256Hex(in));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A short hash of what was decided, from where, by which it is known again. */
  static String id(String... parts) {
    return "D-" + DigestUtils.sha256Hex(String.join("\n", parts)).substring(0, 16);
  }
}
