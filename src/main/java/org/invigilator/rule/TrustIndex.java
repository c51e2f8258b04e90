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
import org.invigilator.match.PupilMentions;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Attestation;
import org.invigilator.register.Consent;
import org.invigilator.register.Hold;
import org.invigilator.register.Incident;
import org.invigilator.register.LondonTime;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.register.Person;
import org.invigilator.register.Platforms;
import org.invigilator.register.PostKey;
import org.invigilator.register.Pupil;
import org.invigilator.register.RegisterPart;
import org.invigilator.register.Registers;
import org.invigilator.register.ReplyApproval;
import org.invigilator.register.Takedown;
import org.invigilator.register.Texts;
import org.invigilator.register.Training;
import org.invigilator.snapshot.Post;

/**
 * What the trust has written down, indexed once for all accounts and threads; nothing in it changes
 * while accounts are judged. It is long because every rule asks it, each for something else.
 */
public final class TrustIndex {
  private final LocalDate asOf;
  private final Registers registers;
  private final Map<String, Account> accounts;
  private final Map<String, Person> people;
  private final Map<String, Pupil> pupils;
  private final Map<String, Academy> academies;
  private final Multimap<AccountRole> roles;
  private final Multimap<Training> training;
  private final Multimap<Consent> consents;
  private final Multimap<MediaLogEntry> mediaLog;
  private final Map<String, Takedown> takedowns;

  /** Whether any register names posts otherwise than by numbers. */
  private final boolean hasOtherKeys;

