package org.invigilator.finding;

import java.time.LocalDate;
import java.util.Optional;

/** What a person decided; a test changes the part it is about. */
public record SampleDecision(
    String id,
    LocalDate takenOn,
    Decision.Kind kind,
    String finding,
    String rule,
    String account,
    String academy,
    String said,
    Optional<LocalDate> until,
    String evidence,
    String pair,
    String source,
    Optional<LocalDate> endedOn) {

  /** A decision on one finding, taken on the day of the sample trust. */
  public static SampleDecision on(Finding finding, Decision.Kind kind) {
    return new SampleDecision(
        "D-1",
        SampleTrust.DAY,
        kind,
        finding.id(),
        "",
        "",
        "",
        "because",
        Optional.empty(),
        kind.isDismissal() ? finding.evidence() : "",
        "",
        "answers.xlsx, Findings row 2",
        Optional.empty());
  }

  /** A waiver of a rule on an account or at an academy, whichever is not empty. */
  public static SampleDecision ofRule(String rule, String account, String academy) {
    return new SampleDecision(
        "D-1",
        SampleTrust.DAY,
        Decision.Kind.WAIVER,
        "",
        rule,
        account,
        academy,
        "because",
        Optional.of(SampleTrust.DAY.plusDays(60)),
        "",
        "",
        "waivers.yaml, waiver 1",
        Optional.empty());
  }

  public SampleDecision id(String other) {
    return new SampleDecision(
        other, takenOn, kind, finding, rule, account, academy, said, until, evidence, pair, source,
        endedOn);
  }

  public SampleDecision takenOn(LocalDate other) {
    return new SampleDecision(
        id, other, kind, finding, rule, account, academy, said, until, evidence, pair, source,
        endedOn);
  }

  public SampleDecision saying(String other) {
    return new SampleDecision(
        id, takenOn, kind, finding, rule, account, academy, other, until, evidence, pair, source,
        endedOn);
  }

  public SampleDecision until(LocalDate last) {
    return new SampleDecision(
        id,
        takenOn,
        kind,
        finding,
        rule,
        account,
        academy,
        said,
        Optional.of(last),
        evidence,
        pair,
        source,
        endedOn);
  }

  public SampleDecision about(String otherPair) {
    return new SampleDecision(
        id, takenOn, kind, finding, rule, account, academy, said, until, evidence, otherPair,
        source, endedOn);
  }

  public SampleDecision from(String otherSource) {
    return new SampleDecision(
        id,
        takenOn,
        kind,
        finding,
        rule,
        account,
        academy,
        said,
        until,
        evidence,
        pair,
        otherSource,
        endedOn);
  }

  public SampleDecision endedOn(LocalDate day) {
    return new SampleDecision(
        id,
        takenOn,
        kind,
        finding,
        rule,
        account,
        academy,
        said,
        until,
        evidence,
        pair,
        source,
        Optional.of(day));
  }

  public Decision taken() {
    return new Decision(
        id,
        takenOn,
        kind,
        finding,
        rule,
        account,
        academy,
        said,
        until,
        evidence,
        pair,
        "P-1",
        "P-2",
        source,
        endedOn,
        Optional.empty());
  }
}
