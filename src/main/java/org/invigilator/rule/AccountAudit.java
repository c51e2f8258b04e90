package org.invigilator.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.invigilator.register.Account;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;
import org.invigilator.snapshot.Relation;

/**
 * One account driven past every rule that looks at it: posts and relations once each, then the
 * account as a whole. Memory grows with what is found, never with what is read.
 */
public final class AccountAudit {
  static final String COVERAGE = "audit-coverage-gap";

  private final AccountView view;
  private final List<Requirement> postRules = new ArrayList<>();
  private final List<Folding> folds = new ArrayList<>();
  private final List<Requirement> mentionRules = new ArrayList<>();
  private final List<Requirement> relationRules = new ArrayList<>();
  private final List<Requirement> accountRules = new ArrayList<>();
  private final Map<String, RuleInfo> running = new LinkedHashMap<>();
  private final Map<String, List<Inputs.State>> missing = new LinkedHashMap<>();
  private final Map<Key, Judgement> judgements = new LinkedHashMap<>();
  private final Map<String, Tally> pending = new TreeMap<>();
  private final Map<String, Tally> notEvaluated = new TreeMap<>();
  private final Map<String, Tally> historic = new TreeMap<>();
  private final Set<String> limits = new TreeSet<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Verdicts verdicts = new Verdicts();
  private Inputs inputs;

  private record Key(String rule, Subject.Kind kind, String id, String aspect) {}

  private record Folding(Requirement requirement, Rule.Fold fold) {}

  private record Candidate(Requirement requirement, Breach breach) {}

  private static final class Tally {
    private final Set<String> reasons = new TreeSet<>();
    private int count;

    private void add(String reason) {
      reasons.add(reason);
      count++;
    }
  }

  /** What an account came to. */
  public record Result(
      List<Judgement> judgements,
      List<Outcome> outcomes,
      Map<String, Integer> counts,
      List<String> gaps) {}

  /**
   * Prepares an audit.
   *
   * @param registers what is known of the registers as inputs
   */
  public AccountAudit(
      Account account,
      TrustIndex trust,
      List<Requirement> requirements,
      Inputs registers,
      Capture capture,
      Optional<Profile> profile,
      int earlierAbsences) {
    this.view =
        new AccountView(
            account, trust, capture, profile, earlierAbsences, new Timeline(), Set.of(), Set.of());
    this.inputs =
        registers.with(
            capture, profile.isPresent(), trust.now(), Freshness.of(requirements).pullHours());
    for (Requirement requirement : requirements) {
      if (isOfAccounts(requirement.check()) && applies(requirement.info(), account, capture)) {
        admit(requirement);
      }
    }
  }

  /** Whether a rule has anything to say of an account in its present state. */
  private static boolean applies(RuleInfo info, Account account, Capture capture) {
    boolean seen =
        capture.profile() != Capture.ProfileState.NOT_CAPTURED
            || capture.part(Capture.Part.POSTS).canBeRead();
    boolean ofPlatform =
        info.inputs().stream()
            .anyMatch(
                i ->
                    i.equals("posts")
                        || i.equals("profile")
                        || i.equals("followers")
                        || i.equals("following")
                        || i.equals("mentions"));
    return switch (account.status()) {
      case CLOSED -> info.closedAccounts() || (ofPlatform && seen && !isOfRegister(info));
      case PROPOSED, APPROVED -> !ofPlatform || seen;
      default -> true;
    };
  }

  private static boolean isOfAccounts(Rule rule) {
    return rule instanceof Rule.OfAccount
        || rule instanceof Rule.OfPost
        || rule instanceof Rule.OfPosts
        || rule instanceof Rule.OfMention
        || rule instanceof Rule.OfRelation;
  }

  private static boolean isOfRegister(RuleInfo info) {
    return info.inputs().contains("accounts");
  }

  private void admit(Requirement requirement) {
    RuleInfo info = requirement.info();
    running.put(requirement.rule(), info);
    List<Inputs.State> absent = inputs.missing(info);
    if (!absent.isEmpty()) {
      missing.put(requirement.rule(), absent);
      return;
    }
    Rule check = requirement.check();
    if (check instanceof Rule.OfPost) {
      postRules.add(requirement);
    }
    if (check instanceof Rule.OfPosts rule) {
      folds.add(new Folding(requirement, rule.begin(view)));
    }
    if (check instanceof Rule.OfMention && requirement.isCurrent()) {
      mentionRules.add(requirement);
    }
    if (check instanceof Rule.OfRelation && requirement.isCurrent()) {
      relationRules.add(requirement);
    }
    if (check instanceof Rule.OfAccount && requirement.isCurrent()) {
      accountRules.add(requirement);
    }
  }

