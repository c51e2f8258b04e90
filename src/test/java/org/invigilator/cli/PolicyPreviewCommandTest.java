package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What another date, parameter or policy would change. */
class PolicyPreviewCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int preview(String... options) {
    List<String> all = new ArrayList<>(List.of("policy", "preview"));
    all.addAll(List.of("--trust", folder.toString(), "--as-of", "2026-11-20"));
    all.addAll(List.of(options));
    return CommandLineTool.run(
        new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
  }

  private void sample() throws Exception {
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), folder);
    // The README's first command leaves a ledger in the sample.
    FileSystemUtils.deleteRecursively(folder.resolve(".state"));
  }

  @Test
  void anotherAgeShowsWhoWouldBeFoundAndTouchesNothing() throws Exception {
    sample();
    assertThat(preview("--set", "underage-follower.min_age=16")).isZero();
    assertThat(out.toString())
        .contains("118 findings today, 118 then: 1 new, 1 no longer found")
        .contains("Fernhollow High School (FHH)")
        .contains("who is under 16, follows this account");
    assertThat(Files.exists(folder.resolve(".state"))).isFalse();
  }

  @Test
  void datedParameterCountsFromItsDay() throws Exception {
    sample();
    Path settings = folder.resolve("trust.yaml");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace(
                "overrides:\n",
                "overrides:\n  underage-follower: {parameters: {min_age: {2024-01-01: 13, 2027-04-01: 16}}}\n"));
    assertThat(preview("--on", "31/03/2027")).isZero();
    assertThat(out.toString()).contains("0 new, 0 no longer found");
    out.getBuffer().setLength(0);
    assertThat(preview("--on", "01/04/2027", "--format", "csv")).isZero();
    assertThat(out.toString().lines().filter(l -> l.startsWith("new,")))
        .singleElement()
        .asString()
        .contains("underage-follower,high,FHH,FHH-TW-01");
  }

  @Test
  void whatCannotBePreviewedIsRefused() throws Exception {
    sample();
    assertThat(preview()).isEqualTo(2);
    assertThat(preview("--set", "underage-follower.age=16")).isEqualTo(2);
    assertThat(preview("--set", "underage-follower")).isEqualTo(2);
    assertThat(preview("--on", "31/02/2027")).isEqualTo(2);
    assertThat(preview("--pack", "nothing")).isEqualTo(2);
  }
}
