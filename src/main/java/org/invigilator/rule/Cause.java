package org.invigilator.rule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.function.UnaryOperator;
import org.invigilator.register.Register;

/** Why something was not judged, or not yet; the words for it are made where it is shown. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Cause.OfRegister.class, name = "register"),
  @JsonSubTypes.Type(value = Cause.OfCells.class, name = "cells"),
  @JsonSubTypes.Type(value = Cause.OfColumns.class, name = "columns"),
  @JsonSubTypes.Type(value = Cause.OfSetting.class, name = "setting"),
  @JsonSubTypes.Type(value = Cause.OfSource.class, name = "source"),
  @JsonSubTypes.Type(value = Cause.OfRule.class, name = "rule"),
  @JsonSubTypes.Type(value = Cause.BeforePolicy.class, name = "before_policy"),
  @JsonSubTypes.Type(value = Cause.Fault.class, name = "fault"),
  @JsonSubTypes.Type(value = Cause.Worded.class, name = "worded")
})
public sealed interface Cause {

  /** What stays the same while only days and counts move. */
  default String identity() {
    return toString();
  }

  /**
   * The same cause without what identifies pupils.
   *
   * @param safe takes what identifies pupils out of a text
   */
  default Cause safe(UnaryOperator<String> safe) {
    return this;
  }

  /** What is lacking of a register. */
  sealed interface Gap extends Cause {
    Register register();

    /** Whether the trust may keep it so, and no one is asked to fill it. */
    boolean isDecided();
  }

  /** What can be wrong with a register as a whole. */
  enum Lack {
    ABSENT,
    EMPTY,
    OLD,
    /** Rows of it name nothing that is known, so they may concern anyone. */
    UNCLEAR,
    /** It has lost many of its rows since a recent audit, as after an export that was cut off. */
    SHRUNK,
    /** The trust has decided not to keep it. */
    NOT_KEPT
  }

  /**
   * A register that is absent, empty, old, unclear or much smaller than it was.
   *
   * @param days its age, or the number of unclear or lost entries, where that is what is wrong
   */
  record OfRegister(Register register, Lack lack, long days) implements Gap {
    @Override
    public String identity() {
      return register + " " + lack;
    }

    @Override
    public boolean isDecided() {
      return lack == Lack.NOT_KEPT;
    }
  }

  /** What can be wrong with the cells of a column. */
  enum Cells {
    /** No row has anything in it. */
    NONE,
    /** Much fewer are filled than in a recent audit. */
    LOST,
    /** What some of them contain cannot be what the column is for. */
    UNUSABLE
  }

  /**
   * A column of a register in which something is missing.
   *
   * @param count how many cells are lost or cannot be used
   */
  record OfCells(Register register, String column, Cells what, long count) implements Gap {
    @Override
    public String identity() {
      return register + " " + column + " " + what;
    }

    @Override
    public boolean isDecided() {
      return what == Cells.NONE;
    }
  }

  /**
   * What a register should say of an account, where the file that lists the account has no column
   * for it.
   *
   * @param columns the columns of the register, of which one would do
   */
  record OfColumns(Register register, List<String> columns) implements Cause {}

  /**
   * What the pack of a policy does not set, so that a rule has nothing to compare with.
   *
   * @param parameters those of the rule of which one would do
   */
  record OfSetting(String rule, List<String> parameters) implements Cause {}

  /** What can be wrong with what was read of an account. */
  enum Trouble {
    NOT_READ,
    UNREADABLE,
    UNSUPPORTED,
    PARTIAL,
    DAMAGED,
    /** Fields that this version does not know, so that it cannot say what they show. */
    UNKNOWN_FIELDS,
    /** The saved copy is older than it may be. */
    OLD,
    /** The saved copy was made after the audit date. */
    LATER
  }

  /**
   * A part of what an account shows that was not read, or not whole, or not lately.
   *
   * @param detail what the source or the saved copy said of it, or empty
   * @param hours between the saved copy and the audit date, where that is what is wrong
   */
  record OfSource(Input.OfAccount input, Trouble trouble, String detail, long hours)
      implements Cause {
    @Override
    public String identity() {
      return input + " " + trouble;
    }

    @Override
    public Cause safe(UnaryOperator<String> safe) {
      return new OfSource(input, trouble, safe.apply(detail), hours);
    }
  }

  /**
   * What a rule itself said, in a sentence of the catalogue.
   *
   * @param limit whether no platform gives to anyone what the rule needs
   */
  record OfRule(String rule, Evidence why, boolean limit) implements Cause {
    @Override
    public String identity() {
      return rule + " " + why.identity();
    }

    @Override
    public Cause safe(UnaryOperator<String> safe) {
      return new OfRule(rule, why.safe(safe), limit);
    }
  }

  /** It happened before the policy was in force. */
  record BeforePolicy(String pack) implements Cause {}

  /** The program failed on this account. */
  record Fault() implements Cause {}

  /** A reason in the words of the program version that recorded it. */
  record Worded(String words) implements Cause {
    @Override
    public Cause safe(UnaryOperator<String> safe) {
      return new Worded(safe.apply(words));
    }
  }
}
