package org.invigilator.policy.proposal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Compares short texts by their words and pairs of words, each weighed by how few texts have it
 * (TF-IDF with the cosine of the angle). Nothing leaves this computer.
 */
final class TermVectors {
  private static final Set<String> COMMON =
      Set.of(
          "the", "a", "an", "of", "and", "or", "to", "in", "on", "for", "by", "with", "as", "at",
          "is", "are", "be", "been", "it", "its", "this", "that", "these", "those", "their", "they",
          "from", "which", "who", "will", "has", "have", "any", "all", "such", "other", "our", "we",
          "you", "your", "if", "may", "can", "when", "where", "was", "were", "also", "there", "so");

  /** Other words for the same, by themselves (synonyms.yaml). */
  private static final Map<String, String> SYNONYMS = synonyms();

  private static final Pattern SYNONYM =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:"
              + SYNONYMS.keySet().stream()
                  .sorted(Comparator.comparing(String::length).reversed().thenComparing(w -> w))
                  .map(Pattern::quote)
                  .collect(Collectors.joining("|"))
              + ")(?![\\p{L}\\p{N}])");

  private final Map<String, Double> weights = new HashMap<>();

  private static Map<String, String> synonyms() {
    try (InputStream in = TermVectors.class.getResourceAsStream("synonyms.yaml")) {
      Map<String, List<String>> read =
          new YAMLMapper()
              .readValue(in, new TypeReference<LinkedHashMap<String, List<String>>>() {});
      Map<String, String> all = new LinkedHashMap<>();
      read.forEach((word, others) -> others.forEach(other -> all.put(other, word)));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Weighs terms by the texts in which they are. */
  TermVectors(Collection<String> texts) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : texts) {
      new HashSet<>(terms(text)).forEach(term -> counts.merge(term, 1, Integer::sum));
    }
    counts.forEach(
        (term, count) -> weights.put(term, Math.log((texts.size() + 1.0) / (count + 0.5))));
  }

  /** A text as weighed terms. */
  Map<String, Double> of(String text) {
    Map<String, Double> vector = new HashMap<>();
    for (String term : terms(text)) {
      Double weight = weights.get(term);
      if (weight != null) {
        vector.merge(term, weight, Double::sum);
      }
    }
    vector.replaceAll((term, sum) -> Math.sqrt(sum * weights.getOrDefault(term, 0.0)));
    return vector;
  }

  /** How alike two texts are, from 0 to 1. */
  static double cosine(Map<String, Double> one, Map<String, Double> other) {
    double product = 0;
    for (Map.Entry<String, Double> term : one.entrySet()) {
      product += term.getValue() * other.getOrDefault(term.getKey(), 0.0);
    }
    double lengths = length(one) * length(other);
    return lengths == 0 ? 0 : product / lengths;
  }

  private static double length(Map<String, Double> vector) {
    return Math.sqrt(vector.values().stream().mapToDouble(v -> v * v).sum());
  }

  private static List<String> terms(String text) {
    List<String> terms = new ArrayList<>();
    String before = "";
    String plain =
        SYNONYM
            .matcher(text.toLowerCase(Locale.ROOT).replace('’', '\''))
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(SYNONYMS.getOrDefault(found.group(), found.group())));
    for (String raw : plain.split("[^\\p{L}\\p{N}]+")) {
      if (raw.length() < 2 || COMMON.contains(raw)) {
        continue;
      }
      String word = stem(raw);
      terms.add(word);
      if (!before.isEmpty()) {
        terms.add(before + " " + word);
      }
      before = word;
    }
    return terms;
  }

  /** A word without its common endings, so that its forms are one. */
  private static String stem(String word) {
    for (String end :
        List.of(
            "ational", "ations", "ation", "ments", "ment", "ingly", "ings", "ing", "ies", "ied",
            "edly", "ed", "ers", "er", "es", "ly", "s")) {
      if (word.endsWith(end) && word.length() - end.length() >= 4) {
        return word.substring(0, word.length() - end.length());
      }
    }
    return word;
  }
}
