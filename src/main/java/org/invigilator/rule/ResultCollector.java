package org.invigilator.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes what a rule has to say; silence means that nothing is wrong with what it was shown. */
public final class ResultCollector {
  private final List<Violation> violations = new ArrayList<>(2);
  private final List<Evidence> pending = new ArrayList<>(2);
  private final List<Unjudged> unjudged = new ArrayList<>(2);
  private int counted;

  /**
   * A subject that could not be judged.
   *
   * @param why the reason in the words of the rule; no facts where the input itself is the cause
   * @param limit whether the platform gives to no one what the rule needs
   * @param unread the input that was not read, if that is the cause
   */
  record Unjudged(Evidence why, boolean limit, Optional<Cause> unread) {

    Cause cause(String rule) {
      return unread.orElseGet(() -> new Cause.OfRule(rule, why, limit));
    }
  }

  /** Something is wrong. */
  public void violation(Violation violation) {
    violations.add(violation);
  }

  /** Something may become wrong once a grace period is over. */
  public void pending(Evidence why) {
    pending.add(why);
  }

  /** A subject could not be judged; never the same as nothing wrong. */
  public void notEvaluated(Evidence why) {
    unjudged.add(new Unjudged(why, false, Optional.empty()));
  }

  /** The same where an input that the rule uses was not read, so that the cause is named once. */
  public void notEvaluated(Cause.OfSource unread) {
    unjudged.add(new Unjudged(Evidence.of("unread"), false, Optional.of(unread)));
  }

  /**
   * The platform gives to no one what a judgement needs, so no one can fix it; never the same as
   * nothing wrong.
   */
  public void notGiven(Evidence why) {
    unjudged.add(new Unjudged(why, true, Optional.empty()));
  }

  /** Something is to be counted and not listed. */
  public void count() {
    counted++;
  }

  List<Violation> violations() {
    return violations;
  }

  List<Evidence> pending() {
    return pending;
  }

  List<Unjudged> unjudged() {
    return unjudged;
  }

  int counted() {
    return counted;
  }

  boolean isSilent() {
    return violations.isEmpty() && pending.isEmpty() && unjudged.isEmpty() && counted == 0;
  }

  /** Everything collected so far, for comparing with what is collected of another subject. */
  List<Object> snapshot() {
    return List.of(List.copyOf(violations), List.copyOf(pending), List.copyOf(unjudged), counted);
  }

  void clear() {
    violations.clear();
    pending.clear();
    unjudged.clear();
    counted = 0;
  }
}
