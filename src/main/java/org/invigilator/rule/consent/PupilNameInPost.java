package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.invigilator.match.Words;
import org.invigilator.policy.Severity;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Pupil;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.ConsentMatrix;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * No text, hashtag or picture description holds the full name of a pupil of the academy who has not
 * agreed to be named.
 */
public final class PupilNameInPost implements Rule.OfPost {
  private final Severity withMedia;
  private final boolean namesakesAssisted;
  private final ConsentMatrix matrix;

  public PupilNameInPost(Parameters parameters) {
    withMedia = Severity.of(parameters.text("with_media_severity"));
    namesakesAssisted = parameters.text("staff_namesake").equals("assisted");
    matrix = parameters.matrix();
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.isRepost()) {
      return;
    }
    LocalDate day = LondonTime.date(post.createdAt());
    TreeMap<String, Pupil> named = new TreeMap<>();
    for (List<Words.Word> text : view.scan(post).nameWords()) {
      view.trust()
          .names()
          .named(text, view.account().academy(), day)
          .forEach(p -> named.put(p.ref(), p));
    }
    for (Pupil pupil : named.values()) {
      if (!mayBeNamed(pupil, day, view)) {
        report(post, pupil, view, out);
      }
    }
  }

  private void report(Post post, Pupil pupil, AccountView view, ResultCollector out) {
    boolean namesake = namesakesAssisted && view.trust().names().hasNamesake(pupil);
    Violation violation =
        Violation.of(
                Subject.of(Subject.Kind.POST, post.id(), pupil.ref()).at(view.postUrl(post.id())),
                "The full name of pupil "
                    + pupil.ref()
                    + " stands in the post"
                    + (post.media().isEmpty() ? "." : ", which has a picture or video.")
                    + (namesake ? " A colleague has the same name: a person decides." : ""))
            .pupils(List.of(pupil.ref()));
    Violation graded = post.media().isEmpty() ? violation : violation.graded(withMedia);
    out.violation(namesake ? graded.assisted() : graded);
  }

  /**
   * Whether those who must agree had agreed that the pupil is named; without a matrix any agreement
   * and no refusal.
   */
  private boolean mayBeNamed(Pupil pupil, LocalDate day, AccountView view) {
    ConsentCheck consents = new ConsentCheck(view.trust(), "name");
    Set<String> anybody = Set.of("parent", "pupil");
    return pupil
        .yearGroupOn(day)
        .flatMap(year -> matrix.required(pupil, year))
        .map(required -> consents.lacking(pupil, required, day).isEmpty())
        .orElseGet(
            () -> {
              List<String> lacking = consents.lacking(pupil, anybody, day);
              return lacking.size() < anybody.size()
                  && lacking.stream().noneMatch(l -> l.endsWith("(refused)"));
            });
  }
}
