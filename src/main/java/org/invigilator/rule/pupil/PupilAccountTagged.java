package org.invigilator.rule.pupil;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.invigilator.policy.Severity;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * No post mentions a pupil's own account; a mention that the platform adds to a reply weighs less.
 */
public final class PupilAccountTagged implements Rule.OfPost {
  private final Severity automatic;
  private final List<String> exempt;

  public PupilAccountTagged(Parameters parameters) {
    automatic = Severity.of(parameters.text("auto_reply_mentions"));
    exempt = parameters.list("exclude_kinds");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.isRepost() || post.mentions().isEmpty()) {
      return;
    }
    LocalDate day = LondonTime.date(post.createdAt());
    Set<String> tagged = new TreeSet<>();
    boolean deliberate = false;
    for (Post.Mention mention : post.mentions()) {
      if (mention.automatic() && view.isExempt(exempt).orElse(false)) {
        continue;
      }
      var pupil =
          view.trust()
              .known()
              .pupilAccount(
                  view.account().platform(), mention.user().id(), mention.user().handle(), day);
      if (pupil.isPresent()) {
        tagged.add(pupil.get().ref());
        // The person replied to is not a second recipient that the platform added.
        deliberate |= !mention.automatic() || isRepliedTo(mention, post);
      }
    }
    if (!tagged.isEmpty()) {
      Violation violation =
          Violation.of(
                  view.post(post.id()),
                  Evidence.of("post")
                      .with(
                          "pupils",
                          new Fact.Many(tagged.stream().<Fact>map(Fact.Pupil::new).toList()))
                      .term("added_by", deliberate ? "author" : "platform"))
              .pupils(List.copyOf(tagged))
              .scopeKeys(tagged.stream().map(ref -> "contact:" + ref).collect(Collectors.toSet()));
      out.violation(deliberate ? violation : violation.graded(automatic));
    }
  }

  private static boolean isRepliedTo(Post.Mention mention, Post post) {
    return post.inReplyTo().isKnown()
        && (post.inReplyTo().id().isEmpty()
            ? mention.user().handle().equalsIgnoreCase(post.inReplyTo().handle())
            : mention.user().id().equals(post.inReplyTo().id()));
  }
}
