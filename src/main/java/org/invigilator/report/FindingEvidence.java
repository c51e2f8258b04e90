package org.invigilator.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Reading;
import org.invigilator.finding.Status;
import org.invigilator.register.Register;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Input;
import org.invigilator.rule.RuleInfo;

/**
 * What stands behind a finding: the files on which it rests, when the platform was read, and by
 * which means it was judged.
 *
 * @param sources the files by their paths in the trust folder, the one in which it was seen first;
 *     none where it rests on no file, such as a policy's date
 * @param readAt when the platform was read, in UTC; empty where it rests on registers alone
 * @param method how it was judged
 * @param limits what could not be read or is not shown, or why no hash is given
 */
public record FindingEvidence(
    List<SourceFile> sources, Optional<Instant> readAt, String method, List<String> limits) {
  private static final String PROFILE = "profile.json";

  /** The registers on which every finding of an account rests, and which say least of its own. */
  private static final Set<Register> GENERAL = Set.of(Register.ACCOUNTS, Register.ACADEMIES);

  /**
   * A file as it was read.
   *
   * @param sha256 empty where it is not known
   */
  public record SourceFile(String path, String sha256) {}

  /** The evidence of a finding of a report. */
  public static FindingEvidence of(Finding finding, ReportModel model) {
    RuleInfo info = Catalogue.require(finding.rule());
    Map<String, String> inputs = model.details().inputs();
    Optional<AccountLine> line =
        model.registered().stream()
            .filter(one -> one.account().id().equals(finding.account()))
            .findFirst();
    Optional<Reading> reading = line.flatMap(AccountLine::reading);
    Optional<String> copy = reading.flatMap(r -> copy(finding, info));
    List<SourceFile> sources = new ArrayList<>();
    if (copy.isPresent() && line.isPresent()) {
      String folder =
          "snapshots/" + line.get().account().platform() + "/" + finding.account() + "/";
      boolean isThere = hash(inputs, folder + copy.get()) != null;
      sources.add(source(folder + (isThere ? copy.get() : "capture.json"), inputs));
    }
    sources.addAll(registers(info, inputs));
    List<String> limits = new ArrayList<>();
    if (copy.isPresent()) {
      limits.addAll(limits(reading.get()));
    }
    if (finding.status() == Status.RESOLVED) {
      // Today's files are those of the audit in which it was no longer there.
      sources.replaceAll(file -> new SourceFile(file.path(), ""));
      limits.add(
          0,
          "It was last seen in the audit of "
              + Wording.date(finding.lastSeen())
              + ". The files have been read again since then, so no hash of them as they were is given.");
    }
    return new FindingEvidence(
        List.copyOf(sources),
        copy.isPresent() && finding.status() != Status.RESOLVED
            ? reading.flatMap(Reading::capturedAt)
            : Optional.empty(),
        method(finding, info),
        limits);
  }

  private static String method(Finding finding, RuleInfo info) {
    boolean isByAccount = info.group().equals("pupils") && !info.matchesNames();
    return "rule "
        + finding.rule()
        + ", "
        + finding.mode()
        + (finding.confidence().isEmpty()
            ? ""
            : isByAccount
                ? ", a pupil recognised by an account in the register"
                : ", a person recognised by name");
  }

  private static SourceFile source(String path, Map<String, String> inputs) {
    return new SourceFile(path, Objects.requireNonNullElse(hash(inputs, path), ""));
  }

  /** The saved copy in which a finding was seen; empty where it rests on registers alone. */
  private static Optional<String> copy(Finding finding, RuleInfo info) {
    return switch (finding.subject().kind()) {
      case POST, MEDIA ->
          Optional.of(
              file(
                  info.requires(Input.OfAccount.MENTIONS)
                      ? Input.OfAccount.MENTIONS
                      : Input.OfAccount.POSTS));
      case FOLLOWER ->
          Optional.of(
              file(
                  info.reads(Input.OfAccount.FOLLOWERS)
                      ? Input.OfAccount.FOLLOWERS
                      : Input.OfAccount.FOLLOWING));
      default ->
          info.requires(Input.OfAccount.PROFILE)
              ? Optional.of(PROFILE)
              : info.requires(Input.OfAccount.POSTS)
                  ? Optional.of(file(Input.OfAccount.POSTS))
                  : Optional.empty();
    };
  }

  private static String file(Input.OfAccount part) {
    return part.label() + ".ndjson";
  }

  /** Files may be compressed, and are listed under their whole name. */
  private static @org.jspecify.annotations.Nullable String hash(
      Map<String, String> inputs, String path) {
    String plain = inputs.get(path);
    return plain == null ? inputs.get(path + ".gz") : plain;
  }

  /** The registers that the rule needs: those that say most of what was found come first. */
  private static List<SourceFile> registers(RuleInfo info, Map<String, String> inputs) {
    List<Input.Register> needed =
        info.needs().stream()
            .map(Input.Need::input)
            .filter(Input.Register.class::isInstance)
            .map(Input.Register.class::cast)
            .sorted(Comparator.comparing(input -> GENERAL.contains(input.register())))
            .toList();
    List<String> paths =
        needed.stream()
            .map(input -> "registers/" + input.label() + ".csv")
            .filter(inputs::containsKey)
            .toList();
    return (paths.isEmpty() && !needed.isEmpty()
            ? inputs.keySet().stream()
                .filter(path -> path.startsWith("registers/") && path.endsWith(".xlsx"))
                .sorted()
                .toList()
            : paths)
        .stream().map(path -> source(path, inputs)).toList();
  }

  private static List<String> limits(Reading reading) {
    List<String> limits = new ArrayList<>();
    reading
        .parts()
        .forEach(
            (part, words) -> {
              if (words.startsWith("a part")
                  || words.startsWith("not shown")
                  || words.startsWith("not readable")) {
                limits.add(part.replace('_', ' ') + ": " + words);
              }
            });
    return limits;
  }
}
