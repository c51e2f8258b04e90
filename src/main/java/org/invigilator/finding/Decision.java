package org.invigilator.finding;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a person answered to a finding, or to all findings of a rule somewhere.
 *
 * @param id stable for what was decided, by whom and from where
 * @param takenOn the date of the audit that took it
 * @param finding the finding it is on; empty for a waiver of a rule
 * @param rule the rule that is waived, with the account or academy where; empty on one finding
 * @param text the owner's id, the note, or the reason
 * @param until the last day of a waiver or dismissal, or a new due date
 * @param evidence what the finding rested on when it was dismissed
 * @param pair who is not whom, so that the same pair elsewhere is settled too; or empty
 * @param requestedBy a person id, or empty where none is asked for
 * @param source where it was written: the file, and the row or line
 * @param endedOn when a later answer took its place, or it was withdrawn
 * @param settledOn when the finding it was on was gone, or was let pass
 */
public record Decision(
    String id,
    LocalDate takenOn,
    Kind kind,
    String finding,
    String rule,
    String account,
    String academy,
    String text,
    Optional<LocalDate> until,
    String evidence,
    String pair,
    String requestedBy,
    String approvedBy,
    String source,
    Optional<LocalDate> endedOn,
    Optional<LocalDate> settledOn) {

  /** What can be answered; of each unit one answer stands at a time. */
  public enum Kind {
    OWNER("owner"),
    DUE("due"),
    NOTE("note"),
    FIXED("decision"),
    IN_PROGRESS("decision"),
    WAIVER("decision"),
    NOT_A_PUPIL("decision"),
    FALSE_POSITIVE("decision");

    private final String unit;

    Kind(String unit) {
      this.unit = unit;
    }

    /** The question that this answers. */
    public String unit() {
      return unit;
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it says that there is nothing wrong. */
    public boolean isDismissal() {
      return this == NOT_A_PUPIL || this == FALSE_POSITIVE;
    }
  }

  /** The same decision without what identifies pupils in its texts. */
  public Decision safe(UnaryOperator<String> safe) {
    return new Decision(
        id,
        takenOn,
        kind,
        finding,
        rule,
        account,
        academy,
        safe.apply(text),
        until,
        evidence,
        pair,
        requestedBy,
        approvedBy,
        safe.apply(source),
        endedOn,
        settledOn);
  }

  /** Whether nothing has taken its place; a waiver that ran out still stands so. */
  public boolean isOpen() {
    return endedOn.isEmpty() && settledOn.isEmpty();
  }

  /** Whether a waiver or dismissal still runs on a day; its last day is included. */
  public boolean runsOn(LocalDate day) {
    return endedOn.isEmpty() && until.map(u -> !u.isBefore(day)).orElse(true);
  }

  /** The decision as it stands in a cell: what can be chosen, completed by date and reason. */
  public String inWords() {
    return switch (kind) {
      case OWNER, NOTE -> text;
      case DUE -> until.map(LocalDate::toString).orElse("");
      case WAIVER ->
          "waive until "
              + until.map(Decision::written).orElse("")
              + (text.isEmpty() ? "" : " because " + text);
      case FIXED, IN_PROGRESS -> kind.label() + (text.isEmpty() ? "" : ": " + text);
      default ->
          kind.label()
              + until.map(last -> " until " + written(last)).orElse("")
              + (text.isEmpty() ? "" : " because " + text);
    };
  }

  private static String written(LocalDate date) {
    return java.time.format.DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.UK).format(date);
  }
}
