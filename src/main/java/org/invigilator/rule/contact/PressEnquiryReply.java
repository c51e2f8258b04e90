package org.invigilator.rule.contact;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.invigilator.register.LondonTime;
import org.invigilator.register.ReplyApproval;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** The press is answered only once somebody entitled to has approved the answer. */
public final class PressEnquiryReply implements Rule.OfPost {
  private final String lexicon;
  private final boolean written;
  private final List<String> approvers;

  public PressEnquiryReply(Parameters parameters) {
    lexicon = parameters.text("lexicon");
    written = parameters.text("approval_form").equals("written");
    approvers = parameters.list("approver_roles");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.kind() != Post.Kind.REPLY) {
      return;
    }
    boolean body = view.trust().known().isPress(post.inReplyTo().id(), post.inReplyTo().handle());
    boolean asked =
        view.timeline().inboundMet(post.repliedTo(), lexicon) && Outsiders.isAnswered(post, view);
    if ((body || asked) && !isApproved(post, view)) {
      out.violation(
          Violation.of(
                  view.post(post.id()),
                  (body
                          ? "The post answers a press organisation"
                          : "The post answers a message that reads like a press enquiry")
                      + ", and no "
                      + (written ? "written " : "")
                      + "approval was on record before it went out.")
              .scopeKeys(Set.of("answer:" + post.id())));
    }
  }

  private boolean isApproved(Post post, AccountView view) {
    return view.trust().replyApprovals(post.id(), post.repliedTo()).stream()
        .filter(a -> !a.approvedOn().isAfter(post.createdAt()))
        .filter(a -> !written || a.form().equals("written"))
        .anyMatch(a -> isEntitled(a, view));
  }

  private boolean isEntitled(ReplyApproval approval, AccountView view) {
    LocalDate day = LondonTime.date(approval.approvedOn());
    String academy = view.account().academy();
    return approvers.isEmpty()
        || approvers.stream()
            .anyMatch(o -> view.trust().offices().holds(approval.approvedBy(), o, day, academy))
        || view.trust().offices().isDelegate(approval.approvedBy(), approvers, day, academy);
  }
}
