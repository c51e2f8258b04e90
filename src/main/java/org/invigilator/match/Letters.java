package org.invigilator.match;

import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.invigilator.register.Texts;

/**
 * Letters as a reader takes them: without case, accents and apostrophes, fancy and look-alike
 * letters made plain (Unicode TS 39), other scripts written in Latin letters.
 */
final class Letters {
  private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ";
  private static final String THEIR_LETTERS = "abcdefghijklmnopqrstuvwyz";
  private static final Map<Integer, String> SPECIAL = special();

  /** What look-alike letters were made of; no more than Unicode has letters. */
  private static final Map<Integer, String> SEEN = new ConcurrentHashMap<>();

  private Letters() {}

  /** ICU's tables take a moment to load and most texts need none of them. */
  private static final class Icu {
    static final String BAR = "l";
    static final SpoofChecker LOOKALIKES = new SpoofChecker.Builder().build();
    static final Transliterator TO_LATIN =
        Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");
  }

  private static Map<Integer, String> special() {
    Map<Integer, String> map = new HashMap<>();
    for (int i = 0; i < SMALL_CAPITALS.length(); i++) {
      map.put((int) SMALL_CAPITALS.charAt(i), THEIR_LETTERS.substring(i, i + 1));
    }
    String[] others = {
      "ǫ=q", "ø=o", "ł=l", "đ=d", "ð=d", "þ=th", "ß=ss", "æ=ae", "œ=oe", "ı=i", "ĸ=k", "ʍ=m", "ɡ=g",
      "ɑ=a", "ɩ=i", "ʋ=v", "ƒ=f", "ħ=h", "ŧ=t", "ʟ=l", "ɴ=n", "ғ=f"
    };
    for (String other : others) {
      map.put(other.codePointAt(0), other.substring(2));
    }
    return map;
  }

  /** The form in which names are compared; digits and letters only. */
  static String plain(String word) {
    if (isPlain(word)) {
      return word.toLowerCase(Locale.ROOT);
    }
    String open = Texts.normalize(word, Normalizer.Form.NFKD);
    StringBuilder plain = new StringBuilder(open.length());
    boolean isLatin = false;
    boolean isForeign = false;
    for (int i = 0; i < open.length(); ) {
      int c = open.codePointAt(i);
      i += Character.charCount(c);
      int lower = Character.toLowerCase(c);
      String special = SPECIAL.get(lower);
      if (special != null) {
        plain.append(special);
        isLatin = true;
      } else if (isAscii(lower)) {
        plain.append((char) lower);
        isLatin |= lower >= 'a';
      } else if (Character.isLetterOrDigit(c) && !isModifier(c)) {
        plain.appendCodePoint(c);
        isForeign = true;
      }
    }
    if (!isForeign) {
      return plain.toString();
    }
    return isLatin || looksLatin(plain) ? lookalikes(plain) : latin(plain.toString());
  }

  /**
   * Another reading of a word of fancy letters, in which what looks like a bar is an L, or an I at
   * its beginning; empty where no letter of it does.
   */
  static String barred(String word) {
    StringBuilder read = new StringBuilder(word.length());
    boolean isBarred = false;
    for (int i = 0; i < word.length(); ) {
      int c = word.codePointAt(i);
      boolean isBar = looksLikeBar(c);
      isBarred |= isBar;
      read.appendCodePoint(isBar ? (i == 0 ? 'i' : 'l') : c);
      i += Character.charCount(c);
    }
    return isBarred ? plain(read.toString()) : "";
  }

  private static boolean looksLikeBar(int c) {
    return c == 'I'
        || c == 'l'
        || (c >= 128
            && Character.isLetter(c)
            && Icu.BAR.equals(Icu.LOOKALIKES.getSkeleton(Character.toString(c))));
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!isAscii(word.charAt(i) | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(int lower) {
    return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
  }

  /** Apostrophes that Unicode counts as letters. */
  private static boolean isModifier(int c) {
    return Character.getType(c) == Character.MODIFIER_LETTER;
  }

  /**
   * Whether letters of another script stand for Latin ones: of more than one script, or of one that
   * is not written in the United Kingdom's languages and only looks Latin.
   */
  private static boolean looksLatin(CharSequence word) {
    Character.UnicodeScript first = null;
    for (int c : word.codePoints().toArray()) {
      Character.UnicodeScript script = Character.UnicodeScript.of(c);
      if (script == Character.UnicodeScript.CHEROKEE
          || script == Character.UnicodeScript.LISU
          || (first != null && script != first && script != Character.UnicodeScript.COMMON)) {
        return true;
      }
      first = script;
    }
    return false;
  }

  private static String lookalikes(CharSequence word) {
    StringBuilder plain = new StringBuilder(word.length());
    word.codePoints()
        .forEach(
            c -> {
              if (isAscii(c)) {
                plain.append((char) c);
              } else {
                plain.append(lookalike(c));
              }
            });
    return plain.toString();
  }

  private static String lookalike(int c) {
    return SEEN.computeIfAbsent(c, Letters::withoutDisguise);
  }

  private static String withoutDisguise(int c) {
    String shown = Icu.LOOKALIKES.getSkeleton(Character.toString(c));
    StringBuilder plain = new StringBuilder(2);
    Texts.normalize(shown, Normalizer.Form.NFKD)
        .codePoints()
        .map(Character::toLowerCase)
        .forEach(
            one -> {
              String special = SPECIAL.get(one);
              if (special != null) {
                plain.append(special);
              } else if (isAscii(one)) {
                plain.append((char) one);
              }
            });
    return plain.toString().equals("rn") ? "m" : plain.toString();
  }

  private static String latin(String word) {
    StringBuilder plain = new StringBuilder(word.length());
    Icu.TO_LATIN
        .transliterate(word)
        .chars()
        .filter(Letters::isAscii)
        .forEach(c -> plain.append((char) c));
    return plain.toString();
  }
}
