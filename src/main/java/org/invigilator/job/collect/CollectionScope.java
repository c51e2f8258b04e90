package org.invigilator.job.collect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.invigilator.connector.WatchedHandles;
import org.invigilator.connector.Work;
import org.invigilator.job.TrustInput;
import org.invigilator.register.Account;
import org.invigilator.register.Platforms;
import org.invigilator.register.Pupil;
import org.invigilator.rule.AccountAudit;
import org.invigilator.rule.AccountHistory;
import org.invigilator.rule.Input;
import org.invigilator.rule.Requirement;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Profile;

/** What a collection reads: the accounts and parts that rules need to see, and nothing else. */
public record CollectionScope(TrustInput input) {

  /** The accounts of a platform, each with what rules need to see of it. */
  List<Work> works(String platform) {
    List<Work> works = new ArrayList<>();
    for (Account account : input.registers().accounts()) {
      List<Requirement> requirements = input.requirementsFor(account);
      Set<Part> parts = parts(requirements);
      boolean known = !account.isBlank("handle") || !account.userId().isEmpty();
      if (account.platform().equals(platform) && needsSeeing(requirements) && known) {
        works.add(
            new Work(
                account,
                parts,
                input.snapshotFolder(account),
                profile -> audit(account, requirements, profile)::least));
      }
    }
    return works;
  }

  private AccountAudit audit(
      Account account, List<Requirement> requirements, Optional<Profile> profile) {
    return new AccountAudit(
        account,
        input.index(),
        requirements,
        input.registerInputs(requirements),
        Capture.whole(input.index().now()),
        profile,
        AccountHistory.NOTHING);
  }

  private static boolean needsSeeing(List<Requirement> requirements) {
    return requirements.stream().anyMatch(r -> r.info().readsAccounts());
  }

  private static Set<Part> parts(List<Requirement> requirements) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (Part part : Part.values()) {
      if (requirements.stream().anyMatch(r -> r.info().reads(Input.OfAccount.of(part)))) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * For whom followers are looked through by handle, and by name where the trust has grounds to.
   *
   * @param key makes hashes that only this state can make
   */
  WatchedHandles watchedHandles(String platform, UnaryOperator<String> key) {
    Set<String> all = new TreeSet<>(input.index().known().handlesWithoutNumber(platform));
    boolean names =
        input.settings().missingForNameMatching().isEmpty()
            && input.registers().accounts().stream()
                .flatMap(a -> input.requirementsFor(a).stream())
                .anyMatch(r -> r.info().matchesNames());
    if (names) {
      for (Pupil pupil : input.registers().pupils()) {
        all.addAll(names(pupil));
      }
    }
    return WatchedHandles.of(all, key);
  }

  /** What is watched of a pupil's names. */
  private static List<String> names(Pupil pupil) {
    return List.of(
        "name: " + pupil.firstName() + " " + pupil.lastName(),
        "name: " + pupil.knownAs() + " " + pupil.lastName());
  }

  /** Whatever may be watched under a name or handle that someone typed. */
  public static List<String> watchedAs(String nameOrHandle) {
    return List.of("name: " + nameOrHandle.strip(), Platforms.handle(nameOrHandle));
  }

  /** Whatever may be watched of a pupil, by name or handle. */
  public static List<String> watchedOf(Pupil pupil) {
    return Stream.concat(names(pupil).stream(), pupil.handles().stream().map(Pupil.Handle::handle))
        .toList();
  }
}
