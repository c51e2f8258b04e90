package org.invigilator.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Facts about social platforms: their names, hosts and minimum age. */
public final class Platforms {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}']+");

  private static final Pattern MESSENGER =
      Pattern.compile("(?i)\\b(?:facebook|meta|fb)\\s+messenger\\b");

  /** Words of the language in small letters, and names of platforms otherwise. */
  private static final Set<String> WORDS =
      Set.of("x", "signal", "threads", "meta", "snap", "messenger", "tweet", "wa", "discord");

  /**
   * One platform.
   *
   * @param aliases other names
   * @param hosts the hosts of its links
   * @param minAge the age its terms ask for
   * @param post the address of a post, with {@code {handle}} and {@code {post}} to be filled in
   */
  public record Facts(
      List<String> aliases, List<String> hosts, int minAge, @Nullable String post) {}

  /** An account that a link leads to. */
  public record Link(String platform, String handle, String userId) {}

  /** First parts of addresses that do not lead to an account, such as buttons and searches. */
  private static final Set<String> NO_ACCOUNTS =
      Set.of(
          "intent",
          "share",
          "share.php",
          "sharer",
          "sharer.php",
          "hashtag",
          "search",
          "home",
          "watch",
          "embed",
          "shorts",
          "playlist",
          "sharearticle",
          "plugins",
          "dialog",
          "login",
          "explore",
          "reel",
          "tr",
          "events",
          "privacy",
          "help",
          "settings");

  /** The links of this host lead to videos alone. */
  private static final String SHORT_OF_VIDEOS = "youtu.be";

  private static final Set<String> BEFORE_HANDLES =
      Set.of(
          "profile",
          "user",
          "c",
          "company",
          "in",
          "pages",
          "school",
          "showcase",
          "photos",
          "people",
          "groups",
          "pg",
          "public",
          "add");

  /** What people write after the name of a platform. */
  private static final Pattern KIND =
      Pattern.compile("\\s+(?:page|feed|account|channel|profile|group|business|handle)s?$");

  private static final int SHORTEST_LIKE = 6;
  private static final int MOST_SLIPS = 1;

  private static final Pattern ID = Pattern.compile(Texts.WORD_START + "id=(\\d+)");

  private static final Map<String, Facts> FACTS = load();
  private static final Map<String, String> NAMES = names();

  private Platforms() {}

  /** The standard name of a platform for any of its aliases; an unknown name in lower case. */
  public static String canonical(String typed) {
    String folded = Vocabulary.fold(typed);
    String name = NAMES.get(folded);
    if (name == null) {
      name = NAMES.get(Vocabulary.fold(KIND.matcher(Texts.lower(typed).strip()).replaceFirst("")));
    }
    return name == null ? Texts.lower(typed.strip()) : name;
  }

  /**
   * The known platform that an unknown name may be a slip for, as 'Twiter' is; empty where it is
   * like none.
   */
  public static Optional<String> like(String typed) {
    String solid = Texts.lower(typed).replaceAll("[^a-z0-9]", "");
    return NAMES.entrySet().stream()
        .filter(one -> one.getKey().length() >= SHORTEST_LIKE)
        .filter(
            one -> {
              String name = one.getKey().replaceAll("[^a-z0-9]", "");
              return LevenshteinDistance.getDefaultInstance().apply(solid, name) <= MOST_SLIPS;
            })
        .map(Map.Entry::getValue)
        .min(Comparator.naturalOrder());
  }

  /** The names of the platforms listed in platforms.yaml. */
  public static Set<String> known() {
    return FACTS.keySet();
  }

  /** The known platforms that a text names, each once, in its order. */
  public static List<String> namedIn(String text) {
    return WORD.matcher(MESSENGER.matcher(text).replaceAll("Messenger"))
        .results()
        .map(match -> match.group().replaceFirst("'s$", ""))
        .filter(word -> !WORDS.contains(word))
        .map(Platforms::canonical)
        .filter(Platforms::isKnown)
        .distinct()
        .toList();
  }

  /**
   * What a cell for a platform may mean: the platform itself, or where it is none that is known,
   * those that its words or its address name ("WhatsApp broadcast list").
   */
  public static Set<String> within(String platform) {
    if (isKnown(platform)) {
      return Set.of(platform);
    }
    Set<String> found = new LinkedHashSet<>();
    link(platform).map(Link::platform).ifPresent(found::add);
    Stream.of(Texts.lower(platform).split("[^\\p{L}\\p{N}']+"))
        .map(Platforms::canonical)
        .filter(Platforms::isKnown)
        .forEach(found::add);
    found.add(platform);
    return found;
  }

  /** Whether a platform is listed in platforms.yaml. */
  public static boolean isKnown(String canonical) {
    return FACTS.containsKey(canonical);
  }

  /** The minimum age in the platform's terms. */
  public static int minAge(String canonical, int otherwise) {
    Facts facts = FACTS.get(canonical);
    return facts == null ? otherwise : facts.minAge();
  }

  /** The address of a post, where the platform makes it from the handle and the post's id. */
  public static Optional<String> postUrl(String canonical, String handle, String post) {
    if (post.startsWith("https://") || post.startsWith("http://")) {
      return Optional.of(post);
    }
    // A post without an id of the platform's has no address that could be made.
    return post.contains("@")
        ? Optional.empty()
        : Optional.ofNullable(FACTS.get(canonical))
            .map(Facts::post)
            .map(address -> address.replace("{handle}", handle).replace("{post}", post));
  }

  /** The platform and account that a web address leads to, when it is one of a known platform. */
  public static Optional<Link> link(String url) {
    try {
      URI uri = URI.create(url.contains("://") ? url.strip() : "https://" + url.strip());
      String host = Texts.lower(Optional.ofNullable(uri.getHost()).orElse(""));
      Optional<String> platform =
          FACTS.entrySet().stream()
              .filter(e -> e.getValue().hosts().stream().anyMatch(h -> isUnder(host, h)))
              .map(Map.Entry::getKey)
              .findFirst();
      String[] parts =
          Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/+", "").split("/");
      if (platform.isEmpty()) {
        return Optional.empty();
      }
      if (parts.length > 2 && parts[0].equals("i") && parts[1].equals("user")) {
        return Optional.of(new Link(platform.get(), "", parts[2]));
      }
      if (NO_ACCOUNTS.contains(Texts.lower(parts[0])) || isUnder(host, SHORT_OF_VIDEOS)) {
        return Optional.of(new Link(platform.get(), "", ""));
      }
      if (parts.length > 1 && parts[0].equals("channel")) {
        return Optional.of(new Link(platform.get(), "", parts[1]));
      }
      if (parts[0].equals("profile.php")) {
        String query = Optional.ofNullable(uri.getQuery()).orElse("");
        Matcher id = ID.matcher(query);
        return Optional.of(new Link(platform.get(), "", id.find() ? id.group(1) : query));
      }
      if (parts.length > 1 && parts[0].equals("p")) {
        // A page of Facebook has its number at the end of its name; on Instagram it is a post.
        String[] words = parts[1].split("-");
        String number = words[words.length - 1];
        boolean isPageOfFacebook = words.length > 1 && number.matches("\\d{5,25}");
        return Optional.of(new Link(platform.get(), "", isPageOfFacebook ? number : ""));
      }
      int at = parts.length > 1 && BEFORE_HANDLES.contains(parts[0]) ? 1 : 0;
      boolean isPage = parts.length > 2 && (parts[0].equals("pages") || parts[0].equals("people"));
      if (isPage && parts[2].matches("\\d{5,}")) {
        return Optional.of(new Link(platform.get(), "", parts[2]));
      }
      return Optional.of(new Link(platform.get(), handle(parts[at]), ""));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A handle for comparisons, in lower case without @. */
  public static String handle(String typed) {
    String bare = typed.strip();
    return Texts.lower(bare.startsWith("@") ? bare.substring(1) : bare);
  }

  /** Whether a host is the given one or one of its subdomains. */
  public static boolean isUnder(String host, String parent) {
    return host.equals(parent) || host.endsWith("." + parent);
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    FACTS.forEach(
        (name, facts) -> {
          names.put(Vocabulary.fold(name), name);
          facts.aliases().forEach(alias -> names.put(Vocabulary.fold(alias), name));
          facts.hosts().forEach(host -> names.put(Vocabulary.fold(host), name));
        });
    return Map.copyOf(names);
  }

  private static Map<String, Facts> load() {
    try (InputStream in = Platforms.class.getResourceAsStream("platforms.yaml")) {
      return new YAMLMapper().readValue(in, new TypeReference<LinkedHashMap<String, Facts>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
