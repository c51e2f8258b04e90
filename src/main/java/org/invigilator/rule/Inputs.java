package org.invigilator.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterPart;
import org.invigilator.register.Registers;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.PartState;
import org.invigilator.snapshot.Capture.ProfileState;
import org.invigilator.snapshot.Profile;

/**
 * Which inputs of the rules could be read, and why not where they could not. It is long because
 * every way in which an input may be lacking is named here.
 *
 * @param ofAccount whether what one account shows is among them, and not only the registers
 */
public record Inputs(Map<Input, State> states, boolean ofAccount) {
  /** A saved copy counts for the audit date if it was made up to a day after it began. */
  private static final int DAY = 24;

  /**
   * The state of one input.
   *
   * @param cause what is wrong with it; empty when it is whole
   */
  public record State(Level level, Optional<Cause> cause) {
    private static State of(Level level, Cause cause) {
      return new State(level, Optional.of(cause));
    }
  }

  /** How much of an input there is. */
  public enum Level {
    WHOLE,
    /**
     * Read, but not all of it or not lately: what was found counts, what was not proves nothing.
     */
    PART,
    MISSING
  }

  /** A trust has pupils and people; a register without any was not filled. */
  private static final Set<Register> NEVER_EMPTY = Set.of(Register.PUPILS, Register.PEOPLE);

  /** Registers in which an unclear row concerns itself alone, and is reported by a rule. */
  private static final Set<Register> JUDGED_BY_ROW =
      Set.of(Register.ACCOUNTS, Register.PEOPLE, Register.ATTESTATIONS, Register.MEDIA_LOG);

  /** What something attached to a post may contain. */
  private static final Set<Input.OfAccount> ATTACHED =
      Set.of(
          Input.OfAccount.TEXT,
          Input.OfAccount.MEDIA,
          Input.OfAccount.ALT_TEXT,
          Input.OfAccount.REPOSTS);

  static final State WHOLE = new State(Level.WHOLE, Optional.empty());

  /**
   * The registers, as far as the audit date is concerned.
   *
   * @param shrunk how many rows or filled cells each part has lost that is much less than it was
   */
  public static Inputs ofRegisters(
      Registers registers,
      Set<Register> notKept,
      Map<RegisterPart, Long> shrunk,
      Instant now,
      int maxAgeDays) {
    Map<Input, State> states = new LinkedHashMap<>();
    for (Register register : Register.values()) {
      states.put(
          new Input.Register(register),
          state(register, registers, notKept, shrunk, now, maxAgeDays));
    }
    for (Input.Column column : Input.Column.values()) {
      states.put(column, state(column, registers, shrunk));
    }
    return new Inputs(states, false);
  }

  private static State state(
      Register register,
      Registers registers,
      Set<Register> notKept,
      Map<RegisterPart, Long> shrunk,
      Instant now,
      int maxAgeDays) {
    Registers.Source source = registers.present().get(register);
    if (source == null) {
      return State.of(
          Level.MISSING,
          new Cause.OfRegister(
              register, notKept.contains(register) ? Cause.Lack.NOT_KEPT : Cause.Lack.ABSENT, 0));
    }
    if (source.rows() == 0 && NEVER_EMPTY.contains(register)) {
      return State.of(Level.MISSING, new Cause.OfRegister(register, Cause.Lack.EMPTY, 0));
    }
    Optional<Cause> lost = lost(register, shrunk);
    if (lost.isPresent()) {
      return new State(Level.PART, lost);
    }
    long days = Duration.between(source.loadedAt(), now).toDays();
    if (register.isLiving() && days > maxAgeDays) {
      return State.of(Level.PART, new Cause.OfRegister(register, Cause.Lack.OLD, days));
    }
    long unclear =
        JUDGED_BY_ROW.contains(register)
            ? 0
            : registers.unclear().stream()
                .filter(one -> one.register() == register && one.weakens())
                .count();
    return unclear > 0
        ? State.of(Level.PART, new Cause.OfRegister(register, Cause.Lack.UNCLEAR, unclear))
        : WHOLE;
  }

  /** What a register has lost of its rows, or else of the cells that all its rules go by. */
  private static Optional<Cause> lost(Register register, Map<RegisterPart, Long> shrunk) {
    Long rows = shrunk.get(new RegisterPart(register, Optional.empty()));
    return rows != null
        ? Optional.of(new Cause.OfRegister(register, Cause.Lack.SHRUNK, rows))
        : shrunk.keySet().stream()
            .filter(part -> part.register() == register)
            .filter(part -> Stream.of(Input.Column.values()).noneMatch(c -> c.part().equals(part)))
            .flatMap(part -> cells(part, Cause.Cells.LOST, shrunk.getOrDefault(part, 0L)).stream())
            .min(Comparator.comparing(Cause::identity));
  }

