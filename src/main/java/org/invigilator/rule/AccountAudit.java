package org.invigilator.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Account;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Register;
import org.invigilator.rule.consent.ExposureCount;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;
import org.invigilator.snapshot.Relation;
import org.jspecify.annotations.Nullable;

/**
 * One account driven past every rule that looks at it: posts and relations once each, then the
 * account as a whole. Memory grows with what is found, never with what is read. It is long because
 * everything that an account shows passes through it once.
 */
public final class AccountAudit {
  private static final Supplier<String> NOTHING = () -> "";

  private final AccountView view;
  private final AccountRules rules;
  private final RuleOutcomes outcomes;
  private final AccountViolations violations;
  private final UnclearRows unclear;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, Integer> unknownFields = new TreeMap<>();
  private final ExposureCount exposure;
  private final ResultCollector collector = new ResultCollector();
  private Inputs inputs;

  /** The text that is being judged; empty when it is the account as a whole. */
  private Supplier<String> seen = NOTHING;

  private @Nullable Post current;
  private final Supplier<String> ofCurrent = () -> current == null ? "" : text(current);

  /** What an account came to. */
  public record Result(
      List<AssessedViolation> violations,
      List<Outcome> outcomes,
      Map<String, Integer> counts,
      List<Cause> gaps,
      Exposure exposure) {}

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
        registers.with(capture, profile, trust.now(), Freshness.of(requirements).pullHours());
    if (trust.registers().withoutRoles().contains(account.id())
        && !inputs.isMissing(new Input.Register(Register.ACCOUNT_ROLES))) {
      this.inputs = inputs.withoutRoles();
    }
    this.rules = new AccountRules(view, requirements, inputs, outcomes);
    this.exposure = new ExposureCount(view, requirements, inputs);
    this.violations = new AccountViolations(account, trust);
    this.unclear = trust.unclear();
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
    return rules.ofRelations().stream()
        .anyMatch(r -> r.check() instanceof Rule.OfRelation rule && rule.kind() == kind);
  }

  /** Shows the rules one message that somebody else wrote to the account; all of them go first. */
  public void acceptMention(Post message) {
    view.timeline().addInbound(message, view.trust().words().phrases());
    current = message;
    seen = ofCurrent;
    List<AccountViolations.Candidate> found = new ArrayList<>(0);
    LocalDate day = LondonTime.date(message.createdAt());
    for (Requirement requirement : rules.ofMentions()) {
      ((Rule.OfMention) requirement.check()).check(message, view, collector);
      collect(requirement, Optional.of(day), found);
    }
    violations.addUnlessSuperseded(found);
  }

  /** What is judged of a post: its text and the descriptions of its pictures. */
  public static String text(Post post) {
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
    if (!post.unknownFields().isEmpty()) {
      post.unknownFields().forEach(field -> unknownFields.merge(field, 1, Integer::sum));
      if (post.hasUnknownAttachment()) {
        inputs = inputs.withUnknownAttachments();
      }
    }
    current = post;
    seen = ofCurrent;
    List<AccountViolations.Candidate> found = new ArrayList<>(0);
    LocalDate day = LondonTime.date(post.createdAt());
    Optional<LocalDate> judged = Optional.of(day);
    for (Requirement requirement : rules.ofPosts()) {
      if (requirement.judges(day)) {
        ((Rule.OfPost) requirement.check()).check(post, view, collector);
        collect(requirement, judged, found);
      }
    }
    for (AccountRules.Folding folding : rules.folds()) {
      if (folding.requirement().judges(day) && !folding.requirement().isHistoric(day)) {
        folding.fold().add(post);
      }
    }
    exposure.accept(post);
    violations.addUnlessSuperseded(found);
  }

  /** Shows the rules one follower, or one account that is followed. */
  public void accept(Relation relation) {
    // No hash of a person's name is kept; what a dismissal rests on is whom a rule took them for.
    seen = NOTHING;
    List<AccountViolations.Candidate> found = new ArrayList<>(0);
    for (Requirement requirement : rules.ofRelations()) {
      Rule.OfRelation rule = (Rule.OfRelation) requirement.check();
      if (rule.kind() == relation.kind()) {
        rule.check(relation, view, collector);
        collect(requirement, Optional.empty(), found);
      }
    }
    violations.addUnlessSuperseded(found);
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
    return rules.ofRelations().stream()
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
    List<AccountViolations.Candidate> found = new ArrayList<>();
    for (Requirement requirement : rules.ofPosts()) {
      ((Rule.OfPost) requirement.check()).unlisted(view.trust()).ifPresent(collector::notEvaluated);
      collect(requirement, Optional.empty(), found);
    }
    view.profile()
        .ifPresent(
            profile -> {
              seen =
                  () ->
                      String.join("\n", profile.displayName(), profile.bio())
                          + "\n"
                          + String.join("\n", profile.links());
              for (Requirement requirement : rules.ofPosts()) {
                if (requirement.isCurrent()) {
                  ((Rule.OfPost) requirement.check()).checkProfile(profile, view, collector);
                  collect(requirement, Optional.empty(), found);
                }
              }
            });
    seen = NOTHING;
    for (AccountRules.Folding folding : rules.folds()) {
      folding.fold().finish(collector);
      collect(folding.requirement(), Optional.empty(), found);
    }
    for (Requirement requirement : rules.ofAccounts()) {
      if (!requirement.info().judgesCoverage()) {
        ((Rule.OfAccount) requirement.check()).check(view, collector);
        collect(requirement, Optional.empty(), found);
      }
    }
    violations.addUnlessSuperseded(found);
    List<Outcome> all = outcomes.conclude(inputs, violations::count);
    coverage(all);
    // The same reason stands behind most rules that could not look.
    Map<String, String> known = new HashMap<>();
    UnaryOperator<String> safe =
        text -> known.computeIfAbsent(text, view.trust().mentions()::withoutNames);
    return new Result(
        violations.all(),
        all.stream().map(outcome -> outcome.safe(safe)).toList(),
        counts,
        Stream.concat(outcomes.gaps().stream(), unknownFields())
            .map(cause -> cause.safe(safe))
            .toList(),
        exposure.result());
  }

  /** What was passed over in posts, by the platform's own names and with how many posts have it. */
  private Stream<Cause> unknownFields() {
    return unknownFields.isEmpty()
        ? Stream.empty()
        : Stream.of(
            new Cause.OfSource(
                Input.OfAccount.POSTS,
                Cause.Trouble.UNKNOWN_FIELDS,
                unknownFields.entrySet().stream()
                    .map(e -> e.getKey() + " in " + e.getValue() + " of them")
                    .collect(Collectors.joining(", ")),
                0));
  }

  private void collect(
      Requirement requirement, Optional<LocalDate> day, List<AccountViolations.Candidate> found) {
    if (collector.isSilent()) {
      return;
    }
    boolean old = day.map(requirement::isHistoric).orElse(false);
    boolean isUnproven = inputs.isUnprovenClaim(requirement.info());
    for (Violation violation : collector.violations()) {
      Optional<Cause> doubt =
          unclear.doubt(requirement.info(), Optional.of(view.account()), violation);
      if (isUnproven || doubt.isPresent()) {
        // A part that is not whole makes the outcome "not evaluated" by itself.
        doubt.ifPresent(cause -> outcomes.doubt(requirement.rule(), cause));
        continue;
      }
      if (old) {
        outcomes.historic(requirement);
      } else {
        found.add(new AccountViolations.Candidate(requirement, violation, seen.get()));
      }
    }
    outcomes.note(requirement.rule(), collector);
    if (collector.counted() > 0) {
      counts.merge(requirement.rule(), collector.counted(), Integer::sum);
    }
    collector.clear();
  }

  /** The rule about coverage runs last, on what the others could not see. */
  private void coverage(List<Outcome> all) {
    List<Requirement> last =
        rules.ofAccounts().stream().filter(r -> r.info().judgesCoverage()).toList();
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
    List<AccountViolations.Candidate> found = new ArrayList<>(1);
    for (Requirement requirement : last) {
      ((Rule.OfAccount) requirement.check()).check(withGaps, collector);
      collect(requirement, Optional.empty(), found);
    }
    violations.addUnlessSuperseded(found);
    all.add(
        Outcome.of(
            last.get(0).rule(),
            view.id(),
            found.isEmpty() ? Outcome.Kind.NONE : Outcome.Kind.FINDING,
            1));
  }
}
