package org.invigilator.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;

/**
 * Where credentials, keys and passwords come from: the environment, or files that not anybody may
 * read and that the environment names ({@code INVIGILATOR_…_FILE}).
 */
public final class Secrets {
  private static final String OURS = "INVIGILATOR_";
  private static final String FILE = "_FILE";
  private static final int LONGEST = 65_536;

  private Secrets() {}

  /**
   * The environment of this process, with what stands in the files it names.
   *
   * @throws InvalidInput when such a file cannot be read, or can be read by others
   */
  public static Map<String, String> environment() {
    return of(System.getenv());
  }

  static Map<String, String> of(Map<String, String> given) {
    Map<String, String> all = new HashMap<>(given);
    List<Problem> problems = new ArrayList<>();
    for (String name : new TreeSet<>(given.keySet())) {
      String value = given.getOrDefault(name, "");
      if (name.startsWith(OURS) && name.endsWith(FILE) && !value.isBlank()) {
        String secret = name.substring(0, name.length() - FILE.length());
        if (given.containsKey(secret)) {
          problems.add(problem(name, secret + " is set as well.", "Set one of the two."));
        } else {
          read(name, Path.of(value), problems).ifPresent(text -> all.put(secret, text));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return Map.copyOf(all);
  }

  private static java.util.Optional<String> read(String name, Path file, List<Problem> problems) {
    try {
      if (OwnerOnly.isUnsafeForSecrets(file)) {
        problems.add(
            problem(
                name, file + " can be read by anyone, or changed by others.", "chmod 600 " + file));
      } else if (Files.size(file) > LONGEST) {
        problems.add(problem(name, file + " is too long for a secret.", "Check the path."));
      } else {
        String secret = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (!secret.isEmpty()) {
          return java.util.Optional.of(secret);
        }
        problems.add(problem(name, file + " is empty.", "Write the secret into it."));
      }
    } catch (IOException e) {
      problems.add(problem(name, file + " cannot be read.", "Check its path and permissions."));
    }
    return java.util.Optional.empty();
  }

  private static Problem problem(String name, String what, String fix) {
    return new Problem(name, 0, "", what, fix);
  }
}
