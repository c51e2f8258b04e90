package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class ImportCommandTest {
  @TempDir Path folder;
  private Path trust;
  private Path file;

  @BeforeEach
  void copy() throws Exception {
    trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    Files.delete(trust.resolve("registers/pupils.csv"));
    file = folder.resolve("roll.csv");
  }

  private String run(int expected, String birth) throws Exception {
    Files.writeString(
        file,
        "Adm No,Surname,Forename,DOB,Year,School\n7001,Wexcombe,Tobias,"
            + birth
            + ",8,Fernhollow High School\n");
    StringWriter out = new StringWriter();
    int code =
        CommandLineTool.run(
            new PrintWriter(out, true),
            new PrintWriter(out, true),
            "import",
            file.toString(),
            "--trust",
            trust.toString());
    assertThat(code).as(out.toString()).isEqualTo(expected);
    return out.toString();
  }

  @Test
  void aCellThatWouldStopTheNextAuditIsReportedAndNothingIsTaken() throws Exception {
    assertThat(run(CommandLineTool.INVALID, "31/02/2014")).contains("roll.csv", "row 2", "DOB");
    assertThat(trust.resolve("registers/roll.csv")).doesNotExist();
    assertThat(trust.resolve("mappings/roll.yaml")).doesNotExist();
    assertThat(trust.resolve(".import")).doesNotExist();
  }

  @Test
  void aFileWhoseCellsCanBeReadIsTaken() throws Exception {
    run(0, "28/02/2014");
    assertThat(trust.resolve("registers/roll.csv")).exists();
    assertThat(trust.resolve("mappings/roll.yaml")).exists();
    assertThat(trust.resolve(".import")).doesNotExist();
  }
}
