package org.invigilator.report;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.register.Pupil;
import org.invigilator.register.Texts;
import org.invigilator.rule.TrustIndex;

/**
 * Removes references to pupils from texts that people outside the trust may read.
 *
 * @param refs the references of all pupils on the roll
 */
public record Redaction(Set<String> refs) implements UnaryOperator<String> {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._-]*[\\p{L}\\p{N}])?");

  /** Removes the references of all pupils of a trust. */
  public static Redaction of(TrustIndex trust) {
    return new Redaction(
        trust.registers().pupils().stream().map(Pupil::ref).collect(Collectors.toSet()));
  }

  @Override
  public String apply(String text) {
    if (text.isEmpty() || refs.isEmpty()) {
      return text;
    }
    String bare =
        WORD.matcher(text)
            .replaceAll(
                m ->
                    refs.contains(m.group())
                        ? "(a pupil)"
                        : java.util.regex.Matcher.quoteReplacement(m.group()));
    for (String ref : refs) {
      if (ref.indexOf(' ') >= 0) {
        bare = bare.replace(ref, "(a pupil)");
      }
    }
    return bare.replaceAll("(?i)" + Texts.WORD_START + "(former )?pupil \\(a pupil\\)", "a $1pupil")
        .replaceFirst("^a pupil", "A pupil");
  }
}
