package org.invigilator.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.policy.Roles;
import org.invigilator.register.Account;
import org.invigilator.register.Person;
import org.invigilator.register.RoleHolder;
import org.invigilator.rule.TrustIndex;

/**
 * The people of the trust as a report names them.
 *
 * @param names the names of all who are in the people register, by id
 * @param present the ids of those who are employed on the audit date
 * @param homes the academy at which each of those is, by id
 * @param mail the work addresses of those, by id
 * @param academies what each academy is called, by its code
 * @param principals the person id of who leads an academy, or the trust, by its code
 */
public record Staff(
    Map<String, String> names,
    List<String> present,
    Map<String, String> homes,
    Map<String, String> mail,
    Map<String, String> academies,
    Map<String, String> principals) {

  static Staff of(TrustIndex trust) {
    Map<String, String> names = new TreeMap<>();
    trust.registers().people().forEach(p -> names.put(p.id(), p.fullName().strip()));
    List<Person> here =
        trust.registers().people().stream()
            .filter(p -> p.isHere(trust.asOf()) && !p.kind().equals("mailbox"))
            .toList();
    Map<String, String> academies = new TreeMap<>();
    trust.registers().academies().forEach(a -> academies.put(a.code(), a.name()));
    Map<String, String> principals = new TreeMap<>();
    for (RoleHolder holder : trust.offices().holders()) {
      String office = holder.academy().equals(Account.TRUST) ? "ceo" : "principal";
      boolean leads = Roles.same(holder.role(), office) && holder.holdsOn(trust.asOf());
      if (leads && here.stream().anyMatch(p -> p.id().equals(holder.person()))) {
        principals.putIfAbsent(holder.academy(), holder.person());
      }
    }
    return new Staff(
        names,
        here.stream().map(Person::id).sorted().toList(),
        here.stream()
            .collect(Collectors.toMap(Person::id, Person::academy, (a, b) -> a, TreeMap::new)),
        here.stream()
            .filter(p -> !p.workEmail().isBlank())
            .collect(Collectors.toMap(Person::id, Person::workEmail, (a, b) -> a, TreeMap::new)),
        academies,
        principals);
  }

  /** The same people, of whom only those at an academy or at the trust are to be chosen from. */
  Staff at(String academy) {
    return new Staff(
        names,
        present.stream()
            .filter(id -> List.of(academy, Account.TRUST).contains(homes.getOrDefault(id, "")))
            .toList(),
        homes,
        mail,
        academies,
        principals);
  }

  /** A person as a cell names them: the id and the name; what is no known id stays as it is. */
  public String label(String id) {
    String name = names.getOrDefault(id, "");
    return name.isEmpty() ? id : id + " " + name;
  }

  /** The name alone, or the id of who has none. */
  public String name(String id) {
    return names.getOrDefault(id, "").isEmpty() ? id : names.getOrDefault(id, id);
  }

  /** What an academy is called; the code of one that nobody knows. */
  public String academy(String code) {
    return academies.getOrDefault(code, code);
  }

  /** The address of who leads an academy. */
  public Optional<String> principalMail(String academy) {
    return Optional.ofNullable(principals.get(academy)).map(mail::get);
  }
}
