package org.invigilator.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;

/**
 * What a rule found wrong with one subject, before anybody knows since when.
 *
 * @param observed what was seen, in words that hold no pupil's name, handle or private detail
 * @param pupils references of the pupils it is about
 * @param people ids of the people it is about
 * @param severity where this case is graded otherwise than its rule
 * @param mode where this case is for a person to decide although its rule decides
 * @param account the account it belongs to when it was found while looking at the whole trust
 * @param academy the academy it belongs to when it belongs to no account
 * @param acts the acts it judges; of several findings about one act only the strongest stays
 */
public record Breach(
    Subject subject,
    String observed,
    List<String> pupils,
    List<String> people,
    Optional<Severity> severity,
    Optional<Mode> mode,
    String account,
    String academy,
    Set<String> acts) {

  public static Breach of(Subject subject, String observed) {
    return new Breach(
        subject,
        observed,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        Set.of());
  }

  public Breach pupils(List<String> refs) {
    return new Breach(subject, observed, refs, people, severity, mode, account, academy, acts);
  }

  public Breach person(String id) {
    return new Breach(
        subject, observed, pupils, List.of(id), severity, mode, account, academy, acts);
  }

  public Breach graded(Severity grade) {
    return new Breach(
        subject, observed, pupils, people, Optional.of(grade), mode, account, academy, acts);
  }

  public Breach assisted() {
    return new Breach(
        subject,
        observed,
        pupils,
        people,
        severity,
        Optional.of(Mode.ASSISTED),
        account,
        academy,
        acts);
  }

  public Breach account(org.invigilator.register.Account owner) {
    return new Breach(
        subject, observed, pupils, people, severity, mode, owner.id(), owner.academy(), acts);
  }

  public Breach academy(String code) {
    return new Breach(subject, observed, pupils, people, severity, mode, account, code, acts);
  }

  public Breach acts(Set<String> judged) {
    return new Breach(subject, observed, pupils, people, severity, mode, account, academy, judged);
  }
}
