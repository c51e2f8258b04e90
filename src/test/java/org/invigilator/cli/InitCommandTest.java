package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.invigilator.register.Account;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterReader;
import org.invigilator.register.Registers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  private static final Path EXPORTS = Path.of("../shared/exports");
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  /** The test runner reads the process's own input, so that a command must not wait for it. */
  @BeforeAll
  static void noOneAtTheTerminal() {
    System.setIn(InputStream.nullInputStream());
  }

  private int run(String... args) {
    PrintWriter writer = new PrintWriter(out, true);
    return CommandLineTool.run(writer, writer, args);
  }

  @Test
  void aFolderWithoutFilesValidatesOnceItHasAccounts() throws Exception {
    Path trust = folder.resolve("trust");
    assertThat(
            run(
                "init",
                trust.toString(),
                "--name",
                "Larkfield Trust",
                "--policy",
                "ctat-2024",
                "--schools",
                "Ashmere Academy; Birchfold Primary School"))
        .isZero();
    assertThat(out.toString()).contains("ASH  Ashmere Academy").contains("BIR  Birchfold");
    assertThat(Files.readString(trust.resolve("trust.yaml")))
        .contains("Larkfield Trust")
        .doesNotContain("override", "privacy");
    Files.writeString(
        trust.resolve("registers/accounts.csv"),
        "account_id,platform,handle,academy_code,site_name_purpose,account_kind,status\n"
            + "A1,X,@Ash,Ash,Main,Academy,Live\n");
    out.getBuffer().setLength(0);
    run("validate", "--trust", trust.toString(), "--as-of", "2026-11-28");
    assertThat(out.toString()).contains("is in this file and in").contains("accounts");
  }

  @Test
  void sheetsThatWereNotFilledCountAsNotKept() throws Exception {
    Path trust = folder.resolve("trust");
    run(
        "init",
        trust.toString(),
        "--name",
        "T",
        "--policy",
        "ctat-2024",
        "--schools",
        "Ashmere",
        "--with",
        "holds,takedowns");
    RegisterReader.Outcome read = RegisterReader.read(trust.resolve("registers"));
    assertThat(read.notes())
        .anySatisfy(n -> assertThat(n).contains("holds").contains("not started"));
    assertThat(RegisterReader.academies(trust.resolve("registers"))).hasSize(1);
    assertThat(read.problems()).singleElement().asString().contains("no accounts register");
  }

  @Test
  void withoutATerminalEveryOpenQuestionIsNamed() {
    Path trust = folder.resolve("trust");
    assertThat(run("init", trust.toString())).isEqualTo(CommandLineTool.INVALID);
    assertThat(out.toString())
        .contains("\"trust: …\"")
        .contains("\"policy: …\"")
        .contains("ctat-2024")
        .contains("\"schools: …\"");
    assertThat(trust).doesNotExist();
  }

  @Test
  void whatCannotBeUsedIsSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(run("init", file.toString(), "--name", "T")).isEqualTo(CommandLineTool.INVALID);
    assertThat(out.toString()).contains("This is a file, not a folder.");
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    Path other = Files.writeString(folder.resolve("other.csv"), "Dinner,Price\nPie,2\n");
    assertThat(
            run(
                "init",
                folder.resolve("t").toString(),
                "--name",
                "T",
                "--policy",
                "ctat-2024",
                "--schools",
                "A",
                "--from",
                empty.toString(),
                other.toString()))
        .isZero();
    assertThat(out.toString())
        .contains("Not understood: empty.csv: there is nothing in it.")
        .contains("Not understood: other.csv", "Dinner | Price")
        .doesNotContain("Pie");
    assertThat(folder.resolve("t/registers/other.csv")).doesNotExist();
  }

  @Test
  void anAnswerThatIsNoChoiceIsRefused() throws Exception {
    Path answers =
        Files.writeString(folder.resolve("a.yaml"), "trust: T\npolicy: ours\nschools: Ashmere\n");
    assertThat(run("init", folder.resolve("t").toString(), "--answers", answers.toString()))
        .isEqualTo(CommandLineTool.INVALID);
    assertThat(out.toString()).contains("'ours' is not one of the choices");
  }

  @Test
  void theFilesOfAnOfficeAreReadWithoutTouchingACell() throws Exception {
    assumeTrue(Files.isDirectory(EXPORTS), "../shared/exports is not here");
    Path trust = folder.resolve("trust");
    List<String> args = new ArrayList<>(List.of("init", trust.toString(), "--policy", "ctat-2024"));
    args.add("--from");
    try (Stream<Path> files = Files.list(EXPORTS)) {
      files.map(Path::toString).filter(f -> !f.endsWith(".md")).sorted().forEach(args::add);
    }
    assertThat(run(args.toArray(String[]::new))).isZero();
    RegisterReader.Outcome read = RegisterReader.read(trust.resolve("registers"));
    assertThat(read.problems()).isEmpty();
    Registers registers = read.registers();
    assertThat(registers.academies()).hasSize(12);
    assertThat(registers.pupils()).hasSize(480);
    assertThat(registers.people()).hasSize(60);
    assertThat(registers.roleHolders()).hasSize(36);
    assertThat(registers.accounts()).hasSize(24);
    assertThat(registers.accounts())
        .filteredOn(Account::isClosed)
        .hasSize(4)
        .allSatisfy(a -> assertThat(a.date("closed_on")).hasToString("Optional[2023-07-31]"));
    assertThat(registers.consents()).hasSizeGreaterThan(1_000);
    assertThat(registers.unclear()).filteredOn(u -> u.register() == Register.CONSENT).isEmpty();
    assertThat(registers.unclear()).noneMatch(u -> u.column().equals("academy_code"));
    Path reports = folder.resolve("out");
    assertThat(
            run(
                "audit",
                "--trust",
                trust.toString(),
                "--as-of",
                "2026-11-28",
                "--out",
                reports.toString(),
                "--quiet"))
        .isZero();
    String findings = Files.readString(reports.resolve("2026-11-28/findings.json"));
    assertThat(findings).doesNotContainPattern("[A-Z]820432112\\d{3}").contains("NOT_EVALUATED");
  }
}
