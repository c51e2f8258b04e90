package org.invigilator.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a rule saw, as a value: which sentence of the catalogue describes it, and the typed facts
 * that fill the sentence. Rewording the sentence changes nothing about the evidence.
 *
 * @param wording the key of the sentence below the rule in {@code rules.yaml}
 * @param facts by the name under which the sentence uses them, in the order of their names
 */
public record Evidence(String wording, Map<String, Fact> facts) {
  /**
   * Marks an identity made of facts, for those of a text and those of earlier versions have none.
   */
  static final String OF_FACTS = "f:";

  /** The wording of what is a sentence already. */
  static final String WORDED = "worded";

  private static final String TEXT = "judged_text";

  public Evidence {
    facts = new TreeMap<>(facts);
  }

  /** Evidence for a sentence that needs no facts, or gets them next. */
  public static Evidence of(String wording) {
    return new Evidence(wording, Map.of());
  }

  /** A whole sentence, as the ledger of an earlier version has it. */
  public static Evidence worded(String sentence) {
    return of(WORDED).term("words", sentence);
  }

  public Evidence with(String name, Fact fact) {
    Map<String, Fact> all = new TreeMap<>(facts);
    all.put(name, fact);
    return new Evidence(wording, all);
  }

  public Evidence term(String name, String words) {
    return with(name, new Fact.Term(words));
  }

  public Evidence terms(String name, Collection<String> words) {
    return with(name, new Fact.Many(words.stream().<Fact>map(Fact.Term::new).toList()));
  }

  public Evidence person(String name, String id) {
    return with(name, new Fact.Person(id));
  }

  public Evidence people(String name, Collection<String> ids) {
    return with(name, new Fact.Many(ids.stream().<Fact>map(Fact.Person::new).toList()));
  }

  public Evidence pupil(String name, String ref) {
    return with(name, new Fact.Pupil(ref));
  }

  /** The references of the pupils that it names. */
  public Set<String> pupils() {
    return facts.values().stream()
        .filter(Fact.Pupil.class::isInstance)
        .map(fact -> ((Fact.Pupil) fact).ref())
        .collect(Collectors.toSet());
  }

  public Evidence academy(String name, String code) {
    return with(name, new Fact.Academy(code));
  }

  public Evidence day(String name, LocalDate date) {
    return with(name, new Fact.Day(date));
  }

  public Evidence moment(String name, Instant at) {
    return with(name, new Fact.Moment(at));
  }

  /** A number that moves by itself, on which no dismissal rests. */
  public Evidence count(String name, long number) {
    return with(name, new Fact.Count(number));
  }

  /** A place in an order. */
  public Evidence ordinal(String name, int placeFromOne) {
    return with(name, new Fact.Ordinal(placeFromOne));
  }

  /**
   * The same evidence without what identifies pupils in words that came from outside.
   *
   * @param safe takes what identifies pupils out of a text
   */
  Evidence safe(UnaryOperator<String> safe) {
    Map<String, Fact> all = new TreeMap<>();
    facts.forEach((name, fact) -> all.put(name, fact.safe(safe)));
    return all.equals(facts) ? this : new Evidence(wording, all);
  }

  /** The text that was judged; where there is one, a dismissal rests on it alone. */
  Evidence judging(String text) {
    return text.isEmpty() ? this : with(TEXT, Fact.Text.of(text));
  }

  /**
   * What a dismissal compares: the text that was judged, or else the facts that do not move by
   * themselves, with how sure a recognition was. At most 32 characters.
   */
  public String identity() {
    Fact text = facts.get(TEXT);
    return text != null
        ? identity(text)
        : OF_FACTS
            + DigestUtils.sha256Hex(
                    facts.entrySet().stream()
                        .filter(e -> !(e.getValue() instanceof Fact.Aside))
                        .map(e -> e.getKey() + "=" + e.getValue().identity())
                        .collect(Collectors.joining("\n", wording + "\n", "")))
                .substring(0, 16)
            + Recognitions.mark(facts);
  }

  /**
   * Whether what was decided of one piece of evidence holds for another: it is the same, and a
   * recognition is no surer than it was.
   *
   * @param decided the identity on which the decision rests
   * @param now the identity of what is there now
   */
  public static boolean holds(String decided, String now) {
    return decided.equals(now)
        || (isOfFacts(decided)
            && Recognitions.unmarked(decided).equals(Recognitions.unmarked(now))
            && !Recognitions.isSurer(decided, now));
  }

  private static boolean isOfFacts(String identity) {
    return identity.startsWith(OF_FACTS);
  }

  private static String identity(Fact text) {
    return text.identity().substring(0, 16);
  }

  /** The identity of what rests on a text that was judged. */
  public static String identity(String text) {
    return identity(Fact.Text.of(text));
  }

  /** Whether an identity is that of a text that was judged. */
  public static boolean isOfText(String identity) {
    return !identity.isEmpty() && !identity.startsWith(OF_FACTS);
  }

  /**
   * Whether two identities can be compared: both of a text, or both of facts. Versions before 0.2
   * took them from sentences, or kept none.
   */
  public static boolean isComparable(String one, String other) {
    return !one.isEmpty() && one.startsWith(OF_FACTS) == other.startsWith(OF_FACTS);
  }
}
