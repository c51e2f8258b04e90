package org.invigilator.rule.contact;

import java.util.TreeMap;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * No complaint is handled in public: not several answers to one outsider in one conversation, and
 * no answer to words of complaint that leads nowhere else.
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

  /** The conversations in which the account answered outsiders. */
  private final class Threads implements Rule.Fold {
    private final AccountView view;
    private final TreeMap<String, Integer> replies = new TreeMap<>();
    private final TreeMap<String, String> complaints = new TreeMap<>();

    private Threads(AccountView view) {
      this.view = view;
    }

    @Override
    public void add(Post post) {
      if (!Outsiders.isAnswered(post, view)) {
        return;
      }
      String thread = post.conversation().isEmpty() ? post.repliedTo() : post.conversation();
      String whom =
          post.inReplyTo().id().isEmpty() ? post.inReplyTo().handle() : post.inReplyTo().id();
      replies.merge(thread + " " + whom, 1, Integer::sum);
      if (view.timeline().inboundMet(post.repliedTo(), lexicon)
          && !outsiders.isSignpost(post, view)) {
        complaints.put(thread, post.id());
      }
    }

    @Override
    public void finish(ResultCollector out) {
      TreeMap<String, String> told = new TreeMap<>();
      replies.forEach(
          (key, count) -> {
            if (count >= minReplies) {
              told.put(
                  key.substring(0, key.indexOf(' ')),
                  "The account answered one outsider " + count + " times in this conversation.");
            }
          });
      complaints
          .keySet()
          .forEach(
              thread ->
                  told.merge(
                      thread,
                      "The account answered a message with words of complaint and did not send the writer to another channel.",
                      (a, b) -> a + " " + b));
      told.forEach((thread, text) -> out.violation(Violation.of(view.post(thread), text)));
    }
  }
}
