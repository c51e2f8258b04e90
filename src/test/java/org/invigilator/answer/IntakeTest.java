package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Decisions;
import org.invigilator.finding.SampleTrust;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the files that were sent back. */
class IntakeTest {
  private static final LocalDate DAY = SampleTrust.DAY;
  private static final String WAIVER =
      "{rule: profanity-in-post, account: NTH-TW-01, until: 2027-01-31, reason: A play, requested_by: P-1, approved_by: P-9}";

  @TempDir Path home;
  @AutoClose private final SampleAnswers desk = new SampleAnswers();
  private final Decisions decisions = desk.audits.decisions();
  private Path folder;

  @BeforeEach
  void create() throws IOException {
    folder = Files.createDirectories(home.resolve("decisions"));
  }

  private List<String> take(LocalDate asOf, Path... files) {
    return inWords(intake(asOf).take(List.of(files)));
  }

  private List<String> take(Path... files) {
    return take(DAY, files);
  }

  @Test
  void decisionWaitsForTheApproversOwnFileWhereTheTrustAsksForIt() throws IOException {
    Path requested = yaml("w.yaml", WAIVER);
    assertThat(take(true, DAY, requested))
        .containsExactly(
            "w.yaml, waiver 1 | refused | Decision | waive until 31/01/2027 because A play | This waits for P-9, who must send back the same decision in a file of their own, in the folder decisions/P-9.");
    assertThat(decisions.current()).isEmpty();
    Files.createDirectories(folder.resolve("P-9"));
    Path other = yaml("P-9/mine.yaml", WAIVER.replace("2027-01-31", "2026-12-31"));
    assertThat(take(true, DAY, requested, other))
        .as("another decision confirms nothing")
        .anyMatch(line -> line.startsWith("w.yaml, waiver 1 | refused"));
    Path own = yaml("P-9/mine.yaml", WAIVER);
    assertThat(take(true, DAY.plusDays(1), requested, own))
        .contains(
            "w.yaml, waiver 1 | accepted | Decision | waive until 31/01/2027 because A play | ");
    assertThat(take(true, DAY.plusDays(2), requested, own)).isEmpty();
    assertThat(decisions.current()).hasSize(1);
  }

  private List<String> take(boolean approverSendsOwnFile, LocalDate asOf, Path... files) {
    return inWords(intake(asOf, approverSendsOwnFile).take(List.of(files)));
  }

  private Intake intake(LocalDate asOf) {
    return intake(asOf, false);
  }

  private Intake intake(LocalDate asOf, boolean approverSendsOwnFile) {
    return new Intake(
        new DecisionValidator(SampleTrust.on(asOf), SampleAnswers.PACKS, decisions, List.of()),
        decisions,
        folder,
        approverSendsOwnFile,
        Optional.empty());
  }

  private static List<String> inWords(List<AnswerLine> lines) {
    return lines.stream()
        .map(
            l ->
                String.join(" | ", l.source(), l.result().label(), l.field(), l.entered(), l.why()))
        .toList();
  }

  private Path workbook(String name, Object... columnsAndTexts) {
    return TypedWorkbook.issued().answer(desk.post, columnsAndTexts).save(folder.resolve(name));
  }

  private Path yaml(String name, String... entries) throws IOException {
    return Files.writeString(
        folder.resolve(name), "waivers:\n  - " + String.join("\n  - ", entries) + "\n");
  }

  @Test
  void answersOfAWorkbookAreTakenOnce() {
    Path file = workbook("a.xlsx", "Note", "Asked IT", "Owner", "P-2");
    List<String> taken =
        List.of(
            "a.xlsx, Findings row 2 | accepted | Note | Asked IT | ",
            "a.xlsx, Findings row 2 | accepted | Owner | P-2 | ");
    assertThat(take(file)).isEqualTo(taken);
    assertThat(decisions.current()).extracting(Decision::text).containsOnly("Asked IT", "P-2");
    assertThat(inWords(decisions.answers(DAY))).isEqualTo(taken);
    assertThat(intake(DAY).check(List.of(file))).isEmpty();
    assertThat(take(file)).as("in a repeated audit").isEqualTo(taken);
    assertThat(take(DAY.plusDays(7), file))
        .containsExactly(
            "a.xlsx | noted |  |  | This file was read on 2 November 2026 and has not changed since.");
    assertThat(decisions.current()).hasSize(2);
  }

