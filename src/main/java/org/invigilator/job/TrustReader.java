package org.invigilator.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.connector.archive.ArchiveFolder;
import org.invigilator.input.InputFile;
import org.invigilator.match.PupilMentions;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyChange;
import org.invigilator.policy.Source;
import org.invigilator.policy.TrustSettings;
import org.invigilator.policy.Versions;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.RegisterReader;
import org.invigilator.rule.Lists;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustIndex;

/** Reads a trust folder, and refuses it with every problem that is in any of its files. */
final class TrustReader {
  private final Path trustFolder;
  private final LocalDate asOf;
  private final Path snapshots;
  private final Map<String, Source> jobSources;
  private final List<Path> sentBack;
  private final PolicyChange change;

  /**
   * @param snapshots the folder of saved copies
   * @param jobSources where the job takes them from, in place of the trust's settings
   * @param sentBack files with answers beside those in the trust's folder {@code decisions}
   * @param change what a preview changes of the policies
   */
  TrustReader(
      Path trustFolder,
      LocalDate asOf,
      Path snapshots,
      Map<String, Source> jobSources,
      List<Path> sentBack,
      PolicyChange change) {
    this.trustFolder = trustFolder;
    this.asOf = asOf;
    this.snapshots = snapshots;
    this.jobSources = jobSources;
    this.sentBack = sentBack;
    this.change = change;
  }

  TrustInput read() {
    if (!Files.isDirectory(trustFolder)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  trustFolder.toString(),
                  0,
                  "",
                  "There is no such folder.",
                  "Give the folder that holds trust.yaml with --trust.")));
    }
    List<Problem> problems = new ArrayList<>();
    Optional<TrustSettings> settings =
        trying(problems, () -> change.of(TrustSettings.read(trustFolder)));
    RegisterReader.Outcome read = RegisterReader.read(trustFolder.resolve("registers"));
    problems.addAll(read.problems());
    read.registers().secrets().forEach(cell -> problems.add(cell.problem()));
    Optional<PackLibrary> library =
        trying(problems, () -> new PackLibrary(trustFolder.resolve("policies")));
    Optional<Requirements> requirements =
        settings.flatMap(
            s ->
                library.flatMap(
                    l -> trying(problems, () -> new Requirements(policies(s, l), s, policyDay()))));
    Optional<Lists> lists =
        settings.flatMap(s -> trying(problems, () -> Lists.read(trustFolder.resolve("lists"), s)));
    for (Path file : sentBack) {
      String problem =
          Files.exists(file) ? InputFile.problem(file).orElse("") : "There is no such file.";
      if (!problem.isEmpty()) {
        problems.add(new Problem("--decisions " + file, 0, "", problem, "Check its path."));
      }
    }
    if (!problems.isEmpty()) {
      UnaryOperator<String> safe = PupilMentions.of(read.roll(), List.of())::withoutNames;
      throw new InvalidInput(problems.stream().map(problem -> problem.safe(safe)).toList());
    }
    TrustIndex index =
        new TrustIndex(read.registers(), lists.orElseThrow(), asOf, settings.orElseThrow().name());
    Map<String, Source> sources =
        Source.over(settings.orElseThrow().sourceByPlatform(), jobSources);
    InputNotes notes = new InputNotes(read.registers(), requirements.orElseThrow(), index);
    return new TrustInput(
        trustFolder,
        snapshots,
        sources,
        settings.orElseThrow(),
        read.registers(),
        requirements.orElseThrow(),
        index,
        Stream.of(
                read.notes(),
                notes.of(trustFolder, snapshots),
                ArchiveFolder.of(trustFolder, sources, read.registers().accounts()).notes())
            .flatMap(List::stream)
            .map(index.mentions()::withoutNames)
            .toList(),
        hashes(index.mentions()),
        answers(index));
  }

  /**
   * The answers that were sent back, and those in the folder of one person; what another program
   * left there is ignored.
   */
  private List<Path> answers(TrustIndex index) {
    return Stream.concat(
            FolderFiles.in(trustFolder.resolve("decisions")).stream()
                .flatMap(
                    f ->
                        index.person(String.valueOf(f.getFileName())).isPresent()
                            ? FolderFiles.in(f).stream()
                            : Stream.of(f))
                .filter(Files::isRegularFile)
                .filter(
                    f -> {
                      String name = String.valueOf(f.getFileName());
                      return !name.startsWith(".") && !name.startsWith("~$");
                    }),
            sentBack.stream())
        .toList();
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> Optional<T> trying(List<Problem> problems, Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private List<Versions> policies(TrustSettings settings, PackLibrary library) {
    return settings.packs().stream().map(id -> library.asOf(id, policyDay())).distinct().toList();
  }

  private LocalDate policyDay() {
    return change.on().orElse(asOf);
  }

  /** The hash of each file by its path, in which a file named after a pupil is not. */
  private Map<String, String> hashes(PupilMentions mentions) {
    Map<String, String> hashes = new TreeMap<>();
    List<Path> files = new ArrayList<>(List.of(trustFolder.resolve("trust.yaml")));
    for (String folder : List.of("registers", "mappings", "policies", "lists", "decisions")) {
      files.addAll(FolderFiles.in(trustFolder.resolve(folder)));
    }
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        hashes.put(
            mentions.withoutNames(trustFolder.relativize(file).toString().replace('\\', '/')),
            hash(file));
      }
    }
    for (Path file : sentBack) {
      hashes.put("sent back: " + mentions.withoutNames(file.getFileName() + ""), hash(file));
    }
    return hashes;
  }

  private static String hash(Path file) {
    try (InputStream in = InputFile.open(file)) {
      return DigestUtils.sha256Hex(in);
    } catch (java.nio.file.AccessDeniedException e) {
      return "not readable";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
