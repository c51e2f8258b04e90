package org.invigilator.answer;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.PupilMentions;
import org.invigilator.register.Cells;
import org.invigilator.register.Pupil;
import org.invigilator.register.SecretScan;
import org.invigilator.register.Texts;
import org.invigilator.register.Vocabulary;
import org.invigilator.rule.TrustIndex;

/** Recognises texts that must not be kept or shown: with a password, or naming a child. */
final class SafeText {
  private static final int SHORTEST = 3;

  /** A word for a password with something after it that may be one. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)"
              + Texts.WORD_START
              + "(?:password|passcode|passwd|pwd|pin(?: code)?)\\b(?:\\s+(?:is|was)\\b|\\s*[:=])\\s*\\S+");

  /** In a note on a finding about a pupil, part of the name says who it is. */
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}'’-]{3,}");

  private static final Pattern DAY =
      Pattern.compile("(?<![\\d/.-])\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{2,4}(?![\\d/.-])");

  private final TrustIndex trust;
  private final PupilMentions mentions;

  SafeText(TrustIndex trust) {
    this.trust = trust;
    this.mentions = trust.mentions();
  }

  /**
   * Why a text about pupils cannot be kept: also part of their names, or a birth date, says who
   * they are.
   *
   * @param pupils the references of those whom the finding is about
   */
  Optional<String> unsafe(String text, Set<String> pupils) {
    return unsafe(text)
        .or(
            () ->
                pupils.stream()
                        .flatMap(ref -> trust.pupil(ref).stream())
                        .anyMatch(pupil -> isRecognisable(pupil, text))
                    ? Optional.of(
                        "This text has part of the name, or the birth date, of the pupil whom the finding is about. Write 'the pupil' instead, because workbooks go to people who may not see names.")
                    : Optional.empty());
  }

  private static boolean isRecognisable(Pupil pupil, String text) {
    Set<String> names =
        Stream.of(
                pupil.firstName(),
                pupil.knownAs(),
                pupil.middleNames(),
                pupil.lastName(),
                pupil.alsoKnownAs())
            .flatMap(SafeText::words)
            .collect(Collectors.toSet());
    return words(WORD.matcher(text).replaceAll(word -> isOnlyWord(word.group()) ? " " : "$0"))
            .anyMatch(names::contains)
        || pupil.birth().isPresent()
            && DAY.matcher(text)
                .results()
                .anyMatch(day -> Cells.date(day.group()).equals(pupil.birth()));
  }

  /** Whether a word is one of the language and not written as a name: the bishop of the diocese. */
  private static boolean isOnlyWord(String word) {
    return Character.isLowerCase(word.charAt(0)) && PupilMentions.isOrdinary(Vocabulary.fold(word));
  }

  /** The words of a text and the parts of double ones, folded. */
  private static Stream<String> words(String text) {
    return WORD.matcher(text.replaceAll("['’]s\\b", ""))
        .results()
        .flatMap(word -> Stream.concat(Stream.of(word.group()), Stream.of(word.group().split("-"))))
        .map(Vocabulary::fold)
        .filter(word -> word.length() >= SHORTEST);
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
