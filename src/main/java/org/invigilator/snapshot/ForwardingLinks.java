package org.invigilator.snapshot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.register.Platforms;
import org.invigilator.register.Texts;

/**
 * Links to a page that only forwards to the address in its query, as Facebook, Google and mail
 * filters make of each link; rules are about where a reader arrives.
 */
final class ForwardingLinks {
  /** The hosts of such pages, each with the beginning of its path. */
  private static final Map<String, String> PAGES =
      Map.ofEntries(
          Map.entry("l.facebook.com", "/l.php"),
          Map.entry("lm.facebook.com", "/l.php"),
          Map.entry("l.messenger.com", "/l.php"),
          Map.entry("l.instagram.com", "/"),
          Map.entry("l.threads.com", "/"),
          Map.entry("l.threads.net", "/"),
          Map.entry("google.com", "/url"),
          Map.entry("google.co.uk", "/url"),
          Map.entry("youtube.com", "/redirect"),
          Map.entry("linkedin.com", "/redir/redirect"),
          Map.entry("tiktok.com", "/link/v2"),
          Map.entry("out.reddit.com", "/"),
          Map.entry("slack-redir.net", "/link"),
          Map.entry("safelinks.protection.outlook.com", "/"),
          Map.entry("urldefense.proofpoint.com", "/"));

  private static final Pattern PARTS =
      Pattern.compile("(?i)https?://(?:www\\.)?([\\p{L}\\p{N}.-]+)(/[^?#]*)?\\?([^#]*)");

  private static final Pattern TARGET =
      Pattern.compile("(?:^|&)(?:u|url|q|target)=(https?(?:%3A|:)[^&]*)", Pattern.CASE_INSENSITIVE);

  /** One such link may be in another. */
  private static final int MOST = 3;

  private ForwardingLinks() {}

  /** The same links, with the address that is forwarded to in place of each such link. */
  static List<String> resolved(List<String> links) {
    for (String link : links) {
      // Another address in it is rare, and the only case to look at.
      if (link.indexOf('?') > 0 && Texts.lower(link).indexOf("http", 1) > 0) {
        return links.stream().map(ForwardingLinks::target).toList();
      }
    }
    return links;
  }

  private static String target(String link) {
    String at = link;
    for (int i = 0; i < MOST; i++) {
      Optional<String> next = next(at);
      if (next.isEmpty()) {
        return at;
      }
      at = next.get();
    }
    return at;
  }

  private static Optional<String> next(String link) {
    Matcher parts = PARTS.matcher(link);
    if (!parts.lookingAt() || !isForwarding(Texts.lower(parts.group(1)), parts.group(2))) {
      return Optional.empty();
    }
    Matcher target = TARGET.matcher(parts.group(3));
    if (!target.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(URLDecoder.decode(target.group(1), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      // A stray percent sign: the link stays as it is.
      return Optional.empty();
    }
  }

  private static boolean isForwarding(String host, String path) {
    return PAGES.entrySet().stream()
        .anyMatch(
            page ->
                Platforms.isUnder(host, page.getKey())
                    && (path == null ? "/" : path).startsWith(page.getValue()));
  }
}
