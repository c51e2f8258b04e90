package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A clause of a policy in our own words, and how it is checked.
 *
 * @param text the words of the document itself, where the trust's own pack quotes them
 * @param place where they are in it, such as a page or a paragraph; empty when it is not given
 */
public record Clause(
    String number,
    String section,
    String paraphrase,
    String text,
    String place,
    List<String> binds,
    Reading reading,
    List<Reading> also,
    String remark,
    List<RuleUse> rules,
    List<Question> attestations) {

  /**
   * What it says: in short, and in the words of the document with their place where it has them.
   */
  public String inWords() {
    if (text.isBlank()) {
      return paraphrase;
    }
    String shown = paraphrase.replaceFirst("\\s*…$", "");
    // An item of a list is quoted with the words of the document that lead to it.
    int colon = shown.indexOf(": ");
    String lead = colon < 0 ? "" : shown.substring(0, colon + ": ".length());
    boolean isLed = text.startsWith(shown.substring(lead.length()));
    String before = text.startsWith(shown) ? "“" : isLed ? "“" + lead : paraphrase + "\n“";
    return before + text + "”" + (place.isBlank() ? "" : " (" + place + ")");
  }

  @JsonCreator
  static Clause of(
      @JsonProperty(value = "clause", required = true) String number,
      @JsonProperty("section") @Nullable String section,
      @JsonProperty(value = "paraphrase", required = true) String paraphrase,
      @JsonProperty("text") @Nullable String text,
      @JsonProperty("place") @Nullable String place,
      @JsonProperty("binds") @Nullable List<String> binds,
      @JsonProperty(value = "class", required = true) Reading reading,
      @JsonProperty("also") @Nullable List<Reading> also,
      @JsonProperty("why") @Nullable String why,
      @JsonProperty("how") @Nullable String how,
      @JsonProperty("note") @Nullable String note,
      @JsonProperty("rules") @Nullable List<RuleUse> rules,
      @JsonProperty("attestations") @Nullable List<Question> attestations) {
    String remark =
        java.util.stream.Stream.of(why, how, note)
            .filter(java.util.Objects::nonNull)
            .collect(java.util.stream.Collectors.joining(" "));
    return new Clause(
        number,
        section == null ? "" : section,
        paraphrase,
        text == null ? "" : text,
        place == null ? "" : place,
        binds == null ? List.of() : List.copyOf(binds),
        reading,
        also == null ? List.of() : List.copyOf(also),
        remark,
        rules == null ? List.of() : List.copyOf(rules),
        attestations == null ? List.of() : List.copyOf(attestations));
  }

  /** How compliance with a clause is decided. */
  public enum Reading {
    AUTOMATED,
    ASSISTED,
    ATTESTED,
    NOT_APPLICABLE;

    @JsonCreator
    static Reading of(String text) {
      for (Reading reading : values()) {
        if (reading.toString().equals(text.strip().toLowerCase(Locale.ROOT))) {
          return reading;
        }
      }
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not recognised as a class; use automated, assisted, attested or not-applicable");
    }

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A rule that checks a clause, with its severity and parameters under this policy. */
  public record RuleUse(
      String id, Optional<Severity> severity, Optional<Mode> mode, Map<String, Object> parameters) {
    @JsonCreator
    static RuleUse of(
        @JsonProperty(value = "id", required = true) String id,
        @JsonProperty("severity") @Nullable Severity severity,
        @JsonProperty("mode") @Nullable Mode mode,
        @JsonProperty("parameters") @Nullable Map<String, Object> parameters) {
      return new RuleUse(
          id,
          Optional.ofNullable(severity),
          Optional.ofNullable(mode),
          parameters == null ? Map.of() : parameters);
    }
  }

  /** A yearly question about a clause, and the role that answers it. */
  public record Question(
      @JsonProperty(value = "id", required = true) String id,
      @JsonProperty(value = "role", required = true) String role) {}
}
