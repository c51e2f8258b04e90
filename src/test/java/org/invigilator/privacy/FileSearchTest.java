package org.invigilator.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches files for a text, wherever in them it is. */
class FileSearchTest {
  private static final String NAME = "Zoë Ådahl";
  private final FileSearch search = new FileSearch(text -> text.contains(NAME));
  @TempDir Path folder;

  private Path file(String content) throws Exception {
    return Files.writeString(folder.resolve("file.txt"), content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 500, 1024, 1030})
  void nameAcrossThePiecesOfAFileIsFound(int before) throws Exception {
    assertThat(search.isIn(file("x".repeat((1 << 20) - before) + NAME + "y".repeat(2000))))
        .isTrue();
  }

  @Test
  void otherFilesAreNotFound() throws Exception {
    assertThat(search.isIn(file("Zoë Adahl" + "x".repeat(3 << 20)))).isFalse();
    assertThat(search.isIn(file(""))).isFalse();
  }

  @Test
  void nameInAZippedFileIsFound() throws Exception {
    Path zip = folder.resolve("a.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream to = new ZipOutputStream(out)) {
      to.putNextEntry(new ZipEntry("inner.txt"));
      to.write(("x".repeat(2 << 20) + NAME).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(search.isIn(zip)).isTrue();
  }
}
