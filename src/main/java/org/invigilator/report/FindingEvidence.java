package org.invigilator.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Reading;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Input;
import org.invigilator.rule.RuleInfo;

/**
 * What stands behind a finding: the file in which it was seen, when that was read, and by which
 * means it was judged.
 *
 * @param source the file by its path in the trust folder; empty where it rests on no file, such as
 *     a policy's date
 * @param readAt when the platform was read, in UTC; empty where it is a register
 * @param sha256 of that file as it was read; empty where it is not known
 * @param method how it was judged
 * @param limits what of the file could not be read or is not shown by its source
 */
public record FindingEvidence(
    String source, Optional<Instant> readAt, String sha256, String method, List<String> limits) {
  private static final String PROFILE = "profile.json";

  /** The evidence of a finding of a report. */
  public static FindingEvidence of(Finding finding, ReportModel model) {
    RuleInfo info = Catalogue.require(finding.rule());
    Optional<AccountLine> line =
        model.registered().stream()
            .filter(one -> one.account().id().equals(finding.account()))
            .findFirst();
    Optional<Reading> reading = line.flatMap(AccountLine::reading);
    Optional<String> file = reading.flatMap(r -> copy(finding, info));
    String method =
        "rule "
            + finding.rule()
            + ", "
            + finding.mode()
            + finding.confidence().map(c -> ", a person recognised by name").orElse("");
    if (file.isPresent() && line.isPresent()) {
      String folder =
          "snapshots/" + line.get().account().platform() + "/" + finding.account() + "/";
      boolean isThere = hash(model.details().inputs(), folder + file.get()) != null;
      String path = folder + (isThere ? file.get() : "capture.json");
      return new FindingEvidence(
          path,
          reading.flatMap(Reading::capturedAt),
          Objects.requireNonNullElse(hash(model.details().inputs(), path), ""),
          method,
          limits(reading.get()));
    }
    Optional<String> register = register(info, model.details().inputs());
    return new FindingEvidence(
        register.orElse(""),
        Optional.empty(),
        register
            .map(path -> Objects.requireNonNullElse(hash(model.details().inputs(), path), ""))
            .orElse(""),
        method,
        List.of());
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

  private static Optional<String> register(RuleInfo info, Map<String, String> inputs) {
    return info.needs().stream()
        .map(Input.Need::input)
        .filter(Input.Register.class::isInstance)
        .map(Input::label)
        .map(name -> "registers/" + name + ".csv")
        .filter(inputs::containsKey)
        .findFirst()
        .or(
            () ->
                inputs.keySet().stream()
                    .filter(path -> path.startsWith("registers/") && path.endsWith(".xlsx"))
                    .findFirst());
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
