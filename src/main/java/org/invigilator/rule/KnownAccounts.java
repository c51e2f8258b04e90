package org.invigilator.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.HandleIndex;
import org.invigilator.match.Lookalikes;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.Partner;
import org.invigilator.register.Person;
import org.invigilator.register.Platforms;
import org.invigilator.register.PressBody;
import org.invigilator.register.Pupil;
import org.invigilator.register.Registers;

/**
 * Whose an account on a platform is, as far as the trust was told: its own, a pupil's, a
 * colleague's for work, a partner's, a press organisation's. Nobody else's is ever looked up.
 */
public final class KnownAccounts {
  private final Map<String, Account> byUserId = new HashMap<>();
  private final Map<String, Account> byHandle = new HashMap<>();
  private final Map<String, String> duplicates = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final HandleIndex pupils;
  private final Set<String> knownBodies = new HashSet<>();
  private final Set<String> pressBodies = new HashSet<>();
  private final Set<String> approvedFollowers = new HashSet<>();
  private final Lookalikes lookalikes = new Lookalikes();
  private final Map<String, Set<String>> handlesWithoutNumber = new HashMap<>();

  KnownAccounts(Registers registers) {
    pupils = new HandleIndex(registers.pupils());
    for (Account account : registers.accounts()) {
      if (!account.userId().isEmpty()) {
        byUserId.putIfAbsent(account.platform() + ':' + account.userId(), account);
      }
      byHandle.putIfAbsent(account.platform() + ':' + account.comparedHandle(), account);
      account.address().ifPresent(address -> addresses.putIfAbsent(address, account.id()));
      lookalikes.add(account.platform(), account.handle(), "@" + account.handle());
    }
    for (Academy academy : registers.academies()) {
      Stream.concat(Stream.of(academy.name()), academy.aliases().stream())
          .forEach(name -> lookalikes.add("", name, "the name of " + academy.name()));
    }
    indexBodies(registers);
    Stream.concat(
            registers.pupils().stream().flatMap(p -> p.handles().stream()),
            registers.people().stream().flatMap(p -> p.workHandles().stream()))
        .filter(h -> h.userId().isEmpty() && !h.handle().isEmpty())
        .forEach(
            h ->
                handlesWithoutNumber
                    .computeIfAbsent(h.platform(), p -> new HashSet<>())
                    .add(h.handle()));
    findDuplicates(registers);
  }

  private void indexBodies(Registers registers) {
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

  /**
   * Of two rows for one account of a platform the open one counts, or else the upper one. Rows
   * without anything that names the account, and rows with different addresses, are not the same.
   */
  private void findDuplicates(Registers registers) {
    Map<String, List<Account>> byKey = new HashMap<>();
    Stream.concat(
            registers.accounts().stream().filter(a -> !a.isClosed()),
            registers.accounts().stream().filter(Account::isClosed))
        .forEach(
            account ->
                identity(account)
                    .ifPresent(
                        key -> {
                          List<Account> before = byKey.computeIfAbsent(key, k -> new ArrayList<>());
                          Optional<Account> same =
                              before.stream()
                                  .filter(one -> !haveOtherAddresses(one, account))
                                  .findFirst();
                          boolean isOld = account.isClosed() && account.userId().isEmpty();
                          if (same.isPresent() && !isOld) {
                            duplicates.put(account.id(), same.get().id());
                          } else if (same.isEmpty()) {
                            before.add(account);
                          }
                        }));
  }

  private static Optional<String> identity(Account account) {
    String name =
        !account.userId().isEmpty()
            ? ":" + account.userId()
            : !account.comparedHandle().isEmpty()
                ? ":@" + account.comparedHandle()
                : account.address().map(address -> ":/" + address).orElse("");
    return name.isEmpty() ? Optional.empty() : Optional.of(account.platform() + name);
  }

  private static boolean haveOtherAddresses(Account one, Account other) {
    boolean isKnownById = !one.userId().isEmpty() && one.userId().equals(other.userId());
    return !isKnownById
        && one.address().isPresent()
        && other.address().isPresent()
        && !one.address().equals(other.address());
  }

  /** The registered account with this user id or, failing that, this handle. */
  public Optional<Account> account(String platform, String userId, String handle) {
    Account byId = userId.isEmpty() ? null : byUserId.get(platform + ':' + userId);
    return Optional.ofNullable(
        byId != null ? byId : byHandle.get(platform + ':' + Platforms.handle(handle)));
  }

  /** The pupil, on roll on a day, to whom an account belongs as far as the trust was told. */
  public Optional<Pupil> pupilAccount(
      String platform, String userId, String handle, LocalDate day) {
    Optional<Pupil> found = pupils.find(platform, userId, handle);
    return found.isPresent() && found.get().hasLeftBy(day) ? Optional.empty() : found;
  }

  /** The former pupil, on no roll on a day, to whom an account belongs. */
  public Optional<Pupil> formerPupilAccount(
      String platform, String userId, String handle, LocalDate day) {
    Optional<Pupil> found = pupils.find(platform, userId, handle);
    return found.isPresent() && !found.get().hasLeftBy(day) ? Optional.empty() : found;
  }

  /** An earlier row with the same address that is not a second row for the same account. */
  public Optional<String> sameAddress(Account account) {
    return account
        .address()
        .map(addresses::get)
        .filter(first -> !first.equals(account.id()) && duplicateOf(account).isEmpty());
  }

  /** The account of which this one is a second row, if it is one. */
  public Optional<String> duplicateOf(Account account) {
    return Optional.ofNullable(duplicates.get(account.id()));
  }

  /** Whether an account is registered, a colleague's for work, or a partner's. */
  public boolean isKnownBody(String platform, String userId, String handle) {
    return account(platform, userId, handle).isPresent()
        || knownBodies.contains("*:" + userId)
        || Stream.of(platform, "").anyMatch(where -> isColleague(where, userId, handle));
  }

  private boolean isColleague(String platform, String userId, String handle) {
    return (!userId.isEmpty() && knownBodies.contains(platform + ":" + userId))
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

  /** The handles on a platform that stand in the registers without the platform's number. */
  public Set<String> handlesWithoutNumber(String platform) {
    Set<String> anywhere = handlesWithoutNumber.getOrDefault("", Set.of());
    Set<String> here = handlesWithoutNumber.getOrDefault(platform, Set.of());
    return anywhere.isEmpty()
        ? here
        : Stream.concat(here.stream(), anywhere.stream()).collect(Collectors.toSet());
  }

  /** What handles from outside may be mistaken for. */
  public Lookalikes lookalikes() {
    return lookalikes;
  }
}
