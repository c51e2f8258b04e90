package org.invigilator.rule.pupil;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Pupil;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Relation;

/** No reply, mention, repost, quotation or follow goes to a former pupil who is still a child. */
public final class ExpupilInteraction implements Rule.OfPost, Rule.OfRelation {
  private final int underAge;

  public ExpupilInteraction(Parameters parameters) {
    underAge = parameters.integer("under_age");
  }

  @Override
  public Relation.Kind kind() {
    return Relation.Kind.FOLLOWING;
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    LocalDate day = LondonTime.date(post.createdAt());
    Set<String> refs = new TreeSet<>();
    Set<String> how = new LinkedHashSet<>();
    note("replies to", post.inReplyTo(), day, view, refs, how, out);
    note(post.isRepost() ? "reposts" : "quotes", post.original(), day, view, refs, how, out);
    if (!post.isRepost()) {
      for (Post.Mention mention : post.mentions()) {
        note("mentions", mention.user(), day, view, refs, how, out);
      }
    }
    if (!refs.isEmpty()) {
      out.violation(
          Violation.of(
                  view.post(post.id()),
                  Evidence.of("post")
                      .terms("how", how)
                      .with("pupils", pupils(refs))
                      .count("age", underAge))
              .pupils(List.copyOf(refs)));
    }
  }

  private void note(
      String act,
      Post.User user,
      LocalDate day,
      AccountView view,
      Set<String> refs,
      Set<String> how,
      ResultCollector out) {
    Optional<Pupil> child =
        user.isKnown() ? child(user.id(), user.handle(), day, view, out) : Optional.empty();
    if (child.isPresent()) {
      refs.add(child.get().ref());
      how.add(act);
    }
  }

  @Override
  public void check(Relation followed, AccountView view, ResultCollector out) {
    child(followed.userId(), followed.handle(), view.trust().asOf(), view, out)
        .ifPresent(
            pupil ->
                out.violation(
                    Violation.of(
                            Subject.of(Subject.Kind.FOLLOWER, UnderageFollower.id(followed, pupil)),
                            Evidence.of("follows")
                                .pupil("pupil", pupil.ref())
                                .count("age", underAge))
                        .pupils(List.of(pupil.ref()))));
  }

  private Optional<Pupil> child(
      String id, String handle, LocalDate day, AccountView view, ResultCollector out) {
    Optional<Pupil> former =
        view.trust().known().formerPupilAccount(view.account().platform(), id, handle, day);
    if (former.isPresent() && former.get().age(day).isEmpty()) {
      out.notEvaluated(Evidence.of("no_birth_date"));
    }
    return former.filter(p -> p.age(day).map(age -> age < underAge).orElse(false));
  }

  private static Fact pupils(Set<String> refs) {
    return new Fact.Many(refs.stream().<Fact>map(Fact.Pupil::new).toList());
  }
}
