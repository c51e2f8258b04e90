package org.invigilator.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Full names of pupils in a text, as people write them: in any case, surname first, with middle
 * names, short forms, joined in a hashtag or handle, or several forenames before one surname. A
 * first name alone, a longer surname, the name of a place or a firm, and a name with a title before
 * it are no match. It is longer than other classes, because each way of writing a name is one short
 * method over the same words.
 */
public final class NamesInText {
  private static final int MOST_MIDDLE = 2;
  private static final int SHORTEST_JOINED = 8;
  private static final int LONGEST_JOINED = 60;
  private static final int LONGEST_TYPO = 20;
  private static final int SHORTEST_OWNER = 4;
  private static final double WITHOUT_APOSTROPHE = 0.88;

  /** What a hashtag may have before a name. */
  private static final Pattern WISHES =
      Pattern.compile(
          "^(?:goodluck|welldone|congratulations|congrats|happybirthday|thankyou|wellplayed|proudof|getwellsoon|vote|goteam|team|go|support)(?=.{8})");

  private static final Set<String> JOINING = Set.of("and", "und", "n");

  /** Particles that may be in a middle name. */
  private static final Set<String> WITHIN =
      Set.of("de", "la", "van", "der", "von", "bin", "bint", "al", "el", "da", "dos", "of");

  private static final Set<String> NO_MIDDLE =
      Set.of(
          "and", "or", "with", "from", "to", "of", "in", "at", "on", "by", "for", "the", "a", "is",
          "was", "met", "mr", "mrs", "ms", "miss", "dr", "sir", "vs", "v", "then", "but", "his",
          "her", "their", "beat", "beats", "plays", "faced");

  /**
   * One place of a text.
   *
   * @param start the first character
   * @param end behind the last character
   */
  public record Found(int start, int end, Recognition recognition) {}

  private final RollIndex roll;

  public NamesInText(RollIndex roll) {
    this.roll = roll;
  }

  /** Every place of a text in which the name of a pupil is, in no order. */
  public List<Found> in(String text) {
    return in(text, NameToken.in(text));
  }

  /** The same of a text whose words are known. */
  List<Found> in(String text, List<NameToken> tokens) {
    List<NameCandidate> all = new ArrayList<>(0);
    for (int at = 0; at < tokens.size(); at++) {
      surnames(text, tokens, at, all);
    }
    return all.isEmpty() ? List.of() : NameCandidate.strongest(tokens, all);
  }

  /** Looks for surnames that begin at a word, and for forenames beside each of them. */
  private void surnames(String text, List<NameToken> tokens, int at, List<NameCandidate> all) {
    NameToken token = tokens.get(at);
    String surname = token.folded();
    if (roll.mayBeSurname(surname)) {
      beginning(text, tokens, at, all);
    } else if (surname.endsWith("s") && surname.length() > SHORTEST_OWNER) {
      owner(text, tokens, at, all);
    }
    if (token.folded().length() >= SHORTEST_JOINED && token.folded().length() <= LONGEST_JOINED) {
      joined(text, tokens, at, all);
    }
    if (token.capital() && at > 0 && tokens.get(at - 1).capital()) {
      typo(text, tokens, at, all);
    }
  }

  private void beginning(String text, List<NameToken> tokens, int at, List<NameCandidate> all) {
    String surname = tokens.get(at).folded();
    int most = roll.isOpening(surname) ? RollIndex.MOST_PARTS : 1;
    for (int end = at; end < at + most && end < tokens.size(); end++) {
      if (end > at) {
        if (!isWithinSurname(text, tokens.get(end - 1), tokens.get(end))) {
          break;
        }
        surname += tokens.get(end).folded();
      }
      RollIndex.Family family = roll.family(surname);
      if (family != null) {
        before(text, tokens, at, end, family, all);
        behind(text, tokens, at, end, family, all);
      }
    }
  }

  /** "Keziah Thornburys painting", where the apostrophe is missing. */
  private void owner(String text, List<NameToken> tokens, int at, List<NameCandidate> all) {
    String written = tokens.get(at).folded();
    RollIndex.Family family = roll.family(written.substring(0, written.length() - 1));
    boolean isOwner =
        family != null
            && at > 0
            && at + 1 < tokens.size()
            && !tokens.get(at + 1).capital()
            && NameGap.between(text, tokens.get(at), tokens.get(at + 1)) == NameGap.BLANK
            && !NameRarity.isSurname(written);
    if (family != null && isOwner) {
      List<NameCandidate> found = new ArrayList<>(1);
      before(text, tokens, at, at, family, found);
      found.forEach(one -> all.add(one.doubted(NameSign.TYPO, WITHOUT_APOSTROPHE)));
    }
  }

