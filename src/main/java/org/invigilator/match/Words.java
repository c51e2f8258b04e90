package org.invigilator.match;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.invigilator.register.Texts;

/**
 * A text cut into words. A word keeps what it looked like and has a folded form: no case, no
 * accents, no apostrophes, no possessive ending, the same on every machine.
 */
public final class Words {

  /**
   * One word.
   *
   * @param capital whether it is written like a name: with a capital, or in a script without case;
   *     a handle never is
   * @param joined whether only blanks stand between it and the word before
   * @param tag the number of the hashtag it is part of, or -1
   */
  public record Word(String folded, boolean capital, boolean joined, int tag) {}

  private Words() {}

  /** Cuts a text; hashtags are cut at their capitals. */
  public static List<Word> of(String text) {
    return cut(text);
  }

  /** A text in the form in which its characters are compared. */
  static String composed(String text) {
    // One copy, since each charAt of a text with an emoji in it costs several times as much.
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] > 127 && !isStable(chars, i)) {
        return Texts.normalize(text, Normalizer.Form.NFKC);
      }
    }
    return text;
  }

  /**
   * Whether a character of those that posts often have is its own normal form whatever follows it
   * that is stable too: punctuation, the pound sign, and most emoji (NFKC_Quick_Check=Yes and no
   * starter that composes, in UnicodeData).
   */
  private static boolean isStable(char[] text, int at) {
    char c = text[at];
    if (c < '\ud800') {
      return c == '\u00a3'
          || (c >= '\u2018' && c <= '\u201f' && c != '\u201b')
          || c == '\u2013'
          || c == '\u2014'
          || c == '\u2022'
          || c == '\u200d'
          || (c >= '\u2600' && c <= '\u27bf');
    }
    if (c >= '\udc00') {
      return c == '\ufe0f' || (c <= '\udfff' && at > 0 && isEmoji(text[at - 1], c));
    }
    return at + 1 < text.length && isEmoji(c, text[at + 1]);
  }

  /** Whether two surrogates are one of the symbols from U+1F300 to U+1FAFF. */
  private static boolean isEmoji(char high, char low) {
    return Character.isLowSurrogate(low)
        && ((high == '\ud83c' && low >= '\udf00')
            || high == '\ud83d'
            || (high == '\ud83e' && low <= '\udeff'));
  }

  /**
   * A text as it looks: wide and fancy characters made plain, and without marks that show nothing.
   */
  static String visible(String text) {
    String composed = composed(text);
    char[] chars = composed.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] > 127 && isInvisible(composed.codePointAt(i))) {
        StringBuilder seen = new StringBuilder(composed.length());
        composed.codePoints().filter(c -> !isInvisible(c)).forEach(seen::appendCodePoint);
        return Texts.limitMarks(seen.toString());
      }
    }
    return composed;
  }

  private static List<Word> cut(String text) {
    String composed = composed(text);
    List<Word> words = new ArrayList<>();
    int tags = 0;
    boolean joined = false;
    int i = 0;
    int length = composed.length();
    while (i < length) {
      int end = plainEnd(composed, i);
      if (end > i) {
        words.add(plain(composed, i, end, joined));
        joined = true;
        i = end;
        continue;
      }
      int c = composed.codePointAt(i);
      if (isWordPart(c)) {
        int start = i;
        while (i < length && isWithin(composed, i)) {
          i += Character.charCount(composed.codePointAt(i));
        }
        boolean tag = start > 0 && composed.charAt(start - 1) == '#';
        String word = composed.substring(start, i);
        if (tag) {
          addTag(words, word, tags++);
          joined = false;
        } else {
          boolean handle = start > 0 && composed.charAt(start - 1) == '@';
          add(words, handle ? "@" + word : word, joined, -1);
          joined = true;
        }
      } else {
        joined =
            joined && (Character.isWhitespace(c) || Character.isSpaceChar(c) || isInvisible(c));
        i += Character.charCount(c);
      }
    }
    return words;
  }

  /**
   * The end of a word of plain letters and digits, of no hashtag; the start where it is none, or
   * where what follows may belong to it.
   */
  private static int plainEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isPlain(text.charAt(end))) {
      end++;
    }
    boolean isCut =
        end == text.length()
            || (text.charAt(end) < 128 && "_'`-".indexOf(text.charAt(end)) < 0 && end > from);
    return isCut && (from == 0 || text.charAt(from - 1) != '#') ? end : from;
  }

  private static Word plain(String text, int from, int end, boolean joined) {
    String folded = text.substring(from, end).toLowerCase(Locale.ROOT);
    boolean handle = from > 0 && text.charAt(from - 1) == '@';
    char first = text.charAt(from);
    boolean small = first >= 'a' && first <= 'z';
    return new Word(handle ? "@" + folded : folded, !small && !handle, joined, -1);
  }

  private static void addTag(List<Word> words, String tag, int number) {
    int start = 0;
    for (int i = 1; i <= tag.length(); i++) {
      boolean cut =
          i == tag.length()
              || tag.charAt(i) == '_'
              || (Character.isUpperCase(tag.charAt(i))
                  && (!Character.isUpperCase(tag.charAt(i - 1)) || isFollowedBySmall(tag, i)))
              || (Character.isDigit(tag.charAt(i)) != Character.isDigit(tag.charAt(i - 1)));
      if (cut) {
        String part = tag.substring(start, i).replace("_", "");
        // Marks alone are no word; thousands of them would be searched again from each.
        if (part.codePoints().anyMatch(Words::isWordPart)) {
          add(words, part, start > 0, number);
        }
        start = i;
      }
    }
  }

  /**
   * Whether a capital begins a word although another stands before it, as the S in WhatAStory does.
   */
  private static boolean isFollowedBySmall(String tag, int at) {
    return at + 1 < tag.length() && Character.isLowerCase(tag.charAt(at + 1));
  }

  private static void add(List<Word> words, String word, boolean joined, int tag) {
    int first = word.codePointAt(0);
    boolean capital = !Character.isLowerCase(first) && first != '@';
    // A handle is no word of the text: its owner chose it.
    String folded = first == '@' ? "@" + fold(word) : fold(word);
    words.add(new Word(folded, capital, joined, tag));
  }

  private static boolean isWordPart(int c) {
    return Character.isLetterOrDigit(c);
  }

  private static boolean isWithin(String text, int at) {
    int c = text.codePointAt(at);
    if (isWordPart(c)
        || c == '_'
        || isInvisible(c)
        || Character.getType(c) == Character.NON_SPACING_MARK) {
      return true;
    }
    int next = at + Character.charCount(c);
    return (isApostrophe(c) || isHyphen(c))
        && next < text.length()
        && isWordPart(text.codePointAt(next));
  }

  private static boolean isApostrophe(int c) {
    return c == '\''
        || c == '\u2019'
        || c == '\u2018'
        || c == '\u02BC'
        || c == '`'
        || c == '\u00B4';
  }

  private static boolean isHyphen(int c) {
    return c == '-' || c == '\u2010' || c == '\u2011';
  }

  /** Marks that show nothing and are used to hide words: zero-width and direction marks. */
  private static boolean isInvisible(int c) {
    return Character.getType(c) == Character.FORMAT;
  }

  /** The form in which words are compared. */
  public static String fold(String word) {
    if (isPlain(word)) {
      return word.toLowerCase(Locale.ROOT);
    }
    String open = Texts.normalize(word, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(open.length());
    int end = open.length();
    if (end > 2
        && (open.charAt(end - 1) == 's' || open.charAt(end - 1) == 'S')
        && isApostrophe(open.charAt(end - 2))) {
      end -= 2;
    }
    for (int i = 0; i < end; ) {
      int c = open.codePointAt(i);
      i += Character.charCount(c);
      if (isHyphen(c)) {
        folded.append('-');
      } else if (Character.isLetterOrDigit(c)) {
        folded.append(special(c));
      }
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!isPlain(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private static String special(int c) {
    return switch (c) {
      case 'ø', 'Ø' -> "o";
      case 'ł', 'Ł' -> "l";
      case 'đ', 'Đ', 'ð', 'Ð' -> "d";
      case 'ß' -> "ss";
      case 'æ', 'Æ' -> "ae";
      case 'œ', 'Œ' -> "oe";
      case 'ı', 'İ' -> "i";
      case 'Σ', 'ς' -> "σ";
      default -> Character.toString(c);
    };
  }
}
