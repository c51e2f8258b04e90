package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.FileSystemUtils;

/**
 * A thousand inputs of which one file is broken, each in a way that a seed chose: registers,
 * captures, policies, settings, answers, archives. Nothing crashes, hangs, shows a stack trace, or
 * leaves half an output. {@code ./mvnw -Pfuzz test}
 */
@Tag("fuzz")
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class MutatedInputsTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000);
  private static final int FROM = Integer.getInteger("fuzz.from", 0);
  private static final long SEED = Long.getLong("fuzz.seed", 4926);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final List<byte[]> PIECES =
      Stream.of(
              "\u0000",
              "\"",
              "\"\"\"",
              ";",
              ",,,,,",
              "\n",
              "\r\n\r\n",
              "{",
              "}}}}",
              "[[[[[[[[",
              "null",
              "-1e400",
              "99999999999999999999999999",
              "=cmd|'/c calc'!A1",
              "&a;",
              "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
              "*anchor",
              "!!javax.script.ScriptEngineManager []",
              "../../../../etc/passwd",
              "\ufeff",
              "\ud83d\ude00",
              "30/02/2026",
              "0000-00-00",
              "true",
              "\\u0000\\ud800",
              "a".repeat(70_000),
              "[".repeat(20_000))
          .map(s -> s.getBytes(StandardCharsets.UTF_8))
          .toList();
  @TempDir Path folder;

  /** A small trust with everything in it that is read. */
  private Path small() throws IOException {
    Path trust = folder.resolve("small");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
    Set<String> kept = Set.of("FHH-TW-01", "MRC-TW-01");
    try (Stream<Path> accounts = Files.list(trust.resolve("snapshots/twitter"))) {
      for (Path account : accounts.toList()) {
        if (!kept.contains(String.valueOf(account.getFileName()))) {
          FileSystemUtils.deleteRecursively(account);
        }
      }
    }
    Path accounts = trust.resolve("registers/accounts.csv");
    List<String> lines = Files.readAllLines(accounts);
    Files.write(
        accounts,
        lines.stream()
            .filter(l -> l.startsWith("account_id") || kept.stream().anyMatch(k -> l.startsWith(k)))
            .toList());
    Files.createDirectories(trust.resolve("decisions"));
    Files.writeString(
        trust.resolve("decisions/waivers.yaml"),
        "waivers:\n  - {rule: hold-period-post, account: FHH-TW-01, until: 2027-01-31, reason: Lifted, requested_by: P-009, approved_by: P-006}\n");
    Run first = run(trust, folder.resolve("first"));
    assertThat(first.code).as(first.said).isZero();
    Files.copy(
        folder.resolve("first/out/2026-11-20/audit.xlsx"), trust.resolve("decisions/answers.xlsx"));
    Files.writeString(trust.resolve("lists/profanity.txt"), "darn\nblast\n");
    return trust;
  }

  private record Run(int code, String said, Duration took) {}

  private static Run run(Path trust, Path work) {
    StringWriter said = new StringWriter();
    PrintWriter to = new PrintWriter(said, true);
    Instant began = Instant.now();
    int code =
        CommandLineTool.run(
            to,
            to,
            "audit",
            "--trust",
            trust.toString(),
            "--as-of",
            "2026-11-20",
            "--out",
            work.resolve("out").toString(),
            "--state",
            work.resolve("state").toString(),
            "--no-progress");
    return new Run(code, said.toString(), Duration.between(began, Instant.now()));
  }

  @Test
  void thousandBrokenInputsBreakNothing() throws Exception {
    Path small = small();
    List<Path> files;
    try (Stream<Path> all = Files.walk(small)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    TreeMap<Integer, Integer> codes = new TreeMap<>();
    Duration longest = Duration.ZERO;
    for (int i = FROM; i < INPUTS; i++) {
      Random random = new Random(SEED * 31 + i);
      Path file = files.get(random.nextInt(files.size()));
      byte[] whole = Files.readAllBytes(file);
      Path work = Files.createDirectories(folder.resolve("run"));
      String what = "input " + i + ": " + small.relativize(file);
      try {
        Files.write(file, mutated(whole, String.valueOf(file.getFileName()), random));
        Run run = run(small, work);
        assertThat(run.code).as(what + "\n" + run.said).isBetween(0, 2);
        assertThat(run.said)
            .as(what)
            .doesNotContain("\tat ", "Exception", "java.lang", "root:x:0")
            .isNotBlank();
        assertThat(run.took).as(what).isLessThan(LONGEST);
        assertWholeOrNothing(work, run.code, what + "\n" + run.said);
        codes.merge(run.code, 1, Integer::sum);
        longest = longest.compareTo(run.took) > 0 ? longest : run.took;
      } finally {
        Files.write(file, whole);
        FileSystemUtils.deleteRecursively(work);
      }
    }
    System.out.println(
        "Fuzz: inputs "
            + FROM
            + " to "
            + INPUTS
            + ", exit codes "
            + codes
            + ", the longest took "
            + longest);
  }

  private static void assertWholeOrNothing(Path work, int code, String what) throws IOException {
    Path out = work.resolve("out/2026-11-20");
    if (code == 2) {
      assertThat(out).as(what).doesNotExist();
      return;
    }
    List<String> names = new ArrayList<>();
    if (Files.exists(out)) {
      try (Stream<Path> all = Files.walk(out)) {
        all.forEach(f -> names.add(String.valueOf(f.getFileName())));
      }
    }
    assertThat(names).as(what).noneMatch(n -> n.startsWith(".draft") || n.endsWith(".new"));
    if (code == 0) {
      assertThat(names).as(what).contains("audit.xlsx", "findings.json", "manifest.json");
    } else {
      assertThat(names).as(what).doesNotContain("audit.xlsx");
    }
  }

  private static byte[] mutated(byte[] whole, String name, Random random) throws IOException {
    byte[] bytes = whole;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      bytes = once(bytes, random);
    }
    // Now and then a file is something else altogether.
    if (random.nextInt(25) == 0) {
      return name.endsWith(".xlsx") ? bomb() : zip(bytes);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return PIECES.get(random.nextInt(PIECES.size()));
    }
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(200));
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> {
        byte[] flipped = bytes.clone();
        for (int i = at; i < Math.min(to, at + 8); i++) {
          flipped[i] = (byte) random.nextInt(256);
        }
        yield flipped;
      }
      case 2 -> join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
      case 3 ->
          join(
              Arrays.copyOf(bytes, to),
              Arrays.copyOfRange(bytes, at, to),
              Arrays.copyOfRange(bytes, at, bytes.length));
      case 4 -> new byte[0];
      default ->
          join(
              Arrays.copyOf(bytes, at),
              PIECES.get(random.nextInt(PIECES.size())),
              Arrays.copyOfRange(bytes, at, bytes.length));
    };
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("../../outside.csv"));
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  /** A workbook that unpacks to half a gigabyte. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] blank = new byte[1 << 20];
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry :
          List.of("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")) {
        zip.putNextEntry(new ZipEntry(entry));
        for (int i = 0; i < 170; i++) {
          zip.write(blank);
        }
      }
    }
    return out.toByteArray();
  }
}
