package org.invigilator.report.document;

import java.util.List;

/** A number of a list as letters or in Roman figures. */
final class ListNumber {
  private static final List<String> ONES =
      List.of("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix");
  private static final List<String> TENS = List.of("", "x", "xx", "xxx", "xl");

  private ListNumber() {}

  /** a to z, then aa to zz as Word and LibreOffice count on. */
  static String letter(int number) {
    String letter = String.valueOf((char) ('a' + (number - 1) % 26));
    return letter.repeat((number - 1) / 26 + 1);
  }

  /** i to xlix; figures from 50. */
  static String roman(int number) {
    return number < 50 ? TENS.get(number / 10) + ONES.get(number % 10) : Integer.toString(number);
  }
}
