package org.invigilator.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.finding.Finding;
import org.invigilator.register.Consent;
import org.invigilator.register.Pupil;
import org.invigilator.register.Texts;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.TrustIndex;

/**
 * Removes references to pupils from texts that people outside the trust may read.
 *
 * @param refs the references of all pupils of whom anything is known
 */
public record Redaction(Set<String> refs) implements UnaryOperator<String> {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._-]*[\\p{L}\\p{N}])?");

  /**
   * Removes the references of all pupils of whom a trust has anything: on the roll, in its other
   * registers and in findings, which also name pupils who are no longer on the roll.
   */
  public static Redaction of(TrustIndex trust, Collection<Finding> findings) {
    return new Redaction(
        Stream.of(
                trust.registers().pupils().stream().map(Pupil::ref),
                Stream.concat(
                        trust.registers().consents().stream().map(Consent::subject),
                        trust.registers().mediaLog().stream()
                            .flatMap(row -> row.subjects().stream()))
                    .filter(ref -> trust.person(ref).isEmpty()),
                findings.stream().flatMap(finding -> finding.pupils().stream()))
            .flatMap(refs -> refs)
            .filter(ref -> !ref.isBlank())
            .collect(Collectors.toSet()));
  }

  /** A cause without references, in words where its words have any. */
  Cause apply(Cause cause) {
    String words = Sentences.reason(List.of(cause));
    String bare = apply(words);
    return bare.equals(words) ? cause : new Cause.Worded(bare);
  }

  @Override
  public String apply(String text) {
    if (text.isEmpty() || refs.isEmpty()) {
      return text;
    }
    // A reference may be the beginning of another one.
    List<String> withSpaces =
        refs.stream()
            .filter(ref -> ref.indexOf(' ') >= 0)
            .sorted(Comparator.comparing(String::length).reversed().thenComparing(ref -> ref))
            .toList();
    String bare =
        WORD.matcher(text)
            .replaceAll(
                m ->
                    refs.contains(m.group())
                        ? "(a pupil)"
                        : java.util.regex.Matcher.quoteReplacement(m.group()));
    for (String ref : withSpaces) {
      bare = bare.replace(ref, "(a pupil)");
    }
    return bare.replaceAll("(?i)" + Texts.WORD_START + "(former )?pupil \\(a pupil\\)", "a $1pupil")
        .replaceFirst("^a pupil", "A pupil");
  }
}
