package org.invigilator.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words that must not be published, found as whole words even where letters are masked, less the
 * names and places that are allowed. It is long because each way of masking a word is undone by a
 * short method.
 */
public final class WordList {
  /** What makes a plain capital a small letter. */
  private static final char SMALL = 0x20;

  /** So many letters, each by itself, may spell a word. */
  private static final int SPELT = 4;

  private static final int MOST_SIGNS = 6;

  private static final int PLAIN_LETTERS = 0x250;

  private static final Pattern DRAWN_OUT = Pattern.compile("(\\p{L})\\1{2,}");

  /** The number of a room, a bus or a ticket. */
  private static final Pattern CODE = Pattern.compile("\\p{Lu}{1,4}\\d{2,4}");

  private static final Pattern APOSTROPHE = Pattern.compile("['\u2019]");

  private static final Pattern SIGN = Pattern.compile("[-\u2013\u2014_#%.\u00a1]|\\p{So}\\ufe0f?");

  private static final Pattern HIDDEN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}@/])\\p{L}{1,6}(?:[-\u2013\u2014_#%.\u00a1]|\\p{So}\\x{fe0f}?){1,3}\\p{L}{1,6}(?![\\p{L}\\p{N}])");

  private final Set<String> words = new HashSet<>();
  private final Set<String> withApostrophe = new HashSet<>();
  private final Map<Integer, List<String>> byLength = new HashMap<>();
  private final Map<String, List<List<String>>> allowed = new HashMap<>();
  private final WordFilter filter = new WordFilter(14);

  /** A bit for each first and last letter of the words. */
  private long starts;

  private long ends;

  public WordList(Collection<String> listed, Collection<String> allow) {
    for (String word : listed) {
      String folded = Words.fold(word.strip());
      if (!folded.isEmpty() && words.add(folded)) {
        byLength.computeIfAbsent(folded.length(), k -> new ArrayList<>()).add(folded);
        filter.add(folded);
        starts |= 1L << folded.charAt(0);
        ends |= 1L << folded.charAt(folded.length() - 1);
        if (APOSTROPHE.matcher(word.strip()).find()) {
          withApostrophe.add(folded);
        }
      }
    }
    for (String phrase : allow) {
      List<String> parts = Words.of(phrase).stream().map(Words.Word::folded).toList();
      if (!parts.isEmpty()) {
        allowed.computeIfAbsent(parts.get(0), k -> new ArrayList<>()).add(parts);
      }
    }
  }

  /** The first listed word in a text, in the form of the list. */
  public Optional<String> firstIn(String text) {
    String composed = Words.composed(text);
    if (!mayHold(composed)) {
      return Optional.empty();
    }
    List<String> tokens = tokens(composed);
    StringBuilder spelt = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      spelt.setLength(token.length() == 1 ? spelt.length() : 0);
      spelt.append(token.length() == 1 ? token : "");
      if (spelt.length() >= SPELT) {
        // A word that ended earlier was found then.
        boolean isFirst = spelt.length() == SPELT;
        Optional<String> letters =
            words.stream()
                .filter(w -> spelt.indexOf(w, isFirst ? 0 : spelt.length() - w.length()) >= 0)
                .findFirst();
        if (letters.isPresent()) {
          return letters;
        }
      }
      int skip = allowedAt(tokens, i);
      if (skip > 0) {
        i += skip - 1;
        continue;
      }
      Optional<String> hit = hit(token);
      if (hit.isPresent()) {
        return hit;
      }
    }
    return hidden(composed);
  }

  /** The first listed word of which signs other than stars hide letters: f--k, sh#t. */
  private Optional<String> hidden(String text) {
    return HIDDEN
        .matcher(text)
        .results()
        .flatMap(
            found ->
                fitting(SIGN.matcher(found.group()).replaceAll("*").toLowerCase(Locale.ROOT))
                    .stream())
        .findFirst();
  }

  /** The listed word that a text may be, in which a star is one letter, or one of several. */
  private Optional<String> fitting(String masked) {
    boolean isOfOne = masked.chars().filter(c -> c == '*').count() == 1;
    return byLength.getOrDefault(masked.length(), List.of()).stream()
        .filter(word -> fits(masked, word))
        .filter(word -> !isOfOne || "aeiou".indexOf(word.charAt(masked.indexOf('*'))) >= 0)
        .findFirst();
  }

  /**
   * Whether any word of a text is listed, whatever is allowed. Most texts have none, and words of
   * plain letters are told by their hash without being cut out.
   */
  private boolean mayHold(String composed) {
    char[] chars = composed.toCharArray();
    List<String> one = new ArrayList<>(2);
    int i = 0;
    int length = chars.length;
    int single = 0;
    int ended = 0;
    int previous = Integer.MAX_VALUE;
    boolean isHidden = false;
    while (i < length) {
      if (!isTokenPart(chars[i])) {
        i++;
        continue;
      }
      int start = i;
      boolean isDrawnOut = false;
      while (i < length && isLetter(chars[i])) {
        isDrawnOut |= i > start + 1 && chars[i] == chars[i - 1] && chars[i] == chars[i - 2];
        i++;
      }
      int letters = i;
      boolean plain = true;
      while (i < length && (isTokenPart(chars[i]) || isInner(chars, i))) {
        plain &= chars[i] < 128 && chars[i] != '\'';
        i++;
      }
      single = i - start == 1 && start - ended <= 2 ? single + 1 : i - start == 1 ? 1 : 0;
      isHidden |=
          previous < start
              && start - ended <= MOST_SIGNS
              && mayBeHidden(chars, previous, ended, start, i);
      previous = start;
      ended = i;
      if (single >= SPELT) {
        return true;
      }
      boolean tag = start > 0 && chars[start - 1] == '#';
      if (!isDrawnOut && isOnlyEdge(chars, letters, i)) {
        if (mayHold(chars, start, letters, tag)) {
          return true;
        }
      } else if (!tag && isNumber(chars, start, i)) {
        if (mayHold(chars, start, i, false)) {
          return true;
        }
      } else {
        one.clear();
        addToken(one, composed, start, i, plain);
        for (String token : one) {
          if (hit(token).isPresent()) {
            return true;
          }
        }
      }
    }
    return isHidden && hidden(composed).isPresent();
  }

  /**
   * Whether two pieces with signs between them may be a listed word: by their length, and by their
   * first and last letters.
   */
  private boolean mayBeHidden(char[] text, int from, int signs, int next, int to) {
    for (int i = signs; i < next; i++) {
      if ("-\u2013\u2014_#%.\u00a1".indexOf(text[i]) < 0 && !Character.isSurrogate(text[i])) {
        return false;
      }
    }
    int length = to - from;
    boolean isOfEnds =
        (starts & 1L << (text[from] | SMALL)) != 0 && (ends & 1L << (text[to - 1] | SMALL)) != 0;
    return signs < next
        && isOfEnds
        && (byLength.containsKey(length) || byLength.containsKey(length - 1));
  }

  /** Whether a word of plain letters or digits, or in a hashtag a part of it, may be listed. */
  private boolean mayHold(char[] text, int start, int end, boolean tag) {
    int whole = 0;
    int part = 0;
    for (int i = start; i < end; i++) {
      char c = text[i];
      boolean isCut =
          tag && i > start && c <= 'Z' && (text[i - 1] > 'Z' || (i + 1 < end && text[i + 1] > 'Z'));
      if (isCut) {
        if (filter.mayHold(part)) {
          return true;
        }
        part = 0;
      }
      whole = 31 * whole + (c | SMALL);
      part = 31 * part + (c | SMALL);
    }
    return start < end && (filter.mayHold(whole) || (tag && filter.mayHold(part)));
  }

  /** Whether only exclamation marks are there, which end a sentence. */
  private static boolean isOnlyEdge(char[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] != '!') {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(char[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private Optional<String> hit(String token) {
    if (hasApostrophe(token)) {
      // "who're" is no listed word, and "shit's" is.
      String whole = Words.fold(token);
      boolean isWhole =
          withApostrophe.contains(whole) || (whole.endsWith("nt") && words.contains(whole));
      return isWhole
          ? Optional.of(whole)
          : APOSTROPHE
              .splitAsStream(token)
              .filter(part -> !part.isEmpty())
              .flatMap(part -> hit(part).stream())
              .findFirst();
    }
    if (words.contains(token)) {
      return Optional.of(token);
    }
    if (isDrawnOut(token)) {
      Matcher drawn = DRAWN_OUT.matcher(token);
      return Stream.of("$1", "$1$1").map(drawn::replaceAll).filter(words::contains).findFirst();
    }
    boolean masked = false;
    boolean odd = false;
    boolean letter = false;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      masked |= c == '*';
      odd |= c >= '0' && c <= '9' || isMaskMark(c);
      letter |= c > '9' && c != '@' && c != '|';
    }
    if (!odd || !letter) {
      return Optional.empty();
    }
    String plain = unmask(token);
    if (masked) {
      return isMask(token)
          ? byLength.getOrDefault(token.length(), List.of()).stream()
              .filter(w -> fits(plain, w))
              .findFirst()
          : Optional.empty();
    }
    return words.contains(plain) ? Optional.of(plain) : Optional.empty();
  }

  /**
   * A star counts as a mask inside a word, or where at least two end it; one star at the end is
   * emphasis.
   */
  private static boolean isMask(String token) {
    int stars = (int) token.chars().filter(c -> c == '*').count();
    return Character.isLetter(token.charAt(0))
        && token.length() - stars >= 1
        && (token.charAt(token.length() - 1) != '*' || token.endsWith("**"));
  }

  private static boolean fits(String masked, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (masked.charAt(i) != '*' && masked.charAt(i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String unmask(String token) {
    StringBuilder plain = new StringBuilder(token.length());
    for (char c : token.toCharArray()) {
      plain.append(
          switch (c) {
            case '@', '4' -> 'a';
            case '$', '5' -> 's';
            case '!', '1', '|' -> 'i';
            case '0' -> 'o';
            case '3' -> 'e';
            case '7' -> 't';
            default -> c;
          });
    }
    return plain.toString();
  }

  private int allowedAt(List<String> tokens, int at) {
    int longest = 0;
    for (List<String> phrase : allowed.getOrDefault(bare(tokens.get(at)), List.of())) {
      if (at + phrase.size() <= tokens.size()
          && tokens.subList(at, at + phrase.size()).stream()
              .map(WordList::bare)
              .toList()
              .equals(phrase)) {
        longest = Math.max(longest, phrase.size());
      }
    }
    return longest;
  }

  /** A word without what is behind its apostrophe. */
  private static String bare(String token) {
    Matcher apostrophe = APOSTROPHE.matcher(token);
    return apostrophe.find() ? Words.fold(token.substring(0, apostrophe.start())) : token;
  }

  /**
   * Words with their masks kept; a hashtag counts whole and, where capitals divide it, in its
   * parts.
   */
  private static List<String> tokens(String composed) {
    List<String> tokens = new ArrayList<>();
    char[] chars = composed.toCharArray();
    int length = chars.length;
    int i = 0;
    while (i < length) {
      if (!isTokenPart(chars[i])) {
        i++;
        continue;
      }
      int start = i;
      boolean plain = true;
      while (i < length && (isTokenPart(chars[i]) || isInner(chars, i))) {
        char c = chars[i];
        plain &= c < 128 && c != '\'';
        i++;
      }
      addToken(tokens, composed, start, i, plain);
    }
    return tokens;
  }

  private static void addToken(List<String> tokens, String text, int from, int to, boolean plain) {
    int start = from;
    int end = to;
    while (start < end && isEdge(text.charAt(start))) {
      start++;
    }
    // Stars on both sides set a word off; on one side they hide letters of it.
    boolean isSetOff = start > from && text.charAt(start - 1) == '*';
    while (end > start
        && (text.charAt(end - 1) == '!' || (isSetOff && text.charAt(end - 1) == '*'))) {
      end--;
    }
    if (start == end || isHandle(text, start, end)) {
      return;
    }
    String token = text.substring(start, end);
    if (isCode(token) || isRiddle(token, text, end)) {
      return;
    }
    if (hasApostrophe(token)) {
      tokens.add(token.toLowerCase(Locale.ROOT));
      return;
    }
    boolean isMixed =
        !plain
            && token.codePoints().anyMatch(c -> c >= PLAIN_LETTERS)
            && token.chars().anyMatch(c -> isLetter((char) c));
    if (isMixed) {
      // Letters of other scripts among ours look like ours.
      tokens.add(Letters.plain(token));
      return;
    }
    tokens.add(plain ? token.toLowerCase(Locale.ROOT) : Words.fold(token));
    if (from > 0 && text.charAt(from - 1) == '#') {
      List<Words.Word> parts = Words.of("#" + token);
      if (parts.size() > 1) {
        parts.forEach(p -> tokens.add(p.folded()));
      }
    }
  }

  private static boolean hasApostrophe(String token) {
    return token.indexOf('\'') >= 0 || token.indexOf('\u2019') >= 0;
  }

  private static boolean isDrawnOut(String token) {
    for (int i = 2; i < token.length(); i++) {
      if (token.charAt(i) == token.charAt(i - 1) && token.charAt(i) == token.charAt(i - 2)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCode(String token) {
    char last = token.charAt(token.length() - 1);
    return last >= '0' && last <= '9' && CODE.matcher(token).matches();
  }

  /** Whether the letters that stars hide are asked for: S*** = snow. */
  private static boolean isRiddle(String token, String text, int end) {
    if (token.indexOf('*') < 0) {
      return false;
    }
    int at = end;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() && text.charAt(at) == '=';
  }

  /** Whether this is a handle, which its owner chose. */
  private static boolean isHandle(String text, int start, int end) {
    if (text.charAt(start) != '@' || end - start < 4) {
      return false;
    }
    for (int i = start + 1; i < end; i++) {
      if (!Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean isEdge(char c) {
    return c == '*' || c == '!' || c == '|';
  }

  private static boolean isMaskMark(char c) {
    return c == '*' || c == '@' || c == '$' || c == '!' || c == '|';
  }

  private static boolean isTokenPart(char c) {
    if (c < 128) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || isMaskMark(c);
    }
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.FORMAT
        || type == Character.NON_SPACING_MARK;
  }

  private static boolean isInner(char[] text, int at) {
    char c = text[at];
    return (c == '\'' || c == '\u2019') && at + 1 < text.length && Character.isLetter(text[at + 1]);
  }
}
