package org.invigilator.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;

/** The program's folder, which contains {@code jobs/} and {@code reports/}. */
final class Home {
  private Home() {}

  /** The folder that the launcher passes, or the current one. */
  static Path folder() {
    return Path.of(System.getProperty("invigilator.home", "")).toAbsolutePath().normalize();
  }

  /** The login name, which the log of access records. */
  static String user() {
    return System.getProperty("user.name", "unknown");
  }

  /** The file of a job given by name or by path. */
  static Path job(String given) {
    Path named = folder().resolve("jobs").resolve(given + ".yaml");
    Path path = Path.of(given);
    if (Files.exists(named) && !Files.isDirectory(named)) {
      return named;
    }
    if (Files.exists(path) && !Files.isDirectory(path)) {
      return path.toAbsolutePath();
    }
    throw new InvalidInput(
        List.of(
            new Problem(
                "jobs/" + given + ".yaml",
                0,
                "",
                "There is no such job.",
                "Give the name of a file in jobs/ without .yaml, or the path of a job file.")));
  }
}
