package org.invigilator.register.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.register.Column;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.register.Vocabulary;

/** Makes consents, one for each purpose that was answered, from the rows of a file. */
final class ConsentConversion {
  private static final Set<String> NOT_ANSWERED =
      Set.of(
          "",
          "na",
          "notasked",
          "noresponse",
          "unknown",
          "pending",
          "notset",
          "notrecorded",
          "none",
          "awaiting",
          "awaitingresponse",
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

  private static final Set<String> WITHDRAWN = Set.of("withdrawn", "revoked", "consentwithdrawn");

  private final Profile profile;
  private final SourceSheet sheet;
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
    ColumnSpec scope = columns.get("scope");
    if (scope == null || scope.byWord().isEmpty()) {
      return answered(
              cells, RowConversion.get(cells, "scope"), RowConversion.get(cells, "decision"))
          .stream()
          .toList();
    }
    List<Map<String, String>> all = new ArrayList<>();
    scope
        .byWord()
        .forEach(
            (purpose, heading) ->
                answered(dated(cells, columns, row, heading), purpose, decision(row, heading))
                    .ifPresent(all::add));
    return all;
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
    List<String> texts =
        ColumnSpec.parts(heading).stream()
            .map(one -> profile.meant("decision", sheet.text(row, one)))
            .toList();
    return texts.stream()
        .filter(ConsentConversion::isRefusal)
        .findFirst()
        .or(() -> texts.stream().filter(text -> !isDecision(text)).findFirst())
        .or(
            () ->
                texts.stream()
                    .filter(text -> !NOT_ANSWERED.contains(Vocabulary.fold(text)) || isSign(text))
                    .findFirst())
        .orElse("");
  }

  private static boolean isSign(String text) {
    return text.matches("[✓✔☑✗✘]");
  }

  private static boolean isRefusal(String text) {
    return text.matches("[✗✘]")
        || WITHDRAWN.contains(Vocabulary.fold(text))
        || Vocabulary.word(Register.CONSENT, "decision", List.of("no"), text).isPresent();
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
      Map<String, String> cells, String purpose, String decision) {
    String folded = Vocabulary.fold(decision);
    boolean isTick = decision.matches("[✓✔☑]");
    boolean isCross = decision.matches("[✗✘]");
    if (!isTick && !isCross && NOT_ANSWERED.contains(folded)) {
      return Optional.empty();
    }
    List<String> purposes =
        Schema.of(Register.CONSENT).columns().get("scope") == null ? List.of() : words("scope");
    Optional<String> known =
        Stream.of(purpose.split("\\s*;\\s*"))
            .map(one -> purpose(purposes, one))
            .reduce(
                (a, b) ->
                    a.isPresent() && b.isPresent()
                        ? Optional.of(a.get() + "; " + b.get())
                        : Optional.empty())
            .orElse(Optional.empty());
    if (known.isEmpty()) {
      // Trips, medicine and the like are no purpose of a picture or a name.
      return Optional.empty();
    }
    Map<String, String> one = new LinkedHashMap<>(cells);
    one.put("scope", known.get());
    one.put("decision", isTick ? "yes" : isCross || WITHDRAWN.contains(folded) ? "no" : decision);
    if (RowConversion.get(one, "consent_id").isEmpty()) {
      one.put(
          "consent_id",
          AccountText.slug(RowConversion.get(one, "subject_ref")).toUpperCase(java.util.Locale.ROOT)
              + "-"
              + known.get().replace("; ", "-")
              + "-"
              + AccountText.slug(RowConversion.get(one, "given_on"))
              + "-"
              + AccountText.slug(
                  RowConversion.get(one, "giver_label") + RowConversion.get(one, "given_by")));
    }
    return Optional.of(one);
  }

  /** Whether a text says that consent was given, refused or not asked for. */
  static boolean isDecision(String text) {
    String folded = Vocabulary.isDoubtful(text) ? text : Vocabulary.fold(text);
    return text.matches("[✓✔☑✗✘]")
        || NOT_ANSWERED.contains(folded)
        || WITHDRAWN.contains(folded)
        || Vocabulary.word(Register.CONSENT, "decision", List.of("yes", "no"), text).isPresent();
  }

  private static List<String> words(String column) {
    Column of = Schema.of(Register.CONSENT).columns().get(column);
    return of == null ? List.of() : of.values();
  }

  /** The purpose that a heading or a cell names; empty for what is no purpose of a picture. */
  static Optional<String> purpose(List<String> purposes, String text) {
    String bare =
        text.replaceAll("\\([^)]*\\)", " ")
            .replaceAll(
                "(?i)\\b(?:parental|consents?|permissions?|agreement|use of|for|to use|given|granted|my child's|images?|photographs?|photos?|pictures?|videos?|used|on|in|the|our|and|/)\\b",
                " ")
            .replaceAll("[\\s:?*()/&–-]+", " ")
            .strip();
    return Vocabulary.word(Register.CONSENT, "scope", purposes, text)
        .or(() -> Vocabulary.word(Register.CONSENT, "scope", purposes, bare));
  }
}
