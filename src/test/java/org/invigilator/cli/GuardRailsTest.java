package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.invigilator.register.Pupil;
import org.invigilator.register.RegisterReader;
import org.invigilator.register.Registers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import picocli.CommandLine;

/** The guard rails of the product, held against every byte that an audit of the sample leaves. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
@TestInstance(Lifecycle.PER_CLASS)
class GuardRailsTest {
  private static final Path SAMPLE = Path.of("jobs/sample-trust");
  private final Map<String, byte[]> left = new LinkedHashMap<>();
  private String printed = "";
  private final Registers registers = RegisterReader.read(SAMPLE.resolve("registers")).registers();

  @BeforeAll
  void audit(@TempDir Path folder) throws Exception {
    StringWriter said = new StringWriter();
    int code =
        CommandLineTool.run(
            new PrintWriter(said, true),
            new PrintWriter(said, true),
            "audit",
            "--trust",
            SAMPLE.toString(),
            "--as-of",
            "2026-11-20",
            "--out",
            folder.resolve("out").toString(),
            "--state",
            folder.resolve("state").toString());
    assertThat(code).as(said.toString()).isZero();
    printed = said.toString();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        keep(folder.relativize(file).toString(), file);
      }
    }
    assertThat(left.keySet())
        .anyMatch(n -> n.contains("sheet1.xml"))
        .anyMatch(n -> n.contains("state"));
  }

  /** Keeps a file, and what a workbook is made of, for it is a ZIP. */
  private void keep(String name, Path file) throws IOException {
    left.put(name, Files.readAllBytes(file));
    if (name.endsWith(".xlsx")) {
      try (ZipFile zip = new ZipFile(file.toFile())) {
        for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
          left.put(name + "!" + entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  /** Where any of some texts stands in what the audit left or printed, whatever its case. */
  private Set<String> found(List<String> texts) {
    Set<String> found = new TreeSet<>();
    left.forEach(
        (name, bytes) -> {
          String latin =
              new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
          String wide =
              new String(bytes, StandardCharsets.UTF_16BE).toLowerCase(java.util.Locale.ROOT);
          texts.stream()
              .map(t -> t.toLowerCase(java.util.Locale.ROOT))
              .filter(t -> latin.contains(t) || wide.contains(t))
              .forEach(t -> found.add(name + ": " + t));
        });
    texts.stream().filter(t -> printed.contains(t)).forEach(t -> found.add("printed: " + t));
    return found;
  }

  @Test
  void noPupilsNameOrHandleStandsAnywhere() {
    List<String> names = new ArrayList<>();
    for (Pupil pupil : registers.pupils()) {
      names.add(pupil.firstName() + " " + pupil.lastName());
      pupil.handles().forEach(h -> names.add(h.handle()));
    }
    assertThat(names).hasSizeGreaterThan(400);
    assertThat(found(names)).isEmpty();
  }

  @Test
  void nothingIsKeptOfFollowersThatMatchNoRuleNorOfThoseWhoWrite() throws Exception {
    List<String> outsiders = new ArrayList<>(List.of("demo_follower_", "771000000000000099"));
    Path followers = SAMPLE.resolve("snapshots/twitter/STW-TW-01/followers.ndjson");
    for (String line : Files.readAllLines(followers)) {
      outsiders.add(line.replaceAll(".*\"id\": \"(\\d+)\".*", "$1"));
    }
    outsiders.add("watch your back");
    outsiders.add("complaint about the car park");
    assertThat(outsiders).hasSizeGreaterThan(40);
    assertThat(found(outsiders)).isEmpty();
  }

  @Test
  void noCommandLooksForAPerson() {
    CommandLine line = new CommandLine(new Whole());
    List<String> words = new ArrayList<>();
    collect(line, words);
    assertThat(words)
        .isNotEmpty()
        .noneMatch(w -> w.matches("(?i).*(search|lookup|person|applicant|face|name).*"));
  }

  @CommandLine.Command(
      name = "all",
      subcommands = {
        AuditCommand.class,
        ValidateCommand.class,
        ReportCommand.class,
        FindingsCommand.class,
        RunsCommand.class,
        PolicyCommand.class
      })
  private static final class Whole {}

  private static void collect(CommandLine line, List<String> words) {
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              words.add(name);
              sub.getCommandSpec().optionsMap().keySet().forEach(words::add);
              collect(sub, words);
            });
  }

  /** A day that has not come must change nothing of the trust's and reach no one. */
  @Test
  void aRehearsalNeedsALedgerAndReportsOfItsOwn(@TempDir Path folder) {
    String day = java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusYears(1).toString();
    List<String> audit =
        List.of("audit", "--trust", SAMPLE.toString(), "--as-of", day, "--quiet", "--future");
    StringWriter said = new StringWriter();
    assertThat(run(said, audit)).isEqualTo(2);
    assertThat(said.toString()).contains("--state and --out");
    List<String> apart = new ArrayList<>(audit);
    apart.addAll(List.of("--state", folder.resolve("s").toString()));
    assertThat(run(said, apart)).isEqualTo(2);
    apart.addAll(List.of("--out", folder.resolve("o").toString()));
    assertThat(run(said, apart)).as(said.toString()).isZero();
    assertThat(folder.resolve("o/" + day + "/audit.xlsx")).exists();
  }

  private static int run(StringWriter said, List<String> arguments) {
    return CommandLineTool.run(
        new PrintWriter(said, true), new PrintWriter(said, true), arguments.toArray(String[]::new));
  }
}
