package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class DemoCommandTest {
  @TempDir Path folder;

  private int demo(StringWriter said, Path to) {
    return CommandLineTool.run(
        new PrintWriter(said), new PrintWriter(said), "demo", "--no-open", "--to", to.toString());
  }

  @Test
  void threeWeeksEndWithAFaultPutRightAndTheReportsOfEachWeek() {
    StringWriter said = new StringWriter();
    assertThat(demo(said, folder.resolve("demo"))).as(said.toString()).isZero();
    assertThat(said.toString())
        .contains("Week 1:", "Week 2:", "Week 3:", "Fixed: Someone who left still has a role.");
    for (String week : new String[] {"2026-11-20", "2026-11-27", "2026-12-04"}) {
      assertThat(folder.resolve("demo/" + week + "/report.html")).exists();
      assertThat(folder.resolve("demo/" + week + "/audit.xlsx")).exists();
    }
    assertThat(folder.resolve("demo/2026-11-27/report.html"))
        .content()
        .contains("data-status=\"waived\"", "data-status=\"dismissed\"");
  }

  @Test
  void folderOfSomeoneElseIsLeftAlone() throws Exception {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("notes.txt"), "mine");
    Files.createDirectories(mine.resolve("trust"));
    StringWriter said = new StringWriter();
    assertThat(demo(said, mine)).isEqualTo(2);
    assertThat(said.toString()).contains("is not of an earlier demo");
    assertThat(mine.resolve("notes.txt")).hasContent("mine");
  }
}
