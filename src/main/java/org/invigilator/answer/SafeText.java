package org.invigilator.answer;

import java.util.Optional;
import java.util.regex.Pattern;
import org.invigilator.match.PupilMentions;
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

  private final PupilMentions mentions;

  SafeText(TrustIndex trust) {
    this.mentions = trust.mentions();
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
    return mentions.mayBeIn(text)
        ? Optional.of(
            "This text names a pupil or a pupil's account. Write the pupil's reference instead, because workbooks go to people who may not see names.")
        : Optional.empty();
  }
}