  private static boolean isWithinSurname(String text, NameToken before, NameToken next) {
    return NameToken.isWithinName(text, before.end(), next.start());
  }

  private void before(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      RollIndex.Family family,
      List<NameCandidate> all) {
    int next = from;
    for (int middle = 0; middle <= MOST_MIDDLE && next > 0; middle++) {
      NameGap gap = NameGap.between(text, tokens.get(next - 1), tokens.get(next));
      if (tokens.get(next - 1).isPossessive(text)) {
        // "Keziah's Dunstable trip" has a forename and a place.
        break;
      }
      if (gap == NameGap.BREAK || gap == NameGap.COMMA || gap == NameGap.AMPERSAND) {
        break;
      }
      boolean isOverTwoLines = gap == NameGap.LINE;
      if (isOverTwoLines
          && (middle > 0 || !tokens.get(next).capital() || !tokens.get(next - 1).capital())) {
        break;
      }
      String forename = "";
      for (int first = next - 1; first >= Math.max(0, next - 3); first--) {
        if (first < next - 1 && !isWithinSurname(text, tokens.get(first), tokens.get(first + 1))) {
          break;
        }
        forename = tokens.get(first).folded() + forename;
        EnumSet<NameSign> signs = EnumSet.noneOf(NameSign.class);
        if (middle > 0) {
          signs.add(NameSign.MIDDLE_NAME);
        }
        if (gap == NameGap.SIGNS || gap == NameGap.LINE) {
          signs.add(NameSign.SIGN_BETWEEN);
        }
        if (middle == 0 && NameList.isBetweenItems(text, tokens, first, next, to)) {
          break;
        }
        if (middle == 0 && NameList.mayBeAbout(text, tokens, first, next, to)) {
          signs.add(NameSign.SIGN_BETWEEN);
          signs.add(NameSign.ORDINARY_WORDS);
        }
        if (middle == 0
            && from == to
            && NameContext.isDoubleForename(text, tokens.get(first), tokens.get(next))) {
          signs.add(NameSign.LONGER_NAME);
        }
        called(text, tokens, first, to, forename, family, signs, all);
      }
      if (isOverTwoLines) {
        break;
      }
      if (middle == 0) {
        shared(text, tokens, next - 1, to, family, all);
      }
      NameToken between = tokens.get(next - 1);
      boolean isName =
          (between.folded().length() == 1 && isInitial(between, tokens.get(from)))
              || WITHIN.contains(between.folded())
              || (!NO_MIDDLE.contains(between.folded())
                  && (between.capital()
                      || roll.isForename(between.folded())
                      || (!tokens.get(from).capital() && NameRarity.isForename(between.folded()))));
      if (!isName
          || Character.isDigit(between.folded().charAt(0))
          || (next > 1 && NameGap.isDash(text, tokens.get(next - 2), between))) {
        break;
      }
      next--;
    }
  }

  /** Whether a letter is one of a name; in "Ella x Rose" it joins two forenames. */
  private static boolean isInitial(NameToken token, NameToken surname) {
    return token.capital()
        || !token.folded().equals("x")
        || !NameRarity.isForename(surname.folded());
  }

  /** Several forenames before one surname, as brothers and sisters are named. */
  private void shared(
      String text,
      List<NameToken> tokens,
      int last,
      int to,
      RollIndex.Family family,
      List<NameCandidate> all) {
    int at = last;
    if (!isForenameLike(tokens.get(at))) {
      return;
    }
    boolean isBesideSurname = NameGap.signs(text, tokens.get(last), tokens.get(last + 1)).isEmpty();
    for (int found = 0; found < 4 && at > 0; found++) {
      int other = at - (isRelative(tokens, at) ? 3 : 1);
      NameGap gap = NameGap.between(text, tokens.get(other), tokens.get(other + 1));
      if (JOINING.contains(tokens.get(other).folded()) && gap == NameGap.BLANK && other > 0) {
        gap = NameGap.between(text, tokens.get(other - 1), tokens.get(other));
        other--;
        if (gap == NameGap.BREAK || gap == NameGap.LINE || gap == NameGap.SIGNS) {
          return;
        }
      } else if (gap != NameGap.COMMA
          && gap != NameGap.AMPERSAND
          && !(isBesideSurname
              && NameGap.signs(text, tokens.get(other), tokens.get(at)).equals("/"))) {
        return;
      }
      NameToken forename = tokens.get(other);
      if (!isForenameLike(forename) || forename.capital() != tokens.get(last).capital()) {
        return;
      }
      called(
          text,
          tokens,
          other,
          to,
          forename.folded(),
          family,
          EnumSet.of(NameSign.SHARED_SURNAME),
          all);
      at = other;
    }
  }

