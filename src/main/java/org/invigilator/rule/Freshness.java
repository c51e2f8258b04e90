package org.invigilator.rule;

import java.util.List;

/** How old the trust lets its registers and captures grow before they prove nothing. */
public record Freshness(int registerDays, int pullHours) {

  /**
   * Reads the limits that hold under some requirements: the strictest, or the catalogue's when no
   * policy gives one.
   */
  public static Freshness of(List<Requirement> requirements) {
    Parameters defaults = new Parameters(Catalogue.one(RuleInfo::judgesCoverage).parameters());
    List<Parameters> given =
        requirements.stream()
            .filter(r -> r.info().judgesCoverage())
            .map(Requirement::parameters)
            .toList();
    return new Freshness(
        defaults.strictest(given, "max_register_age_days"),
        defaults.strictest(given, "max_pull_age_hours"));
  }
}
