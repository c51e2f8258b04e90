package org.invigilator.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.connector.bluesky.BlueskyConnector;
import org.invigilator.connector.meta.FacebookConnector;
import org.invigilator.connector.meta.MetaTokens;
import org.invigilator.connector.x.XConnector;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.connector.youtube.YouTubeConnector;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.StateLocation;
import org.invigilator.job.TrustInput;
import org.invigilator.job.delivery.MailSpool;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Privacy;
import org.invigilator.policy.Source;
import org.invigilator.privacy.dpia.EffectiveSettings;
import org.invigilator.privacy.dpia.SavedCopies;
import org.invigilator.privacy.dpia.Storage;

/** The settings of an audit as they are now, gathered for the data protection pack. */
record AuditedSettings(AuditRequest request, TrustInput input, Map<String, String> environment) {
  private static final Pattern SSL_MODE = Pattern.compile("[?&]sslmode=([a-z-]+)");

  EffectiveSettings forPack(Optional<String> schedule) {
    return new EffectiveSettings(
        input.settings(),
        input.requirements(),
        input.index(),
        origins(),
        request.deliver(),
        schedule,
        new Storage(
            shown(request.trust()), shown(input.snapshots()), shown(request.out()), findings()),
        SavedCopies.count(input.snapshots(), input.registers().accounts()),
        secrets());
  }

  private Map<String, EffectiveSettings.Origin> origins() {
    Map<String, EffectiveSettings.Origin> origins = new TreeMap<>();
    input
        .sources()
        .forEach(
            (platform, source) ->
                origins.put(
                    platform,
                    new EffectiveSettings.Origin(source.use(), server(platform, source))));
    return origins;
  }

  private static String server(String platform, Source source) {
    return source.use() != Source.Use.API
        ? ""
        : LivePlatform.of(platform)
            .map(
                live ->
                    source.url(
                        switch (live) {
                          case X -> XConnector.URL;
                          case BLUESKY -> BlueskyConnector.URL;
                          case FACEBOOK, INSTAGRAM -> FacebookConnector.URL;
                          case YOUTUBE -> YouTubeConnector.URL;
                          case MASTODON -> "https://the server of each handle";
                          case THREADS, TIKTOK -> "";
                        }))
            .orElse("");
  }

  private Storage.Findings findings() {
    if (request.state() instanceof StateLocation.Server server) {
      return server(server.url());
    }
    StateLocation.Folder folder = (StateLocation.Folder) request.state();
    return new Storage.File(
        shown(folder.path()),
        StateStore.isThere(folder),
        StateStore.isEncrypted(folder),
        isSet(Database.KEY));
  }

  /** The server of an address, without what else the address says. */
  static Storage.Server server(String url) {
    URI address = URI.create(url.substring("jdbc:".length()));
    Matcher ssl = SSL_MODE.matcher(url);
    return new Storage.Server(
        Optional.ofNullable(address.getRawAuthority()).orElse("this machine"),
        Optional.ofNullable(address.getPath())
            .orElseGet(address::getSchemeSpecificPart)
            .replaceFirst("^/", ""),
        ssl.find() ? ssl.group(1) : "");
  }

  private List<EffectiveSettings.Secret> secrets() {
    List<EffectiveSettings.Secret> secrets = new ArrayList<>();
    add(secrets, XCredentials.BEARER, "access to X");
    add(secrets, XCredentials.CONSUMER_KEY, "access to X (OAuth 1.0a)");
    add(secrets, XCredentials.CONSUMER_SECRET, "access to X (OAuth 1.0a)");
    add(secrets, XCredentials.ACCESS_TOKEN, "access to X (OAuth 1.0a)");
    add(secrets, XCredentials.ACCESS_SECRET, "access to X (OAuth 1.0a)");
    add(secrets, MetaTokens.TOKEN, "access to Facebook and Instagram");
    add(secrets, YouTubeConnector.KEY, "access to YouTube");
    add(secrets, Privacy.NAMES_PASSWORD, "the workbook with pupils' names");
    add(secrets, MailSpool.PASSWORD, "the mail server");
    add(secrets, MailSpool.TEAMS_WEBHOOK, "a channel of Teams");
    add(secrets, MailSpool.SLACK_WEBHOOK, "a channel of Slack");
    add(secrets, Database.KEY, "encryption of the findings database");
    add(secrets, Database.USER, "the database server");
    add(secrets, Database.PASSWORD, "the database server");
    return secrets;
  }

  private void add(List<EffectiveSettings.Secret> secrets, String variable, String purpose) {
    secrets.add(new EffectiveSettings.Secret(variable, purpose, isSet(variable)));
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }

  private static String shown(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
