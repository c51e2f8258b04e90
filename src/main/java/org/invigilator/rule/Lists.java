package org.invigilator.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.match.PersonalData;
import org.invigilator.match.Words;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.Texts;
import org.invigilator.register.WrittenHost;

/**
 * The word and domain lists: the built-in ones, added to or replaced by those in the trust's folder
 * {@code lists/}.
 */
public record Lists(Map<String, List<String>> lines) {
  /**
   * What is behind an entry, for whoever keeps the list; a hashtag has no blank behind its sign.
   */
  private static final Pattern REMARK = Pattern.compile("\\s+#\\s.*$");

  /** The lists of phrases that candidates for a person's eye are found by. */
  static final List<String> PHRASES =
      List.of(
          "offence",
          "confidential",
          "sensitive",
          "election",
          "solicitation",
          "chain",
          "reference",
          "opinion",
          "complaint",
          "press",
          "third_party",
          "public_bodies");

  /** Lists of what is allowed, without which more is found and not less. */
  private static final Set<String> MAY_BE_EMPTY =
      Set.of("profanity_allow", "domain_allow", "helplines", "known_names");

  /** All lists by name; each may stand in the folder as {@code <name>.txt}. */
  public static final List<String> NAMES =
      Stream.concat(
              Stream.of(
                  "profanity",
                  "profanity_allow",
                  "domain_block",
                  "domain_allow",
                  "shorteners",
                  "helplines",
                  "known_names"),
              PHRASES.stream())
          .toList();

  /**
   * Reads the lists that hold for a trust.
   *
   * @param folder the folder {@code lists/}, which need not exist
   * @throws InvalidInput when one of them cannot be read as UTF-8 text
   */
  public static Lists read(Path folder, TrustSettings settings) {
    List<String> unknown =
        settings.namedLists().stream().filter(name -> !NAMES.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "trust.yaml",
                  0,
                  "lists",
                  "There is no list '" + String.join("', '", unknown) + "'.",
                  "Use " + String.join(", ", NAMES) + ".")));
    }
    Map<String, List<String>> lines = new HashMap<>();
    NAMES.forEach(name -> lines.put(name, list(folder, name, settings)));
    return new Lists(Map.copyOf(lines));
  }

  /** The lines of a list, without blank ones and remarks. */
  public List<String> get(String name) {
    return lines.getOrDefault(name, List.of());
  }

  /** Whether a list has just the lines that come with the program. */
  static boolean isBuiltIn(String name, List<String> lines) {
    return lines.equals(builtIn(name));
  }

  private static List<String> list(Path folder, String name, TrustSettings settings) {
    List<String> lines = new ArrayList<>();
    if (!settings.replacesList(name)) {
      lines.addAll(builtIn(name));
    }
    Path own = folder.resolve(name + ".txt");
    if (Files.exists(own)) {
      try {
        List<String> written = InputFile.text(own, InputLimits.TEXT_FILE).lines().toList();
        for (int i = 0; i < written.size(); i++) {
          String line = clean(written.get(i));
          if (!line.isEmpty()) {
            check(name, i + 1, line);
            lines.add(line);
          }
        }
      } catch (InputFile.Refused e) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    "lists/" + name + ".txt",
                    0,
                    "",
                    String.valueOf(e.getMessage()),
                    "A list is a text file, one entry a line.")));
      } catch (IOException e) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    "lists/" + name + ".txt",
                    0,
                    "",
                    "The list cannot be read as UTF-8 text.",
                    "Save it as UTF-8, one entry a line.")));
      }
    }
    if (lines.isEmpty() && settings.replacesList(name) && !MAY_BE_EMPTY.contains(name)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "trust.yaml",
                  0,
                  "lists",
                  "The list "
                      + name
                      + " is replaced by lists/"
                      + name
                      + ".txt, which has no entry: nothing would ever be found.",
                  "Write entries into the file, or switch the rule off under overrides.")));
    }
    return List.copyOf(lines);
  }

  /** A line with no word in it would never be met, or break the search. */
  private static void check(String name, int number, String line) {
    String first = line.split(";", 2)[0];
    boolean hosts = name.startsWith("domain_") || name.equals("shorteners");
    Optional<String> problem =
        hosts
            ? WrittenHost.problem(first)
                .map(trouble -> "'" + Texts.excerpt(first.strip()) + "' " + trouble)
            : Words.of(first).stream().anyMatch(w -> !w.folded().isEmpty())
                ? Optional.empty()
                : Optional.of("This line contains no word.");
    String[] parts = line.split(";", -1);
    if (problem.isEmpty() && parts.length > 2 && !parts[1].strip().matches("\\d{1,3}")) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "lists/" + name + ".txt",
                  number,
                  "",
                  "The weight '" + Texts.excerpt(parts[1].strip()) + "' is not a whole number.",
                  "Write phrase;weight;category, such as a phrase;2;insult.")));
    }
    if (problem.isPresent()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "lists/" + name + ".txt",
                  number,
                  "",
                  problem.get(),
                  hosts
                      ? "Write it like example.org."
                      : "Take the line out, or begin it with #.")));
    }
  }

  private static List<String> builtIn(String name) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                java.util.Objects.requireNonNull(
                    PersonalData.class.getResourceAsStream(name + ".txt")),
                StandardCharsets.UTF_8))) {
      return in.lines().map(Lists::clean).filter(l -> !l.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String clean(String line) {
    String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
    return text.startsWith("#") ? "" : REMARK.matcher(text).replaceFirst("").strip();
  }
}