  /** Whether any rule wants to see this part. */
  public boolean wants(Capture.Part part) {
    return view.capture().part(part).canBeRead()
        && switch (part) {
          case POSTS -> true;
          case FOLLOWERS -> wants(Relation.Kind.FOLLOWER);
          case FOLLOWING -> wants(Relation.Kind.FOLLOWING);
          case MENTIONS ->
              running.values().stream()
                  .anyMatch(
                      i -> i.inputs().contains("mentions") || i.inputs().contains("mentions?"));
        };
  }

  private boolean wants(Relation.Kind kind) {
    return relationRules.stream()
        .anyMatch(r -> r.check() instanceof Rule.OfRelation rule && rule.kind() == kind);
  }

  /** Shows the rules one message that somebody else wrote to the account; all of them go first. */
  public void acceptMention(Post message) {
    view.timeline().addInbound(message, view.trust().words().phrases());
    List<Candidate> found = new ArrayList<>(0);
    LocalDate day = LondonTime.date(message.createdAt());
    for (Requirement requirement : mentionRules) {
      ((Rule.OfMention) requirement.check()).check(message, view, verdicts);
      collect(requirement, Optional.of(day), found);
    }
    keepStrongest(found);
  }

  /** Shows the rules one post. */
  public void accept(Post post) {
    view.timeline().add(post);
    List<Candidate> found = new ArrayList<>(0);
    LocalDate day = LondonTime.date(post.createdAt());
    for (Requirement requirement : postRules) {
      if (requirement.judges(day)) {
        ((Rule.OfPost) requirement.check()).check(post, view, verdicts);
        collect(requirement, Optional.of(day), found);
      }
    }
    for (Folding folding : folds) {
      if (folding.requirement().judges(day) && !folding.requirement().isHistoric(day)) {
        folding.fold().add(post);
      }
    }
    keepStrongest(found);
  }

  /** Shows the rules one follower, or one account that is followed. */
  public void accept(Relation relation) {
    List<Candidate> found = new ArrayList<>(0);
    for (Requirement requirement : relationRules) {
      Rule.OfRelation rule = (Rule.OfRelation) requirement.check();
      if (rule.kind() == relation.kind()) {
        rule.check(relation, view, verdicts);
        collect(requirement, Optional.empty(), found);
      }
    }
    keepStrongest(found);
  }

  /**
   * Notes that a file turned out to be damaged, so that nothing it does not show counts as absent.
   */
  public void damaged(Capture.Part part, String reason) {
    inputs = inputs.damaged(part.name().toLowerCase(java.util.Locale.ROOT), reason);
  }

  /** Judges the account as a whole and says what every rule came to. */
  public Result finish() {
    List<Candidate> found = new ArrayList<>();
    view.profile()
        .ifPresent(
            profile -> {
              for (Requirement requirement : postRules) {
                if (requirement.isCurrent()) {
                  ((Rule.OfPost) requirement.check()).checkProfile(profile, view, verdicts);
                  collect(requirement, Optional.empty(), found);
                }
              }
            });
    for (Folding folding : folds) {
      folding.fold().finish(verdicts);
      collect(folding.requirement(), Optional.empty(), found);
    }
    for (Requirement requirement : accountRules) {
      if (!requirement.rule().equals(COVERAGE)) {
        ((Rule.OfAccount) requirement.check()).check(view, verdicts);
        collect(requirement, Optional.empty(), found);
      }
    }
    keepStrongest(found);
    List<Outcome> outcomes = new ArrayList<>();
    Set<String> gaps = new LinkedHashSet<>();
    running.forEach((rule, info) -> conclude(rule, info, outcomes, gaps));
    coverage(gaps, outcomes);
    return new Result(
        List.copyOf(judgements.values()), List.copyOf(outcomes), counts, List.copyOf(gaps));
  }

  private void collect(Requirement requirement, Optional<LocalDate> day, List<Candidate> found) {
    if (verdicts.isSilent()) {
      return;
    }
    boolean old = day.map(requirement::isHistoric).orElse(false);
    for (Breach breach : verdicts.breaches()) {
      if (old) {
        tally(
            historic,
            requirement.rule(),
            "published before " + requirement.pack().id() + " was in force");
      } else {
        found.add(new Candidate(requirement, breach));
      }
    }
    verdicts.pending().forEach(reason -> tally(pending, requirement.rule(), reason));
    verdicts.notEvaluated().forEach(reason -> tally(notEvaluated, requirement.rule(), reason));
    limits.addAll(verdicts.limits());
    if (verdicts.counted() > 0) {
      counts.merge(requirement.rule(), verdicts.counted(), Integer::sum);
    }
    verdicts.clear();
  }

