package org.invigilator.finding;

import java.util.List;
import java.util.Map;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Subject;

/** What an audit found; a test changes the part it is about. */
public record SampleViolation(
    String rule,
    Subject subject,
    String account,
    String academy,
    Severity severity,
    Mode mode,
    List<String> pupils,
    Evidence evidence) {

  /** A swear word in a post of North Town High. */
  public static SampleViolation ofPost(String id) {
    return new SampleViolation(
        "profanity-in-post",
        Subject.of(Subject.Kind.POST, id),
        "NTH-TW-01",
        "NTH",
        Severity.HIGH,
        Mode.AUTOMATED,
        List.of(),
        Evidence.of("post").term("kind", "post").term("word", "d***"));
  }

  /** A follower who may be a pupil. */
  public static SampleViolation ofFollower(String id, String... pupils) {
    return ofPost("")
        .rule("pupil-follower")
        .about(Subject.of(Subject.Kind.FOLLOWER, id))
        .of(Mode.ASSISTED)
        .of(Severity.MEDIUM)
        .naming(pupils)
        .seen(Evidence.worded("A pupil follows this account."));
  }

  public SampleViolation rule(String id) {
    return new SampleViolation(id, subject, account, academy, severity, mode, pupils, evidence);
  }

  public SampleViolation about(Subject other) {
    return new SampleViolation(rule, other, account, academy, severity, mode, pupils, evidence);
  }

  public SampleViolation at(String otherAccount, String otherAcademy) {
    return new SampleViolation(
        rule, subject, otherAccount, otherAcademy, severity, mode, pupils, evidence);
  }

  public SampleViolation of(Severity other) {
    return new SampleViolation(rule, subject, account, academy, other, mode, pupils, evidence);
  }

  public SampleViolation of(Mode other) {
    return new SampleViolation(rule, subject, account, academy, severity, other, pupils, evidence);
  }

  public SampleViolation naming(String... refs) {
    return new SampleViolation(
        rule, subject, account, academy, severity, mode, List.of(refs), evidence);
  }

  public SampleViolation seen(Evidence other) {
    return new SampleViolation(rule, subject, account, academy, severity, mode, pupils, other);
  }

  public AssessedViolation assessed() {
    return new AssessedViolation(
        rule,
        subject,
        account,
        academy,
        severity,
        mode,
        true,
        Map.of("ctat-2024", List.of("5.1")),
        List.of(evidence),
        "Nothing of the kind.",
        pupils,
        List.of(),
        evidence.identity(),
        false);
  }
}
