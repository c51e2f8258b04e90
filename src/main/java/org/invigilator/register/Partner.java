package org.invigilator.register;

/** An outside body that the trust has cleared for mention. */
public record Partner(String name, String domain, String userId) {

  static Partner of(Row row) {
    return new Partner(
        row.text("name"), row.hosts("domain").stream().findFirst().orElse(""), row.text("user_id"));
  }
}
