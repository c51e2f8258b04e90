package org.invigilator.answer;

import static org.invigilator.answer.WaiverFile.Entry.text;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.DecisionGround;
import org.invigilator.policy.Severity;
import org.invigilator.register.Cells;
import org.invigilator.rule.Catalogue;

/**
 * Validates the entries of a file of waivers and dismissals.
 *
 * @param lines receives what was refused
 * @param answers receives what is valid
 */
record WaiverValidator(
    DecisionHistory history,
    DecisionContext context,
    SafeText texts,
    List<AnswerLine> lines,
    List<Answer> answers) {

  Optional<String> validate(WaiverFile.Entry entry, String source) {
    String id =
        Intake.id(
            text(entry.finding()),
            text(entry.rule()),
            text(entry.account()),
            text(entry.academy()),
            text(entry.decision()),
            text(entry.until()),
            text(entry.reason()),
            text(entry.requestedBy()),
            text(entry.approvedBy()));
    Optional<Decision> before = history.byId(id);
    if (before.map(Decision::isOpen).orElse(false)) {
      return Optional.of(id);
    }
    Optional<String> unsafe =
        Stream.of(
                text(entry.finding()),
                text(entry.rule()),
                text(entry.decision()),
                text(entry.reason()))
            .flatMap(text -> texts.unsafe(text).stream())
            .findFirst();
    Optional<String> problem =
        unsafe
            .or(() -> problemWithScope(entry))
            .or(() -> problem(entry, history.since(source, subject(entry), wording(entry))))
            .or(() -> outdated(before, entry));
    if (problem.isPresent()) {
      lines.add(
          new AnswerLine(
              source,
              unsafe.isPresent() ? "" : subject(entry),
              "",
              unsafe.isPresent() ? "" : wording(entry),
              AnswerLine.Result.REFUSED,
              problem.get()));
      return Optional.empty();
    }
    answers.add(
        new Answer(
            source,
            subject(entry),
            "decision",
            before.map(Decision::takenOn).or(() -> Optional.of(context.asOf())),
            Optional.of(decision(entry, id, source))));
    return Optional.of(id);
  }

  private static String subject(WaiverFile.Entry entry) {
    return text(entry.finding()).isEmpty() ? text(entry.rule()) : text(entry.finding());
  }

  private static String wording(WaiverFile.Entry entry) {
    String until = text(entry.until());
    String decision = text(entry.decision());
    return until.isEmpty()
        ? decision
        : (decision.isEmpty() ? "waive" : decision) + " until " + until;
  }

  private static DecisionParser parsed(WaiverFile.Entry entry) {
    String until = text(entry.until());
    return DecisionParser.of(text(entry.decision()))
        .filter(parsed -> parsed.kind().isDismissal())
        .map(
            parsed ->
                until.isEmpty()
                    ? parsed
                    : new DecisionParser(parsed.kind(), Cells.date(until), parsed.reason()))
        .orElseGet(() -> new DecisionParser(Decision.Kind.WAIVER, Cells.date(until), ""));
  }

  private Optional<DecisionGround> ground(WaiverFile.Entry entry) {
    String finding = text(entry.finding());
    return finding.isEmpty() ? Optional.empty() : history.ground(finding);
  }

  private DecisionContext.Named named(WaiverFile.Entry entry) {
    return context.named(text(entry.requestedBy()), text(entry.approvedBy()));
  }

  /** Why it is not clear what an entry is about. */
  private Optional<String> problemWithScope(WaiverFile.Entry entry) {
    boolean hasFinding = !text(entry.finding()).isEmpty();
    String rule = text(entry.rule());
    if (hasFinding == !rule.isEmpty()) {
      return Optional.of("Give either a finding or a rule.");
    }
    if (hasFinding) {
      return ground(entry).isEmpty()
          ? Optional.of("There is no finding with this ID.")
          : Optional.empty();
    }
    if (Catalogue.info(rule) == null) {
      return Optional.of(
          "There is no rule '" + rule + "'. Did you mean '" + Catalogue.nearest(rule) + "'?");
    }
    String account = text(entry.account());
    String academy = text(entry.academy());
    if (account.isEmpty() == academy.isEmpty()) {
      return Optional.of("Give either the account or the academy for which the rule is waived.");
    }
    if (!account.isEmpty() && context.trust().account(account).isEmpty()) {
      return Optional.of("There is no account '" + account + "' in the register.");
    }
    return academy.isEmpty() || context.trust().academy(academy).isPresent()
        ? Optional.empty()
        : Optional.of("There is no academy '" + academy + "' in the register.");
  }

  private Optional<String> problem(WaiverFile.Entry entry, LocalDate since) {
    DecisionParser parsed = parsed(entry);
    if (parsed.kind().isDismissal() && text(entry.finding()).isEmpty()) {
      return Optional.of("Only a finding can be dismissed, not a rule. Give the finding's ID.");
    }
    if (parsed.kind().isDismissal() && parsed.until().isEmpty() && !text(entry.until()).isEmpty()) {
      return Optional.of("The last day cannot be read as a date. Write it like 31/01/2027.");
    }
    DecisionContext.Named named = named(entry);
    Optional<DecisionGround> ground = ground(entry);
    Severity severity =
        ground
            .map(DecisionGround::severity)
            .orElseGet(() -> Catalogue.require(text(entry.rule())).severity());
    return named
        .why()
        .or(() -> context.problem(parsed, text(entry.reason()), named, severity, ground, since));
  }

  /** Why a dismissal that ended cannot apply again by itself: the evidence was different. */
  private Optional<String> outdated(Optional<Decision> before, WaiverFile.Entry entry) {
    boolean changed =
        before.filter(b -> b.kind().isDismissal()).isPresent()
            && ground(entry).map(g -> !g.evidence().equals(before.get().evidence())).orElse(false);
    return changed
        ? Optional.of(
            "The evidence for this finding has changed since it was dismissed. Check it again; to dismiss it again, change the reason.")
        : Optional.empty();
  }

  private Decision decision(WaiverFile.Entry entry, String id, String source) {
    DecisionContext.Named named = named(entry);
    DecisionParser parsed = parsed(entry);
    Optional<DecisionGround> ground = ground(entry);
    return new Decision(
        id,
        context.asOf(),
        parsed.kind(),
        text(entry.finding()),
        text(entry.rule()),
        text(entry.account()),
        text(entry.academy()),
        text(entry.reason()),
        parsed.until(),
        parsed.kind().isDismissal() ? ground.map(DecisionGround::evidence).orElse("") : "",
        parsed.kind() == Decision.Kind.NOT_A_PUPIL
            ? ground.map(DecisionGround::pair).orElse("")
            : "",
        named.requestedBy(),
        named.approvedBy(),
        source,
        Optional.empty(),
        Optional.empty());
  }
}
