package org.invigilator.connector.x;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The credentials for X, from the environment and from nowhere else: a bearer token, or the four
 * values of OAuth 1.0a. They are never printed.
 */
public final class XCredentials {
  public static final String BEARER = "INVIGILATOR_X_BEARER_TOKEN";
  public static final String CONSUMER_KEY = "INVIGILATOR_X_CONSUMER_KEY";
  public static final String CONSUMER_SECRET = "INVIGILATOR_X_CONSUMER_SECRET";
  public static final String ACCESS_TOKEN = "INVIGILATOR_X_ACCESS_TOKEN";
  public static final String ACCESS_SECRET = "INVIGILATOR_X_ACCESS_SECRET";

  private final Properties properties = new Properties();
  private final String app;

  private XCredentials(String app) {
    this.app = app;
  }

  /** The credentials in an environment; the bearer token if there are both kinds. */
  public static Optional<XCredentials> of(Map<String, String> environment) {
    String bearer = environment.getOrDefault(BEARER, "").strip();
    if (!bearer.isEmpty()) {
      XCredentials credentials = new XCredentials(bearer);
      // X's console shows the token encoded, and the transport would encode it again.
      credentials.properties.setProperty("enableApplicationOnlyAuth", "true");
      credentials.properties.setProperty("oauth.consumerKey", "unused");
      credentials.properties.setProperty("oauth.consumerSecret", "unused");
      credentials.properties.setProperty("oauth2.tokenType", "bearer");
      credentials.properties.setProperty("oauth2.accessToken", decoded(bearer));
      return Optional.of(credentials);
    }
    String[][] needed = {
      {CONSUMER_KEY, "oauth.consumerKey"},
      {CONSUMER_SECRET, "oauth.consumerSecret"},
      {ACCESS_TOKEN, "oauth.accessToken"},
      {ACCESS_SECRET, "oauth.accessTokenSecret"}
    };
    XCredentials credentials = new XCredentials(environment.getOrDefault(CONSUMER_KEY, ""));
    for (String[] one : needed) {
      String value = environment.getOrDefault(one[0], "").strip();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      credentials.properties.setProperty(one[1], value);
    }
    return Optional.of(credentials);
  }

  /** A token that was cut off within an escape stays as it is: X then rejects it, and says so. */
  private static String decoded(String bearer) {
    try {
      return URLDecoder.decode(bearer.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return bearer;
    }
  }

  /** Identifies the developer app, so that only one run at a time collects with it. */
  public String app() {
    return app;
  }

  Properties properties() {
    Properties copy = new Properties();
    copy.putAll(properties);
    return copy;
  }

  @Override
  public String toString() {
    return "credentials for X";
  }
}
