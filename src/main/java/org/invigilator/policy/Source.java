package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Platforms;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Where what an account shows comes from, for one platform: one word, or a word with its settings.
 *
 * @param use snapshot (what somebody put into the folder), api, or archive (the platform's export)
 * @param baseUrl another server than the platform's own; plain http only on this machine
 * @param fields the names X gives to its fields, {@code tweet} before August 2026 or {@code post}
 * @param sweepDays after how many days followers and posts are read in full again; 0 for never
 * @param postDays how far back the first night, and every full sweep, reads posts
 * @param overlapMinutes how far before the last look new posts are looked for again
 * @param knownInARow how many followers in a row must be known before a list counts as read
 * @param timeoutSeconds how long one answer may take
 * @param maxWaitMinutes how long a run may wait for rate limits, all waits together
 */
public record Source(
    @JsonProperty(required = true) Use use,
    @JsonProperty("base_url") @Nullable String baseUrl,
    @Nullable Fields fields,
    @JsonProperty("sweep_days") @Nullable Integer sweepDays,
    @JsonProperty("post_days") @Nullable Integer postDays,
    @JsonProperty("overlap_minutes") @Nullable Integer overlapMinutes,
    @JsonProperty("known_in_a_row") @Nullable Integer knownInARow,
    @JsonProperty("max_wait_minutes") @Nullable Integer maxWaitMinutes,
    @JsonProperty("timeout_seconds") @Nullable Integer timeoutSeconds) {

  /** The kinds of source. */
  public enum Use {
    @JsonProperty("snapshot")
    SNAPSHOT,
    @JsonProperty("api")
    API,
    @JsonProperty("archive")
    ARCHIVE
  }

  /** The two dialects of X's field names. */
  public enum Fields {
    @JsonProperty("tweet")
    TWEET,
    @JsonProperty("post")
    POST
  }

  /** A source that is one word. */
  public static Source of(Use use) {
    return new Source(use, null, null, null, null, null, null, null, null);
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  public Source {}

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Source of(String word) {
    return Stream.of(Use.values())
        .filter(use -> word(use).equals(word))
        .findFirst()
        .map(Source::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A source is snapshot, api or archive, not '" + word + "'"));
  }

  /** Whether the program fetches it itself, over the network or from an export. */
  public boolean isLive() {
    return use != Use.SNAPSHOT;
  }

  /** The dialect; that of before August 2026 is understood still and costs no expansions. */
  public Fields dialect() {
    return fields == null ? Fields.TWEET : fields;
  }

  public int sweepEveryDays() {
    return sweepDays == null ? 28 : sweepDays;
  }

  /** How far back posts are read; an archive, which costs nothing, is read whole. */
  public int postsBackDays() {
    return postDays != null ? postDays : use == Use.ARCHIVE ? 36_500 : 30;
  }

  public int overlap() {
    return overlapMinutes == null ? 60 : overlapMinutes;
  }

  public int knownRun() {
    return knownInARow == null ? 2 : knownInARow;
  }

  public int waitMinutes() {
    return maxWaitMinutes == null ? 60 : maxWaitMinutes;
  }

  /** How long one answer may take. */
  public int timeout() {
    return timeoutSeconds == null ? 30 : timeoutSeconds;
  }

  /** The server to ask, with a slash at its end; another one where the settings name one. */
  public String url(String otherwise) {
    String url = baseUrl == null ? otherwise : baseUrl.strip();
    return url.endsWith("/") ? url : url + "/";
  }

  private static final Map<String, Set<Use>> OFFERED =
      Map.of(
          "twitter", Set.of(Use.SNAPSHOT, Use.API, Use.ARCHIVE),
          "bluesky", Set.of(Use.SNAPSHOT, Use.API));

  /** Sources by the one name of their platform, whatever alias was written. */
  static Map<String, Source> canonical(@Nullable Map<String, Source> written) {
    Map<String, Source> sources = new TreeMap<>();
    if (written != null) {
      written.forEach((platform, source) -> sources.put(Platforms.canonical(platform), source));
    }
    return sources;
  }

  /** The sources of the trust, with those of a job in place of them where it has its own. */
  public static Map<String, Source> over(
      Map<String, Source> trust, @Nullable Map<String, Source> job) {
    Map<String, Source> all = new TreeMap<>(trust);
    all.putAll(canonical(job));
    return all;
  }

  /**
   * Checks sources as written.
   *
   * @param file where they are written
   * @throws InvalidInput naming every one that cannot be used
   */
  public static void check(@Nullable Map<String, Source> written, String file) {
    if (written == null) {
      return;
    }
    List<Problem> problems =
        written.entrySet().stream()
            .flatMap(
                e ->
                    complaint(e.getKey(), e.getValue()).stream()
                        .map(
                            c ->
                                new Problem(
                                    file, 0, "sources." + e.getKey(), c.says(), c.remedy())))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private record Complaint(String says, String remedy) {}

  private static Optional<Complaint> complaint(String platform, Source source) {
    Set<Use> offered = OFFERED.getOrDefault(Platforms.canonical(platform), Set.of(Use.SNAPSHOT));
    if (!offered.contains(source.use)) {
      return Optional.of(
          new Complaint(
              "Nothing can be collected from '" + platform + "' by " + word(source.use) + ".",
              "Use "
                  + String.join(" or ", offered.stream().map(Source::word).sorted().toList())
                  + "."));
    }
    if (source.baseUrl != null && !isAllowed(source.baseUrl)) {
      return Optional.of(
          new Complaint(
              "base_url must be an https address; plain http is taken for this machine only.",
              "Write https://..., or leave the key out to ask the platform itself."));
    }
    if (source.knownRun() < 1
        || source.overlap() < 0
        || source.sweepEveryDays() < 0
        || source.postsBackDays() < 1
        || source.waitMinutes() < 0
        || source.timeout() < 1) {
      return Optional.of(
          new Complaint("A number is too small.", "Days and counts begin at 1, waits at 0."));
    }
    return Optional.empty();
  }

  private static String word(Use use) {
    return use.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether a server may be asked: over https, or on this machine. */
  public static boolean isAllowed(String url) {
    try {
      URI uri = URI.create(url.strip());
      String host = Optional.ofNullable(uri.getHost()).orElse("");
      boolean here = Set.of("127.0.0.1", "localhost", "[::1]", "::1").contains(host);
      boolean clean = uri.getUserInfo() == null && uri.getQuery() == null && !host.isEmpty();
      return clean && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