  private static State state(
      Input.Column column, Registers registers, Map<RegisterPart, Long> shrunk) {
    RegisterPart part = column.part();
    return cells(part, Cause.Cells.LOST, shrunk.getOrDefault(part, 0L))
        .or(
            () ->
                cells(
                    part,
                    Cause.Cells.UNUSABLE,
                    registers.unusableAccounts().getOrDefault(part, 0L)))
        .or(
            () ->
                column == Input.Column.KNOWN_HANDLES
                        && !registers.pupils().isEmpty()
                        && registers.pupils().stream().allMatch(p -> p.handles().isEmpty())
                    ? cells(part, Cause.Cells.NONE, registers.pupils().size())
                    : Optional.empty())
        .map(cause -> State.of(Level.PART, cause))
        .orElse(WHOLE);
  }

  private static Optional<Cause> cells(RegisterPart part, Cause.Cells what, long count) {
    return count == 0
        ? Optional.empty()
        : part.column().map(column -> new Cause.OfCells(part.register(), column, what, count));
  }

  /** These inputs and what the saved copy of one account shows. */
  Inputs with(Capture capture, Optional<Profile> profile, Instant now, int maxAgeHours) {
    Map<Input, State> all = new LinkedHashMap<>(states);
    all.put(Input.OfAccount.CAPTURES, WHOLE);
    if (capture.isNothing()) {
      String detail = capture.part(Part.POSTS).reason();
      for (Input.OfAccount input : Input.OfAccount.values()) {
        if (input != Input.OfAccount.CAPTURES) {
          all.put(input, missing(input, Cause.Trouble.NOT_READ, detail));
        }
      }
      return new Inputs(all, true);
    }
    Optional<Age> age = capture.capturedAt().flatMap(at -> age(at, now, maxAgeHours));
    all.put(Input.OfAccount.PROFILE, profile(capture, profile, age));
    for (Part part : Part.values()) {
      Input.OfAccount input = Input.OfAccount.of(part);
      all.put(input, part(input, capture.part(part), age));
    }
    for (Input.OfAccount input : Input.OfAccount.values()) {
      input.field().ifPresent(field -> all.put(input, field(input, field, capture)));
    }
    return new Inputs(all, true);
  }

  /** What is seen of a field that the source is not said to show counts; what is not, does not. */
  private static State field(Input.OfAccount input, Capture.Field field, Capture capture) {
    boolean isNoMatter =
        input != Input.OfAccount.PERMALINKS && !capture.part(Part.POSTS).canBeRead();
    return isNoMatter || capture.shows(field)
        ? WHOLE
        : State.of(Level.PART, new Cause.OfSource(input, Cause.Trouble.UNSUPPORTED, "", 0));
  }

  /** How far a saved copy is from the audit date, where it is too far to prove anything. */
  private record Age(Cause.Trouble trouble, long hours) {}

  private static Optional<Age> age(Instant at, Instant now, int maxAgeHours) {
    long hours = Duration.between(at, now).toHours();
    if (hours >= -DAY - maxAgeHours && hours <= maxAgeHours) {
      return Optional.empty();
    }
    return Optional.of(
        new Age(hours > 0 ? Cause.Trouble.OLD : Cause.Trouble.LATER, Math.abs(hours)));
  }

  private static State profile(Capture capture, Optional<Profile> profile, Optional<Age> age) {
    boolean hasProfile = profile.isPresent();
    if (capture.profile() == Capture.ProfileState.FOUND
        && profile.map(shown -> !shown.isShown()).orElse(false)) {
      return missing(
          Input.OfAccount.PROFILE,
          Cause.Trouble.UNSUPPORTED,
          "it shows neither a name nor a description");
    }
    ProfileState state = capture.profile();
    Input.OfAccount input = Input.OfAccount.PROFILE;
    if (state == ProfileState.UNREADABLE) {
      return missing(input, Cause.Trouble.UNREADABLE, capture.profileReason());
    }
    if (state == ProfileState.NOT_CAPTURED) {
      return missing(input, Cause.Trouble.NOT_READ, "");
    }
    if (state == ProfileState.FOUND && !hasProfile) {
      return missing(input, Cause.Trouble.UNREADABLE, "its file is missing or cannot be read");
    }
    return aged(input, age);
  }

  private static State part(Input.OfAccount input, PartState part, Optional<Age> age) {
    if (!part.canBeRead()) {
      return missing(
          input,
          switch (part.extent()) {
            case UNREADABLE -> Cause.Trouble.UNREADABLE;
            case UNSUPPORTED -> Cause.Trouble.UNSUPPORTED;
            default -> Cause.Trouble.NOT_READ;
          },
          part.reason());
    }
    return part.extent() == Extent.PARTIAL
        ? State.of(Level.PART, new Cause.OfSource(input, Cause.Trouble.PARTIAL, part.reason(), 0))
        : aged(input, age);
  }

