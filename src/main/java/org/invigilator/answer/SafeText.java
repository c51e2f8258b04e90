package org.invigilator.answer;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Pupil;
import org.invigilator.register.SecretScan;
import org.invigilator.register.Texts;
import org.invigilator.rule.TrustIndex;

/** Recognises texts that must not be kept or shown: with a password, or naming a child. */
final class SafeText {
  /** A word for a password with something after it that may be one. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)"
              + Texts.WORD_START
              + "(?:password|passcode|passwd|pwd|pin(?: code)?)\\b(?:\\s+(?:is|was)\\b|\\s*[:=])\\s*\\S+");

  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_.-]+");

  private final TrustIndex trust;

  /** The handles and account numbers of pupils, in lower case. */
  private final Set<String> handles = new HashSet<>();

  SafeText(TrustIndex trust) {
    this.trust = trust;
    for (Pupil pupil : trust.registers().pupils()) {
      for (Pupil.Handle handle : pupil.handles()) {
        Stream.of(handle.handle(), handle.userId())
            .filter(h -> h.length() > 2)
            .forEach(h -> handles.add(Texts.lower(h)));
      }
    }
  }

  /** Why a text cannot be kept. */
  Optional<String> unsafe(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (SecretScan.isSecretCell(text) || SECRET.matcher(text).find()) {
      return Optional.of(
          "This text seems to contain a password. We did not keep it. Delete it from the file, then change that password.");
    }
    boolean child =
        trust.names().namesPupil(text)
            || TOKEN
                .matcher(text)
                .results()
                .map(m -> Texts.lower(m.group()))
                .anyMatch(handles::contains);
    return child
        ? Optional.of(
            "This text names a pupil or a pupil's account. Write the pupil's reference instead, because workbooks go to people who may not see names.")
        : Optional.empty();
  }
}
