package org.invigilator.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Full names of pupils in a text, as people write them: in any case, surname first, with middle
 * names, short forms, joined in a hashtag or handle, or several forenames before one surname. A
 * first name alone, a longer surname, the name of a place or a firm, and a name with a title before
 * it are no match.
 */
public final class NamesInText {
  private static final int MOST_MIDDLE = 2;
  private static final int MOST_SIGNS = 6;
  private static final int SHORTEST_JOINED = 8;
  private static final int LONGEST_JOINED = 60;
  private static final int LONGEST_HANDLE = 64;
  private static final int LONGEST_TYPO = 20;

  /** In small letters behind one of these, a name is a description. */
  private static final Set<String> ARTICLES =
      Set.of(
          "the", "a", "an", "our", "this", "that", "my", "your", "these", "those", "some", "any");

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

  /** A candidate: which tokens, and what was seen. */
  private record Candidate(
      int from, int to, RollIndex.Form form, double confidence, EnumSet<NameSign> signs) {

    /** Whether the same words are taken for a better name, or the same pupil. */
    boolean explains(Candidate weaker) {
      boolean isApart = weaker.to < from || weaker.from > to;
      return !isApart
          && (weaker.form.pupil().equals(form.pupil())
              || (weaker.confidence < confidence - 0.05 && isOfSameAcademy(weaker)));
    }

    /** What a name means at one academy says nothing of another one's pupils. */
    private boolean isOfSameAcademy(Candidate other) {
      return other.form.pupil().academy().equals(form.pupil().academy());
    }

    /** Whether a part of these words was taken for a shorter name. */
    boolean isAround(Candidate shorter) {
      return isOfSameAcademy(shorter)
          && from <= shorter.from
          && to >= shorter.to
          && to - from > shorter.to - shorter.from
          && confidence > shorter.confidence - 0.02;
    }
  }

  /** Every place of a text in which the name of a pupil is, in no order. */
  public List<Found> in(String text) {
    List<NameToken> tokens = NameToken.in(text);
    List<Candidate> all = new ArrayList<>(0);
    for (int at = 0; at < tokens.size(); at++) {
      surnames(text, tokens, at, all);
    }
    return all.isEmpty() ? List.of() : strongest(tokens, all);
  }

  /** Of places that overlap, the longest for each pupil; and none that a better one explains. */
  private static List<Found> strongest(List<NameToken> tokens, List<Candidate> all) {
    all.sort(
        Comparator.comparingDouble(Candidate::confidence)
            .thenComparingInt(one -> one.to() - one.from())
            .reversed());
    // By word, so that each candidate is only compared with those that overlap it.
    Map<Integer, List<Candidate>> kept = new HashMap<>();
    List<Candidate> good = new ArrayList<>(all.size());
    for (Candidate one : all) {
      if (overlapping(one, kept).noneMatch(better -> better.explains(one))) {
        good.add(one);
        for (int at = one.from(); at <= one.to(); at++) {
          kept.computeIfAbsent(at, k -> new ArrayList<>(1)).add(one);
        }
      }
    }
    return good.stream()
        .filter(one -> overlapping(one, kept).noneMatch(other -> other.isAround(one)))
        .map(
            one ->
                new Found(
                    tokens.get(one.from()).start(),
                    tokens.get(one.to()).end(),
                    new Recognition(one.form().pupil(), one.confidence(), Set.copyOf(one.signs()))))
        .toList();
  }

  private static Stream<Candidate> overlapping(Candidate one, Map<Integer, List<Candidate>> kept) {
    return IntStream.rangeClosed(one.from(), one.to())
        .mapToObj(at -> kept.getOrDefault(at, List.of()))
        .flatMap(List::stream);
  }

  /** Looks for surnames that begin at a word, and for forenames beside each of them. */
  private void surnames(String text, List<NameToken> tokens, int at, List<Candidate> all) {
    NameToken token = tokens.get(at);
    String surname = token.folded();
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
    if (token.folded().length() >= SHORTEST_JOINED && token.folded().length() <= LONGEST_JOINED) {
      joined(text, tokens, at, all);
    }
    if (token.capital() && at > 0 && roll.family(token.folded()) == null) {
      typo(text, tokens, at, all);
    }
  }

  private static boolean isWithinSurname(String text, NameToken before, NameToken next) {
    return NameToken.isWithinName(text, before.end(), next.start());
  }

  /** What is between two words: nothing, a blank, a comma, or some signs. */
  private enum Gap {
    NONE,
    BLANK,
    SIGNS,
    COMMA,
    AMPERSAND,
    BREAK
  }

