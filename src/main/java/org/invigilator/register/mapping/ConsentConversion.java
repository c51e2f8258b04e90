package org.invigilator.register.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Cells;
import org.invigilator.register.Column;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.register.Vocabulary;

/**
 * Makes consents, one for each purpose that was answered, from the rows of a file. It is long
 * because schools write the same answer in very many ways.
 */
final class ConsentConversion {
  private static final Set<String> NOT_ANSWERED =
      Set.of(
          "notasked",
          "noresponse",
          "unknown",
          "pending",
          "notset",
          "notrecorded",
          "none",
          "awaiting",
          "awaitingresponse",
          "awaitingreply",
          "awaitingreturn",
          "notreturned",
          "notyetreturned",
          "formnotreturned",
          "noform",
          "outstanding",
          "chased",
          "tbc",
          "toconfirm",
          "tobeconfirmed",
          "notknown",
          "noreply");

  /** Words that do not say which parent it was. */
  private static final Set<String> ANY_GIVER =
      Set.of(
          "",
          "parent",
          "parents",
          "carer",
          "guardian",
          "parentcarer",
          "parentorcarer",
          "parentguardian",
          "parentscarers",
          "parentsandcarers",
          "bothparents",
          "both",
          "mumanddad",
          "legalguardian",
          "primarycarer",
          "pupil",
          "student",
          "child",
          "self",
          "learner",
          "youngperson",
          "employee",
          "staffmember",
          "staff",
          "individual");

  private static final Map<String, String> SAME_GIVER =
      Map.of("mum", "mother", "mummy", "mother", "dad", "father", "daddy", "father");

  /** The same letters in small ones are "no" in Welsh. */
  private static final Pattern NOT_APPLICABLE = Pattern.compile("(?i:n[/.\\\\]a\\.?)|NA");

  /** An answer with its day, such as "Withdrawn 12/11/26" or "Yes (3 Sept 2026)". */
  private static final Pattern DATED =
      Pattern.compile(
          "(?i)(\\p{L}[\\p{L} ]{0,40}?)\\s{0,3}[\\s:,(–-]\\s{0,3}(?:on\\s{1,3})?(\\d{1,2}(?:st|nd|rd|th)?[/. -](?:\\d{1,2}|\\p{L}{3,9})[/. -]\\d{2,4}|\\d{4}-\\d{2}-\\d{2})\\)?");

  private static final Set<String> WITHDRAWN = Set.of("withdrawn", "revoked", "consentwithdrawn");

  private final Profile profile;
  private final SourceSheet sheet;

  /** What asks for consent: "photographs on our social media accounts", and no list of accounts. */
  private static final Pattern QUESTION =
      Pattern.compile("(?i)consent|permission|photo|image|picture|video");

  /** What is between several purposes of one text. */
  private static final Pattern SEVERAL = Pattern.compile("\\s*[;,/|&\\n]\\s*|\\s+and\\s+");

  private final References references;
  private final PersonConversion people;

  ConsentConversion(
      Profile profile, SourceSheet sheet, References references, PersonConversion people) {
    this.profile = profile;
    this.sheet = sheet;
    this.references = references;
    this.people = people;
  }

  /** One consent for each purpose that was answered. */
  List<Map<String, String>> rows(
      Map<String, ColumnSpec> columns, SourceSheet.Row row, Map<String, String> cells) {
    cells.put(
        "subject_ref",
        subject(columns, row, PersonConversion.turned(RowConversion.get(cells, Profile.NAME))));
    cells.remove(Profile.NAME);
    if (references.keysOf(Register.PEOPLE).contains(RowConversion.get(cells, "subject_ref"))) {
      cells.putIfAbsent("subject_kind", "staff");
      cells.put("given_by", "self");
    }
    cells.putIfAbsent("subject_kind", "pupil");
    labelGiver(cells);
    if (RowConversion.get(cells, "subject_kind").isEmpty()) {
      cells.put("subject_kind", "pupil");
    }
    if (isNameOfGiver(RowConversion.get(cells, "given_by"))) {
      // An adult; a pupil's own consent is never assumed.
      cells.put("given_by", "parent");
    }
    cells.remove(Profile.REFUSED);
    String undone = undone(columns, row);
    ColumnSpec scope = columns.get("scope");
    if (scope == null && columns.containsKey(Profile.REFUSED)) {
      // A file that only says who refused: no purpose is left out.
      return answered(cells, String.join(";", words("scope")), undone).stream().toList();
    }
    if (scope != null
        && scope.byWord().isEmpty()
        && RowConversion.get(cells, "scope").equals(Profile.REFUSED)) {
      // A kind of which yes is a refusal; that someone does not refuse is no consent.
      return Answer.of(RowConversion.get(cells, "decision")) == Answer.NO
          ? List.of()
          : answered(cells, Recognition.pictures(), negated(RowConversion.get(cells, "decision")))
              .stream()
              .toList();
    }
    if (scope == null || scope.byWord().isEmpty()) {
      return answered(
              cells,
              RowConversion.get(cells, "scope"),
              without(undone, RowConversion.get(cells, "decision")))
          .stream()
          .toList();
    }
    List<Map<String, String>> all = new ArrayList<>();
    scope
        .byWord()
        .forEach(
            (purpose, heading) ->
                answered(
                        dated(cells, columns, row, heading),
                        purpose,
                        without(undone, decision(row, heading)))
                    .ifPresent(all::add));
    return all;
  }

