package org.invigilator.answer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decisions;
import org.invigilator.match.PupilMentions;
import org.invigilator.policy.PolicyPack;
import org.invigilator.rule.TrustIndex;

/** Decides for each answer whether it can be accepted, and reports why not. */
public final class DecisionValidator {
  private final TrustIndex trust;
  private final DecisionHistory history;
  private final DecisionContext context;
  private final SafeText texts;
  private final List<String> trustNames;

  /**
   * @param packs the policies in force; the strictest limit on waivers applies
   * @param formerNames what the trust was called before; workbooks of that time are its own
   */
  public DecisionValidator(
      TrustIndex trust, List<PolicyPack> packs, Decisions decisions, List<String> formerNames) {
    this.trust = trust;
    this.history = new DecisionHistory(decisions, trust.asOf());
    this.texts = new SafeText(trust);
    this.trustNames = Stream.concat(Stream.of(trust.trustName()), formerNames.stream()).toList();
    this.context = new DecisionContext(trust, packs);
  }

  LocalDate asOf() {
    return trust.asOf();
  }

  List<String> trustNames() {
    return trustNames;
  }

  PupilMentions mentions() {
    return trust.mentions();
  }

  DecisionHistory history() {
    return history;
  }

  /** Validates one row of a workbook: valid parts become answers, the rest lines. */
  void validate(Reply reply, List<AnswerLine> lines, List<Answer> answers) {
    new RowValidator(history, context, texts, lines, answers).validate(reply);
  }

  /**
   * Validates an entry of a file.
   *
   * @return the id of its decision, when the entry is valid or was accepted before
   */
  Optional<String> validate(
      WaiverFile.Entry entry, String source, List<AnswerLine> lines, List<Answer> answers) {
    return new WaiverValidator(history, context, texts, lines, answers).validate(entry, source);
  }
}
