package org.invigilator.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;

/** How the policy commands find packs and print tables. */
final class PolicyPacks {
  private PolicyPacks() {}

  /**
   * The packs that are available.
   *
   * @throws InvalidInput when the trust folder does not exist
   */
  static PackLibrary library(@Nullable Path trust) {
    if (trust != null && !Files.isDirectory(trust)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  trust.toString(),
                  0,
                  "",
                  "There is no such folder.",
                  "Give the folder that contains trust.yaml with --trust.")));
    }
    return trust == null ? new PackLibrary() : new PackLibrary(trust.resolve("policies"));
  }

  /** A pack by id, or by the path of its file. */
  static PolicyPack find(String id, PackLibrary library) {
    Path file = Path.of(id);
    return id.matches(".*\\.ya?ml") && Files.exists(file) ? library.read(file) : library.get(id);
  }

  /**
   * Writes a file of a pack; one that is there is replaced only when asked, and is kept beside it.
   *
   * @throws InvalidInput when there is such a file and it may not be replaced
   */
  static void replace(Path target, boolean isForced, PrintWriter out, OwnerOnly.Content content)
      throws IOException {
    if (Files.exists(target)) {
      Path kept = target.resolveSibling(target.getFileName() + ".bak");
      if (!isForced) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    target.toString(),
                    0,
                    "",
                    "There is such a file already.",
                    "Add --force to replace it; it is then kept as "
                        + kept.getFileName()
                        + ". Or give another file with --to.")));
      }
      byte[] present = InputFile.bytes(target, InputLimits.FILE);
      OwnerOnly.replace(kept, stream -> stream.write(present));
      out.println("Previous version kept as " + Summary.shown(kept));
    }
    OwnerOnly.replace(target, content);
  }

  /** Prints rows as CSV. */
  static void printCsv(List<List<String>> rows, PrintWriter out) {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().build(text);
    rows.forEach(csv::writeRecord);
    try {
      csv.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print(text);
    out.flush();
  }
}
