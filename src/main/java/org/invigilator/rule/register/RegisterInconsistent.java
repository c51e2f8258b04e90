package org.invigilator.rule.register;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.register.consistency.AcademyOfAccount;
import org.invigilator.rule.register.consistency.AddressOfAccount;
import org.invigilator.rule.register.consistency.ApprovalsInThePast;
import org.invigilator.rule.register.consistency.AttestationRows;
import org.invigilator.rule.register.consistency.AudienceOfAccount;
import org.invigilator.rule.register.consistency.DatesInOrder;
import org.invigilator.rule.register.consistency.DatesOfPupils;
import org.invigilator.rule.register.consistency.DatesOfRegisters;
import org.invigilator.rule.register.consistency.HoldTimes;
import org.invigilator.rule.register.consistency.PlatformOfAccount;
import org.invigilator.rule.register.consistency.RecordSheet;
import org.invigilator.rule.register.consistency.RepeatedRow;
import org.invigilator.rule.register.consistency.StatusOfAccount;
import org.invigilator.rule.register.consistency.UnreadableCells;

/**
 * What the register says can all be true at once, and every cell of it can be read. A policy may
 * ask for each of the checks by itself.
 */
public final class RegisterInconsistent implements Rule.OfAccount, Rule.OfTrust {
  /** The rule's id, for sentences about registers outside of an audit. */
  public static final String ID = "register-inconsistent";

  private final List<Rule> checks;

  public RegisterInconsistent(Parameters parameters) {
    List<String> chosen = parameters.list("checks");
    Map<String, Rule> all = new LinkedHashMap<>();
    all.put("cells", new UnreadableCells());
    all.put("duplicate", new RepeatedRow());
    all.put("status", new StatusOfAccount(parameters.list("allowed_status")));
    all.put("platform", new PlatformOfAccount());
    all.put("academy", new AcademyOfAccount());
    all.put("address", new AddressOfAccount());
    all.put("dates", new DatesInOrder());
    all.put("register-dates", new DatesOfRegisters());
    all.put("pupil-dates", new DatesOfPupils());
    all.put("future", new ApprovalsInThePast());
    all.put("record-sheet", new RecordSheet());
    all.put("audience", new AudienceOfAccount());
    all.put("attestations", new AttestationRows());
    all.put("holds", new HoldTimes());
    all.keySet().retainAll(chosen);
    checks = List.copyOf(all.values());
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    for (Rule check : checks) {
      if (check instanceof Rule.OfAccount ofAccount) {
        ofAccount.check(view, out);
      }
    }
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (Rule check : checks) {
      if (check instanceof Rule.OfTrust ofTrust) {
        ofTrust.check(view, out);
      }
    }
  }
}
