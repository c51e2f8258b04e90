package org.invigilator.rule;

import java.util.ArrayList;
import java.util.List;
import org.invigilator.register.Account;
import org.invigilator.register.Register;
import org.invigilator.snapshot.Capture;

/**
 * The rules that run on one account, by what they look at: those that have something to say of it
 * in its present state, and whose inputs are there.
 */
final class AccountRules {
  private final List<Requirement> ofPosts = new ArrayList<>();
  private final List<Folding> folds = new ArrayList<>();
  private final List<Requirement> ofMentions = new ArrayList<>();
  private final List<Requirement> ofRelations = new ArrayList<>();
  private final List<Requirement> ofAccounts = new ArrayList<>();

  /** A rule about many posts, with what it keeps of them. */
  record Folding(Requirement requirement, Rule.Fold fold) {}

  /**
   * Chooses the rules that run.
   *
   * @param outcomes notes which rules run, and which lack an input
   */
  AccountRules(
      AccountView view, List<Requirement> requirements, Inputs inputs, RuleOutcomes outcomes) {
    for (Requirement requirement : requirements) {
      if (isOfAccounts(requirement.check())
          && applies(requirement.info(), view.account(), view.capture())) {
        outcomes.runs(requirement);
        List<Inputs.State> absent =
            requirement.lacksSettingAmong(requirements)
                ? List.of(Inputs.notSet(requirement))
                : absent(requirement.info(), view.account(), inputs);
        if (absent.isEmpty()) {
          add(requirement, view);
        } else {
          outcomes.missing(requirement.rule(), absent);
        }
      }
    }
  }

  /** What a rule cannot do without: inputs, and what its register does not keep of the account. */
  private static List<Inputs.State> absent(RuleInfo info, Account account, Inputs inputs) {
    List<Inputs.State> absent = inputs.missing(info);
    return absent.isEmpty() && !info.columns().isEmpty() && !account.keeps(info.columns())
        ? List.of(Inputs.notKept(Register.ACCOUNTS, info.columns()))
        : absent;
  }

  private static boolean isOfAccounts(Rule rule) {
    return rule instanceof Rule.OfAccount
        || rule instanceof Rule.OfPost
        || rule instanceof Rule.OfPosts
        || rule instanceof Rule.OfMention
        || rule instanceof Rule.OfRelation;
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

  private static boolean isOfPlatform(Input input) {
    return input instanceof Input.OfAccount part
        && (part == Input.OfAccount.PROFILE || part.part().isPresent());
  }

  private static boolean isOfRegister(RuleInfo info) {
    return info.requires(new Input.Register(Register.ACCOUNTS));
  }

  private void add(Requirement requirement, AccountView view) {
    Rule check = requirement.check();
    if (check instanceof Rule.OfPost) {
      ofPosts.add(requirement);
    }
    if (check instanceof Rule.OfPosts rule) {
      folds.add(new Folding(requirement, rule.begin(view)));
    }
    if (check instanceof Rule.OfMention && requirement.isCurrent()) {
      ofMentions.add(requirement);
    }
    if (check instanceof Rule.OfRelation && requirement.isCurrent()) {
      ofRelations.add(requirement);
    }
    if (check instanceof Rule.OfAccount && requirement.isCurrent()) {
      ofAccounts.add(requirement);
    }
  }

  /** The rules about single posts, and about the profile that is read as one. */
  List<Requirement> ofPosts() {
    return ofPosts;
  }

  /** The rules about many posts. */
  List<Folding> folds() {
    return folds;
  }

  /** The rules about messages that others wrote to the account. */
  List<Requirement> ofMentions() {
    return ofMentions;
  }

  /** The rules about followers and followed accounts. */
  List<Requirement> ofRelations() {
    return ofRelations;
  }

  /** The rules about the account as a whole. */
  List<Requirement> ofAccounts() {
    return ofAccounts;
  }
}
