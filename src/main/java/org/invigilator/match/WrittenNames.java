package org.invigilator.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names as people write them in passing: in either order, in small letters, joined, with middle
 * names or initials, in hashtags, file names and e-mail addresses.
 */
final class WrittenNames {
  /** A joined name of at least so many letters is recognised without a gap between its parts. */
  private static final int DISTINCT = 8;

  /** Two middle names at most. */
  private static final int MOST_BETWEEN = 2;

  private static final Set<String> NO_MIDDLE_NAME =
      Set.of(
          "and", "or", "with", "from", "to", "of", "in", "at", "on", "by", "for", "the", "a", "is",
          "was", "met", "mr", "mrs", "ms", "miss", "dr", "sir", "vs", "v", "then", "but", "his",
          "her", "their");

  /** One name of a pupil, each half folded and joined. */
  private record Name(String first, String last, String ref) {}

  private final Map<String, List<Name>> byLast = new HashMap<>();
  private final Map<String, List<Name>> byFirst = new HashMap<>();
  private final Map<String, Set<String>> single = new HashMap<>();

  /** The names and initials of people who may be named. */
  private final Set<String> allowed = new HashSet<>();

  /** The beginnings of all halves of names, by which most words are passed over at once. */
  private final Set<String> beginnings = new HashSet<>();

  private int longest;
  private boolean withinWords;

  /** Adds the full name of someone who may be named; in its forms no pupil is found. */
  void allow(String fullName) {
    String name = fullName.strip();
    int gap = name.lastIndexOf(' ');
    if (gap > 0) {
      String first = solid(name.substring(0, gap));
      String last = solid(name.substring(gap + 1));
      allowed.add(whole(first, last));
      allowed.add(whole(initial(first), last));
      allowed.add(whole(first, initial(last)));
    }
  }

  /** Recognises a long name also within other words, as a search for every trace must. */
  void alsoWithinWords() {
    withinWords = true;
  }

  /** Adds a name; one of a single part is recognised where it is written like a name. */
  void add(String firstName, String lastName, String ref) {
    String first = solid(firstName);
    String last = solid(lastName);
    if (first.isEmpty() && last.isEmpty()) {
      return;
    }
    if (first.isEmpty() || last.isEmpty()) {
      if (first.length() + last.length() > 1) {
        single.computeIfAbsent(first + last, k -> new TreeSet<>()).add(ref);
      }
      return;
    }
    add(new Name(first, last, ref));
    List<NameToken> firsts = NameToken.in(firstName);
    if (firsts.size() > 1) {
      // Of two first names people often write the one a child goes by.
      add(new Name(firsts.get(0).folded(), last, ref));
    }
  }

  private void add(Name name) {
    byLast.computeIfAbsent(name.last(), k -> new ArrayList<>(1)).add(name);
    byFirst.computeIfAbsent(name.first(), k -> new ArrayList<>(1)).add(name);
    beginnings.add(beginning(name.first()));
    beginnings.add(beginning(name.last()));
    longest = Math.max(longest, Math.max(name.first().length(), name.last().length()));
  }

  private static String whole(String first, String last) {
    return first + ' ' + last;
  }

  private static String initial(String half) {
    return half.isEmpty() ? "" : half.substring(0, half.offsetByCodePoints(0, 1));
  }

  private static String beginning(String joined) {
    return joined.substring(0, Math.min(2, joined.length()));
  }

  private static String solid(String name) {
    StringBuilder solid = new StringBuilder();
    NameToken.in(name).forEach(token -> solid.append(token.folded()));
    return solid.toString();
  }

  /** Adds every place of a text in which a name is written. */
  void find(String text, List<NameToken> tokens, List<PupilMentions.Mention> found) {
    for (int at = 0; at < tokens.size(); at++) {
      find(text, tokens, at, found);
    }
  }

  private void find(
      String text, List<NameToken> tokens, int at, List<PupilMentions.Mention> found) {
    NameToken start = tokens.get(at);
    Set<String> alone = single.get(start.folded());
    if (alone != null && (start.capital() || start.folded().length() >= DISTINCT)) {
      found.add(new PupilMentions.Mention(start.start(), start.end(), alone));
    }
    boolean joint = start.folded().length() >= DISTINCT || isMailName(text, start);
    if (joint) {
      joined(text, start, found);
    }
    if (!beginnings.contains(beginning(start.folded()))) {
      return;
    }
    StringBuilder run = new StringBuilder();
    for (int end = at; end < tokens.size() && run.length() <= longest; end++) {
      if (end > at && !NameToken.isNear(text, tokens.get(end - 1), tokens.get(end))) {
        break;
      }
      run.append(tokens.get(end).folded());
      for (Name name : byLast.getOrDefault(run.toString(), List.of())) {
        around(text, tokens, at, end, name, found);
      }
      if (end + 1 < tokens.size()) {
        for (Name name : byFirst.getOrDefault(run.toString(), List.of())) {
          NameToken next = tokens.get(end + 1);
          if (next.folded().equals(initial(name.last()))
              && NameToken.isNear(text, tokens.get(end), next)
              && isWritten(text, tokens, at, end + 1)
              && !allowed.contains(whole(name.first(), next.folded()))) {
            found.add(new PupilMentions.Mention(start.start(), next.end(), Set.of(name.ref())));
          }
        }
      }
    }
  }

