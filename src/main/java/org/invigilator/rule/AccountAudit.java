package org.invigilator.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.policy.Mode;
import org.invigilator.register.Account;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Register;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;
import org.invigilator.snapshot.Relation;

/**
 * One account driven past every rule that looks at it: posts and relations once each, then the
 * account as a whole. Memory grows with what is found, never with what is read.
 */
public final class AccountAudit {
  private final AccountView view;
  private final List<Requirement> postRules = new ArrayList<>();
  private final List<Folding> folds = new ArrayList<>();
  private final List<Requirement> mentionRules = new ArrayList<>();
  private final List<Requirement> relationRules = new ArrayList<>();
  private final List<Requirement> accountRules = new ArrayList<>();
  private final RuleOutcomes outcomes;
  private final Map<Key, AssessedViolation> violations = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final ResultCollector collector = new ResultCollector();
  private Inputs inputs;

  /** The text that is being judged; empty when it is the account as a whole. */
  private Supplier<String> seen = () -> "";

  private record Key(String rule, Subject.Kind kind, String id, String aspect) {}

  private record Folding(Requirement requirement, Rule.Fold fold) {}

  private record Candidate(Requirement requirement, Violation violation, String seen) {}

  /** What an account came to. */
  public record Result(
      List<AssessedViolation> violations,
      List<Outcome> outcomes,
      Map<String, Integer> counts,
      List<Cause> gaps) {}

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
      AccountHistory earlier) {
    this.view =
        new AccountView(
            account, trust, capture, profile, earlier, new Timeline(), List.of(), List.of());
    this.outcomes = new RuleOutcomes(account.id());
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
        info.needs().stream().anyMatch(need -> !need.optional() && isOfPlatform(need.input()));
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

  private static boolean isOfPlatform(Input input) {
    return input instanceof Input.OfAccount part
        && (part == Input.OfAccount.PROFILE || part.part().isPresent());
  }

  private static boolean isOfRegister(RuleInfo info) {
    return info.requires(new Input.Register(Register.ACCOUNTS));
  }

  private void admit(Requirement requirement) {
    RuleInfo info = requirement.info();
    outcomes.runs(requirement);
    List<Inputs.State> absent = inputs.missing(info);
    if (!absent.isEmpty()) {
      outcomes.missing(requirement.rule(), absent);
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
          case MENTIONS -> outcomes.reads(Input.OfAccount.MENTIONS);
        };
  }

  private boolean wants(Relation.Kind kind) {
    return relationRules.stream()
        .anyMatch(r -> r.check() instanceof Rule.OfRelation rule && rule.kind() == kind);
  }

  /** Shows the rules one message that somebody else wrote to the account; all of them go first. */
  public void acceptMention(Post message) {
    view.timeline().addInbound(message, view.trust().words().phrases());
    seen = () -> text(message);
    List<Candidate> found = new ArrayList<>(0);
    LocalDate day = LondonTime.date(message.createdAt());
    for (Requirement requirement : mentionRules) {
      ((Rule.OfMention) requirement.check()).check(message, view, collector);
      collect(requirement, Optional.of(day), found);
    }
    dropSuperseded(found);
  }

  /** What a post says, in its text and in the descriptions of its pictures. */
  private static String text(Post post) {
    return post.media().isEmpty()
        ? post.text()
        : post.text()
            + post.media().stream()
                .map(Post.Media::altText)
                .collect(Collectors.joining("\n", "\n", ""));
  }

  /** Shows the rules one post. */
  public void accept(Post post) {
    view.timeline().add(post);
    seen = () -> text(post);
    List<Candidate> found = new ArrayList<>(0);
    LocalDate day = LondonTime.date(post.createdAt());
    for (Requirement requirement : postRules) {
      if (requirement.judges(day)) {
        ((Rule.OfPost) requirement.check()).check(post, view, collector);
        collect(requirement, Optional.of(day), found);
      }
    }
    for (Folding folding : folds) {
      if (folding.requirement().judges(day) && !folding.requirement().isHistoric(day)) {
        folding.fold().add(post);
      }
    }
    dropSuperseded(found);
  }

  /** Shows the rules one follower, or one account that is followed. */
  public void accept(Relation relation) {
    List<Candidate> found = new ArrayList<>(0);
    for (Requirement requirement : relationRules) {
      Rule.OfRelation rule = (Rule.OfRelation) requirement.check();
      if (rule.kind() == relation.kind()) {
        // Only where a person goes by the name does the finding rest on it.
        seen = requirement.mode() == Mode.ASSISTED ? relation::displayName : () -> "";
        rule.check(relation, view, collector);
        collect(requirement, Optional.empty(), found);
      }
    }
    dropSuperseded(found);
  }

  /**
   * The least that must be known of somebody for every rule to judge as it does now: the platform's
   * number, or with it the handle, or all of it. What is not needed is not kept.
   */
  public Relation least(Relation whole) {
    Relation bare = new Relation(whole.kind(), whole.userId(), "", "");
    Relation named = new Relation(whole.kind(), whole.userId(), whole.handle(), "");
    return Stream.of(bare, named).filter(less -> isJudgedAs(less, whole)).findFirst().orElse(whole);
  }

  private boolean isJudgedAs(Relation less, Relation whole) {
    return relationRules.stream()
        .map(requirement -> (Rule.OfRelation) requirement.check())
        .filter(rule -> rule.kind() == whole.kind())
        .allMatch(rule -> resultsOf(rule, less).equals(resultsOf(rule, whole)));
  }

  private List<Object> resultsOf(Rule.OfRelation rule, Relation relation) {
    rule.check(relation, view, collector);
    List<Object> results = collector.snapshot();
    collector.clear();
    return results;
  }

  /**
   * Notes that a file turned out to be damaged, so that nothing it does not show counts as absent.
   */
  public void damaged(Capture.Part part, String reason) {
    inputs = inputs.damaged(Input.OfAccount.of(part), reason);
  }

  /** Judges the account as a whole and says what every rule came to. */
  public Result finish() {
    List<Candidate> found = new ArrayList<>();
    view.profile()
        .ifPresent(
            profile -> {
              seen =
                  () ->
                      String.join("\n", profile.displayName(), profile.bio())
                          + "\n"
                          + String.join("\n", profile.links());
              for (Requirement requirement : postRules) {
                if (requirement.isCurrent()) {
                  ((Rule.OfPost) requirement.check()).checkProfile(profile, view, collector);
                  collect(requirement, Optional.empty(), found);
                }
              }
            });
    seen = () -> "";
    for (Folding folding : folds) {
      folding.fold().finish(collector);
      collect(folding.requirement(), Optional.empty(), found);
    }
    for (Requirement requirement : accountRules) {
      if (!requirement.info().judgesCoverage()) {
        ((Rule.OfAccount) requirement.check()).check(view, collector);
        collect(requirement, Optional.empty(), found);
      }
    }
    dropSuperseded(found);
    List<Outcome> all = outcomes.conclude(inputs, this::breaches);
    coverage(all);
    return new Result(
        List.copyOf(violations.values()), List.copyOf(all), counts, List.copyOf(outcomes.gaps()));
  }

  private int breaches(String rule) {
    return (int) violations.keySet().stream().filter(k -> k.rule().equals(rule)).count();
  }

  private void collect(Requirement requirement, Optional<LocalDate> day, List<Candidate> found) {
    if (collector.isSilent()) {
      return;
    }
    boolean old = day.map(requirement::isHistoric).orElse(false);
    for (Violation violation : collector.violations()) {
      if (old) {
        outcomes.historic(requirement);
      } else {
        found.add(new Candidate(requirement, violation, seen.get()));
      }
    }
    outcomes.note(requirement.rule(), collector);
    if (collector.counted() > 0) {
      counts.merge(requirement.rule(), collector.counted(), Integer::sum);
    }
    collector.clear();
  }

  private void dropSuperseded(List<Candidate> found) {
    Map<String, Set<String>> rules = found.size() > 1 ? rulesByScope(found) : Map.of();
    for (Candidate candidate : found) {
      if (!isWeaker(candidate, rules)) {
        Subject subject = candidate.violation().subject();
        violations.merge(
            new Key(candidate.requirement().rule(), subject.kind(), subject.id(), subject.aspect()),
            AssessedViolation.of(
                candidate.requirement(),
                candidate.violation(),
                view.id(),
                view.account().academy(),
                candidate.seen()),
            AssessedViolation::and);
      }
    }
  }

  /** The rules that found something, by the scope keys of what they found. */
  private static Map<String, Set<String>> rulesByScope(List<Candidate> found) {
    Map<String, Set<String>> rules = new HashMap<>();
    for (Candidate candidate : found) {
      for (String act : candidate.violation().scopeKeys()) {
        rules.computeIfAbsent(act, k -> new HashSet<>(2)).add(candidate.requirement().rule());
      }
    }
    return rules;
  }

  private static boolean isWeaker(Candidate candidate, Map<String, Set<String>> rulesByScope) {
    List<String> stronger = candidate.requirement().info().supersededBy();
    Set<String> acts = candidate.violation().scopeKeys();
    return !stronger.isEmpty()
        && !acts.isEmpty()
        && acts.stream()
            .allMatch(
                act ->
                    stronger.stream().anyMatch(rulesByScope.getOrDefault(act, Set.of())::contains));
  }

  /** The rule about coverage runs last, on what the others could not see. */
  private void coverage(List<Outcome> all) {
    List<Requirement> last = accountRules.stream().filter(r -> r.info().judgesCoverage()).toList();
    if (last.isEmpty()) {
      return;
    }
    boolean closed = view.account().isClosed();
    AccountView withGaps =
        new AccountView(
            view.account(),
            view.trust(),
            view.capture(),
            view.profile(),
            view.earlier(),
            view.timeline(),
            closed ? List.of() : List.copyOf(outcomes.gaps()),
            closed ? List.of() : List.copyOf(outcomes.limits()));
    List<Candidate> found = new ArrayList<>(1);
    for (Requirement requirement : last) {
      ((Rule.OfAccount) requirement.check()).check(withGaps, collector);
      collect(requirement, Optional.empty(), found);
    }
    dropSuperseded(found);
    all.add(
        Outcome.of(
            last.get(0).rule(),
            view.id(),
            found.isEmpty() ? Outcome.Kind.NONE : Outcome.Kind.FINDING,
            1));
  }
}
