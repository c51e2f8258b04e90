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

  /** Whether it stands, as far as is known. */
  public boolean isLive() {
    return this != RESOLVED;
  }
}
