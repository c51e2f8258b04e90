package org.invigilator.input;

/**
 * How much an input may become once it is read. Compressed or abbreviated input is far smaller on
 * disk than in memory, so the size of a file proves nothing.
 */
public final class InputLimits {
  /** The largest file that is opened. */
  public static final long FILE = 200L << 20;

  /** The files that people write by hand: settings, policies, lists. */
  public static final long TEXT_FILE = 4L << 20;

  /** What a sheet can have at most, in every spreadsheet program. */
  public static final int ROWS = 1_048_576;

  public static final int COLUMNS = 16_384;

  /** The characters of one cell; spreadsheet programs stop at 32,767 or 50,000. */
  public static final int CELL = 100_000;

  /** The characters of a formula. */
  public static final int FORMULA = 8_192;

  /** The exponent of a number; a spreadsheet's own numbers end at 308. */
  public static final int EXPONENT = 400;

  /** The characters of a number. */
  public static final int NUMBER = 400;

  /** The bytes of one entry in a list of JSON objects. */
  public static final int ENTRY = 1 << 20;

  /** The bytes of one line of a saved copy. */
  public static final int LINE = 8 << 20;

  /** The bytes and the lines of a saved copy, unpacked. */
  public static final long SAVED_COPY = 2L << 30;

  public static final long SAVED_LINES = 5_000_000;

  private InputLimits() {}

  /** Whether a number has more digits, or a larger exponent, than any real one. */
  public static boolean isImplausible(String number) {
    if (number.length() > NUMBER) {
      return true;
    }
    int e = Math.max(number.lastIndexOf('e'), number.lastIndexOf('E'));
    if (e < 0) {
      return false;
    }
    String exponent = number.substring(e + 1).replaceFirst("^[+-]?0*", "");
    return exponent.chars().allMatch(c -> c >= '0' && c <= '9')
        && (exponent.length() > 4 || !exponent.isEmpty() && Integer.parseInt(exponent) > EXPONENT);
  }
}
