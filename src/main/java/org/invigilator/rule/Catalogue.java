package org.invigilator.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.invigilator.policy.Clause;
import org.invigilator.policy.Mode;
import org.invigilator.policy.proposal.KnownRule;
import org.invigilator.rule.consent.AdultPermissionMissing;
import org.invigilator.rule.consent.MediaConsentLate;
import org.invigilator.rule.consent.MediaConsentMissing;
import org.invigilator.rule.consent.MediaConsentUntagged;
import org.invigilator.rule.consent.MediaConsentWithdrawn;
import org.invigilator.rule.consent.MediaDeviceNotTrust;
import org.invigilator.rule.consent.PersonalDataInPost;
import org.invigilator.rule.consent.PostGeotagged;
import org.invigilator.rule.consent.PupilNameInPost;
import org.invigilator.rule.consent.StaffNamedWithoutPermission;
import org.invigilator.rule.contact.AbusiveInboundCandidate;
import org.invigilator.rule.contact.ComplaintPublicThread;
import org.invigilator.rule.contact.PressEnquiryReply;
import org.invigilator.rule.contact.PublicReplyReview;
import org.invigilator.rule.content.ConfidentialTermCandidate;
import org.invigilator.rule.content.EngagementAnomaly;
import org.invigilator.rule.content.HoldPeriodPost;
import org.invigilator.rule.content.LinkDomainBlocked;
import org.invigilator.rule.content.LinkDomainUnapproved;
import org.invigilator.rule.content.OffensiveContentCandidate;
import org.invigilator.rule.content.PersonalOpinionCandidate;
import org.invigilator.rule.content.ProfanityInPost;
import org.invigilator.rule.content.ProhibitedPlatformLink;
import org.invigilator.rule.content.ReferenceEndorsementCandidate;
import org.invigilator.rule.content.SensitiveTopicCandidate;
import org.invigilator.rule.content.SolicitationCandidate;
import org.invigilator.rule.content.SpamChainCandidate;
import org.invigilator.rule.content.TakedownNotActioned;
import org.invigilator.rule.content.ThirdPartyMediaCandidate;
import org.invigilator.rule.content.UnapprovedClient;
import org.invigilator.rule.governance.AttestationNegative;
import org.invigilator.rule.governance.AttestationOverdue;
import org.invigilator.rule.governance.AuditCoverageGap;
import org.invigilator.rule.governance.AuditRetentionExceeded;
import org.invigilator.rule.governance.PolicyCycleMismatch;
import org.invigilator.rule.governance.PolicyMetadataMissing;
import org.invigilator.rule.governance.PolicyReviewDueSoon;
import org.invigilator.rule.governance.PolicyReviewOverdue;
import org.invigilator.rule.lifecycle.AccountClosedActive;
import org.invigilator.rule.lifecycle.AccountClosureOverdue;
import org.invigilator.rule.lifecycle.AccountIdentityChanged;
import org.invigilator.rule.lifecycle.AccountLiveEarly;
import org.invigilator.rule.lifecycle.AccountLooksPersonal;
import org.invigilator.rule.lifecycle.AccountNotFound;
import org.invigilator.rule.lifecycle.AccountPurposeReview;
import org.invigilator.rule.lifecycle.AccountRenamed;
import org.invigilator.rule.lifecycle.AccountStale;
import org.invigilator.rule.lifecycle.CollabAccountPublic;
import org.invigilator.rule.lifecycle.CollabOutsiderFollower;
import org.invigilator.rule.lifecycle.OfficialBioPersonalDisclaimer;
import org.invigilator.rule.lifecycle.ProfileIdentityIncomplete;
import org.invigilator.rule.lifecycle.RequiredPlatformMissing;
import org.invigilator.rule.lifecycle.WebsiteLinkMissing;
import org.invigilator.rule.people.AdminApprovalLate;
import org.invigilator.rule.people.AdminContactPersonalEmail;
import org.invigilator.rule.people.AdminNotApproved;
import org.invigilator.rule.people.AdminTrainingLate;
import org.invigilator.rule.people.AdminTrainingMissing;
import org.invigilator.rule.people.PolicyAckMissing;
import org.invigilator.rule.people.ResponsibleRoleVacant;
import org.invigilator.rule.people.RoleHolderLeft;
import org.invigilator.rule.people.RoleHolderUnknown;
import org.invigilator.rule.people.SecondAdminMissing;
import org.invigilator.rule.people.SecondModeratorMissing;
import org.invigilator.rule.pupil.ExpupilInteraction;
import org.invigilator.rule.pupil.PupilAccountTagged;
import org.invigilator.rule.pupil.PupilAmplified;
import org.invigilator.rule.pupil.PupilFollowed;
import org.invigilator.rule.pupil.PupilFollower;
import org.invigilator.rule.pupil.PupilFollowerCandidate;
import org.invigilator.rule.pupil.PupilRepliedTo;
import org.invigilator.rule.pupil.UnderageFollower;
import org.invigilator.rule.register.AccountLookalike;
import org.invigilator.rule.register.AccountRowUnconfirmed;
import org.invigilator.rule.register.ApprovalAfterGolive;
import org.invigilator.rule.register.ApprovalOutOfOrder;
import org.invigilator.rule.register.ApprovalSignatoryInvalid;
import org.invigilator.rule.register.ApprovalSignoffMissing;
import org.invigilator.rule.register.BrandingApprovalMissing;
import org.invigilator.rule.register.ContributorConsentPlanMissing;
import org.invigilator.rule.register.ContributorVetterMissing;
import org.invigilator.rule.register.CredentialsNotLodged;
import org.invigilator.rule.register.PasswordInRegister;
import org.invigilator.rule.register.PlatformMinimumAge;
import org.invigilator.rule.register.PlatformNotPermitted;
import org.invigilator.rule.register.ProhibitedPlatform;
import org.invigilator.rule.register.RegisterFieldMissing;
import org.invigilator.rule.register.RegisterInconsistent;
import org.invigilator.rule.register.ThirdPartyHostUnnamed;
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
    rules.put("account-lookalike", AccountLookalike::new);
    rules.put("register-field-missing", RegisterFieldMissing::new);
    rules.put("register-inconsistent", RegisterInconsistent::new);
    rules.put("approval-signoff-missing", ApprovalSignoffMissing::new);
    rules.put("approval-after-golive", ApprovalAfterGolive::new);
    rules.put("approval-out-of-order", ApprovalOutOfOrder::new);
    rules.put("approval-signatory-invalid", ApprovalSignatoryInvalid::new);
    rules.put("branding-approval-missing", BrandingApprovalMissing::new);
    rules.put("credentials-not-lodged", CredentialsNotLodged::new);
    rules.put("password-in-register", PasswordInRegister::new);
    rules.put("prohibited-platform", ProhibitedPlatform::new);
    rules.put("prohibited-platform-link", ProhibitedPlatformLink::new);
    rules.put("platform-not-permitted", PlatformNotPermitted::new);
    rules.put("platform-minimum-age", PlatformMinimumAge::new);
    rules.put("contributor-vetter-missing", ContributorVetterMissing::new);
    rules.put("contributor-consent-plan-missing", ContributorConsentPlanMissing::new);
    rules.put("third-party-host-unnamed", ThirdPartyHostUnnamed::new);
    rules.put("required-platform-missing", RequiredPlatformMissing::new);
    rules.put("website-link-missing", WebsiteLinkMissing::new);
    rules.put("account-stale", AccountStale::new);
    rules.put("account-live-early", AccountLiveEarly::new);
    rules.put("account-row-unconfirmed", AccountRowUnconfirmed::new);
    rules.put("account-closure-overdue", AccountClosureOverdue::new);
    rules.put("account-closed-active", AccountClosedActive::new);
    rules.put("account-not-found", AccountNotFound::new);
    rules.put("account-renamed", AccountRenamed::new);
    rules.put("account-identity-changed", AccountIdentityChanged::new);
    rules.put("profile-identity-incomplete", ProfileIdentityIncomplete::new);
    rules.put("official-bio-personal-disclaimer", OfficialBioPersonalDisclaimer::new);
    rules.put("account-looks-personal", AccountLooksPersonal::new);
    rules.put("account-purpose-review", AccountPurposeReview::new);
    rules.put("collab-account-public", CollabAccountPublic::new);
    rules.put("collab-outsider-follower", CollabOutsiderFollower::new);
    rules.put("second-admin-missing", SecondAdminMissing::new);
    rules.put("second-moderator-missing", SecondModeratorMissing::new);
    rules.put("admin-not-approved", AdminNotApproved::new);
    rules.put("admin-approval-late", AdminApprovalLate::new);
    rules.put("admin-training-missing", AdminTrainingMissing::new);
    rules.put("admin-training-late", AdminTrainingLate::new);
    rules.put("role-holder-left", RoleHolderLeft::new);
    rules.put("role-holder-unknown", RoleHolderUnknown::new);
    rules.put("admin-contact-personal-email", AdminContactPersonalEmail::new);
    rules.put("policy-ack-missing", PolicyAckMissing::new);
    rules.put("responsible-role-vacant", ResponsibleRoleVacant::new);
    rules.put("pupil-follower", PupilFollower::new);
    rules.put("pupil-follower-candidate", PupilFollowerCandidate::new);
    rules.put("underage-follower", UnderageFollower::new);
    rules.put("pupil-followed", PupilFollowed::new);
    rules.put("pupil-account-tagged", PupilAccountTagged::new);
    rules.put("pupil-replied-to", PupilRepliedTo::new);
    rules.put("pupil-amplified", PupilAmplified::new);
    rules.put("expupil-interaction", ExpupilInteraction::new);
    rules.put("public-reply-review", PublicReplyReview::new);
    rules.put("complaint-public-thread", ComplaintPublicThread::new);
    rules.put("press-enquiry-reply", PressEnquiryReply::new);
    rules.put("abusive-inbound-candidate", AbusiveInboundCandidate::new);
    rules.put("media-consent-untagged", MediaConsentUntagged::new);
    rules.put("media-consent-missing", MediaConsentMissing::new);
    rules.put("media-consent-late", MediaConsentLate::new);
    rules.put("media-consent-withdrawn", MediaConsentWithdrawn::new);
    rules.put("adult-permission-missing", AdultPermissionMissing::new);
    rules.put("staff-named-without-permission", StaffNamedWithoutPermission::new);
    rules.put("media-device-not-trust", MediaDeviceNotTrust::new);
    rules.put("pupil-name-in-post", PupilNameInPost::new);
    rules.put("personal-data-in-post", PersonalDataInPost::new);
    rules.put("post-geotagged", PostGeotagged::new);
    rules.put("profanity-in-post", ProfanityInPost::new);
    rules.put("offensive-content-candidate", OffensiveContentCandidate::new);
    rules.put("confidential-term-candidate", ConfidentialTermCandidate::new);
    rules.put("sensitive-topic-candidate", SensitiveTopicCandidate::new);
    rules.put("solicitation-candidate", SolicitationCandidate::new);
    rules.put("spam-chain-candidate", SpamChainCandidate::new);
    rules.put("reference-endorsement-candidate", ReferenceEndorsementCandidate::new);
    rules.put("third-party-media-candidate", ThirdPartyMediaCandidate::new);
    rules.put("personal-opinion-candidate", PersonalOpinionCandidate::new);
    rules.put("link-domain-blocked", LinkDomainBlocked::new);
    rules.put("link-domain-unapproved", LinkDomainUnapproved::new);
    rules.put("hold-period-post", HoldPeriodPost::new);
    rules.put("unapproved-client", UnapprovedClient::new);
    rules.put("engagement-anomaly", EngagementAnomaly::new);
    rules.put("takedown-not-actioned", TakedownNotActioned::new);
    rules.put("policy-review-overdue", PolicyReviewOverdue::new);
    rules.put("policy-review-due-soon", PolicyReviewDueSoon::new);
    rules.put("policy-metadata-missing", PolicyMetadataMissing::new);
    rules.put("policy-cycle-mismatch", PolicyCycleMismatch::new);
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

  /** The one rule that the catalogue marks in some way. */
  static RuleInfo one(Predicate<RuleInfo> mark) {
    return INFOS.values().stream().filter(mark).findFirst().orElseThrow();
  }

  static Rule create(String id, Parameters parameters) {
    Function<Parameters, Rule> factory = BUILT.get(id);
    if (factory == null) {
      throw new IllegalArgumentException("The rule '" + id + "' has no class");
    }
    return factory.apply(parameters);
  }

  /** The id most like a mistyped one. */
  public static String nearest(String typed) {
    return INFOS.keySet().stream()
        .min(
            Comparator.comparingInt(
                id -> LevenshteinDistance.getDefaultInstance().apply(typed, id)))
        .orElse("");
  }

  private static Map<String, RuleInfo> load() {
    try (InputStream in = Catalogue.class.getResourceAsStream("rules.yaml")) {
      return new YAMLMapper()
          .readValue(in, new TypeReference<LinkedHashMap<String, RuleInfo>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a proposed policy must know of each rule, by its id. */
  public static Map<String, KnownRule> knownRules() {
    Map<String, KnownRule> known = new TreeMap<>();
    for (String id : ids()) {
      RuleInfo rule = require(id);
      known.put(
          id,
          new KnownRule(
              rule.title() + " " + rule.checks(),
              rule.mode() == Mode.AUTOMATED ? Clause.Reading.AUTOMATED : Clause.Reading.ASSISTED,
              rule.stated(),
              rule.settings()));
    }
    return known;
  }
}
