package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.invigilator.input.Pipes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** Files in a trust folder that would never end, or are larger than they look. */
@Timeout(120)
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class HostileFilesTest {
  private static final Path FAULTS = Path.of("../shared/faults/hostile");
  @TempDir Path folder;
  private Path trust = Path.of("");
  private final StringWriter printed = new StringWriter();

  @BeforeEach
  void sample() throws IOException {
    trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
  }

  private int run(String command, String... more) {
    printed.getBuffer().setLength(0);
    PrintWriter to = new PrintWriter(printed, true);
    return CommandLineTool.run(
        to,
        to,
        Stream.concat(
                Stream.of(
                    command,
                    "--trust",
                    trust.toString(),
                    "--as-of",
                    "2026-11-20",
                    "--state",
                    folder.resolve("state").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private int audit() {
    return run("audit", "--out", folder.resolve("out").toString(), "--no-progress");
  }

  @ParameterizedTest
  @CsvSource({
    "registers/press.csv, registers/press.csv",
    "registers/accounts.csv, registers/accounts.csv",
    "registers/registers.xlsx, registers/registers.xlsx",
    "policies/own.yaml, policies/own.yaml",
    "lists/profanity.txt, lists/profanity.txt",
    "trust.yaml, trust.yaml"
  })
  void pipeAmongTheInputsIsNamedAndNothingIsAudited(String file, String named) throws Exception {
    Files.createDirectories(trust.resolve(file).getParent());
    Files.deleteIfExists(trust.resolve(file));
    Pipes.make(trust.resolve(file));
    assertThat(audit()).isEqualTo(2);
    assertThat(printed.toString()).contains(named).contains("This is a pipe");
  }

  @Test
  void pipeAmongAnswersAndSavedCopiesIsLeftOut() throws Exception {
    Files.createDirectories(trust.resolve("decisions"));
    Pipes.make(trust.resolve("decisions/a.xlsx"));
    Pipes.make(trust.resolve("decisions/a.yaml"));
    Path posts = trust.resolve("snapshots/twitter/FHH-TW-01/posts.ndjson");
    Files.delete(posts);
    Pipes.make(posts);
    assertThat(audit()).as(printed.toString()).isZero();
    assertThat(run("validate")).isNotEqualTo(1);
    assertThat(printed.toString()).contains("decisions/a.xlsx is not a file");
    assertThat(run("validate", "--decisions", trust.resolve("decisions/a.yaml").toString()))
        .isEqualTo(2);
    assertThat(printed.toString()).contains("a.yaml").contains("This is a pipe");
  }

  @Test
  void answersAreValidatedBeforeTheFirstAudit() throws Exception {
    Path waivers = Files.createDirectories(trust.resolve("decisions")).resolve("waivers.yaml");
    String valid =
        "waivers:\n  - {rule: second-admin-missing, account: FHH-TW-01, until: 2026-12-31,"
            + " reason: The second starts in January, requested_by: P-002, approved_by: P-001}\n";
    Files.writeString(waivers, valid);
    run("validate");
    assertThat(printed.toString()).contains("1 accepted, 0 refused");
    Files.writeString(waivers, valid.replace("until:", "untill:"));
    assertThat(run("validate")).isEqualTo(2);
    assertThat(printed.toString()).contains("0 accepted, 1 refused").contains("untill");
    assertThat(trust.resolve(".state")).doesNotExist();
  }

  @Test
  void jobThatIsAPipeIsRefused() throws Exception {
    Path job = Pipes.make(folder.resolve("job.yaml"));
    PrintWriter to = new PrintWriter(printed, true);
    assertThat(CommandLineTool.run(to, to, "audit", job.toString())).isEqualTo(2);
    assertThat(printed.toString()).contains("This is a pipe");
  }

  @Test
  void samplesOfAnswersAreSetAsideAndTheAuditGoesOn() throws Exception {
    assumeTrue(Files.isDirectory(FAULTS), "the samples of faults are not on this machine");
    Files.createDirectories(trust.resolve("decisions"));
    for (String name : new String[] {"dec-cellref-ZZZZZZ", "dec-nosheets", "dec-num-exp"}) {
      Files.copy(FAULTS.resolve(name + ".xlsx"), trust.resolve("decisions/" + name + ".xlsx"));
    }
    assertThat(audit()).isZero();
    assertThat(printed.toString())
        .contains("0 accepted, 3 refused")
        .contains("dec-cellref-ZZZZZZ.xlsx: This file was not opened. It has a cell ZZZZZZ900000")
        .contains("dec-num-exp.xlsx: This file was not opened. Cell A900000 contains a number");
  }

  @Test
  void sampleOfARegisterStopsTheAudit() throws Exception {
    assumeTrue(Files.isDirectory(FAULTS), "the samples of faults are not on this machine");
    Files.deleteIfExists(trust.resolve("registers/press.csv"));
    Files.copy(FAULTS.resolve("press-cellref-ZZZZZZ2.xlsx"), trust.resolve("registers/press.xlsx"));
    assertThat(audit()).isEqualTo(2);
    assertThat(printed.toString()).contains("press.xlsx: It has a cell ZZZZZZ2");
  }
}
