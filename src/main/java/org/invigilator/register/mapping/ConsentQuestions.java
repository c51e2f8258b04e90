package org.invigilator.register.mapping;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Register;

/**
 * Asks what the consents of a file leave open: for what, by whom, since when, and what undoes them.
 */
final class ConsentQuestions {
  private static final String NOTHING = "something else";

  /** Every purpose of pictures. */
  private static final String ALL = "all of them, names excepted";

  /** Headings of a day or a year after which a consent may be over. */
  private static final Pattern LASTS =
      Pattern.compile("(?i)\\b(?:academic|school) year\\b|\\breview|\\brenew|\\bvalid");

  private static final String YES_REFUSES = "yes means refused";

  /** What in a column undoes the consents of its row, as it is asked and as a profile has it. */
  private static final Map<String, String> REFUSED =
      new TreeMap<>(
          Map.of(
              YES_REFUSES,
              "yes",
              "no means refused",
              "no",
              "any entry means refused",
              Profile.ENTRY));

  private final ImportPart part;
  private final Question.Answers answers;

  ConsentQuestions(ImportPart part, Question.Answers answers) {
    this.part = part;
    this.answers = answers;
  }

  /** What each kind of consent is for, in a list that names the kind in every row. */
  private void askPurposes() {
    part.texts(Register.CONSENT, "scope").stream()
        .filter(text -> ConsentConversion.allPurposes(Recognition.purposes(), text).isEmpty())
        .filter(text -> !Recognition.isOtherConsent(text))
        .limit(ImportQuestions.MOST_ASKED)
        .forEach(
            text ->
                part.values
                    .computeIfAbsent("scope", c -> new LinkedHashMap<>())
                    .put(
                        text,
                        meant(
                            answers.to(
                                new Question(
                                    "purpose of " + text,
                                    part.label() + ": what is the consent '" + text + "' for?",
                                    Stream.concat(
                                            Recognition.purposes().stream(),
                                            Stream.of(ALL, YES_REFUSES, NOTHING))
                                        .toList(),
                                    "")))));
  }

  private static String meant(String answer) {
    return answer.equals(ALL)
        ? Recognition.pictures()
        : answer.equals(YES_REFUSES) ? Profile.REFUSED : answer;
  }

  /** Words of a column that undoes consents, which say neither yes nor no. */
  private void askUndoing(ColumnSpec refused) {
    refused.byWord().entrySet().stream()
        .filter(word -> !word.getKey().equals(Profile.ENTRY))
        .flatMap(word -> ColumnSpec.parts(word.getValue()).stream())
        .flatMap(heading -> part.textsBelow(heading).stream())
        .filter(text -> !ConsentAnswer.isDecision(text))
        .distinct()
        .limit(ImportQuestions.MOST_ASKED)
        .forEach(
            text ->
                part.values
                    .computeIfAbsent(Profile.REFUSED, c -> new LinkedHashMap<>())
                    .put(
                        text,
                        answers
                                .to(
                                    new Question(
                                        "refused " + text,
                                        part.label()
                                            + ": does '"
                                            + text
                                            + "' mean that consent was refused or has ended?",
                                        List.of("yes", "no"),
                                        ""))
                                .equals("yes")
                            ? "withdrawn"
                            : "unknown"));
  }

  /** Whether most texts below a heading are lists of purposes. */
  private boolean isOfPurposes(String heading) {
    Set<String> texts = part.textsBelow(heading);
    long known =
        texts.stream()
            .filter(t -> ConsentConversion.allPurposes(Recognition.purposes(), t).isPresent())
            .count();
    return known > 0 && known * 2 >= texts.size();
  }

  private Question purposeOf(String heading) {
    return new Question(
        "purpose of " + heading,
        part.label()
            + ": what is the column '"
            + heading
            + "' about? Choose a purpose if its answers are consents.",
        Stream.of(Recognition.purposes().stream(), REFUSED.keySet().stream(), Stream.of(NOTHING))
            .flatMap(choices -> choices)
            .toList(),
        "");
  }

  private static boolean isDay(String text) {
    return AccountText.lastDay(text).isPresent();
  }

  private Question endOf(String heading) {
    return new Question(
        "end of consents in " + heading,
        part.label()
            + ": does a consent end with the day or the year in the column '"
            + heading
            + "'?",
        List.of("yes", "no"),
        "");
  }

  /** A column that is not read yet and says of each consent who gave it. */
  private Optional<String> columnOfGivers() {
    return part.unused().stream()
        .filter(
            heading -> {
              Set<String> texts = part.textsBelow(heading);
              return !texts.isEmpty() && texts.stream().allMatch(ConsentConversion::isGiver);
            })
        .findFirst();
  }