  /** Looks for the first name before and behind a last name. */
  private void around(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      Name name,
      List<PupilMentions.Mention> found) {
    Set<String> refs = Set.of(name.ref());
    if (!allowed.contains(whole(name.first(), name.last()))) {
      int start = startOf(name.first(), text, tokens, from);
      for (int middle = from - 1;
          start < 0 && middle >= from - MOST_BETWEEN && isMiddle(text, tokens, middle, from);
          middle--) {
        start = startOf(name.first(), text, tokens, middle);
      }
      if (start >= 0) {
        found.add(new PupilMentions.Mention(tokens.get(start).start(), tokens.get(to).end(), refs));
      }
      int end = endOf(name.first(), text, tokens, to);
      if (end >= 0) {
        found.add(new PupilMentions.Mention(tokens.get(from).start(), tokens.get(end).end(), refs));
      }
    }
    String letter = initial(name.first());
    if (!allowed.contains(whole(letter, name.last()))) {
      if (startOf(letter, text, tokens, from) == from - 1
          && from > 0
          && isWritten(text, tokens, from - 1, to)) {
        found.add(
            new PupilMentions.Mention(tokens.get(from - 1).start(), tokens.get(to).end(), refs));
      }
      if (endOf(letter, text, tokens, to) == to + 1 && isWritten(text, tokens, from, to + 1)) {
        found.add(
            new PupilMentions.Mention(tokens.get(from).start(), tokens.get(to + 1).end(), refs));
      }
    }
  }

  /** The token at which a half begins that ends right before another token; negative if none. */
  private static int startOf(String half, String text, List<NameToken> tokens, int before) {
    int length = half.length();
    int at = before;
    while (length > 0 && at > 0 && NameToken.isNear(text, tokens.get(at - 1), tokens.get(at))) {
      String part = tokens.get(--at).folded();
      if (!half.startsWith(part, length - part.length())) {
        return -1;
      }
      length -= part.length();
    }
    return length == 0 ? at : -1;
  }

  /** The token at which a half ends that begins right behind another token; negative if none. */
  private static int endOf(String half, String text, List<NameToken> tokens, int behind) {
    int length = 0;
    int at = behind;
    while (length < half.length()
        && at + 1 < tokens.size()
        && NameToken.isNear(text, tokens.get(at), tokens.get(at + 1))) {
      String part = tokens.get(++at).folded();
      if (!half.startsWith(part, length)) {
        return -1;
      }
      length += part.length();
    }
    return length == half.length() ? at : -1;
  }

  /** Whether a token may be a middle name before the tokens that begin a last name. */
  private static boolean isMiddle(String text, List<NameToken> tokens, int at, int last) {
    if (at <= 0) {
      return false;
    }
    NameToken middle = tokens.get(at);
    return Character.isLetter(middle.folded().codePointAt(0))
        && !NO_MIDDLE_NAME.contains(middle.folded())
        && (middle.capital() || at == last - 1)
        && NameToken.isWithinName(text, tokens.get(at - 1).end(), middle.start())
        && NameToken.isWithinName(text, middle.end(), tokens.get(at + 1).start());
  }

  private static boolean isMailName(String text, NameToken token) {
    return token.folded().length() > 4
        && token.end() < text.length()
        && text.charAt(token.end()) == '@';
  }

  /** Looks for both halves of a name, or an initial and a name, written as one word. */
  private void joined(String text, NameToken token, List<PupilMentions.Mention> found) {
    String word = token.folded();
    if (withinWords) {
      for (List<Name> names : byLast.values()) {
        for (Name name : names) {
          if (name.first().length() + name.last().length() >= DISTINCT
              && (word.contains(name.first() + name.last())
                  || word.contains(name.last() + name.first()))) {
            found.add(new PupilMentions.Mention(token.start(), token.end(), Set.of(name.ref())));
          }
        }
      }
    }
    if (word.length() > 2 * longest) {
      return;
    }
    boolean mail = isMailName(text, token);
    for (int cut = 1; cut < word.length(); cut++) {
      String head = word.substring(0, cut);
      String tail = word.substring(cut);
      List<Name> names = new ArrayList<>(byLast.getOrDefault(tail, List.of()));
      names.removeIf(n -> !n.first().equals(head) && !(mail && initial(n.first()).equals(head)));
      byLast.getOrDefault(head, List.of()).stream()
          .filter(n -> n.first().equals(tail) || (mail && initial(n.first()).equals(tail)))
          .forEach(names::add);
      names.removeIf(
          n ->
              allowed.contains(whole(n.first(), n.last()))
                  || (mail && allowed.contains(whole(initial(n.first()), n.last()))));
      names.forEach(
          n -> found.add(new PupilMentions.Mention(token.start(), token.end(), Set.of(n.ref()))));
    }
  }

  /**
   * Whether an initial and the name beside it are written as such: with capitals, and with a full
   * stop where the letter is also a word.
   */
  private static boolean isWritten(String text, List<NameToken> tokens, int from, int to) {
    for (NameToken token : tokens.subList(from, to + 1)) {
      boolean word = token.folded().equals("a") || token.folded().equals("i");
      boolean dot = token.end() < text.length() && text.charAt(token.end()) == '.';
      if (!token.capital() || (word && !dot)) {
        return false;
      }
    }
    return true;
  }
}
