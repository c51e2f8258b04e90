package org.invigilator.connector.x;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.invigilator.connector.ApiFailure;
import tools.jackson.databind.JsonNode;

/**
 * Checks that a reply of X has what was asked for. X sends only the fields that are requested, so a
 * requested one that is on no row, or an unknown one in its place, means that X has renamed it:
 * then nothing is known of it, which is not the same as nothing being there.
 */
final class XReply {
  /** What every row of a kind has, and what it may have. */
  record Fields(String what, List<String> always, Set<String> sometimes) {}

  private static final Set<String> USER =
      Set.of(
          "affiliation",
          "connection_status",
          "created_at",
          "description",
          "entities",
          "location",
          "most_recent_tweet_id",
          "most_recent_post_id",
          "parody",
          "pinned_tweet_id",
          "pinned_post_id",
          "profile_banner_url",
          "profile_image_url",
          "protected",
          "public_metrics",
          "receives_your_dm",
          "subscription",
          "subscription_type",
          "url",
          "verified",
          "verified_type",
          "withheld",
          "is_identity_verified",
          "confirmed_email",
          "subscriber_count",
          "verified_followers_count");

  static final Fields POSTS =
      new Fields(
          "posts",
          List.of("id", "text", "created_at", "author_id"),
          Set.of(
              "article",
              "attachments",
              "community_id",
              "context_annotations",
              "conversation_id",
              "edit_controls",
              "edit_history_tweet_ids",
              "edit_history_post_ids",
              "entities",
              "geo",
              "in_reply_to_user_id",
              "lang",
              "note_tweet",
              "note_post",
              "possibly_sensitive",
              "public_metrics",
              "referenced_tweets",
              "referenced_posts",
              "reply_settings",
              "source",
              "withheld",
              "card_uri",
              "display_text_range",
              "media_metadata",
              "scopes",
              "suggested_source_links",
              "matching_rules",
              "labels",
              "paid_partnership"));

  static final Fields PEOPLE = new Fields("people", List.of("id", "username", "name"), USER);

  static final Fields ACCOUNTS =
      new Fields("accounts", List.of("id", "username", "name", "description", "protected"), USER);

  private static final Set<String> META =
      Set.of("result_count", "newest_id", "oldest_id", "next_token", "previous_token");

  private static final Set<String> INCLUDES =
      Set.of("media", "places", "polls", "posts", "topics", "tweets", "users");

  private XReply() {}

  /**
   * Checks the names of the fields.
   *
   * @return what could not be read because its name is not known, as a phrase; empty when all was
   * @throws ApiFailure when something that was requested is on no row
   */
  static String check(JsonNode body, Fields fields) throws ApiFailure {
    JsonNode rows = body.path("data");
    Set<String> seen = new TreeSet<>();
    rows.forEach(row -> seen.addAll(row.propertyNames()));
    for (String name : rows.isEmpty() ? List.<String>of() : fields.always()) {
      // A field that is null everywhere says as little as one that is not there.
      if (rows.valueStream()
          .allMatch(row -> row.path(name).isNull() || row.path(name).isMissingNode())) {
        throw leftOut(fields.what(), name);
      }
    }
    for (JsonNode row : rows) {
      if (row.path("id").asString("").isEmpty()) {
        throw leftOut(fields.what(), "id");
      }
    }
    boolean hasMedia = !body.path("includes").path("media").isEmpty();
    if (hasMedia && !seen.contains("attachments")) {
      throw leftOut(fields.what(), "attachments");
    }
    if (!META.containsAll(body.path("meta").propertyNames())) {
      throw ApiFailure.unknown(
          "X sent a page without saying where the next is; it may have changed its field names",
          true);
    }
    seen.removeAll(fields.always());
    seen.removeAll(fields.sometimes());
    seen.addAll(body.path("includes").propertyNames());
    seen.removeAll(INCLUDES);
    return seen.isEmpty()
        ? ""
        : "X sent fields that are not known, in place of what was asked for or beside it: "
            + String.join(
                ", ",
                seen.stream().map(n -> n.matches("[A-Za-z_]{1,40}") ? n : "unnamed").toList());
  }

  private static ApiFailure leftOut(String what, String name) {
    return ApiFailure.unknown(
        "X left out the field "
            + name
            + " of "
            + what
            + "; it may have changed its field names (trust.yaml, sources, x, fields)",
        true);
  }

  /**
   * Why some rows of a page are missing: an error beside the data that is about the service. One
   * about a post that a row refers to, which is gone or protected, is no fault. Empty when there is
   * none.
   */
  static String fault(JsonNode body) {
    for (JsonNode error : body.path("errors")) {
      String type = XProblem.type(error);
      boolean isOfOnePost =
          type.equals("resource-not-found")
              || type.equals("not-authorized-for-resource")
              || !error.path("resource_id").asString("").isEmpty()
              || !error.path("value").asString("").isEmpty();
      if (!isOfOnePost) {
        return "X could not give everything on a page"
            + (type.matches("[A-Za-z0-9-]{1,60}") ? " (" + type + ")" : "");
      }
    }
    return "";
  }
}
