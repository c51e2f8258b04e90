package org.invigilator.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.input.InputFile;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Roles;
import org.invigilator.register.Account;
import org.invigilator.register.Attestation;
import org.invigilator.register.Platforms;
import org.invigilator.register.Registers;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Lists;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.TrustAudit;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.governance.AskedQuestion;
import org.invigilator.rule.register.RegisterInconsistent;
import org.invigilator.rule.register.consistency.AddressOfAccount;

/** What is in a trust folder and is not used, or not as someone may expect, in sentences. */
record InputNotes(Registers registers, Requirements requirements, TrustIndex index) {

  /** Every note, on registers first. */
  List<String> of(Path trustFolder, Path snapshots) {
    List<String> notes = new ArrayList<>(unchosen());
    notes.addAll(unusualAccounts());
    notes.addAll(unregistered(snapshots));
    notes.addAll(notFiles(trustFolder.resolve("decisions")));
    notes.addAll(unusedLists(trustFolder.resolve("lists")));
    notes.addAll(idle());
    notes.addAll(unaskedAnswers());
    notes.addAll(changedDocuments(trustFolder.resolve("policies")));
    return notes;
  }

  private static List<String> unusedLists(Path folder) {
    return FolderFiles.in(folder).stream()
        .map(file -> String.valueOf(file.getFileName()))
        .filter(name -> Lists.NAMES.stream().noneMatch(list -> name.equals(list + ".txt")))
        .map(
            name ->
                "lists/"
                    + name
                    + " is not recognised as a list; choose one of "
                    + String.join(", ", Lists.NAMES)
                    + ".")
        .toList();
  }

  /** Academies that name a policy which the trust did not choose. */
  private List<String> unchosen() {
    return registers.academies().stream()
        .filter(
            a ->
                !a.pack().isEmpty()
                    && requirements.allVersions().stream().noneMatch(p -> p.id().equals(a.pack())))
        .map(
            a ->
                "academies: "
                    + a.code()
                    + " names the policy '"
                    + a.pack()
                    + "', which is not chosen in trust.yaml; it follows "
                    + String.join(
                        ", ", requirements.packsFor(a.pack()).stream().map(PolicyPack::id).toList())
                    + ".")
        .toList();
  }

  /** Documents that have changed since their pack was made from them. */
  private List<String> changedDocuments(Path folder) {
    List<String> notes = new ArrayList<>();
    for (PolicyPack pack : requirements.packs()) {
      String file = pack.documentFields().getOrDefault("file", "");
      String hash = pack.documentFields().getOrDefault("sha256", "");
      Path document = folder.resolve(String.valueOf(Path.of(file).getFileName()));
      if (!file.isEmpty() && !hash.isEmpty() && !Files.exists(document)) {
        notes.add(
            "policies/"
                + document.getFileName()
                + " is not there, so a change of the policy's text since the pack '"
                + pack.id()
                + "' was made from it cannot be noticed. Put a copy of the document there.");
      } else if (!file.isEmpty() && !hash.isEmpty()) {
        try (InputStream in = InputFile.open(document)) {
          String now = DigestUtils.sha256Hex(in);
          if (!now.equals(hash)) {
            notes.add(
                "policies/"
                    + document.getFileName()
                    + " has changed since the pack '"
                    + pack.id()
                    + "' was made from it, so the report quotes and checks the earlier text. Run 'invigilator policy propose' on it again, or compare the two and enter its new sha256, "
                    + now
                    + ", in the pack.");
          }
        } catch (IOException e) {
          notes.add("policies/" + document.getFileName() + " cannot be read.");
        }
      }
    }
    return notes;
  }