  @Test
  void fileWithARefusedAnswerIsReadAgain() {
    Path file = workbook("a.xlsx", "Note", "Asked IT", "Owner", "P-77");
    take(file);
    assertThat(take(DAY.plusDays(1), file))
        .containsExactly(
            "a.xlsx, Findings row 2 | refused | Owner | P-77 | 'Owner': no one with this ID or name is in the people register.");
    assertThat(decisions.read(hash(file)).orElseThrow()).isEqualTo(new Decisions.Read(DAY, true));
  }

  private static String hash(Path file) {
    try {
      return DigestUtils.sha256Hex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void disputedAnswerGivesWayToTheOneThatWasAgreed() {
    Path one = workbook("one.xlsx", "Owner", "P-2");
    Path other = workbook("other.xlsx", "Owner", "P-3");
    assertThat(take(one, other)).hasSize(2).allMatch(l -> l.contains(" | disputed | "));
    Path agreed = workbook("third.xlsx", "Owner", "P-4");
    assertThat(take(DAY.plusDays(1), one, other, agreed))
        .containsExactly("third.xlsx, Findings row 2 | accepted | Owner | P-4 | ");
  }

  @Test
  void clearedCellWithdrawsItsAnswer() {
    take(workbook("a.xlsx", "Note", "Asked IT"));
    Object[] row = new Object[TypedWorkbook.HEADER.size()];
    row[0] = desk.post.id();
    row[row.length - 1] =
        SampleAnswers.stamp(desk.post, Map.of(AnswerField.NOTE, "Asked IT")).text();
    Path cleared = TypedWorkbook.issued().row(row).save(folder.resolve("b.xlsx"));
    assertThat(take(DAY.plusDays(1), cleared))
        .containsExactly(
            "b.xlsx, Findings row 2 | accepted | Note | (nothing) | This replaces 'Asked IT'.");
    assertThat(decisions.current()).isEmpty();
  }

  @Test
  void nothingIsChangedByACheck() throws IOException {
    List<Path> files = List.of(workbook("a.xlsx", "Note", "Asked IT"), yaml("w.yaml", WAIVER));
    assertThat(inWords(intake(DAY).check(files)))
        .containsExactly(
            "a.xlsx, Findings row 2 | accepted | Note | Asked IT | ",
            "w.yaml, waiver 1 | accepted | Decision | waive until 31/01/2027 because A play | ");
    assertThat(decisions.all()).isEmpty();
    assertThat(decisions.answers(DAY)).isEmpty();
    assertThat(decisions.read(hash(files.get(0)))).isEmpty();
  }

  @Test
  void fileWithoutAnswersOrThatIsACopyIsNoted() throws IOException {
    Path file = workbook("a, b.xlsx");
    Path copy = Files.copy(file, home.resolve("copy.xlsx"));
    assertThat(take(file, copy, folder.resolve("none.xlsx")))
        .containsExactly(
            "a,b.xlsx | noted |  |  | This file contains no answers.",
            "copy.xlsx (--decisions) | noted |  |  | This file is the same as another one here.",
            "none.xlsx | refused |  |  | This file cannot be opened. Check its permissions.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.yaml", "w.yml", "W.YML"})
  void waiverAppliesWhileItIsInItsFile(String name) throws IOException {
    String second = WAIVER.replace("account: NTH-TW-01", "academy: STH");
    Path file = yaml(name, WAIVER, second);
    assertThat(take(file))
        .containsExactly(
            name + ", waiver 1 | accepted | Decision | waive until 31/01/2027 because A play | ",
            name + ", waiver 2 | accepted | Decision | waive until 31/01/2027 because A play | ");
    assertThat(take(DAY.plusDays(1), file)).isEmpty();
    assertThat(decisions.current()).hasSize(2);
    assertThat(take(DAY.plusDays(2), yaml(name, second)))
        .containsExactly(
            name
                + " | accepted | Decision | waive until 31/01/2027 because A play | This was removed from the file, so it is withdrawn.");
    assertThat(decisions.current()).extracting(Decision::academy).containsExactly("STH");
    assertThat(decisions.answers(DAY.plusDays(2)))
        .extracting(AnswerLine::finding)
        .containsExactly("profanity-in-post");
  }

  @Test
  void dismissalIsTakenFromAFileAndWithdrawnWithIt() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("d.yaml"),
            "dismissals:\n  - {finding: "
                + desk.follower.id()
                + ", decision: not a pupil, reason: A shop, requested_by: P-1}\n"
                + "  - {finding: F-0, decision: not a pupil}\n");
    assertThat(take(file))
        .containsExactly(
            "d.yaml, dismissal 2 | refused |  | not a pupil | There is no finding with this ID.",
            "d.yaml, dismissal 1 | accepted | Decision | not a pupil because A shop | ");
    take(DAY.plusDays(1), file);
    assertThat(decisions.current()).hasSize(1);
    take(DAY.plusDays(2));
    assertThat(decisions.current()).isEmpty();
    assertThat(decisions.answers(DAY.plusDays(2)))
        .extracting(AnswerLine::finding)
        .containsExactly(desk.follower.id());
  }

