package org.invigilator.rule.contact;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.match.Words;
import org.invigilator.register.LondonTime;
import org.invigilator.register.ReplyApproval;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * A public reply to someone outside the trust points to another channel, or only thanks; what has
 * substance is for a person to look at.
 */
public final class PublicReplyReview implements Rule.OfPost {
  private static final Set<String> COURTESIES =
      Set.of(
          "thank", "thanks", "cheers", "welcome", "congratulations", "done", "pleasure", "lovely");

  /** Words that add nothing to a thank-you. */
  private static final Set<String> FILLERS =
      Set.of(
          "you",
          "so",
          "much",
          "very",
          "for",
          "your",
          "kind",
          "words",
          "all",
          "everyone",
          "the",
          "and",
          "well",
          "our",
          "from",
          "us",
          "to",
          "a",
          "lot",
          "support",
          "great",
          "photo",
          "photos",
          "really",
          "are",
          "youre",
          "message",
          "feedback",
          "sharing",
          "coming",
          "this",
          "that",
          "it",
          "is",
          "was");

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
  public void check(Post post, AccountView view, ResultCollector out) {
    if (!Outsiders.isReply(post, view)
        || view.trust().known().isPress(post.inReplyTo().id(), post.inReplyTo().handle())
        || outsiders.isSignpost(post, view)
        || isCourtesy(post, view)
        || isApproved(post, view)) {
      return;
    }
    out.violation(
        Violation.of(view.post(post.id()), Evidence.of("no_channel"))
            .scopeKeys(Set.of("answer:" + post.id())));
  }

  /** Whether a reply thanks and has hardly any other words, or has no words at all. */
  private boolean isCourtesy(Post post, AccountView view) {
    List<String> words =
        view.scan(post).words().get(0).stream()
            .map(Words.Word::folded)
            .filter(w -> !w.startsWith("@"))
            .toList();
    long substance =
        words.stream().filter(w -> !COURTESIES.contains(w) && !FILLERS.contains(w)).count();
    return words.isEmpty()
        || (words.size() <= courtesyWords
            && substance <= 2
            && words.stream().anyMatch(COURTESIES::contains));
  }

  /** Whether someone entitled to had approved the reply before it was sent. */
  private boolean isApproved(Post post, AccountView view) {
    return approver.isPresent()
        && view.trust().replyApprovals(post, view.id()).stream()
            .filter(a -> !a.approvedOn().isAfter(post.createdAt()))
            .anyMatch(a -> isEntitled(a, approver.get(), view));
  }

  private static boolean isEntitled(ReplyApproval approval, String role, AccountView view) {
    LocalDate day = LondonTime.date(approval.approvedOn());
    String academy = view.account().academy();
    return view.trust().roleHolders().holds(approval.approvedBy(), role, day, academy)
        || view.trust()
            .roleHolders()
            .isDelegate(approval.approvedBy(), List.of(role), day, academy);
  }
}