  private static Gap gap(String text, NameToken before, NameToken next) {
    // A usual name in brackets is part of the name: Thomas (Tom) Wexcombe.
    int from = isBracketed(text, before) ? before.end() + 1 : before.end();
    int to = isBracketed(text, next) ? next.start() - 1 : next.start();
    if (from >= to) {
      return Gap.NONE;
    }
    if (to - from > MOST_SIGNS) {
      return Gap.BREAK;
    }
    boolean signs = false;
    for (int i = from; i < to; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == ',') {
        return Gap.COMMA;
      }
      if (c == '&' || c == '+') {
        return Gap.AMPERSAND;
      }
      if (c == '\n' || c == '\r' || "!?;:@()[]\"“”|#<>=".indexOf(c) >= 0) {
        return Gap.BREAK;
      }
      if (c == '.' && i < to && Character.isWhitespace(text.codePointAt(i))) {
        // A full stop and a blank end a sentence, unless an initial is before it.
        if (before.end() - before.start() > 2) {
          return Gap.BREAK;
        }
      } else if (c == '.'
          || c == '/'
          || c == '_'
          || Character.getType(c) == Character.OTHER_SYMBOL) {
        signs = true;
      }
    }
    return signs && before.end() - before.start() > 1 ? Gap.SIGNS : Gap.BLANK;
  }

  private static boolean isBracketed(String text, NameToken token) {
    return token.start() > 0
        && token.end() < text.length()
        && "([\"“".indexOf(text.charAt(token.start() - 1)) >= 0
        && ")]\"”".indexOf(text.charAt(token.end())) >= 0;
  }

  private void before(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      RollIndex.Family family,
      List<Candidate> all) {
    int next = from;
    for (int middle = 0; middle <= MOST_MIDDLE && next > 0; middle++) {
      Gap gap = gap(text, tokens.get(next - 1), tokens.get(next));
      if (gap == Gap.BREAK || gap == Gap.COMMA || gap == Gap.AMPERSAND) {
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
        if (gap == Gap.SIGNS) {
          signs.add(NameSign.SIGN_BETWEEN);
        }
        called(text, tokens, first, to, forename, family, signs, all);
      }
      if (middle == 0) {
        shared(text, tokens, next - 1, to, family, all);
      }
      NameToken between = tokens.get(next - 1);
      boolean isName =
          (between.folded().length() == 1 && between.capital())
              || WITHIN.contains(between.folded())
              || (!NO_MIDDLE.contains(between.folded())
                  && (between.capital()
                      || between.folded().length() == 1
                      || roll.isForename(between.folded())
                      || (!tokens.get(from).capital() && NameRarity.isForename(between.folded()))));
      if (!isName || (next > 1 && isDash(text, tokens.get(next - 2), between))) {
        break;
      }
      next--;
    }
  }

  /** Several forenames before one surname, as brothers and sisters are named. */
  private void shared(
      String text,
      List<NameToken> tokens,
      int last,
      int to,
      RollIndex.Family family,
      List<Candidate> all) {
    int at = last;
    if (!isForenameLike(tokens.get(at))) {
      return;
    }
    for (int found = 0; found < 4 && at > 0; found++) {
      int other = at - 1;
      Gap gap = gap(text, tokens.get(other), tokens.get(at));
      if (JOINING.contains(tokens.get(other).folded()) && gap == Gap.BLANK && other > 0) {
        gap = gap(text, tokens.get(other - 1), tokens.get(other));
        other--;
        if (gap == Gap.BREAK || gap == Gap.SIGNS) {
          return;
        }
      } else if (gap != Gap.COMMA && gap != Gap.AMPERSAND) {
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

  private boolean isForenameLike(NameToken token) {
    return roll.isForename(token.folded()) || NameRarity.isForename(token.folded());
  }

  private void behind(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      RollIndex.Family family,
      List<Candidate> all) {
    if (to + 1 >= tokens.size()) {
      return;
    }
    NameToken surname = tokens.get(to);
    NameToken next = tokens.get(to + 1);
    Gap gap = gap(text, surname, next);
    boolean isTurned =
        (gap == Gap.COMMA || gap == Gap.BLANK || gap == Gap.NONE)
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
        double weight = gap == Gap.COMMA || isAllCapitals(text, surname) ? 0.97 : 0.88;
        // "Jones, Thomas and Patel" is a list; a comma alone does not turn a name.
        if (gap == Gap.COMMA
            && !isAllCapitals(text, surname)
            && form.first() != RollName.First.FULL) {
          weight = 0.6;
        }
        add(text, tokens, from, end, form, weight, signs, all);
      }
    }
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
      List<Candidate> all) {
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
  private void joined(String text, List<NameToken> tokens, int at, List<Candidate> all) {
    NameToken token = tokens.get(at);
    char before = token.start() > 0 ? text.charAt(token.start() - 1) : ' ';
    char behind = token.end() < text.length() ? text.charAt(token.end()) : ' ';
    if (before != '#' && before != '@' && before != '/' && behind != '@' && behind != '.') {
      return;
    }
    boolean isHandle = isInHandle(text, token);
    for (RollIndex.Form form : roll.joined(token.folded())) {
      if (!roll.isWritten(form, token.folded())) {
        continue;
      }
      add(
          text,
          tokens,
          at,
          at,
          form,
          isHandle ? 0.6 : 0.86,
          EnumSet.of(isHandle ? NameSign.HANDLE : NameSign.JOINED),
          all);
    }
  }

  /** A rare and long surname with one wrong letter, behind the right forename. */
  private void typo(String text, List<NameToken> tokens, int at, List<Candidate> all) {
    NameToken surname = tokens.get(at);
    NameToken forename = tokens.get(at - 1);
    if (surname.folded().length() < 6
        || surname.folded().length() > LONGEST_TYPO
        || !forename.capital()
        || !roll.isForename(forename.folded())
        || NameRarity.isSurname(surname.folded())
        || NameRarity.isForename(surname.folded())
        || NameWords.isOrdinary(surname.folded())
        || gap(text, forename, surname) != Gap.BLANK) {
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
      List<Candidate> all) {
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
    if (signs.contains(NameSign.MIDDLE_NAME) && !agrees(tokens, from, to, form)) {
      confidence *= 0.94;
    }
    if (signs.contains(NameSign.SHARED_SURNAME)) {
      confidence *= 0.88;
    }
    if (signs.contains(NameSign.SIGN_BETWEEN)) {
      confidence *= 0.965;
    }
    confidence *= asWritten(text, tokens, from, to, signs);
    confidence *= around(text, tokens, from, to, form, signs);
    if (signs.isEmpty()) {
      signs.add(NameSign.FULL_NAME);
    }
    if (Tier.of(confidence).isPresent()) {
      // Of several forenames before one surname, each is a place of its own.
      int end = signs.contains(NameSign.SHARED_SURNAME) ? from : to;
      all.add(new Candidate(from, end, form, confidence, signs));
    }
  }

  /** Whether the words between are middle names of the pupil, or their initials. */
  private boolean agrees(List<NameToken> tokens, int from, int to, RollIndex.Form form) {
    Set<String> firsts = roll.name(form.pupil()).firsts().keySet();
    return tokens.subList(from + 1, to).stream()
        .map(NameToken::folded)
        .allMatch(
            word ->
                word.length() == 1
                    ? firsts.stream().anyMatch(first -> first.startsWith(word))
                    : firsts.contains(word)
                        || roll.name(form.pupil()).lasts().keySet().stream()
                            .anyMatch(last -> last.contains(word)));
  }

  /** Whether a forename before another is joined to it, so that they are one longer forename. */
  private static boolean isJoinedForename(String text, NameToken before, NameToken next) {
    return (before.end() == next.start() && !NameWords.isOrdinary(before.folded())
            || isDash(text, before, next))
        && NameRarity.isForename(before.folded());
  }

  private static boolean isDash(String text, NameToken before, NameToken next) {
    return next.start() - before.end() == 1
        && Character.getType(text.charAt(before.end())) == Character.DASH_PUNCTUATION;
  }

  /** Whether a word is part of a handle with an @ before it. */
  private static boolean isInHandle(String text, NameToken token) {
    int at = token.start() - 1;
    int least = Math.max(0, at - LONGEST_HANDLE);
    while (at >= least && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at--;
    }
    return at >= 0 && text.charAt(at) == '@';
  }

  /** How the case of the letters changes what a name says. */
  private static double asWritten(
      String text, List<NameToken> tokens, int from, int to, EnumSet<NameSign> signs) {
    NameToken first = tokens.get(from);
    NameToken last = tokens.get(to);
    if (from != to && isInHandle(text, first)) {
      signs.add(NameSign.HANDLE);
      return 0.6;
    }
    boolean isInTag = first.start() > 0 && "#/".indexOf(text.charAt(first.start() - 1)) >= 0;
    if (from != to && isInTag && first.capital() && last.capital()) {
      signs.add(NameSign.JOINED);
      return 0.97;
    }
    int ordinary =
        (NameWords.isOrdinary(first.folded()) ? 1 : 0)
            + (NameWords.isOrdinary(last.folded()) ? 1 : 0);
    if (first.capital() && last.capital()) {
      boolean isPhrase =
          NameWords.isCommonest(first.folded()) && NameWords.isCommonest(last.folded());
      if (from != to && (isPhrase || (ordinary == 2 && isLoud(text, tokens, from, to)))) {
        signs.add(NameSign.ORDINARY_WORDS);
        return isLoud(text, tokens, from, to) ? 0.4 : 0.9;
      }
      return 1;
    }
    if (from == to || isInTag) {
      return 1;
    }
    signs.add(NameSign.SMALL_LETTERS);
    if (from > 0 && ARTICLES.contains(tokens.get(from - 1).folded())) {
      return 0.3;
    }
    if (ordinary > 0) {
      signs.add(NameSign.ORDINARY_WORDS);
    }
    return ordinary == 2 ? 0.3 : ordinary == 1 ? 0.7 : 0.9;
  }

  /** Whether the words around are all in capitals, so that they do not make a name. */
  private static boolean isLoud(String text, List<NameToken> tokens, int from, int to) {
    int first = Math.max(0, from - 3);
    int last = Math.min(tokens.size() - 1, to + 3);
    return text.substring(tokens.get(first).start(), tokens.get(last).end())
        .chars()
        .noneMatch(Character::isLowerCase);
  }

  /** What the words on both sides say of the name. */
  private double around(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      RollIndex.Form form,
      EnumSet<NameSign> signs) {
    double factor = 1;
    if (from > 0) {
      NameToken before = tokens.get(from - 1);
      Gap gap = gap(text, before, tokens.get(from));
      boolean isTitled =
          tokens.get(from).start() - before.end() <= 2
              && text.charAt(before.end()) != ','
              && NameWords.is(NameWords.Kind.HONORIFIC, before.folded());
      if (isTitled) {
        signs.add(NameSign.ADULT);
        factor *= 0.3;
      } else if (isJoinedForename(text, before, tokens.get(from))
          && !roll.name(form.pupil()).firsts().containsKey(before.folded())) {
        signs.add(NameSign.LONGER_NAME);
        factor *= 0.3;
      } else if (gap == Gap.BLANK
          && before.capital()
          && tokens.get(from).capital()
          && before.folded().length() > 1
          && NameRarity.isForename(before.folded())
          && !NameWords.isOrdinary(before.folded())
          && !roll.name(form.pupil()).firsts().containsKey(before.folded())
          && !signs.contains(NameSign.SHARED_SURNAME)) {
        signs.add(NameSign.LONGER_NAME);
        factor *= 0.4;
      }
    }
    if (to + 1 < tokens.size()) {
      NameToken behind = tokens.get(to + 1);
      Gap gap = gap(text, tokens.get(to), behind);
      boolean isAnd = gap == Gap.AMPERSAND || (gap == Gap.BLANK && behind.folded().equals("and"));
      NameToken second = to + 2 < tokens.size() ? tokens.get(to + 2) : behind;
      boolean isFamily =
          NameWords.is(NameWords.Kind.FAMILY, behind.folded())
              || (isAnd && NameWords.is(NameWords.Kind.FAMILY, second.folded()));
      if (isFamily && gap != Gap.BREAK) {
        signs.add(NameSign.ADULT);
        factor *= 0.4;
      } else if (gap == Gap.BLANK && behind.capital()) {
        if (NameWords.is(NameWords.Kind.ORGANISATION, behind.folded())
            || NameWords.is(NameWords.Kind.PLACE, behind.folded())) {
          signs.add(NameSign.ORGANISATION);
          factor *= 0.4;
        } else if (NameWords.is(NameWords.Kind.SHOW, behind.folded())) {
          signs.add(NameSign.ORGANISATION);
          factor *= 0.6;
        } else if (NameRarity.isSurname(behind.folded())
            && !NameRarity.isForename(behind.folded())
            && !NameWords.isOrdinary(behind.folded())
            && !roll.name(form.pupil()).lasts().containsKey(behind.folded())
            && !signs.contains(NameSign.SURNAME_FIRST)) {
          signs.add(NameSign.LONGER_NAME);
          factor *= 0.7;
        }
      }
    }
    return factor;
  }
}
