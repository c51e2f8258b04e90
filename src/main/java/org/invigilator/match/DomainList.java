package org.invigilator.match;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Hosts with a category; a link matches on its host or any parent of it, on a label boundary, never
 * on its path.
 */
public final class DomainList {
  private final Map<String, String> categories = new HashMap<>();

  /** Builds the list from lines {@code host} or {@code host;category}. */
  public DomainList(Collection<String> lines) {
    for (String line : lines) {
      String[] parts = line.split(";", 2);
      categories.put(
          parts[0]
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceFirst("^(https?://)?(www\\.)?", "")
              .replaceFirst("/.*$", ""),
          parts.length > 1 ? parts[1].strip() : "");
    }
  }

  /** One listed host and why it is listed. */
  public record Hit(String host, String category) {}

  /** The listed host that a link leads to, if any. */
  public Optional<Hit> find(String link) {
    String host = host(link);
    while (!host.isEmpty()) {
      String category = categories.get(host);
      if (category != null) {
        return Optional.of(new Hit(host, category));
      }
      int dot = host.indexOf('.');
      host = dot < 0 ? "" : host.substring(dot + 1);
    }
    return Optional.empty();
  }

  /** The host of a link in small letters, empty when it has none. */
  public static String host(String link) {
    try {
      String text = link.strip();
      String host = URI.create(text.contains("://") ? text : "https://" + text).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    } catch (IllegalArgumentException e) {
      // A link with characters that no URI may have: its host is what stands before the path.
      return link.replaceFirst("^[a-zA-Z]+://", "")
          .replaceFirst("[/?#].*$", "")
          .replaceFirst("^.*@", "")
          .replaceFirst(":\\d+$", "")
          .toLowerCase(Locale.ROOT);
    }
  }
}
