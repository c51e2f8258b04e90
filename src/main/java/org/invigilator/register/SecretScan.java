package org.invigilator.register;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds logins that somebody typed into a register; it knows only where they are, never what they
 * are.
 */
public final class SecretScan {
  /** Whole words of a header that mark a column of logins. */
  public static final Set<String> COLUMN_TOKENS =
      Set.of("password", "passwords", "passwd", "passcode", "pwd");

  /** How a cell begins that holds a login. */
  public static final List<String> CELL_PREFIXES =
      List.of("password:", "pwd:", "passwd:", "passcode:");

  private SecretScan() {}

  /**
   * Whether a header names a column of logins; words inside other words (Bypass, Passport) do not
   * count.
   */
  public static boolean isSecretHeader(String header) {
    for (String token : Texts.lower(header).split("[^\\p{L}]+")) {
      if (COLUMN_TOKENS.contains(token)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a cell begins with a login label. */
  public static boolean isSecretCell(@Nullable String cell) {
    if (cell == null || cell.length() < 4) {
      return false;
    }
    char first = cell.charAt(0);
    if (first != 'p' && first != 'P' && first != ' ') {
      return false;
    }
    String text = Texts.lower(cell.strip());
    int colon = text.indexOf(':');
    String label = colon < 0 ? "" : text.substring(0, colon).stripTrailing() + ':';
    return CELL_PREFIXES.stream().anyMatch(label::startsWith);
  }

  /**
   * A cell that holds a login, by address only.
   *
   * @param file the file, with the sheet when it is a workbook
   * @param cell the address as a spreadsheet writes it, such as C14
   */
  public record SecretCell(String file, String cell) {}

  /**
   * The address of a cell as a spreadsheet writes it, from its column (from 0) and row (from 1).
   */
  static String address(int column, int row) {
    StringBuilder letters = new StringBuilder();
    for (int c = column; c >= 0; c = c / 26 - 1) {
      letters.insert(0, (char) ('A' + c % 26));
    }
    return letters.append(row).toString();
  }
}
