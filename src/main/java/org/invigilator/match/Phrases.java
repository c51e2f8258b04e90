package org.invigilator.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The phrases of several word lists, found together in one pass over a text that was cut into
 * words: whole words, in order, with only blanks between.
 */
public final class Phrases {

  /**
   * One line of a list.
   *
   * @param category what sort of phrase it is, empty when the list has no sorts
   * @param weight how much it counts, 1 when the line does not say
   */
  public record Entry(String list, String phrase, String category, int weight) {}

  /** Adverbs that people put into a phrase, beside those in -ly. */
  private static final Set<String> ADVERBS =
      Set.of(
          "just",
          "also",
          "still",
          "always",
          "never",
          "do",
          "did",
          "so",
          "too",
          "very",
          "quite",
          "rather",
          "even",
          "now",
          "once",
          "again",
          "both",
          "all",
          "certainly",
          "would",
          "must");

  private record Form(List<String> words, Entry entry) {}

  private final Map<String, List<Form>> byFirst = new HashMap<>();
  private final WordFilter filter = new WordFilter(16);

  /** Adds lines {@code phrase}, {@code phrase;category} or {@code phrase;weight;category}. */
  public void add(String list, Collection<String> lines) {
    for (String line : lines) {
      String category = "";
      int weight = 1;
      String[] parts = line.split(";", -1);
      for (int i = 1; i < parts.length; i++) {
        String part = parts[i].strip();
        if (part.matches("\\d{1,3}")) {
          weight = Integer.parseInt(part);
        } else {
          category = part.toLowerCase(java.util.Locale.ROOT);
        }
      }
      Entry entry = new Entry(list, parts[0].strip(), category, weight);
      Stream.of(parts[0], parts[0].replace('-', ' '), parts[0].replace("-", ""))
          .map(phrase -> Words.of(phrase).stream().map(Words.Word::folded).toList())
          .filter(words -> !words.isEmpty())
          .distinct()
          .forEach(words -> add(new Form(words, entry)));
    }
  }

  private void add(Form form) {
    String first = form.words().get(0);
    filter.add(first);
    byFirst.computeIfAbsent(first, k -> new ArrayList<>(1)).add(form);
  }

  /** The categories that the entries of a list have. */
  public Set<String> categories(String list) {
    return byFirst.values().stream()
        .flatMap(List::stream)
        .filter(form -> form.entry().list().equals(list))
        .map(form -> form.entry().category())
        .collect(Collectors.toSet());
  }

  /** What stands in a text, by list; each phrase once. */
  public Map<String, List<Entry>> in(List<Words.Word> words) {
    Map<String, List<Entry>> found = with(Map.of(), words, 1);
    for (Words.Word word : words) {
      if (word.folded().indexOf('-') > 0) {
        // A hyphen is a blank to some and nothing to others: self-harm, wi-fi password.
        found = with(found, apart(words), 2);
        return with(found, joined(words), 2);
      }
    }
    return found;
  }

  /** The words with each of two that a hyphen joins by itself. */
  private static List<Words.Word> apart(List<Words.Word> words) {
    List<Words.Word> apart = new ArrayList<>();
    for (Words.Word word : words) {
      boolean isJoined = word.joined();
      for (String part : word.folded().split("-")) {
        if (!part.isEmpty()) {
          apart.add(new Words.Word(part, word.capital(), isJoined, word.tag()));
          isJoined = true;
        }
      }
    }
    return apart;
  }

  /** The words without hyphens. */
  private static List<Words.Word> joined(List<Words.Word> words) {
    return words.stream()
        .map(
            word ->
                new Words.Word(
                    word.folded().replace("-", ""), word.capital(), word.joined(), word.tag()))
        .toList();
  }

  /** Adds the phrases of at least so many words that are in a text to those found. */
  private Map<String, List<Entry>> with(
      Map<String, List<Entry>> before, List<Words.Word> words, int fewest) {
    Map<String, List<Entry>> found = before;
    for (int i = 0; i < words.size(); i++) {
      String first = words.get(i).folded();
      List<Form> forms = filter.mayHold(first.hashCode()) ? byFirst.get(first) : null;
      if (forms == null) {
        continue;
      }
      for (Form form : forms) {
        if (form.words().size() >= fewest && isSaid(form.words(), words, i)) {
          if (found.isEmpty()) {
            found = new LinkedHashMap<>();
          }
          List<Entry> ofList = found.computeIfAbsent(form.entry().list(), k -> new ArrayList<>(2));
          if (!ofList.contains(form.entry())) {
            ofList.add(form.entry());
          }
        }
      }
    }
    return found;
  }

  /** Whether a phrase begins at a word, with at most one adverb between two of its words. */
  private static boolean isSaid(List<String> phrase, List<Words.Word> words, int at) {
    int next = at;
    boolean isLoose = false;
    for (int k = 0; k < phrase.size(); k++) {
      boolean isAdverb =
          k > 0
              && !isLoose
              && next + 1 < words.size()
              && words.get(next).joined()
              && !words.get(next).folded().equals(phrase.get(k))
              && isAdverb(words.get(next).folded());
      isLoose |= isAdverb;
      next += isAdverb ? 1 : 0;
      if (next >= words.size()
          || (k > 0 && !words.get(next).joined())
          || !words.get(next).folded().equals(phrase.get(k))) {
        return false;
      }
      next++;
    }
    return true;
  }

  private static boolean isAdverb(String word) {
    return ADVERBS.contains(word) || (word.length() > 4 && word.endsWith("ly"));
  }

  /** Whether the words from one on are those of a phrase. */
  public static boolean stands(List<String> phrase, List<Words.Word> words, int at) {
    if (at + phrase.size() > words.size()) {
      return false;
    }
    for (int k = 0; k < phrase.size(); k++) {
      Words.Word word = words.get(at + k);
      if ((k > 0 && !word.joined()) || !word.folded().equals(phrase.get(k))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a phrase stands anywhere in a text. */
  public static boolean has(List<Words.Word> words, String phrase) {
    List<String> wanted = Words.of(phrase).stream().map(Words.Word::folded).toList();
    for (int i = 0; !wanted.isEmpty() && i < words.size(); i++) {
      if (stands(wanted, words, i)) {
        return true;
      }
    }
    return false;
  }
}
