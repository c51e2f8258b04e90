package org.invigilator.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ways in which a display name can be read: as it is, in fancy or spaced letters, in leet. */
final class DisplayReadings {
  private DisplayReadings() {}

  /** The words of a display name in the ways in which it can be read, the plainest first. */
  static List<List<String>> of(String displayName) {
    List<List<String>> readings = new ArrayList<>(2);
    List<NameToken> tokens = NameToken.in(displayName);
    List<String> plain = new ArrayList<>(tokens.size());
    int letters = 0;
    for (NameToken token : tokens) {
      if (!Character.isDigit(token.folded().charAt(0))) {
        plain.add(token.folded());
        letters += token.folded().length() == 1 ? 1 : 0;
      }
    }
    readings.add(plain);
    if (displayName.chars().anyMatch(c -> c > 127)) {
      // Capitals among fancy letters are only a form of the letter, so no word is cut there.
      List<String> uncut = new ArrayList<>();
      List<String> barred = new ArrayList<>();
      for (String word : displayName.split("[\\p{Z}\\s\\p{P}]+")) {
        String read = Letters.plain(word);
        if (!read.isEmpty()) {
          uncut.add(read);
          String other = Letters.barred(word);
          barred.add(other.isEmpty() ? read : other);
        }
      }
      for (List<String> read : List.of(uncut, barred)) {
        if (!readings.contains(read)) {
          readings.add(read);
        }
      }
    }
    if (letters > 3 && letters > plain.size() / 2) {
      spaced(displayName, readings);
    }
    if (displayName.chars().anyMatch(c -> c < 128 && "01345789@$!|+".indexOf(c) >= 0)) {
      for (String one : List.of("i", "l")) {
        List<String> read = new ArrayList<>();
        for (String word : displayName.split("[\\s._-]+")) {
          String decoded = leet(word, one);
          if (!decoded.isEmpty()) {
            read.add(decoded);
          }
        }
        if (!readings.contains(read)) {
          readings.add(read);
        }
      }
    }
    return readings;
  }

  /** Letters with blanks between them: joined where only one blank is between two. */
  private static void spaced(String displayName, List<List<String>> readings) {
    List<String> read = new ArrayList<>();
    for (String group : displayName.strip().split("[\\s\\u00a0]{2,}|[|/•·]")) {
      String joined = Letters.plain(group.replaceAll("[\\s._\\-*]+", ""));
      if (!joined.isEmpty()) {
        read.add(joined);
      }
    }
    readings.add(read);
  }

  /** A word in which digits and signs stand for letters. */
  static String leet(String word, String one) {
    String plain = word.toLowerCase(Locale.ROOT);
    if (plain.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
      return "";
    }
    return Letters.plain(
        plain
            .replace("0", "o")
            .replace("1", one)
            .replace("!", one)
            .replace("|", one)
            .replace("3", "e")
            .replace("4", "a")
            .replace("@", "a")
            .replace("5", "s")
            .replace("$", "s")
            .replace("7", "t")
            .replace("+", "t")
            .replace("8", "b")
            .replace("9", "g"));
  }
}
