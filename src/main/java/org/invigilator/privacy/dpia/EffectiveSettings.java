package org.invigilator.privacy.dpia;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Privacy;
import org.invigilator.policy.Retention;
import org.invigilator.policy.Source;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.Registers;
import org.invigilator.rule.Input;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustIndex;

/**
 * The settings with which the audit runs, as the data protection pack describes them.
 *
 * @param origins where the data of accounts comes from, by platform
 * @param deliver to whom the job sends mail
 * @param schedule when the job runs, for a reader; empty when it has no schedule
 * @param storage where data is kept
 * @param saved what the saved copies contain now
 * @param secrets every credential, key and password that the program knows
 */
public record EffectiveSettings(
    TrustSettings settings,
    Requirements requirements,
    TrustIndex index,
    Map<String, Origin> origins,
    Set<Delivery.To> deliver,
    Optional<String> schedule,
    Storage storage,
    SavedCopies saved,
    List<Secret> secrets) {
  /**
   * Where the data of a platform comes from.
   *
   * @param server the address that is requested; empty when nothing is requested
   */
  public record Origin(Source.Use use, String server) {}

  /** A credential, key or password, by the variable of the environment that it comes from. */
  public record Secret(String variable, String purpose, boolean isSet) {}

  Registers registers() {
    return index.registers();
  }

  Privacy privacy() {
    return settings.onPrivacy();
  }

  Retention.Limits limits() {
    return requirements.retention();
  }

  Stream<Requirement> rules() {
    return requirements.packs().stream().flatMap(pack -> requirements.of(pack).stream());
  }

  /** The rules in use that read a part of what accounts show. */
  int rulesThatRead(Input input) {
    return (int)
        rules().filter(r -> r.info().reads(input)).map(Requirement::rule).distinct().count();
  }

  /** Whether followers' names are compared with the roll. */
  boolean matchesNames() {
    return rules().anyMatch(r -> r.info().matchesNames() && r.parameters().flag("enabled"));
  }

  /** Whether the program requests anything from a platform. */
  boolean requests() {
    return origins.values().stream().anyMatch(origin -> origin.use() == Source.Use.API);
  }

  /** Whether saved copies of some platform are put in place by the trust. */
  boolean hasOwnCopies() {
    Set<String> platforms = new TreeSet<>();
    registers().accounts().forEach(account -> platforms.add(account.platform()));
    return platforms.stream()
        .anyMatch(p -> !origins.containsKey(p) || origins.get(p).use() == Source.Use.SNAPSHOT);
  }

  boolean writesNames() {
    return secrets.stream().anyMatch(s -> s.variable().equals(Privacy.NAMES_PASSWORD) && s.isSet());
  }

  static String title(String platform) {
    return LivePlatform.of(platform).map(LivePlatform::title).orElse(platform);
  }
}
