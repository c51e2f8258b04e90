package org.invigilator.register;

import java.util.Optional;

/** A press organisation's public account, never a person's. */
public record PressBody(String name, String userId, String handle) {

  static PressBody of(Row row) {
    Optional<WrittenHandle> written = WrittenHandle.of(row.text("handle"));
    return new PressBody(
        row.text("name"),
        row.text("user_id").isEmpty()
            ? written.map(WrittenHandle::userId).orElse("")
            : row.text("user_id"),
        Platforms.handle(written.map(WrittenHandle::handle).orElse(row.text("handle"))));
  }
}
