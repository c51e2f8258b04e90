package org.invigilator.register;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds passwords that were typed into a register; it keeps only their positions. */
public final class SecretScan {
  /** Words of a header that mark a column of passwords. */
  public static final Set<String> COLUMN_TOKENS =
      Set.of("password", "passwords", "passwd", "passcode", "pwd");

  /** The beginnings of a cell that contains a password. */
  public static final List<String> CELL_PREFIXES =
      List.of("password:", "pwd:", "passwd:", "passcode:");

  /** A password behind its label anywhere in a cell: it has a figure or a sign in it. */
  private static final Pattern LABELLED =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\p{N}])(?:password|passwd|passcode|pwd|pword|pw|p/w|pass)\\s{0,5}(?:[:=]|\\bis\\b)\\s{0,5}(?=\\S{0,40}[\\p{N}!$%^&*#?])(?!https?:)\\S{5}");

  private static final Pattern LOGIN =
      Pattern.compile(
          "(?i)\\b(?:log[ -]?(?:in|on)|sign[ -]?in|access)s?\\b.{0,40}\\b(?:details?|info(?:rmation)?|credentials?)\\b|\\bcredentials?\\b|\\blog[ -]?ins?$");

  private static final Pattern STRONG =
      Pattern.compile(
          "(?=.*\\p{L})(?=.*\\p{N})(?!.*(?:@|\\.\\p{L}{2}))(?=.*[^\\p{L}\\p{N}._-]).{6,40}");

  private SecretScan() {}

  /**
   * Whether a header names a column of passwords; parts of words (Bypass, Passport) do not count.
   */
  public static boolean isSecretHeader(String header) {
    for (String token : Texts.lower(header).split("[^\\p{L}]+")) {
      if (COLUMN_TOKENS.contains(token)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a cell has a password behind its label, such as password: or pw: . */
  public static boolean isSecretCell(@Nullable String cell) {
    return beginsWithLabel(cell)
        || (cell != null
            && (cell.indexOf(':') >= 0 || cell.indexOf('=') >= 0 || cell.contains(" is "))
            && LABELLED.matcher(cell).find());
  }

  /** Whether a header such as Login details names a column that may have passwords in it. */
  public static boolean isLoginHeader(String header) {
    return LOGIN.matcher(header).find();
  }

  /** Whether a cell has a word that looks like a password, and no address or name of an account. */
  public static boolean looksLikePassword(String cell) {
    return Stream.of(cell.split("[\\s,;|/]+")).anyMatch(part -> STRONG.matcher(part).matches());
  }

  private static boolean beginsWithLabel(@Nullable String cell) {
    if (cell == null || cell.length() < 4) {
      return false;
    }
    char first = cell.charAt(0);
    if (first != 'p' && first != 'P' && first != ' ') {
      return false;
    }
    int colon = cell.indexOf(':');
    if (colon < 0) {
      return false;
    }
    String label = Texts.lower(cell.substring(0, colon).strip()) + ':';
    return CELL_PREFIXES.stream().anyMatch(label::startsWith);
  }

  /**
   * The position of a cell that contains a password.
   *
   * @param file the file, with the sheet when it is a workbook
   * @param cell the address in the spreadsheet, such as C14
   */
  public record SecretCell(String file, String cell) {

    /** The cell as a problem for its keeper. */
    public Problem problem() {
      return new Problem(
          file,
          0,
          cell,
          "This cell seems to contain a password. We did not read this file and did not keep the value.",
          "Delete it, change that password, and lodge the login with central IT.");
    }
  }

  /** The address of a cell in the spreadsheet, from its column (from 0) and row (from 1). */
  public static String address(int column, int row) {
    StringBuilder letters = new StringBuilder();
    for (int c = column; c >= 0; c = c / 26 - 1) {
      letters.insert(0, (char) ('A' + c % 26));
    }
    return letters.append(row).toString();
  }
}
