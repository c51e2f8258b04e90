package org.invigilator.rule.contact;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.invigilator.register.LondonTime;
import org.invigilator.register.ReplyApproval;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/** A reply to the press is approved by someone entitled to before it is sent. */
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
    boolean organisation =
        view.trust().known().isPress(post.inReplyTo().id(), post.inReplyTo().handle());
    boolean enquiry =
        view.timeline().inboundMet(post.repliedTo(), lexicon) && Outsiders.isReply(post, view);
    if ((organisation || enquiry) && !isApproved(post, view)) {
      out.violation(
          Violation.of(
                  view.post(post.id()),
                  Evidence.of(organisation ? "organisation" : "enquiry")
                      .term("form", written ? "written" : "any"))
              .scopeKeys(Set.of("answer:" + post.id())));
    }
  }

  private boolean isApproved(Post post, AccountView view) {
    return view.trust().replyApprovals(post, view.id()).stream()
        .filter(a -> !a.approvedOn().isAfter(post.createdAt()))
        .filter(a -> !written || a.form().equals("written"))
        .anyMatch(a -> isEntitled(a, view));
  }

  private boolean isEntitled(ReplyApproval approval, AccountView view) {
    LocalDate day = LondonTime.date(approval.approvedOn());
    String academy = view.account().academy();
    return approvers.isEmpty()
        || approvers.stream()
            .anyMatch(r -> view.trust().roleHolders().holds(approval.approvedBy(), r, day, academy))
        || view.trust().roleHolders().isDelegate(approval.approvedBy(), approvers, day, academy);
  }
}
