package org.invigilator.register;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A past or present pupil on the roll; only the reference is ever printed.
 *
 * @param alsoAt the codes of further academies at which the pupil is registered
 */
public record Pupil(
    String ref,
    String firstName,
    String knownAs,
    String lastName,
    String middleNames,
    String alsoKnownAs,
    Optional<LocalDate> birth,
    String academy,
    List<String> alsoAt,
    Optional<YearGroup> yearGroup,
    Optional<LocalDate> yearGroupAsAt,
    Optional<LocalDate> onRollFrom,
    Optional<LocalDate> onRollTo,
    List<Handle> handles,
    boolean cannotConsent,
    boolean parentDecides) {

  /**
   * An account named by the pupil or the family, or listed in a safeguarding log.
   *
   * @param platform an empty text where it is not known: any of them may be meant
   */
  public record Handle(String platform, String handle, String userId) {
    /** The accounts in a cell; what cannot be an account is left out. */
    static List<Handle> in(Row row, String column) {
      return WrittenHandle.parts(row.text(column)).stream()
          .flatMap(part -> WrittenHandle.of(part).stream())
          .map(Handle::of)
          .toList();
    }

    private static Handle of(WrittenHandle written) {
      String handle = Platforms.handle(written.handle());
      boolean isNumber =
          written.platform().isEmpty() && written.userId().isEmpty() && handle.matches("\\d{5,25}");
      return new Handle(written.platform(), handle, isNumber ? handle : written.userId());
    }
  }

  static Pupil of(Row row) {
    return new Pupil(
        row.text("pupil_ref").intern(),
        row.text("first_name"),
        row.text("known_as"),
        row.text("last_name"),
        row.text("middle_names"),
        row.text("also_known_as"),
        row.date("dob"),
        row.text("academy_code").intern(),
        row.list("also_at").stream().map(String::intern).toList(),
        YearGroup.parse(row.text("year_group")),
        row.date("year_group_as_at"),
        row.date("on_roll_from"),
        row.date("on_roll_to"),
        Handle.in(row, "known_handles"),
        row.yes("capacity_flag"),
        row.yes("parent_decision_rights"));
  }

  /** Whether the pupil is registered at an academy, alone or with another one. */
  public boolean isAt(String code) {
    return academy.equals(code) || alsoAt.contains(code);
  }

  /**
   * Whether a text is a name of the pupil, with all or some of the forenames, in any order, letters
   * and accents.
   */
  public boolean isNamed(String text) {
    Set<String> typed = words(text);
    return Stream.of(firstName, firstName + " " + middleNames, knownAs, alsoKnownAs)
            .filter(first -> !first.isBlank())
            .anyMatch(first -> words(first + " " + lastName).equals(typed))
        || (typed.size() > 1 && words(alsoKnownAs).equals(typed));
  }

  /** Whether another pupil has a name of this one, so that the name does not say who is meant. */
  public boolean sharesNameWith(Pupil other) {
    return Stream.of(firstName, knownAs)
        .filter(first -> !first.isEmpty())
        .anyMatch(first -> other.isNamed(first + " " + lastName));
  }

  private static Set<String> words(String text) {
    return Stream.of(text.split("[\\s,;-]+"))
        .map(Vocabulary::fold)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  /**
   * Whether an account on file has another handle by now, because the platform's id is the same;
   * false where either is not known.
   */
  public boolean hasRenamed(String platform, String userId, String handle) {
    return !userId.isEmpty()
        && !handle.isEmpty()
        && handles.stream()
            .anyMatch(
                h ->
                    h.platform().equals(platform)
                        && h.userId().equals(userId)
                        && !h.handle().isEmpty()
                        && !h.handle().equals(Platforms.handle(handle)));
  }

  /**
   * Whether the last day on the roll is before a day; a pupil who has not started yet has not left.
   */
  public boolean hasLeftBy(LocalDate day) {
    return onRollTo.map(day::isAfter).orElse(false);
  }

  /**
   * The age in whole years on a day; a birthday on 29 February counts as 1 March in other years. Of
   * a birth date after that day nothing follows.
   */
  public Optional<Integer> age(LocalDate day) {
    return birth.isEmpty() || birth.get().isAfter(day)
        ? Optional.empty()
        : Optional.of(Period.between(birth.get(), day).getYears());
  }

  /**
   * The year group on a day: the roll's, carried over each 1 September, or else what the birth date
   * implies; a leaver keeps the last one on roll.
   */
  public Optional<YearGroup> yearGroupOn(LocalDate day) {
    LocalDate last = onRoll(day);
    Optional<YearGroup> carried =
        yearGroup.flatMap(year -> yearGroupAsAt.map(asAt -> year.on(last, onRoll(asAt))));
    // A slip in one of the two dates makes a year that no school has, of which no policy speaks.
    if (carried.filter(YearGroup::isOfSchool).isPresent()) {
      return carried;
    }
    return birth.isEmpty() ? Optional.empty() : Optional.of(YearGroup.implied(birth.get(), last));
  }

  /** A day, or the last one on the roll where that was before. */
  private LocalDate onRoll(LocalDate day) {
    return onRollTo.isPresent() && day.isAfter(onRollTo.get()) ? onRollTo.get() : day;
  }
}
