package org.invigilator.register.mapping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Problem;
import org.invigilator.register.RegisterSource;

/** What a title, a heading or a row says of the answers of a list, such as "Y = no photos". */
final class AnswerLegend {
  private static final Pattern MEANS =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\p{N}])(?:(yes|no|y|n|1|0|tick(?:ed)?|blank|empty|✓|✔|✗|✘)['\"’”]?\\s*(?:=|→|\\bmeans?\\b|\\bstands for\\b)|([yn10])\\s*(?::|\\s[-–—]))\\s*([^;,|\\n]{2,80})");

  private static final Set<String> NEGATIVE = Set.of("no", "n", "0", "blank", "empty", "✗", "✘");

  /** That no one objects is a consent. */
  private static final Pattern NO_OBJECTION =
      Pattern.compile(
          "(?i)\\b(?:no|not|without|does ?n[o']t|do ?n[o']t)\\s+(?:any\\s+)?object\\w*");

  private static final Pattern AGAINST =
      Pattern.compile(
          "(?i)\\b(?:no|not|never|without|except|denied)\\b|n['’]t\\b|refus|object|declin|withdr|withh|opt(?:s|ed)?[ -]?out|disagree");

  private static final Pattern ABOUT_CONSENT =
      Pattern.compile(
          "(?i)photo|image|picture|video|film|consent|permi|object|agree|refus|\\byes\\b|^no$|given|allow|want|happy|\\bopt|declin|withdr|answer|repl|return");

  private AnswerLegend() {}

  /**
   * Why a sheet around which these texts are may not be read: one of them gives answers another
   * meaning.
   */
  static Optional<Problem> problem(RegisterSource source, Stream<String> texts) {
    return texts
        .flatMap(text -> contrary(text).stream())
        .findFirst()
        .map(
            legend ->
                new Problem(
                    source.label(),
                    0,
                    "",
                    "'" + legend + "' gives the answers another meaning than they have.",
                    "Write yes into the cells of those who agreed and no into those of the others, and delete this line."));
  }

  /** The same of a sheet that is no list, such as one called Key. */
  static Optional<Problem> in(RegisterSource source) throws IOException {
    List<String> texts = new ArrayList<>();
    source.rows(
        (number, cells) -> {
          List<String> filled = Stream.of(cells).filter(cell -> !cell.isBlank()).toList();
          String text = String.join(filled.size() == 2 ? " = " : " | ", filled);
          if (texts.isEmpty() && contrary(text).isPresent()) {
            texts.add(text);
          }
        });
    return problem(source, texts.stream());
  }

  /** What in a text gives an answer another meaning than it usually has; empty where nothing. */
  static Optional<String> contrary(String text) {
    Matcher legend = MEANS.matcher(text);
    return Stream.iterate(legend.find(), found -> found, found -> legend.find())
        .filter(found -> isContrary(legend))
        .map(found -> legend.group().strip())
        .findFirst();
  }

  private static boolean isContrary(Matcher legend) {
    String sign = legend.group(1) == null ? legend.group(2) : legend.group(1);
    String meaning = legend.group(3).strip();
    boolean isAgainst = AGAINST.matcher(NO_OBJECTION.matcher(meaning).replaceAll("agrees")).find();
    return ABOUT_CONSENT.matcher(meaning).find()
        && isAgainst != NEGATIVE.contains(sign.toLowerCase(Locale.ROOT));
  }
}
