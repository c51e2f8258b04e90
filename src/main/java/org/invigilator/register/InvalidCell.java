package org.invigilator.register;

/**
 * A cell that cannot be read and is treated as blank because that cannot hide a breach. It becomes
 * a finding and does not stop the audit.
 *
 * @param key the id of its row, such as the account id
 */
public record InvalidCell(
    Register register, String file, int row, String column, String key, String found) {

  /** The cell as a problem, with how an audit treats it. */
  public Problem problem() {
    return new Problem(
        file,
        row,
        column,
        found,
        register == Register.ACCOUNTS
            ? "An audit treats the cell as blank and reports a finding."
            : "An audit leaves out the row and reports a finding.");
  }
}
