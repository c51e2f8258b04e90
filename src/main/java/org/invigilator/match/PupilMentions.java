package org.invigilator.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.register.Pupil;

/**
 * Finds in free text what identifies a pupil, as people write it: names in either order, in small
 * letters, joined, with middle names or initials, in hashtags, file names and e-mail addresses;
 * accounts with or without @; birth dates beside a word for birth or the name; unique pupil
 * numbers. It finds more than the rules do, because a text that is kept or passed on must hold
 * none; whatever a rule takes for a pupil's name is found here too.
 */
public final class PupilMentions {
  private static final Pattern UPN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])[A-HJ-NP-RT-Z]\\d{11}[\\dA-HJ-NP-RT-Z](?![\\p{L}\\p{N}])",
          Pattern.CASE_INSENSITIVE);

  /**
   * One place in a text.
   *
   * @param start the first character
   * @param end behind the last character
   * @param refs the references of the pupils who may be meant; empty when only that it is a pupil's
   */
  public record Mention(int start, int end, Set<String> refs) {}

  private final WrittenNames names = new WrittenNames();
  private final RollIndex roll;
  private final NamesInText recognised;

  private final PossibleNames possible;

  /** The full names of people who may be named, folded and joined. */
  private final Set<String> others = new HashSet<>();

  private final WrittenAccounts accounts = new WrittenAccounts();
  private final BirthDates births = new BirthDates();

  /** The references of pupils who were erased. */
  private final Set<String> forgotten = ConcurrentHashMap.newKeySet();

  /** Whether every trace of one pupil is searched for. */
  private boolean ofOne;

  private PupilMentions(RollIndex roll) {
    this.roll = roll;
    this.recognised = new NamesInText(roll);
    this.possible = new PossibleNames(roll, others);
  }

  /** The index of the roll's names, to be shared. */
  public RollIndex roll() {
    return roll;
  }

  /**
   * Prepares to find the pupils of a roll, past and present.
   *
   * @param others the full names of people who may be named; a form that one of them shares
   *     identifies no pupil
   */
  public static PupilMentions of(Collection<Pupil> pupils, Collection<String> others) {
    return of(pupils, others, List.of());
  }

  /**
   * The same, where the names of the schools are known.
   *
   * @param schools the names of the pupils' schools, which are no other place beside a name
   */
  public static PupilMentions of(
      Collection<Pupil> pupils, Collection<String> others, Collection<String> schools) {
    PupilMentions mentions = new PupilMentions(new RollIndex(pupils, schools));
    others.forEach(mentions.names::allow);
    others.forEach(name -> mentions.others.add(solid(name)));
    for (Pupil pupil : pupils) {
      mentions.names.add(pupil.firstName(), pupil.lastName(), pupil.ref());
      if (!pupil.knownAs().isBlank()) {
        mentions.names.add(pupil.knownAs(), pupil.lastName(), pupil.ref());
      }
      for (Pupil.Handle handle : pupil.handles()) {
        mentions.accounts.add(handle.handle(), pupil.ref());
        mentions.accounts.add(handle.userId(), pupil.ref());
      }
      pupil.birth().ifPresent(birth -> mentions.births.add(pupil.ref(), birth));
    }
    return mentions;
  }

  /**
   * Prepares to find every trace of one person: a long name also within other words.
   *
   * @param pupils the rows of the roll about the person; may be none
   * @param more further names or handles
   * @param others the full names of people who may be named
   */
  public static PupilMentions of(
      String ref, Collection<Pupil> pupils, Collection<String> more, Collection<String> others) {
    PupilMentions mentions = of(pupils, others);
    mentions.ofOne = true;
    mentions.names.alsoWithinWords();
    for (String one : more) {
      String text = one.strip();
      int gap = text.lastIndexOf(' ');
      int comma = text.indexOf(',');
      if (comma > 0) {
        mentions.names.add(text.substring(comma + 1), text.substring(0, comma), ref);
      } else if (gap > 0) {
        mentions.names.add(text.substring(0, gap), text.substring(gap + 1), ref);
      } else {
        mentions.accounts.add(text, ref);
        if (!text.startsWith("@")) {
          mentions.names.add(text, "", ref);
        }
      }
    }
    return mentions;
  }

  /** A full name in the form in which recognised names are compared. */
  public static String solid(String name) {
    return NameToken.in(name).stream().map(NameToken::folded).collect(Collectors.joining());
  }

  /**
   * From now on a mention of this pupil, and the reference itself, is replaced by words that name
   * no one, since the pupil was erased.
   */
  public void forget(String ref) {
    forgotten.add(ref);
    accounts.add(ref, ref);
  }

  /** Every mention in a text, in its order; of those that overlap the longest. */
  public List<Mention> in(String text) {
    return in(text, false);
  }

  /**
   * Whether a text may identify a pupil, where it is better to ask: a handle or an account's number
   * counts even where it could be an ordinary word or is written with blanks, and so do a surname
   * with an initial or beside a word for a family, and a forename and its surname apart.
   */
  public boolean mayBeIn(String text) {
    return !in(text, true).isEmpty()
        || !withoutPossibleNames(text).equals(text)
        || possible.nameFamily(text)
        || accounts.areSpacedIn(text);
  }

  /** Whether a folded word that may be a name is a word of the language too, such as bishop. */
  public static boolean isOrdinary(String word) {
    return NameWords.isOrdinary(word);
  }

  private List<Mention> in(String text, boolean doubtful) {
    List<Mention> found = new ArrayList<>();
    if (text.isEmpty()) {
      return found;
    }
    List<NameToken> words = NameToken.in(text);
    names.find(text, words, found);
    for (NamesInText.Found one : recognised.in(text, words)) {
      if (!others.contains(one.recognition().written())) {
        String ref = one.recognition().pupil().ref();
        found.add(new Mention(one.start(), one.end(), Set.of(ref)));
      }
    }
    accounts.find(text, doubtful, found);
    births.find(text, found);
    if (!ofOne) {
      // The register has no pupil numbers, so none of them is known to be of one pupil.
      Matcher upn = UPN.matcher(text);
      while (upn.find()) {
        found.add(new Mention(upn.start(), upn.end(), Set.of()));
      }
    }
    return apart(found);
  }

  /** Whether a text contains anything that identifies a pupil. */
  public boolean areIn(String text) {
    return !in(text).isEmpty();
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
    return replaced(
        text,
        mention ->
            mention.refs().size() == 1 && !forgotten.containsAll(mention.refs())
                ? mention.refs().iterator().next()
                : mention.refs().isEmpty() ? "[removed]" : "[a pupil]");
  }

  /**
   * A text for readers outside the trust: without every mention, and without the forename and the
   * surname of a pupil wherever both are in it, or a surname beside an initial. It takes out more
   * than is recognised as a name, and does not say whose it may be.
   */
  public String withoutPossibleNames(String text) {
    return possible.removed(replaced(text, mention -> PossibleNames.NAME));
  }

  /** A text with every mention replaced by other words. */
  public String replaced(String text, Function<Mention, String> words) {
    List<Mention> mentions = in(text);
    if (mentions.isEmpty()) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    int at = 0;
    for (Mention mention : mentions) {
      safe.append(text, at, mention.start());
      safe.append(words.apply(mention));
      at = mention.end();
    }
    return safe.append(text, at, text.length()).toString();
  }
}
