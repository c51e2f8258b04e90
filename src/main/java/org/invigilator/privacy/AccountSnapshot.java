package org.invigilator.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.register.OwnerOnly;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The snapshot folder of one account. */
record AccountSnapshot(Path folder) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The file of a part, plain or zipped. */
  Optional<Path> file(Part part) {
    return Stream.of(word(part) + ".ndjson", word(part) + ".ndjson.gz")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  static String word(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /** Whether its capture names a source; one that the trust wrote itself names none. */
  boolean isFrom(String source) throws IOException {
    Path file = captureFile();
    try {
      return Files.isRegularFile(file)
          && !source.isEmpty()
          && JSON.readTree(Files.readAllBytes(file)).path("source").asString("").equals(source);
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Records in {@code capture.json} that a part is no longer complete, and why. */
  void setExtent(Part part, Extent extent, String reason) throws IOException {
    ObjectNode json = capture();
    json.put(word(part), extent.name().toLowerCase(Locale.ROOT));
    ObjectNode reasons =
        json.path("reasons") instanceof ObjectNode there ? there : json.putObject("reasons");
    reasons.put(word(part), reason);
    byte[] whole = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    OwnerOnly.replace(captureFile(), out -> out.write(whole));
  }

  private ObjectNode capture() throws IOException {
    try {
      if (Files.isRegularFile(captureFile())
          && JSON.readTree(Files.readAllBytes(captureFile())) instanceof ObjectNode there) {
        return there;
      }
    } catch (JacksonException e) {
      // An unreadable capture is replaced.
    }
    return JSON.createObjectNode();
  }

  private Path captureFile() {
    return folder.resolve("capture.json");
  }
}
