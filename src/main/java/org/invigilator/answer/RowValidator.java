package org.invigilator.answer;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.DecisionGround;
import org.invigilator.finding.RowFingerprint;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Person;

/**
 * Validates the rows of a workbook. It is long because each column has its own conditions and
 * messages.
 *
 * @param lines receives what was refused
 * @param answers receives what is valid
 */
record RowValidator(
    DecisionHistory history,
    DecisionContext context,
    SafeText texts,
    List<AnswerLine> lines,
    List<Answer> answers) {
  private static final int LONGEST_DUE = 366;
  private static final int LONGEST_ID = 40;
  private static final int LONGEST_TEXT = 120;

  void validate(Reply reply) {
    Optional<DecisionGround> ground = history.ground(reply.finding());
    if (ground.isEmpty()) {
      refuse(reply, "", "", "There is no finding with this ID. Use the newest workbook.");
      return;
    }
    Set<AnswerField> touched = safeFields(reply, ground.get());
    if (touched.contains(AnswerField.NOTE)) {
      validateNote(reply, ground.get());
    }
    if (touched.contains(AnswerField.OWNER)) {
      validateOwner(reply, ground.get());
    }
    if (touched.contains(AnswerField.DUE)) {
      validateDue(reply, ground.get());
    }
    if (touched.stream().anyMatch(RowValidator::isOfDecision)) {
      validateDecision(reply, ground.get());
    }
  }

  private static boolean isOfDecision(AnswerField field) {
    return field.unit().equals(AnswerField.DECISION.unit());
  }

  /** The cells that may be read further; the content of others is neither kept nor shown. */
  private Set<AnswerField> safeFields(Reply reply, DecisionGround ground) {
    Set<AnswerField> safe = EnumSet.noneOf(AnswerField.class);
    boolean decisionIsUnsafe = false;
    for (AnswerField field : reply.touched()) {
      Optional<String> unsafe = unsafe(reply, field, ground);
      if (unsafe.isPresent()) {
        refuse(reply, field.header(), "", unsafe.get());
        decisionIsUnsafe |= isOfDecision(field);
      } else {
        safe.add(field);
      }
    }
    if (decisionIsUnsafe) {
      safe.removeIf(RowValidator::isOfDecision);
    }
    return safe;
  }

  /** A name that a workbook had once stays one, also when its pupil has left the roll. */
  private Optional<String> unsafe(Reply reply, AnswerField field, DecisionGround ground) {
    Set<String> pupils = field == AnswerField.OWNER ? Set.of() : ground.pupils();
    return texts
        .unsafe(reply.value(field), pupils)
        .or(() -> reply.isReadAgain() ? history.unsafeBefore(reply, field) : Optional.empty());
  }

  private LocalDate since(Reply reply, AnswerField field) {
    LocalDate first = history.since(reply.source(), reply.finding(), shortened(reply.value(field)));
    // Whoever asks again in a newer workbook, asks from that day on.
    boolean isNewer = reply.stamp().map(stamp -> !stamp.issued().isBefore(first)).orElse(false);
    return isNewer ? context.asOf() : first;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private void refuse(Reply reply, AnswerField field, String why) {
    refuse(reply, field.header(), reply.value(field), why);
  }

  private void refuse(Reply reply, String field, String text, String why) {
    String id = reply.finding();
    if (reply.isReadAgain() && history.wasTaken(reply, field)) {
      lines.add(
          new AnswerLine(
              reply.source(),
              id,
              field,
              text,
              AnswerLine.Result.NOTED,
              AnswerField.of(field).filter(f -> history.isInForce(reply, f)).isPresent()
                  ? "This was accepted before, and nothing more is needed."
                  : "This was accepted before, and has run out or been replaced since."));
      return;
    }
    lines.add(
        new AnswerLine(
            reply.source(),
            id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID),
            field,
            shortened(text),
            AnswerLine.Result.REFUSED,
            why));
  }

  private void accept(Reply reply, String unit, Optional<Decision> decision) {
    answers.add(
        new Answer(
            reply.source(),
            reply.finding(),
            unit,
            reply.stamp().map(RowFingerprint::issued),
            decision));
  }

  private void validateNote(Reply reply, DecisionGround ground) {
    String text = reply.value(AnswerField.NOTE);
    if (reply.value(AnswerField.DECISION).isEmpty() && DecisionParser.of(text).isPresent()) {
      lines.add(
          new AnswerLine(
              reply.source(),
              reply.finding(),
              AnswerField.NOTE.header(),
              text,
              AnswerLine.Result.NOTED,
              "This reads like a decision, and a note decides nothing. Write it in the column Decision."));
    }
    accept(
        reply,
        "note",
        text.isEmpty()
            ? Optional.empty()
            : Optional.of(
                decision(reply, ground, Decision.Kind.NOTE, text, Optional.empty(), "", "")));
  }

  private void validateOwner(Reply reply, DecisionGround ground) {
    String text = reply.value(AnswerField.OWNER);
    if (text.isEmpty()) {
      accept(reply, "owner", Optional.empty());
      return;
    }
    People.Found found = context.people().find(text, AnswerField.OWNER.header());
    Optional<String> id = found.person().map(Person::id);
    if (id.isEmpty()) {
      refuse(reply, AnswerField.OWNER, found.why());
    } else if (reply.stamp().isPresent() || !id.get().equals(ground.owner())) {
      accept(
          reply,
          "owner",
          Optional.of(
              decision(reply, ground, Decision.Kind.OWNER, id.get(), Optional.empty(), "", "")));
    }
  }

  private void validateDue(Reply reply, DecisionGround ground) {
    String text = reply.value(AnswerField.DUE);
    if (text.isEmpty()) {
      accept(reply, "due", Optional.empty());
      return;
    }
    Optional<LocalDate> date = DecisionParser.date(text);
    Optional<String> problem = problemWithDue(text, date, ground, since(reply, AnswerField.DUE));
    if (problem.isPresent()) {
      refuse(reply, AnswerField.DUE, problem.get());
    } else if (reply.stamp().isPresent() || !date.equals(ground.due())) {
      accept(
          reply, "due", Optional.of(decision(reply, ground, Decision.Kind.DUE, "", date, "", "")));
    }
  }

  private Optional<String> problemWithDue(
      String text, Optional<LocalDate> date, DecisionGround ground, LocalDate since) {
    if (date.isEmpty()) {
      return Optional.of(
          "We cannot read " + quoted(text) + " as a date. Write it like 31/01/2027.");
    }
    if (date.get().isBefore(context.asOf())) {
      return Optional.of("This date, " + LondonTime.show(date.get()) + ", is in the past.");
    }
    if (date.get().isAfter(since.plusDays(LONGEST_DUE))) {
      return Optional.of("This date is more than a year away.");
    }
    return context.resolved(ground);
  }

  private void validateDecision(Reply reply, DecisionGround ground) {
    String text = reply.value(AnswerField.DECISION);
    if (text.isEmpty()) {
      if (reply.touched().contains(AnswerField.DECISION)) {
        accept(reply, "decision", Optional.empty());
      } else {
        refuse(reply, AnswerField.DECISION, "A name is given, but the Decision column is blank.");
      }
      return;
    }
    Optional<DecisionParser> parsed = DecisionParser.of(text);
    if (parsed.isEmpty()) {
      refuse(
          reply,
          AnswerField.DECISION,
          quoted(text)
              + " is not one of the choices."
              + DecisionParser.hint(text)
              + " Use: "
              + DecisionParser.CHOICES
              + ".");
      return;
    }
    decide(reply, ground, parsed.get());
  }

  private static String quoted(String text) {
    return "'" + (text.length() <= LONGEST_ID ? text : text.substring(0, LONGEST_ID) + "…") + "'";
  }

  private void decide(Reply reply, DecisionGround ground, DecisionParser parsed) {
    boolean plain =
        parsed.kind() == Decision.Kind.FIXED || parsed.kind() == Decision.Kind.IN_PROGRESS;
    String reason =
        parsed.reason().isEmpty() && !plain ? reply.value(AnswerField.NOTE) : parsed.reason();
    if (parsed.kind().isDismissal() && hasNewEvidence(reply, ground)) {
      lines.add(
          new AnswerLine(
              reply.source(),
              reply.finding(),
              AnswerField.DECISION.header(),
              reply.value(AnswerField.DECISION),
              AnswerLine.Result.DISPUTED,
              "The evidence for this finding has changed since this workbook was written. Check it again in the newest workbook."));
      return;
    }
    DecisionContext.Named named =
        context.named(reply.value(AnswerField.REQUESTED_BY), reply.value(AnswerField.APPROVED_BY));
    Optional<String> problem =
        context
            .resolved(ground)
            .or(() -> texts.unsafe(reason, ground.pupils()))
            .or(named::why)
            .or(
                () ->
                    context.problem(
                        parsed,
                        reason,
                        named,
                        ground.severity(),
                        Optional.of(ground),
                        since(reply, AnswerField.DECISION)));
    if (problem.isPresent()) {
      refuse(reply, AnswerField.DECISION, problem.get());
      return;
    }
    accept(
        reply,
        "decision",
        Optional.of(
            decision(
                reply,
                ground,
                parsed.kind(),
                reason,
                parsed.until(),
                named.requestedBy(),
                named.approvedBy())));
  }

  private static boolean hasNewEvidence(Reply reply, DecisionGround ground) {
    return reply.stamp().map(s -> !s.restsOn(reply.finding(), ground.evidence())).orElse(false);
  }

  private Decision decision(
      Reply reply,
      DecisionGround ground,
      Decision.Kind kind,
      String text,
      Optional<LocalDate> until,
      String requestedBy,
      String approvedBy) {
    return new Decision(
        Intake.id(
            context.asOf().toString(),
            reply.finding(),
            kind.name(),
            text,
            until.map(Object::toString).orElse(""),
            requestedBy,
            approvedBy,
            reply.source()),
        context.asOf(),
        kind,
        reply.finding(),
        "",
        "",
        "",
        text,
        until,
        kind.isDismissal() ? ground.evidence() : "",
        kind == Decision.Kind.NOT_A_PUPIL ? ground.pair() : "",
        requestedBy,
        approvedBy,
        reply.source(),
        Optional.empty(),
        Optional.empty());
  }
}
