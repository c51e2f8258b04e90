package org.invigilator.register;

/** An outside body that the trust has cleared for mention. */
public record Partner(String name, String domain, String userId) {

  static Partner of(Row row) {
    return new Partner(row.text("name"), Texts.lower(row.text("domain")), row.text("user_id"));
  }
}
