package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.Consent;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.register.Person;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * Every adult whom the media log names has permitted the use of the picture in an accepted form.
 */
public final class AdultPermissionMissing implements Rule.OfPost {
  private final List<String> forms;
  private final List<String> kinds;

  public AdultPermissionMissing(Parameters parameters) {
    forms = parameters.list("accepted_forms");
    kinds = parameters.list("subjects");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.media().isEmpty() || post.isRepost()) {
      return;
    }
    for (MediaLogEntry entry : view.mediaLog(post, out)) {
      for (int index = 0; index < post.media().size(); index++) {
        if (entry.covers(index)) {
          for (String ref : entry.subjects()) {
            check(post, index, ref, view, out);
          }
        }
      }
    }
  }

  private void check(Post post, int index, String ref, AccountView view, ResultCollector out) {
    Optional<Person> person = view.trust().person(ref);
    if (person.isEmpty()
        && view.trust().pupil(ref).isEmpty()
        && !TaggedPupils.isVisitor(ref, view.trust())) {
      out.notEvaluated(Evidence.of("unknown_person"));
      return;
    }
    boolean adult = person.isPresent() || TaggedPupils.isVisitor(ref, view.trust());
    boolean meant =
        kinds.isEmpty()
            || person.map(p -> kinds.contains(p.kind())).orElse(kinds.contains("visitor"));
    if (!adult
        || !meant
        || view.trust().pupil(ref).isPresent()
        || (!refuses(person) && hasAgreed(ref, view))) {
      return;
    }
    if (person.map(p -> permits(p, view.trust().asOf())).orElse(false)) {
      return;
    }
    out.violation(
        Violation.of(
                Subject.of(Subject.Kind.MEDIA, post.id() + "#" + index, ref)
                    .at(view.postUrl(post.id())),
                Evidence.of("picture")
                    .person("person", ref)
                    .ordinal("place", index + 1)
                    .term("forms", Labels.oneOf(forms)))
            .person(ref));
  }

  private boolean permits(Person person, LocalDate asOf) {
    return person.imagePermission().equals("yes")
        && forms.contains(person.imagePermissionForm())
        && !person.imagePermissionOn().map(on -> on.isAfter(asOf)).orElse(false);
  }

  /** Whether the people register has a no, which no older consent form outweighs. */
  private static boolean refuses(Optional<Person> person) {
    return person.map(p -> p.imagePermission().equals("no")).orElse(false);
  }

  /** Whether the person's own latest decision in the consent register is a yes that holds today. */
  private static boolean hasAgreed(String ref, AccountView view) {
    LocalDate today = view.trust().asOf();
    return view.trust().consents(ref).stream()
        .filter(c -> c.scope().contains("social-media") && !c.givenOn().isAfter(today))
        .max(Comparator.comparing(Consent::givenOn))
        .map(c -> c.granted() && c.isInForce(today))
        .orElse(false);
  }
}
