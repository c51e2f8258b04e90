package org.invigilator.register;

/** A press organisation's public account, never a person's. */
public record PressBody(String name, String userId, String handle) {

  static PressBody of(Row row) {
    return new PressBody(
        row.text("name"), row.text("user_id"), Platforms.handle(row.text("handle")));
  }
}
