package org.invigilator.register.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.register.Vocabulary;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The roles and kinds of people that job titles show (titles.yaml). */
final class JobTitles {
  private static final Map<String, Map<String, List<String>>> TITLES = load();

  private JobTitles() {}

  /** The roles that a title shows; a deputy or an assistant has none of them. */
  static List<String> roles(String title) {
    return parts(title).flatMap(part -> find("roles", part).stream()).distinct().toList();
  }

  /** The kind of person that a title shows; staff where it shows no other. */
  static String kind(String title) {
    return parts(title).flatMap(part -> find("kinds", part).stream()).findFirst().orElse("staff");
  }

  /** One person may have several posts: "Headteacher and DSL", "ICT Manager / Data Manager". */
  private static Stream<String> parts(String title) {
    return Stream.concat(
            Stream.of(title),
            Stream.of(title.split("\\s*[/;,&+|]\\s*|\\s+and\\s+|\\s+[-–]\\s+|[()]")))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .distinct();
  }

  private static Optional<String> find(String kind, String title) {
    String folded = Vocabulary.fold(title);
    return TITLES.getOrDefault(kind, Map.of()).entrySet().stream()
        .filter(e -> e.getValue().stream().map(Vocabulary::fold).anyMatch(folded::equals))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Map<String, Map<String, List<String>>> load() {
    try (InputStream in = JobTitles.class.getResourceAsStream("titles.yaml")) {
      return new YAMLMapper()
          .readValue(in, new TypeReference<LinkedHashMap<String, Map<String, List<String>>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
