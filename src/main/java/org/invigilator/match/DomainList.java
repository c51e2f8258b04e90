package org.invigilator.match;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.register.Texts;
import org.invigilator.register.WrittenHost;

/**
 * Hosts with a category; a link matches on its host or any parent of it, on a label boundary, never
 * on its path.
 */
public final class DomainList {
  private static final Pattern PATH = Pattern.compile("[/?#]");

  private final Map<String, String> categories = new HashMap<>();

  /** No listed host is longer, so a host without end is not looked up at each of its dots. */
  private int longest;

  /** The categories that its hosts have, in small letters. */
  public Set<String> categories() {
    return categories.values().stream().map(Texts::lower).collect(Collectors.toSet());
  }

  /** Builds the list from lines {@code host} or {@code host;category}. */
  public DomainList(Collection<String> lines) {
    for (String line : lines) {
      String[] parts = line.split(";", 2);
      String host =
          WrittenHost.of(parts[0])
              .map(WrittenHost::host)
              .orElseThrow(() -> new IllegalArgumentException("No host: " + line));
      categories.put(host, parts.length > 1 ? parts[1].strip() : "");
      longest = Math.max(longest, host.length());
    }
  }

  /** One listed host and why it is listed. */
  public record Hit(String host, String category) {}

  /** The listed host that a link leads to, if any. */
  public Optional<Hit> find(String link) {
    String host = host(link);
    int from = 0;
    while (from < host.length()) {
      if (host.length() - from <= longest) {
        String parent = host.substring(from);
        String category = categories.get(parent);
        if (category != null) {
          return Optional.of(new Hit(parent, category));
        }
      }
      int dot = host.indexOf('.', from);
      from = dot < 0 ? host.length() : dot + 1;
    }
    return Optional.empty();
  }

  /** The host of a link in small letters, empty when it has none. */
  public static String host(String link) {
    int start = link.startsWith("https://") ? 8 : link.startsWith("http://") ? 7 : -1;
    int end = start < 0 ? -1 : plainHostEnd(link, start);
    return end < 0 ? parsedHost(link) : link.substring(start, end);
  }

  /**
   * Where a host of small letters and dots alone ends, before a path or at the end of the link; -1
   * for every other one.
   */
  private static int plainHostEnd(String link, int start) {
    int i = start;
    boolean isLabel = false;
    while (i < link.length()) {
      char c = link.charAt(i);
      if (c >= 'a' && c <= 'z') {
        isLabel = true;
      } else if (c == '.' && isLabel) {
        isLabel = false;
      } else {
        break;
      }
      i++;
    }
    return isLabel && (i == link.length() || link.charAt(i) == '/') ? i : -1;
  }

  private static String parsedHost(String link) {
    try {
      String text = link.strip();
      String host = URI.create(text.contains("://") ? text : "https://" + text).getHost();
      return host == null ? hostAsWritten(text) : Texts.lower(host).replaceFirst("\\.$", "");
    } catch (IllegalArgumentException e) {
      return hostAsWritten(link.strip());
    }
  }

  /**
   * The host of a link with characters that no URI may have, such as letters of other languages or
   * an underscore: what stands before the path.
   */
  private static String hostAsWritten(String link) {
    String rest = link.replaceFirst("^[a-zA-Z]+://", "");
    Matcher path = PATH.matcher(rest);
    return WrittenHost.ascii(
        (path.find() ? rest.substring(0, path.start()) : rest)
            .replaceFirst("^.*@", "")
            .replaceFirst(":\\d*$", "")
            .replaceFirst("\\.$", ""));
  }
}