  /** Whether "her sister" and the like are before a forename: "Connie and her sister Amy Lee". */
  private static boolean isRelative(List<NameToken> tokens, int at) {
    return at > 3
        && NameWords.is(NameWords.Kind.KIN, tokens.get(at - 1).folded())
        && Set.of("her", "his", "their").contains(tokens.get(at - 2).folded())
        && tokens.get(at - 3).folded().equals("and");
  }

  private boolean isForenameLike(NameToken token) {
    return roll.isForename(token.folded()) || NameRarity.isForename(token.folded());
  }

  private void behind(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      RollIndex.Family family,
      List<NameCandidate> all) {
    if (to + 1 >= tokens.size()) {
      return;
    }
    NameToken surname = tokens.get(to);
    NameToken next = tokens.get(to + 1);
    NameGap gap = NameGap.between(text, surname, next);
    boolean isTurned =
        (gap == NameGap.COMMA || gap == NameGap.BLANK || gap == NameGap.NONE)
            && tokens.get(from).capital()
            && next.capital();
    if (!isTurned) {
      return;
    }
    String forename = "";
    for (int end = to + 1; end < Math.min(tokens.size(), to + 3); end++) {
      if (end > to + 1 && !isWithinSurname(text, tokens.get(end - 1), tokens.get(end))) {
        break;
      }
      forename += tokens.get(end).folded();
      for (RollIndex.Form form : family.called(forename)) {
        EnumSet<NameSign> signs = EnumSet.of(NameSign.SURNAME_FIRST);
        double weight = turned(text, tokens, to, end, gap);
        add(text, tokens, from, end, form, weight, signs, all);
      }
    }
  }

  /** How much a surname before a forename says: in a list of forenames it is none. */
  private static double turned(
      String text, List<NameToken> tokens, int surname, int end, NameGap gap) {
    if (isAllCapitals(text, tokens.get(surname))) {
      return 0.97;
    }
    boolean isInList =
        NameRarity.isForename(tokens.get(surname).folded())
            || (end + 1 < tokens.size()
                && (tokens.get(end + 1).folded().equals("and")
                    || NameGap.between(text, tokens.get(end), tokens.get(end + 1))
                        == NameGap.COMMA));
    boolean isCell =
        end + 1 < tokens.size()
            && (Character.isDigit(tokens.get(end + 1).folded().charAt(0))
                || NameGap.signs(text, tokens.get(end), tokens.get(end + 1)).equals(";")
                || SchoolYear.isBeside(text, tokens, surname, end));
    return gap == NameGap.COMMA && isInList && !isCell ? 0.4 : 0.88;
  }

  private static boolean isAllCapitals(String text, NameToken token) {
    return text.substring(token.start(), token.end()).chars().noneMatch(Character::isLowerCase)
        && token.end() - token.start() > 2;
  }

  /** Those of a family with a forename, one of its short forms, or another spelling of it. */
  private void called(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      String forename,
      RollIndex.Family family,
      EnumSet<NameSign> signs,
      List<NameCandidate> all) {
    for (RollIndex.Form form : family.called(forename)) {
      add(text, tokens, from, to, form, 1, signs, all);
    }
    for (String related : GivenNames.related(forename)) {
      for (RollIndex.Form form : family.called(related)) {
        if (form.first() != RollName.First.MIDDLE) {
          EnumSet<NameSign> also = EnumSet.copyOf(signs);
          boolean isShort = GivenNames.isShort(forename, related);
          also.add(isShort ? NameSign.SHORT_FORM : NameSign.SPELLING);
          add(text, tokens, from, to, form, 0.9, also, all);
        }
      }
    }
  }

