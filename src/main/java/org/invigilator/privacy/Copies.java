package org.invigilator.privacy;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.invigilator.register.OwnerOnly;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The snapshot files of one account, thinned or taken away; each is whole under another name before
 * it takes the place of the old one.
 */
final class Copies {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  Copies(Path folder) {
    this.folder = folder;
  }

  /** What becomes of a line. */
  interface Edit {
    /** The line as it is to stand, or null when it goes. */
    @Nullable String of(String line) throws IOException;
  }

  /** The file of a part, plain or zipped. */
  Optional<Path> file(Part part) {
    return java.util.stream.Stream.of(word(part) + ".ndjson", word(part) + ".ndjson.gz")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  static String word(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /** Looks at every line of a file and changes nothing; a damaged end is passed over. */
  static void look(Path file, Edit edit) throws IOException {
    edit(file, edit, OutputStream.nullOutputStream());
  }

  /** Edits a file line by line. */
  static void rewrite(Path file, Edit edit) throws IOException {
    OwnerOnly.replace(file, out -> edit(file, edit, out));
  }

  private static void edit(Path file, Edit edit, OutputStream to) throws IOException {
    boolean zipped = file.toString().endsWith(".gz");
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = zipped ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        BufferedWriter out =
            new BufferedWriter(
                new OutputStreamWriter(
                    zipped ? new GZIPOutputStream(to) : to, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String then = edit.of(line);
        if (then != null) {
          out.write(then);
          out.write('\n');
        }
      }
    } catch (EOFException | ZipException e) {
      // A damaged file is taken as far as it goes; nobody can read what follows.
    }
  }

  /** Whether the capture says that it came from a source; one that the trust wrote names none. */
  boolean isFrom(String source) throws IOException {
    Path file = folder.resolve("capture.json");
    try {
      return Files.isRegularFile(file)
          && !source.isEmpty()
          && JSON.readTree(Files.readAllBytes(file)).path("source").asString("").equals(source);
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Says in {@code capture.json} that a part is no longer all there, and why. */
  void note(Part part, Extent extent, String reason) throws IOException {
    Path file = folder.resolve("capture.json");
    ObjectNode json = JSON.createObjectNode();
    if (Files.isRegularFile(file)) {
      try {
        if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode there) {
          json = there;
        }
      } catch (JacksonException e) {
        // One that nobody can read says nothing; it is written anew.
      }
    }
    json.put(word(part), extent.name().toLowerCase(Locale.ROOT));
    ObjectNode reasons =
        json.path("reasons") instanceof ObjectNode there ? there : json.putObject("reasons");
    reasons.put(word(part), reason);
    byte[] whole = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    OwnerOnly.replace(file, out -> out.write(whole));
  }
}