  /** Asks, and completes the columns of consents with the answers. */
  void ask() {
    Map<String, ColumnSpec> columns =
        new LinkedHashMap<>(part.registers.getOrDefault(Register.CONSENT, Map.of()));
    ColumnSpec scope = columns.get("scope");
    Map<String, String> more =
        new LinkedHashMap<>(scope == null ? Map.<String, String>of() : scope.byWord());
    Set<String> unexplained = new LinkedHashSet<>(part.sheets.get(0).unclearPurposes());
    if (!columns.isEmpty()) {
      part.sheets.forEach(
          one -> unexplained.addAll(UnreadConsents.among(one.sheet(), part.unused())));
    }
    Map<String, String> refused = new LinkedHashMap<>();
    Optional<String> ticked = unexplained.stream().filter(this::isOfPurposes).findFirst();
    if (ticked.isPresent() && scope == null) {
      // One column in which the purposes are ticked: what is named in it was agreed to.
      columns.putAll(part.sheets.get(0).consentWith(Map.of()));
      scope = ColumnSpec.headings(List.of(ticked.get()));
      columns.put("scope", scope);
      columns.put("decision", ColumnSpec.fixed("yes"));
      unexplained.remove(ticked.get());
    }
    for (String heading : unexplained) {
      String answer = answers.to(purposeOf(heading));
      if (REFUSED.containsKey(answer)) {
        refused.merge(REFUSED.get(answer), heading, (one, other) -> one + " + " + other);
      } else if (!answer.isEmpty() && !answer.equals(NOTHING)) {
        more.merge(answer, heading, (one, other) -> one + " + " + other);
      }
    }
    boolean isLong = scope != null && scope.byWord().isEmpty();
    if (isLong) {
      more.clear();
    }
    if (!more.isEmpty()) {
      scope = ColumnSpec.byWord(more);
      if (columns.isEmpty()) {
        columns.putAll(part.sheets.get(0).consentWith(more));
      }
      columns.put("scope", scope);
    }
    if (!refused.isEmpty()) {
      if (columns.isEmpty()) {
        columns.putAll(part.sheets.get(0).consentWith(Map.of()));
        columns.remove("scope");
      }
      columns.put(Profile.REFUSED, ColumnSpec.byWord(refused));
      askUndoing(ColumnSpec.byWord(refused));
    }
    if (columns.isEmpty() || !(columns.containsKey("scope") || !refused.isEmpty())) {
      // What its answers are for remains unknown, so none of them is a consent.
      part.registers.remove(Register.CONSENT);
      return;
    }
    part.registers.put(Register.CONSENT, columns);
    if (more.isEmpty()) {
      askPurposes();
    }
    if (!columns.containsKey("given_by")) {
      columnOfGivers()
          .ifPresent(heading -> columns.put("given_by", ColumnSpec.headings(List.of(heading))));
    }
    if (!columns.containsKey("given_by")) {
      columns.put(
          "given_by",
          ColumnSpec.fixed(
              answers.to(
                  new Question(
                      "consents given by",
                      part.label() + " does not say who gave the consents. Who did?",
                      List.of("parent", "pupil"),
                      ""))));
    }
    if (!columns.containsKey("given_on")) {
      ConsentYears.problem(part.sheets.stream().map(Recognition::sheet).toList())
          .ifPresent(
              problem -> {
                throw new InvalidInput(List.of(problem));
              });
      columns.put(
          "given_on",
          ColumnSpec.fixed(
              answers.to(
                  new Question(
                      "date of consents",
                      part.label()
                          + " does not say when the consents were given. What date should be used? (DD/MM/YYYY)",
                      List.of(),
                      ""))));
    }
    if (!columns.containsKey("valid_until")) {
      part.unused().stream()
          .filter(heading -> LASTS.matcher(heading).find())
          .filter(heading -> part.textsBelow(heading).stream().anyMatch(ConsentQuestions::isDay))
          .filter(heading -> answers.to(endOf(heading)).equals("yes"))
          .findFirst()
          .ifPresent(heading -> columns.put("valid_until", ColumnSpec.headings(List.of(heading))));
    }
    boolean isWide = scope != null && !scope.byWord().isEmpty();
    List<String> unclear =
        part.texts(Register.CONSENT, isWide ? "scope" : "decision").stream()
            .filter(text -> !ConsentAnswer.isDecision(text))
            .limit(ImportQuestions.MOST_ASKED)
            .toList();
    for (String text : unclear) {
      part.values
          .computeIfAbsent("decision", c -> new LinkedHashMap<>())
          .put(
              text,
              answers
                  .to(
                      new Question(
                          "consent " + text,
                          part.label() + ": does '" + text + "' mean that consent was given?",
                          List.of("yes", "no", "not answered"),
                          ""))
                  .replace("not answered", "unknown"));
    }
  }
}
