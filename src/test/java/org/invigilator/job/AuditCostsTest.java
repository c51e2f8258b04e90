package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an audit costs as a whole process, from a cold start: time, processor and memory by size. No
 * figure fails the build. The sizes are chosen with {@code -Dbench.sizes=S,wide}.
 */
@Tag("bench")
class AuditCostsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "S, 15, 50, 25000, 2000, 4000",
    "M, 15, 200, 25000, 2000, 4000",
    "L, 15, 500, 50000, 2000, 4000",
    "wide, 250, 2000, 50000, 0, 0"
  })
  void audit(String size, int academies, int accounts, int pupils, int posts, int followers)
      throws Exception {
    assumeTrue(
        List.of(System.getProperty("bench.sizes", "S,M,L,wide").split(",")).contains(size),
        "not among -Dbench.sizes");
    Path trust = folder.resolve("trust");
    GeneratedTrust.write(trust, academies, accounts, pupils, posts, followers);
    for (String night : List.of("first", "second")) {
      long begun = System.nanoTime();
      Process process = start(trust);
      Duration cpu = Duration.ZERO;
      String peak = "";
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        cpu = process.info().totalCpuDuration().orElse(cpu);
        peak = peak(process.pid(), peak);
      }
      assertThat(process.exitValue()).as(Files.readString(folder.resolve("said.txt"))).isZero();
      System.out.printf(
          Locale.UK,
          "%-5s %-6s %,9d posts %,9d followers: %6.1f s, processor %6.1f s, %s%n",
          size,
          night,
          (long) accounts * posts,
          (long) accounts * followers,
          (System.nanoTime() - begun) / 1e9,
          cpu.toMillis() / 1e3,
          peak);
    }
  }

  /** The program as the launcher starts it, with the classes of this build. */
  private Process start(Path trust) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=25",
            "-Xmn64m",
            "-XX:MetaspaceSize=128m",
            "-Xms160m",
            "-Xmx2g",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "org.invigilator.Main",
            "audit",
            "--trust",
            trust.toString(),
            "--as-of",
            "2026-11-20",
            "--out",
            folder.resolve("out").toString(),
            "--state",
            folder.resolve("state").toString(),
            "--again",
            "--quiet")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }

  private static String peak(long process, String before) throws IOException {
    Path status = Path.of("/proc/" + process + "/status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .map(line -> "at most " + line.replaceAll("\\D+", "") + " KB")
          .findFirst()
          .orElse(before);
    } catch (IOException e) {
      return before;
    }
  }
}
