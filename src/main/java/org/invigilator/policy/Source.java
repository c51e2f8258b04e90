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
 * The source of the data of one platform: one word, or a word with settings.
 *
 * @param use snapshot (files that someone puts into the folder), api, or archive (the platform's
 *     export)
 * @param baseUrl a server to use instead of the platform's; plain http only on this machine
 * @param fields the field names of X: {@code tweet} as before August 2026, or {@code post}
 * @param sweepDays after how many days followers and posts are read in full again; 0 for never
 * @param postDays how far back the first run and every full read go, in days
 * @param overlapMinutes how far before the previous run new posts are searched for
 * @param knownInARow how many known followers in a row end the reading of a list
 * @param maxRunMinutes how long a run may collect from this source in total
 * @param timeoutSeconds how long one reply may take
 * @param covers what the downloads of an archive cover; not known where it is not given
 * @param version of the platform's programming interface, where its addresses have one
 * @param maxWaitMinutes how long a run may wait for rate limits in total
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
    @JsonProperty("max_run_minutes") @Nullable Integer maxRunMinutes,
    @JsonProperty("timeout_seconds") @Nullable Integer timeoutSeconds,
    @Nullable Covers covers,
    @Nullable String version) {

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

  /** What a person chose when they asked a platform for a download. */
  public enum Covers {
    @JsonProperty("all")
    ALL,
    @JsonProperty("range")
    RANGE
  }

  /** A source that is one word. */
  public static Source of(Use use) {
    return new Source(use, null, null, null, null, null, null, null, null, null, null, null);
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
                    "'" + word + "' is not recognised as a source; use snapshot, api or archive"));
  }

  /** Whether the program fetches it itself, over the network or from an export. */
  public boolean isLive() {
    return use != Use.SNAPSHOT;
  }

  /** Whether the platform charges for what it returns from this source. */
  public boolean isCharged(String platform) {
    return use == Use.API && LivePlatform.of(platform).map(LivePlatform::charges).orElse(false);
  }

  /** The field names; those from before August 2026 still work and need no expansions. */
  public Fields dialect() {
    return fields == null ? Fields.TWEET : fields;
  }

  public int sweepEveryDays() {
    return sweepDays == null ? 28 : sweepDays;
  }

  /** How far back posts are read; an archive costs nothing and is read completely. */
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

  /** How long a run may collect, in minutes; what is left is read by the next one. */
  public int runMinutes() {
    return maxRunMinutes == null ? 480 : maxRunMinutes;
  }

  /** How long one reply may take, in seconds. */
  public int timeout() {
    return timeoutSeconds == null ? 30 : timeoutSeconds;
  }

  /** Whether a person said that the downloads are of all time. */
  public boolean coversAllTime() {
    return covers == Covers.ALL;
  }

  /** The address of the server, ending with a slash. */
  public String url(String otherwise) {
    String url = baseUrl == null ? otherwise : baseUrl.strip();
    return url.endsWith("/") ? url : url + "/";
  }

  /** The server to use instead of the platform's, ending with a slash. */
  public Optional<String> server() {
    return Optional.ofNullable(baseUrl).map(this::url);
  }

  /** The version of the platform's programming interface. */
  public String versionOr(String otherwise) {
    return version == null ? otherwise : version;
  }

  /** Sources by the standard name of their platform. */
  static Map<String, Source> canonical(@Nullable Map<String, Source> written) {
    Map<String, Source> sources = new TreeMap<>();
    if (written != null) {
      written.forEach((platform, source) -> sources.put(Platforms.canonical(platform), source));
    }
    return sources;
  }

  /** The sources of the trust, replaced by those of a job where it has its own. */
  public static Map<String, Source> over(
      Map<String, Source> trust, @Nullable Map<String, Source> job) {
    Map<String, Source> all = new TreeMap<>(trust);
    all.putAll(canonical(job));
    return all;
  }

  /**
   * Checks sources as written.
   *
   * @param file the file that contains them
   * @throws InvalidInput with every source that cannot be used
   */
  public static void check(@Nullable Map<String, Source> written, String file) {
    if (written == null) {
      return;
    }
    List<Problem> problems =
        written.entrySet().stream()
            .flatMap(
                e ->
                    problem(e.getKey(), e.getValue()).stream()
                        .map(
                            c ->
                                new Problem(
                                    file, 0, "sources." + e.getKey(), c.found(), c.remedy())))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private record SourceProblem(String found, String remedy) {}

  private static Optional<SourceProblem> problem(String platform, Source source) {
    Set<Use> offered =
        LivePlatform.of(Platforms.canonical(platform))
            .map(LivePlatform::uses)
            .orElse(Set.of(Use.SNAPSHOT));
    if (!offered.contains(source.use)) {
      return Optional.of(
          new SourceProblem(
              "The source '" + word(source.use) + "' is not available for '" + platform + "'.",
              "Use "
                  + String.join(" or ", offered.stream().map(Source::word).sorted().toList())
                  + "."));
    }
    if (source.baseUrl != null && !isAllowed(source.baseUrl)) {
      return Optional.of(
          new SourceProblem(
              "base_url must be an https address; http is allowed for this machine only.",
              "Write https://…, or delete the line to use the platform's own server."));
    }
    if (source.version != null && !source.version.matches("v\\d{1,3}\\.\\d{1,2}")) {
      return Optional.of(
          new SourceProblem("version is not like v26.0.", "Write the version of the interface."));
    }
    if (source.knownRun() < 1
        || source.overlap() < 0
        || source.sweepEveryDays() < 0
        || source.postsBackDays() < 1
        || source.waitMinutes() < 0
        || source.runMinutes() < 1
        || source.timeout() < 1) {
      return Optional.of(
          new SourceProblem(
              "A number is too small.",
              "timeout_seconds, max_run_minutes, post_days and known_in_a_row start at 1, the others at 0."));
    }
    return Optional.empty();
  }

  private static String word(Use use) {
    return use.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether a server may be used: over https, or on this machine. */
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
