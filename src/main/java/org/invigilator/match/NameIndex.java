package org.invigilator.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.invigilator.match.Words.Word;

/**
 * Full names, looked up in texts: each part on a word boundary, in order, with only blanks between,
 * and written like a name. A first name alone, a longer surname, or words in small letters are no
 * match.
 *
 * @param <T> whom a name belongs to
 */
public final class NameIndex<T> {
  private record Form<T>(List<String> parts, T whose) {}

  private final Map<String, List<Form<T>>> byFirst = new HashMap<>();

  /** No first name is longer, so a hashtag without end is not searched without end. */
  private int longestFirst;

  /** Adds a name; one without a first and a last part is left out, for it could be anybody's. */
  public void add(String first, String last, T whose) {
    List<String> parts = new ArrayList<>(parts(first));
    List<String> lastParts = parts(last);
    if (parts.isEmpty() || lastParts.isEmpty()) {
      return;
    }
    parts.addAll(lastParts);
    Form<T> form = new Form<>(List.copyOf(parts), whose);
    byFirst.computeIfAbsent(parts.get(0), k -> new ArrayList<>(1)).add(form);
    longestFirst = Math.max(longestFirst, parts.get(0).length());
    if (parts.get(0).indexOf('-') >= 0) {
      byFirst.computeIfAbsent(solid(parts.get(0)), k -> new ArrayList<>(1)).add(form);
    }
  }

  private static List<String> parts(String name) {
    return Words.of(name).stream().map(Word::folded).filter(p -> !p.isEmpty()).toList();
  }

  /** Everybody whose full name stands in a text that was cut into words. */
  public Set<T> in(List<Word> words) {
    Set<T> found = new LinkedHashSet<>(0);
    int end = 0;
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.tag() >= 0) {
        end = i < end ? end : endOfRun(words, i);
        inTag(words, i, end, found);
      } else if (word.capital() && i + 1 < words.size() && words.get(i + 1).capital()) {
        for (Form<T> form : byFirst.getOrDefault(word.folded(), List.of())) {
          if (stands(form.parts(), words, i)) {
            found.add(form.whose());
          }
        }
      }
    }
    return found;
  }

  private static boolean stands(List<String> parts, List<Word> words, int at) {
    if (at + parts.size() > words.size()) {
      return false;
    }
    for (int k = 0; k < parts.size(); k++) {
      Word word = words.get(at + k);
      boolean apart = k > 0 && !word.joined();
      if (apart || !word.capital() || !word.folded().equals(parts.get(k))) {
        return false;
      }
    }
    return true;
  }

  /**
   * In a hashtag the parts stand without blanks or hyphens, and a part may itself be cut at a
   * capital, as O'Brien is.
   */
  private void inTag(List<Word> words, int at, int end, Set<T> found) {
    StringBuilder first = new StringBuilder();
    for (int k = at; k < end - 1 && first.length() <= longestFirst; k++) {
      first.append(words.get(k).folded());
      for (Form<T> form : byFirst.getOrDefault(first.toString(), List.of())) {
        String rest = solid(String.join("", form.parts().subList(1, form.parts().size())));
        if (isRun(rest, words, k + 1, end)) {
          found.add(form.whose());
        }
      }
    }
  }

  /** Where the parts of a hashtag end that are written like names; found once for all of them. */
  private static int endOfRun(List<Word> words, int at) {
    int end = at;
    while (end < words.size()
        && words.get(end).tag() == words.get(at).tag()
        && words.get(end).capital()) {
      end++;
    }
    return end;
  }

  /** Whether the words from one on, up to some later one, make a text. */
  private static boolean isRun(String text, List<Word> words, int from, int end) {
    int length = 0;
    for (int k = from; k < end && text.startsWith(words.get(k).folded(), length); k++) {
      length += words.get(k).folded().length();
      if (length == text.length()) {
        return true;
      }
    }
    return false;
  }

  private static String solid(String part) {
    return part.replace("-", "");
  }
}
