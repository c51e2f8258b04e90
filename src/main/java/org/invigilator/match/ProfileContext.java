package org.invigilator.match;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Pupil;

/**
 * What a follower's profile says beside a name: words of adults, firms and fans, or of a pupil. A
 * relative or a trade that a pupil writes about, as in "my mum" or "future nurse", is not theirs.
 */
final class ProfileContext {
  /** A year group or class, as pupils give theirs. */
  private static final Pattern SCHOOL_YEAR =
      Pattern.compile(
          "(?i)\\b(?:ye?a?r|yr)[ .-]?(?:[1-9]|1[0-3])\\b|\\bclass of (?:201[5-9]|20[2-9]\\d)\\b|\\by[1-9][0-3]?\\b");

  /** A birth or a start before any pupil was born, an age, or what adults add to their posts. */
  private static final Pattern OF_ADULTS =
      Pattern.compile(
          "(?i)\\b(?:born|b\\.?|est\\.?|established|since)\\s{0,3}(?:in\\s{1,3})?(?:19\\d\\d|200[0-5])\\b"
              + "|\\b(?:class\\s{1,3}of|leavers?|graduated|alumn[ai])\\s{1,3}(?:in\\s{1,3})?(?:19\\d\\d|200\\d|201[0-4])\\b"
              + "|\\b(?:head\\s{1,3}of|teach(?:es|ing)?)\\s{1,3}(?:ye?a?r|y)\\s{0,3}\\d|\\bye?a?r\\s{0,3}\\d{1,2}\\s{1,3}(?:class\\s{1,3}|form\\s{1,3})?(?:teacher|tutor)\\b(?!\\s{1,3}group)"
              + "|\\b[2-9]\\d\\s{0,3}y/?o\\b|\\b[3-9]\\d\\s{1,3}(?:something|and\\s{1,3}fab|years?\\s{1,3}young)"
              + "|\\b(?:19\\d\\d|200\\d|201[0-8])\\s{1,3}leavers?\\b|\\bclass\\s{1,3}of\\s{1,3}['’]?(?:[6-9]\\d|0\\d|1[0-4])\\b"
              + "|\\bproud\\s{1,3}+head\\b|\\bhead\\s{1,3}+(?:of|at)\\s{1,3}+@|\\bhead\\s{1,3}+of\\s{1,3}+(?:the\\s{1,3}+)?(?:department|dept|maths|english|science|pe|music|art|drama|geography|history|languages|mfl|faculty|inclusion|sixth|year)\\b|\\b(?:assistant|deputy|acting)\\s{1,3}+head(?:teacher|master|mistress)?\\b(?!\\s{1,3}+(?:girl|boy|pupil|student|prefect|chorister))"
              + "|\\b(?:age|aged|age:)\\s{0,3}[2-9]\\d\\b|\\b[2-9]\\d\\s{0,3}(?:yrs?|years?|yo|y/o)\\s{1,3}(?:old|young)\\b"
              + "|\\b\\d{1,2}\\s{0,3}\\+?\\s{0,3}(?:yrs?|years?)['’]?\\s{1,3}(?:of\\s{1,3})?(?:exp|experience|in|as|trading)\\b"
              + "|\\b(?:views|opinions|thoughts)\\s{1,3}(?:are\\s{1,3}|all\\s{1,3})?(?:my\\s{1,3}own|mine|own)\\b"
              + "|\\ball\\s{1,3}views\\b|\\bendorsement|\\b(?:free\\s{1,3}quotes|bookings|enquiries|hgv|mums?\\s{1,3}of|dads?\\s{1,3}of|mum\\s{1,3}to|dad\\s{1,3}to)\\b"
              + "|\\b(?:uni|university)\\s{1,3}of\\s{1,3}\\w{1,20}\\s{1,3}['’]\\d\\d");

  /** An age and a place, or a former pupil, who may be of another school. */
  private static final Pattern PERHAPS =
      Pattern.compile(
          "(?i)^\\s{0,3}[2-9]\\d\\s{0,3}[,|•·]\\s{0,3}\\p{L}|\\b(?:ex|former)[-\\s]{1,3}(?:pupil|student)\\b"
              + "|\\b(?:uni|university)\\b|@(?:uni|uo|ucl|lse)\\w{0,20}\\b|\\b(?:final\\s{1,3}year|undergrad|undergraduate|fresher|freshers|postgrad|masters)\\b"
              + "|\\balbum\\s{1,3}out\\b|\\btuition\\b");

  /** The year of a birth long ago in a handle; of two digits it may be any number. */
  private static final Pattern BIRTH_IN_HANDLE =
      Pattern.compile("(?<!\\d)(?:19[3-9]\\d|200[0-4])(?!\\d)");

  private static final Pattern YEAR_IN_HANDLE = Pattern.compile("(?<!\\d)[5-9]\\d$");

