package org.invigilator.match;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Full names in what followers write about themselves. People name relatives, friends and stars
 * there too, so a name counts where the text opens with it, or where the display name or the handle
 * has a part of it, and only where no other name is in the display name.
 */
final class ProfileNames {
  private static final double WHOLE = 0.8;

  private static final double RELATED = 0.85;

  private static final int SHORTEST_PART = 4;
  private static final int LONGEST_INTRODUCTION = 40;

  /** "Proud mum of the wonderful Keziah": so far before a name, a word may say whose it is. */
  private static final int WORDS_BEFORE = 6;

  /** "Keziah is my best friend". */
  private static final int WORDS_BEHIND = 4;

  private static final Pattern INTRODUCTION =
      Pattern.compile(
          "(?i)(?:^|[|•·/\\n;~✨⭐])[^\\p{L}@]*(?:(?:hi|hey|hello|yo)[^\\p{L}@]+)?(?:(?:i['’]?m|i am|im|my name is|name|aka|it['’]?s|insta|snap|sc|ig)[^\\p{L}@]+)?$");

  private final RollIndex roll;

  ProfileNames(RollIndex roll) {
    this.roll = roll;
  }

  /**
   * Notes everyone who is named in a text and may be the one who wrote it.
   *
   * @param display the words of the display name
   */
  void search(String about, List<String> display, String handle, FollowerEvidence found) {
    List<NameToken> words = NameToken.in(about);
    for (int at = 1; at < words.size(); at++) {
      String surname = words.get(at).folded();
      int most = roll.isOpening(surname) ? RollIndex.MOST_PARTS : 1;
      for (int end = at; end < Math.min(words.size(), at + most); end++) {
        if (end > at && !isJoined(about, words.get(end - 1), words.get(end))) {
          break;
        }
        surname = end == at ? surname : surname + words.get(end).folded();
        RollIndex.Family family = roll.mayBeSurname(surname) ? roll.family(surname) : null;
        if (family != null) {
          forename(about, words, at, end, surname, family, display, handle, found);
        }
      }
    }
  }

  private static boolean isJoined(String about, NameToken before, NameToken word) {
    boolean isSentence = before.end() - before.start() > 1 && about.charAt(before.end()) == '.';
    return !isSentence && NameToken.isWithinName(about, before.end(), word.start());
  }

  private void forename(
      String about,
      List<NameToken> words,
      int at,
      int end,
      String surname,
      RollIndex.Family family,
      List<String> display,
      String handle,
      FollowerEvidence found) {
    // At most one middle name or initial is between the two.
    for (int first = at - 1; first >= Math.max(0, at - 2); first--) {
      if (!isJoined(about, words.get(first), words.get(first + 1))
          || isOfOther(words, first, end)) {
        return;
      }
      String forename = words.get(first).folded();
      boolean opens = !isFirm(display) && isIntroduced(about, words.get(first).start());
      for (Map.Entry<String, List<RollIndex.Form>> one : family.all().entrySet()) {
        String name = one.getKey();
        boolean isSame = name.equals(forename);
        boolean isShort = !isSame && name.length() > 1 && GivenNames.isShort(forename, name);
        if (!isSame && !isShort) {
          continue;
        }
        EnumSet<NameSign> signs = EnumSet.of(NameSign.NAME_IN_BIO);
        if (isShort) {
          signs.add(NameSign.SHORT_FORM);
        }
        for (RollIndex.Form form : one.getValue()) {
          if (hasOtherName(display, form, forename, surname)) {
            continue;
          }
          boolean isShared = isShared(display, handle, forename, name, surname);
          if (isShared || opens) {
            EnumSet<NameSign> seen = EnumSet.copyOf(signs);
            if (!isShared) {
              seen.add(NameSign.OTHER_DISPLAY_NAME);
            }
            double weight = isShort ? RELATED * WHOLE : WHOLE;
            found.display(form, weight, surname, name, forename, 0, false, seen);
          }
        }
      }
    }
  }

  /** Whether a text begins with a name, or a part of it behind a sign such as a bullet does. */
  private static boolean isIntroduced(String about, int start) {
    int from = Math.max(0, start - LONGEST_INTRODUCTION);
    // A cut is no beginning.
    String before = (from > 0 ? "x" : "") + about.substring(from, start);
    return INTRODUCTION.matcher(before).find();
  }

  /** Whether words around a name say that it is the name of another person. */
  private static boolean isOfOther(List<NameToken> words, int first, int end) {
    return words.subList(Math.max(0, first - WORDS_BEFORE), first).stream()
            .anyMatch(ProfileNames::isOther)
        || words.subList(end + 1, Math.min(words.size(), end + 1 + WORDS_BEHIND)).stream()
            .anyMatch(ProfileNames::isOther);
  }

  private static boolean isFirm(List<String> display) {
    return display.stream().anyMatch(word -> NameWords.is(NameWords.Kind.ORGANISATION, word));
  }

  private static boolean isOther(NameToken word) {
    return NameWords.is(NameWords.Kind.KIN, word.folded());
  }

  private static boolean hasOtherName(
      List<String> display, RollIndex.Form form, String forename, String surname) {
    RollName name = RollIndex.name(form.pupil());
    return display.stream()
        .filter(word -> word.length() > 1 && !word.equals(forename) && !surname.contains(word))
        .filter(word -> NameRarity.isForename(word) || NameRarity.isSurname(word))
        .filter(word -> !NameWords.isOrdinary(word) && !NameWords.is(NameWords.Kind.TITLE, word))
        .anyMatch(
            word ->
                !name.firsts().containsKey(word)
                    && !name.lasts().containsKey(word)
                    && !name.middles().contains(word)
                    && name.firsts().keySet().stream()
                        .noneMatch(first -> GivenNames.isShort(word, first)));
  }

  private static boolean isShared(
      List<String> display, String handle, String forename, String name, String surname) {
    String solid = handle.toLowerCase(Locale.ROOT);
    return display.contains(surname)
        || display.contains(forename)
        || display.contains(name)
        || (surname.length() >= SHORTEST_PART && solid.contains(surname));
  }
}
