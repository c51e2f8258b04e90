package org.invigilator.privacy;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Erases a pupil from JSON texts. */
record JsonEraser(Traces traces) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A text without the pupil; null when it is the pupil's own account, or not JSON. */
  @Nullable String erase(@Nullable String text) {
    if (text == null) {
      return null;
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JacksonException e) {
      return traces.areIn(text) ? null : text;
    }
    if (traces.isAccount(tree)) {
      return null;
    }
    if (traces.erase(tree) == 0) {
      return text;
    }
    // What is left of a person whose whole name was the pupil's is a number and a handle.
    return tree.path("name").asString("").equals(Traces.ERASED)
        ? null
        : JSON.writeValueAsString(tree);
  }
}
