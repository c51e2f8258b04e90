package org.invigilator.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The yearly questions that packs may ask, by their id. */
public final class Questions {
  /** One question; its scope is {@code account}, {@code academy} or {@code trust}. */
  public record Text(String scope, String question) {}

  private static final Map<String, Text> ALL = load();

  private Questions() {}

  /** The ids of all questions. */
  public static java.util.Set<String> ids() {
    return ALL.keySet();
  }

  public static Optional<Text> of(String id) {
    return Optional.ofNullable(ALL.get(id));
  }

  private static Map<String, Text> load() {
    try (InputStream in = Questions.class.getResourceAsStream("attestations.yaml")) {
      return new YAMLMapper().readValue(in, new TypeReference<LinkedHashMap<String, Text>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
