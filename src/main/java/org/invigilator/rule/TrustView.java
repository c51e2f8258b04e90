package org.invigilator.rule;

import java.util.List;
import org.invigilator.policy.PolicyPack;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;

/**
 * The trust as one of its policies sees it.
 *
 * @param accounts the accounts this policy binds
 * @param academies the academies this policy binds
 * @param gaps the registers that rules of this policy need and that are absent or stale
 */
public record TrustView(
    TrustIndex trust,
    PolicyPack pack,
    List<Account> accounts,
    List<Academy> academies,
    List<Cause.Gap> gaps) {}
