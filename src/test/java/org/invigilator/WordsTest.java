package org.invigilator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every text a person can read, in messages, catalogues, packs, templates and documents, keeps to
 * plain words: the ones on the left were found to puzzle readers, the ones on the right say it.
 */
class WordsTest {
  private static final Path MAIN = Path.of("src/main");

  private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

  static {
    word("(?<!-)\\b(?:stands?|standing)\\b(?!-|s? in for| in for)", "is open, open");
    word("\\b(?:some|no|any|every)body\\b(?!-)", "someone, no one, anyone; better: name the role");
    word("\\bis wanted\\b", "is needed; please give");
    word("\\bheld against\\b", "compared with");
    word("\\blets? (?:it )?pass\\b", "waived, covers");
    word("\\bmend(?:s|ed|ing)?\\b", "fix");
    word("\\bbear(?:s|ing)?\\b", "has, contains");
    word("\\bamiss\\b", "wrong, a problem");
    word("\\bwhat would do\\b", "how to fix it");
    word("\\bto its end\\b", "completely");
    word("\\bnever fired\\b", "found nothing");
    word("\\bis none that is known\\b|\\bKnown are\\b", "is not recognised; choose one of …");
    word("\\bheart beats?\\b", "the scheduler is running");
    word("\\b(?:is|was|are|were) told\\b|\\btells\\b", "reported, shows");
    word("\\bnot a date that exists\\b", "we cannot read … as a date");
    word("\\btakes away\\b|\\btoo old goes\\b", "expired data is deleted");
  }

  /** Words that are only wrong where a person reads a message, not in a document on files. */
  private static final Pattern CAPTURED = Pattern.compile("\\bcaptured?\\b(?!\\.json)");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
  private static final Pattern STATEMENT =
      Pattern.compile("(?i)^\\s*(?:select|insert|update|delete|from|where|and|order by|create)\\b");
  private static final Pattern OUTSIDE =
      Pattern.compile("\\.\\./shared|\\bmatrix (?:Q\\d|section)|\\b[Cc]ases? H\\d|/work/");

  private static void word(String pattern, String instead) {
    WORDS.put(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), instead);
  }

  private record Text(Path file, int line, String words) {
    @Override
    public String toString() {
      return file + ":" + line + ": " + words.strip();
    }
  }

  private static List<Path> files(Path root, String ending) throws Exception {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<Text> lines(Path file) throws Exception {
    List<Text> texts = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      texts.add(new Text(file, i + 1, lines.get(i)));
    }
    return texts;
  }

  /** Texts in the code: string literals of several words, comments and statements left out. */
  private static List<Text> literals(Path file) throws Exception {
    List<Text> texts = new ArrayList<>();
    for (Text line : lines(file)) {
      String code = line.words().strip();
      if (!code.startsWith("//") && !code.startsWith("*") && !code.startsWith("/*")) {
        Matcher literal = LITERAL.matcher(line.words());
        while (literal.find()) {
          String words = literal.group(1);
          if (words.strip().contains(" ") && !STATEMENT.matcher(words).find()) {
            texts.add(new Text(line.file(), line.line(), words));
          }
        }
      }
    }
    return texts;
  }

  private static List<Text> messages() throws Exception {
    List<Text> texts = new ArrayList<>();
    for (Path file : files(MAIN.resolve("java"), ".java")) {
      texts.addAll(literals(file));
    }
    for (String ending : List.of(".yaml", ".mustache")) {
      for (Path file : files(MAIN.resolve("resources/org"), ending)) {
        // Word lists are what posts are searched for, not what we say.
        if (!file.toString().contains("/match/")) {
          texts.addAll(lines(file));
        }
      }
    }
    return texts;
  }

  private static List<Text> documents() throws Exception {
    List<Text> texts = new ArrayList<>();
    for (Path file : files(Path.of("src/docs"), ".md")) {
      texts.addAll(lines(file));
    }
    for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      texts.addAll(lines(Path.of(name)));
    }
    for (Path file : files(Path.of("jobs"), ".yaml")) {
      texts.addAll(lines(file));
    }
    return texts;
  }

  private static List<String> against(List<Text> texts) {
    List<String> wrong = new ArrayList<>();
    WORDS.forEach(
        (pattern, instead) ->
            texts.stream()
                .filter(text -> pattern.matcher(text.words()).find())
                .forEach(text -> wrong.add(text + "\n      write instead: " + instead)));
    return wrong;
  }

  @Test
  void messagesUsePlainWords() throws Exception {
    List<Text> texts = messages();
    assertThat(texts).hasSizeGreaterThan(2_000);
    assertThat(against(texts)).isEmpty();
    assertThat(texts).filteredOn(t -> CAPTURED.matcher(t.words()).find()).isEmpty();
  }

  @Test
  void documentsUsePlainWords() throws Exception {
    assertThat(against(documents())).isEmpty();
  }

  @Test
  void nothingRefersToWhatIsNotInTheRepository() throws Exception {
    List<Text> texts = new ArrayList<>(documents());
    for (Path file : files(MAIN, "")) {
      if (file.toString().matches(".*\\.(java|yaml|sql|mustache|txt|properties)")) {
        texts.addAll(lines(file));
      }
    }
    for (Path file : files(Path.of("src/test/java"), ".java")) {
      if (!file.endsWith("WordsTest.java")) {
        texts.addAll(lines(file));
      }
    }
    assertThat(texts)
        .filteredOn(t -> OUTSIDE.matcher(t.words()).find())
        .filteredOn(t -> !t.words().contains("../shared") || t.file().startsWith(MAIN))
        .isEmpty();
  }
}
