package org.invigilator.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PolicyPack;

/** What policies on social media usually ask for, by the rules that check it. */
public final class PolicyTopics {
  /** What policies usually ask for, with the rules of which one at least checks it. */
  private static final Map<String, List<String>> TOPICS =
      new TreeMap<>(
          Map.of(
              "approval before an account goes live",
                  List.of("approval-signoff-missing", "approval-after-golive"),
              "a second administrator", List.of("second-admin-missing"),
              "training of administrators", List.of("admin-training-missing"),
              "keeping accounts up to date", List.of("account-stale"),
              "consent for pictures of pupils",
                  List.of("media-consent-missing", "media-consent-untagged"),
              "naming pupils", List.of("pupil-name-in-post"),
              "contact with pupils' own accounts",
                  List.of("pupil-followed", "pupil-replied-to", "pupil-account-tagged"),
              "a hold in a crisis", List.of("hold-period-post"),
              "logins that central IT knows", List.of("credentials-not-lodged"),
              "removing a post on order", List.of("takedown-not-actioned")));

  private PolicyTopics() {}

  /** What policies of this kind usually ask for and this one does not, in the order of the list. */
  public static List<String> missing(PolicyPack pack) {
    Set<String> rules =
        pack.clauseList().stream()
            .flatMap(clause -> clause.rules().stream())
            .map(Clause.RuleUse::id)
            .collect(Collectors.toSet());
    return pack.clauseList().isEmpty()
        ? List.of()
        : TOPICS.entrySet().stream()
            .filter(topic -> topic.getValue().stream().noneMatch(rules::contains))
            .map(Map.Entry::getKey)
            .toList();
  }
}