  private static void tally(Map<String, Tally> tallies, String rule, String reason) {
    tallies.computeIfAbsent(rule, r -> new Tally()).add(reason);
  }

  private void keepStrongest(List<Candidate> found) {
    for (Candidate candidate : found) {
      if (found.size() == 1 || !isWeaker(candidate, found)) {
        Subject subject = candidate.breach().subject();
        judgements.merge(
            new Key(candidate.requirement().rule(), subject.kind(), subject.id(), subject.aspect()),
            Judgement.of(
                candidate.requirement(), candidate.breach(), view.id(), view.account().academy()),
            Judgement::and);
      }
    }
  }

  private static boolean isWeaker(Candidate candidate, List<Candidate> others) {
    List<String> stronger = candidate.requirement().info().yieldsTo();
    Set<String> acts = candidate.breach().acts();
    return !stronger.isEmpty()
        && !acts.isEmpty()
        && acts.stream()
            .allMatch(
                act ->
                    others.stream()
                        .anyMatch(
                            o ->
                                stronger.contains(o.requirement().rule())
                                    && o.breach().acts().contains(act)));
  }

  private void conclude(String rule, RuleInfo info, List<Outcome> outcomes, Set<String> gaps) {
    if (rule.equals(COVERAGE)) {
      return;
    }
    List<Inputs.State> absent = missing.get(rule);
    if (absent != null) {
      outcomes.add(outcome(rule, Outcome.Kind.NOT_EVALUATED, reasons(absent), 1));
      note(absent, gaps);
      return;
    }
    int breaches = (int) judgements.keySet().stream().filter(k -> k.rule().equals(rule)).count();
    if (breaches > 0) {
      outcomes.add(outcome(rule, Outcome.Kind.FINDING, "", breaches));
    }
    add(rule, Outcome.Kind.PENDING, pending, outcomes);
    add(rule, Outcome.Kind.HISTORIC, historic, outcomes);
    Tally unjudged = notEvaluated.get(rule);
    if (unjudged != null) {
      add(rule, Outcome.Kind.NOT_EVALUATED, notEvaluated, outcomes);
      unjudged.reasons.stream().filter(r -> !limits.contains(r)).forEach(gaps::add);
    }
    List<Inputs.State> lacking = inputs.lacking(info);
    if (!lacking.isEmpty()) {
      outcomes.add(outcome(rule, Outcome.Kind.NOT_EVALUATED, reasons(lacking), 1));
      note(lacking, gaps);
    }
    if (outcomes.stream().noneMatch(o -> o.rule().equals(rule))) {
      outcomes.add(outcome(rule, Outcome.Kind.NONE, "", 1));
    }
  }

  private void add(
      String rule, Outcome.Kind kind, Map<String, Tally> tallies, List<Outcome> outcomes) {
    Tally tally = tallies.get(rule);
    if (tally != null) {
      outcomes.add(outcome(rule, kind, String.join("; ", tally.reasons), tally.count));
    }
  }

  private Outcome outcome(String rule, Outcome.Kind kind, String reason, int count) {
    return new Outcome(rule, view.id(), kind, reason, count);
  }

  private static String reasons(List<Inputs.State> states) {
    return String.join("; ", states.stream().map(Inputs.State::reason).distinct().toList());
  }

  private static void note(List<Inputs.State> states, Set<String> gaps) {
    states.stream().filter(Inputs.State::captured).map(Inputs.State::reason).forEach(gaps::add);
  }

  private void coverage(Set<String> gaps, List<Outcome> outcomes) {
    if (!running.containsKey(COVERAGE)) {
      return;
    }
    Set<String> told = view.account().isClosed() ? Set.of() : gaps;
    AccountView last =
        new AccountView(
            view.account(),
            view.trust(),
            view.capture(),
            view.profile(),
            view.earlierAbsences(),
            view.timeline(),
            told,
            told.isEmpty() && view.account().isClosed() ? Set.of() : limits);
    List<Candidate> found = new ArrayList<>(1);
    for (Requirement requirement : accountRules) {
      if (requirement.rule().equals(COVERAGE)) {
        ((Rule.OfAccount) requirement.check()).check(last, verdicts);
        collect(requirement, Optional.empty(), found);
      }
    }
    keepStrongest(found);
    outcomes.add(
        outcome(COVERAGE, found.isEmpty() ? Outcome.Kind.NONE : Outcome.Kind.FINDING, "", 1));
  }
}
