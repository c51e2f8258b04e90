package org.invigilator.register.mapping;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Cells;
import org.invigilator.register.Column;
import org.invigilator.register.Platforms;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.register.Texts;
import org.invigilator.register.Vocabulary;

/** Makes consents, one for each purpose that was answered, from the rows of a file. */
final class ConsentConversion {
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

  /** A pupil as whoever answered, which is not "pupil's mother". */
  private static final Pattern OF_PUPIL =
      Pattern.compile(
          "(?i)^(?!.*(?:parent|mother|father|\\bmum|\\bdad|carer|guardian|['’]s\\b|s['’](?:\\s|$))).*\\b(?:pupil|student|learner|young person|child)\\b");

  /** The office or a teacher may have entered an answer; whose it is they do not say. */
  private static final Pattern OF_SCHOOL =
      Pattern.compile(
          "(?i)\\b(?:teacher|tutor|office|staff|secretary|admin\\w*|reception\\w*|head|school)\\b");

  private static final Map<String, String> SAME_GIVER =
      Map.of("mum", "mother", "mummy", "mother", "dad", "father", "daddy", "father");

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

  /**
   * One consent for each purpose that was answered.
   *
   * @param school the code of the academy that the row or its sheet names; empty without one
   */
  List<Map<String, String>> rows(
      Map<String, ColumnSpec> columns,
      SourceSheet.Row row,
      Map<String, String> cells,
      String school) {
    String name = PersonConversion.turned(RowConversion.get(cells, Profile.NAME));
    cells.put("subject_ref", subject(columns, row, name, school));
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
    if (OF_PUPIL.matcher(RowConversion.get(cells, "given_by")).find()) {
      cells.put("given_by", "pupil");
    } else if (isNameOfGiver(RowConversion.get(cells, "given_by"))) {
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
      return ConsentAnswer.of(RowConversion.get(cells, "decision")) == ConsentAnswer.NO
          ? List.of()
          : answered(
                  cells,
                  Recognition.pictures(),
                  ConsentAnswer.negated(RowConversion.get(cells, "decision")))
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
    if (ConsentAnswer.isWithdrawal(text)) {
      return "no";
    }
    return switch (ConsentAnswer.of(text)) {
      case YES -> word.equals("yes") ? "no" : "";
      case NO -> word.equals("no") ? "no" : "";
      case NONE -> "";
      case UNCLEAR -> text;
    };
  }

  private static String without(String undone, String decision) {
    return undone.isEmpty() || ConsentAnswer.of(decision) != ConsentAnswer.YES ? decision : undone;
  }

  /** Whether a text says who gives a consent: a parent, or the pupil. */
  static boolean isGiver(String text) {
    return Vocabulary.word(Register.CONSENT, "given_by", words("given_by"), text).isPresent();
  }

  /** Whether a text is the name of whoever answered, such as "Mrs Thornbury" or "both". */
  private static boolean isNameOfGiver(String text) {
    return text.chars().anyMatch(Character::isLetter)
        && !Vocabulary.isDoubtful(text)
        && !OF_SCHOOL.matcher(text).find()
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
   * Numbers differ between systems, and a spreadsheet drops zeros. At another school there may be
   * someone with the same name or number.
   */
  private String subject(
      Map<String, ColumnSpec> columns, SourceSheet.Row row, String name, String school) {
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
    Optional<String> found = known(candidates, school);
    if (found.isEmpty() && !school.isEmpty() && known(candidates, "").isPresent()) {
      // Without the school's code: a digit in it would make the name a number, which messages show.
      String text = (name.isEmpty() ? candidates.get(0) : name) + " of this school";
      known(candidates, "").ifPresent(key -> references.addElsewhere(text, key));
      return text;
    }
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

  /** The key that the first of some texts names which names one, among those of a school. */
  private Optional<String> known(List<String> texts, String school) {
    Column column = Schema.of(Register.CONSENT).columns().get("subject_ref");
    return texts.stream()
        .filter(text -> !text.isEmpty() && column != null)
        .flatMap(
            text ->
                references
                    .keyOrNamed(java.util.Objects.requireNonNull(column), text, school)
                    .stream())
        .findFirst();
  }

  /**
   * The answer for a purpose; where several columns are about it, one refusal outweighs the rest,
   * and what is not understood comes before a consent. A consent to one platform beside a column of
   * another that is blank is none to both.
   */
  private String decision(SourceSheet.Row row, String heading) {
    Map<ConsentAnswer, String> texts = new EnumMap<>(ConsentAnswer.class);
    boolean isPartly = false;
    for (String one : ColumnSpec.parts(heading)) {
      String text = profile.meant("decision", sheet.text(row, one));
      ConsentAnswer answer = ConsentAnswer.of(text);
      isPartly |= answer == ConsentAnswer.NONE && isOfPlatform(one);
      texts.putIfAbsent(answer, text);
    }
    String first = texts.isEmpty() ? "" : texts.values().iterator().next();
    return isPartly && ConsentAnswer.of(first) == ConsentAnswer.YES ? "" : first;
  }

  private static boolean isOfPlatform(String heading) {
    return Platforms.isKnown(Platforms.canonical(heading.strip()))
        || !Platforms.namedIn(heading).isEmpty();
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
    ConsentAnswer answer = ConsentAnswer.of(decision);
    if (answer == ConsentAnswer.NONE) {
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
    cells.put(
        "decision",
        answer == ConsentAnswer.YES ? "yes" : answer == ConsentAnswer.NO ? "no" : decision);
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
    Optional<ConsentAnswer.Dated> dated = ConsentAnswer.dated(written);
    if (dated.isEmpty()) {
      return written;
    }
    String answer = dated.get().answer();
    boolean isEnd =
        ConsentAnswer.isWithdrawal(answer)
            && Cells.date(RowConversion.get(cells, "given_on"))
                .filter(given -> given.isBefore(dated.get().day()))
                .isPresent();
    cells.put(isEnd ? "withdrawn_on" : "given_on", dated.get().day().toString());
    return isEnd ? "yes" : answer;
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

  private static final Pattern BRACKETS = Pattern.compile("\\(([^()]*)\\)");

  /** Words in brackets that leave a purpose as it is. */
  private static final Set<String> PLAIN =
      Set.of(
          ("y n s yes tick ticked please box if agreed given allowed consent "
                  + "permission parental parent parents pupil child school schools our own "
                  + "the and or eg e g ie i inc incl including such as etc all any in on "
                  + "around for of photo photos photograph photographs image images picture "
                  + "pictures video videos film media social website websites web site page "
                  + "pages local national paper papers newspaper newspapers press printed "
                  + "online digital electronic accounts account platforms x boards displays "
                  + "display external public required")
              .split(" "));

  /** Whether what is in brackets neither refuses nor limits: platforms, and how to answer. */
  private static boolean isPlain(String text) {
    return Stream.of(
            text.replaceAll("(?i)\\b(?:yes|y)\\s*/\\s*(?:no|n)\\b", "yes").split("[^\\p{L}]+"))
        .filter(word -> !word.isEmpty())
        .allMatch(
            word ->
                PLAIN.contains(Texts.lower(word)) || Platforms.isKnown(Platforms.canonical(word)));
  }

  /** The purpose that a heading or a cell names; empty for what is no purpose of a picture. */
  static Optional<String> purpose(List<String> purposes, String text) {
    String bare =
        BRACKETS
            .matcher(text)
            .replaceAll(brackets -> isPlain(brackets.group(1)) ? " " : "$0")
            .replaceAll(
                "(?i)\\b(?:parental|consents?|permissions?|agreement|use of|for|to use|given|granted|my child's|may we|can we|do you agree|are you happy|be used|being|images?|photographs?|photos?|pictures?|videos?|used|of|your child's|your child|my child|do you|have your|i give|i consent|to|appear|appearing|shown|displayed|publish|published|posted|school's|school|with|on|in|the|our|and|/)\\b",
                " ")
            .replaceAll("[\\s:?*/&–-]+", " ")
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
