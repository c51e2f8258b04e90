package org.invigilator.job;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.invigilator.connector.archive.ArchiveFolder;
import org.invigilator.match.PupilMentions;
import org.invigilator.match.RollIndex;
import org.invigilator.policy.Source;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.Consent;
import org.invigilator.register.Pupil;
import org.invigilator.register.Register;
import org.invigilator.register.YearGroup;
import org.invigilator.rule.ConsentMatrix;
import org.invigilator.rule.Input;
import org.invigilator.rule.Inputs;
import org.invigilator.rule.KnownNames;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.consent.PersonalDataInPost;

/** What an audit will read, what not, and which checks cannot be made for that. */
public final class AuditScope {
  private static final int SHOWN = 3;

  private final TrustInput input;

  public AuditScope(TrustInput input) {
    this.input = input;
  }

  /** Sentences for whoever is about to start an audit. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    accounts(sentences);
    registers(sentences);
    names(sentences);
    consents(sentences);
    contacts(sentences);
    return sentences;
  }

  private void accounts(List<String> sentences) {
    List<Account> live =
        input.registers().accounts().stream()
            .filter(a -> a.isLive() && input.index().known().duplicateOf(a).isEmpty())
            .toList();
    Map<String, TreeSet<String>> unread = new TreeMap<>();
    ArchiveFolder archives =
        ArchiveFolder.of(input.trustFolder(), input.sources(), input.registers().accounts());
    for (Account account : live) {
      Source source = input.sources().get(account.platform());
      boolean isFetched = source != null && source.isLive();
      if (archives.lacks(account)) {
        add(unread, "there is no archive of it in archives/", account);
      } else if (isFetched && account.handle().isEmpty() && account.userId().isEmpty()) {
        add(unread, "the register has neither a handle nor a user id", account);
      } else if (!isFetched && !Files.isDirectory(input.snapshotFolder(account))) {
        add(
            unread,
            source == null || account.platform().isEmpty()
                ? "no source is set for "
                    + (account.platform().isEmpty() ? "a blank platform" : account.platform())
                    + " and there is no saved copy"
                : "there is no saved copy",
            account);
      }
    }
    int read = live.size() - unread.values().stream().mapToInt(TreeSet::size).sum();
    sentences.add(
        read
            + " of "
            + live.size()
            + (live.size() == 1 ? " account" : " accounts")
            + " in use will be read.");
    unread.forEach(
        (why, accounts) ->
            sentences.add(
                accounts.size()
                    + (accounts.size() == 1 ? " account is" : " accounts are")
                    + " not read: "
                    + why
                    + " ("
                    + some(accounts)
                    + ")."));
  }

  /** Pupils whom no search for names can find, by reference; their names are not shown. */
  private void names(List<String> sentences) {
    TreeSet<String> refs = new TreeSet<>();
    input.registers().pupils().stream()
        .filter(pupil -> pupil.onRollTo().isEmpty())
        .filter(pupil -> !RollIndex.isSearchable(pupil))
        .forEach(pupil -> refs.add(pupil.ref()));
    if (!refs.isEmpty()) {
      sentences.add(
          (refs.size() == 1 ? "1 pupil" : refs.size() + " pupils")
              + " cannot be recognised by name, because the roll has only one name or single"
              + " letters ("
              + some(refs)
              + "). Add a usual name in known_as, or a full name in also_known_as.");
    }
    TreeSet<String> shared = withSharedNames();
    if (!shared.isEmpty()) {
      sentences.add(
          (shared.size() == 1 ? "1 pupil has" : shared.size() + " pupils have")
              + " the full name of another pupil of the school, of a colleague, or of a widely known"
              + " person or place ("
              + some(shared)
              + "). Where such a name is found, someone must decide who is meant.");
    }
  }

  /** The references of pupils whose full name may be that of someone else. */
  private TreeSet<String> withSharedNames() {
    KnownNames names = input.index().names();
    Map<String, String> seen = new HashMap<>();
    TreeSet<String> shared = new TreeSet<>();
    for (Pupil pupil : input.registers().pupils()) {
      if (pupil.onRollTo().isPresent()) {
        continue;
      }
      String name = PupilMentions.solid(pupil.firstName() + " " + pupil.lastName());
      String other = seen.putIfAbsent(pupil.academy() + " " + name, pupil.ref());
      if (other != null) {
        shared.add(other);
      }
      if (other != null || names.hasNamesake(pupil) || names.isWellKnown(pupil)) {
        shared.add(pupil.ref());
      }
    }
    return shared;
  }

