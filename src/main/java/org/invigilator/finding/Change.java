package org.invigilator.finding;

/** What made a finding new, gone or graver. */
public enum Change {
  /** What an account shows, or what a register says. */
  WORLD,
  /** Only the policy, its version, the trust's settings, or which accounts are registered. */
  POLICY;

  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static Change of(String label) {
    return valueOf(label.toUpperCase(java.util.Locale.ROOT));
  }
}
