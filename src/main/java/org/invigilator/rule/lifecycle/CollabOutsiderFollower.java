package org.invigilator.rule.lifecycle;

import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Relation;

/** Every follower of a private pupil account is known to staff. */
public final class CollabOutsiderFollower implements Rule.OfRelation {

  public CollabOutsiderFollower(Parameters parameters) {}

  @Override
  public Relation.Kind kind() {
    return Relation.Kind.FOLLOWER;
  }

  @Override
  public void check(Relation follower, AccountView view, ResultCollector out) {
    if (!view.isShut().orElse(false) || !CollabAccountPublic.isForPupils(view.account())) {
      return;
    }
    String platform = view.account().platform();
    TrustIndex trust = view.trust();
    boolean known =
        trust.known().isKnownBody(platform, follower.userId(), follower.handle())
            || trust.known().isApprovedFollower(view.id(), follower.userId())
            || trust
                .known()
                .pupilAccount(platform, follower.userId(), follower.handle(), trust.asOf())
                .isPresent();
    if (!known) {
      String id = follower.userId().isEmpty() ? "unknown" : follower.userId();
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.FOLLOWER, id),
              follower.userId().isEmpty()
                  ? Evidence.of("unnumbered")
                  : Evidence.of("user").term("user", id)));
    }
  }
}
