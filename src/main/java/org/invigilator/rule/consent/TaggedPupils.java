package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.Consent;
import org.invigilator.register.LondonTime;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.register.Pupil;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.ConsentMatrix;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustIndex;
import org.invigilator.snapshot.Post;

/**
 * The pupils whom the media log names on each item of an own post, and whose consent each of them
 * needs.
 */
record TaggedPupils(Post post, AccountView view, ConsentMatrix matrix) {
  /** One pupil on one media item. */
  record Tag(
      int index,
      Pupil pupil,
      Set<String> required,
      LocalDate published,
      Optional<LocalDate> capturedOn) {
    Subject subject(Post post, AccountView view) {
      return Subject.of(Subject.Kind.MEDIA, post.id() + "#" + index, pupil.ref())
          .at(view.postUrl(post.id()));
    }
  }

  List<Tag> tags(ResultCollector out) {
    List<MediaLogEntry> log = post.isRepost() ? List.of() : view.mediaLog(post, out);
    if (log.isEmpty()) {
      return List.of();
    }
    List<Tag> tags = new ArrayList<>();
    LocalDate day = LondonTime.date(post.createdAt());
    for (int index = 0; index < post.media().size(); index++) {
      Set<String> subjects = new LinkedHashSet<>();
      Optional<LocalDate> captured = Optional.empty();
      for (MediaLogEntry entry : log) {
        if (entry.covers(index)) {
          subjects.addAll(entry.subjects());
          captured = entry.capturedOn().isPresent() ? entry.capturedOn() : captured;
        }
      }
      for (String ref : subjects) {
        tag(index, ref, day, captured, out).ifPresent(tags::add);
      }
    }
    return tags;
  }

  private Optional<Tag> tag(
      int index, String ref, LocalDate day, Optional<LocalDate> captured, ResultCollector out) {
    Optional<Pupil> pupil = view.trust().pupil(ref);
    if (pupil.isEmpty()) {
      if (view.trust().person(ref).isEmpty() && !isVisitor(ref, view.trust())) {
        out.notEvaluated(Evidence.of("unknown_person"));
      }
      return Optional.empty();
    }
    if (pupil.get().yearGroupOn(day).isEmpty()) {
      out.notEvaluated(Evidence.of("no_year").pupil("pupil", ref));
      return Optional.empty();
    }
    Optional<Set<String>> required = ConsentCheck.required(pupil.get(), matrix, day);
    return required.isEmpty()
        ? Optional.empty()
        : Optional.of(new Tag(index, pupil.get(), required.get(), day, captured));
  }

  /** Whether a reference is that of an adult known only to the consent register. */
  static boolean isVisitor(String ref, TrustIndex trust) {
    for (Consent consent : trust.consents(ref)) {
      if (!consent.subjectKind().equals("pupil")) {
        return true;
      }
    }
    return false;
  }
}
