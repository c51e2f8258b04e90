package org.invigilator.match;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Birth dates in texts: a date that is a pupil's, beside a word for birth or in a text that names
 * the pupil. Any other date is left alone, because some child is born on most days.
 */
final class BirthDates {
  /** How far a birth date may be from the word for birth, in characters. */
  private static final int BESIDE = 24;

  private static final Pattern DATE =
      Pattern.compile(
          "(?:(\\d{1,2})[/. -](\\d{1,2})[/. -](\\d{4}|\\d{2})|(\\d{4})-(\\d{2})-(\\d{2})|(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Za-z]{3,9}),? (\\d{4}|\\d{2}))(?!\\d)");
  private static final Pattern BIRTH = Pattern.compile("(?i)born|birth|\\bd\\.?o\\.?b\\b");

  private final Map<String, LocalDate> byPupil = new HashMap<>();
  private final Set<LocalDate> all = new HashSet<>();

  void add(String ref, LocalDate birth) {
    byPupil.put(ref, birth);
    all.add(birth);
  }

  /**
   * Adds every place of a text in which a birth date is written.
   *
   * @param found the mentions of pupils in the text so far
   */
  void find(String text, List<PupilMentions.Mention> found) {
    if (all.isEmpty()) {
      return;
    }
    Set<LocalDate> ofNamed = new HashSet<>();
    for (PupilMentions.Mention mention : found) {
      mention.refs().stream().map(byPupil::get).filter(all::contains).forEach(ofNamed::add);
    }
    Matcher date = DATE.matcher(text);
    for (int at = 0; at < text.length(); at++) {
      if (isDigit(text, at) && !(at > 0 && isDigit(text, at - 1))) {
        date.region(at, text.length());
        if (date.lookingAt()) {
          LocalDate day = day(date);
          if (day != null
              && (ofNamed.contains(day) || (all.contains(day) && isBesideBirth(text, at)))) {
            found.add(new PupilMentions.Mention(at, date.end(), Set.of()));
          }
          at = date.end() - 1;
        }
      }
    }
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isBesideBirth(String text, int at) {
    return BIRTH.matcher(text.substring(Math.max(0, at - BESIDE), at)).find();
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
}
