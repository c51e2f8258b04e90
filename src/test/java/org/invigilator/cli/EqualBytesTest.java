package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.FileSystemUtils;

/** Equal inputs give equal files, whenever and wherever they are written. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class EqualBytesTest {
  @TempDir Path folder;
  private final StringWriter printed = new StringWriter();

  private int run(Path trust, String command, String out, String... more) {
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
                    "--out",
                    folder.resolve(out).toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Map<String, String> hashes(String out) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    Path root = folder.resolve(out).resolve("2026-11-20");
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        // The manifest has the last hash of the access log, where each command leaves a line.
        String text =
            file.endsWith("manifest.json")
                ? Files.readString(file).replaceFirst("\"log\" *: *\"[0-9a-f]*\"", "")
                : "";
        hashes.put(
            root.relativize(file).toString(),
            text.isEmpty() ? DigestUtils.sha256Hex(Files.readAllBytes(file)) : text);
      }
    }
    return hashes;
  }

  private Map<String, String> parts(String out) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (ZipFile zip = new ZipFile(folder.resolve(out + "/2026-11-20/audit.xlsx").toFile())) {
      for (var part : List.copyOf(java.util.Collections.list(zip.entries()))) {
        hashes.put(
            part.getName() + " " + part.getTimeLocal(),
            DigestUtils.sha256Hex(zip.getInputStream(part)));
      }
    }
    return hashes;
  }

  /** In a folder whose name has what addresses and patterns give a meaning to. */
  @Test
  void reportsAreTheSameAgainAndTheirPropertiesAreClean() throws Exception {
    Path trust = folder.resolve("T; #1 100%3B it's \u00e9");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
    Path settings = trust.resolve("trust.yaml");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replaceFirst("(?m)^name: .*$", "name: \"=1+1\\\\u001b\\\\u202e\\\\nTrust\""));
    assertThat(run(trust, "audit", "a", "--no-progress")).as(printed.toString()).isZero();
    assertThat(Files.exists(trust.resolve(".state/invigilator.mv.db"))).isTrue();
    assertThat(run(trust, "report", "b")).as(printed.toString()).isZero();
    assertThat(run(trust, "report", "c")).isZero();
    assertThat(hashes("b")).isEqualTo(hashes("a")).isEqualTo(hashes("c"));
    assertThat(parts("a").keySet()).allMatch(name -> name.endsWith(" 2026-11-20T12:00"));
    assertThat(run(trust, "report", "b", "--kind", "review")).isZero();
    assertThat(run(trust, "report", "c", "--kind", "review")).isZero();
    assertThat(hashes("b")).containsKey("review.xlsx").isEqualTo(hashes("c"));

    try (XSSFWorkbook book =
        new XSSFWorkbook(new FileInputStream(folder.resolve("a/2026-11-20/audit.xlsx").toFile()))) {
      assertThat(
              book.getProperties()
                  .getCustomProperties()
                  .getProperty("Invigilator trust")
                  .getLpwstr())
          .isEqualTo("'=1+1[escape][right-to-left override] Trust");
      assertThat(book.getProperties().getCoreProperties().getTitle())
          .startsWith("Social media audit of =1+1[escape]");
    }

    assertThat(run(trust, "audit", "elsewhere")).isEqualTo(2);
    assertThat(printed.toString())
        .contains("is finished. Its reports are in " + folder.resolve("a/2026-11-20"));

    Map<String, String> first = parts("a");
    assertThat(run(trust, "audit", "d", "--again", "--no-progress")).isZero();
    Map<String, String> second = parts("d");
    assertThat(second.keySet()).isEqualTo(first.keySet());
    assertThat(second.keySet().stream().filter(n -> !second.get(n).equals(first.get(n))))
        .as("only the number of the run differs")
        .allMatch(n -> n.startsWith("docProps/custom.xml") || n.startsWith("xl/sharedStrings.xml"));
  }
}
