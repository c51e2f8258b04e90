package org.invigilator.rule.consent;

import org.invigilator.register.MediaLogEntry;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** The media log says that every picture of an own post was taken on a device of the trust. */
public final class MediaDeviceNotTrust implements Rule.OfPost {
  private final boolean blankIsUnknown;

  public MediaDeviceNotTrust(Parameters parameters) {
    blankIsUnknown = parameters.text("missing_is").equals("not-evaluated");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty() || post.isRepost()) {
      return;
    }
    for (MediaLogEntry entry : view.mediaLog(post, out)) {
      if (entry.declaration().equals("stock-or-graphic")
          || entry.declaration().equals("third-party")) {
        continue;
      }
      String device = entry.deviceKind();
      if (device.isEmpty() && blankIsUnknown) {
        out.notEvaluated(Evidence.of("no_device"));
      } else if (!device.equals("trust")) {
        String item = entry.isForAll() ? "all" : String.valueOf(entry.index());
        out.violation(
            Violation.of(
                Subject.of(Subject.Kind.MEDIA, post.id() + "#" + item).at(view.postUrl(post.id())),
                Evidence.of("device")
                    .term("named", device.isEmpty() ? "no" : "yes")
                    .term("device", Labels.of(device))));
      }
    }
  }
}
