package org.invigilator.connector.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.input.Pipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are small on disk and large in memory. */
@Timeout(60)
class ArchiveBoundsTest {
  private static final String MANIFEST =
      "x = {\"userInfo\":{\"accountId\":\"77\",\"userName\":\"demo\"},\"archiveInfo\":{\"generationDate\":\"2026-11-19T20:00:00.000Z\"}%s}";
  @TempDir Path folder;

  private Path zip(String... namesAndTexts) throws IOException {
    Path file = folder.resolve("a.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry("data/" + namesAndTexts[i] + ".js"));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static String manifest(String more) {
    return String.format(MANIFEST, more);
  }

  /** Lets a ZIP say that nothing in it is larger than a byte. */
  private static Path understated(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] signature = {'P', 'K', 1, 2};
    byte[] one = {1, 0, 0, 0};
    for (int i = 0; i + 46 < bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + 4, signature, 0, 4)) {
        System.arraycopy(one, 0, bytes, i + 24, 4);
      }
    }
    return Files.write(file, bytes);
  }

  private static List<String> read(Path file, String kind) throws ApiFailure {
    List<String> read = new ArrayList<>();
    new XArchive(file).each(kind, one -> read.add(one.toString()));
    return read;
  }

  @Test
  void manifestIsMeasuredAsItIsUnpacked() throws Exception {
    String large = manifest(",\"x\":[" + "[],".repeat(1 << 20) + "[]]");
    Path file = zip("manifest", large);
    assertThatThrownBy(() -> new XArchive(file)).hasMessageContaining("implausibly large");
    understated(file);
    assertThatThrownBy(() -> new XArchive(file)).hasMessageContaining("cannot be used");
    assertThat(new XArchive(zip("manifest", manifest(""))).handle()).isEqualTo("demo");
  }

  /** Entries that do not compress like a bomb. */
  private static String entries(int number) {
    Random random = new Random(1);
    StringBuilder list = new StringBuilder("x = [");
    for (int i = 0; i < number; i++) {
      list.append(i == 0 ? "" : ",").append("{\"b\":{\"id\":\"" + random.nextInt() + "\"}}");
    }
    return list.append("]").toString();
  }

  @Test
  void entryIsLimitedAndManySmallOnesAreNot() throws Exception {
    assertThat(read(zip("manifest", manifest(""), "block", entries(200_000)), "block"))
        .hasSize(200_000);
    String large = "x = [{\"block\":[" + "[],".repeat(1 << 20) + "[]]}]";
    Path file = understated(zip("manifest", manifest(""), "block", large));
    assertThatThrownBy(() -> read(file, "block"))
        .isInstanceOf(ApiFailure.class)
        .hasMessageContaining("block");
    Path tooMany = zip("manifest", manifest(""), "block", entries(500_001));
    assertThatThrownBy(() -> read(tooMany, "block")).hasMessageContaining("more than 500,000");
    Path deep = zip("manifest", manifest(""), "block", "x = [{\"a\":" + "[".repeat(100_000));
    assertThatThrownBy(() -> read(deep, "block")).hasMessageContaining("cannot be read");
  }

  @Test
  void longTextsAreFoundInTimeThatDoesNotGrowWithTheirSquare() throws Exception {
    StringBuilder notes = new StringBuilder("x = [");
    String filler = "word ".repeat(60);
    for (int i = 0; i < 3_000; i++) {
      notes.append(i == 0 ? "" : ",");
      notes.append("{\"noteTweet\":{\"core\":{\"text\":\"" + i + " " + filler + filler + "\"}}}");
    }
    LongTexts texts =
        LongTexts.of(new XArchive(zip("manifest", manifest(""), "note-tweet", notes + "]")));
    for (int i = 0; i < 3_000; i++) {
      var tweet =
          tools.jackson.databind.json.JsonMapper.shared()
              .createObjectNode()
              .put("full_text", i + " " + filler.substring(0, 250) + "…");
      assertThat(texts.of(tweet)).startsWith(i + " word");
    }
  }

  @Test
  void pipeIsNotWaitedFor() throws Exception {
    Pipes.make(folder.resolve("p.zip"));
    assertThat(new ArchiveConnector(folder).unread(List.of()))
        .singleElement()
        .asString()
        .contains("p.zip")
        .contains("a pipe");
  }

  @Test
  void sampleOfAManifestThatLiesAboutItsSizeIsRefused() {
    Path sample = Path.of("../shared/faults/hostile/archive-manifest-bomb.zip");
    assumeTrue(Files.exists(sample), "the samples of faults are not on this machine");
    assertThatThrownBy(() -> new XArchive(sample)).hasMessageContaining("cannot be used");
  }
}