  /** Yearly statements by a role that is not asked, although the question is asked there. */
  private List<String> unaskedAnswers() {
    TrustAudit audit = new TrustAudit(index, requirements);
    List<AskedQuestion> asked =
        requirements.packs().stream()
            .flatMap(pack -> AskedQuestion.of(audit.view(pack)).stream())
            .toList();
    List<String> notes = new ArrayList<>();
    for (Attestation answer : registers.attestations()) {
      Set<String> roles =
          asked.stream()
              .filter(a -> a.id().equals(answer.question()))
              .filter(a -> a.scope().equalsIgnoreCase(answer.scope()))
              .map(AskedQuestion::role)
              .collect(Collectors.toCollection(TreeSet::new));
      if (!roles.isEmpty() && roles.stream().noneMatch(r -> Roles.same(r, answer.role()))) {
        notes.add(
            "attestations: row "
                + answer.rowNumber()
                + " answers "
                + answer.question()
                + " for "
                + answer.scope()
                + " as '"
                + answer.role()
                + "', and the policy asks "
                + String.join(", ", roles)
                + ". The answer is not counted; correct the role.");
      }
    }
    return notes;
  }

  /** Policies that apply to no account and no academy, although the trust chose them. */
  private List<String> idle() {
    return requirements.packs().stream()
        .filter(
            p ->
                registers.accounts().stream()
                        .noneMatch(a -> requirements.packsFor(a, index).contains(p))
                    && registers.academies().stream()
                        .noneMatch(a -> requirements.packsFor(a.pack()).contains(p)))
        .map(
            p ->
                "trust.yaml: the policy '"
                    + p.id()
                    + "' is chosen but applies to no one: no row of academies names it.")
        .toList();
  }

  /** Accounts whose platform or status is not recognised, and those that are to be forgotten. */
  private List<String> unusualAccounts() {
    List<String> notes = new ArrayList<>();
    long unstated = registers.accounts().stream().filter(a -> a.field("status").isEmpty()).count();
    if (unstated > 0) {
      notes.add(
          "accounts: "
              + (unstated == 1
                  ? "1 account has no status and is treated as open."
                  : unstated + " accounts have no status and are treated as open."));
    }
    for (Account account : registers.accounts()) {
      String row = "accounts: row " + account.row().number() + " (" + account.id() + ")";
      if (!Platforms.isKnown(account.platform())) {
        notes.add(
            row
                + " has the platform '"
                + account.field("platform")
                + "', which is not recognised; choose one of "
                + String.join(", ", Platforms.known())
                + ".");
      }
      if (account.status() == Account.Status.UNKNOWN && !account.field("status").isEmpty()) {
        notes.add(
            row
                + " has the status '"
                + account.field("status")
                + "', which is not recognised; it is treated as open.");
      }
      index
          .known()
          .duplicateOf(account)
          .map(other -> Evidence.of("repeated").term("other", other))
          .ifPresent(evidence -> notes.add(row + ": " + sentence(evidence)));
      AddressOfAccount.objections(account, index.known())
          .values()
          .forEach(evidence -> notes.add(row + ": " + sentence(evidence)));
      if (account.isPersonal()) {
        notes.add(
            row
                + " is a personal account: it is not read, its findings close, and its folder below"
                + " snapshots/ is deleted.");
      }
    }
    return notes;
  }

  private static String sentence(Evidence evidence) {
    return Sentences.OF_CODES.observed(RegisterInconsistent.ID, List.of(evidence));
  }

  /** Snapshots of accounts that are not registered: named, and never read. */
  private List<String> unregistered(Path snapshots) {
    List<String> notes = new ArrayList<>();
    for (Path platform : FolderFiles.in(snapshots)) {
      String name = Platforms.canonical(platform.getFileName().toString());
      for (Path account : FolderFiles.in(platform)) {
        String id = account.getFileName().toString();
        if (registers.accounts().stream()
            .noneMatch(a -> a.id().equals(id) && a.platform().equals(name))) {
          notes.add(
              "snapshots/"
                  + platform.getFileName()
                  + "/"
                  + id
                  + " belongs to no registered account and was not read.");
        }
      }
    }
    return notes;
  }

  /** Whether a folder holds the answers of one person. */
  private boolean isOfPerson(Path folder) {
    return Files.isDirectory(folder)
        && index.person(String.valueOf(folder.getFileName())).isPresent();
  }

  /** What is among the answers and is not a file. */
  private List<String> notFiles(Path decisions) {
    return FolderFiles.in(decisions).stream()
        .filter(p -> !Files.isRegularFile(p) && !isOfPerson(p))
        .map(p -> "decisions/" + p.getFileName() + " is not a file and was not read.")
        .toList();
  }
}
