package org.invigilator.policy.proposal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The words in which policies commonly ask for something ({@code wordings.yaml}), by the id of the
 * rule that checks it, by that of the yearly question, or by the class of a clause without either.
 */
final class Wordings {
  private static final Map<String, List<String>> ALL = load();

  private Wordings() {}

  static Map<String, List<String>> all() {
    return ALL;
  }

  /** The words that ask for one rule. */
  static String of(String rule) {
    return String.join(", ", ALL.getOrDefault(rule, List.of()));
  }

  private static Map<String, List<String>> load() {
    try (InputStream in = Wordings.class.getResourceAsStream("wordings.yaml")) {
      return new YAMLMapper()
          .readValue(in, new TypeReference<LinkedHashMap<String, List<String>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
