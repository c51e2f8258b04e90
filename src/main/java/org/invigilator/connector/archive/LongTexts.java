package org.invigilator.connector.archive;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;
import org.invigilator.connector.ApiFailure;
import tools.jackson.databind.JsonNode;

/**
 * The texts of the long posts of an archive, which has them apart from the posts, cut there.
 *
 * @param texts in the order of their plain forms, so that one is found by its beginning
 * @param used those that belong to a post
 */
record LongTexts(NavigableMap<String, Set<String>> texts, Set<String> used) {
  /** Posts are cut after 280 characters, of which the widest count twice. */
  private static final int CUT_FROM = 130;

  private static final Pattern LEADING = Pattern.compile("^(?:@\\w{1,20}\\s+)+");
  private static final Pattern LINK = Pattern.compile("https?://\\S+");
  private static final String SHORT_LINK = "https://t.co/";

  /** Reads the texts; their ids are not those of the posts. */
  static LongTexts of(XArchive archive) throws ApiFailure {
    NavigableMap<String, Set<String>> all = new TreeMap<>();
    archive.each(
        "note-tweet",
        note -> {
          String text = note.path("core").path("text").asString("");
          all.computeIfAbsent(plain(text), plain -> new LinkedHashSet<>(2)).add(text);
        });
    return new LongTexts(all, new HashSet<>());
  }

  /**
   * The whole text of a post that was cut: the one long text that begins as it does. If several do,
   * the post stays cut.
   */
  String of(JsonNode tweet) {
    String shown = shown(tweet);
    if (shown.length() < CUT_FROM) {
      return "";
    }
    List<String> fitting =
        texts.subMap(shown, true, shown + Character.MAX_VALUE, true).values().stream()
            .flatMap(Set::stream)
            .limit(2)
            .toList();
    used.addAll(fitting);
    return fitting.size() == 1 ? fitting.get(0) : "";
  }

  /** How many texts belong to no post that was asked for. */
  long unused() {
    return texts.values().stream().flatMap(Set::stream).filter(one -> !used.contains(one)).count();
  }

  /** Whether a post is cut off: its text ends so, and is as long as one can be. */
  static boolean isCut(JsonNode tweet) {
    String text = tweet.path("full_text").asString("").strip();
    String end = endWithoutLinks(text);
    return end.endsWith("…") && shown(tweet).length() >= CUT_FROM && !text.startsWith("RT @");
  }

  /**
   * What a post shows of its text: without the accounts that it replies to, which a long text does
   * not repeat, and without links, which the long text has in full.
   */
  private static String shown(JsonNode tweet) {
    String text = withoutLinks(tweet.path("full_text").asString(""));
    boolean isReply = !tweet.path("in_reply_to_user_id_str").asString("").isEmpty();
    return plain(isReply ? LEADING.matcher(text).replaceFirst("") : text);
  }

  /** A text without the links at its end and the mark that it was cut. */
  static String withoutLinks(String text) {
    String shown = endWithoutLinks(text);
    return shown.endsWith("…") ? shown.substring(0, shown.length() - 1) : shown;
  }

  private static String endWithoutLinks(String text) {
    int end = endOfWord(text, text.length());
    for (int start = startOfLink(text, end); start < end; start = startOfLink(text, end)) {
      end = endOfWord(text, start);
    }
    return text.substring(0, end);
  }

  private static int endOfWord(String text, int end) {
    int at = end;
    while (at > 0 && " \t\n\u000b\f\r".indexOf(text.charAt(at - 1)) >= 0) {
      at--;
    }
    return at;
  }

  /** Where a short link begins that ends at a place; the place itself when there is none. */
  private static int startOfLink(String text, int end) {
    int at = end;
    while (at > 0 && isLinkLetter(text.charAt(at - 1))) {
      at--;
    }
    return at < end && text.startsWith(SHORT_LINK, at - SHORT_LINK.length())
        ? at - SHORT_LINK.length()
        : end;
  }

  private static boolean isLinkLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }

  /**
   * A text for comparisons: links inside of it differ between the two forms, so they are left out.
   */
  private static String plain(String text) {
    return LINK.matcher(StringEscapeUtils.unescapeHtml4(text))
        .replaceAll(" ")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
