package org.invigilator.rule;

import java.util.Set;

/**
 * What earlier audits know of an account.
 *
 * @param absences in how many audits in a row before this one the platform said that the account is
 *     gone or suspended
 * @param openSubjects the kinds of subject on which findings of the account stand
 */
public record AccountHistory(int absences, Set<Subject.Kind> openSubjects) {
  /** What is known of an account that nobody audited before. */
  public static final AccountHistory NOTHING = new AccountHistory(0, Set.of());
}
