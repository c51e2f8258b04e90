package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A change in law or statutory guidance that a policy about social media should take in.
 *
 * @param on the day from which it applies
 * @param source where it can be read
 */
public record LawChange(
    @JsonProperty(required = true) LocalDate on,
    @JsonProperty(required = true) String what,
    @JsonProperty(required = true) String source) {

  private static final List<LawChange> BUILT_IN = load();

  /**
   * What changed after a policy was approved, or will change, the earliest first: what the program
   * knows, and what the policy's pack adds. Without a date of approval, everything.
   */
  public static List<LawChange> since(PolicyPack pack) {
    Optional<LocalDate> written = pack.approvedOn().or(pack::effectiveFrom);
    return Stream.concat(BUILT_IN.stream(), pack.ownLawChanges().stream())
        .filter(change -> written.map(change.on()::isAfter).orElse(true))
        .distinct()
        .sorted(Comparator.comparing(LawChange::on))
        .toList();
  }

  private static List<LawChange> load() {
    try (InputStream in = LawChange.class.getResourceAsStream("law.yaml")) {
      return new YAMLMapper().readValue(in, new TypeReference<List<LawChange>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
