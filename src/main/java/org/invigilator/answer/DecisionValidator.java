package org.invigilator.answer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Decisions;
import org.invigilator.finding.RowFingerprint;
import org.invigilator.finding.Status;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.invigilator.register.Cells;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.TrustIndex;
import org.jspecify.annotations.Nullable;

/** Decides of each answer whether it can be taken, and says why not. */
public final class DecisionValidator {
  private static final int LONGEST_DUE = 366;

  private final TrustIndex trust;
  private final Decisions decisions;
  private final DecisionContext grounds;
  private final Map<String, Optional<Decisions.Ground>> known = new HashMap<>();
  private final Map<String, List<Decision>> byFinding = new HashMap<>();
  private final Map<String, Decision> byId = new HashMap<>();
  private final SafeText texts;

  /**
   * @param packs the policies in force; the strictest bound on waivers counts
   */
  public DecisionValidator(TrustIndex trust, List<PolicyPack> packs, Decisions decisions) {
    this.trust = trust;
    this.decisions = decisions;
    this.texts = new SafeText(trust);
    this.grounds = new DecisionContext(trust, packs);
  }

  LocalDate asOf() {
    return trust.asOf();
  }

  String trustName() {
    return trust.trustName();
  }

  private void load() {
    if (byId.isEmpty()) {
      for (Decision decision : decisions.all()) {
        byId.put(decision.id(), decision);
        byFinding.computeIfAbsent(decision.finding(), f -> new ArrayList<>()).add(decision);
      }
    }
  }

  /** What stands in the place of an answer. */
  List<Decision> standing(Answer answer) {
    load();
    return answer.decision().map(d -> d.finding().isEmpty()).orElse(false)
        ? List.of()
        : byFinding.getOrDefault(answer.finding(), List.of()).stream()
            .filter(d -> d.isOpen() && d.kind().unit().equals(answer.unit()))
            .toList();
  }

  /** Whether an answer says what stands, or what was taken from its own workbook before. */
  boolean isKnown(Answer answer, List<Decision> standing) {
    load();
    if (answer.decision().isEmpty()) {
      return standing.isEmpty();
    }
    Decision wanted = answer.decision().get();
    Decision same = byId.get(wanted.id());
    if (same != null && same.isOpen()) {
      return true;
    }
    return byFinding.getOrDefault(answer.finding(), List.of()).stream()
        .filter(d -> !d.id().equals(wanted.id()) && says(d, wanted))
        .anyMatch(
            d -> d.isOpen() || answer.issued().map(i -> !d.takenOn().isBefore(i)).orElse(false));
  }

  private static boolean says(Decision one, Decision other) {
    return one.kind() == other.kind()
        && one.said().equals(other.said())
        && one.until().equals(other.until())
        && one.requestedBy().equals(other.requestedBy())
        && one.approvedBy().equals(other.approvedBy());
  }

  /** Judges one row of a workbook: what is fit becomes answers, the rest lines. */
  void judge(Reply reply, List<AnswerLine> lines, List<Answer> answers) {
    Optional<Decisions.Ground> ground = ground(reply.finding());
    if (ground.isEmpty()) {
      refuse(
          reply,
          "",
          "",
          "The ledger knows no finding of this id. Write into the newest workbook.",
          lines);
      return;
    }
    Row row = new Row(reply, ground.get(), lines, answers);
    Set<AnswerField> touched = safe(reply, lines);
    if (touched.contains(AnswerField.NOTE)) {
      row.note();
    }
    if (touched.contains(AnswerField.OWNER)) {
      row.owner();
    }
    if (touched.contains(AnswerField.DUE)) {
      row.due();
    }
    if (touched.stream().anyMatch(f -> f.unit().equals(AnswerField.DECISION.unit()))) {
      row.decision();
    }
  }

  /** The cells that may be looked at further; what another one holds is neither kept nor shown. */
  private Set<AnswerField> safe(Reply reply, List<AnswerLine> lines) {
    Set<AnswerField> safe = EnumSet.noneOf(AnswerField.class);
    boolean decisionIsUnsafe = false;
    for (AnswerField field : reply.touched()) {
      Optional<String> unsafe = texts.unsafe(reply.value(field));
      if (unsafe.isPresent()) {
        refuse(reply, field.header(), "", unsafe.get(), lines);
        decisionIsUnsafe |= field.unit().equals(AnswerField.DECISION.unit());
      } else {
        safe.add(field);
      }
    }
    if (decisionIsUnsafe) {
      safe.removeIf(f -> f.unit().equals(AnswerField.DECISION.unit()));
    }
    return safe;
  }

