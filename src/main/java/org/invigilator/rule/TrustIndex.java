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
import org.invigilator.match.Lookalikes;
import org.invigilator.match.NameIndex;
import org.invigilator.match.PersonalData;
import org.invigilator.match.Phrases;
import org.invigilator.match.WordList;
import org.invigilator.match.Words;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Consent;
import org.invigilator.register.Hold;
import org.invigilator.register.Incident;
import org.invigilator.register.LondonTime;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.register.Partner;
import org.invigilator.register.Person;
import org.invigilator.register.Platforms;
import org.invigilator.register.PressBody;
import org.invigilator.register.Pupil;
import org.invigilator.register.Registers;
import org.invigilator.register.ReplyApproval;
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
  private final Phrases phrases = new Phrases();
  private final DomainList solicitationHosts;
  private final DomainList thirdPartyHosts;
  private final DomainList approvedHosts;
  private final DomainList shorteners;
  private final Lookalikes lookalikes = new Lookalikes();
  private final Offices offices;
  private final NameIndex<Person> staff = new NameIndex<>();
  private final Set<String> trustHosts = new HashSet<>();
  private final Set<String> knownBodies = new HashSet<>();
  private final Set<String> pressBodies = new HashSet<>();
  private final Set<String> approvedFollowers = new HashSet<>();
  private final Grouped<Incident> incidents;
  private final Grouped<ReplyApproval> replyApprovals;
  private final Map<String, String> duplicates = new HashMap<>();
  private final String trustName;

  /**
   * Builds the indexes for one audit date.
   *
   * @param trustName what the trust calls itself
   */
  public TrustIndex(Registers registers, Lists lists, LocalDate asOf, String trustName) {
    this.asOf = asOf;
    this.trustName = trustName;
    this.registers = registers;
    for (Academy academy : registers.academies()) {
      trustHosts.addAll(academy.webDomains());
      trustHosts.addAll(academy.emailDomains());
    }
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
    profanity = new WordList(lists.get("profanity"), lists.get("profanity_allow"));
    blocked = new DomainList(lists.get("domain_block"));
    Lists.PHRASES.forEach(name -> phrases.add(name, phrasesOf(lists.get(name))));
    solicitationHosts = new DomainList(hostsOf(lists.get("solicitation")));
    thirdPartyHosts = new DomainList(hostsOf(lists.get("third_party")));
    shorteners = new DomainList(lists.get("shorteners"));
    approvedHosts = new DomainList(approvedHosts(lists.get("domain_allow")));
    offices = new Offices(registers.roleHolders());
    incidents = new Grouped<>(registers.incidents(), Incident::inboundId);
    replyApprovals = new Grouped<>(registers.replyApprovals(), ReplyApproval::postId);
    indexBodies();
    registers.accounts().forEach(a -> lookalikes.add(a.platform(), a.handle(), "@" + a.handle()));
    for (Academy academy : registers.academies()) {
      Stream.concat(Stream.of(academy.name()), academy.aliases().stream())
          .forEach(name -> lookalikes.add("", name, "the name of " + academy.name()));
    }
    findDuplicates();
    List<String> contacts = new ArrayList<>(lists.get("helplines"));
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
    for (Person person : registers.people()) {
      staffNames.add(folded(person.fullName()));
      int last = person.fullName().strip().lastIndexOf(' ');
      if (last > 0 && !person.kind().equals("mailbox")) {
        String name = person.fullName().strip();
        staff.add(name.substring(0, last), name.substring(last + 1), person);
      }
    }
  }

  /** A line of a list that is a host rather than a phrase has a dot and no blank. */
  private static boolean isHost(String line) {
    String first = line.split(";", 2)[0].strip();
    return first.indexOf('.') > 0 && first.indexOf(' ') < 0;
  }

  private static List<String> hostsOf(List<String> lines) {
    return lines.stream().filter(TrustIndex::isHost).toList();
  }

  private static List<String> phrasesOf(List<String> lines) {
    return lines.stream().filter(l -> !isHost(l)).toList();
  }

  private List<String> approvedHosts(List<String> allowed) {
    List<String> hosts = new ArrayList<>(allowed);
    hosts.addAll(trustHosts);
    registers.partners().stream()
        .map(Partner::domain)
        .filter(d -> !d.isEmpty())
        .forEach(hosts::add);
    return hosts;
  }

  /**
   * Whether a host is one of the trust's: a web domain of an academy, or the domain of its mail,
   * under which the trust's own pages stand.
   */
  public boolean isTrustHost(String host) {
    return trustHosts.stream().anyMatch(d -> Platforms.isUnder(host, d));
  }

  private void indexBodies() {
    for (Person person : registers.people()) {
      for (Pupil.Handle handle : person.workHandles()) {
        knownBodies.add(handle.platform() + ":@" + handle.handle());
        if (!handle.userId().isEmpty()) {
          knownBodies.add(handle.platform() + ":" + handle.userId());
        }
      }
    }
    registers.partners().stream()
        .map(Partner::userId)
        .filter(id -> !id.isEmpty())
        .forEach(id -> knownBodies.add("*:" + id));
    for (PressBody body : registers.press()) {
      if (!body.userId().isEmpty()) {
        pressBodies.add(body.userId());
      }
      if (!body.handle().isEmpty()) {
        pressBodies.add("@" + body.handle());
      }
    }
    registers
        .approvedFollowers()
        .forEach(f -> approvedFollowers.add(f.account() + ":" + f.userId()));
  }

  /** Of two rows for one account of a platform the open one counts, or else the upper one. */
  private void findDuplicates() {
    Map<String, Account> first = new HashMap<>();
    Stream.concat(
            registers.accounts().stream().filter(a -> !a.isClosed()),
            registers.accounts().stream().filter(Account::isClosed))
        .forEach(
            account -> {
              String key =
                  account.platform()
                      + (account.userId().isEmpty()
                          ? ":@" + account.comparedHandle()
                          : ":" + account.userId());
              Account before = first.putIfAbsent(key, account);
              if (before != null && !(account.isClosed() && account.userId().isEmpty())) {
                duplicates.put(account.id(), before.id());
              }
            });
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

  /** What the trust calls itself. */
  public String trustName() {
    return trustName;
  }

  public Offices offices() {
    return offices;
  }

  /** The account of which this one is a second row, if it is one. */
  public Optional<String> duplicateOf(Account account) {
    return Optional.ofNullable(duplicates.get(account.id()));
  }

  /** Whether a cell of an account's row could not be read and counts as blank. */
  public boolean isSlip(Account account, String column) {
    return registers.slips().stream()
        .anyMatch(s -> s.key().equals(account.id()) && s.column().equals(column));
  }

  /** The names by which an account's academy, or the trust itself, is known. */
  public List<String> namesOf(Account account) {
    List<String> names = new ArrayList<>();
    if (!trustName.isBlank()) {
      names.add(trustName);
    }
    academy(account.academy())
        .ifPresent(
            a -> {
              names.add(a.name());
              names.addAll(a.aliases());
            });
    return names.stream().filter(n -> !n.isBlank()).toList();
  }

  /** The people of the trust, here on a day, whose full names stand in a text. */
  public Set<Person> staffNamed(List<Words.Word> words, LocalDate day) {
    return staff.in(words).stream().filter(p -> p.isHere(day)).collect(Collectors.toSet());
  }

  /** Whether somebody in the people register is called this. */
  public boolean isStaffName(String name) {
    return !name.isBlank() && staffNames.contains(folded(name));
  }

  /** The former pupil, on no roll on a day, to whom an account belongs. */
  public Optional<Pupil> formerPupilAccount(
      String platform, String userId, String handle, LocalDate day) {
    return handles.find(platform, userId, handle).filter(p -> p.hasLeftBy(day));
  }

  /** Whether an account is registered, a colleague's for work, or a partner's. */
  public boolean isKnownBody(String platform, String userId, String handle) {
    return account(platform, userId, handle).isPresent()
        || knownBodies.contains("*:" + userId)
        || (!userId.isEmpty() && knownBodies.contains(platform + ":" + userId))
        || (!handle.isEmpty() && knownBodies.contains(platform + ":@" + Platforms.handle(handle)));
  }

  /** Whether an account is a press organisation's. */
  public boolean isPress(String userId, String handle) {
    return (!userId.isEmpty() && pressBodies.contains(userId))
        || (!handle.isEmpty() && pressBodies.contains("@" + Platforms.handle(handle)));
  }

  /** Whether staff accepted a follower of a private account. */
  public boolean isApprovedFollower(String account, String userId) {
    return approvedFollowers.contains(account + ":" + userId);
  }

  /** The incidents that cite a message from outside. */
  public List<Incident> incidents(String inboundId) {
    return incidents.get(inboundId);
  }

  /** The approvals given for a reply, or for the message it answers. */
  public List<ReplyApproval> replyApprovals(String replyId, String inboundId) {
    List<ReplyApproval> all = new ArrayList<>(replyApprovals.get(replyId));
    if (!inboundId.isEmpty()) {
      all.addAll(replyApprovals.get(inboundId));
    }
    return all;
  }

  /** What handles from outside may be mistaken for. */
  public Lookalikes lookalikes() {
    return lookalikes;
  }

  public Phrases phrases() {
    return phrases;
  }

  /** The fund-raising, shop and campaign sites of the list {@code solicitation}. */
  public DomainList solicitationHosts() {
    return solicitationHosts;
  }

  /** The picture agencies of the list {@code third_party}. */
  public DomainList thirdPartyHosts() {
    return thirdPartyHosts;
  }

  /** The hosts that are approved: those of the list, of the trust, and of its partners. */
  public DomainList approvedHosts() {
    return approvedHosts;
  }

  public DomainList shorteners() {
    return shorteners;
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