  private final Map<String, List<Hold>> holds = new HashMap<>();
  private final WordIndex words;
  private final KnownAccounts known;
  private final UnclearRows unclear;
  private final KnownNames names;
  private final PupilMentions mentions;
  private final RoleHolderIndex roleHolders;
  private final Set<String> trustHosts = new HashSet<>();
  private final Multimap<Incident> incidents;
  private final Multimap<ReplyApproval> replyApprovals;
  private final Multimap<Attestation> attestations;
  private final String trustName;
  private Map<RegisterPart, Long> shrunk = Map.of();

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
    people = unique(registers.people(), Person::id);
    pupils = unique(registers.pupils(), Pupil::ref);
    academies = unique(registers.academies(), Academy::code);
    roles = new Multimap<>(registers.accountRoles(), AccountRole::account);
    training = new Multimap<>(registers.training(), Training::person);
    consents = new Multimap<>(registers.consents(), Consent::subject);
    mediaLog = new Multimap<>(registers.mediaLog(), MediaLogEntry::postId);
    hasOtherKeys =
        Stream.of(
                registers.mediaLog().stream().map(MediaLogEntry::postId),
                registers.takedowns().stream().map(Takedown::postId),
                registers.replyApprovals().stream().map(ReplyApproval::postId))
            .flatMap(all -> all)
            .anyMatch(PostKey::isOfOtherKind);
    takedowns = unique(registers.takedowns(), Takedown::postId);
    registers
        .accounts()
        .forEach(
            a -> holds.put(a.id(), registers.holds().stream().filter(h -> h.covers(a)).toList()));
    roleHolders = new RoleHolderIndex(registers.roleHolders());
    incidents = new Multimap<>(registers.incidents(), Incident::inboundId);
    replyApprovals = new Multimap<>(registers.replyApprovals(), ReplyApproval::postId);
    attestations = new Multimap<>(registers.attestations(), a -> Texts.lower(a.scope()));
    known = new KnownAccounts(registers);
    unclear = new UnclearRows(registers);
    mentions =
        PupilMentions.of(
            registers.pupils(),
            registers.people().stream().filter(p -> !p.isPupil()).map(Person::fullName).toList(),
            registers.academies().stream().map(Academy::name).toList());
    names = new KnownNames(registers, mentions.roll(), lists.get("known_names"));
    words = new WordIndex(lists, registers, trustHosts);
  }

  /**
   * Whether a host is one of the trust's: a web domain of an academy, or the domain of its mail,
   * under which the trust's own pages stand.
   */
  public boolean isTrustHost(String host) {
    return trustHosts.stream().anyMatch(d -> Platforms.isUnder(host, d));
  }

  private static <T> Map<String, T> unique(Collection<T> all, Function<T, String> key) {
    Map<String, T> map = new HashMap<>();
    all.forEach(t -> map.putIfAbsent(key.apply(t), t));
    return map;
  }

  /**
   * From now on registers that are much smaller than in a recent audit prove nothing by what is not
   * in them.
   *
   * @param lost how many rows or filled cells each part has lost
   */
  public void noteShrunk(Map<RegisterPart, Long> lost) {
    shrunk = Map.copyOf(lost);
  }

  /** How many rows or filled cells each part has lost that is much less than in a recent audit. */
  public Map<RegisterPart, Long> shrunk() {
    return shrunk;
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

  public Optional<Person> person(String id) {
    return Optional.ofNullable(people.get(id));
  }

  /** Whether someone who has a role is a pupil: on the roll, or of that kind among the people. */
  public boolean isPupil(String person) {
    return pupils.containsKey(person) || person(person).map(Person::isPupil).orElse(false);
  }

  public Optional<Pupil> pupil(String ref) {
    return Optional.ofNullable(pupils.get(ref));
  }

  public Optional<Academy> academy(String code) {
    return Optional.ofNullable(academies.get(code));
  }

  /** The roles on an account, past ones included. */
  public List<AccountRole> accountRoles(String account) {
    return roles.get(account);
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

  /** Whom rows may be about that name no one exactly. */
  UnclearRows unclear() {
    return unclear;
  }

  /** What was answered for an account, an academy or the trust, in any case of its letters. */
  public List<Attestation> attestations(String scope) {
    return attestations.get(Texts.lower(scope));
  }

  /**
   * The entries of the media log about a post of an account, under any id that it has had, or by
   * one of its pictures or its minute.
   */
  List<MediaLogEntry> mediaLog(Post post, String account) {
    if (post.versions().size() == 1 && !hasOtherKeys) {
      return mediaLog.get(post.id());
    }
    return keys(post, account).flatMap(key -> mediaLog.get(key).stream()).distinct().toList();
  }

  /** The order to remove a post of an account, found in the same ways. */
  public Optional<Takedown> takedown(Post post, String account) {
    if (takedowns.isEmpty()) {
      return Optional.empty();
    }
    return keys(post, account).flatMap(key -> Stream.ofNullable(takedowns.get(key))).findFirst();
  }

  /** All that may name a post in a register. */
  private Stream<String> keys(Post post, String account) {
    Stream<String> ids = post.versions().stream().map(PostKey::ofId);
    return hasOtherKeys
        ? Stream.of(
                ids,
                post.media().stream().map(Post.Media::key),
                Stream.of(PostKey.ofMinute(account, post.createdAt())))
            .flatMap(all -> all)
            .distinct()
        : ids;
  }

  /** The holds that cover an account. */
  public List<Hold> holds(String account) {
    return holds.getOrDefault(account, List.of());
  }

  /** The domains of the trust's own mail. */
  public Set<String> emailDomains() {
    return registers.academies().stream()
        .flatMap(a -> a.emailDomains().stream())
        .collect(Collectors.toSet());
  }

  /** Whose an account on a platform is, as far as the trust was told. */
  public KnownAccounts known() {
    return known;
  }

  /** The names of pupils and colleagues. */
  public KnownNames names() {
    return names;
  }

  /** Finds pupils in free text, and takes them out of what is kept or passed on. */
  public PupilMentions mentions() {
    return mentions;
  }

  /** From now on a pupil who was erased is named by no text, not even by reference. */
  public void forget(String pupil) {
    mentions.forget(pupil);
  }

  /** The word and domain lists. */
  public WordIndex words() {
    return words;
  }

  /** What the trust calls itself. */
  public String trustName() {
    return trustName;
  }

  public RoleHolderIndex roleHolders() {
    return roleHolders;
  }

  /** Whether a cell of an account's row could not be read and counts as blank. */
  public boolean isInvalidCell(Account account, String column) {
    return registers.invalidCells().stream()
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

  /** The incidents that cite a message from outside. */
  public List<Incident> incidents(String inboundId) {
    return incidents.get(inboundId);
  }

  /** The approvals given for a reply of an account, or for the message it answers. */
  public List<ReplyApproval> replyApprovals(Post reply, String account) {
    List<ReplyApproval> all = new ArrayList<>();
    keys(reply, account).forEach(key -> all.addAll(replyApprovals.get(key)));
    String inboundId = reply.repliedTo();
    if (!inboundId.isEmpty()) {
      all.addAll(replyApprovals.get(inboundId));
    }
    return all;
  }
}
