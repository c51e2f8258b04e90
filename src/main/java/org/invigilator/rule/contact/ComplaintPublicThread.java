package org.invigilator.rule.contact;

import java.util.TreeMap;
import java.util.TreeSet;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * No complaint is handled in public: not several replies to one outsider in one conversation, and
 * no reply to words of complaint that does not point to another channel.
 */
public final class ComplaintPublicThread implements Rule.OfPosts {
  private final int minReplies;
  private final String lexicon;
  private final Outsiders outsiders;

  public ComplaintPublicThread(Parameters parameters) {
    minReplies = parameters.integer("min_replies");
    lexicon = parameters.text("lexicon");
    outsiders = Outsiders.of(parameters);
  }

  @Override
  public Rule.Fold begin(AccountView view) {
    return new Threads(view);
  }

  /** The conversations in which the account replied to outsiders. */
  private final class Threads implements Rule.Fold {
    private final AccountView view;
    private final TreeMap<String, Integer> replies = new TreeMap<>();
    private final TreeSet<String> complaints = new TreeSet<>();

    private Threads(AccountView view) {
      this.view = view;
    }

    @Override
    public void add(Post post) {
      if (!Outsiders.isReply(post, view)) {
        return;
      }
      String thread = post.conversation().isEmpty() ? post.repliedTo() : post.conversation();
      String whom =
          post.inReplyTo().id().isEmpty() ? post.inReplyTo().handle() : post.inReplyTo().id();
      replies.merge(thread + " " + whom, 1, Integer::sum);
      if (view.timeline().inboundMet(post.repliedTo(), lexicon)
          && !outsiders.isSignpost(post, view)) {
        complaints.add(thread);
      }
    }

    @Override
    public void finish(ResultCollector out) {
      TreeMap<String, Evidence> evidence = new TreeMap<>();
      replies.forEach(
          (key, count) -> {
            if (count >= minReplies) {
              String thread = key.substring(0, key.indexOf(' '));
              evidence.put(
                  thread,
                  Evidence.of(complaints.contains(thread) ? "both" : "replies")
                      .count("replies", count));
            }
          });
      complaints.forEach(thread -> evidence.putIfAbsent(thread, Evidence.of("complaint")));
      evidence.forEach((thread, seen) -> out.violation(Violation.of(view.post(thread), seen)));
    }
  }
}
