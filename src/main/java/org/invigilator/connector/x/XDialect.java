package org.invigilator.connector.x;

import java.util.Map;
import java.util.TreeMap;
import org.invigilator.policy.Source;

/** The field names of X's API: those before August 2026, or those after. */
enum XDialect {
  TWEET(
      "tweet.fields",
      "attachments,conversation_id,created_at,edit_history_tweet_ids,entities,geo,in_reply_to_user_id,note_tweet,public_metrics,referenced_tweets,source,author_id",
      "attachments.media_keys,attachments.poll_ids,geo.place_id,referenced_tweets.id"),
  POST(
      "post.fields",
      "attachments,conversation_id,created_at,edit_history_post_ids,entities,geo,note_post,public_metrics,source",
      "attachments.media_keys,attachments.poll_ids,author_id,geo.place_id,in_reply_to_user_id,referenced_posts.id");

  private final String parameter;
  private final String fields;
  private final String expansions;

  XDialect(String parameter, String fields, String expansions) {
    this.parameter = parameter;
    this.fields = fields;
    this.expansions = expansions;
  }

  static XDialect of(Source.Fields fields) {
    return fields == Source.Fields.POST ? POST : TWEET;
  }

  /** The parameters of a request for posts. */
  Map<String, String> ofPosts() {
    Map<String, String> all = new TreeMap<>();
    all.put(parameter, fields);
    all.put("expansions", expansions);
    all.put("media.fields", "alt_text,media_key,type");
    all.put("place.fields", "place_type");
    return all;
  }

  /** The name of the list of posts that a page includes because its own posts refer to them. */
  String includedPosts() {
    return this == POST ? "posts" : "tweets";
  }
}
