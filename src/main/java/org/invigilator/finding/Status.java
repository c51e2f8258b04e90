package org.invigilator.finding;

import java.util.Locale;

/** What an audit says of a finding, beside what the audits before had said. */
public enum Status {
  NEW,
  OPEN,
  /** It had gone and is back, under its old number. */
  REOPENED,
  /** It was looked for and is gone. */
  RESOLVED,
  WAIVED,
  DISMISSED,
  /** Nobody could look, so nobody knows. */
  NOT_RECHECKED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is there, as far as is known, let pass or not. */
  public boolean isLive() {
    return this != RESOLVED;
  }

  /** Whether somebody has still to do something about it: it is there, and nobody let it pass. */
  public boolean isOpen() {
    return this == NEW || this == OPEN || this == REOPENED || this == NOT_RECHECKED;
  }

  /** Whether a person let it pass, for a time or for good. */
  public boolean isSuppressed() {
    return this == WAIVED || this == DISMISSED;
  }
}
