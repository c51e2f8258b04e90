package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {
  @TempDir Path folder;

  @Test
  void fullDiskIsReportedAsSuchHoweverDeepTheReasonIs() {
    assertThat(
            DiskFull.explain(
                folder,
                new IllegalStateException(
                    "The part failed to be saved", new IOException("No space left on device"))))
        .isInstanceOf(DiskFull.class)
        .hasMessage(
            "There is no space left where "
                + folder
                + " is. Make room and run the same command again; what was finished is kept.")
        .hasNoCause();
  }

  @Test
  void otherFailuresStayAsTheyAre() {
    IOException other = new IOException("Input/output error");
    assertThat(DiskFull.explain(folder, other)).isSameAs(other);
    IllegalStateException wrong = new IllegalStateException("x");
    assertThat(DiskFull.explain(folder, wrong)).hasCause(wrong);
  }

  @Test
  void fileThatCannotBeReplacedStays() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "old");
    assertThatThrownBy(
            () ->
                OwnerOnly.replace(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("Disk quota exceeded");
                    }))
        .isInstanceOf(DiskFull.class);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryContaining(f -> f.equals(file));
  }
}
