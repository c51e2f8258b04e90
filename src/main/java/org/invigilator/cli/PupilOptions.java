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
import org.invigilator.privacy.PupilRecords;
import org.invigilator.privacy.Traces;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Person;
import org.invigilator.register.Problem;
import org.invigilator.register.Pupil;
import org.invigilator.register.RegisterReader;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pupil of which trust. */
final class PupilOptions {
  @Parameters(
      index = "0",
      paramLabel = "REF",
      description = "The pupil_ref in the register pupils, or the number in your own export (UPN).")
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

  Sought sought(AuditRequest request) {
    RegisterReader.Outcome read = RegisterReader.read(request.trust().resolve("registers"));
    String meant = read.referenceOf(ref);
    List<Pupil> rows = read.roll().stream().filter(p -> p.ref().equalsIgnoreCase(meant)).toList();
    // The trust's own files name the pupil by the number that was typed.
    List<String> texts =
        meant.equals(ref) ? also : Stream.concat(also.stream(), Stream.of(ref)).toList();
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
        meant);
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

  /** Warns when names and handles are unknown and only the reference was searched for. */
  void warn(Sought sought, PrintWriter err) {
    if (!sought.isOnRoll() && also.isEmpty()) {
      err.println(
          "Note: "
              + ref
              + " is not in the register pupils, so only the reference was searched for. Give names and handles with --also.");
    }
  }

  /**
   * What is searched for.
   *
   * @param watched the names and handles under which lists of followers are searched for the pupil
   * @param ref the pupil's reference, also where a number was typed
   */
  record Sought(Traces traces, List<String> watched, boolean isOnRoll, String ref) {}

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
