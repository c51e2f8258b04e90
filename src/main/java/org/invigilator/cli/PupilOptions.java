package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.collect.CollectionScope;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.TrustSettings;
import org.invigilator.privacy.PupilRecords;
import org.invigilator.privacy.Traces;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Person;
import org.invigilator.register.Problem;
import org.invigilator.register.Pupil;
import org.invigilator.register.RegisterReader;
import org.invigilator.report.ReportFiles;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pupil of which trust. */
final class PupilOptions {
  @Parameters(
      index = "0",
      paramLabel = "REF",
      description =
          "The pupil_ref in the register pupils, the number in your own export (UPN), or the full name.")
  private String ref = "";

  @Option(
      names = "--also",
      paramLabel = "TEXT",
      description =
          "Another name or handle to search for; may be repeated. Needed when the pupil is no longer in the register.")
  private List<String> also = List.of();

  @Option(
      names = "--include",
      paramLabel = "DIR",
      description =
          "A folder outside the trust folder in which earlier runs wrote reports or saved copies; may be repeated.")
  private List<Path> include = List.of();

  String ref() {
    return ref;
  }

  /**
   * The pupil who is meant: by the reference, a number of the trust's own, or the name.
   *
   * @throws InvalidInput when several pupils have the name, or the roll cannot be read
   */
  Sought sought(AuditRequest request) {
    RegisterReader.Outcome read = RegisterReader.read(request.trust().resolve("registers"));
    String meant = meant(read);
    List<Pupil> rows = read.roll().stream().filter(p -> p.ref().equalsIgnoreCase(meant)).toList();
    // The trust's own files name the pupil by the number that was typed; a name is on the roll.
    boolean isNumber = !meant.equals(ref) && rows.stream().noneMatch(p -> p.isNamed(ref));
    List<String> texts = isNumber ? Stream.concat(also.stream(), Stream.of(ref)).toList() : also;
    if (rows.isEmpty() && also.isEmpty() && !read.problems().isEmpty()) {
      throw new InvalidInput(read.problems());
    }
    Traces traces =
        Traces.of(
            meant,
            rows,
            texts,
            read.registers().people().stream()
                .filter(person -> !person.isPupil())
                .map(Person::fullName)
                .toList());
    return new Sought(
        traces,
        Stream.concat(
                rows.stream().flatMap(pupil -> CollectionScope.watchedOf(pupil).stream()),
                also.stream().flatMap(text -> CollectionScope.watchedAs(text).stream()))
            .toList(),
        !rows.isEmpty(),
        meant,
        read.roll().stream()
            .filter(p -> !p.ref().equalsIgnoreCase(meant))
            .filter(p -> rows.stream().anyMatch(row -> row.sharesNameWith(p)))
            .map(Pupil::ref)
            .distinct()
            .toList());
  }

  private String meant(RegisterReader.Outcome read) {
    String numbered = read.referenceOf(ref);
    if (read.roll().stream().anyMatch(p -> p.ref().equalsIgnoreCase(numbered))) {
      return numbered;
    }
    List<String> named =
        read.roll().stream().filter(p -> p.isNamed(ref)).map(Pupil::ref).distinct().toList();
    if (named.size() > 1) {
      throw invalid(
          "Several pupils have that name: " + String.join(", ", named) + ".",
          "Give the reference of the one who is meant.");
    }
    return named.isEmpty() ? numbered : named.get(0);
  }

  private static InvalidInput invalid(String what, String remedy) {
    return new InvalidInput(List.of(new Problem("REF", 0, "", what, remedy)));
  }

  /**
   * Refuses to erase by a text that nothing known has, for it would be taken out of texts about
   * others.
   */
  void refuseUnknown(Sought sought, PupilRecords records) {
    if (!sought.isOnRoll() && also.isEmpty() && !records.areOfKnownReference()) {
      throw invalid(
          "No pupil on the roll and no finding has this reference, number or name, so nothing was erased.",
          "Check it. For a pupil who is in neither, give each name and handle with --also.");
    }
  }

  PupilRecords records(StateStore state, AuditRequest request, Sought sought) {
    return state.pupil(request, sought.traces(), sought.watched(), include);
  }

  /** The reference for the log, hashed if it is not in the register because it may be a name. */
  String logged(StateStore state, Sought sought) {
    return sought.isOnRoll()
        ? sought.ref()
        : "not on the roll, hash " + state.identity().hash("access log", ref).substring(0, 16);
  }

  /** Says first whom the search is about, and what it cannot find. */
  void introduce(Sought sought, PrintWriter out, PrintWriter err) {
    if (!sought.ref().equals(ref)) {
      out.println("The pupil is " + sought.ref() + ".");
    }
    if (!sought.namesakes().isEmpty()) {
      err.println(
          "Note: "
              + String.join(", ", sought.namesakes())
              + (sought.namesakes().size() == 1 ? " has" : " have")
              + " the same name, so what is found by the name may be about either of them.");
    }
    if (isByReferenceOnly(sought)) {
      err.println(
          "Note: this pupil is not in the register pupils, so only the reference was searched for. Give names and handles with --also.");
    }
  }

  /** Whether names and handles are unknown, so that what has only them is not found. */
  boolean isByReferenceOnly(Sought sought) {
    return !sought.isOnRoll() && also.isEmpty();
  }

  /**
   * What is searched for.
   *
   * @param watched the names and handles under which lists of followers are searched for the pupil
   * @param ref the pupil's reference, also where a number or a name was typed
   * @param namesakes the references of other pupils with the same name
   */
  record Sought(
      Traces traces, List<String> watched, boolean isOnRoll, String ref, List<String> namesakes) {}

  /**
   * Refuses to answer from a ledger without any audit where reports show that there were some.
   *
   * @throws InvalidInput with what to do
   */
  static void refuseLost(StateStore state, AuditRequest request) {
    String trust = TrustSettings.read(request.trust()).name();
    if (state.runs().newestDate().isEmpty()
        && ReportFiles.latestOf(request.out(), trust).isPresent()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--state " + request.state(),
                  0,
                  "",
                  "The ledger is empty, but "
                      + request.out()
                      + " has reports of this trust. Nothing can be said of what was in it.",
                  "Restore the ledger from your backup, or give its folder with --state.")));
    }
  }

  static AuditRequest request(TrustOptions trust, Clock clock) {
    AuditRequest request = trust.request(clock, false);
    if (!Files.isRegularFile(request.trust().resolve("trust.yaml"))) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  request.trust().toString(),
                  0,
                  "",
                  "This folder has no trust.yaml.",
                  "Give the trust folder with --trust, or a job with --job.")));
    }
    return request;
  }

  static void print(List<PupilRecords.Held> held, PrintWriter out) {
    for (PupilRecords.Held item : held) {
      out.printf(
          Locale.UK,
          "%-12s %,6d  %s (%s)%n",
          switch (item.kind()) {
            case OURS -> "stored";
            case SEALED -> "encrypted";
            case THE_TRUSTS -> "your file";
          },
          item.count(),
          item.where(),
          item.what());
    }
  }
}
