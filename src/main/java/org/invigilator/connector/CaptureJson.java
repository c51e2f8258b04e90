package org.invigilator.connector;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.invigilator.connector.CursorStore.Done;
import org.invigilator.connector.CursorStore.Identity;
import org.invigilator.connector.CursorStore.Trouble;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code capture.json} (contract, section 2): how much of an account came and why not all;
 * beyond the contract, from where, how many items lie there, and when they were last read in full.
 */
final class CaptureJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CaptureJson() {}

  static String of(
      Connector connector,
      Identity identity,
      Map<Part, Trouble> outcomes,
      Map<Part, Done> readings) {
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
      json.put(
          "alt_text",
          connector.capabilities().contains(Capability.ALT_TEXT) ? "complete" : "unsupported");
    }
    readings.forEach((part, done) -> read.put(word(part), read(done)));
    json.put("read", read);
    json.put("reasons", reasons);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static Map<String, Object> read(Done done) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("items", done.items());
    one.put("ended", done.night().toString());
    done.swept().ifPresent(day -> one.put("in_full", day.toString()));
    return one;
  }

  /**
   * A protected account that shows everything to us is simply there; so is, under its handle, one
   * that was taken over.
   */
  private static ProfileState state(Identity identity, Map<Part, Trouble> outcomes) {
    boolean shows =
        identity.state() == ProfileState.PROTECTED
            && outcomes.values().stream().noneMatch(o -> o.extent() == Extent.UNREADABLE);
    return shows || identity.isTaken() ? ProfileState.FOUND : identity.state();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