  private Optional<Decisions.Ground> ground(String finding) {
    return known.computeIfAbsent(finding, decisions::ground);
  }

  private static void refuse(
      Reply reply, String field, String said, String why, List<AnswerLine> lines) {
    lines.add(
        new AnswerLine(
            reply.source(),
            reply.finding().length() <= 40 ? reply.finding() : reply.finding().substring(0, 40),
            field,
            said.length() <= 120 ? said : said.substring(0, 120) + "…",
            AnswerLine.Result.REFUSED,
            why));
  }

  /** One row that is being judged. */
  private final class Row {
    private final Reply reply;
    private final Decisions.Ground ground;
    private final List<AnswerLine> lines;
    private final List<Answer> answers;

    Row(Reply reply, Decisions.Ground ground, List<AnswerLine> lines, List<Answer> answers) {
      this.reply = reply;
      this.ground = ground;
      this.lines = lines;
      this.answers = answers;
    }

    private void refuse(AnswerField field, String why) {
      DecisionValidator.refuse(reply, field.header(), reply.value(field), why, lines);
    }

    private void answer(String unit, Optional<Decision> decision) {
      answers.add(
          new Answer(
              reply.source(),
              reply.finding(),
              unit,
              reply.stamp().map(RowFingerprint::issued),
              decision));
    }

    private Decision decision(
        Decision.Kind kind,
        String said,
        Optional<LocalDate> until,
        String requestedBy,
        String approvedBy) {
      boolean dismissal = kind.isDismissal();
      return new Decision(
          Intake.id(
              asOf().toString(),
              reply.finding(),
              kind.name(),
              said,
              until.map(Object::toString).orElse(""),
              requestedBy,
              approvedBy,
              reply.source()),
          asOf(),
          kind,
          reply.finding(),
          "",
          "",
          "",
          said,
          until,
          dismissal ? ground.evidence() : "",
          kind == Decision.Kind.NOT_A_PUPIL ? ground.pair() : "",
          requestedBy,
          approvedBy,
          reply.source(),
          Optional.empty(),
          Optional.empty());
    }

    private Optional<Decision> plain(Decision.Kind kind, String said, Optional<LocalDate> until) {
      return Optional.of(decision(kind, said, until, "", ""));
    }

    private void note() {
      String text = reply.value(AnswerField.NOTE);
      answer(
          "note",
          text.isEmpty() ? Optional.empty() : plain(Decision.Kind.NOTE, text, Optional.empty()));
    }

    private void owner() {
      String text = reply.value(AnswerField.OWNER);
      if (text.isEmpty()) {
        answer("owner", Optional.empty());
        return;
      }
      People.Found found = grounds.people().find(text, AnswerField.OWNER.header());
      if (found.person().isEmpty()) {
        refuse(AnswerField.OWNER, found.why());
      } else if (reply.stamp().isPresent() || !found.person().get().id().equals(ground.owner())) {
        answer("owner", plain(Decision.Kind.OWNER, found.person().get().id(), Optional.empty()));
      }
    }

    private void due() {
      String text = reply.value(AnswerField.DUE);
      Optional<LocalDate> date = Cells.date(text);
      if (text.isEmpty()) {
        answer("due", Optional.empty());
      } else if (date.isEmpty()) {
        refuse(
            AnswerField.DUE,
            "This is not a date that can be read, or none that exists. Write it like 31/01/2027.");
      } else if (date.get().isBefore(asOf())) {
        refuse(AnswerField.DUE, "This day is past.");
      } else if (date.get().isAfter(asOf().plusDays(LONGEST_DUE))) {
        refuse(AnswerField.DUE, "This is more than a year away.");
      } else if (ground.status() == Status.RESOLVED) {
        refuse(AnswerField.DUE, gone());
      } else if (reply.stamp().isPresent() || !date.equals(ground.due())) {
        answer("due", plain(Decision.Kind.DUE, "", date));
      }
    }

    private String gone() {
      return "The finding was looked for on "
          + ground.statusOn()
          + " and is gone; nothing is left to decide.";
    }

