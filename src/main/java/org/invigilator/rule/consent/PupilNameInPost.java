package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.invigilator.match.Recognition;
import org.invigilator.match.Tier;
import org.invigilator.match.Words;
import org.invigilator.policy.Severity;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Pupil;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.ConsentMatrix;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.KnownNames;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Recognitions;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * No text, hashtag or picture description contains the full name of a pupil of the academy without
 * consent to be named. What is certain is decided here, and other forms of a name by a person.
 */
public final class PupilNameInPost implements Rule.OfPost {
  private final Severity withMedia;
  private final boolean namesakesAssisted;
  private final ConsentMatrix matrix;
  private final String elsewhere;
  private final Tier least;
  private final Tier decided;

  public PupilNameInPost(Parameters parameters) {
    withMedia = Severity.of(parameters.text("with_media_severity"));
    namesakesAssisted = parameters.text("staff_namesake").equals("assisted");
    matrix = parameters.matrix();
    elsewhere = parameters.text("other_academies");
    least = parameters.tier("least_tier");
    decided = parameters.tier("decided_tier");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.isRepost()) {
      return;
    }
    List<Recognition> named = view.pupilsNamed(post);
    if (named.isEmpty()) {
      return;
    }
    LocalDate day = LondonTime.date(post.createdAt());
    KnownNames names = view.trust().names();
    String academy = view.account().academy();
    Set<String> own = new HashSet<>();
    named.stream()
        .sorted(BY_PUPIL)
        .filter(one -> names.isOf(one.pupil(), academy, day))
        .forEach(
            one -> {
              own.add(Words.fold(one.pupil().lastName()));
              report(post, one, view, day, out);
            });
    if (!elsewhere.equals("off")) {
      named.stream()
          .sorted(BY_PUPIL)
          .filter(one -> names.isElsewhere(one.pupil(), academy, day))
          .filter(one -> Recognitions.tier(one) == Tier.CERTAIN)
          .filter(one -> !own.contains(Words.fold(one.pupil().lastName())))
          .filter(one -> !mayBeNamed(one.pupil(), day, view))
          .map(one -> violation("elsewhere", post, one, view))
          .map(found -> elsewhere.equals("assisted") ? found.assisted() : found)
          .forEach(out::violation);
    }
  }

  private static final Comparator<Recognition> BY_PUPIL =
      Comparator.comparing(one -> one.pupil().ref());

  private Violation violation(String wording, Post post, Recognition one, AccountView view) {
    Pupil pupil = one.pupil();
    boolean namesake = namesakesAssisted && view.trust().names().hasNamesake(pupil);
    Violation violation =
        Violation.of(
                Subject.of(Subject.Kind.POST, post.id(), pupil.ref()).at(view.postUrl(post.id())),
                Recognitions.with(
                    Evidence.of(wording)
                        .pupil("pupil", pupil.ref())
                        .term("with", post.media().isEmpty() ? "nothing" : "media")
                        .term("namesake", namesake ? "yes" : "no"),
                    one))
            .pupils(List.of(pupil.ref()));
    Violation graded = post.media().isEmpty() ? violation : violation.graded(withMedia);
    return namesake ? graded.assisted() : graded;
  }

  private void report(
      Post post, Recognition one, AccountView view, LocalDate day, ResultCollector out) {
    Tier tier = Recognitions.tier(one);
    if (tier.compareTo(least) > 0 || mayBeNamed(one.pupil(), day, view)) {
      return;
    }
    if (view.trust().names().isWellKnown(one.pupil())) {
      out.violation(violation("well_known", post, one, view).assisted());
    } else if (tier == Tier.CERTAIN && tier.compareTo(decided) <= 0) {
      out.violation(violation("name", post, one, view));
    } else if (!isColleague(post, one.pupil(), day, view) && !isSomeoneElse(post, one, day, view)) {
      boolean isDecided = tier.compareTo(decided) <= 0;
      Violation found = violation(isDecided ? "other_form" : "other_form_asked", post, one, view);
      out.violation(isDecided ? found : found.assisted());
    }
  }

  /** Whether the name is exactly that of a pupil of another academy with the same surname. */
  private static boolean isSomeoneElse(
      Post post, Recognition one, LocalDate day, AccountView view) {
    String surname = Words.fold(one.pupil().lastName());
    return view.pupilsNamed(post).stream()
        .filter(other -> Recognitions.tier(other) == Tier.CERTAIN)
        .filter(
            other -> view.trust().names().isElsewhere(other.pupil(), view.account().academy(), day))
        .anyMatch(other -> Words.fold(other.pupil().lastName()).equals(surname));
  }

  /** Whether a colleague with the pupil's surname is named in full, so that they are meant. */
  private static boolean isColleague(Post post, Pupil pupil, LocalDate day, AccountView view) {
    String surname = Words.fold(pupil.lastName());
    return view.scan(post).nameWords().stream()
        .flatMap(words -> view.trust().names().staffNamed(words, day).stream())
        .anyMatch(person -> Words.fold(person.fullName()).endsWith(surname));
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
