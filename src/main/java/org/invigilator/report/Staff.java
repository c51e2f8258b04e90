package org.invigilator.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.policy.Roles;
import org.invigilator.register.Account;
import org.invigilator.register.Person;
import org.invigilator.register.RoleHolder;
import org.invigilator.rule.TrustIndex;

/**
 * The people and academies of the trust as a report names them.
 *
 * @param trustName what the trust calls itself
 * @param names the names of all who are in the people register, by id
 * @param present the ids of those who are employed on the audit date
 * @param homes the academy of each of those, by id
 * @param mail the work addresses of those, by id
 * @param academies the name of each academy, by its code
 * @param principals the person id of the head of an academy, or of the trust, by its code
 * @param heads who acts as the head of an academy, or of the trust, by its code: the head, or the
 *     deputy of one on leave
 * @param deputies who acts for a person on leave, by the id of that person: whom that person's role
 *     is delegated to, or else the next line manager who is not on leave
 */
public record Staff(
    String trustName,
    Map<String, String> names,
    List<String> present,
    Map<String, String> homes,
    Map<String, String> mail,
    Map<String, String> academies,
    Map<String, String> principals,
    Map<String, String> heads,
    Map<String, String> deputies) {

  static Staff of(TrustIndex trust) {
    Map<String, String> names = new TreeMap<>();
    trust
        .registers()
        .people()
        .forEach(p -> names.put(p.id(), p.isPupil() ? "" : p.fullName().strip()));
    List<Person> here =
        trust.registers().people().stream()
            .filter(
                p ->
                    p.isHere(trust.asOf()) && !p.kind().equals("mailbox") && !trust.isPupil(p.id()))
            .toList();
    Map<String, String> academies = new TreeMap<>();
    trust.registers().academies().forEach(a -> academies.put(a.code(), a.name()));
    Map<String, String> principals = new TreeMap<>();
    Map<String, String> delegates = new TreeMap<>();
    for (RoleHolder holder : trust.roleHolders().holders()) {
      String role = holder.academy().equals(Account.TRUST) ? "ceo" : "principal";
      boolean leads = Roles.same(holder.role(), role) && holder.holdsOn(trust.asOf());
      if (leads && here.stream().anyMatch(p -> p.id().equals(holder.person()))) {
        principals.putIfAbsent(holder.academy(), holder.person());
        delegates.putIfAbsent(holder.academy(), holder.delegatedTo());
      }
    }
    Map<String, String> deputies = deputies(trust, here);
    Map<String, String> heads = new TreeMap<>();
    principals.forEach(
        (academy, head) -> {
          String delegate = delegates.getOrDefault(academy, "");
          boolean acts = here.stream().anyMatch(p -> p.id().equals(delegate) && !p.onLeave());
          heads.put(
              academy,
              deputies.containsKey(head) && acts ? delegate : deputies.getOrDefault(head, head));
        });
    return new Staff(
        trust.trustName(),
        names,
        here.stream().map(Person::id).sorted().toList(),
        here.stream()
            .collect(Collectors.toMap(Person::id, Person::academy, (a, b) -> a, TreeMap::new)),
        here.stream()
            .filter(p -> !p.workEmail().isBlank())
            .collect(Collectors.toMap(Person::id, Person::workEmail, (a, b) -> a, TreeMap::new)),
        academies,
        principals,
        heads,
        deputies);
  }

  private static Map<String, String> deputies(TrustIndex trust, List<Person> here) {
    Map<String, Person> present =
        here.stream().collect(Collectors.toMap(Person::id, p -> p, (a, b) -> a));
    Map<String, String> deputies = new TreeMap<>();
    here.stream()
        .filter(Person::onLeave)
        .forEach(
            absent ->
                Stream.concat(
                        trust.roleHolders().holders().stream()
                            .filter(
                                h ->
                                    h.person().equals(absent.id())
                                        && h.holdsOn(trust.asOf())
                                        && !h.delegatedTo().isEmpty())
                            .map(RoleHolder::delegatedTo),
                        lineManagers(absent, trust))
                    .filter(id -> present.containsKey(id) && !present.get(id).onLeave())
                    .findFirst()
                    .ifPresent(deputy -> deputies.put(absent.id(), deputy)));
    return deputies;
  }

  /** The line manager of a person, that person's line manager, and so on. */
  private static Stream<String> lineManagers(Person person, TrustIndex trust) {
    Set<String> above = new LinkedHashSet<>();
    Optional<Person> next = Optional.of(person);
    while (next.isPresent() && above.add(next.get().lineManager())) {
      next = trust.person(next.get().lineManager());
    }
    return above.stream();
  }

  /** The same people, with only those of an academy and of the trust to choose from. */
  Staff at(String academy) {
    return new Staff(
        trustName,
        names,
        present.stream()
            .filter(id -> List.of(academy, Account.TRUST).contains(homes.getOrDefault(id, "")))
            .toList(),
        homes,
        mail,
        academies,
        principals,
        heads,
        deputies);
  }

  /**
   * A person as an answer cell names them, the id first, since that is how it is read back; an
   * unknown id stays as it is.
   */
  public String choice(String id) {
    String name = names.getOrDefault(id, "");
    return name.isEmpty() ? id : id + " " + name;
  }

  /** A person as a text names them: the name, and the id in brackets; only the id if unknown. */
  public String label(String id) {
    String name = names.getOrDefault(id, "");
    return name.isEmpty() ? id : name + " (" + id + ")";
  }

  /** The name alone, or the id of a person without one. */
  public String name(String id) {
    return names.getOrDefault(id, "").isEmpty() ? id : names.getOrDefault(id, id);
  }

  /** The name of an owner, and who acts for an owner on leave. */
  public String owner(String id) {
    return deputies.containsKey(id)
        ? name(id) + " (on leave; " + name(deputies.getOrDefault(id, "")) + " acts)"
        : name(id);
  }

  /** The person who acts for an owner: the owner, or the deputy of an owner on leave. */
  public String acting(String id) {
    return deputies.getOrDefault(id, id);
  }

  /** The name of an academy, or of the trust; the code of one that is not in the register. */
  public String academy(String code) {
    return code.equals(Account.TRUST) && !trustName.isBlank()
        ? academies.getOrDefault(code, trustName)
        : academies.getOrDefault(code, code);
  }

  /** The name of an academy with its code in brackets; empty for what is about no academy. */
  public String academyLabel(String code) {
    String name = academy(code);
    return name.equals(code) ? code : name + " (" + code + ")";
  }

  /** The work address of the head of an academy, or of the deputy of a head on leave. */
  public Optional<String> principalMail(String academy) {
    return Optional.ofNullable(heads.get(academy))
        .flatMap(this::mailOf)
        .or(() -> Optional.ofNullable(principals.get(academy)).flatMap(this::mailOf));
  }

  /** The work address of a person. */
  public Optional<String> mailOf(String id) {
    return Optional.ofNullable(mail.get(id));
  }
}
