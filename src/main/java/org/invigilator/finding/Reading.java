package org.invigilator.finding;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Exposure;

/**
 * What one audit saw of one account.
 *
 * @param profile what the platform answered, in small letters
 * @param gaps what could not be read or judged
 * @param counts what rules counted and did not list, by rule
 * @param parts how much of each part came, in words, by the part's name
 * @param files the SHA-256 of every snapshot file read
 * @param exposure how many posts show pupils
 */
public record Reading(
    String account,
    String profile,
    Optional<Instant> capturedAt,
    Optional<Instant> lastPostAt,
    long posts,
    long followers,
    List<Cause> gaps,
    Map<String, Integer> counts,
    Map<String, String> files,
    Map<String, String> parts,
    Exposure exposure) {

  /** The same reading with the causes of its gaps in another form. */
  public Reading because(UnaryOperator<Cause> form) {
    return new Reading(
        account,
        profile,
        capturedAt,
        lastPostAt,
        posts,
        followers,
        gaps.stream().map(form).distinct().toList(),
        counts,
        files,
        parts,
        exposure);
  }
}
