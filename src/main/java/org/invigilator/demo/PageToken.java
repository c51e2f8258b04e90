package org.invigilator.demo;

import java.util.Locale;

/** The tokens by which pages of the demo server are requested. */
final class PageToken {
  private PageToken() {}

  static String of(int offset) {
    return String.format(Locale.ROOT, "demotoken%09d", offset);
  }

  /** Where a page begins: 0 without a token, -1 when the token is unknown. */
  static int offset(String token) {
    if (token.isEmpty()) {
      return 0;
    }
    return token.matches("demotoken\\d{9}x*") ? Integer.parseInt(token.substring(9, 18)) : -1;
  }
}
