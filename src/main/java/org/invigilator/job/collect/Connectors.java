package org.invigilator.job.collect;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.connector.Connector;
import org.invigilator.connector.SharedSpend;
import org.invigilator.connector.archive.Archive;
import org.invigilator.connector.bluesky.BlueskyConnector;
import org.invigilator.connector.mastodon.MastodonConnector;
import org.invigilator.connector.meta.FacebookConnector;
import org.invigilator.connector.meta.InstagramConnector;
import org.invigilator.connector.meta.MetaTokens;
import org.invigilator.connector.x.XConnector;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.connector.youtube.YouTubeConnector;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.StateLocation;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.RunLock;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.policy.Spending;
import org.invigilator.register.Account;
import org.invigilator.register.Problem;

/** Opens the connectors of the live sources, each with its credentials, its budget and its lock. */
final class Connectors {
  private final AuditRequest request;
  private final TrustInput input;
  private final Clock clock;
  private final Map<String, String> environment;

  /**
   * @param environment where credentials are looked for, and nowhere else
   */
  Connectors(AuditRequest request, TrustInput input, Clock clock, Map<String, String> environment) {
    this.request = request;
    this.input = input;
    this.clock = clock;
    this.environment = environment;
  }

  /** What is wrong when a source needs credentials and there are none. */
  List<Problem> missingCredentials() {
    List<Problem> missing = new ArrayList<>();
    if (input.usesApi(LivePlatform.X) && XCredentials.of(environment).isEmpty()) {
      missing.add(
          missing("X", XCredentials.BEARER + ", or the four INVIGILATOR_X_ values of OAuth 1.0a"));
    }
    boolean usesMeta =
        input.usesApi(LivePlatform.FACEBOOK) || input.usesApi(LivePlatform.INSTAGRAM);
    if (usesMeta && MetaTokens.of(environment).isEmpty()) {
      missing.add(
          missing(
              "Facebook and Instagram",
              MetaTokens.TOKEN + ", or one for each account with its id at the end"));
    }
    if (input.usesApi(LivePlatform.YOUTUBE)
        && environment.getOrDefault(YouTubeConnector.KEY, "").isBlank()) {
      missing.add(missing("YouTube", YouTubeConnector.KEY));
    }
    return missing;
  }

  private static Problem missing(String platform, String what) {
    return new Problem(
        "environment",
        0,
        "",
        "There are no credentials for " + platform + ".",
        "Set " + what + "; src/docs/collecting.md shows how to get them.");
  }

  /** The address of Meta's interface, in the version of the settings. */
  private static String graph(Source source) {
    return source.url(FacebookConnector.URL) + source.versionOr(FacebookConnector.VERSION) + "/";
  }

  /** Opens the connector of a live source. */
  Connector open(String platform, Source source) {
    if (source.use() == Source.Use.ARCHIVE) {
      Set<String> accounts =
          input.registers().accounts().stream().map(Account::id).collect(Collectors.toSet());
      return Archive.of(platform, request.trust().resolve("archives"), source, accounts);
    }
    return switch (LivePlatform.of(platform).orElseThrow()) {
      case BLUESKY ->
          new BlueskyConnector(source.url(BlueskyConnector.URL), source.timeout(), clock);
      case X ->
          new XConnector(
              source.url(XConnector.URL),
              source.dialect(),
              XCredentials.of(environment).orElseThrow(),
              source.timeout());
      case FACEBOOK ->
          new FacebookConnector(
              graph(source), MetaTokens.of(environment).orElseThrow(), source.timeout(), clock);
      case INSTAGRAM ->
          new InstagramConnector(
              graph(source), MetaTokens.of(environment).orElseThrow(), source.timeout(), clock);
      case YOUTUBE ->
          new YouTubeConnector(
              source.url(YouTubeConnector.URL),
              environment.getOrDefault(YouTubeConnector.KEY, ""),
              source.timeout());
      case MASTODON -> new MastodonConnector(source.server().orElse(""), source.timeout(), clock);
      case THREADS, TIKTOK ->
          throw new IllegalStateException(platform + " is only read from archives");
    };
  }

  /** The limit of what a source may cost; empty where it charges nothing. */
  Optional<Spending> budget(String platform, Source source) {
    return source.isCharged(platform)
        ? Optional.ofNullable(input.settings().budget())
        : Optional.empty();
  }

  /** Two collectors of one app would spoil each other's limits, whatever trusts they are for. */
  RunLock lock(Connector connector, Source source) throws RunLock.Busy, RunLock.Unwritable {
    return RunLock.take(folder(connector, source), busy(connector));
  }

  private Path folder(Connector connector, Source source) {
    return Path.of(
        environment.getOrDefault("INVIGILATOR_LOCKS", System.getProperty("user.home")),
        ".invigilator",
        lockName(connector, source));
  }

  /** What the app has spent for this trust, whichever state folder its jobs have. */
  SharedSpend spent(Connector connector, Source source) {
    String trust = DigestUtils.sha256Hex(input.settings().name()).substring(0, 12);
    return new SharedSpend(folder(connector, source).resolve("spent-" + trust + ".json"));
  }

  /** The name of that lock. */
  String lockName(Connector connector, Source source) {
    return connector.platform()
        + "-"
        + DigestUtils.sha256Hex(app(connector, source)).substring(0, 12);
  }

  /** What to say when another run has it. */
  static String busy(Connector connector) {
    return "Another run is collecting with the same app of " + connector.source() + ".";
  }

  /** What identifies the app whose limits a collection uses. */
  private String app(Connector connector, Source source) {
    if (source.use() == Source.Use.API && connector.platform().equals(LivePlatform.X.id())) {
      return XCredentials.of(environment).orElseThrow().app();
    }
    boolean isMeta =
        connector.platform().equals(LivePlatform.FACEBOOK.id())
            || connector.platform().equals(LivePlatform.INSTAGRAM.id());
    if (source.use() == Source.Use.API && isMeta) {
      return MetaTokens.of(environment).orElseThrow().app();
    }
    return request.state() instanceof StateLocation.Folder folder
        ? folder.path().toAbsolutePath().toString()
        : request.state().toString();
  }
}
