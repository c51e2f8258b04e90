package org.invigilator.rule.contact;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.match.Phrases;
import org.invigilator.match.Words;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Breach;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Verdicts;
import org.invigilator.snapshot.Post;

/**
 * A public answer to somebody outside sends them elsewhere, or only thanks; what has substance is
 * for a person to look at.
 */
public final class PublicReplyReview implements Rule.OfPost {
  private static final List<String> COURTESIES =
      List.of(
          "thank",
          "thanks",
          "thank you",
          "cheers",
          "welcome",
          "congratulations",
          "well done",
          "pleasure");

  private final Outsiders outsiders;
  private final int courtesyWords;
  private final Optional<String> approver;

  public PublicReplyReview(Parameters parameters) {
    outsiders = Outsiders.of(parameters);
    courtesyWords = parameters.integer("courtesy_words");
    approver =
        parameters.values().get("approval_role") == null
            ? Optional.empty()
            : Optional.of(parameters.text("approval_role"));
  }

  @Override
  public void check(Post post, AccountView view, Verdicts out) {
    if (!Outsiders.isAnswered(post, view)
        || outsiders.isSignpost(post, view)
        || isCourtesy(post, view)
        || isApproved(post, view)) {
      return;
    }
    out.breach(
        Breach.of(
                view.post(post.id()),
                "The post answers somebody outside the trust in public and does not send them to another channel.")
            .acts(Set.of("answer:" + post.id())));
  }

  private boolean isCourtesy(Post post, AccountView view) {
    List<Words.Word> words =
        view.scan(post).words().get(0).stream().filter(w -> !w.folded().startsWith("@")).toList();
    return words.size() <= courtesyWords
        && COURTESIES.stream().anyMatch(c -> Phrases.has(words, c));
  }

  /** Whether somebody entitled to had allowed the answer before it went out. */
  private boolean isApproved(Post post, AccountView view) {
    return approver.isPresent()
        && view.trust().replyApprovals(post.id(), post.repliedTo()).stream()
            .filter(a -> !a.approvedOn().isAfter(post.createdAt()))
            .anyMatch(
                a ->
                    view.trust()
                        .offices()
                        .holds(
                            a.approvedBy(),
                            approver.get(),
                            LondonTime.date(a.approvedOn()),
                            view.account().academy()));
  }
}
