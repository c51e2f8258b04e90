package org.invigilator.rule;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.NameSign;
import org.invigilator.match.Recognition;
import org.invigilator.match.Tier;

/** How a recognised name is put into the evidence of a finding. */
public final class Recognitions {
  /** The confidence in thousandths, which is not part of what a dismissal rests on. */
  public static final String CONFIDENCE = "confidence";

  private static final String SIGNS = "signs";

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
   * Whether a recognition is surer than it was, by a tier and by what speaks for it: a confidence
   * also moves when the roll changes, which is no reason to ask about a follower again.
   */
  public static boolean isSurer(RuleInfo rule, List<Evidence> before, List<Evidence> now) {
    Optional<Tier> was = confidence(rule, before).flatMap(Tier::of);
    Optional<Tier> is = confidence(rule, now).flatMap(Tier::of);
    return was.isPresent()
        && is.isPresent()
        && is.get().compareTo(was.get()) < 0
        && !signs(before).equals(signs(now));
  }

  /** What speaks for and against, without the tier before it. */
  private static List<String> signs(List<Evidence> evidence) {
    return evidence.stream()
        .flatMap(one -> Stream.ofNullable(one.facts().get(SIGNS)))
        .filter(Fact.Aside.class::isInstance)
        .flatMap(fact -> ((Fact.Aside) fact).sentences().stream())
        .flatMap(sentence -> sentence.facts().values().stream())
        .filter(Fact.Term.class::isInstance)
        .map(fact -> ((Fact.Term) fact).words().replaceFirst("^[^(]*", ""))
        .toList();
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
