package org.invigilator.connector;

import java.time.Instant;
import java.util.Optional;

/** A call brought no usable reply: what that means for the call, the account, or the whole run. */
public final class ApiFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Kind {
    /** Nothing more can be read in this run: credentials, money, or a cap. */
    STOP,
    /** This part of this account cannot be read in this run. */
    UNREADABLE,
    /** The request was refused: of several accounts in it, one may be at fault. */
    REJECTED,
    /** The reply is not in the expected form. */
    UNKNOWN,
    /** The same call may be made again after a while. */
    WAIT,
    /** The same call may be made again. */
    RETRY,
    /** The cursor is no longer valid: the list must be read from its start. */
    EXPIRED
  }

  private final Kind kind;
  private final boolean mayPass;
  private final boolean charged;
  private final transient Optional<Instant> until;

  private ApiFailure(Kind kind, String reason, boolean charged, Optional<Instant> until) {
    this(kind, reason, charged, until, kind != Kind.UNREADABLE);
  }

  private ApiFailure(
      Kind kind, String reason, boolean charged, Optional<Instant> until, boolean mayPass) {
    super(reason, null, false, false);
    this.kind = kind;
    this.charged = charged;
    this.until = until;
    this.mayPass = mayPass;
  }

  public static ApiFailure stop(String reason) {
    return new ApiFailure(Kind.STOP, reason, false, Optional.empty());
  }

  public static ApiFailure unreadable(String reason) {
    return new ApiFailure(Kind.UNREADABLE, reason, false, Optional.empty());
  }

  /** Not shown now, after every attempt; the next run may have it. */
  static ApiFailure unreadableNow(String reason) {
    return new ApiFailure(Kind.UNREADABLE, reason, false, Optional.empty(), true);
  }

  /** Whether the next run may have what this one was not shown. */
  boolean mayPass() {
    return mayPass;
  }

  /**
   * @param charged whether rows may have been sent, and so charged for
   */
  public static ApiFailure unknown(String reason, boolean charged) {
    return new ApiFailure(Kind.UNKNOWN, reason, charged, Optional.empty());
  }

  public static ApiFailure rejected(String reason) {
    return new ApiFailure(Kind.REJECTED, reason, false, Optional.empty());
  }

  public static ApiFailure expired(String reason) {
    return new ApiFailure(Kind.EXPIRED, reason, false, Optional.empty());
  }

  /**
   * @param until when the source will reply again, as far as it says
   */
  public static ApiFailure wait(String reason, Optional<Instant> until) {
    return new ApiFailure(Kind.WAIT, reason, false, until);
  }

  /**
   * @param charged whether rows may have been sent, and so charged for
   */
  public static ApiFailure retry(String reason, boolean charged) {
    return new ApiFailure(Kind.RETRY, reason, charged, Optional.empty());
  }

  public Kind kind() {
    return kind;
  }

  /** What happened, for a reader; never a body, a token or a handle. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  boolean mayBeCharged() {
    return charged;
  }

  Optional<Instant> until() {
    return until;
  }
}
