package org.invigilator.demo;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Access to the demo server: with its bearer token as X's console writes it, or signed with its
 * OAuth 1.0a values (RFC 5849, section 3.4). These credentials are valid nowhere else.
 */
public final class Access {
  /** With encoded characters like X's tokens, so that encoding it twice is noticed. */
  public static final String BEARER = "AAAAdemo%2Bbearer%2Ftoken%3D";

  /** The key of its YouTube, and the token of its Facebook and Instagram. */
  public static final String KEY = "demo-key";

  public static final String CONSUMER_KEY = "demo-consumer-key";
  public static final String CONSUMER_SECRET = "demo-consumer+secret/";
  public static final String ACCESS_TOKEN = "1-demo-access-token";
  public static final String ACCESS_SECRET = "demo-access+secret/";
  private static final Pattern FIELD = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private Access() {}

  /**
   * @param base scheme, host and port of the request
   */
  static boolean isGranted(String header, String base, URI uri) {
    if (header.startsWith("Bearer ")) {
      return header.equals("Bearer " + BEARER);
    }
    if (!header.startsWith("OAuth ")) {
      return false;
    }
    Map<String, String> fields = new TreeMap<>();
    Matcher matcher = FIELD.matcher(header);
    while (matcher.find()) {
      fields.put(matcher.group(1), decode(matcher.group(2)));
    }
    String signature = fields.getOrDefault("oauth_signature", "");
    fields.remove("oauth_signature");
    fields.remove("realm");
    boolean ours =
        CONSUMER_KEY.equals(fields.get("oauth_consumer_key"))
            && ACCESS_TOKEN.equals(fields.get("oauth_token"));
    Map<String, String> signed = new TreeMap<>();
    fields.forEach((name, value) -> signed.put(encode(name), encode(value)));
    query(uri).forEach((name, value) -> signed.put(encode(name), encode(value)));
    StringBuilder parameters = new StringBuilder();
    signed.forEach(
        (name, value) ->
            parameters
                .append(parameters.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
    String text = "GET&" + encode(base + uri.getRawPath()) + "&" + encode(parameters.toString());
    return ours && signature.equals(sign(text));
  }

  private static String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      String key = encode(CONSUMER_SECRET) + "&" + encode(ACCESS_SECRET);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA1", e);
    }
  }

  /** The parameters of a request, decoded. */
  static Map<String, String> query(URI uri) {
    Map<String, String> all = new TreeMap<>();
    String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : raw.split("&")) {
      int at = pair.indexOf('=');
      if (at > 0) {
        all.merge(
            decode(pair.substring(0, at)), decode(pair.substring(at + 1)), (a, b) -> a + "," + b);
      }
    }
    return all;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