  private static State aged(Input.OfAccount input, Optional<Age> age) {
    return age.map(a -> State.of(Level.PART, new Cause.OfSource(input, a.trouble(), "", a.hours())))
        .orElse(WHOLE);
  }

  private static State missing(Input.OfAccount input, Cause.Trouble trouble, String detail) {
    return State.of(Level.MISSING, new Cause.OfSource(input, trouble, detail, 0));
  }

  /** The same inputs where nothing is known of who runs the account. */
  Inputs withoutRoles() {
    Map<Input, State> all = new LinkedHashMap<>(states);
    all.put(
        new Input.Register(Register.ACCOUNT_ROLES),
        notKept(Register.ACCOUNT_ROLES, List.of("person_id")));
    return new Inputs(all, ofAccount);
  }

  /** The state of columns that the file of an account does not have. */
  static State notKept(Register register, List<String> columns) {
    return State.of(Level.MISSING, new Cause.OfColumns(register, columns));
  }

  /** The state of parameters that no policy has set. */
  static State notSet(Requirement requirement) {
    return State.of(
        Level.MISSING, new Cause.OfSetting(requirement.rule(), requirement.info().settings()));
  }

  /** The same inputs with one of them found damaged while it was read. */
  Inputs damaged(Input.OfAccount input, String detail) {
    Map<Input, State> all = new LinkedHashMap<>(states);
    all.put(
        input, State.of(Level.PART, new Cause.OfSource(input, Cause.Trouble.DAMAGED, detail, 0)));
    return new Inputs(all, ofAccount);
  }

  /** The same inputs where something is attached to posts of which nothing is known. */
  Inputs withUnknownAttachments() {
    Map<Input, State> all = new LinkedHashMap<>(states);
    for (Input.OfAccount input : ATTACHED) {
      all.put(
          input,
          State.of(
              Level.PART,
              new Cause.OfSource(input, Cause.Trouble.UNKNOWN_FIELDS, "of what is attached", 0)));
    }
    return new Inputs(all, ofAccount);
  }

  /** Whether a rule claims that something is missing from what was not read whole. */
  boolean isUnprovenClaim(RuleInfo info) {
    return info.byAbsence().stream()
        .filter(this::isMine)
        .flatMap(input -> state(input).cause().stream())
        .anyMatch(Inputs::mayHideWhatIsMissing);
  }

  private static boolean mayHideWhatIsMissing(Cause cause) {
    return cause instanceof Cause.OfSource of
        ? of.trouble() == Cause.Trouble.DAMAGED || of.trouble() == Cause.Trouble.PARTIAL
        : (cause instanceof Cause.OfCells cells && cells.what() != Cause.Cells.NONE)
            || (cause instanceof Cause.OfRegister register && register.lack() == Cause.Lack.SHRUNK);
  }

  /** Whether there is nothing of an input. */
  public boolean isMissing(Input input) {
    return state(input).level() == Level.MISSING;
  }

  /** Whether all that is wrong with a register is that some of its rows name no one on record. */
  public boolean isUnclear(Input input) {
    return state(input)
        .cause()
        .map(cause -> cause instanceof Cause.OfRegister of && of.lack() == Cause.Lack.UNCLEAR)
        .orElse(false);
  }

  /** Whether all of an input is there, and lately read. */
  public boolean isWhole(Input input) {
    return state(input).level() == Level.WHOLE;
  }

  State state(Input input) {
    State state = states.get(input);
    if (state == null) {
      throw new IllegalStateException("No one has read the input " + input.label());
    }
    return state;
  }

  /** Where the trust as a whole is judged, what accounts show is judged with each account. */
  private boolean isMine(Input input) {
    return ofAccount || !(input instanceof Input.OfAccount);
  }

  /** The inputs a rule cannot do without and that are missing. */
  List<State> missing(RuleInfo info) {
    return info.needs().stream()
        .filter(need -> !need.optional() && isMine(need.input()))
        .map(need -> state(need.input()))
        .filter(s -> s.level() == Level.MISSING)
        .toList();
  }

  /** The inputs of a rule of which not all is there, so that finding nothing proves nothing. */
  List<State> lacking(RuleInfo info) {
    return Stream.concat(
            info.needs().stream()
                .map(Input.Need::input)
                .filter(this::isMine)
                .map(this::state)
                .filter(s -> s.level() != Level.WHOLE),
            info.byAbsence().stream()
                .filter(input -> !(input instanceof Input.OfAccount))
                .map(this::state)
                .filter(s -> s.cause().map(Inputs::mayHideWhatIsMissing).orElse(false)))
        .distinct()
        .toList();
  }
}