  /** Both names in one word, where people write so: hashtags, handles, links and addresses. */
  private void joined(String text, List<NameToken> tokens, int at, List<NameCandidate> all) {
    NameToken token = tokens.get(at);
    char before = token.start() > 0 ? text.charAt(token.start() - 1) : ' ';
    char behind = token.end() < text.length() ? text.charAt(token.end()) : ' ';
    if (before != '#' && before != '@' && before != '/' && behind != '@' && behind != '.') {
      return;
    }
    boolean isHandle = NameCase.isInHandle(text, token);
    String wished =
        before == '#' ? WISHES.matcher(token.folded()).replaceFirst("") : token.folded();
    String name = roll.joined(token.folded()).isEmpty() ? wished : token.folded();
    for (RollIndex.Form form : roll.joined(name)) {
      if (!roll.isWritten(form, name)) {
        continue;
      }
      add(
          text,
          tokens,
          at,
          at,
          form,
          isHandle ? NameCase.inHandle(text, token, token) : 0.86,
          EnumSet.of(isHandle ? NameSign.HANDLE : NameSign.JOINED),
          all);
    }
  }

  /** A rare and long surname with one wrong letter, behind the right forename. */
  private void typo(String text, List<NameToken> tokens, int at, List<NameCandidate> all) {
    NameToken surname = tokens.get(at);
    NameToken forename = tokens.get(at - 1);
    if (surname.folded().length() < 6
        || surname.folded().length() > LONGEST_TYPO
        || !forename.capital()
        || !roll.isForename(forename.folded())
        || NameRarity.isSurname(surname.folded())
        || NameRarity.isForename(surname.folded())
        || NameWords.isOrdinary(surname.folded())
        || NameGap.between(text, forename, surname) != NameGap.BLANK
        || roll.family(surname.folded()) != null) {
      return;
    }
    for (String meant : roll.nearly(surname.folded())) {
      RollIndex.Family family = roll.family(meant);
      if (family != null && meant.length() > 6 && NameRarity.surname(meant) < 100) {
        for (RollIndex.Form form : family.called(forename.folded())) {
          if (form.first() == RollName.First.FULL && form.last() == RollName.Last.FULL) {
            add(text, tokens, at - 1, at, form, 0.75, EnumSet.of(NameSign.TYPO), all);
          }
        }
      }
    }
  }

  private void add(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      RollIndex.Form form,
      double weight,
      Collection<NameSign> seen,
      List<NameCandidate> all) {
    EnumSet<NameSign> signs = EnumSet.noneOf(NameSign.class);
    signs.addAll(seen);
    double confidence = 0.99 * weight;
    switch (form.first()) {
      case FULL -> confidence *= 1;
      case ONE -> {
        signs.add(NameSign.OTHER_FORENAME);
        confidence *= 0.98;
      }
      case MIDDLE -> {
        signs.add(NameSign.OTHER_FORENAME);
        confidence *= 0.6;
      }
    }
    switch (form.last()) {
      case FULL -> confidence *= 1;
      case BARE -> {
        signs.add(NameSign.PART_OF_SURNAME);
        confidence *= 0.97;
      }
      case HALF -> {
        signs.add(NameSign.PART_OF_SURNAME);
        confidence *= 0.8;
      }
    }
    if (signs.contains(NameSign.MIDDLE_NAME) && !NameContext.agrees(tokens, from, to, form)) {
      confidence *= 0.94;
    }
    if (signs.contains(NameSign.SHARED_SURNAME)) {
      confidence *= 0.88;
    }
    if (signs.contains(NameSign.SIGN_BETWEEN)) {
      boolean isDoubtful =
          signs.contains(NameSign.ORDINARY_WORDS) && !SchoolYear.isBeside(text, tokens, from, to);
      confidence *=
          isDoubtful
              ? 0.6
              : NameContext.isOverLines(text, tokens.get(from), tokens.get(to)) ? 0.86 : 0.965;
    }
    if (signs.contains(NameSign.LONGER_NAME)) {
      confidence *= 0.45;
    }
    confidence *= NameCase.confidence(text, tokens, from, to, signs);
    confidence = NameContext.around(text, tokens, from, to, form, signs, roll, confidence);
    if (signs.isEmpty()) {
      signs.add(NameSign.FULL_NAME);
    }
    if (SchoolYear.isBeside(text, tokens, from, to)) {
      signs.add(NameSign.SCHOOL_YEAR);
    }
    if (Tier.of(confidence).isPresent()) {
      // Of several forenames before one surname, each is a place of its own.
      int end = signs.contains(NameSign.SHARED_SURNAME) ? from : to;
      all.add(new NameCandidate(from, end, form, confidence, signs));
    }
  }
}