    private void decision() {
      String text = reply.value(AnswerField.DECISION);
      if (text.isEmpty()) {
        if (reply.touched().contains(AnswerField.DECISION)) {
          answer("decision", Optional.empty());
        } else {
          refuse(AnswerField.DECISION, "Somebody is named, and nothing is decided.");
        }
        return;
      }
      Optional<DecisionParser> wording = DecisionParser.of(text);
      if (wording.isEmpty()) {
        refuse(
            AnswerField.DECISION,
            "This cannot be chosen. Known are: " + DecisionParser.CHOICES + ".");
        return;
      }
      String reason =
          wording.get().reason().isEmpty() && wording.get().kind() != Decision.Kind.FIXED
              ? reply.value(AnswerField.NOTE)
              : wording.get().reason();
      decide(wording.get(), reason);
    }

    private void decide(DecisionParser wording, String reason) {
      DecisionContext.Named named = named();
      boolean changed =
          wording.kind().isDismissal()
              && reply
                  .stamp()
                  .map(t -> !t.restsOn(reply.finding(), ground.evidence()))
                  .orElse(false);
      if (changed) {
        lines.add(
            new AnswerLine(
                reply.source(),
                reply.finding(),
                AnswerField.DECISION.header(),
                reply.value(AnswerField.DECISION),
                AnswerLine.Result.DISPUTED,
                "What the finding rests on has changed since this workbook was written. Look at it again in the newest one."));
        return;
      }
      Optional<String> wrong =
          ground.status() == Status.RESOLVED
              ? Optional.of(gone())
              : texts
                  .unsafe(reason)
                  .or(() -> named.why())
                  .or(
                      () ->
                          grounds.wrong(
                              wording, reason, named, ground.severity(), Optional.of(ground)));
      if (wrong.isPresent()) {
        refuse(AnswerField.DECISION, wrong.get());
        return;
      }
      boolean bare =
          wording.kind() == Decision.Kind.FIXED || wording.kind() == Decision.Kind.IN_PROGRESS;
      answer(
          "decision",
          Optional.of(
              decision(
                  wording.kind(),
                  bare ? wording.reason() : reason,
                  wording.until(),
                  named.requestedBy(),
                  named.approvedBy())));
    }

    private DecisionContext.Named named() {
      return grounds.named(
          reply.value(AnswerField.REQUESTED_BY), reply.value(AnswerField.APPROVED_BY));
    }
  }

  /**
   * Judges an entry of a file.
   *
   * @return the id under which the decision is known, when the entry is fit or was taken before
   */
  Optional<String> judge(
      WaiverFile.Entry entry, String source, List<AnswerLine> lines, List<Answer> answers) {
    load();
    String finding = WaiverFile.Entry.text(entry.finding());
    String rule = WaiverFile.Entry.text(entry.rule());
    String said =
        !WaiverFile.Entry.text(entry.until()).isEmpty()
            ? "waive until " + entry.until()
            : WaiverFile.Entry.text(entry.decision());
    String id =
        Intake.id(
            finding,
            rule,
            WaiverFile.Entry.text(entry.account()),
            WaiverFile.Entry.text(entry.academy()),
            WaiverFile.Entry.text(entry.decision()),
            WaiverFile.Entry.text(entry.until()),
            WaiverFile.Entry.text(entry.reason()),
            WaiverFile.Entry.text(entry.requestedBy()),
            WaiverFile.Entry.text(entry.approvedBy()));
    Decision before = byId.get(id);
    if (before != null && before.isOpen()) {
      return Optional.of(id);
    }
    Optional<String> unsafe =
        Stream.of(
                finding,
                rule,
                WaiverFile.Entry.text(entry.decision()),
                WaiverFile.Entry.text(entry.reason()))
            .flatMap(text -> texts.unsafe(text).stream())
            .findFirst();
    Optional<String> wrong =
        unsafe
            .or(() -> place(entry, finding, rule))
            .or(() -> wrong(entry, finding))
            .or(() -> outdated(before, finding));
    if (wrong.isPresent()) {
      lines.add(
          new AnswerLine(
              source,
              unsafe.isPresent() ? "" : finding.isEmpty() ? rule : finding,
              "",
              unsafe.isPresent() ? "" : said,
              AnswerLine.Result.REFUSED,
              wrong.get()));
      return Optional.empty();
    }
    Decision decision = decision(entry, id, finding, rule, source);
    answers.add(
        new Answer(
            source,
            finding.isEmpty() ? rule : finding,
            "decision",
            Optional.of(before == null ? asOf() : before.takenOn()),
            Optional.of(decision)));
    return Optional.of(id);
  }

