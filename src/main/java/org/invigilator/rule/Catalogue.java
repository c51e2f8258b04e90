package org.invigilator.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.invigilator.rule.consent.MediaConsentMissing;
import org.invigilator.rule.consent.MediaConsentUntagged;
import org.invigilator.rule.consent.MediaConsentWithdrawn;
import org.invigilator.rule.consent.PersonalDataInPost;
import org.invigilator.rule.consent.PupilNameInPost;
import org.invigilator.rule.content.HoldPeriodPost;
import org.invigilator.rule.content.LinkDomainBlocked;
import org.invigilator.rule.content.ProfanityInPost;
import org.invigilator.rule.content.ProhibitedPlatformLink;
import org.invigilator.rule.content.TakedownNotActioned;
import org.invigilator.rule.governance.AttestationNegative;
import org.invigilator.rule.governance.AttestationOverdue;
import org.invigilator.rule.governance.AuditCoverageGap;
import org.invigilator.rule.governance.AuditRetentionExceeded;
import org.invigilator.rule.governance.PolicyReviewOverdue;
import org.invigilator.rule.lifecycle.AccountClosedActive;
import org.invigilator.rule.lifecycle.AccountClosureOverdue;
import org.invigilator.rule.lifecycle.AccountIdentityChanged;
import org.invigilator.rule.lifecycle.AccountNotFound;
import org.invigilator.rule.lifecycle.AccountStale;
import org.invigilator.rule.lifecycle.CollabAccountPublic;
import org.invigilator.rule.lifecycle.RequiredPlatformMissing;
import org.invigilator.rule.people.AdminContactPersonalEmail;
import org.invigilator.rule.people.AdminNotApproved;
import org.invigilator.rule.people.AdminTrainingMissing;
import org.invigilator.rule.people.RoleHolderLeft;
import org.invigilator.rule.people.RoleHolderUnknown;
import org.invigilator.rule.people.SecondAdminMissing;
import org.invigilator.rule.people.SecondModeratorMissing;
import org.invigilator.rule.pupil.PupilAccountTagged;
import org.invigilator.rule.pupil.PupilFollowed;
import org.invigilator.rule.pupil.PupilFollower;
import org.invigilator.rule.pupil.PupilRepliedTo;
import org.invigilator.rule.pupil.UnderageFollower;
import org.invigilator.rule.register.ApprovalAfterGolive;
import org.invigilator.rule.register.ApprovalSignoffMissing;
import org.invigilator.rule.register.PasswordInRegister;
import org.invigilator.rule.register.PlatformMinimumAge;
import org.invigilator.rule.register.ProhibitedPlatform;
import org.invigilator.rule.register.RegisterFieldMissing;
import org.invigilator.rule.register.WebsiteAccountUnregistered;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every rule there is: what the catalogue says of it and, where it is built, how to make it. */
public final class Catalogue {
  private static final Map<String, RuleInfo> INFOS = load();
  private static final Map<String, Function<Parameters, Rule>> BUILT = built();

  private Catalogue() {}

  private static Map<String, Function<Parameters, Rule>> built() {
    Map<String, Function<Parameters, Rule>> rules = new LinkedHashMap<>();
    rules.put("website-account-unregistered", WebsiteAccountUnregistered::new);
    rules.put("register-field-missing", RegisterFieldMissing::new);
    rules.put("approval-signoff-missing", ApprovalSignoffMissing::new);
    rules.put("approval-after-golive", ApprovalAfterGolive::new);
    rules.put("password-in-register", PasswordInRegister::new);
    rules.put("prohibited-platform", ProhibitedPlatform::new);
    rules.put("prohibited-platform-link", ProhibitedPlatformLink::new);
    rules.put("platform-minimum-age", PlatformMinimumAge::new);
    rules.put("required-platform-missing", RequiredPlatformMissing::new);
    rules.put("account-stale", AccountStale::new);
    rules.put("account-closure-overdue", AccountClosureOverdue::new);
    rules.put("account-closed-active", AccountClosedActive::new);
    rules.put("account-not-found", AccountNotFound::new);
    rules.put("account-identity-changed", AccountIdentityChanged::new);
    rules.put("collab-account-public", CollabAccountPublic::new);
    rules.put("second-admin-missing", SecondAdminMissing::new);
    rules.put("second-moderator-missing", SecondModeratorMissing::new);
    rules.put("admin-not-approved", AdminNotApproved::new);
    rules.put("admin-training-missing", AdminTrainingMissing::new);
    rules.put("role-holder-left", RoleHolderLeft::new);
    rules.put("role-holder-unknown", RoleHolderUnknown::new);
    rules.put("admin-contact-personal-email", AdminContactPersonalEmail::new);
    rules.put("pupil-follower", PupilFollower::new);
    rules.put("underage-follower", UnderageFollower::new);
    rules.put("pupil-followed", PupilFollowed::new);
    rules.put("pupil-account-tagged", PupilAccountTagged::new);
    rules.put("pupil-replied-to", PupilRepliedTo::new);
    rules.put("media-consent-untagged", MediaConsentUntagged::new);
    rules.put("media-consent-missing", MediaConsentMissing::new);
    rules.put("media-consent-withdrawn", MediaConsentWithdrawn::new);
    rules.put("pupil-name-in-post", PupilNameInPost::new);
    rules.put("personal-data-in-post", PersonalDataInPost::new);
    rules.put("profanity-in-post", ProfanityInPost::new);
    rules.put("link-domain-blocked", LinkDomainBlocked::new);
    rules.put("hold-period-post", HoldPeriodPost::new);
    rules.put("takedown-not-actioned", TakedownNotActioned::new);
    rules.put("policy-review-overdue", PolicyReviewOverdue::new);
    rules.put("attestation-overdue", AttestationOverdue::new);
    rules.put("attestation-negative", AttestationNegative::new);
    rules.put("audit-retention-exceeded", AuditRetentionExceeded::new);
    rules.put("audit-coverage-gap", AuditCoverageGap::new);
    return rules;
  }

  /** The ids of all rules, in the order of the catalogue. */
  public static Collection<String> ids() {
    return INFOS.keySet();
  }

  /** What the catalogue says of a rule, or null when there is none of that id. */
  public static @Nullable RuleInfo info(String id) {
    return INFOS.get(id);
  }

  /** What the catalogue says of a rule that is known to exist. */
  public static RuleInfo require(String id) {
    RuleInfo info = INFOS.get(id);
    if (info == null) {
      throw new IllegalArgumentException("There is no rule '" + id + "'");
    }
    return info;
  }

  /** Whether this version can run the rule. */
  public static boolean isBuilt(String id) {
    return BUILT.containsKey(id);
  }

  static Rule create(String id, Parameters parameters) {
    Function<Parameters, Rule> factory = BUILT.get(id);
    if (factory == null) {
      throw new IllegalArgumentException("The rule '" + id + "' is not built");
    }
    return factory.apply(parameters);
  }

  /** The id most like a mistyped one. */
  static String nearest(String typed) {
    return INFOS.keySet().stream()
        .min(Comparator.comparingInt(id -> distance(typed, id)))
        .orElse("");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static Map<String, RuleInfo> load() {
    try (InputStream in = Catalogue.class.getResourceAsStream("rules.yaml")) {
      return new YAMLMapper()
          .readValue(in, new TypeReference<LinkedHashMap<String, RuleInfo>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
