package org.invigilator.connector.archive;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Capability;
import org.invigilator.connector.PostLine;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of an Instagram download that belongs to Threads: posts and replies, without whom they
 * reply to, and the handles of followers.
 */
final class ThreadsFormat implements DownloadFormat {
  private static final String THREADS = "(?:.*/)?threads/";
  private static final Pattern POSTS =
      Pattern.compile("(?:.*/)?threads_and_replies(?:_\\d+)?\\.json");
  private static final Pattern FOLLOWERS = Pattern.compile(THREADS + "followers(?:_\\d+)?\\.json");
  private static final Pattern FOLLOWING = Pattern.compile(THREADS + "following(?:_\\d+)?\\.json");
  private static final InstagramFormat INSTAGRAM = new InstagramFormat();

  @Override
  public String platform() {
    return "threads";
  }

  @Override
  public String title() {
    return "the Threads download";
  }

  @Override
  public Set<Capability> capabilities() {
    return INSTAGRAM.capabilities();
  }

  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.of(Capture.Field.TEXT, Capture.Field.MEDIA, Capture.Field.MENTIONS);
  }

  @Override
  public boolean isMine(DownloadFiles files) {
    return files.has(POSTS);
  }

  @Override
  public Optional<String> refusal(DownloadFiles files) {
    return Optional.empty();
  }

  @Override
  public Owner owner(DownloadFiles files) throws ApiFailure {
    return INSTAGRAM.owner(files);
  }

  @Override
  public ObjectNode profile(DownloadFiles files) throws ApiFailure {
    return INSTAGRAM.profile(files);
  }

  @Override
  public Contents contents(DownloadFiles files, Part part, String account) throws ApiFailure {
    return switch (part) {
      case FOLLOWERS ->
          MetaPeople.read(
              files, FOLLOWERS, Set.of("text_post_app_text_post_app_followers"), "followers");
      case FOLLOWING ->
          MetaPeople.read(
              files,
              FOLLOWING,
              Set.of("text_post_app_text_post_app_following"),
              "the accounts it follows");
      default -> posts(files, account);
    };
  }

  private static Contents posts(DownloadFiles files, String account) throws ApiFailure {
    DownloadedPosts all = new DownloadedPosts(account);
    files.missing(files.matching(POSTS)).forEach(file -> all.lacks(file + " is missing"));
    for (DownloadFiles.Member member : files.matching(POSTS)) {
      files.each(member, Set.of(), one -> post(MetaText.decode(one), all));
    }
    return all.contents();
  }

  private static void post(JsonNode entry, DownloadedPosts all) {
    LabelledValues values = LabelledValues.of(entry);
    List<JsonNode> media =
        Stream.concat(entry.path("media").valueStream(), values.media().stream()).toList();
    JsonNode first = media.isEmpty() ? entry : media.get(0);
    Optional<Instant> at =
        DownloadedPosts.moment(
            first
                .path("creation_timestamp")
                .asLong(
                    entry.path("creation_timestamp").asLong(entry.path("timestamp").asLong(0))));
    if (at.isEmpty()) {
      all.lacks("post in it has no date", "posts in it have no date");
      return;
    }
    String title = entry.path("title").asString(first.path("title").asString(""));
    LabelledValues ofMedia = LabelledValues.of(first);
    String text = values.textWith(ofMedia.textWith(title));
    List<LabelledValues> read = first == entry ? List.of(values) : List.of(values, ofMedia);
    LabelledValues.report(read, !text.isBlank(), all);
    PostLine post = all.begin(at.get(), first.path("uri").asString(""));
    post.text(text);
    read.forEach(one -> one.addTo(post));
    for (JsonNode one : media) {
      String uri = one.path("uri").asString("");
      if (!uri.isEmpty()) {
        post.media(DownloadedPosts.stem(uri), InstagramFormat.type(uri), "");
      }
    }
    all.add(post);
  }
}
