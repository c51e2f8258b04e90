package org.invigilator.rule.content;

import java.util.List;
import org.invigilator.register.Texts;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;

/**
 * Posts are published with an app that the register lists; the app is only a hint at the device.
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
    if (post.source().isEmpty()) {
      if (blankIsUnknown) {
        out.notGiven(Evidence.of("no_app"));
      }
      return;
    }
    List<String> approved = approved(view);
    if (approved.isEmpty()) {
      out.notEvaluated(Evidence.of("none_listed"));
    } else if (!approved.contains(plain(post.source()))) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.ACCOUNT, view.id(), post.source().strip())
                  .at(view.postUrl(post.id())),
              Evidence.of("posted").term("app", post.source().strip())));
    }
  }

  @Override
  public void checkProfile(Profile profile, AccountView view, ResultCollector out) {
    List<String> approved = approved(view);
    for (String app : profile.connectedApps()) {
      if (approved.isEmpty()) {
        out.notEvaluated(Evidence.of("none_listed"));
      } else if (!approved.contains(plain(app))) {
        out.violation(
            Violation.of(
                Subject.of(Subject.Kind.ACCOUNT, view.id(), app.strip()),
                Evidence.of("connected").term("app", app.strip())));
      }
    }
  }

  private static List<String> approved(AccountView view) {
    return view.account().list("approved_clients").stream().map(UnapprovedClient::plain).toList();
  }

  /** The name of an app without what comes and goes in it: Hootsuite Inc., Twitter for iPhone. */
  private static String plain(String app) {
    String words = Texts.lower(app).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    return words.replaceAll(" (?:inc|ltd|limited|llc|com)$", "").replaceFirst("^twitter\\b", "x");
  }
}