  /** Why a dismissal that ended cannot count again by itself: it was of another text. */
  private Optional<String> outdated(@Nullable Decision before, String finding) {
    boolean changed =
        before != null
            && before.kind().isDismissal()
            && ground(finding).map(g -> !g.evidence().equals(before.evidence())).orElse(false);
    return changed
        ? Optional.of(
            "What the finding rests on has changed since it was dismissed. Look at it again; to dismiss it anew, change the reason.")
        : Optional.empty();
  }

  private static DecisionParser wording(WaiverFile.Entry entry) {
    String until = WaiverFile.Entry.text(entry.until());
    String decision = WaiverFile.Entry.text(entry.decision());
    return DecisionParser.of(decision)
        .filter(w -> until.isEmpty() && w.kind().isDismissal())
        .orElseGet(() -> new DecisionParser(Decision.Kind.WAIVER, Cells.date(until), ""));
  }

  /** Why an entry says nowhere, or somewhere that is not, where it counts. */
  private Optional<String> place(WaiverFile.Entry entry, String finding, String rule) {
    if (finding.isEmpty() == rule.isEmpty()) {
      return Optional.of("Give either a finding or a rule.");
    }
    if (!finding.isEmpty()) {
      return ground(finding).isEmpty()
          ? Optional.of("The ledger knows no finding of this id.")
          : Optional.empty();
    }
    String account = WaiverFile.Entry.text(entry.account());
    String academy = WaiverFile.Entry.text(entry.academy());
    if (Catalogue.info(rule) == null) {
      return Optional.of(
          "There is no rule '" + rule + "'; the nearest is '" + Catalogue.nearest(rule) + "'.");
    }
    if (account.isEmpty() == academy.isEmpty()) {
      return Optional.of("Say on which account, or at which academy, the rule is waived.");
    }
    if (!account.isEmpty() && trust.account(account).isEmpty()) {
      return Optional.of("No account '" + account + "' is registered.");
    }
    return academy.isEmpty() || trust.academy(academy).isPresent()
        ? Optional.empty()
        : Optional.of("No academy '" + academy + "' is registered.");
  }

  private Optional<String> wrong(WaiverFile.Entry entry, String finding) {
    String reason = WaiverFile.Entry.text(entry.reason());
    DecisionParser wording = wording(entry);
    if (wording.kind().isDismissal() && finding.isEmpty()) {
      return Optional.of("Only one finding can be dismissed, not a rule. Give its id.");
    }
    DecisionContext.Named named =
        grounds.named(
            WaiverFile.Entry.text(entry.requestedBy()), WaiverFile.Entry.text(entry.approvedBy()));
    Optional<Decisions.Ground> ground = finding.isEmpty() ? Optional.empty() : ground(finding);
    Severity severity =
        ground
            .map(Decisions.Ground::severity)
            .orElseGet(() -> Catalogue.require(WaiverFile.Entry.text(entry.rule())).severity());
    return texts
        .unsafe(reason)
        .or(named::why)
        .or(() -> grounds.wrong(wording, reason, named, severity, ground));
  }

  private Decision decision(
      WaiverFile.Entry entry, String id, String finding, String rule, String source) {
    DecisionContext.Named named =
        grounds.named(
            WaiverFile.Entry.text(entry.requestedBy()), WaiverFile.Entry.text(entry.approvedBy()));
    DecisionParser wording = wording(entry);
    Optional<Decisions.Ground> ground = finding.isEmpty() ? Optional.empty() : ground(finding);
    return new Decision(
        id,
        asOf(),
        wording.kind(),
        finding,
        rule,
        WaiverFile.Entry.text(entry.account()),
        WaiverFile.Entry.text(entry.academy()),
        WaiverFile.Entry.text(entry.reason()),
        wording.until(),
        wording.kind().isDismissal() ? ground.map(Decisions.Ground::evidence).orElse("") : "",
        wording.kind() == Decision.Kind.NOT_A_PUPIL
            ? ground.map(Decisions.Ground::pair).orElse("")
            : "",
        named.requestedBy(),
        named.approvedBy(),
        source,
        Optional.empty(),
        Optional.empty());
  }
}
