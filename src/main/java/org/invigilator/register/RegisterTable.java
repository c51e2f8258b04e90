package org.invigilator.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.invigilator.input.InputFile;

/** Reads one register: its records, problems and notes. */
final class RegisterTable {
  private final Register register;
  private final RegisterSource from;
  private final References references;
  private final List<Object> records = new ArrayList<>();
  private final List<Integer> rowNumbers = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<InvalidCell> invalidCells = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<SecretScan.SecretCell> secrets = new ArrayList<>();
  private final List<UnclearReference> unclear = new ArrayList<>();
  private final Map<String, Long> unusableAccounts = new HashMap<>();

  private boolean isNotStarted;

  RegisterTable(Register register, RegisterSource from, References references) {
    this.references = references;
    this.register = register;
    this.from = from;
  }

  RegisterTable read() {
    Function<Row, ?> record = recordOf(register);
    boolean refersToItself =
        Schema.of(register).columns().values().stream()
            .anyMatch(column -> column.refersTo().contains(register));
    List<Row> waiting = new ArrayList<>();
    TableCheck check =
        new TableCheck(
            register,
            from,
            problems,
            invalidCells,
            notes,
            secrets,
            row -> {
              if (refersToItself) {
                waiting.add(row);
              } else {
                add(record, row);
              }
            },
            references);
    try {
      from.note().ifPresent(note -> notes.add(from.label() + ": " + note));
      from.rows(check);
    } catch (RegisterSource.Unreadable e) {
      problems.add(new Problem(from.label(), e.row(), "", String.valueOf(e.getMessage()), ""));
    } catch (InputFile.Refused e) {
      problems.add(new Problem(from.label(), 0, "", String.valueOf(e.getMessage()), ""));
    } catch (IOException e) {
      problems.add(
          new Problem(
              from.label(),
              0,
              "",
              "The file cannot be read.",
              "Check that it exists and that you may read it."));
    }
    check.end();
    if (refersToItself) {
      references.addKeysOf(register, waiting);
      waiting.forEach(row -> add(record, check.resolution().withOwnKeys(row)));
    }
    unclear.addAll(check.resolution().unclear());
    unusableAccounts.putAll(check.resolution().unusableAccounts());
    isNotStarted = check.isNotStarted() && records.isEmpty() && problems.isEmpty();
    return this;
  }

  private void add(Function<Row, ?> record, Row row) {
    records.add(record.apply(row));
    rowNumbers.add(row.number());
  }

  /**
   * Converts a row to a record. Rows are not kept, because a register may have hundreds of
   * thousands.
   */
  private static Function<Row, ?> recordOf(Register register) {
    return switch (register) {
      case ACCOUNTS -> Account::of;
      case ACCOUNT_ROLES -> AccountRole::of;
      case PEOPLE -> Person::of;
      case TRAINING -> Training::of;
      case ROLE_HOLDERS -> RoleHolder::of;
      case PUPILS -> Pupil::of;
      case CONSENT -> Consent::of;
      case MEDIA_LOG -> MediaLogEntry::of;
      case HOLDS -> Hold::of;
      case CALENDAR -> CalendarPeriod::of;
      case ACADEMIES -> Academy::of;
      case WEBLINKS -> Weblink::of;
      case TAKEDOWNS -> Takedown::of;
      case ATTESTATIONS -> Attestation::of;
      case INCIDENTS -> Incident::of;
      case REPLY_APPROVALS -> ReplyApproval::of;
      case PARTNERS -> Partner::of;
      case PRESS -> PressBody::of;
      case APPROVED_FOLLOWERS -> ApprovedFollower::of;
      case LOOKALIKE_REPORTS -> LookalikeReport::of;
    };
  }

  /** Whether the register is marked as not kept yet, and has no rows. */
  boolean isNotStarted() {
    return isNotStarted;
  }

  Register register() {
    return register;
  }

  List<Object> records() {
    return records;
  }

  /** The rows of the records, as a spreadsheet counts them. */
  List<Integer> rowNumbers() {
    return rowNumbers;
  }

  List<Problem> problems() {
    return problems;
  }

  List<InvalidCell> invalidCells() {
    return invalidCells;
  }

  List<String> notes() {
    return notes;
  }

  List<SecretScan.SecretCell> secrets() {
    return secrets;
  }

  List<UnclearReference> unclear() {
    return unclear;
  }

  /** How many parts of the cells of a column cannot be an account, by the column. */
  Map<String, Long> unusableAccounts() {
    return unusableAccounts;
  }

  Registers.Source source() {
    return new Registers.Source(
        from.path(),
        from.label(),
        from.exportedOn()
            .map(LondonTime::startOf)
            .filter(stated -> stated.isBefore(modified(from.path())))
            .orElseGet(() -> modified(from.path())),
        records.size());
  }

  private static Instant modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }
}
