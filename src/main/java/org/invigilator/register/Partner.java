package org.invigilator.register;

import java.util.Locale;

/** An outside body that the trust has cleared for mention (matrix 3.21). */
public record Partner(String name, String domain, String userId) {

  static Partner of(Row row) {
    return new Partner(
        row.text("name"), row.text("domain").toLowerCase(Locale.ROOT), row.text("user_id"));
  }
}
