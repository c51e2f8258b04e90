package org.invigilator.register.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Vocabulary;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The roles and kinds of people that job titles show (titles.yaml). */
final class JobTitles {
  private static final Map<String, Map<String, List<String>>> TITLES = load();

  /** What takes a role away that the same part of a title names. */
  private static final Pattern NOT_HOLDERS =
      Pattern.compile(
          "(?i)\\b(?:deputy|assistant|asst|vice|pa to|secretary|(?<!chair of )governor)\\b");

  /** What takes away every role that a post names, wherever it stands. */
  private static final Pattern NOT_NOW =
      Pattern.compile("(?i)\\b(?:former|formerly|ex|until|retired|trainee|designate)\\b");

  private JobTitles() {}

  /** The roles that a title shows; a deputy, or someone who had the role, has none of them. */
  static List<String> roles(String title) {
    return posts(title).flatMap(JobTitles::held).distinct().toList();
  }

  private static Stream<String> held(String post) {
    boolean isTakenAway =
        NOT_NOW.matcher(post).find()
            || parts(post).anyMatch(part -> NOT_HOLDERS.matcher(part).matches());
    return isTakenAway
        ? Stream.empty()
        : Stream.concat(Stream.of(post), parts(post))
            .filter(form -> !NOT_HOLDERS.matcher(form).find())
            .flatMap(form -> find("roles", form).stream());
  }

  /** The kind of person that a title shows; staff where it shows no other. */
  static String kind(String title) {
    return posts(title)
        .flatMap(post -> Stream.concat(Stream.of(post), parts(post)))
        .flatMap(form -> find("kinds", form).stream())
        .findFirst()
        .orElse("staff");
  }

  /** One person may have several posts: "Headteacher and DSL", "ICT Manager / Data Manager". */
  private static Stream<String> posts(String title) {
    boolean isOne = find("roles", title).isPresent() || find("kinds", title).isPresent();
    return isOne
        ? Stream.of(title)
        : Stream.of(title.split("\\s*[/;,&+|]\\s*|\\s+and\\s+")).map(String::strip);
  }

  /** A post may name a second one in brackets or after a dash: "Assistant Headteacher (DSL)". */
  private static Stream<String> parts(String post) {
    return Stream.of(post.split("\\s*[()]\\s*|\\s+[-–—]\\s+")).filter(part -> !part.isBlank());
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