  @Test
  void waiverThatHasRunOutIsRemovedWithoutAWord() throws IOException {
    take(yaml("w.yaml", WAIVER));
    assertThat(take(LocalDate.of(2027, 2, 1))).isEmpty();
    assertThat(decisions.current()).isEmpty();
  }

  @Test
  void fileThatCannotBeReadLeavesItsWaiversInForce() throws IOException {
    take(yaml("w.yaml", WAIVER));
    assertThat(take(DAY.plusDays(1), yaml("w.yaml", "{utnil: 1}")).get(0))
        .startsWith("w.yaml | refused |  |  | Line 2: 'utnil' is not a key here. Choose one of: ")
        .endsWith(" Earlier decisions from this file remain in force.");
    assertThat(take(DAY.plusDays(2), Files.writeString(folder.resolve("w.yaml"), "waivers: 1\n")))
        .containsExactly(
            "w.yaml | refused |  |  | Line 1: A list is needed here, such as [one, two]. Earlier decisions from this file remain in force.");
    Files.delete(folder.resolve("w.yaml"));
    assertThat(take(DAY.plusDays(3), folder.resolve("w.yaml")))
        .containsExactly(
            "w.yaml | refused |  |  | The file does not exist. Check the path. Earlier decisions from this file remain in force.");
    assertThat(decisions.current()).hasSize(1);
  }

  @Test
  void fileThatWasNamedForOneAuditNeedNotBeNamedForTheNext() throws IOException {
    Path file = Files.move(yaml("w.yaml", WAIVER), home.resolve("w.yaml"));
    assertThat(take(file)).hasSize(1).allMatch(l -> l.startsWith("w.yaml (--decisions), waiver 1"));
    assertThat(take(DAY.plusDays(1))).isEmpty();
    assertThat(decisions.current()).hasSize(1);
    Files.writeString(file, "waivers: []\n");
    assertThat(take(DAY.plusDays(2), file)).hasSize(1);
    assertThat(decisions.current()).isEmpty();
  }

  @Test
  void only2000LinesAreKeptOfAnAudit() throws IOException {
    String[] entries =
        Stream.iterate(1, n -> n + 1).limit(3_002).map(n -> "{account: x}").toArray(String[]::new);
    List<AnswerLine> lines = intake(DAY).take(List.of(yaml("w.yaml", entries)));
    assertThat(lines).hasSize(2_001);
    assertThat(inWords(lines.subList(1_999, 2_001)))
        .containsExactly(
            "w.yaml, waiver 2000 | refused |  |  | " + lines.get(0).why(),
            " | noted |  |  | and 1,002 more.");
    String[] fewer = Arrays.copyOf(entries, 2_000);
    assertThat(intake(DAY).check(List.of(yaml("w.yaml", fewer)))).hasSize(2_000);
  }
}
