package org.invigilator.register.mapping;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.Platforms;
import org.invigilator.register.Register;
import org.invigilator.register.Vocabulary;

/**
 * Asks what files leave open, and completes the profiles with the answers. It is long because each
 * question has its own words.
 */
final class ImportQuestions {
  /** A column with more words than this is none of choices. */
  static final int MOST_ASKED = 200;

  private final ImportPlan plan;
  private final List<ImportPart> parts;
  private final Question.Answers answers;

  ImportQuestions(ImportPlan plan, List<ImportPart> parts, Question.Answers answers) {
    this.plan = plan;
    this.parts = parts;
    this.answers = answers;
  }

  /**
   * Asks what is unclear, and completes the profiles with the answers.
   *
   * @param academies those on record; empty when they are made from the files
   */
  void ask(List<Academy> academies) {
    parts.forEach(part -> askSchool(part, answers));
    plan.noteOffices();
    if (academies.isEmpty()) {
      askCodes(answers);
    }
    for (ImportPart part : parts) {
      if (!academies.isEmpty()) {
        askAcademies(part, academies, answers);
      }
      askWords(part, Register.ACCOUNTS, "platform", List.copyOf(Platforms.known()), answers);
      askWords(
          part,
          Register.ACCOUNTS,
          "status",
          List.of("open", "closed", "paused", "approved", "proposed", "personal"),
          answers);
      askLeavers(part, Register.PEOPLE);
      askLeavers(part, Register.PUPILS);
      if (part.registers.containsKey(Register.CONSENT)
          || !part.sheets.get(0).unclearPurposes().isEmpty()) {
        new ConsentQuestions(part, answers).ask();
      }
    }
  }

  /** Words of a status that may mean that someone has left. */
  private void askLeavers(ImportPart part, Register register) {
    part.texts(register, Profile.ENROLMENT).stream()
        .filter(text -> !PersonConversion.isKnownStatus(text))
        .limit(MOST_ASKED)
        .forEach(
            text ->
                part.values
                    .computeIfAbsent(Profile.ENROLMENT, c -> new LinkedHashMap<>())
                    .put(
                        text,
                        answers
                                .to(
                                    new Question(
                                        "enrolment " + text,
                                        part.label()
                                            + ": does '"
                                            + text
                                            + "' mean that they have left?",
                                        List.of("yes", "no"),
                                        ""))
                                .equals("yes")
                            ? "left"
                            : "current"));
  }

  /** Short names that no other name explains, such as HWB. */
  private void askCodes(Question.Answers answers) {
    List<SchoolNames.School> named = SchoolNames.of(plan.schoolTexts());
    List<String> names =
        named.stream()
            .filter(s -> !s.name().equals(s.code()))
            .map(SchoolNames.School::name)
            .toList();
    if (names.isEmpty()) {
      return;
    }
    for (SchoolNames.School one : named) {
      if (one.name().equals(one.code())) {
        String answer =
            answers.to(
                new Question(
                    "school " + one.name(),
                    "Which school is '" + one.name() + "'?",
                    Stream.concat(names.stream(), Stream.of("another school")).toList(),
                    ""));
        if (!answer.isEmpty() && !answer.equals("another school")) {
          parts.forEach(
              part ->
                  part.values
                      .computeIfAbsent("academy_code", c -> new LinkedHashMap<>())
                      .put(one.name(), answer));
        }
      }
    }
  }

