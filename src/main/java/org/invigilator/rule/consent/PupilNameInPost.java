package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.match.NameSign;
import org.invigilator.match.Recognition;
import org.invigilator.match.Tier;
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
  private static final String NAME = "name";

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
    LocalDate day = LondonTime.date(post.createdAt());
    KnownNames names = view.trust().names();
    String academy = view.account().academy();
    names.unsearchable(academy, day).stream()
        .filter(pupil -> !mayBeNamed(pupil, day, view))
        .forEach(
            pupil -> out.notEvaluated(Evidence.of("unsearchable").pupil("pupil", pupil.ref())));
    List<Recognition> named = view.pupilsNamed(post);
    if (named.isEmpty()) {
      return;
    }
    List<Recognition> own =
        named.stream().filter(one -> names.isOf(one.pupil(), academy, day)).toList();
    List<Recognition> others =
        named.stream()
            .filter(one -> names.isElsewhere(one.pupil(), academy, day))
            .filter(one -> Recognitions.tier(one) == Tier.CERTAIN)
            .toList();
    strongest(
            own.stream()
                .filter(one -> !isBetterFor(one, others))
                .filter(
                    one ->
                        Recognitions.tier(one) == Tier.CERTAIN
                            || (!names.isColleague(one, day) && !isWrittenAs(one, others)))
                .map(one -> weighed(one, own, names)))
        .forEach(one -> report(post, one, view, day, out));
    if (!elsewhere.equals("off")) {
      strongest(others.stream().filter(one -> !isWrittenAs(one, own)))
          .filter(one -> !mayBeNamed(one.pupil(), day, view))
          .map(one -> violation("elsewhere", post, one, view))
          .map(found -> elsewhere.equals("assisted") ? found.assisted() : found)
          .forEach(out::violation);
    }
  }

  /** A name that may as well be that of someone else is likely at most, and someone decides. */
  private Recognition weighed(Recognition one, List<Recognition> all, KnownNames names) {
    Recognition weighed = one;
    boolean isShared =
        all.stream()
            .anyMatch(
                other ->
                    !other.pupil().ref().equals(one.pupil().ref())
                        && other.written().equals(one.written())
                        && Recognitions.tier(other) == Recognitions.tier(one));
    if (isShared) {
      weighed = weighed.doubted(NameSign.SEVERAL_PUPILS);
    }
    if (namesakesAssisted && names.hasNamesake(one.pupil())) {
      weighed = weighed.doubted(NameSign.COLLEAGUE);
    }
    boolean isPupil = one.signs().contains(NameSign.SCHOOL_YEAR);
    return names.isWellKnown(one.pupil()) && !isPupil
        ? weighed.doubted(NameSign.WELL_KNOWN)
        : weighed;
  }

  /** Whether the same words are the name of someone else for certain. */
  private static boolean isWrittenAs(Recognition one, List<Recognition> others) {
    return others.stream()
        .filter(other -> Recognitions.tier(other) == Tier.CERTAIN)
        .anyMatch(other -> other.written().equals(one.written()));
  }

  /** Whether the same words are the whole name of someone else, and only another form of this. */
  private static boolean isBetterFor(Recognition one, List<Recognition> others) {
    return !one.signs().contains(NameSign.FULL_NAME)
        && others.stream()
            .filter(other -> other.signs().contains(NameSign.FULL_NAME))
            .anyMatch(other -> other.written().equals(one.written()));
  }

  /** Of each pupil the place that says most, in the order of their references. */
  private static Stream<Recognition> strongest(Stream<Recognition> all) {
    Map<String, Recognition> best = new TreeMap<>();
    all.forEach(
        one ->
            best.merge(one.pupil().ref(), one, (a, b) -> b.confidence() > a.confidence() ? b : a));
    return best.values().stream();
  }

  private Violation violation(String wording, Post post, Recognition one, AccountView view) {
    Pupil pupil = one.pupil();
    boolean namesake = namesakesAssisted && view.trust().names().hasNamesake(pupil);
    LocalDate day = LondonTime.date(post.createdAt());
    ConsentCheck consents = new ConsentCheck(view.trust(), NAME);
    Violation violation =
        Violation.of(
                Subject.of(Subject.Kind.POST, post.id(), pupil.ref()).at(view.postUrl(post.id())),
                Recognitions.with(
                    Evidence.of(wording)
                        .pupil("pupil", pupil.ref())
                        .term("with", post.media().isEmpty() ? "nothing" : "media")
                        .term("namesake", namesake ? "yes" : "no")
                        .with("why", consents.why(pupil, consents.gaps(pupil, matrix, day), day)),
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
    if (one.signs().contains(NameSign.WELL_KNOWN)) {
      out.violation(violation("well_known", post, one, view).assisted());
      return;
    }
    boolean isDecided = tier.compareTo(decided) <= 0;
    boolean isWhole = tier == Tier.CERTAIN || one.signs().contains(NameSign.FULL_NAME);
    String wording = isWhole ? "name" : isDecided ? "other_form" : "other_form_asked";
    Violation found = violation(wording, post, one, view);
    out.violation(isDecided ? found : found.assisted());
  }

  /** Whether those who must consent to the pupil being named had done so. */
  private boolean mayBeNamed(Pupil pupil, LocalDate day, AccountView view) {
    return new ConsentCheck(view.trust(), NAME).isGiven(pupil, matrix, day);
  }

  /** Whose consent to being named this rule asks for. */
  ConsentCheck.Terms terms() {
    return new ConsentCheck.Terms(matrix, NAME);
  }
}
