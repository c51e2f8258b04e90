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
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * No text, hashtag or picture description contains the full name of a pupil of the academy without
 * consent to be named.
 */
public final class PupilNameInPost implements Rule.OfPost {
  private final Severity withMedia;
  private final boolean namesakesAssisted;
  private final ConsentMatrix matrix;
  private final String elsewhere;

  public PupilNameInPost(Parameters parameters) {
    withMedia = Severity.of(parameters.text("with_media_severity"));
    namesakesAssisted = parameters.text("staff_namesake").equals("assisted");
    matrix = parameters.matrix();
    elsewhere = parameters.text("other_academies");
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
    if (!elsewhere.equals("off")) {
      TreeMap<String, Pupil> others = new TreeMap<>();
      for (List<Words.Word> text : view.scan(post).nameWords()) {
        view.trust()
            .names()
            .namedElsewhere(text, view.account().academy(), day)
            .forEach(p -> others.put(p.ref(), p));
      }
      others.keySet().removeAll(named.keySet());
      for (Pupil pupil : others.values()) {
        if (!mayBeNamed(pupil, day, view)) {
          Violation violation = violation("elsewhere", post, pupil, view);
          out.violation(elsewhere.equals("assisted") ? violation.assisted() : violation);
        }
      }
    }
  }

  private Violation violation(String wording, Post post, Pupil pupil, AccountView view) {
    Violation violation =
        Violation.of(
                Subject.of(Subject.Kind.POST, post.id(), pupil.ref()).at(view.postUrl(post.id())),
                Evidence.of(wording)
                    .pupil("pupil", pupil.ref())
                    .term("with", post.media().isEmpty() ? "nothing" : "media"))
            .pupils(List.of(pupil.ref()));
    return post.media().isEmpty() ? violation : violation.graded(withMedia);
  }

  private void report(Post post, Pupil pupil, AccountView view, ResultCollector out) {
    if (view.trust().names().isWellKnown(pupil)) {
      out.violation(violation("well_known", post, pupil, view).assisted());
      return;
    }
    boolean namesake = namesakesAssisted && view.trust().names().hasNamesake(pupil);
    Violation violation =
        Violation.of(
                Subject.of(Subject.Kind.POST, post.id(), pupil.ref()).at(view.postUrl(post.id())),
                Evidence.of("name")
                    .pupil("pupil", pupil.ref())
                    .term("with", post.media().isEmpty() ? "nothing" : "media")
                    .term("namesake", namesake ? "yes" : "no"))
            .pupils(List.of(pupil.ref()));
    Violation graded = post.media().isEmpty() ? violation : violation.graded(withMedia);
    out.violation(namesake ? graded.assisted() : graded);
  }

  /**
   * Whether those who must consent to the pupil being named had done so; without a matrix any
   * consent and no refusal.
   */
  private boolean mayBeNamed(Pupil pupil, LocalDate day, AccountView view) {
    ConsentCheck consents = new ConsentCheck(view.trust(), "name");
    Set<String> either = Set.of("parent", "pupil");
    return pupil
        .yearGroupOn(day)
        .flatMap(year -> matrix.required(pupil, year))
        .map(required -> consents.gaps(pupil, required, day).isEmpty())
        .orElseGet(
            () -> {
              List<ConsentCheck.Gap> gaps = consents.gaps(pupil, either, day);
              return gaps.size() < either.size()
                  && gaps.stream().allMatch(gap -> gap.refusedOn().isEmpty());
            });
  }
}
