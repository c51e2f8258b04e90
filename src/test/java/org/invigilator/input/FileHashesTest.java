package org.invigilator.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
  /** Of the three letters "abc", by FIPS 180-2. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("a file, ä.txt"), "abc");
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> !child.info().commandLine().orElse("").contains("surefire"));
  }

  @Test
  void hashIsTheSameHereAndInAnotherProcess() throws IOException {
    try (FileHashes few = new FileHashes();
        FileHashes many = new FileHashes(0)) {
      assertThat(few.of(file)).isEqualTo(ABC);
      assertThat(many.of(file)).isEqualTo(ABC);
      assertThat(many.of(Files.writeString(folder.resolve("b"), "abc"))).isEqualTo(ABC);
      assertThat(many.of(Files.writeString(folder.resolve("c"), "abd"))).isNotEqualTo(ABC);
    }
  }

  @Test
  void otherProcessIsStartedForManyBytesOnlyAndEndsWithItsOwner() throws Exception {
    long before = children().count();
    try (FileHashes few = new FileHashes(3)) {
      few.of(file);
      assertThat(children()).hasSize((int) before);
      few.of(file);
      assertThat(children()).hasSize((int) before + 1);
      few.of(file);
      assertThat(children()).hasSize((int) before + 1);
    }
    Supplier<Long> left = () -> children().count();
    for (int i = 0; i < 200 && left.get() > before; i++) {
      Thread.sleep(25);
    }
    assertThat(left.get()).isEqualTo(before);
  }

  @Test
  void killedProcessIsDoneWithout() throws Exception {
    try (FileHashes many = new FileHashes(0)) {
      assertThat(many.of(file)).isEqualTo(ABC);
      children().forEach(ProcessHandle::destroyForcibly);
      assertThat(many.of(file)).isEqualTo(ABC);
      assertThat(many.of(file)).isEqualTo(ABC);
    }
  }

  @Test
  void whatCannotBeReadIsSaidEverywhere() {
    try (FileHashes many = new FileHashes(0)) {
      assertThatThrownBy(() -> many.of(folder.resolve("none"))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> many.of(folder)).isInstanceOf(InputFile.Refused.class);
    }
  }

  @Test
  void nameWithALineBreakIsReadHere() throws IOException {
    Path odd = Files.writeString(folder.resolve("two\nlines"), "abc");
    try (FileHashes many = new FileHashes(0)) {
      assertThat(many.of(odd)).isEqualTo(ABC);
    }
  }
}
