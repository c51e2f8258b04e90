package org.invigilator.connector;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code capture.json}: how much of an account was read and why not all of it, from which
 * source, how many items the files have, and when they were last read in full.
 */
final class CaptureJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CaptureJson() {}

  static String of(
      Connector connector,
      AccountIdentity identity,
      Map<Part, PartOutcome> outcomes,
      Map<Part, CompletedReading> readings) {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, String> reasons = new TreeMap<>();
    Map<String, Object> read = new TreeMap<>();
    json.put("captured_at", identity.lookedAt().toString());
    json.put("source", connector.source());
    json.put("profile", word(state(identity, outcomes)));
    if (!identity.reason().isEmpty()) {
      reasons.put("profile", identity.reason());
    }
    outcomes.forEach(
        (part, outcome) -> {
          if (outcome.extent() != Extent.NOT_CAPTURED) {
            json.put(word(part), word(outcome.extent()));
          }
          if (!outcome.reason().isEmpty()) {
            reasons.put(word(part), outcome.reason());
          }
        });
    if (json.containsKey("posts")) {
      json.put("fields", connector.fields().stream().map(Capture.Field::word).toList());
    }
    readings.forEach((part, reading) -> read.put(word(part), read(reading)));
    json.put("read", read);
    json.put("reasons", reasons);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static Map<String, Object> read(CompletedReading reading) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("items", reading.items());
    json.put("ended", reading.runDate().toString());
    reading.swept().ifPresent(day -> json.put("in_full", day.toString()));
    return json;
  }

  /**
   * A protected account that shows us everything counts as found; so does a handle that now belongs
   * to someone else.
   */
  private static ProfileState state(AccountIdentity identity, Map<Part, PartOutcome> outcomes) {
    boolean open =
        identity.state() == ProfileState.PROTECTED
            && outcomes.values().stream().noneMatch(o -> o.extent() == Extent.UNREADABLE);
    return open || identity.isTakenOver() ? ProfileState.FOUND : identity.state();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
