package org.invigilator.rule.consent;

import java.util.regex.Pattern;
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
  /** What says that a device is someone's own; a camera or a phone alone may be anyone's. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "(?i)\\b(?:other|another|own(?:ed)?(?! by (?:the )?(?:school|trust|academy))|personal|private|home|mine|my|parent\\w*|pupil\\w*|student\\w*|volunteer\\w*|governor\\w*|visitor\\w*|colleague\\w*|members? of staff|byod|(?:not|non)[ -](?:the )?(?:trust|school|academy|work))\\b|(?<!school|trust|academy|college|office|department|nursery)['\u2019]s (?:i?phone|mobile|i?pad|tablet|camera)");

  private static final Pattern OURS =
      Pattern.compile(
          "(?i)\\b(?:trust|school|academy|college|nursery|work|office|class(?:room)?|department\\w*|official|corporate|issued|loan(?:ed)?|pool|ours)\\b");

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
      } else if (device.isEmpty() || OTHERS.matcher(device).find()) {
        String item = entry.isForAll() ? "all" : String.valueOf(entry.index());
        out.violation(
            Violation.of(
                Subject.of(Subject.Kind.MEDIA, post.id() + "#" + item).at(view.postUrl(post.id())),
                Evidence.of("device")
                    .term("named", device.isEmpty() ? "no" : "yes")
                    .term("device", Labels.of(device))));
      } else if (!OURS.matcher(device).find()) {
        out.notEvaluated(Evidence.of("unclear_device"));
      }
    }
  }
}