  /** An account about someone, or of a firm. */
  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "(?i)\\b(?:onlyfans|fan\\s{0,3}(?:account|acc|page)|(?:town|parish|district|county)\\s{1,3}council|holiday\\s{1,3}lets|retailer|stockists|housing|co-?op|weddings|open\\s{1,3}daily|book\\s{1,3}now|parody|tribute|in\\s{1,3}(?:loving\\s{1,3})?memory|updates\\s{1,3}on|stan\\s{1,3}(?:account|acc))\\b");

  private static final Pattern FOR_ADULTS = Pattern.compile("(?<!\\d)18\\+(?!\\d)");

  private static final Pattern REMEMBERED = Pattern.compile("(?i)^\\P{L}*r\\.?i\\.?p\\b");

  private static final Pattern HANDLE_OF_OTHERS =
      Pattern.compile(
          "(?i)(fan|fans|fanpage|stan|stans|updates|memorial|tribute|therapy|nursery|railway|panto|hotel|gym|quotes|parody|author|tuition|forum|cafe|salon|ltd|hikers|archive)\\d{0,6}$");

  /** Before a word, that what it names is another person's, or still to come. */
  private static final Set<String> NOT_OWN =
      Set.of(
          "my",
          "our",
          "love",
          "loves",
          "miss",
          "missing",
          "rip",
          "ily",
          "hi",
          "future",
          "aspiring",
          "wannabe",
          "young",
          "junior",
          "student",
          "budding",
          "trainee",
          "be",
          "want",
          "like",
          "best",
          "ur",
          "your",
          "his",
          "her",
          "their",
          "by",
          "not",
          "no",
          "ask",
          "blame",
          "gcse");

  /** Behind a word, that it is another person. */
  private static final Set<String> SPEAKS =
      Set.of("says", "said", "is", "hates", "loves", "made", "thinks", "student", "pupil");

  private static final Set<String> ARTICLES = Set.of("a", "an", "the");
  private static final Set<String> LINKS = Set.of("is", "are", "was", "of");

  /** Who has parents, as in "daughter of a teacher". */
  private static final Set<String> CHILDREN =
      Set.of("daughter", "son", "sister", "brother", "sibling", "twin", "niece", "nephew");

  private ProfileContext() {}

  /** The signs of a profile for one pupil, whose own names say nothing of a trade. */
  static EnumSet<NameSign> of(
      String displayName, String handle, String about, Pupil pupil, FollowerEvidence.OfPupil one) {
    EnumSet<NameSign> signs = EnumSet.noneOf(NameSign.class);
    display(displayName, NameToken.in(displayName), pupil, one, signs);
    boolean isOfAdult = OF_ADULTS.matcher(about).find();
    if (isOfAdult) {
      signs.add(NameSign.ADULT);
    } else if (SCHOOL_YEAR.matcher(displayName + " " + about).find()) {
      signs.add(NameSign.SCHOOL_YEAR);
    }
    List<NameToken> words = NameToken.in(about);
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at).folded();
      if (isOwn(word, pupil, one) || isOfOther(words, at)) {
        continue;
      }
      if (isOf(NameWords.Kind.ADULT, word)) {
        signs.add(NameSign.ADULT);
      } else if (isOf(NameWords.Kind.PERHAPS_ADULT, word)) {
        signs.add(NameSign.PERHAPS_ADULT);
      }
    }
    if (PERHAPS.matcher(about).find() || YEAR_IN_HANDLE.matcher(handle).find()) {
      signs.add(NameSign.PERHAPS_ADULT);
    }
    if (BIRTH_IN_HANDLE.matcher(handle).find()) {
      signs.add(NameSign.ADULT);
    }
    if (!signs.contains(NameSign.SCHOOL_YEAR) && PlacesAbroad.isNamed(words)) {
      signs.add(NameSign.OTHER_PLACE);
    }
    if (OF_OTHERS.matcher(displayName + " " + about).find()
        || REMEMBERED.matcher(displayName).find()
        || FOR_ADULTS.matcher(displayName + " " + about).find()
        || isHandleOfOthers(handle, one)) {
      signs.add(NameSign.ORGANISATION);
    }
    boolean isWord = NameWords.isOrdinary(one.first) || isOf(NameWords.Kind.NATURE, one.first);
    if (isWord && (NameWords.isOrdinary(one.last) || isOf(NameWords.Kind.THING, one.last))) {
      // Such as Grace Church: it may be a church.
      signs.add(NameSign.ORDINARY_WORDS);
    }
    return signs;
  }

  /** Whether a handle ends with such a word, and not with a name that does, such as Stefan. */
  private static boolean isHandleOfOthers(String handle, FollowerEvidence.OfPupil one) {
    Matcher end = HANDLE_OF_OTHERS.matcher(handle);
    if (!end.find()) {
      return false;
    }
    String word = end.group(1).toLowerCase(Locale.ROOT);
    boolean isApart = end.start() > 0 && !Character.isLetter(handle.charAt(end.start() - 1));
    return isApart
        || Stream.of(one.first, one.written, one.last).noneMatch(name -> name.endsWith(word));
  }

  private static void display(
      String displayName,
      List<NameToken> words,
      Pupil pupil,
      FollowerEvidence.OfPupil one,
      EnumSet<NameSign> signs) {
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at).folded();
      boolean isJoined = at > 0 && NameGap.isDash(displayName, words.get(at - 1), words.get(at));
      boolean isBoth =
          at + 1 < words.size()
              && NameGap.between(displayName, words.get(at), words.get(at + 1)) == NameGap.AMPERSAND
              && NameRarity.isForename(words.get(at + 1).folded());
      if (isBoth) {
        signs.add(NameSign.LONGER_NAME);
      }
      if (isOwn(word, pupil, one) || isWithinAWord(words, at)) {
        continue;
      }
      if (isJoined && word.length() > 2 && words.get(at - 1).folded().equals(one.last)) {
        // "Keziah Thornbury-Smith" is hardly Keziah Thornbury.
        signs.add(NameSign.LONGER_NAME);
      }
      boolean isLast = at + 1 == words.size();
      if (isOf(NameWords.Kind.ORGANISATION, word)
          || isOf(NameWords.Kind.PLACE, word)
          || (isLast && isOf(NameWords.Kind.SHOW, word))) {
        signs.add(NameSign.ORGANISATION);
      }
      if (isOf(NameWords.Kind.ADULT, word) && !isOfOther(words, at)
          || isOf(NameWords.Kind.FAMILY, word)) {
        signs.add(NameSign.ADULT);
      }
      boolean isJoint = word.equals("and") || word.equals("n");
      if (isJoint && at > 0 && !isLast && NameRarity.isForename(words.get(at + 1).folded())) {
        signs.add(NameSign.LONGER_NAME);
      }
    }
  }

  /** Whether a token is only a part of a word, as the letters of "wexc0mbe" are. */
  private static boolean isWithinAWord(List<NameToken> words, int at) {
    return (at > 0 && words.get(at - 1).end() == words.get(at).start())
        || (at + 1 < words.size() && words.get(at + 1).start() == words.get(at).end());
  }

  /**
   * Whether what a word says is said of another person: "my dad is a coach", "love my mum and dad",
   * "daughter of a teacher", "Mr Smith is my favourite teacher".
   */
  private static boolean isOfOther(List<NameToken> words, int at) {
    boolean isBehind = at + 1 < words.size() && SPEAKS.contains(words.get(at + 1).folded());
    boolean isTitle =
        isOf(NameWords.Kind.HONORIFIC, words.get(at).folded())
            && at + 2 < words.size()
            && SPEAKS.contains(words.get(at + 2).folded());
    boolean isOneDay =
        at + 2 < words.size()
            && words.get(at + 1).folded().equals("one")
            && words.get(at + 2).folded().equals("day");
    int joined = at - 1;
    boolean isAlso =
        joined > 0
            && words.get(joined).folded().equals("and")
            && isOf(NameWords.Kind.KIN, words.get(joined - 1).folded())
            && isOfOther(words, joined - 1);
    return isBehind
        || isTitle
        || isOneDay
        || isAlso
        || isWhatOtherIs(words, at)
        || words.subList(Math.max(0, at - 2), at).stream()
            .anyMatch(before -> NOT_OWN.contains(before.folded()));
  }

  /** Whether a relative is before a word, as in "my mum is a nurse" and "daughter of a teacher". */
  private static boolean isWhatOtherIs(List<NameToken> words, int at) {
    int verb = at - 1;
    if (verb > 0 && ARTICLES.contains(words.get(verb).folded())) {
      verb--;
    }
    return verb > 0
        && LINKS.contains(words.get(verb).folded())
        && (isOf(NameWords.Kind.KIN, words.get(verb - 1).folded()))
        && (words.get(verb).folded().equals("of")
            ? CHILDREN.contains(words.get(verb - 1).folded())
            : isOfOther(words, verb - 1));
  }

  private static boolean isOf(NameWords.Kind kind, String word) {
    return NameWords.is(kind, word);
  }

  /** Whether a word is a part of the pupil's own name, such as the Lane of Foxcroft-Lane. */
  private static boolean isOwn(String word, Pupil pupil, FollowerEvidence.OfPupil one) {
    return word.equals(one.first)
        || word.equals(one.last)
        || word.equals(one.written)
        || NameToken.in(pupil.lastName()).stream().anyMatch(part -> part.folded().equals(word));
  }
}
