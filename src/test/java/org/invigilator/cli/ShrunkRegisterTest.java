package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** A register that was cut off accuses no one, and fixes nothing. */
class ShrunkRegisterTest {
  @TempDir private Path folder;

  @Test
  void halfOfARegisterProvesNothing() throws Exception {
    Path trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    assertThat(audit(trust, "2026-11-20")).contains("118 new");
    for (String register : List.of("people", "consent")) {
      Path file = trust.resolve("registers/" + register + ".csv");
      List<String> lines = Files.readAllLines(file);
      Files.write(file, lines.subList(0, lines.size() / 2));
    }
    assertThat(audit(trust, "2026-11-21")).contains(" 0 fixed");
    String findings = Files.readString(folder.resolve("out/2026-11-21/findings.csv"));
    assertThat(findings.lines().filter(line -> line.contains(",new,")))
        .isNotEmpty()
        .allMatch(line -> line.contains("audit-coverage-gap"));
    // What someone stated is there, whoever else is no longer in the register.
    assertThat(findings.lines().filter(line -> line.contains(",attestation-negative,")))
        .isNotEmpty()
        .noneMatch(line -> line.contains(",resolved,"));
    assertThat(findings)
        .contains("the people register has lost 28 of its rows since a recent audit")
        .contains("the consent register has lost ");
  }

  private Path sample() throws Exception {
    Path trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    assertThat(audit(trust, "2026-11-20")).contains("118 new");
    return trust;
  }

  /** The saved copies of the day after, of which one is changed. */
  private void nextDay(Path trust, String account, UnaryOperator<String> change) throws Exception {
    try (Stream<Path> captures = Files.walk(trust.resolve("snapshots"))) {
      for (Path capture : captures.filter(f -> f.endsWith("capture.json")).toList()) {
        String text =
            Files.readString(capture)
                .replaceAll("(\"captured_at\"\\s*:\\s*\")2026-11-(19|20)", "$12026-11-21");
        boolean isIt = capture.getParent().endsWith(account);
        Files.writeString(capture, isIt ? change.apply(text) : text);
      }
    }
  }

  @Test
  void columnThatIsGoneProvesNothing() throws Exception {
    Path trust = sample();
    Path file = trust.resolve("registers/pupils.csv");
    Files.writeString(
        file, Files.readString(file).replaceFirst("known_handles", "were_known_handles"));
    nextDay(trust, "", text -> text);
    assertThat(audit(trust, "2026-11-21")).contains(" 0 fixed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "false | my Insta is someone! | 1 entry in the column known_handles of the pupils register cannot be used as an account",
        "true  | none known           | the column known_handles of the pupils register is blank in every row"
      })
  void accountThatCannotBeUsedIsNotLookedFor(boolean everywhere, String written, String reason)
      throws Exception {
    Path trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    Path file = trust.resolve("registers/pupils.csv");
    List<String> lines = Files.readAllLines(file);
    int at = List.of(lines.get(0).split(",")).indexOf("known_handles");
    boolean done = false;
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      if (everywhere || (!done && !cells[at].isEmpty())) {
        cells[at] = written;
        done = true;
      }
      lines.set(i, String.join(",", cells));
    }
    Files.write(file, lines);
    audit(trust, "2026-11-20");
    assertThat(Files.readString(folder.resolve("out/2026-11-20/manifest.json"))).contains(reason);
    // A school may have been given no account; a cell that someone filled in is to be put right.
    assertThat(
            Files.readString(folder.resolve("out/2026-11-20/findings.csv"))
                .lines()
                .filter(line -> line.contains(",audit-coverage-gap,"))
                .filter(line -> line.contains(reason)))
        .hasSize(everywhere ? 0 : 1);
  }

  @Test
  void copyThatIsEmptyAllOfASuddenIsBelievedInTheNextAudit() throws Exception {
    Path trust = sample();
    Path posts = trust.resolve("snapshots/twitter/HZL-TW-01/posts.ndjson");
    Files.writeString(posts, "");
    nextDay(trust, "", text -> text);
    assertThat(audit(trust, "2026-11-21")).contains(" 0 fixed");
    assertThat(audit(trust, "2026-11-22")).doesNotContain(" 0 fixed");
  }

  @Test
  void copyFromBeforeTheOneOfTheAuditBeforeProvesNothing() throws Exception {
    Path trust = sample();
    Path posts = trust.resolve("snapshots/twitter/HZL-TW-01/posts.ndjson");
    List<String> lines = Files.readAllLines(posts);
    Files.write(posts, lines.subList(lines.size() / 2, lines.size()));
    nextDay(
        trust,
        "HZL-TW-01",
        text -> text.replaceAll("(\"captured_at\"\\s*:\\s*\")[^\"]+", "$12026-11-19T18:00:00Z"));
    assertThat(audit(trust, "2026-11-21")).contains(" 0 fixed");
  }

  private String audit(Path trust, String asOf) {
    StringWriter printed = new StringWriter();
    PrintWriter to = new PrintWriter(printed, true);
    List<String> options =
        Stream.of("--trust", trust, "--out", folder.resolve("out"), "--as-of", asOf)
            .map(Object::toString)
            .toList();
    CommandLineTool.run(
        to, to, Stream.concat(Stream.of("audit"), options.stream()).toArray(String[]::new));
    return printed.toString();
  }
}
