package org.invigilator.register;

/**
 * A cell that cannot be read, in a place where reading on as if it were blank can hide nothing: it
 * is told as a finding and does not stop the audit.
 *
 * @param key the id of the row it stands in, such as the account
 */
public record InvalidCell(
    Register register, String file, int row, String column, String key, String found) {

  /** The slip as a problem, with what an audit makes of it. */
  public Problem problem() {
    return new Problem(
        file,
        row,
        column,
        found,
        register == Register.ACCOUNTS
            ? "An audit takes the cell as blank and makes a finding of it."
            : "An audit leaves the row out and makes a finding of it.");
  }
}
