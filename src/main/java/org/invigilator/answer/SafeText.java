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

/** Tells texts that may be kept and shown from those that hold a login or tell of a child. */
final class SafeText {
  /** A word for a login with something after it that may be one. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)"
              + Texts.WORD_START
              + "(?:password|passcode|passwd|pwd|pin(?: code)?)\\b(?:\\s+(?:is|was)\\b|\\s*[:=])\\s*\\S+");

  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_.-]+");

  private final TrustIndex trust;

  /** The handles and numbers by which accounts of pupils are known, in small letters. */
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

  /** Why a text cannot be kept: it holds a login, or the name of a child. */
  Optional<String> unsafe(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (SecretScan.isSecretCell(text) || SECRET.matcher(text).find()) {
      return Optional.of(
          "A password seems to stand here. It was not kept; delete it from the file, too.");
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
            "The text names a pupil or an account of one. Write the pupil_ref instead; workbooks go to people who may not see names.")
        : Optional.empty();
  }
}
