package org.invigilator.rule.content;

import java.util.List;
import org.invigilator.register.Texts;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;

/**
 * Posts are published with an app that the register lists; the app hints at the device, no more.
 */
public final class UnapprovedClient implements Rule.OfPost {
  private final boolean blankIsUnknown;

  public UnapprovedClient(Parameters parameters) {
    blankIsUnknown = parameters.text("missing_is").equals("not-evaluated");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.isRepost()) {
      return;
    }
    List<String> approved = view.account().list("approved_clients");
    if (post.source().isEmpty()) {
      if (blankIsUnknown) {
        out.notGiven("the platform no longer gives the posting app");
      }
    } else if (approved.isEmpty()) {
      out.notEvaluated("the register lists no approved apps for the account");
    } else if (!approved.contains(Texts.lower(post.source().strip()))) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.ACCOUNT, view.id(), post.source().strip())
                  .at(view.postUrl(post.id())),
              "The account was posted to with '"
                  + post.source().strip()
                  + "', which is not among its approved apps."));
    }
  }

  @Override
  public void checkProfile(Profile profile, AccountView view, ResultCollector out) {
    List<String> approved = view.account().list("approved_clients");
    for (String app : profile.connectedApps()) {
      if (approved.isEmpty()) {
        out.notEvaluated("the register lists no approved apps for the account");
      } else if (!approved.contains(Texts.lower(app.strip()))) {
        out.violation(
            Violation.of(
                Subject.of(Subject.Kind.ACCOUNT, view.id(), app.strip()),
                "The app '"
                    + app.strip()
                    + "' may act for the account, and is not among its approved apps."));
      }
    }
  }
}