  /**
   * What a row says elsewhere against its own consents: "no", a text that is not understood, or
   * nothing.
   */
  private String undone(Map<String, ColumnSpec> columns, SourceSheet.Row row) {
    ColumnSpec refused = columns.get(Profile.REFUSED);
    if (refused == null) {
      return "";
    }
    List<String> against = new ArrayList<>();
    refused
        .byWord()
        .forEach(
            (word, headings) ->
                ColumnSpec.parts(headings).stream()
                    .map(heading -> profile.meant(Profile.REFUSED, sheet.text(row, heading)))
                    .forEach(text -> against.add(against(word, text))));
    return against.contains("no")
        ? "no"
        : against.stream().filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private static String against(String word, String text) {
    if (word.equals(Profile.ENTRY)) {
      return RowConversion.isBlank(text) ? "" : "no";
    }
    if (WITHDRAWN.contains(Vocabulary.fold(text))) {
      return "no";
    }
    return switch (Answer.of(text)) {
      case YES -> word.equals("yes") ? "no" : "";
      case NO -> word.equals("no") ? "no" : "";
      case NONE -> "";
      case UNCLEAR -> text;
    };
  }

  private static String negated(String decision) {
    Matcher dated = DATED.matcher(decision.strip());
    return Answer.of(decision) != Answer.YES
        ? decision
        : dated.matches() ? "no " + dated.group(2) : "no";
  }

  private static String without(String undone, String decision) {
    return undone.isEmpty() || Answer.of(decision) != Answer.YES ? decision : undone;
  }

  /** Whether a text says who gives a consent: a parent, or the pupil. */
  static boolean isGiver(String text) {
    return Vocabulary.word(Register.CONSENT, "given_by", words("given_by"), text).isPresent();
  }

  /** Whether a text is the name of whoever answered, such as "Mrs Thornbury" or "both". */
  private static boolean isNameOfGiver(String text) {
    return text.chars().anyMatch(Character::isLetter)
        && !Vocabulary.isDoubtful(text)
        && !isGiver(text);
  }

  /**
   * Keeps who of several answered: a refusal by one parent is not undone by the other's consent.
   */
  private static void labelGiver(Map<String, String> cells) {
    String giver = Vocabulary.fold(RowConversion.get(cells, "given_by"));
    if (RowConversion.get(cells, "giver_label").isEmpty() && !ANY_GIVER.contains(giver)) {
      cells.put("giver_label", SAME_GIVER.getOrDefault(giver, giver));
    }
  }

  /**
   * Whom a consent is about: the pupil with one of the numbers in the row, or else with the name.
   * Numbers differ between systems, and a spreadsheet drops zeros.
   */
  private String subject(Map<String, ColumnSpec> columns, SourceSheet.Row row, String name) {
    Column column = Schema.of(Register.CONSENT).columns().get("subject_ref");
    ColumnSpec spec = columns.get("subject_ref");
    List<String> numbers = new ArrayList<>();
    if (spec != null) {
      spec.alternatives().stream()
          .map(heading -> sheet.text(row, heading))
          .filter(number -> !number.isEmpty())
          .forEach(numbers::add);
    }
    List<String> candidates = new ArrayList<>();
    for (String number : numbers) {
      candidates.add(Identifiers.isNational(number) ? people.reference(number, "") : number);
      candidates.add(number.replaceFirst("^0+(?=\\d)", ""));
    }
    candidates.add(name);
    Optional<String> found =
        candidates.stream()
            .filter(text -> !text.isEmpty() && column != null)
            .flatMap(
                text ->
                    references.keyOrNamed(java.util.Objects.requireNonNull(column), text).stream())
            .findFirst();
    if (found.isPresent() && !numbers.isEmpty()) {
      Optional<String> other = references.otherPupil(found.get(), name);
      if (other.isPresent()) {
        // Such rows come from a sheet of which only some columns were sorted.
        String text = numbers.get(0) + " " + name;
        references.addName(Register.PUPILS, text, found.get());
        references.addName(Register.PUPILS, text, other.get());
        return text;
      }
    }
    return found.orElse(numbers.isEmpty() ? name : candidates.get(0));
  }

  /**
   * The answer for a purpose; where several columns are about it, one refusal outweighs the rest,
   * and what is not understood comes before a consent.
   */
  private String decision(SourceSheet.Row row, String heading) {
    Map<Answer, String> texts = new EnumMap<>(Answer.class);
    ColumnSpec.parts(heading).stream()
        .map(one -> profile.meant("decision", sheet.text(row, one)))
        .forEach(text -> texts.putIfAbsent(Answer.of(text), text));
    return texts.isEmpty() ? "" : texts.values().iterator().next();
  }

  /** What a text says of consent; of several answers the first of these counts. */
  private enum Answer {
    NO,
    UNCLEAR,
    YES,
    NONE;

    /** The answer in a text, whether its day is behind it or not. */
    static Answer of(String text) {
      Matcher dated = DATED.matcher(text.strip());
      Answer plain = plain(text);
      return plain == UNCLEAR && dated.matches() ? plain(dated.group(1)) : plain;
    }

    private static Answer plain(String text) {
      if (text.isBlank()) {
        return NONE;
      }
      if (Vocabulary.isTick(text)) {
        return YES;
      }
      String folded = Vocabulary.fold(text);
      if (Vocabulary.isCross(text)) {
        return NO;
      }
      if (Vocabulary.isDoubtful(text) || folded.isEmpty()) {
        return UNCLEAR;
      }
      if (NOT_ANSWERED.contains(folded) || NOT_APPLICABLE.matcher(text.strip()).matches()) {
        return NONE;
      }
      return WITHDRAWN.contains(folded)
          ? NO
          : Vocabulary.word(Register.CONSENT, "decision", List.of("yes", "no"), text)
              .map(word -> word.equals("yes") ? YES : NO)
              .orElse(UNCLEAR);
    }
  }

  /**
   * The same cells with the date of one purpose, where each purpose has a date column behind it.
   */
  private Map<String, String> dated(
      Map<String, String> cells,
      Map<String, ColumnSpec> columns,
      SourceSheet.Row row,
      String heading) {
    ColumnSpec date = columns.get("given_on");
    if (date == null || date.alternatives().isEmpty()) {
      return cells;
    }
    String folded = Vocabulary.fold(date.alternatives().get(0));
    List<Integer> places =
        sheet.header().entrySet().stream()
            .filter(e -> e.getKey().matches(java.util.regex.Pattern.quote(folded) + "\\d*"))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
    int at = sheet.header().getOrDefault(Vocabulary.fold(ColumnSpec.parts(heading).get(0)), -1);
    Optional<Integer> behind = places.stream().filter(place -> place > at).findFirst();
    if (places.size() < 2 || behind.isEmpty()) {
      return cells;
    }
    Map<String, String> one = new LinkedHashMap<>(cells);
    one.put("given_on", RowConversion.date("given_on", row.cell(behind.get())));
    return one;
  }

  private static Optional<Map<String, String>> answered(
      Map<String, String> row, String purpose, String written) {
    Map<String, String> cells = new LinkedHashMap<>(row);
    String decision = onItsDay(cells, written);
    Answer answer = Answer.of(decision);
    if (answer == Answer.NONE) {
      return Optional.empty();
    }
    List<String> purposes =
        Schema.of(Register.CONSENT).columns().get("scope") == null ? List.of() : words("scope");
    Optional<String> known = allPurposes(purposes, purpose);
    if (known.isEmpty()) {
      // Trips, medicine and the like are no purpose of a picture or a name.
      return Optional.empty();
    }
    cells.put("scope", known.get());
    cells.put("decision", answer == Answer.YES ? "yes" : answer == Answer.NO ? "no" : decision);
    if (RowConversion.get(cells, "consent_id").isEmpty()) {
      cells.put(
          "consent_id",
          AccountText.slug(RowConversion.get(cells, "subject_ref"))
                  .toUpperCase(java.util.Locale.ROOT)
              + "-"
              + known.get().replace("; ", "-")
              + "-"
              + AccountText.slug(RowConversion.get(cells, "given_on"))
              + "-"
              + AccountText.slug(
                  RowConversion.get(cells, "giver_label") + RowConversion.get(cells, "given_by")));
    }
    return Optional.of(cells);
  }

  /**
   * An answer without the day behind it, which becomes the row's: of a consent that was withdrawn
   * its end, where the row says when it began.
   */
  private static String onItsDay(Map<String, String> cells, String written) {
    Matcher dated = DATED.matcher(written.strip());
    Optional<String> day = dated.matches() ? AccountText.date(dated.group(2)) : Optional.empty();
    if (day.isEmpty() || !isDecision(dated.group(1))) {
      return written;
    }
    boolean isEnd =
        WITHDRAWN.contains(Vocabulary.fold(dated.group(1)))
            && Cells.date(RowConversion.get(cells, "given_on"))
                .filter(given -> given.isBefore(LocalDate.parse(day.get())))
                .isPresent();
    cells.put(isEnd ? "withdrawn_on" : "given_on", day.get());
    return isEnd ? "yes" : dated.group(1);
  }

  /**
   * The purposes that a text names, as a register has several; empty where a part of it may be
   * another purpose of pictures or names.
   */
  static Optional<String> allPurposes(List<String> purposes, String text) {
    Optional<String> one = purpose(purposes, text);
    if (one.isPresent()) {
      return one;
    }
    Set<String> all = new LinkedHashSet<>();
    for (String part : SEVERAL.split(text)) {
      Optional<String> known = purpose(purposes, part);
      if (known.isEmpty() && !part.isBlank() && !Recognition.isOtherPurpose(part)) {
        return Optional.empty();
      }
      known.ifPresent(all::add);
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
  }

  /** Whether a text says that consent was given, refused or not asked for. */
  static boolean isDecision(String text) {
    return Answer.of(text) != Answer.UNCLEAR;
  }

  /** Whether a text is an answer, which a name or a date is not. */
  static boolean isAnswer(String text) {
    Answer answer = Answer.of(text);
    return answer == Answer.YES || answer == Answer.NO;
  }

  private static List<String> words(String column) {
    Column of = Schema.of(Register.CONSENT).columns().get(column);
    return of == null ? List.of() : of.values();
  }

  /** A heading in Welsh and English, with a stroke between them. */
  static Optional<String> inTwoLanguages(List<String> purposes, String text) {
    String[] parts = text.split("\\s+/\\s+");
    return parts.length == 2
        ? Stream.of(parts)
            .flatMap(
                part -> Vocabulary.word(Register.CONSENT, "scope", purposes, part.strip()).stream())
            .reduce((one, other) -> one.equals(other) ? one : "")
            .filter(purpose -> !purpose.isEmpty())
        : Optional.empty();
  }

  /** The purpose that a heading or a cell names; empty for what is no purpose of a picture. */
  static Optional<String> purpose(List<String> purposes, String text) {
    String bare =
        text.replaceAll("\\([^)]*\\)", " ")
            .replaceAll(
                "(?i)\\b(?:parental|consents?|permissions?|agreement|use of|for|to use|given|granted|my child's|may we|can we|do you agree|are you happy|be used|being|images?|photographs?|photos?|pictures?|videos?|used|of|your child's|your child|my child|do you|have your|i give|i consent|to|appear|appearing|shown|displayed|publish|published|posted|school's|school|with|on|in|the|our|and|/)\\b",
                " ")
            .replaceAll("[\\s:?*()/&–-]+", " ")
            .strip();
    if (QUESTION.matcher(text).find()) {
      bare = bare.replaceAll("(?i)\\b(?:accounts?|pages?)\\b", "").strip();
    }
    String alone = bare;
    return Vocabulary.word(Register.CONSENT, "scope", purposes, text)
        .or(() -> Vocabulary.word(Register.CONSENT, "scope", purposes, alone))
        .or(() -> inTwoLanguages(purposes, text));
  }
}
