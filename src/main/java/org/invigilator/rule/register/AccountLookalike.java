package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.LondonTime;
import org.invigilator.register.LookalikeReport;
import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * No handle that an official account mentions, or that someone reports, is nearly that of a
 * registered account or of an academy.
 */
public final class AccountLookalike implements Rule.OfPost, Rule.OfTrust {
  private final int maxDistance;
  private final int minLength;
  private final List<String> sources;

  public AccountLookalike(Parameters parameters) {
    maxDistance = parameters.integer("max_edit_distance");
    minLength = parameters.integer("min_handle_length");
    sources = parameters.list("source");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (!sources.contains("mentions") || post.isRepost()) {
      return;
    }
    String platform = view.account().platform();
    LocalDate day = LondonTime.date(post.createdAt());
    for (Post.Mention mention : post.mentions()) {
      String id = mention.user().id();
      String handle = mention.user().handle();
      if (view.trust().known().isKnownBody(platform, id, handle)
          || view.trust().known().isPress(id, handle)
          || view.trust().known().pupilAccount(platform, id, handle, day).isPresent()
          || view.trust().known().formerPupilAccount(platform, id, handle, day).isPresent()) {
        continue;
      }
      likeness(platform, handle, view.trust())
          .ifPresent(
              real ->
                  out.violation(
                      violation("mentioned", platform, handle, real).account(view.account())));
    }
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    if (!sources.contains("reports")) {
      return;
    }
    for (LookalikeReport report : view.trust().registers().lookalikeReports()) {
      if (view.trust().known().account(report.platform(), "", report.handle()).isEmpty()) {
        likeness(report.platform(), report.handle(), view.trust())
            .ifPresent(
                real ->
                    out.violation(violation("reported", report.platform(), report.handle(), real)));
      }
    }
  }

  private static Violation violation(String wording, String platform, String handle, String real) {
    return Violation.of(
        Subject.of(Subject.Kind.ACCOUNT, platform + ":" + Platforms.handle(handle)),
        Evidence.of(wording).term("handle", handle).term("original", real));
  }

  private Optional<String> likeness(String platform, String handle, TrustIndex trust) {
    return trust.known().lookalikes().like(platform, handle, maxDistance, minLength);
  }
}
