package org.invigilator.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.DomainList;
import org.invigilator.match.HandleIndex;
import org.invigilator.match.NameIndex;
import org.invigilator.match.PersonalData;
import org.invigilator.match.WordList;
import org.invigilator.match.Words;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Consent;
import org.invigilator.register.Hold;
import org.invigilator.register.LondonTime;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.register.Person;
import org.invigilator.register.Platforms;
import org.invigilator.register.Pupil;
import org.invigilator.register.Registers;
import org.invigilator.register.Takedown;
import org.invigilator.register.Training;

/**
 * What the trust has written down, indexed once for all accounts and threads; nothing in it changes
 * during a run.
 */
public final class TrustIndex {
  private final LocalDate asOf;
  private final Registers registers;
  private final Map<String, Account> accounts;
  private final Map<String, Account> accountsByUserId;
  private final Map<String, Account> accountsByHandle;
  private final Map<String, Person> people;
  private final Map<String, Pupil> pupils;
  private final Map<String, Academy> academies;
  private final Grouped<AccountRole> roles;
  private final Grouped<Training> training;
  private final Grouped<Consent> consents;
  private final Grouped<MediaLogEntry> mediaLog;
  private final Map<String, Takedown> takedowns;
  private final Map<String, List<Hold>> holds = new HashMap<>();
  private final HandleIndex handles;
  private final Map<String, NameIndex<Pupil>> names = new HashMap<>();
  private final Set<String> staffNames = new HashSet<>();
  private final WordList profanity;
  private final DomainList blocked;
  private final PersonalData personalData;

  /** Builds the indexes for one audit date. */
  public TrustIndex(Registers registers, Lists lists, LocalDate asOf) {
    this.asOf = asOf;
    this.registers = registers;
    accounts = unique(registers.accounts(), Account::id);
    accountsByUserId =
        unique(
            registers.accounts().stream().filter(a -> !a.userId().isEmpty()).toList(),
            a -> a.platform() + ':' + a.userId());
    accountsByHandle = unique(registers.accounts(), a -> a.platform() + ':' + a.comparedHandle());
    people = unique(registers.people(), Person::id);
    pupils = unique(registers.pupils(), Pupil::ref);
    academies = unique(registers.academies(), Academy::code);
    roles = new Grouped<>(registers.accountRoles(), AccountRole::account);
    training = new Grouped<>(registers.training(), Training::person);
    consents = new Grouped<>(registers.consents(), Consent::subject);
    mediaLog = new Grouped<>(registers.mediaLog(), MediaLogEntry::postId);
    takedowns = unique(registers.takedowns(), Takedown::postId);
    registers
        .accounts()
        .forEach(
            a -> holds.put(a.id(), registers.holds().stream().filter(h -> h.covers(a)).toList()));
    handles = new HandleIndex(registers.pupils());
    indexNames();
    profanity = new WordList(lists.profanity(), lists.profanityAllow());
    blocked = new DomainList(lists.domainBlock());
    List<String> contacts = new ArrayList<>(lists.helplines());
    registers.academies().forEach(a -> contacts.addAll(a.publishedContacts()));
    personalData = new PersonalData(contacts, emailDomains());
  }

  private void indexNames() {
    Set<String> places = new HashSet<>();
    for (Academy academy : registers.academies()) {
      Stream.concat(Stream.of(academy.name()), academy.aliases().stream())
          .map(TrustIndex::folded)
          .forEach(places::add);
    }
    for (Pupil pupil : registers.pupils()) {
      NameIndex<Pupil> index = names.computeIfAbsent(pupil.academy(), k -> new NameIndex<>());
      Set<String> firsts = new HashSet<>(List.of(pupil.firstName(), pupil.knownAs()));
      for (String first : firsts) {
        if (!first.isBlank() && !places.contains(folded(first + " " + pupil.lastName()))) {
          index.add(first, pupil.lastName(), pupil);
        }
      }
    }
    registers.people().forEach(p -> staffNames.add(folded(p.fullName())));
  }

  private static String folded(String name) {
    return Words.of(name).stream().map(Words.Word::folded).collect(Collectors.joining(" "));
  }

  private static <T> Map<String, T> unique(Collection<T> all, Function<T, String> key) {
    Map<String, T> map = new HashMap<>();
    all.forEach(t -> map.putIfAbsent(key.apply(t), t));
    return map;
  }

  /** The audit date, in London. */
  public LocalDate asOf() {
    return asOf;
  }

  /** The instant against which hours are counted: the beginning of the audit date in London. */
  public Instant now() {
    return LondonTime.startOf(asOf);
  }

  public Registers registers() {
    return registers;
  }

  public Optional<Account> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /** The registered account with this user id or, failing that, this handle. */
  public Optional<Account> account(String platform, String userId, String handle) {
    Account byId = userId.isEmpty() ? null : accountsByUserId.get(platform + ':' + userId);
    return Optional.ofNullable(
        byId != null ? byId : accountsByHandle.get(platform + ':' + Platforms.handle(handle)));
  }

  public Optional<Person> person(String id) {
    return Optional.ofNullable(people.get(id));
  }

  public Optional<Pupil> pupil(String ref) {
    return Optional.ofNullable(pupils.get(ref));
  }

  public Optional<Academy> academy(String code) {
    return Optional.ofNullable(academies.get(code));
  }

  /** The roles on an account that are held on the audit date. */
  public List<AccountRole> currentRoles(String account) {
    return roles.get(account).stream().filter(r -> r.isCurrent(asOf)).toList();
  }

  public List<Training> training(String person) {
    return training.get(person);
  }

  public List<Consent> consents(String subject) {
    return consents.get(subject);
  }

  public List<MediaLogEntry> mediaLog(String post) {
    return mediaLog.get(post);
  }

  public Optional<Takedown> takedown(String post) {
    return Optional.ofNullable(takedowns.get(post));
  }

  /** The holds that cover an account. */
  public List<Hold> holds(String account) {
    return holds.getOrDefault(account, List.of());
  }

  /** The pupil, on roll on a day, to whom an account belongs as far as the trust was told. */
  public Optional<Pupil> pupilAccount(
      String platform, String userId, String handle, LocalDate day) {
    return handles.find(platform, userId, handle).filter(p -> !p.hasLeftBy(day));
  }

  /**
   * The pupils of an academy, on roll on a day, whose full names stand in a text; of the whole
   * trust for its own accounts.
   */
  public Set<Pupil> named(List<Words.Word> words, String academy, LocalDate day) {
    Stream<NameIndex<Pupil>> indexes =
        names.containsKey(academy) || academies.containsKey(academy)
            ? Stream.ofNullable(names.get(academy))
            : names.values().stream();
    return indexes
        .flatMap(i -> i.in(words).stream())
        .filter(p -> !p.hasLeftBy(day))
        .collect(Collectors.toSet());
  }

  /** Whether somebody in the people register has a name like the pupil's. */
  public boolean hasNamesake(Pupil pupil) {
    return staffNames.contains(folded(pupil.firstName() + " " + pupil.lastName()))
        || (!pupil.knownAs().isBlank()
            && staffNames.contains(folded(pupil.knownAs() + " " + pupil.lastName())));
  }

  public Set<String> emailDomains() {
    return registers.academies().stream()
        .flatMap(a -> a.emailDomains().stream())
        .collect(Collectors.toSet());
  }

  public WordList profanity() {
    return profanity;
  }

  public DomainList blocked() {
    return blocked;
  }

  public PersonalData personalData() {
    return personalData;
  }
}