  private void askSchool(ImportPart part, Question.Answers answers) {
    boolean needs =
        part.registers.entrySet().stream()
            .anyMatch(
                e ->
                    ImportPart.needsSchool(e.getKey())
                        && !e.getValue().containsKey("academy_code"));
    if (!needs) {
      return;
    }
    if (part.sheets.stream().allMatch(one -> ImportPart.blocks(one).size() > 1)) {
      part.school = "block";
      return;
    }
    List<Optional<String>> ofSheets =
        part.sheets.stream().map(one -> part.schoolOfSheet(one)).toList();
    boolean fromNames =
        part.sheets.stream()
            .allMatch(
                one -> part.schoolOfSheet(one).filter(one.sheet().sheetName()::equals).isPresent());
    if (fromNames) {
      part.school = "sheet";
    } else if (ofSheets.size() == 1 && ofSheets.get(0).isPresent()) {
      part.school = ofSheets.get(0).get();
    } else if (ofSheets.stream().allMatch(Optional::isPresent)) {
      part.school = "title";
    } else {
      part.school =
          answers.to(
              new Question(
                  "school of " + part.file.getFileName(),
                  "Which school is " + part.label() + " about? (its name, or TRUST)",
                  List.of(),
                  ""));
    }
  }

  /** The academy that each text means, where that is not one of its names. */
  private static void askAcademies(
      ImportPart part, List<Academy> academies, Question.Answers answers) {
    Set<String> texts = new LinkedHashSet<>();
    part.registers.keySet().stream()
        .filter(register -> register != Register.ACADEMIES)
        .forEach(register -> texts.addAll(part.texts(register, "academy_code")));
    if (!part.school.equals("block")) {
      part.sheets.forEach(one -> part.schoolOfSheet(one).ifPresent(texts::add));
    }
    if (part.school.equals("block")) {
      part.sheets.forEach(one -> texts.addAll(ImportPart.blocks(one)));
    } else if (!List.of("", "sheet", "title").contains(part.school)) {
      texts.add(part.school);
    }
    List<String> codes = academies.stream().map(Academy::code).toList();
    for (String text : texts) {
      List<String> named =
          academies.stream().filter(academy -> isNamed(academy, text)).map(Academy::code).toList();
      boolean isWord =
          text.equalsIgnoreCase(Account.TRUST)
              || text.equalsIgnoreCase("all")
              || part.values.getOrDefault("academy_code", Map.of()).containsKey(text);
      if (named.isEmpty() && !isWord) {
        List<String> similar =
            academies.stream()
                .filter(academy -> SchoolNames.areSimilar(academy.name(), text))
                .map(Academy::code)
                .toList();
        String code =
            similar.size() == 1
                ? similar.get(0)
                : answers.to(
                    new Question(
                        "school " + text,
                        part.label() + ": which academy is '" + text + "'?",
                        Stream.concat(codes.stream(), Stream.of(Account.TRUST)).toList(),
                        ""));
        part.values.computeIfAbsent("academy_code", c -> new LinkedHashMap<>()).put(text, code);
      }
    }
  }

  private static boolean isNamed(Academy academy, String text) {
    String folded = Vocabulary.fold(text);
    return Stream.concat(Stream.of(academy.code(), academy.name()), academy.aliases().stream())
        .map(Vocabulary::fold)
        .anyMatch(folded::equals);
  }

  private void askWords(
      ImportPart part,
      Register register,
      String column,
      List<String> words,
      Question.Answers answers) {
    ColumnSpec spec = part.registers.getOrDefault(register, Map.of()).get(column);
    if (spec != null && !spec.byWord().isEmpty()) {
      return;
    }
    List<String> unknown =
        part.texts(register, column).stream()
            .filter(text -> !isKnown(register, column, words, text))
            .limit(MOST_ASKED)
            .toList();
    for (String text : unknown) {
      String answer =
          answers.to(
              new Question(
                  column + " " + text,
                  part.label() + ": which " + column + " is '" + text + "'?",
                  Stream.concat(words.stream(), Stream.of("leave")).toList(),
                  "leave"));
      if (!answer.equals("leave")) {
        part.values.computeIfAbsent(column, c -> new LinkedHashMap<>()).put(text, answer);
      }
    }
  }

  private static boolean isKnown(
      Register register, String column, List<String> words, String text) {
    if (column.equals("platform")) {
      return Platforms.isKnown(Platforms.canonical(text))
          || AccountConversion.platforms(text).size() > 1;
    }
    String word = column.equals("status") ? AccountText.Status.of(text).word() : text;
    return Vocabulary.word(register, column, words, word).isPresent();
  }
}
