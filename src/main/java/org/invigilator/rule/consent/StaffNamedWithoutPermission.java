package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.invigilator.match.Words;
import org.invigilator.policy.Roles;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Person;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Post;

/**
 * No post contains the full name of a colleague without permission to be named; leaders are public.
 */
public final class StaffNamedWithoutPermission implements Rule.OfPost {
  private final List<String> leaders;

  public StaffNamedWithoutPermission(Parameters parameters) {
    leaders = parameters.list("exclude_roles");
  }

  @Override
  public void check(Post post, AccountView view, ResultCollector out) {
    if (post.isRepost()) {
      return;
    }
    LocalDate day = LondonTime.date(post.createdAt());
    TreeMap<String, Person> named = new TreeMap<>();
    for (List<Words.Word> words : view.scan(post).nameWords()) {
      view.trust().names().staffNamed(words, day).forEach(p -> named.put(p.id(), p));
    }
    for (Person person : named.values()) {
      if (!person.publicityPermission() && !isLeader(person, day, view.trust())) {
        out.violation(
            Violation.of(
                    Subject.of(Subject.Kind.POST, post.id(), person.id())
                        .at(view.postUrl(post.id())),
                    Evidence.of("name").person("person", person.id()))
                .person(person.id()));
      }
    }
  }

  private boolean isLeader(Person person, LocalDate day, TrustIndex trust) {
    return leaders.stream()
        .anyMatch(
            role ->
                Roles.same(person.jobTitle(), role)
                    || trust.roleHolders().holds(person.id(), role, day, person.academy()));
  }
}
