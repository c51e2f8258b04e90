package org.invigilator.connector.mastodon;

import static org.invigilator.connector.mastodon.MastodonConnector.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Page;
import org.invigilator.connector.PostLine;
import tools.jackson.databind.JsonNode;

/** One status of Mastodon as a snapshot line; its text is HTML. */
final class MastodonPost {
  private static final Pattern BREAK = Pattern.compile("(?i)<br ?/?>|</p>\\s*<p[^>]{0,200}>");
  private static final Pattern TAG = Pattern.compile("<[^<>]{0,2000}>");
  private static final Pattern LINK =
      Pattern.compile("<a\\b([^<>]{0,2000}?)href=\"(https?://[^\"<>]{1,2000})\"([^<>]{0,2000}?)>");

  /** What every status has, if only as null (Mastodon, entities, Status). */
  private static final List<String> ALWAYS =
      List.of("spoiler_text", "media_attachments", "mentions", "reblog", "in_reply_to_account_id");

  private MastodonPost() {}

  /** The text of a piece of HTML. */
  static String plain(String html) {
    return StringEscapeUtils.unescapeHtml4(
            TAG.matcher(BREAK.matcher(html).replaceAll("\n")).replaceAll(""))
        .strip();
  }

  /** The addresses to which HTML links, without those of accounts and hashtags. */
  static List<String> links(String html) {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(html);
    while (link.find()) {
      String around = link.group(1) + link.group(3);
      if (!around.contains("mention") && !around.contains("hashtag")) {
        links.add(StringEscapeUtils.unescapeHtml4(link.group(2)));
      }
    }
    return links;
  }

  /**
   * Checks that a page has what every status has.
   *
   * @throws ApiFailure when one of these is on no status, which says nothing of it
   */
  static void check(JsonNode statuses) throws ApiFailure {
    for (String always : ALWAYS) {
      if (statuses.valueStream().noneMatch(status -> status.has(always))) {
        throw ApiFailure.unknown("the server left out " + always + " of posts", false);
      }
    }
  }

  static Page.Item item(JsonNode status, String server) throws ApiFailure {
    String id = text(status, "id");
    if (id.isEmpty() || !status.path("content").isString()) {
      throw ApiFailure.unknown("the server left out the ids or the texts of posts", false);
    }
    PostLine post =
        new PostLine(id, MastodonConnector.instant(text(status, "created_at")))
            .author(text(status.path("account"), "id"))
            .permalink(text(status, "url"))
            .app(text(status.path("application"), "name"))
            .counts(status.path("replies_count").asLong(0), status.path("quotes_count").asLong(0));
    JsonNode passedOn = status.path("reblog");
    if (passedOn.isObject()) {
      passOn("retweeted", passedOn, server, post);
      return post.item();
    }
    String warning = text(status, "spoiler_text");
    String poll =
        status
            .path("poll")
            .path("options")
            .valueStream()
            .map(option -> "\n" + text(option, "title"))
            .collect(Collectors.joining());
    // The card of a link shows words of the page that it leads to.
    String card =
        Stream.of("title", "description")
            .map(part -> text(status.path("card"), part))
            .filter(words -> !words.isBlank())
            .map(words -> "\n" + words)
            .collect(Collectors.joining());
    post.textAsIs((warning + "\n" + plain(text(status, "content")) + poll + card).strip());
    links(text(status, "content")).forEach(post::link);
    post.link(text(status.path("card"), "url"));
    for (JsonNode mention : status.path("mentions")) {
      post.mention(text(mention, "id"), MastodonConnector.full(text(mention, "acct"), server));
    }
    status.path("tags").forEach(tag -> post.tag(text(tag, "name")));
    if (!status.path("media_attachments").isArray()) {
      post.unknownAttachment("media_attachments");
    }
    for (JsonNode medium : status.path("media_attachments")) {
      String type = text(medium, "type");
      if (type.isEmpty() || type.equals("unknown")) {
        // The file could not be taken over from another server, or is of a kind it does not know.
        post.unknownAttachment("media");
        continue;
      }
      post.media(
          text(medium, "id"),
          type.equals("image") ? "photo" : type.equals("gifv") ? "animated_gif" : type,
          text(medium, "description"));
    }
    // When the post that is answered is deleted, only its author is left.
    String to = text(status, "in_reply_to_account_id");
    if (!text(status, "in_reply_to_id").isEmpty() || !to.isEmpty()) {
      post.reply(text(status, "in_reply_to_id"), to, "");
    }
    JsonNode quoted = status.path("quote").path("quoted_status");
    if (quoted.isObject()) {
      passOn("quoted", quoted, server, post);
    }
    return post.item();
  }

  private static void passOn(String how, JsonNode other, String server, PostLine post)
      throws ApiFailure {
    JsonNode author = other.path("account");
    if (text(other, "id").isEmpty() || text(author, "acct").isEmpty()) {
      throw ApiFailure.unknown("the server left out whose posts are passed on", false);
    }
    post.passesOn(
        how,
        text(other, "id"),
        text(author, "id"),
        MastodonConnector.full(text(author, "acct"), server),
        plain(text(other, "content")));
  }
}
