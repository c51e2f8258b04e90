package org.invigilator.rule;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.match.NameSign;
import org.invigilator.match.Recognition;
import org.invigilator.match.Tier;

/** How a recognised name is put into the evidence of a finding. */
public final class Recognitions {
  /** The confidence in thousandths, which is not part of what a dismissal rests on. */
  public static final String CONFIDENCE = "confidence";

  private static final String SIGNS = "signs";

  private static final int SIGNS_LENGTH = 8;

  /** What is before the mark of a recognition in an identity. */
  private static final char MARK = '~';

  private Recognitions() {}

  /** The tier of a recognition, of which none is reported without one. */
  public static Tier tier(Recognition one) {
    return Tier.of(one.confidence()).orElse(Tier.POSSIBLE);
  }

  /**
   * The confidence, from 0 to 1, of a finding that rests on recognising a pupil: by a name as it
   * was weighed, and certain by an account that is on file.
   */
  public static Optional<Double> confidence(RuleInfo rule, List<Evidence> evidence) {
    return evidence.stream()
        .flatMap(one -> Stream.ofNullable(one.facts().get(CONFIDENCE)))
        .filter(Fact.Count.class::isInstance)
        .map(fact -> ((Fact.Count) fact).number() / 1000.0)
        .max(Comparator.naturalOrder())
        .or(() -> rule.group().equals("pupils") ? Optional.of(1.0) : Optional.empty());
  }

  /**
   * How sure a recognition is, as a part of the identity of its evidence: the place of its tier and
   * a hash of what speaks for and against it. Empty for what recognises no one.
   */
  static String mark(Map<String, Fact> facts) {
    if (!(facts.get(CONFIDENCE) instanceof Fact.Count confidence)) {
      return "";
    }
    int tier = Tier.of(confidence.number() / 1000.0).orElse(Tier.POSSIBLE).ordinal();
    return MARK
        + Integer.toString(tier)
        + DigestUtils.sha256Hex(signs(facts)).substring(0, SIGNS_LENGTH);
  }

  /** An identity without how sure a recognition was. */
  static String unmarked(String identity) {
    int at = identity.indexOf(MARK);
    return at < 0 ? identity : identity.substring(0, at);
  }

  /**
   * Whether a recognition is surer than it was, by a tier and by what speaks for it: a confidence
   * also moves when the roll changes, which is no reason to ask about a follower again.
   */
  static boolean isSurer(String decided, String now) {
    int was = decided.indexOf(MARK);
    int is = now.indexOf(MARK);
    return was >= 0
        && is >= 0
        && now.charAt(is + 1) < decided.charAt(was + 1)
        && !now.substring(is + 2).equals(decided.substring(was + 2));
  }

  /** What speaks for and against, without the tier before it. */
  private static String signs(Map<String, Fact> facts) {
    return facts.get(SIGNS) instanceof Fact.Aside aside
        ? aside.sentences().stream()
            .flatMap(sentence -> sentence.facts().values().stream())
            .filter(Fact.Term.class::isInstance)
            .map(fact -> ((Fact.Term) fact).words().replaceFirst("^[^(]*", ""))
            .collect(Collectors.joining("\n"))
        : "";
  }

  /** Evidence with the confidence, the tier in words and what speaks for and against it. */
  public static Evidence with(Evidence evidence, Recognition one) {
    String signs =
        one.signs().stream()
            .sorted()
            .map(NameSign::label)
            .map(Labels::sign)
            .collect(Collectors.joining("; "));
    return evidence
        .count(CONFIDENCE, Math.round(1000 * one.confidence()))
        .with(
            SIGNS,
            new Fact.Aside(
                List.of(
                    Evidence.worded(
                        "Match: " + Labels.sign(tier(one).label()) + " (" + signs + ")."))));
  }
}
