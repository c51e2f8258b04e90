package org.invigilator.match;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.register.Platforms;
import org.invigilator.register.Pupil;
import org.invigilator.register.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Finds in free text what identifies a pupil, as people write it: names in either order, in small
 * letters, joined, with middle names or initials, in hashtags, file names and e-mail addresses;
 * accounts with or without @; birth dates beside a word for birth or the name; unique pupil
 * numbers. It finds more than the rules do, because a text that is kept or passed on must hold
 * none; whatever a rule takes for a pupil's name is found here too.
 */
public final class PupilMentions {
  /** A joined name of at least so many letters is recognised without a gap between its parts. */
  private static final int DISTINCT = 8;

  /** Two middle names at most. */
  private static final int MOST_BETWEEN = 2;

  /** How far a birth date may be from the word for birth, in characters. */
  private static final int BESIDE = 24;

  private static final Set<String> NO_MIDDLE_NAME =
      Set.of(
          "and", "or", "with", "from", "to", "of", "in", "at", "on", "by", "for", "the", "a", "is",
          "was", "met", "mr", "mrs", "ms", "miss", "dr", "sir", "vs", "v", "then", "but", "his",
          "her", "their");

  private static final Pattern UPN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])[A-HJ-NP-RT-Z]\\d{11}[\\dA-HJ-NP-RT-Z](?![\\p{L}\\p{N}])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ACCOUNT = Pattern.compile("[\\p{L}\\p{N}_.-]+");
  private static final Pattern DATE =
      Pattern.compile(
          "(?<!\\d)(?:(\\d{1,2})[/. -](\\d{1,2})[/. -](\\d{4}|\\d{2})|(\\d{4})-(\\d{2})-(\\d{2})|(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Za-z]{3,9}),? (\\d{4}|\\d{2}))(?!\\d)");
  private static final Pattern BIRTH = Pattern.compile("(?i)born|birth|\\bd\\.?o\\.?b\\b");

  /**
   * One place in a text.
   *
   * @param start the first character
   * @param end behind the last character
   * @param refs the references of the pupils who may be meant; empty when only that it is a pupil's
   */
  public record Mention(int start, int end, Set<String> refs) {}

  /** How a name is made of two halves, of which one may be an initial. */
  private record Form(int firstHalf, boolean initial, String ref) {}

  /** A run of letters or of digits, folded, at its place in the text. */
  private record Token(String folded, int start, int end, boolean capital) {}

  private final Map<String, List<Form>> forms = new HashMap<>();
  private final Map<String, Map<String, Set<String>>> lastByFirst = new HashMap<>();
  private final Map<String, Set<String>> single = new HashMap<>();
  private final Map<String, Set<String>> accounts = new HashMap<>();
  private final Map<String, Set<LocalDate>> births = new HashMap<>();
  private final Set<LocalDate> birthDays = new HashSet<>();

  /** Joined names that people who may be named share with pupils. */
  private final Set<String> allowed = new HashSet<>();

  /** The beginnings of all joined names, by which most words are passed over at once. */
  private final Set<String> beginnings = new HashSet<>();

  private int longest;
  private int longestFirst;
  private int longestLast;

  private PupilMentions() {}

  /**
   * Prepares to find the pupils of a roll, past and present.
   *
   * @param others the full names of people who may be named; a form that one of them shares
   *     identifies no pupil
   */
  public static PupilMentions of(Collection<Pupil> pupils, Collection<String> others) {
    PupilMentions mentions = new PupilMentions();
    for (String name : others) {
      int gap = name.strip().lastIndexOf(' ');
      if (gap > 0) {
        PupilMentions of = new PupilMentions();
        of.addName(name.strip().substring(0, gap), name.strip().substring(gap + 1), "");
        mentions.allowed.addAll(of.forms.keySet());
      }
    }
    for (Pupil pupil : pupils) {
      mentions.addName(pupil.firstName(), pupil.lastName(), pupil.ref());
      if (!pupil.knownAs().isBlank()) {
        mentions.addName(pupil.knownAs(), pupil.lastName(), pupil.ref());
      }
      for (Pupil.Handle handle : pupil.handles()) {
        mentions.addAccount(handle.handle(), pupil.ref());
        mentions.addAccount(handle.userId(), pupil.ref());
      }
      pupil
          .birth()
          .ifPresent(
              birth -> {
                mentions.birthDays.add(birth);
                mentions.births.computeIfAbsent(pupil.ref(), r -> new HashSet<>(1)).add(birth);
              });
    }
    return mentions;
  }

  /**
   * Prepares to find one person by names and accounts that are given rather than read from the
   * roll.
   *
   * @param pupils the rows of the roll about the person; may be none
   * @param more further names or handles
   */
  public static PupilMentions of(String ref, Collection<Pupil> pupils, Collection<String> more) {
    PupilMentions mentions = of(pupils, List.of());
    for (String one : more) {
      String text = one.strip();
      int gap = text.lastIndexOf(' ');
      int comma = text.indexOf(',');
      if (comma > 0) {
        mentions.addName(text.substring(comma + 1), text.substring(0, comma), ref);
      } else if (gap > 0) {
        mentions.addName(text.substring(0, gap), text.substring(gap + 1), ref);
      } else {
        mentions.addAccount(text, ref);
        if (!text.startsWith("@")) {
          mentions.addName(text, "", ref);
        }
      }
    }
    return mentions;
  }

  /** Whether there is anything to find. */
  public boolean isEmpty() {
    return forms.isEmpty() && single.isEmpty() && accounts.isEmpty();
  }

  private void addName(String firstName, String lastName, String ref) {
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
    add(first, last, false, ref);
    add(last, first, false, ref);
    List<Token> firsts = tokens(firstName);
    if (firsts.size() > 1) {
      // Of two first names people often write the one a child goes by.
      add(firsts.get(0).folded(), last, false, ref);
      between(firsts.get(0).folded(), last, ref);
    }
    if (first.length() > 1 && last.length() > 1) {
      String letter = first.substring(0, first.offsetByCodePoints(0, 1));
      add(letter, last, true, ref);
      add(last, letter, true, ref);
      add(first, last.substring(0, last.offsetByCodePoints(0, 1)), true, ref);
    }
    between(first, last, ref);
  }

  private void between(String first, String last, String ref) {
    if (allowed.contains(first + last)) {
      return;
    }
    lastByFirst
        .computeIfAbsent(first, k -> new HashMap<>(2))
        .computeIfAbsent(last, k -> new TreeSet<>())
        .add(ref);
    longestFirst = Math.max(longestFirst, first.length());
    longestLast = Math.max(longestLast, last.length());
  }

  private void add(String half, String other, boolean initial, String ref) {
    if (allowed.contains(half + other)) {
      return;
    }
    beginnings.add(beginning(half + other));
    Form form = new Form(half.length(), initial, ref);
    List<Form> known = forms.computeIfAbsent(half + other, k -> new ArrayList<>(1));
    if (!known.contains(form)) {
      known.add(form);
    }
    longest = Math.max(longest, half.length() + other.length());
  }

  private void addAccount(String account, String ref) {
    String handle = Platforms.handle(account);
    if (handle.length() > 2) {
      accounts.computeIfAbsent(Texts.lower(handle), k -> new TreeSet<>()).add(ref);
    }
  }

  private static String beginning(String joined) {
    return joined.substring(0, Math.min(2, joined.length()));
  }

  private static String solid(String name) {
    StringBuilder solid = new StringBuilder();
    tokens(name).forEach(token -> solid.append(token.folded()));
    return solid.toString();
  }

  /** Every mention in a text, in its order; of those that overlap the longest. */
  public List<Mention> in(String text) {
    List<Mention> found = new ArrayList<>();
    if (text.isEmpty()) {
      return found;
    }
    List<Token> tokens = tokens(text);
    for (int i = 0; i < tokens.size(); i++) {
      names(text, tokens, i, found);
    }
    accounts(text, found);
    Set<LocalDate> ofNamed = new HashSet<>();
    found.stream()
        .flatMap(m -> m.refs().stream())
        .forEach(ref -> ofNamed.addAll(births.getOrDefault(ref, Set.of())));
    births(text, ofNamed, found);
    Matcher upn = UPN.matcher(text);
    while (upn.find()) {
      found.add(new Mention(upn.start(), upn.end(), Set.of()));
    }
    return apart(found);
  }

  /** Whether a text contains anything that identifies a pupil. */
  public boolean areIn(String text) {
    return !in(text).isEmpty();
  }

  private void names(String text, List<Token> tokens, int at, List<Mention> found) {
    Token start = tokens.get(at);
    Set<String> alone = single.get(start.folded());
    if (alone != null && (start.capital() || start.folded().length() >= DISTINCT)) {
      found.add(new Mention(start.start(), start.end(), alone));
    }
    if (start.folded().length() > 1 && !beginnings.contains(beginning(start.folded()))) {
      return;
    }
    StringBuilder joined = new StringBuilder();
    Set<Integer> cuts = new HashSet<>();
    for (int j = at; j < tokens.size() && joined.length() <= longest; j++) {
      if (j > at && !isNear(text, tokens.get(j - 1).end(), tokens.get(j).start())) {
        break;
      }
      cuts.add(joined.length());
      joined.append(tokens.get(j).folded());
      int end = tokens.get(j).end();
      Set<String> refs = new TreeSet<>();
      for (Form form : forms.getOrDefault(joined.toString(), List.of())) {
        boolean parted = cuts.contains(form.firstHalf());
        boolean mail = end < text.length() && text.charAt(end) == '@';
        if (form.initial()
            ? (parted && isWritten(text, tokens, at, j)) || (mail && joined.length() > 4)
            : parted || joined.length() >= DISTINCT) {
          refs.add(form.ref());
        }
      }
      if (!refs.isEmpty()) {
        found.add(new Mention(start.start(), end, refs));
      }
      Map<String, Set<String>> lasts = lastByFirst.get(joined.toString());
      if (lasts != null && joined.length() <= longestFirst) {
        withMiddle(text, tokens, at, j, lasts, found);
      }
    }
  }

  /**
   * Whether an initial and the name beside it are written as such: with capitals, and with a full
   * stop where the letter is also a word.
   */
  private static boolean isWritten(String text, List<Token> tokens, int from, int to) {
    for (Token token : tokens.subList(from, to + 1)) {
      boolean word = token.folded().equals("a") || token.folded().equals("i");
      boolean dot = token.end() < text.length() && text.charAt(token.end()) == '.';
      if (!token.capital() || (word && !dot)) {
        return false;
      }
    }
    return true;
  }

  private void withMiddle(
      String text,
      List<Token> tokens,
      int from,
      int firstEnd,
      Map<String, Set<String>> lasts,
      List<Mention> found) {
    for (int skipped = 1; skipped <= MOST_BETWEEN; skipped++) {
      int middle = firstEnd + skipped;
      if (middle + 1 >= tokens.size()
          || NO_MIDDLE_NAME.contains(tokens.get(middle).folded())
          || !Character.isLetter(tokens.get(middle).folded().codePointAt(0))
          || !isWithinName(text, tokens.get(middle - 1).end(), tokens.get(middle).start())) {
        return;
      }
      if (skipped > 1 && !tokens.get(middle).capital()) {
        return;
      }
      StringBuilder last = new StringBuilder();
      for (int j = middle + 1; j < tokens.size() && last.length() <= longestLast; j++) {
        if (!isWithinName(text, tokens.get(j - 1).end(), tokens.get(j).start())) {
          break;
        }
        last.append(tokens.get(j).folded());
        Set<String> refs = lasts.get(last.toString());
        if (refs != null) {
          found.add(new Mention(tokens.get(from).start(), tokens.get(j).end(), refs));
        }
      }
    }
  }

  private void accounts(String text, List<Mention> found) {
    if (accounts.isEmpty()) {
      return;
    }
    Matcher matcher = ACCOUNT.matcher(text);
    while (matcher.find()) {
      int end = matcher.end();
      // A full stop or a hyphen behind a handle ends the sentence.
      while (end > matcher.start() && ".-".indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      int from = matcher.start();
      while (from < end && ".-".indexOf(text.charAt(from)) >= 0) {
        from++;
      }
      Set<String> refs = accounts.get(Texts.lower(text.substring(from, end)));
      if (refs != null) {
        boolean at = from > 0 && text.charAt(from - 1) == '@';
        found.add(new Mention(at ? from - 1 : from, end, refs));
      }
    }
  }

  private void births(String text, Set<LocalDate> ofNamed, List<Mention> found) {
    if (birthDays.isEmpty()) {
      return;
    }
    Matcher date = DATE.matcher(text);
    while (date.find()) {
      LocalDate day = day(date);
      if (day != null
          && (ofNamed.contains(day)
              || (birthDays.contains(day)
                  && BIRTH
                      .matcher(text.substring(Math.max(0, date.start() - BESIDE), date.start()))
                      .find()))) {
        found.add(new Mention(date.start(), date.end(), Set.of()));
      }
    }
  }

  private static @Nullable LocalDate day(Matcher date) {
    try {
      if (date.group(1) != null) {
        return LocalDate.of(year(date.group(3)), number(date.group(2)), number(date.group(1)));
      }
      if (date.group(4) != null) {
        return LocalDate.of(number(date.group(4)), number(date.group(5)), number(date.group(6)));
      }
      int month = month(date.group(8));
      return month == 0 ? null : LocalDate.of(year(date.group(9)), month, number(date.group(7)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static int year(String digits) {
    return digits.length() == 4 ? number(digits) : 2000 + number(digits);
  }

  private static int month(String name) {
    String start = name.substring(0, 3).toLowerCase(Locale.ROOT);
    return "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(start) % 3 == 0
        ? "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(start) / 3 + 1
        : 0;
  }

  /** The mentions in order; of those that overlap only the longest stays, with all references. */
  private static List<Mention> apart(List<Mention> found) {
    List<Mention> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt(Mention::start)
            .thenComparing(Comparator.comparingInt(Mention::end).reversed()));
    List<Mention> apart = new ArrayList<>();
    for (Mention next : sorted) {
      Mention before = apart.isEmpty() ? null : apart.get(apart.size() - 1);
      if (before == null || next.start() >= before.end()) {
        apart.add(next);
      } else {
        Set<String> refs = new TreeSet<>(before.refs());
        refs.addAll(next.refs());
        apart.set(
            apart.size() - 1,
            new Mention(before.start(), Math.max(before.end(), next.end()), refs));
      }
    }
    return apart;
  }

  /**
   * A text with every mention replaced: by the reference where it can only be one pupil, and
   * otherwise by words that name no one.
   */
  public String withoutNames(String text) {
    List<Mention> mentions = in(text);
    if (mentions.isEmpty()) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    int at = 0;
    for (Mention mention : mentions) {
      safe.append(text, at, mention.start());
      safe.append(
          mention.refs().size() == 1
              ? mention.refs().iterator().next()
              : mention.refs().isEmpty() ? "[removed]" : "[a pupil]");
      at = mention.end();
    }
    return safe.append(text, at, text.length()).toString();
  }

  /** Whether so little is between two tokens that they may be one name, or two cells of a row. */
  private static boolean isNear(String text, int from, int to) {
    if (to - from > 3) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '!' || text.charAt(i) == '?' || text.charAt(i) == '@') {
        return false;
      }
    }
    return true;
  }

  /** Whether only what people write within a name is between two tokens. */
  private static boolean isWithinName(String text, int from, int to) {
    if (to - from > 2) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)
          && !Character.isSpaceChar(c)
          && c != '.'
          && c != '_'
          && Character.getType(c) != Character.DASH_PUNCTUATION) {
        return false;
      }
    }
    return true;
  }

  /** A text as folded tokens: cut at whatever is no letter, at capitals, and beside digits. */
  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    int length = text.length();
    int i = 0;
    while (i < length) {
      int c = text.codePointAt(i);
      if (!Character.isLetterOrDigit(c)) {
        i += Character.charCount(c);
        continue;
      }
      int start = i;
      boolean digit = Character.isDigit(c);
      boolean lowerBefore = false;
      while (i < length) {
        c = text.codePointAt(i);
        boolean part =
            isMark(c)
                || isApostropheWithin(text, i, start)
                || (Character.isLetterOrDigit(c)
                    && Character.isDigit(c) == digit
                    && !(lowerBefore && Character.isUpperCase(c)));
        if (!part) {
          break;
        }
        lowerBefore = Character.isLowerCase(c) || (isMark(c) && lowerBefore);
        i += Character.charCount(c);
      }
      String folded = fold(text.substring(start, i));
      if (!folded.isEmpty()) {
        int first = text.codePointAt(start);
        tokens.add(new Token(folded, start, i, !Character.isLowerCase(first)));
      }
    }
    return tokens;
  }

  /** The form in which names are compared, without hyphens. */
  private static String fold(String word) {
    String folded = Words.fold(word);
    return folded.indexOf('-') < 0 ? folded : folded.replace("-", "");
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.FORMAT;
  }

  private static boolean isApostropheWithin(String text, int at, int start) {
    return at > start
        && "'\u2019\u2018\u02bc`\u00b4".indexOf(text.charAt(at)) >= 0
        && at + 1 < text.length()
        && Character.isLetter(text.codePointAt(at + 1));
  }
}