  /** Givers from whom the policy needs consent and from whom there is no answer at all. */
  private void consents(List<String> sentences) {
    List<Consent> answers = input.registers().consents();
    if (answers.isEmpty()) {
      return;
    }
    Map<String, Integer> silent = new TreeMap<>();
    Map<String, List<ConsentMatrix>> matrices = new HashMap<>();
    Map<String, Boolean> answered = new HashMap<>();
    for (Pupil pupil : input.registers().pupils()) {
      Optional<YearGroup> year = pupil.yearGroupOn(input.index().asOf());
      Set<String> givers = new TreeSet<>();
      if (year.isPresent() && pupil.onRollTo().isEmpty()) {
        matrices
            .computeIfAbsent(pupil.academy(), this::matrices)
            .forEach(matrix -> matrix.required(pupil, year.get()).ifPresent(givers::addAll));
      }
      for (String giver : givers) {
        if (!answered.computeIfAbsent(giver, g -> answers.stream().anyMatch(a -> a.isBy(g)))) {
          silent.merge(giver, 1, Integer::sum);
        }
      }
    }
    silent.forEach(
        (giver, pupils) ->
            sentences.add(
                "No answer in the consent register is from a "
                    + giver
                    + ", but the policy needs "
                    + (giver.equals("pupil") ? "their own" : "one")
                    + " for "
                    + (pupils == 1 ? "1 pupil" : pupils + " pupils")
                    + ". Until it is there, every picture and name of them counts as not agreed."));
  }

  /** Who must consent under the policy of an academy, as each of its checks has it. */
  private List<ConsentMatrix> matrices(String academy) {
    String policy = input.index().academy(academy).map(Academy::pack).orElse("");
    return input.requirements().packsFor(policy).stream()
        .flatMap(pack -> input.requirements().of(pack).stream())
        .filter(requirement -> requirement.info().parameters().containsKey("matrix"))
        .map(requirement -> requirement.parameters().matrix())
        .distinct()
        .toList();
  }

  /** That no school's own telephone number is known, so that it counts as a person's. */
  private void contacts(List<String> sentences) {
    List<Academy> academies = input.registers().academies();
    boolean isChecked =
        input.requirements().packs().stream()
            .flatMap(pack -> input.requirements().of(pack).stream())
            .anyMatch(requirement -> requirement.check() instanceof PersonalDataInPost);
    if (isChecked
        && !academies.isEmpty()
        && academies.stream().allMatch(one -> one.publishedContacts().isEmpty())) {
      sentences.add(
          "No telephone number or address that the schools publish is on record (published_contacts in academies), so their own in a post are reported as someone's private ones.");
    }
  }

  private static void add(Map<String, TreeSet<String>> unread, String why, Account account) {
    unread.computeIfAbsent(why, w -> new TreeSet<>()).add(account.id());
  }

  private static String some(TreeSet<String> ids) {
    List<String> first = ids.stream().limit(SHOWN).toList();
    return String.join(", ", first)
        + (ids.size() > SHOWN ? " and " + (ids.size() - SHOWN) + " more" : "");
  }

  private void registers(List<String> sentences) {
    Map<Register, Set<String>> silenced = new EnumMap<>(Register.class);
    List<Requirement> all =
        input.requirements().packs().stream()
            .flatMap(pack -> input.requirements().of(pack).stream())
            .toList();
    Inputs inputs = input.registerInputs(all);
    for (Requirement requirement : all) {
      requirement
          .info()
          .needs()
          .forEach(
              need -> {
                if (!need.optional()
                    && need.input() instanceof Input.Register of
                    && inputs.isMissing(of)) {
                  silenced
                      .computeIfAbsent(of.register(), r -> new TreeSet<>())
                      .add("'" + requirement.info().title() + "'");
                }
              });
    }
    Set<Register> notKept = input.settings().registersNotKept();
    silenced.forEach(
        (register, rules) ->
            sentences.add(
                (notKept.contains(register) ? "The trust does not keep the " : "There is no ")
                    + register.inWords()
                    + " register, so "
                    + (rules.size() == 1 ? "1 check" : rules.size() + " checks")
                    + " cannot be made: "
                    + some(new TreeSet<>(rules))
                    + "."));
  }
}
