package org.invigilator.rule;

import java.util.ArrayList;
import java.util.List;

/** Takes what a rule has to say; silence means that nothing is wrong with what it was shown. */
public final class ResultCollector {
  private final List<Violation> breaches = new ArrayList<>(2);
  private final List<String> pending = new ArrayList<>(2);
  private final List<String> notEvaluated = new ArrayList<>(2);
  private final List<String> limits = new ArrayList<>(2);
  private int counted;

  /** Something is wrong. */
  public void breach(Violation breach) {
    breaches.add(breach);
  }

  /** Something may become wrong once a grace period is over. */
  public void pending(String reason) {
    pending.add(reason);
  }

  /** A subject could not be judged; never the same as nothing wrong. */
  public void notEvaluated(String reason) {
    notEvaluated.add(reason);
  }

  /**
   * The platform does not give what a judgement needs, to anybody; never the same as nothing wrong.
   */
  public void notGiven(String reason) {
    notEvaluated.add(reason);
    limits.add(reason);
  }

  /** What the platform gives to nobody, so that mending it is in nobody's hands. */
  public List<String> limits() {
    return limits;
  }

  /** Something is to be counted and not listed. */
  public void count() {
    counted++;
  }

  public List<Violation> breaches() {
    return breaches;
  }

  public List<String> pending() {
    return pending;
  }

  public List<String> notEvaluated() {
    return notEvaluated;
  }

  int counted() {
    return counted;
  }

  boolean isSilent() {
    return breaches.isEmpty() && pending.isEmpty() && notEvaluated.isEmpty() && counted == 0;
  }

  /** Everything said so far, for comparing with what is said of another subject. */
  List<Object> said() {
    return List.of(List.copyOf(breaches), List.copyOf(pending), List.copyOf(notEvaluated), counted);
  }

  void clear() {
    breaches.clear();
    pending.clear();
    notEvaluated.clear();
    limits.clear();
    counted = 0;
  }
}
