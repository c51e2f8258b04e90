package org.invigilator.rule.people;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Person;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;

/**
 * The different people who have a role: a mailbox is not a person, and one person with two entries
 * counts once.
 */
record Holders(String role, boolean onlyApproved, boolean mailboxes, boolean onLeave) {

  int count(AccountView view) {
    return distinct(view, holders(view));
  }

  int countWithout(String otherRole, AccountView view) {
    Set<String> others = new HashSet<>();
    view.trust().currentRoles(view.id()).stream()
        .filter(r -> r.role().equals(otherRole))
        .forEach(r -> others.add(r.person()));
    return distinct(
        view, holders(view).stream().filter(r -> !others.contains(r.person())).toList());
  }

  /** How many count, and how many are entered where those are more. */
  Evidence describe(int found, AccountView view) {
    long entered =
        view.trust().currentRoles(view.id()).stream().filter(r -> r.role().equals(role)).count();
    Evidence evidence =
        Evidence.of(entered > found ? "few_of_entered" : "few")
            .term("role", role)
            .count("found", found)
            // As a word the number is part of what a dismissal compares.
            .term("number", Integer.toString(found));
    return entered > found
        ? evidence.count("entered", entered).term("approved", onlyApproved ? "yes" : "no")
        : evidence;
  }

  private List<AccountRole> holders(AccountView view) {
    return view.trust().currentRoles(view.id()).stream()
        .filter(r -> r.role().equals(role))
        .filter(r -> !onlyApproved || isApproved(r, view))
        .filter(r -> view.person(r).map(p -> counts(p, view)).orElse(false))
        .filter(r -> view.trust().pupil(r.person()).isEmpty())
        .toList();
  }

  private static boolean isApproved(AccountRole role, AccountView view) {
    return !role.approvedBy().isEmpty()
        && !role.approvedBy().equals(role.person())
        && role.approvedOn().map(on -> !on.isAfter(view.trust().asOf())).orElse(false);
  }

  private boolean counts(Person person, AccountView view) {
    return person.isHere(view.trust().asOf())
        && (mailboxes || !person.kind().equals("mailbox"))
        && (onLeave || !person.onLeave());
  }

  /** People who share an id or an address are one. */
  private static int distinct(AccountView view, List<AccountRole> roles) {
    Map<String, String> first = new HashMap<>();
    Set<String> people = new HashSet<>();
    for (AccountRole role : roles) {
      String known = role.person();
      for (String mail :
          List.of(role.contactEmail(), view.person(role).map(Person::workEmail).orElse(""))) {
        String address = mail.strip().toLowerCase(Locale.ROOT);
        if (!address.isEmpty()) {
          String before = first.putIfAbsent(address, known);
          known = before == null ? known : before;
        }
      }
      people.add(known);
    }
    return people.size();
  }
}
