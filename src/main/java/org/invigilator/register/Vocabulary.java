package org.invigilator.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The words that cells are chosen from, compared without regard to case, blanks and punctuation,
 * and what else people write for them (vocabulary.yaml).
 */
public final class Vocabulary {
  /** By column, or {@code register.column}: what is written for each word. */
  private static final Map<String, Map<String, String>> SYNONYMS = load();

  /** Signs of doubt and of footnotes: with one of them a word no longer says what it does alone. */
  private static final Pattern DOUBT =
      Pattern.compile(
          "[?*~\u2020\u2021\u00a7^#\u00b9\u00b2\u00b3\u2070-\u2079]|^\\s*[-+\u2013\u2014]");

  /** How people mark what applies; a cross in a box may be either. */
  private static final Pattern TICK =
      Pattern.compile(
          "[\\x{2713}\\x{2714}\\x{2705}\\x{2611}\\x{221A}\\x{1F5F8}\\x{1F44D}]\\x{FE0F}?");

  private static final Pattern CROSS =
      Pattern.compile(
          "[\\x{2717}\\x{2718}\\x{2716}\\x{274C}\\x{274E}\\x{2A2F}\\x{2573}\\x{26D4}\\x{1F5D9}\\x{1F44E}\\x{1F6AB}]\\x{FE0F}?");

  private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");

  private Vocabulary() {}

  /**
   * A text for comparisons: letters without accents and digits alone, in lower case; an ampersand
   * is "and".
   */
  public static String fold(String text) {
    String folded = Texts.lower(text).replace("&", "and");
    if (folded.chars().anyMatch(c -> c > 127)) {
      folded = MARKS.matcher(Texts.normalize(folded, Normalizer.Form.NFD)).replaceAll("");
    }
    StringBuilder kept = new StringBuilder(folded.length());
    folded.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /**
   * The word of a column that a text stands for; empty when it is none of them, or has a sign of
   * doubt or of a footnote.
   */
  public static Optional<String> word(
      Register register, String column, Collection<String> words, String text) {
    if (words.contains(text)) {
      return Optional.of(text);
    }
    if (isDoubtful(text)) {
      return Optional.empty();
    }
    String folded = fold(text);
    Optional<String> same = words.stream().filter(word -> fold(word).equals(folded)).findFirst();
    return same.isPresent()
        ? same
        : Stream.of(register.fileName() + "." + column, column)
            .map(key -> SYNONYMS.getOrDefault(key, Map.of()).get(folded))
            .filter(word -> word != null && (words.isEmpty() || words.contains(word)))
            .findFirst();
  }

  /** Whether a text has a sign of doubt or of a footnote, such as {@code Yes?} and {@code Yes*}. */
  public static boolean isDoubtful(String text) {
    return DOUBT.matcher(text).find();
  }

  /** Whether a text is one of the signs by which people say that something applies. */
  public static boolean isTick(String text) {
    return TICK.matcher(text.strip()).matches();
  }

  /** Whether a text is one of the signs by which people say that something does not apply. */
  public static boolean isCross(String text) {
    return CROSS.matcher(text.strip()).matches();
  }

  private static Map<String, Map<String, String>> load() {
    try (InputStream in = Vocabulary.class.getResourceAsStream("vocabulary.yaml")) {
      Map<String, Map<String, List<String>>> read =
          new YAMLMapper()
              .readValue(
                  in, new TypeReference<LinkedHashMap<String, Map<String, List<String>>>>() {});
      Map<String, Map<String, String>> all = new LinkedHashMap<>();
      read.forEach(
          (column, words) -> {
            Map<String, String> byText = new LinkedHashMap<>();
            words.forEach((word, texts) -> texts.forEach(text -> byText.put(fold(text), word)));
            words.keySet().forEach(word -> byText.put(fold(word), word));
            all.put(column, byText);
          });
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
